"""Carries out a plan: one short transaction that stores an article, replaces it, or removes it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection

from index.analysis import tokenizer
from index.analysis.sentences.segmentation import pack
from index.dedup.compare.verdict import VerdictKind
from index.indexing import removal, staging
from index.indexing.draft import Draft
from index.indexing.plan import Plan, plan, renewed
from index.models import Receipt, Relation
from index.store import collections, jobs
from index.store.articles import articles, hidden, related
from index.store.database import Database

MOST_DIFFERENCES = 5
# A number that is never a collection's revision.
NEVER = -1
# How often a long article is planned again because others came before it; after that, others wait for it.
TRIES = 4


def prepare(
    database: Database,
    name: str,
    draft: Draft,
    *,
    replacing: str | None,
    within: Connection | None,
    now: datetime,
) -> Plan:
    """Plans the article and stages it if it is long; ``replacing`` is the key of one whose text it replaces.

    In the transaction ``within``, if any, it only plans.
    """
    with database.read(within) as connection:
        row = None if replacing is None else collections.find(connection, name)
        before = articles.delivered(connection, row.id, replacing) if row and replacing is not None else None
        planned = plan(connection, name, draft, without=before)
    if within is not None:
        return planned
    if _purge_conflicting(database, name, planned, now=now):
        with database.read() as connection:
            planned = plan(connection, name, draft, without=before)
    return staging.stage(database, name, planned, now=now)


def add(database: Database, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """``commit`` in a transaction of its own; an outdated plan is computed again outside of it."""
    for _ in range(TRIES):
        with database.write() as connection:
            row = collections.find(connection, name, lock=True)
            if planned.staged is None or row is None or planned.is_of(row):
                return commit(connection, name, key, planned, now=now)
        with database.read() as connection:
            fresh = renewed(connection, name, planned)
        if fresh.staged is None:
            with database.write() as connection:
                _unwanted(connection, planned)
            fresh = staging.stage(database, name, fresh, now=now)
        planned = fresh
    with database.write() as connection:
        return commit(connection, name, key, planned, now=now)


def commit(connection: Connection, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """Stores the article in the caller's transaction and returns its receipt; for a known key, the stored receipt."""
    if planned.without is not None:
        # The article that it was planned to replace stays.
        planned = replace(planned, revision=NEVER)
    row = _purged(connection, collections.claim(connection, name, analyser=tokenizer.ANALYSER), key, planned, now=now)
    given = articles.receipt(connection, row.id, key)
    if given is not None:
        _unwanted(connection, planned)
        return given
    same = articles.same(connection, row.id, planned.draft.fingerprint)
    if same is not None:
        _unwanted(connection, planned)
        given = _known(connection, row.id, same, planned.draft)
        collections.advance(connection, row)
    else:
        given = store(connection, row, _current(connection, name, row, planned), row.next_article, now=now)
    articles.add_delivery(connection, row.id, key, given)
    return given


def revise(connection: Connection, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """Replaces the text of the article delivered under ``key``; adds an article if there is none."""
    row = collections.claim(connection, name, analyser=tokenizer.ANALYSER)
    article_id = articles.delivered(connection, row.id, key)
    if article_id is None:
        return commit(connection, name, key, planned, now=now)
    before = articles.get(connection, row.id, [article_id])[article_id]
    known = set(planned.draft.places) <= set(before.places)
    if known and articles.text_of(connection, row.id, article_id) == planned.draft.text:
        _unwanted(connection, planned)
        given = articles.receipt(connection, row.id, key)
        assert given is not None
        return given
    if articles.deliveries(connection, row.id, article_id) > 1:
        # Another delivery of the same text was not edited: that article stays, and this becomes a new one.
        articles.remove_delivery(connection, row.id, key)
        return commit(connection, name, key, planned, now=now)
    row = _purged(connection, row, key, planned, now=now, besides=article_id)
    right = planned.without == article_id and planned.is_of(row)
    removal.remove_articles(connection, row, article_id, now=now)
    row = collections.claim(connection, name, analyser=tokenizer.ANALYSER)
    planned = replace(planned, revision=row.revision if right else NEVER)
    given = store(
        connection, row, _current(connection, name, row, planned), article_id, now=now, added_at=before.added_at
    )
    articles.add_delivery(connection, row.id, key, given)
    return given


def store(
    connection: Connection,
    row: collections.CollectionRow,
    planned: Plan,
    article_id: int,
    *,
    now: datetime,
    added_at: datetime | None = None,
) -> Receipt:
    """Writes the article under ``article_id``, its new contents, and their index entries."""
    draft, relationship = planned.draft, planned.related
    first = draft.first
    repeats = [first[each.fingerprint] != at or planned.repeats_itself(at) for at, each in enumerate(draft.paragraphs)]
    verdicts = [VerdictKind.DUPLICATE if repeat else planned.adds(at) for at, repeat in enumerate(repeats)]
    ids = staging.store(connection, row, planned, now=now)
    articles.add_article(
        connection,
        row.id,
        article_id,
        draft.text,
        title=draft.title,
        url=draft.url,
        source_identity=draft.source.identity,
        source_name=draft.source.name,
        language=draft.language,
        topic=draft.topic,
        words=draft.words,
        paragraphs=repeats.count(False),
        fingerprint=draft.fingerprint,
        link=draft.link,
        relation=relationship.relation,
        related=relationship.of,
        added_at=added_at or now,
        published_at=draft.published_at,
    )
    # In the order of the table's columns.
    occurrences = [
        (
            *(row.id, article_id, at, ids[each.fingerprint], *each.span),
            *((each.text, pack(each.sentences)) if at in planned.differing else (None, None)),
            *(int(repeats[at]), int(verdicts[at])),
        )
        for at, each in enumerate(draft.paragraphs)
    ]
    articles.add_occurrences(connection, occurrences)
    articles.add_places(connection, row.id, article_id, draft.places)
    collections.advance(connection, row, articles=int(article_id >= row.next_article))
    return _receipt(connection, row.id, article_id, planned, verdicts)


def _purge_conflicting(database: Database, name: str, planned: Plan, *, now: datetime) -> bool:
    """Deletes hidden articles that conflict with a long one about to be added; returns whether there were any.

    This happens before it is prepared, since contents of such articles must be analysed again, and nobody should wait.
    """
    if len(planned.draft.paragraphs) <= database.tuning.orphans:
        return False
    with database.write() as connection:
        row = collections.find(connection, name, lock=True)
        return row is not None and _purged(connection, row, "", planned, now=now, besides=planned.without) is not row


def _purged(
    connection: Connection,
    row: collections.CollectionRow,
    key: str,
    planned: Plan,
    *,
    now: datetime,
    besides: int | None = None,
) -> collections.CollectionRow:
    """Deletes hidden articles that could not come back beside the planned one; returns the collection's new state.

    ``besides`` is the article that the planned one replaces, hidden or not.
    """
    if not hidden.ids(connection, row.id):
        return row
    draft = planned.draft
    representatives = [each.representative for each in planned.judged.values() if each.representative is not None]
    found = hidden.conflicting(
        connection,
        row.id,
        key=key,
        fingerprint=draft.fingerprint,
        alike=related.alike(connection, row.id, identity=draft.source.identity, link=draft.link, seen=False),
        held=[*planned.known.values(), *representatives],
    )
    found.discard(besides or 0)
    for article_id in sorted(found):
        current = collections.get(connection, row.id)
        assert current is not None
        removal.remove_articles(connection, current, article_id, now=now)
    return (collections.get(connection, row.id) or row) if found else row


def _current(connection: Connection, name: str, row: collections.CollectionRow, planned: Plan) -> Plan:
    """The plan, computed again if the collection has changed since; only then does this read under the lock."""
    if planned.is_of(row):
        return planned
    fresh = renewed(connection, name, planned)
    if fresh.staged is None:
        _unwanted(connection, planned)
    return fresh


def _unwanted(connection: Connection, planned: Plan) -> None:
    if planned.staged is not None:
        jobs.abandon(connection, planned.staged)


def _known(connection: Connection, collection_id: int, article_id: int, draft: Draft) -> Receipt:
    stored = articles.get(connection, collection_id, [article_id])[article_id]
    # Another place to quote from, if the offsets are the same there.
    if articles.text_of(connection, collection_id, article_id) == draft.text:
        articles.add_places(connection, collection_id, article_id, draft.places)
    return Receipt(
        article_id=article_id,
        kept=0,
        repeated=len(draft.paragraphs),
        changed=0,
        title=stored.title,
        words=stored.words,
        language=stored.language,
        relation=Relation.SAME,
        related=article_id,
        since=stored.added_at,
    )


def _receipt(
    connection: Connection,
    collection_id: int,
    article_id: int,
    planned: Plan,
    verdicts: Sequence[VerdictKind],
) -> Receipt:
    draft, relationship = planned.draft, planned.related
    kept = len(verdicts) - verdicts.count(VerdictKind.DUPLICATE)
    older = relationship.of
    held = articles.get(connection, collection_id, [older]) if older is not None else {}
    return Receipt(
        article_id=article_id,
        kept=kept,
        repeated=len(verdicts) - kept,
        changed=verdicts.count(VerdictKind.CHANGED),
        title=draft.title,
        words=draft.words,
        language=draft.language,
        relation=relationship.relation,
        related=older,
        since=held[older].added_at if older is not None else None,
        differences=tuple(map(str, relationship.differences[:MOST_DIFFERENCES])),
    )
