"""What people write behind /summary: how long, and about what."""

from __future__ import annotations

from dataclasses import dataclass

import regex

MOST_SENTENCES = 1000
_LENGTH = regex.compile(r"(?i)(?:(\d{1,4})|(\d{1,3})\s*%|(short|medium|long))(?:\s+|$)")
_ABOUT = regex.compile(r"(?i)(?:about|on)\s+(.+)", regex.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOptions:
    """A number of sentences, a share of them, "short", "medium" or "long", or what suits (None); and a subject."""

    length: int | float | str | None = None
    focus: str | None = None


def parse_summary_options(words: str) -> SummaryOptions | None:
    """The options in the words behind the command: "5", "30%", "short", "about oil", "3 about oil"; None for others."""
    rest = words.strip()
    length: int | float | str | None = None
    if match := _LENGTH.match(rest):
        number, share, name = match.groups()
        length = int(number) if number else int(share) / 100 if share else name.lower()
        rest = rest[match.end() :].strip()
    if (
        length == 0
        or (isinstance(length, int) and length > MOST_SENTENCES)
        or (isinstance(length, float) and length > 1)
    ):
        return None
    if not rest:
        return SummaryOptions(length=length)
    about = _ABOUT.fullmatch(rest)
    return SummaryOptions(length=length, focus=about[1].strip()) if about else None
