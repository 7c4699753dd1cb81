"""Joining a long post that Telegram's apps cut into several messages.

The apps cut a text of more than 4,096 characters at the last blank line that fits, else at the end of a line, a
sentence or a word, and trim the pieces. So the next piece did not fit behind the one before it. This, and who sent both
pieces when, tells a continuation from another post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.domain.html import LONGEST_MESSAGE, units
from bot.domain.parsing.intents.intent import QUESTION_MARKS
from index import Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message: who sent it and when, where it was forwarded from, and what became of it.

    ``origin_hash`` is a hash of the origin of a forwarded message, None for one that was not forwarded. ``origin_at``
    is when the original was posted, ``origin_message_id`` its number in its channel. ``text_units`` is the length of
    the text in UTF-16 units, or 0 if it is surely no part of a longer text. ``head_id`` is the first message of that
    longer text. ``kept``: it became an article. ``remark``: it was taken for a question or a remark. Times are seconds
    since the epoch.
    """

    chat_id: int
    message_id: int
    sender_id: int
    sent_at: float
    topic_id: int | None = None
    album_id: str | None = None
    origin_hash: str | None = None
    origin_at: float | None = None
    origin_message_id: int | None = None
    text_units: int = 0
    head_id: int | None = None
    kept: bool = False
    remark: bool = False


# The least length of a piece, and of a forwarded piece: separate posts are forwarded one after another, too.
LEAST_UNITS = LONGEST_MESSAGE // 2 + 1
LEAST_FORWARDED = 3500
# The most seconds between two pieces: an app sends them at once. Fewer before a short piece, which somebody may have
# typed, and between the originals of forwarded pieces.
LONGEST_GAP_SECONDS = 5.0
SHORT_UNITS = 200
SHORT_GAP_SECONDS = 2.0
ORIGIN_GAP_SECONDS = 2.0
MOST_PARTS = 60

BLANK = "\n\n"
_BLANK = regex.compile(r"\n[^\S\n]*\n")
_ENDED = regex.compile(r"[.!?…:。!?।॥؟۔։].{0,3}\Z")
_ASKS = regex.compile(rf"[{QUESTION_MARKS}]\W*\Z")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}、。,!?]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A piece of a text: its words, and how to quote them (the ``where`` of an index.Place)."""

    text: str
    where: str


def may_go_on(arrival: Arrival) -> bool:
    """Whether a message is long enough to be a piece of a longer text."""
    least = LEAST_UNITS if arrival.origin_hash is None else LEAST_FORWARDED
    return arrival.album_id is None and arrival.text_units >= least


def follows(before: Arrival, after: Arrival) -> bool:
    """Whether ``after`` may continue ``before``, judged by senders, times and origins."""
    if not may_go_on(before) or after.album_id is not None or after.message_id <= before.message_id:
        return False
    if (before.sender_id, before.topic_id, before.origin_hash) != (after.sender_id, after.topic_id, after.origin_hash):
        return False
    most = SHORT_GAP_SECONDS if after.text_units < SHORT_UNITS else LONGEST_GAP_SECONDS
    if not 0 <= after.sent_at - before.sent_at <= most:
        return False
    if before.origin_at is None or after.origin_at is None:
        return before.origin_at is after.origin_at
    if before.origin_message_id is not None and after.origin_message_id != before.origin_message_id + 1:
        return False
    return 0 <= after.origin_at - before.origin_at <= ORIGIN_GAP_SECONDS


def cut_between(first: str, rest: str) -> bool:
    """Whether ``rest`` may continue ``first``: its beginning, up to a blank line, would not have fitted there."""
    block = _BLANK.split(rest, maxsplit=1)[0]
    # An app that cuts at blank lines needs room for the blank line behind the block, too.
    if _fits(first, block + BLANK):
        return False
    # A short question behind a finished sentence is a question.
    return not (units(rest) < SHORT_UNITS and _ASKS.search(rest) and _ENDED.search(first))


def seam(first: str, rest: str) -> str | None:
    """The separator that was cut away between two pieces: "", a space, or None for the end of a paragraph.

    If the next word would still have fitted, the cut was at the end of a line; else it was within a line.
    """
    ended = _ENDED.search(first) is not None
    if _UNSPACED.search(first[-1:]) and _UNSPACED.match(rest):
        return None if ended else ""
    word = rest.split(maxsplit=1)[0]
    if not _fits(first, word):
        return " " if any(map(str.isspace, first[-LONGEST_MESSAGE // 2 :])) else ""
    return " " if not ended and word[:1].islower() else None


def joined(parts: Sequence[Part], *, separate: bool = False) -> tuple[str, tuple[Place, ...]]:
    """The whole text of the pieces, and a place for each. ``separate``: no piece was cut, each is a whole text."""
    text = ""
    places: list[Place] = []
    for part in parts:
        if places:
            between = None if separate else seam(places[-1].span.of(text), part.text)
            text += _gap(text, part.text) if between is None else between
        places.append(Place(span=Span(len(text), len(text) + len(part.text)), where=part.where))
        text += part.text
    return text, tuple(places)


def _fits(first: str, rest: str) -> bool:
    """Whether an app would have left this in the same message as ``first``; some apps need room for white space."""
    return units(first) + 1 + units(rest) < LONGEST_MESSAGE


def _gap(first: str, rest: str) -> str:
    """A blank line if either piece separates its paragraphs by blank lines, else a line break."""
    return BLANK if _BLANK.search(first) or _BLANK.search(rest) else "\n"
