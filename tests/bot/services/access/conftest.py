"""What the tests of access ask for besides: a bot that somebody may own, a stranger, and that one's group."""

from __future__ import annotations

from tests.support.bot.owning import ben, group, start

__all__ = ["ben", "group", "start"]
