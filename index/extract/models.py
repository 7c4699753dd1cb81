"""What extraction gives: an article, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.errors import LibraryError

# Characters of a text that can be kept: with more of them, what a document holds is not read to its end.
LONGEST_TEXT = 10_000_000
# Elements of one tree: a book's longest chapter has some ten thousand. Each takes some hundred bytes.
MOST_ELEMENTS = 1_000_000


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
    GARBLED = "garbled"
    LOGIN = "login"
    TOO_COMPLEX = "too complex"
    TOO_LONG = "too long"


class Unreadable(LibraryError):
    """These bytes are no article that can be read; ``reason`` says why. The text holds nothing of them."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason


class Room:
    """What may still be read of a document, of which ``most`` of something is enough."""

    def __init__(self, most: int = LONGEST_TEXT, reason: Reason = Reason.TOO_LONG) -> None:
        self._left, self._reason = most, reason

    def take(self, count: int) -> None:
        """Counts so many more. Raises Unreadable when they are too many."""
        self._left -= count
        if self._left < 0:
            raise Unreadable(self._reason)

    def counted(self, texts: Iterable[str]) -> Iterator[str]:
        """The ``texts``, each counted by its characters, and 2 for the gap behind it. Raises Unreadable."""
        for each in texts:
            self.take(len(each) + 2)
            yield each
