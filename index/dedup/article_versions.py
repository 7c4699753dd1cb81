"""How an incoming article is related to the stored ones, judged by the verdicts on its paragraphs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.dedup.compare.differences import Difference
from index.dedup.compare.verdict import VerdictKind
from index.models import Relation

# The least share of their words that two versions of one article have in common.
VERSION = 0.5
# The least share of a stored article's words that a repeat of it holds; with less it is an excerpt.
WHOLE = 0.8
# A shared paragraph of fewer words ("Read more", "Good morning") does not relate two articles.
LEAST_WORDS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedParagraph:
    """An incoming paragraph: its verdict, its size, and the stored content that it concerns.

    ``content`` is the stored content that it shares, duplicates or changes; ``articles`` are those that hold it.
    Paragraphs that repeat an earlier one of their own article are not among these.
    """

    kind: VerdictKind
    words: int
    content: int | None = None
    articles: tuple[int, ...] = ()
    difference: Difference | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredArticle:
    """A stored article: its size in words, its source identity and its normalised link."""

    id: int
    words: int
    identity: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """``new`` and ``changed`` count incoming paragraphs, ``shared`` those that the article ``of`` holds already.

    ``differences`` are those of the changed paragraphs, in order. ``of`` is None only for NEW.
    """

    relation: Relation
    of: int | None = None
    new: int = 0
    changed: int = 0
    shared: int = 0
    differences: tuple[Difference, ...] = ()

    @property
    def adds(self) -> bool:
        """Whether the article has anything new to read."""
        return self.new > 0 or self.changed > 0


def relate(
    paragraphs: Sequence[JudgedParagraph],
    stored: Mapping[int, StoredArticle],
    *,
    identity: str | None = None,
    link: str | None = None,
    elsewhere: frozenset[int] = frozenset(),
) -> Relationship:
    """How an article with these paragraphs is related to the stored ones.

    ``stored`` are, by id, the articles that share a paragraph, its source identity or its link. The same source
    identity makes it the same article or an update, however much was rewritten; the same link does so if at least one
    paragraph stayed. Otherwise the common words decide. Among equals the newest article wins: an update is an update
    of the latest version. The articles ``elsewhere`` are about other events: this one may share paragraphs with them,
    but is no version of them.
    """
    common = {number: _common(paragraphs, number) for number in stored}
    for number in sorted(stored, reverse=True):
        article = stored[number]
        if identity is not None and article.identity == identity:
            return _version(paragraphs, number)
        if link is not None and article.link == link and common[number] > 0:
            return _version(paragraphs, number)
    if not any(common.values()):
        return _counted(Relation.NEW, paragraphs, None)
    best = max(stored, key=lambda number: (common[number] > 0 and number not in elsewhere, common[number], number))
    if best in elsewhere and not any(each.kind is not VerdictKind.NEW and best in each.articles for each in paragraphs):
        return _counted(Relation.NEW, paragraphs, None)
    return _counted(
        _by_content(paragraphs, stored[best], common[best], version=best not in elsewhere), paragraphs, best
    )


def _version(paragraphs: Sequence[JudgedParagraph], of: int) -> Relationship:
    counted = _counted(Relation.UPDATE, paragraphs, of)
    return counted if counted.adds else _counted(Relation.SAME, paragraphs, of)


def _by_content(paragraphs: Sequence[JudgedParagraph], of: StoredArticle, common: int, *, version: bool) -> Relation:
    total = sum(each.words for each in paragraphs)
    known = all(each.kind is VerdictKind.DUPLICATE and of.id in each.articles for each in paragraphs)
    if known:
        return Relation.SAME if common >= WHOLE * of.words else Relation.EXCERPT
    adds = any(each.kind is not VerdictKind.DUPLICATE for each in paragraphs)
    if version and adds and common >= VERSION * total and common >= VERSION * of.words:
        return Relation.UPDATE
    longest = max((each.words for each in paragraphs if of.id in each.articles), default=0)
    return Relation.SHARES if longest >= LEAST_WORDS else Relation.NEW


def _common(paragraphs: Sequence[JudgedParagraph], article: int) -> int:
    """How many words stand in paragraphs that repeat or change one of this article; each content counts once."""
    counted: dict[int | None, int] = {}
    for each in paragraphs:
        if article in each.articles:
            counted[each.content] = max(each.words, counted.get(each.content, 0))
    return sum(counted.values())


def _counted(relation: Relation, paragraphs: Sequence[JudgedParagraph], of: int | None) -> Relationship:
    return Relationship(
        relation=relation,
        of=None if relation is Relation.NEW else of,
        new=sum(each.kind is VerdictKind.NEW for each in paragraphs),
        changed=sum(each.kind is VerdictKind.CHANGED for each in paragraphs),
        shared=sum(of in each.articles for each in paragraphs),
        differences=tuple(each.difference for each in paragraphs if each.difference is not None),
    )
