"""A clock that tests put forward."""

from __future__ import annotations

from datetime import datetime


class Clock:
    """It stands still until it is put forward."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now
