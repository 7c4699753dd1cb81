"""Loading the program quickly."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Loads modules in this block without garbage collection; their objects are never looked at again.

    Modules make some hundred thousand objects, and all of them stay. The collector starts again whenever their number
    has grown by a quarter: it took a third of the time of loading the bot, and would slow down later collections, too.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
