"""What Telegram complains of, and what becomes of requests that nobody waits for when it does."""

from __future__ import annotations

import logging
import re

from telegram.error import TelegramError

log = logging.getLogger(__name__)

_WORDS = re.compile(r"\w+(?:'\w+)?(?: \w+(?:'\w+)?)*")
LONGEST_KIND = 80


def kind_of(error: TelegramError) -> str:
    """What Telegram complains of, without what it quotes of the message behind that."""
    kind = _WORDS.match(error.message)
    return kind[0][:LONGEST_KIND] if kind else "no reason given"


class Logged:
    """Ends the block, and says so in the log, when Telegram does not do what is asked: the work goes on without."""

    def __init__(self, request: str) -> None:
        self._request = request

    def __enter__(self) -> None:
        pass

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> bool:
        if not isinstance(error, TelegramError):
            return False
        log.info("telegram.refused: %s: %s", self._request, kind_of(error))
        return True
