"""Filters in the words of a question: "from:reuters since:monday what …", or "what … since Monday from Reuters".

What is written with a colon always counts. Plain words count only at a question's end, and only where they
can hardly mean anything else: "since" with a date, "from" with the name of a source that is known here.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

import regex

from bot.domain.parsing.periods import Period, day_named, period_of, since_at_end
from bot.domain.parsing.phrases import phrase_of
from bot.domain.parsing.subjects import subject_of
from index import Scope

# A plain filter stands in so many of a question's last characters: " according to the ", and a name.
LONGEST_ENDING = 80
# A time at the end of what is listed has so many words.
LONGEST_PERIOD = 6
# What comes from people must not be walked through again and again: whatever is repeated has an end, and the patterns
# for plain filters see only what `ending` gives, where blanks are single spaces.
_PAIR = regex.compile(r'(?i)(?<!\S)(from|source|since|after|before|until|on):(?:"([^"]{0,250})"|“([^”]{0,250})”|(\S+))')
_SINCE_AT_END = regex.compile(r"(?i) since ([\p{L}\p{N} ./-]{2,30})\Z")
_FROM_AT_END = regex.compile(r"(?i) (?:from|according to|in the|in|by) (?:the )?([^?!.]{2,60})\Z")
_AGO = regex.compile(r"(\d{1,4})\s+(day|week|month|year)s?\s+ago")
_DAY_MONTH = regex.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?\s+(\p{L}{3,9})\.?(?:\s+(\d{4}))?")
_MONTH_DAY = regex.compile(r"(\p{L}{3,9})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?)?(?:,?\s+(\d{4}))?")
_NUMBERS = regex.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})?")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# How many days after the one that is named a filter's time begins, and ends; None where it sets no limit.
_LIMITS = {"since": (0, None), "after": (1, None), "before": (None, 0), "until": (None, 1), "on": (0, 1)}
_UNITS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """A question without its filters, and what they ask for; ``unread`` are filters that mean nothing to us.

    ``plain`` says that the filters were plain words: without an answer among them, they may have been part of
    the question after all.
    """

    question: str
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    unread: tuple[str, ...] = ()
    plain: bool = False

    @property
    def narrows(self) -> bool:
        """Whether there is any filter."""
        return (self.source, self.since, self.until) != (None, None, None)

    def scope(self, *, articles: tuple[int, ...] | None = None, topic: str | None = None) -> Scope:
        """Where the filters let one look, among ``articles`` and in a forum ``topic`` if they are given."""
        return Scope(articles=articles, topic=topic, source=self.source, since=self.since, until=self.until)


def parse_query(words: str, now: datetime, sources: Collection[str] = ()) -> SearchQuery:
    """Takes the filters out of a question; ``now`` is in the chat's time zone, ``sources`` are names known there."""
    source, since, until = None, None, None
    unread: list[str] = []
    for match in _PAIR.finditer(words):
        key, value = match[1].lower(), next(each for each in match.groups()[1:] if each is not None)
        if key in ("from", "source"):
            source = value.strip() or None
        elif (period := _period(key, value, now)) is None:
            unread.append(match[0])
        else:
            since, until = period[0] or since, period[1] or until
    question = " ".join(_PAIR.sub(" ", words).split())
    if (source, since, until) != (None, None, None) or unread:
        return SearchQuery(question=question, source=source, since=since, until=until, unread=tuple(unread))
    return _plain(words, now, sources)


def parse_listing(words: str, now: datetime, sources: Collection[str] = ()) -> SearchQuery:
    """The search that words behind a list stand for: filters as in a question, a time, what the articles are about.

    "from:reuters oil", "today", "aus dem März", "über die Flut seit Montag". ``now`` is in the chat's time zone.
    """
    query = parse_query(words, now, sources)
    if query.unread:
        return query
    question, period = _without_period(query.question, now.date())
    subject = subject_of(question)
    named = subject.article or subject.focus or "" if subject is not None else question
    try:
        since = _start(period.first, 0, now) if period.first is not None else query.since
        until = _start(period.end, 0, now) if period.end is not None else query.until
    except OverflowError:
        return query
    return replace(query, question=named, since=since, until=until)


def _without_period(words: str, today: date) -> tuple[str, Period]:
    """The words without the time that they are or end in, and that time."""
    if (whole := period_of(words, today)) is not None:
        return "", whole
    if (phrase := phrase_of(words)) is not None:
        count = len(phrase.words)
        # One word alone, such as "May", may be a name.
        for start in range(max(1, count - LONGEST_PERIOD), count - 1):
            if (found := period_of(phrase.original(start, count), today)) is not None:
                return phrase.original(0, start), found
    return words, Period(None)


def ending(words: str) -> tuple[str, str]:
    """What a question begins with, and the ending that a plain filter may stand in.

    Together they are the question with single spaces for its blanks and without the marks that close it. The ending
    has at most ``LONGEST_ENDING`` characters.
    """
    question = " ".join(words.split()).rstrip(" ?!.")
    cut = max(0, len(question) - LONGEST_ENDING)
    return question[:cut], question[cut:]


def day_of(words: str, today: date) -> date | None:
    """The day that words name, the latest one that is not in the future; None when they name none of the calendar.

    "2026-11-03", "3.11.2026", "3 Nov", "November", "monday", "yesterday", "last week", "10 days ago".
    """
    phrase = " ".join(words.lower().replace("_", " ").split())
    simple = {"today": 0, "yesterday": 1, "last week": 7, "week": 7, "last month": 30, "month": 30, "last year": 365}
    if phrase in simple:
        return today - timedelta(days=simple[phrase])
    named = phrase.removeprefix("last ")
    for number, name in enumerate(_WEEKDAYS):
        if named in (name, name[:3]):
            return today - timedelta(days=(today.weekday() - number) % 7)
    if ago := _AGO.fullmatch(phrase):
        return _ago(int(ago[1]) * _UNITS[ago[2]], today)
    try:
        return date.fromisoformat(phrase)
    except ValueError:
        return _calendar(phrase, today) or day_named(phrase, today)


def _ago(days: int, today: date) -> date | None:
    try:
        return today - timedelta(days=days)
    except OverflowError:
        return None


def _calendar(phrase: str, today: date) -> date | None:
    if numbers := _NUMBERS.fullmatch(phrase):
        return _date(int(numbers[1]), int(numbers[2]), numbers[3], today)
    if match := _DAY_MONTH.fullmatch(phrase):
        return _date(int(match[1]), _month(match[2]), match[3], today)
    if match := _MONTH_DAY.fullmatch(phrase):
        return _date(int(match[2] or 1), _month(match[1]), match[3], today)
    return None


def _month(name: str) -> int:
    return _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0


def _date(day: int, month: int, year: str | None, today: date) -> date | None:
    try:
        found = date(int(year) if year else today.year, month, day)
        return found.replace(year=found.year - 1) if not year and found > today else found
    except ValueError:
        return None


def _period(key: str, value: str, now: datetime) -> tuple[datetime | None, datetime | None] | None:
    """Since when and until when a filter lets articles pass; None when its value names no day, or none that ends."""
    day = day_of(value, now.date())
    if day is None:
        return None
    first, last = _LIMITS[key]
    try:
        return (
            None if first is None else _start(day, first, now),
            None if last is None else _start(day, last, now),
        )
    except OverflowError:
        return None


def _plain(words: str, now: datetime, sources: Collection[str]) -> SearchQuery:
    since, source, question = None, None, " ".join(words.split())
    for _ in range(2):
        head, tail = ending(question)
        if since is None and (found := _since(tail, now)) is not None:
            at, since = found
            question = head + tail[:at]
            head, tail = ending(question)
        if source is None and (match := _FROM_AT_END.search(tail)):
            named = match[1].casefold()
            source = next((each for each in sources if each.casefold().removeprefix("the ") == named), None)
            question = head + tail[: match.start()] if source else question
    return SearchQuery(question=question, source=source, since=since, plain=True)


def _since(tail: str, now: datetime) -> tuple[int, datetime] | None:
    """Where a plain "since" begins in a question's ending, in any language, and the moment that it names."""
    if (match := _SINCE_AT_END.search(tail)) and (period := _period("since", match[1], now)) and period[0] is not None:
        return match.start(), period[0]
    if (found := since_at_end(tail, now.date())) is None:
        return None
    at, day = found
    return len(tail[:at].rstrip()), _start(day, 0, now)


def _start(day: date, later: int, now: datetime) -> datetime:
    """When the day begins that is so many days later. Raises OverflowError when the calendar does not reach so far."""
    moment = datetime.combine(day + timedelta(days=later), time.min, now.tzinfo)
    # Near the calendar's ends it may reach so far here and not in UTC, in which moments are compared.
    moment.astimezone(UTC)
    return moment
