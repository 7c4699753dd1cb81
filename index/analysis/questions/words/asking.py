"""What is known of a language's question words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A language's question words: phrases between commas, as people write them, by what they ask for.

    ``anywhere`` ask wherever they stand, ``opening`` only where they open a question or close it,
    since they also join
    clauses. ``nouns`` name a type of answer: they ask behind "which" and in a search for bare words; ``units`` only
    behind "which". ``paying`` are words about money; behind one of ``requests`` ("tell me") a question may open;
    a question that begins with one of ``fronts`` (prepositions) opens later; one of ``joining`` may stand before it.
    """

    anywhere: Mapping[str, str]
    opening: Mapping[str, str] = field(default_factory=dict)
    nouns: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    paying: str = ""
    requests: str = ""
    fronts: str = ""
    joining: str = ""


def each(firsts: str, seconds: str) -> str:
    """Every combination of one of the ``firsts`` and one of the ``seconds``; "_" joins the words within one."""
    return ", ".join(f"{first} {second}" for first in firsts.split() for second in seconds.split()).replace("_", " ")
