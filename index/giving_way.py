"""Long work can give way to short work: threads of one process share its interpreter.

Beside a thread that computes without a break, everything else takes several times as long, since each short step waits
for the interpreter anew. Loops over the sentences or paragraphs of long texts therefore call ``give_way``, outside of
write transactions. Whoever runs the library decides what it does: it may pause the thread. By default it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

# Called by ``give_way`` in the thread that works.
PAUSE: ContextVar[Callable[[], None] | None] = ContextVar("pause", default=None)


def give_way() -> None:
    """Lets the thread pause if somebody with less to do is waiting."""
    pause = PAUSE.get()
    if pause is not None:
        pause()


@contextmanager
def never_giving_way() -> Iterator[None]:
    """While others wait for what this thread holds, it does not pause."""
    token = PAUSE.set(None)
    try:
        yield
    finally:
        PAUSE.reset(token)
