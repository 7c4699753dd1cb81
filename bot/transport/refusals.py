"""Telegram's complaints, and failures of requests that nobody waits for."""

from __future__ import annotations

import logging
import re

from telegram.error import TelegramError

log = logging.getLogger(__name__)

_WORDS = re.compile(r"\w+(?:'\w+)?(?: \w+(?:'\w+)?)*")
LONGEST_KIND = 80


def kind_of(error: TelegramError) -> str:
    """The kind of Telegram's complaint, without the quoted part of the message after it."""
    kind = _WORDS.match(error.message)
    return kind[0][:LONGEST_KIND] if kind else "no reason given"


class Logged:
    """Ends the block and logs it when Telegram refuses a request: the work continues without it."""

    def __init__(self, request: str) -> None:
        self._request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, TelegramError):
            return False
        log.info("telegram.refused: %s: %s", self._request, kind_of(error))
        return True
