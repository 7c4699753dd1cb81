"""What adding an article would do to its collection: computed by reading only, before any lock."""

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

# A paragraph that more articles hold ("Read more") does not tell which of them are related.
MOST_HOLDERS = 50
# The openings of how many most similar stored articles are read, and how many paragraphs of each.
MOST_COMPARED = 12
OPENING = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What adding a draft would do to the collection ``collection_id`` (0: none exists) as of ``revision``.

    ``known`` are the stored contents by fingerprint. Each other distinct paragraph, by its number in the draft, has
    its judgement in ``judged`` and its index entries in ``prepared``. ``differing`` are the numbers of paragraphs whose
    wording differs from their content's; ``related`` is the article's relation to the stored ones.
    """

    draft: Draft
    collection_id: int
    revision: int
    known: Mapping[bytes, int]
    judged: Mapping[int, Judgement]
    prepared: Mapping[int, Prepared]
    differing: frozenset[int]
    related: Relationship = field(default_factory=lambda: Relationship(relation=Relation.NEW))
    # How many stored contents hold each hash of the sketches; absent if none does.
    sharing: Mapping[int, int] = field(default_factory=dict)
    # The job under which its new contents are staged; None if they are not.
    staged: Job | None = None
    # The article to replace; the plan assumes that it is gone already.
    without: int | None = None

    def is_of(self, row: CollectionRow) -> bool:
        """Whether it is the collection of the plan, and not a newer one of the same name."""
        return self.revision == row.revision and self.collection_id in (0, row.id)

    def ids(self, first: int) -> dict[bytes, int]:
        """Each paragraph's content id by fingerprint; new contents get ids from ``first`` on."""
        new = {self.draft.paragraphs[number].fingerprint: first + at for at, number in enumerate(sorted(self.prepared))}
        return {**self.known, **new}

    def adds(self, number: int) -> VerdictKind:
        """What the paragraph adds to the stored ones; a change of an earlier one of its own article is NEW."""
        if number not in self.judged:
            return VerdictKind.DUPLICATE
        found = self.judged[number]
        return (
            VerdictKind.NEW
            if found.verdict.kind is VerdictKind.CHANGED and found.representative is None
            else found.verdict.kind
        )

    def repeats_itself(self, number: int) -> bool:
        """Whether the paragraph repeats an earlier one of its own article, exactly or nearly."""
        found = self.judged.get(number)
        if found is not None:
            return found.verdict.kind is VerdictKind.DUPLICATE and found.earlier is not None
        return self.draft.paragraphs[number].fingerprint not in self.known


def plan(
    connection: Connection, name: str, draft: Draft, *, earlier: Plan | None = None, without: int | None = None
) -> Plan:
    """Looks up stored paragraphs and analyses the rest, without repeating what ``earlier`` prepared.

    ``without`` is the id of an article to be replaced: contents that only it holds count as not stored. Raises
    InvalidText if the paragraphs have more than ``MOST_TERMS`` distinct terms, added up.
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
    """The plan for the present state; rows staged for ``earlier`` stay if they are still right."""
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
    """The plan with the article's relation to the stored ones that share a paragraph, its source or its link."""
    draft = planned.draft
    representatives = _representatives(connection, collection_id, planned)
    holders = contents.holders(connection, collection_id, sorted(set(representatives.values())), MOST_HOLDERS)
    own = set(related.alike(connection, collection_id, identity=draft.source.identity, link=draft.link))
    near = (own | {article_id for held in holders.values() for article_id in held}) - {planned.without or 0}
    elsewhere = _elsewhere(connection, collection_id, planned, representatives, holders) - own
    # What looks like a change of another event's paragraph is news about this one.
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
    """By the number of each of the draft's paragraphs, the stored content that it counts as, repeats or changes."""
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
    """Out of the articles that have most in common with this one, those about another event, by their openings."""
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
