"""What the handlers' tests ask for besides: a newspaper that the bot may fetch from."""

from __future__ import annotations

from tests.support.bot.newspaper import site

__all__ = ["site"]
