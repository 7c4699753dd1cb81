"""What extraction gives: an article, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.errors import LibraryError


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article as it was found. ``url`` is the canonical link of a page, if it names one of its own site.

    ``site`` is the publication's name. ``teaser``: the page shows only a beginning, the rest is for subscribers.
    ``doubtful_day``: ``published_at`` may be another day, as of a change or of the template of a file.
    """

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    teaser: bool = False
    doubtful_day: bool = False


class Reason(Enum):
    """What is wrong with a file or page, as far as a person can do something about it."""

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
