"""What the tests of fetching ask for besides: which addresses were tried."""

from __future__ import annotations

from tests.support.bot.fetching import tried

__all__ = ["tried"]
