"""A function that kills its process, as a power cut would: no clean-up, no last words."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from typing import ParamSpec, TypeVar

Given = ParamSpec("Given")
Result = TypeVar("Result")


def fatal(function: Callable[Given, Result], *, after: int) -> Callable[Given, Result]:
    """The same function, which works ``after`` times; the next call kills the process."""
    left = after

    def called(*arguments: Given.args, **named: Given.kwargs) -> Result:
        nonlocal left
        if not left:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return function(*arguments, **named)

    return called
