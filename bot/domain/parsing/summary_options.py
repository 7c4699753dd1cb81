"""What people write behind /summary: how long, and about what; or which article."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from bot.domain.parsing.subjects import Subject, is_courtesy, length_of, subject_of

MOST_SENTENCES = 1000
_LENGTH = regex.compile(r"(?:(\d{1,4})|(\d{1,3})\s*%)(?:\s+|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryOptions:
    """A number of sentences, a share of them, "short", "medium" or "long", or what suits (None); and a subject.

    ``focus`` is what of an article is summed up, ``article`` are words that say which one is.
    """

    length: int | float | str | None = None
    focus: str | None = None
    article: str | None = None


def parse_summary_options(words: str) -> SummaryOptions | None:
    """The options in the words behind the command, in any language of the bot; None for a length that is none.

    "5", "30%", "short", "about oil", "3 about oil", "kurz über Öl", "nordvik", "the flood article".
    """
    rest = words.strip()
    length: int | float | str | None = None
    if match := _LENGTH.match(rest):
        number, share = match.groups()
        length = int(number) if number else int(share) / 100
        rest = rest[match.end() :].strip()
        if not 0 < length <= (MOST_SENTENCES if number else 1):
            return None
    named, rest = length_of(rest)
    if length is None and named:
        length = int(named) if named.isdecimal() else named
        if length == 0 or (isinstance(length, int) and length > MOST_SENTENCES):
            return None
    subject = (None if is_courtesy(rest) else subject_of(rest)) or Subject()
    return SummaryOptions(length=length, focus=subject.focus, article=subject.article)
