"""The results of extraction: an article, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from index.errors import LibraryError

# The most characters of a text; reading a longer document stops there.
LONGEST_TEXT = 10_000_000
# The most elements of one tree, each of some hundred bytes; a book's longest chapter has some ten thousand.
MOST_ELEMENTS = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """An article as it was found. ``url`` is a page's canonical link, if that is on its own site.

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
    """The reasons why a file or page cannot be read, as far as a person can act on them."""

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
    """These bytes hold no readable article; ``reason`` says why. The error's text holds nothing of them."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        super().__init__(f"{reason.value}: {detail}" if detail else reason.value)
        self.reason = reason


class Room:
    """A limit on what is read of a document: at most ``most`` characters or elements."""

    def __init__(self, most: int = LONGEST_TEXT, reason: Reason = Reason.TOO_LONG) -> None:
        self._left, self._reason = most, reason

    def take(self, count: int) -> None:
        """Counts ``count`` more. Raises Unreadable if they exceed the limit."""
        self._left -= count
        if self._left < 0:
            raise Unreadable(self._reason)

    def counted(self, texts: Iterable[str]) -> Iterator[str]:
        """The ``texts``, each counted by its characters, and 2 for the gap behind it. Raises Unreadable."""
        for each in texts:
            self.take(len(each) + 2)
            yield each
