"""Loading the program quickly."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Loads modules in this block without garbage collection; collections never examine their objects again.

    Modules create some hundred thousand permanent objects. The collector runs whenever their number has grown by a
    quarter: this took a third of the bot's loading time, and the objects would slow down later collections, too.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
