"""What adding an article would do to its collection: worked out by reading only, before any lock."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from index.analysis.encoding import Prepared
from index.dedup import events
from index.dedup.article_versions import JudgedParagraph, Relationship, StoredArticle, relate
from index.dedup.compare.verdict import Verdict, VerdictKind
from index.dedup.judge import Judgement, judge
from index.errors import InvalidText
from index.indexing.draft import MOST_TERMS, Draft
from index.models import Relation
from index.store import collections, jobs
from index.store.articles import deletion, related
from index.store.collections import CollectionRow
from index.store.contents import contents, sketches
from index.store.jobs import Job

# A paragraph that more articles hold ("Read more") says nothing about which of them this one is like.
MOST_HOLDERS = 50
# Of how many of the stored articles most like this one the openings are read, and how many paragraphs of each.
MOST_COMPARED = 12
OPENING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What adding a draft would do to the collection ``collection_id`` (0: none was there) as of ``revision``.

    ``known`` are the stored contents by fingerprint. Each other distinct paragraph, by its number in the
    draft, is ``judged`` against what is stored and ``prepared`` for the index. ``differing`` are the numbers of
    paragraphs whose content is worded otherwise, ``related`` is what the whole article is to the stored ones.
    """

    draft: Draft
    collection_id: int
    revision: int
    known: Mapping[bytes, int]
    judged: Mapping[int, Judgement]
    prepared: Mapping[int, Prepared]
    differing: frozenset[int]
    related: Relationship = field(default_factory=lambda: Relationship(relation=Relation.NEW))
    # How many stored contents hold each hash of the sketches, where any does.
    sharing: Mapping[int, int] = field(default_factory=dict)
    # Where its new contents are written already, unseen; None where they are not.
    staged: Job | None = None
    # The article whose place it is to take, planned as if that one were gone already.
    without: int | None = None

    def is_of(self, row: CollectionRow) -> bool:
        """Whether the collection is as it was planned for: another one of its name, made since, is not."""
        return self.revision == row.revision and self.collection_id in (0, row.id)

    def ids(self, first: int) -> dict[bytes, int]:
        """Each paragraph's content by fingerprint, where ``first`` is the first new one."""
        new = {self.draft.paragraphs[number].fingerprint: first + at for at, number in enumerate(sorted(self.prepared))}
        return {**self.known, **new}

    def adds(self, number: int) -> VerdictKind:
        """What the paragraph adds to the stored ones; a change of its own article's earlier one is new."""
        if number not in self.judged:
            return VerdictKind.DUPLICATE
        found = self.judged[number]
        return (
            VerdictKind.NEW
            if found.verdict.kind is VerdictKind.CHANGED and found.representative is None
            else found.verdict.kind
        )

    def repeats_itself(self, number: int) -> bool:
        """Whether the paragraph repeats an earlier one of its own article, to the letter or nearly."""
        found = self.judged.get(number)
        if found is not None:
            return found.verdict.kind is VerdictKind.DUPLICATE and found.earlier is not None
        return self.draft.paragraphs[number].fingerprint not in self.known


def plan(
    connection: Connection, name: str, draft: Draft, *, earlier: Plan | None = None, without: int | None = None
) -> Plan:
    """Looks up what is stored already and analyses the rest; what ``earlier`` prepared is not done again.

    Raises InvalidText when the paragraphs have more than ``MOST_TERMS`` distinct terms, added up.

    ``without`` is the id of an article that is going to be replaced: what stands only there is not stored.
    """
    row = collections.find(connection, name)
    collection_id = row.id if row else 0
    under_way = jobs.of(connection, collection_id) if row else []
    first = draft.first
    known = contents.known(connection, collection_id, list(first), jobs.suffixes(under_way)) if row else {}
    going = frozenset(() if without is None else deletion.held_alone(connection, collection_id, without))
    known = {mark: each for mark, each in known.items() if each not in going}
    fresh = sorted(number for mark, number in first.items() if mark not in known)
    unseen = [*jobs.hidden(under_way), going]
    nearby = sketches.Nearby(connection=connection, collection_id=collection_id, hidden=unseen)
    verdicts = judge([draft.paragraphs[number] for number in fresh], nearby)
    judged = {
        # What it was given are the fresh paragraphs only: their numbers are others.
        number: replace(each, earlier=None if each.earlier is None else fresh[each.earlier])
        for number, each in zip(fresh, verdicts, strict=True)
    }
    prepared = _prepared(draft, fresh, earlier.prepared if earlier else {})
    planned = Plan(
        draft=draft,
        collection_id=collection_id,
        revision=row.revision if row else 0,
        known=known,
        judged=judged,
        prepared=prepared,
        differing=_differing(draft, contents.texts(connection, collection_id, list(known.values())), known),
        sharing=nearby.counts,
        without=without,
    )
    return _related(connection, collection_id, planned) if row else planned


def _prepared(draft: Draft, fresh: Sequence[int], done: Mapping[int, Prepared]) -> dict[int, Prepared]:
    prepared: dict[int, Prepared] = {}
    terms = 0
    for number in fresh:
        prepared[number] = done.get(number) or draft.prepared(number)
        terms += prepared[number].pairs
        if terms > MOST_TERMS:
            raise InvalidText(f"the paragraphs have more than {MOST_TERMS:,} different words each")
    return prepared


def renewed(connection: Connection, name: str, earlier: Plan) -> Plan:
    """The plan as of now. What is staged for ``earlier`` is kept where it is still right."""
    fresh = plan(connection, name, earlier.draft, earlier=earlier)
    right = fresh.known == earlier.known and fresh.judged == earlier.judged
    return replace(fresh, staged=earlier.staged if right else None)


def _differing(draft: Draft, texts: Mapping[int, str], known: Mapping[bytes, int]) -> frozenset[int]:
    first = {mark: texts[content_id] for mark, content_id in known.items()}
    return frozenset(
        number
        for number, each in enumerate(draft.paragraphs)
        if first.setdefault(each.fingerprint, each.text) != each.text
    )


def _related(connection: Connection, collection_id: int, planned: Plan) -> Plan:
    """The plan with what the article is to the stored ones that share a paragraph, its source or its link."""
    draft = planned.draft
    representatives = _representatives(connection, collection_id, planned)
    holders = contents.holders(connection, collection_id, sorted(set(representatives.values())), MOST_HOLDERS)
    own = set(related.alike(connection, collection_id, identity=draft.source.identity, link=draft.link))
    near = (own | {article_id for held in holders.values() for article_id in held}) - {planned.without or 0}
    elsewhere = _elsewhere(connection, collection_id, planned, representatives, holders) - own
    # What looks like a change of another event's facts is news of this one.
    judged = {
        number: Judgement(verdict=Verdict(kind=VerdictKind.NEW))
        if each.verdict.kind is VerdictKind.CHANGED
        and each.representative is not None
        and elsewhere.issuperset(holders.get(each.representative, ()))
        else each
        for number, each in planned.judged.items()
    }
    planned = replace(planned, judged=judged)
    relationship = relate(
        [
            JudgedParagraph(
                kind=planned.adds(number),
                words=paragraph.words,
                content=representatives.get(number),
                articles=tuple(
                    each
                    for each in holders.get(representatives.get(number, 0), ())
                    if each in near and not (each in elsewhere and planned.adds(number) is not VerdictKind.DUPLICATE)
                ),
                difference=planned.judged[number].verdict.difference if number in planned.judged else None,
            )
            for number, paragraph in enumerate(draft.paragraphs)
            if not planned.repeats_itself(number)
        ],
        {each.id: StoredArticle(**each._mapping) for each in related.outlines(connection, collection_id, sorted(near))},
        identity=draft.source.identity,
        link=draft.link,
        elsewhere=elsewhere,
    )
    return replace(planned, related=relationship)


def _representatives(connection: Connection, collection_id: int, planned: Plan) -> dict[int, int]:
    """The stored content that each of the draft's paragraphs counts as, repeats or changes, by its number."""
    roots = contents.roots(connection, collection_id, list(planned.known.values()))
    found = {number: each.representative for number, each in planned.judged.items() if each.representative is not None}
    return found | {
        number: roots[planned.known[each.fingerprint]]
        for number, each in enumerate(planned.draft.paragraphs)
        if each.fingerprint in planned.known
    }


def _elsewhere(
    connection: Connection,
    collection_id: int,
    planned: Plan,
    representatives: Mapping[int, int],
    holders: Mapping[int, list[int]],
) -> frozenset[int]:
    """Those of the articles that have most in common with this one whose openings tell of another event."""
    shared: Counter[int] = Counter()
    for number, content_id in representatives.items():
        for article_id in holders.get(content_id, ()):
            shared[article_id] += planned.draft.paragraphs[number].words
    likest = sorted(shared, key=lambda article_id: (-shared[article_id], -article_id))[:MOST_COMPARED]
    if not likest:
        return frozenset()
    ours = events.tokens("\n".join(each.text[: events.OPENING] for each in planned.draft.paragraphs[:OPENING]))
    openings = contents.openings(connection, collection_id, likest, OPENING)
    return frozenset(
        article_id for article_id, text in openings.items() if events.other_event(ours, events.tokens(text))
    )
