"""Which paragraphs add nothing: the normal form, the sketch that finds candidates, and the verdict.

Candidates share some of the smallest hashed shingles (Broder, "On the resemblance and containment of documents",
1997). The verdict does not rest on similarity, which cannot tell "rose 3.2%" from "fell 1.2%", but on an alignment
that shows what the incoming paragraph adds to the stored one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from index.dedup.compare.verdict import Verdict, VerdictKind, compare, compare_normal_forms
from index.dedup.normal_form import normal_form
from index.giving_way import give_way

CANDIDATES: Final = 4
"""The most stored paragraphs that an incoming one is compared with."""


class Incoming(Protocol):
    """A paragraph to judge: its normal form and its sketch."""

    @property
    def form(self) -> str: ...
    @property
    def sketch(self) -> tuple[int, ...]: ...


class Lookup(Protocol):
    """Access to stored paragraphs, a whole batch at a time."""

    def candidates(self, sketches: Sequence[tuple[int, ...]]) -> list[list[int]]:
        """For each sketch the ids of stored contents that share most of it, best first."""
        ...

    def texts(self, ids: Sequence[int]) -> Mapping[int, str]:
        """The texts of these contents, by id."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict on one paragraph of a batch.

    The paragraph that it repeats or changes is a stored content (``representative``, its id) or an earlier one of the
    batch (``earlier``, its index): never both, and never a duplicate itself. Both are None for NEW.
    """

    verdict: Verdict
    representative: int | None = None
    earlier: int | None = None


def judge(incoming: Sequence[Incoming], lookup: Lookup) -> list[Judgement]:
    """Verdicts on the paragraphs of one article whose normal forms are not stored yet, in order.

    Each is compared with the stored contents that ``lookup`` finds, and with those before it in the batch.
    """
    found = lookup.candidates([each.sketch for each in incoming])
    texts = lookup.texts(sorted({content_id for ids in found for content_id in ids}))
    stored = {content_id: normal_form(text) for content_id, text in texts.items()}
    holders: dict[int, list[int]] = {}
    judged: list[Judgement] = []
    for number, (each, ids) in enumerate(zip(incoming, found, strict=True)):
        within = _most_shared(each.sketch, holders)
        options = [(stored[i], i, None) for i in ids if i in stored] + [(incoming[i].form, None, i) for i in within]
        best = _best(
            Judgement(verdict=compare_normal_forms(each.form, form), representative=representative, earlier=earlier)
            for form, representative, earlier in options
        )
        judged.append(best)
        if best.verdict.kind is not VerdictKind.DUPLICATE:
            for value in each.sketch:
                holders.setdefault(value, []).append(number)
    return judged


def _best(judgements: Iterable[Judgement]) -> Judgement:
    """The first duplicate, or else the first change. Comparing stops at a duplicate."""
    best = Judgement(verdict=Verdict(kind=VerdictKind.NEW))
    for each in judgements:
        give_way()
        if each.verdict.kind is VerdictKind.DUPLICATE:
            return each
        if best.verdict.kind is VerdictKind.NEW and each.verdict.kind is VerdictKind.CHANGED:
            best = each
    return best


def _most_shared(sketched: tuple[int, ...], holders: Mapping[int, list[int]]) -> list[int]:
    shared: dict[int, int] = {}
    for value in sketched:
        for number in holders.get(value, ())[:64]:
            shared[number] = shared.get(number, 0) + 1
    return sorted(shared, key=lambda number: (-shared[number], number))[:CANDIDATES]


def elect_representatives(children: Mapping[int, str]) -> dict[int, Judgement]:
    """Judges again the paragraphs whose representative was forgotten: id -> text, oldest first, to id -> judgement.

    A ``representative`` is one of the other ``children``. Store the sketches of those judged NEW or CHANGED again.
    """
    judged: dict[int, Judgement] = {}
    elected: list[int] = []
    for number, text in children.items():
        best = _best(Judgement(verdict=compare(text, children[other]), representative=other) for other in elected[:64])
        judged[number] = best
        if best.verdict.kind is not VerdictKind.DUPLICATE:
            elected.append(number)
    return judged
