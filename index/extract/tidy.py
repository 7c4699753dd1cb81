"""Cleans text: no invisible characters, one blank line between paragraphs; and parses days."""

from __future__ import annotations

from datetime import UTC, datetime

import regex

_BREAKS = regex.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_UNSEEN = regex.compile(r"[\p{Cc}--[\n\t]]|[\u00ad\u200b\ufeff\ufffe\uffff]", flags=regex.V1)
_SPACES = regex.compile(r"[^\S\n]+")
_MARGINS = regex.compile(r" *\n *")
_GAPS = regex.compile(r"\n{3,}")


def tidy(text: str) -> str:
    """``text`` without controls, soft hyphens and zero-width spaces, and with single spaces and blank lines."""
    text = _UNSEEN.sub("", _BREAKS.sub("\n", text))
    return str(_GAPS.sub("\n\n", _MARGINS.sub("\n", _SPACES.sub(" ", text))).strip())


def line(text: str | None) -> str | None:
    """``text`` on one line; None if it is empty."""
    return " ".join(tidy(text or "").split()) or None


def day(text: str | None, *forms: str) -> datetime | None:
    """The day in ``text`` by the first of ``forms`` (for ``strptime``) that matches, in UTC; None if none does."""
    for form in forms:
        try:
            return datetime.strptime(text or "", form).replace(tzinfo=UTC)
        except ValueError:
            continue
    return None
