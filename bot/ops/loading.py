"""Loading the program quickly."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def loading() -> Iterator[None]:
    """Modules are loaded in this block, while nobody looks for garbage, and what they hold is never looked at again.

    They make some hundred thousand objects that all stay. The collector, which begins anew whenever there are more by
    a quarter, took a third of the time that loading the bot takes, and would take longer later on, too.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
