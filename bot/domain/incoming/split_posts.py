"""A long post that Telegram's programs cut into several messages, put together again.

They cut a text of more than 4,096 characters at the last blank line that fits, else at a line's, a sentence's or a
word's end, and trim the pieces; so a piece is followed by what did not fit behind it. That, and who sent both pieces
when, tells a continuation from another post.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from bot.domain.html import LONGEST_MESSAGE, units
from bot.domain.parsing.intent import QUESTION_MARKS
from index import Place, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message: who sent it and when, where it was forwarded from, and what became of it.

    ``origin_hash`` is a hash of whom or what it was forwarded from, None for what somebody wrote; ``origin_at`` is when
    the original was posted, ``origin_message_id`` its number in its channel. ``text_units`` is how long its text is,
    in UTF-16 units, or 0 where it is surely no part of a longer one. ``head_id`` is the first message of the text that
    this one is a part of, or has had kept; ``kept`` whether an article came of it, ``remark`` whether it was taken for
    a question or a remark. Times are seconds since the epoch.
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


# The least length of a piece, and of a forwarded one: other people's posts follow each other, too.
LEAST_UNITS = LONGEST_MESSAGE // 2 + 1
LEAST_FORWARDED = 3500
# The most seconds between two pieces, which a program sends at once; fewer before a short one, which somebody may have
# typed, and between the originals of forwarded ones.
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
    """Whether a message is so long that it may be a piece of something longer."""
    least = LEAST_UNITS if arrival.origin_hash is None else LEAST_FORWARDED
    return arrival.album_id is None and arrival.text_units >= least


def follows(before: Arrival, after: Arrival) -> bool:
    """Whether ``after`` may continue ``before``, by who sent them when and where they come from."""
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
    """Whether ``rest`` may be what did not fit behind ``first``: its beginning, up to a blank line, did not."""
    block = _BLANK.split(rest, maxsplit=1)[0]
    # A program that cuts at blank lines wants room for the one behind the block, too.
    if _fits(first, block + BLANK):
        return False
    # A short question behind a finished sentence is a question.
    return not (units(rest) < SHORT_UNITS and _ASKS.search(rest) and _ENDED.search(first))


def seam(first: str, rest: str) -> str | None:
    """What stood between two pieces: nothing, a space, or None for the end of a paragraph.

    Where the next word would still have fitted the cut was at a line's end, else in the middle of one.
    """
    ended = _ENDED.search(first) is not None
    if _UNSPACED.search(first[-1:]) and _UNSPACED.match(rest):
        return None if ended else ""
    word = rest.split(maxsplit=1)[0]
    if not _fits(first, word):
        return " " if any(map(str.isspace, first[-LONGEST_MESSAGE // 2 :])) else ""
    return " " if not ended and word[:1].islower() else None


def joined(parts: Sequence[Part], *, separate: bool = False) -> tuple[str, tuple[Place, ...]]:
    """The whole text of the pieces, and a place for each. ``separate``: each is a text of its own, none was cut."""
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
    """Whether a program would have left this behind ``first``; some want room for the white space after it."""
    return units(first) + 1 + units(rest) < LONGEST_MESSAGE


def _gap(first: str, rest: str) -> str:
    """Where blank lines separate paragraphs a single line break would not."""
    return BLANK if _BLANK.search(first) or _BLANK.search(rest) else "\n"
