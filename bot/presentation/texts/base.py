"""The base of all texts: translation, plural forms, and a language's way to write lines, dates and numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from unicodedata import bidirectional

from bot.domain.languages import RIGHT_TO_LEFT
from bot.presentation.texts.catalogues import catalogue

# Quotation marks; other languages have the English ones. The French ones include no-break spaces.
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
    """Strings in ``language``, one of ``bot.domain.languages.LANGUAGES``."""

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
        """The non-empty parts as one line: "Washington Post, 3 Nov · paragraph 5 of 7"."""
        return self._joined(" · ", parts)

    def phrase(self, *parts: str | None) -> str:
        """The non-empty parts as one part of a line."""
        return self._joined(COMMAS.get(self.language, ", "), parts)

    def sequence(self, *sentences: str) -> str:
        """The sentences, one after the other; Chinese has no spaces between them."""
        return ("" if self.language == "zh" else " ").join(sentences)

    def _joined(self, between: str, parts: tuple[str | None, ...]) -> str:
        given = [each for each in parts if each]
        leftwards = self.language in RIGHT_TO_LEFT
        if not given or not (leftwards or any(map(_runs_right_to_left, given))):
            return between.join(given)
        # The line has the direction of its language, and each title and number its own (Unicode's UAX #9).
        mark = RIGHT_TO_LEFT_MARK if leftwards else LEFT_TO_RIGHT_MARK
        return mark + between.join(f"{FIRST_STRONG_ISOLATE}{each}{POP_ISOLATE}" for each in given)

    def number(self, number: int) -> str:
        """The number with its digits grouped as in this language."""
        if -1000 < number < 1000:
            return str(number)
        from babel.numbers import format_decimal

        return format_decimal(number, locale=self._locale)

    def day(self, moment: datetime, now: datetime) -> str:
        """A short date in the time zone of ``now``: with the year only if it is not the present one."""
        from babel.dates import format_skeleton

        moment = moment.astimezone(now.tzinfo)
        skeleton = "MMMd" if moment.year == now.year else "yMMMd"
        return format_skeleton(skeleton, moment, tzinfo=now.tzinfo, locale=self._locale)

    @property
    def _locale(self) -> str:
        # "3 Nov" rather than "Nov 3": all readers of English understand it.
        return "en_GB" if self.language == "en" else self.language


def _runs_right_to_left(part: str) -> bool:
    """Whether it has a right-to-left letter."""
    return not part.isascii() and any(bidirectional(each) in ("R", "AL") for each in part)


@dataclass(frozen=True, slots=True)
class Sentence:
    """An attribute of texts that reads as the translation of a string without placeholders."""

    message: str

    def __get__(self, texts: BaseTexts, owner: type[BaseTexts]) -> str:
        return texts._(self.message)


@dataclass(frozen=True, slots=True)
class Plural:
    """An attribute of texts for a string whose only placeholder is a number; call it with the number."""

    one: str
    many: str

    def __get__(self, texts: BaseTexts, owner: type[BaseTexts]) -> Callable[[int], str]:
        return partial(texts.n, self.one, self.many)
