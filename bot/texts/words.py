"""Words in one language: what is translated, and what takes a number."""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

DOMAIN = "verbatim"
LOCALES = Path(__file__).parent.parent / "locales"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@cache
def _translations(language: str) -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, LOCALES, languages=[language], fallback=True)


@dataclass(frozen=True, slots=True)
class Words:
    """The ways to say something in ``language``, a code such as "de" or "pt_br"."""

    language: str

    def _(self, message: str) -> str:
        return _translations(self.language).gettext(message)

    def n(self, one: str, many: str, number: int) -> str:
        """The right plural form, with ``{n}`` filled in."""
        return _translations(self.language).ngettext(one, many, number).replace("{n}", f"{number:,}")

    def day(self, moment: datetime, now: datetime) -> str:
        """A date in the time zone of ``now``, as short as it can be: the year only when it is not this one."""
        moment = moment.astimezone(now.tzinfo)
        short = f"{moment.day} {self._(MONTHS[moment.month - 1])}"
        return short if moment.year == now.year else f"{short} {moment.year}"
