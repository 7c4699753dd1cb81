"""A time in plain words, in any language of the bot: "today", "seit Montag", "в марте", "son 3 gün", "上周"."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from bot.domain.parsing.phrases import Language, languages, phrase_of, words_of
from bot.domain.parsing.templates import Matcher, Node

MOST_DAYS = 3650
# Words that a plain filter takes: "since last Monday", or as many Chinese characters.
LONGEST_SINCE = 6


@dataclass(frozen=True, slots=True)
class Period:
    """From the ``first`` day on, and before the day ``end``; None for no limit."""

    first: date | None
    end: date | None = None


def _days(before: int, length: int | None = None) -> Callable[[date], Period]:
    """The period that begins so many days before today, of a length in days (None: until now)."""

    def period(today: date) -> Period:
        first = today - timedelta(days=before)
        return Period(first, None if length is None else first + timedelta(days=length))

    return period


def _last_month(today: date) -> Period:
    end = today.replace(day=1)
    return Period((end - timedelta(days=1)).replace(day=1), end)


# A week, without more, is the seven days up to now: on a Monday nobody wants to hear of Monday alone.
_NAMED: Mapping[str, Callable[[date], Period]] = {
    "today": _days(0),
    "yesterday": _days(1, 1),
    "week": _days(6),
    "last_week": lambda today: _days(today.weekday() + 7, 7)(today),
    "month": _days(29),
    "last_month": _last_month,
}
_COUNTED = {"days": 1, "weeks": 7}


def period_of(words: str, today: date) -> Period | None:
    """The time that the words name as a whole, the latest that is not in the future; None when they name none."""
    phrase = phrase_of(words)
    if phrase is None:
        return None
    return next((found for reader in period_readers() if (found := reader.read(phrase.words, today)) is not None), None)


def since_at_end(words: str, today: date) -> tuple[int, date] | None:
    """Where words such as "since Monday" begin that a text ends in, behind at least one other, and the day."""
    phrase = phrase_of(words)
    if phrase is None:
        return None
    count = len(phrase.words)
    for start in range(max(1, count - LONGEST_SINCE), count - 1):
        for reader in period_readers():
            if (found := reader.since(phrase.words[start:], today)) is not None:
                return phrase.places[start][0], found
    return None


def day_named(words: str, today: date) -> date | None:
    """The day, or the first day of the month, that a name stands for, in any language; None when it is none."""
    phrase = phrase_of(words)
    if phrase is None:
        return None
    found = next((found for each in period_readers() if (found := each.named(phrase.words, today)) is not None), None)
    return found.first if found is not None else None


class PeriodReader:
    """Understands the times of one language."""

    def __init__(self, language: Language) -> None:
        self._fixed = [(period, node) for name, period in _NAMED.items() for node in language.templates("time", name)]
        self._counted = [(days, node) for name, days in _COUNTED.items() for node in language.templates("time", name)]
        self._since, self._after = language.templates("time", "since"), language.templates("time", "after")
        self._on = language.templates("time", "on")
        self._weekdays = _numbered(language, "weekdays")
        self._months = _numbered(language, "months")

    def read(self, words: tuple[str, ...], today: date) -> Period | None:
        """The period that the words name as a whole, folded as those of a phrase."""
        matcher = Matcher(words)
        if (found := self._whole(matcher, today)) is not None:
            return found
        if (start := self.since(words, today)) is not None:
            return Period(start)
        if (found := self._inner(self._after, matcher, today)) is not None:
            return Period(found.end)
        for node in self._on:
            if (captures := matcher.whole(node)) is not None:
                return self.named(words[slice(*captures["subject"])], today)
        return None

    def since(self, words: tuple[str, ...], today: date) -> date | None:
        """The day since when something is to be, in words such as "since Monday"; None for any others."""
        found = self._inner(self._since, Matcher(words), today)
        return found.first if found is not None else None

    def _inner(self, nodes: tuple[Node, ...], matcher: Matcher, today: date) -> Period | None:
        """The period that stands within the words."""
        for node in nodes:
            if (captures := matcher.whole(node)) is not None:
                inner = matcher.words[slice(*captures["subject"])]
                if (found := self.named(inner, today) or self._whole(Matcher(inner), today)) is not None:
                    return found
        return None

    def named(self, words: tuple[str, ...], today: date) -> Period | None:
        """The period of a weekday, a month, or a day of one."""
        if (number := self._weekdays.get(words)) is not None:
            return _days((today.weekday() - number) % 7, 1)(today)
        for start, end in ((0, len(words)), (1, len(words)), (0, len(words) - 1), (1, len(words) - 1)):
            for year in (None, words[-1]) if end == len(words) and len(words) > 1 else (None,):
                name = words[start : end if year is None else end - 1]
                if (month := self._months.get(name)) is None:
                    continue
                around = [*words[:start], *words[end:], *([year] if year else [])]
                return _of_month(month + 1, around, today)
        return None

    def _whole(self, matcher: Matcher, today: date) -> Period | None:
        for period, node in self._fixed:
            if matcher.whole(node) is not None:
                return period(today)
        for days, node in self._counted:
            if (captures := matcher.whole(node)) is not None:
                number = int(matcher.words[captures["number"][0]]) * days
                return _days(number - 1)(today) if 0 < number <= MOST_DAYS else None
        return None


def _of_month(month: int, beside: Sequence[str], today: date) -> Period | None:
    """The month, or the day of it that stands ``beside`` its name, with its year or without."""
    if not all(each.isdecimal() and len(each) in (1, 2, 4) for each in beside):
        return None
    years = [int(each) for each in beside if len(each) == 4]
    days = [int(each) for each in beside if len(each) < 4]
    if len(years) > 1 or len(days) > 1:
        return None
    try:
        first = date(years[0] if years else today.year, month, days[0] if days else 1)
        if not years and first > today:
            first = first.replace(year=first.year - 1)
        end = first + timedelta(days=1) if days else (first + timedelta(days=31)).replace(day=1)
    except (ValueError, OverflowError):
        return None
    return Period(first, end)


def _numbered(language: Language, name: str) -> Mapping[tuple[str, ...], int]:
    """The numbers of weekdays or months, from 0, by the words of each of their forms."""
    forms = enumerate(language.content["time"][name])
    return {words_of(form): number for number, listed in forms for form in listed.split()}


@cache
def period_readers() -> tuple[PeriodReader, ...]:
    return tuple(PeriodReader(language) for language in languages())
