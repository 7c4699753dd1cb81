"""Versions of one article that answer the same question: the newest goes first, older ones are marked outdated."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from sqlalchemy import Connection

from index.analysis.negations import NEGATIONS
from index.analysis.tokenizer import fold, spelt, stop_words
from index.search.retrieval import Hit
from index.store.articles import related
from index.store.contents import contents
from index.store.contents.contents import StoredParagraph

Shown = tuple[Hit, StoredParagraph, set[int]]
"""A hit, the paragraph shown for it, and the ids of the articles in scope that hold it."""

EQUALLY: Final = 0.3
"""Versions that answer the question equally well differ by less than this in score, others by much more."""

# A later version of an article may word the answer differently, and so score this much lower. Or it has corrected the
# facts of the older paragraph, and is the right answer unless the question names the older facts.
_REWRITTEN: Final = 0.6
_CORRECTED: Final = 4.0


def newest_first(
    connection: Connection, collection_id: int, question: str, found: Sequence[Shown], newest: Mapping[int, int]
) -> list[Shown]:
    """Puts the newest first among versions of a paragraph, or of an article, that answer equally well.

    ``newest`` is as ``newest_of`` returns it. A question that names what changed ("why 83?") scores the version that
    says so higher, which stays first.
    """
    families = _families(connection, collection_id, found)
    ordered = _reordered(found, families, EQUALLY)
    if not newest:
        return ordered
    versions: dict[int, list[int]] = {}
    for at, (_, each, _) in enumerate(ordered):
        versions.setdefault(newest.get(each.article_id, each.article_id), []).append(at)
    ordered = _reordered(ordered, versions.values(), _REWRITTEN)
    for family in _families(connection, collection_id, ordered):
        _correct(ordered, family, newest, question)
    return ordered


def newest_of(connection: Connection, collection_id: int, found: Sequence[Shown]) -> dict[int, int]:
    """The newest version of each article shown that has a later one, by article id."""
    return related.newest_versions(connection, collection_id, sorted({each.article_id for _, each, _ in found}))


def outdated(
    connection: Connection, collection_id: int, found: Sequence[Shown], newest: Mapping[int, int]
) -> frozenset[tuple[int, int]]:
    """The article and root of each paragraph that the ``newest`` version of its article no longer has."""
    later = {each: newest[each] for _, shown, _ in found if (each := shown.article_id) in newest}
    still = {
        article: {each.root for each in contents.of_article(connection, collection_id, article)}
        for article in set(later.values())
    }
    return frozenset(
        (each.article_id, each.root)
        for _, each, _ in found
        if each.article_id in later and each.root not in still[later[each.article_id]]
    )


def _families(connection: Connection, collection_id: int, found: Sequence[Shown]) -> list[list[int]]:
    """Positions in ``found``, grouped by paragraph: each group holds versions of one, as judged when each was added."""
    changes = contents.changes(connection, collection_id, [each.root for _, each, _ in found])
    families: dict[int, list[int]] = {}
    for at, (_, each, _) in enumerate(found):
        eldest = each.root
        # A representative is always older, so the loop ends.
        while changes.get(eldest, eldest) < eldest:
            eldest = changes[eldest]
        families.setdefault(eldest, []).append(at)
    return list(families.values())


def _reordered(found: Sequence[Shown], families: Iterable[Sequence[int]], equally: float) -> list[Shown]:
    """``found`` with each family's newest first, among members that score at most ``equally`` below its first."""
    ordered = list(found)
    for family in families:
        places = [at for at in family if found[at][0].score >= found[family[0]][0].score - equally]
        newest = sorted(places, key=lambda at: -found[at][1].article_id)
        for at, chosen in zip(places, newest, strict=True):
            ordered[at] = _in_place_of(found[at], found[chosen])
    return ordered


def _correct(ordered: list[Shown], family: Sequence[int], newest: Mapping[int, int], question: str) -> None:
    """Puts the newest version first where the first hit is from an older version of the same article."""
    first = family[0]
    (hit, old, _), last = ordered[first], max(family, key=lambda at: ordered[at][1].article_id)
    found, new, _ = ordered[last]
    same = newest.get(old.article_id) == newest.get(new.article_id, new.article_id)
    if same and new.article_id > old.article_id and found.score >= hit.score - _CORRECTED:
        # Function words change with the wording, and say nothing about the facts.
        changed = _words(old.text) - _words(new.text) - (stop_words(old.language) - _negations())
        if changed.isdisjoint(_words(question)):
            ordered[first], ordered[last] = (
                _in_place_of(ordered[first], ordered[last]),
                _in_place_of(ordered[last], ordered[first]),
            )


def _in_place_of(place: Shown, chosen: Shown) -> Shown:
    hit, each, holders = chosen
    return replace(hit, score=place[0].score), each, holders


@cache
def _negations() -> frozenset[str]:
    return frozenset(NEGATIONS.casefold().split())


def _words(text: str) -> set[str]:
    return {fold(word) for word, _ in spelt(text)}
