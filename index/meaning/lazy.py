"""A library's encoder, loaded once at first use, with a cache of the latest questions."""

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

# Characters read of a question or a sentence: a longer one says what it means in its beginning.
LONGEST: Final = 2000
_QUESTIONS: Final = 128
_NICE: Final = 10


class AnyEncoder(Protocol):
    """An encoder of texts; ``index.meaning.encoder.Encoder`` describes the vectors."""

    @property
    def MODEL(self) -> int: ...  # noqa: N802  # the name of a class's constant

    def question(self, text: str) -> NDArray[np.float32]: ...

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]: ...


Load = Callable[[], AnyEncoder | None]
"""Returns None if there is no encoder to load. Raises OSError or ValueError if it cannot be used."""


class EncoderClosed(Exception):
    """The library is closing, and encodes nothing more."""


class LazyEncoder:
    """Safe to use from any thread. Questions are encoded in the calling thread, paragraphs in a thread of their own.

    The paragraphs' thread has a lower priority, where the system supports that.
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
        """The encoder, loaded at the first call; None if there is none or it cannot be used."""
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
        """The question's vector, ``(384,) float32`` of unit length; None where there is no encoder.

        It does not wait for other encoding to finish.
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
        """The encoder's vectors, computed in the thread of lower priority. There must be an encoder.

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
        """Ends the thread after its current batch."""
        self._thread.shutdown(wait=False, cancel_futures=True)


def _loaded(load: Load) -> tuple[AnyEncoder | None, str | None]:
    try:
        encoder = load()
    except (OSError, ValueError) as error:
        return None, f"the model's file cannot be used ({error})"
    return encoder, None if encoder else "the model's file is not there"


def _give_way() -> None:
    # On other systems than Linux the priority is that of the whole process.
    if sys.platform == "linux":
        with suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)
