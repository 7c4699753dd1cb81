"""What all texts share: translation, plural forms, and how lines, dates and numbers are written in a language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from unicodedata import bidirectional

from bot.domain.languages import RIGHT_TO_LEFT
from bot.presentation.texts.catalogues import catalogue

# What stands around a quotation; other languages have the English marks. French ones keep their spaces.
QUOTATION_MARKS = {
    "ar": ("«", "»"),
    "de": ("„", "“"),
    "es": ("«", "»"),
    "fr": ("«\u00a0", "\u00a0»"),
    "ru": ("«", "»"),
    "uk": ("«", "»"),
}
COMMAS = {"ar": "، ", "zh": "，"}
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"


@dataclass(frozen=True, slots=True)
class BaseTexts:
    """The ways to say something in ``language``, one of ``bot.domain.languages.LANGUAGES``."""

    language: str

    def _(self, message: str) -> str:
        return catalogue(self.language).gettext(message)

    def n(self, one: str, many: str, number: int) -> str:
        """The right plural form, with ``{n}`` filled in."""
        text = catalogue(self.language).ngettext(one, many, number)
        return text.replace("{n}", self.number(number)) if "{n}" in text else text

    def quoted(self, words: str) -> str:
        """The words between this language's quotation marks."""
        opening, closing = QUOTATION_MARKS.get(self.language, ("“", "”"))
        return f"{opening}{words}{closing}"

    def line(self, *parts: str | None) -> str:
        """The parts that there are, as one line of ours: "Washington Post, 3 Nov · paragraph 5 of 7"."""
        return self._joined(" · ", parts)

    def together(self, *sentences: str) -> str:
        """Sentences of ours, one behind the other."""
        # Chinese sentences are not kept apart by spaces.
        return ("" if self.language == "zh" else " ").join(sentences)

    def phrase(self, *parts: str | None) -> str:
        """The parts that there are, as one part of a line."""
        return self._joined(COMMAS.get(self.language, ", "), parts)

    def _joined(self, between: str, parts: tuple[str | None, ...]) -> str:
        given = [each for each in parts if each]
        leftwards = self.language in RIGHT_TO_LEFT
        if not given or not (leftwards or any(map(_runs_right_to_left, given))):
            return between.join(given)
        # The line runs as the language does, and titles and numbers in it as they do (Unicode's UAX #9).
        mark = RIGHT_TO_LEFT_MARK if leftwards else LEFT_TO_RIGHT_MARK
        return mark + between.join(f"{FIRST_STRONG_ISOLATE}{each}{POP_ISOLATE}" for each in given)

    def number(self, number: int) -> str:
        """The number as this language groups its digits."""
        if -1000 < number < 1000:
            return str(number)
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def day(self, moment: datetime, now: datetime) -> str:
        """A date in the time zone of ``now``, as short as it can be: the year only when it is not this one."""
        from babel.dates import format_skeleton

        moment = moment.astimezone(now.tzinfo)
        skeleton = "MMMd" if moment.year == now.year else "yMMMd"
        return format_skeleton(skeleton, moment, tzinfo=now.tzinfo, locale=self._locale)

    @property
    def _locale(self) -> str:
        # "3 Nov" rather than "Nov 3": understood wherever English is read.
        return "en_GB" if self.language == "en" else self.language


def _runs_right_to_left(part: str) -> bool:
    """Whether a letter in it runs from right to left."""
    return not part.isascii() and any(bidirectional(each) in ("R", "AL") for each in part)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A string with nothing to fill in, as an attribute of texts: reads as its translation."""

    message: str

    def __get__(self, texts: BaseTexts, owner: type[BaseTexts]) -> str:
        return texts._(self.message)


@dataclass(frozen=True, slots=True)
class Plural:
    """A string that takes only a number, as an attribute of texts: called with the number, gives the right form."""

    one: str
    many: str

    def __get__(self, texts: BaseTexts, owner: type[BaseTexts]) -> Callable[[int], str]:
        return partial(texts.n, self.one, self.many)
