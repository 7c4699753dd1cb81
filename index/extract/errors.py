"""Why bytes could not be read as an article."""

from __future__ import annotations

from enum import Enum

from index.errors import LibraryError


class Reason(Enum):
    """What is the matter, as far as a person can do something about it."""

    UNKNOWN_TYPE = "unknown type"
    OLD_WORD = "old word"
    ENCRYPTED = "encrypted"
    SCAN = "scan"
    DAMAGED = "damaged"
    NO_TEXT = "no text"
    LOGIN = "login"
    TOO_COMPLEX = "too complex"


class Unreadable(LibraryError):
    """These bytes are no article that can be read; ``reason`` says why. The text holds nothing of them."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason
