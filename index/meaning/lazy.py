"""The encoder of one library: loaded when it is first needed, once; and the questions it was asked a moment ago."""

from __future__ import annotations

import os
import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import suppress
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from index.meaning.encoder import Encoder, ParagraphVectors

# Of a question as of a sentence: what a longer one says stands in its beginning.
LONGEST: Final = 2000
_QUESTIONS: Final = 128
_NICE: Final = 10


class AnyEncoder(Protocol):
    """What makes vectors; ``index.meaning.encoder.Encoder`` says what they are."""

    @property
    def MODEL(self) -> int: ...  # noqa: N802  # the name of a class's constant

    def question(self, text: str) -> NDArray[np.float32]: ...

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]: ...


Load = Callable[[], AnyEncoder | None]
"""Returns None where there is no encoder to load. Raises OSError or ValueError where it cannot be used."""


class EncoderClosed(Exception):
    """The library is being closed: nothing is encoded any more."""


class LazyEncoder:
    """Safe to use from any thread. Questions are encoded in the thread that asks, paragraphs in one of their own.

    That thread gives way to others, as far as the system knows how to.
    """

    def __init__(self, load: Load = Encoder.load) -> None:
        self._load = load
        self._loading = threading.Lock()
        self._loaded = False
        self._encoder: AnyEncoder | None = None
        self._trouble: str | None = None
        self._asked: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._remembering = threading.Lock()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="encoding", initializer=_give_way)

    def get(self) -> AnyEncoder | None:
        """The encoder, loaded by now; None where there is none that can be used."""
        if not self._loaded:
            with self._loading:
                if not self._loaded:
                    self._encoder, self._trouble = _loaded(self._load)
                    self._loaded = True
        return self._encoder

    def trouble(self) -> str | None:
        """Why there is no encoder, for the operator; None where there is one."""
        self.get()
        return self._trouble

    def question(self, text: str) -> NDArray[np.float32] | None:
        """The (384,) float32 vector of a question, of length 1; None where there is no encoder.

        Nobody waits here for anybody else who encodes.
        """
        encoder = self.get()
        if encoder is None:
            return None
        text = text[:LONGEST]
        with self._remembering:
            known = self._asked.get(text)
            if known is not None:
                self._asked.move_to_end(text)
                return known
        vector = encoder.question(text)
        vector.flags.writeable = False
        with self._remembering:
            self._asked[text] = vector
            while len(self._asked) > _QUESTIONS:
                self._asked.popitem(last=False)
        return vector

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        """As the encoder does it, in the thread that gives way. There must be an encoder.

        Raises EncoderClosed after ``close``.
        """
        encoder = self.get()
        assert encoder is not None
        try:
            waiting = self._thread.submit(encoder.paragraphs, items)
        except RuntimeError as error:
            raise EncoderClosed from error
        try:
            return waiting.result()
        except CancelledError as error:
            raise EncoderClosed from error

    def close(self) -> None:
        """Lets the thread go when it has done what it does at this moment."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _loaded(load: Load) -> tuple[AnyEncoder | None, str | None]:
    try:
        encoder = load()
    except (OSError, ValueError) as error:
        return None, f"the model's file cannot be used ({error})"
    return encoder, None if encoder else "the model's file is not there"


def _give_way() -> None:
    # Elsewhere than in Linux a priority is the whole process's.
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
