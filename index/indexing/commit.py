"""Carrying out what was planned: one short transaction that stores an article, replaces it, or removes it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from index.analysis.segmentation import pack
from index.analysis.tokenizer import ANALYSER
from index.dedup.compare.verdict import VerdictKind
from index.dedup.urls import normalise_link
from index.indexing import removal, staging
from index.indexing.draft import Draft
from index.indexing.plan import Plan, renewed
from index.models import Receipt, Relation
from index.store import collections, jobs
from index.store.articles import articles, deletion, hidden
from index.store.articles import related as kinship
from index.store.database import Database
from index.store.postings import generations

MOST_DIFFERENCES = 5
# So many rows of a forgotten collection are deleted in the same transaction.
AT_ONCE = 2000
# So many contents of removed articles are taken out of the index at once.
SOON = 50
# A collection's revision is never that.
NEVER = -1
# How often a long article is planned anew because others came before it; then they have to wait for it.
TRIES = 4


class _Occurrence(NamedTuple):
    """The last columns of the table, in its order."""

    text: str | None
    sentences: bytes | None
    is_repeat: int
    verdict: int


def committed(database: Database, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """``commit`` in a transaction of its own; what has to be looked up anew meanwhile is, outside of it."""
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
    """Stores the article in the caller's transaction and returns its receipt; the same key, the same receipt."""
    if planned.without is not None:
        # What it was to take the place of stays.
        planned = replace(planned, revision=NEVER)
    row = _cleared(connection, collections.claim(connection, name, analyser=ANALYSER), key, planned, now=now)
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
    """Replaces the text of the article delivered under ``key``; adds it when there is none."""
    row = collections.claim(connection, name, analyser=ANALYSER)
    article_id = articles.delivered(connection, row.id, key)
    if article_id is None:
        return commit(connection, name, key, planned, now=now)
    if articles.text_of(connection, row.id, article_id) == planned.draft.text:
        _unwanted(connection, planned)
        given = articles.receipt(connection, row.id, key)
        assert given is not None
        return given
    if articles.deliveries(connection, row.id, article_id) > 1:
        # Somebody else delivered the same text and did not edit it: that article stays, this is another one.
        articles.remove_delivery(connection, row.id, key)
        return commit(connection, name, key, planned, now=now)
    before = articles.get(connection, row.id, [article_id])[article_id]
    right = planned.without == article_id and planned.is_of(row)
    remove(connection, row, article_id, now=now)
    row = collections.claim(connection, name, analyser=ANALYSER)
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
    """Writes the article under ``article_id``, its new contents, and what finds them again."""
    draft, related = planned.draft, planned.related
    occurrences = _occurrences(planned)
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
        paragraphs=sum(not each.is_repeat for each in occurrences),
        fingerprint=draft.fingerprint,
        link=normalise_link(draft.url) if draft.url else None,
        relation=related.relation,
        related=related.of,
        added_at=added_at or now,
        published_at=draft.published_at,
    )
    articles.add_occurrences(
        connection,
        [
            (row.id, article_id, at, ids[draft.paragraphs[at].fingerprint], *draft.paragraphs[at].span, *each)
            for at, each in enumerate(occurrences)
        ],
    )
    articles.add_places(connection, row.id, article_id, draft.places)
    collections.advance(connection, row, articles=int(article_id >= row.next_article))
    return _receipt(connection, row.id, article_id, planned, occurrences)


def remove(connection: Connection, row: collections.CollectionRow, *article_ids: int, now: datetime) -> int:
    """Deletes articles and the contents that no other article holds; returns how many those were.

    Many contents are only taken out of sight, and deleted by ``index.indexing.maintenance``.
    """
    orphans = [each for article_id in article_ids for each in deletion.remove(connection, row.id, article_id)]
    if len(orphans) > SOON:
        removal.put_off(connection, row, orphans, now=now)
    else:
        removal.remove(connection, row, orphans)
    collections.advance(connection, row)
    return len(orphans)


def forget(connection: Connection, row: collections.CollectionRow, *, now: datetime) -> None:
    """Nothing of the collection is to be found from now on. Of a large one most rows are left for ``tidy``.

    The collection is locked. To forget it again does nothing.
    """
    if any(each.kind is jobs.Kind.FORGOTTEN for each in jobs.of(connection, row.id)):
        return
    collections.disown(connection, row.id)
    everything = jobs.Job(collection_id=row.id, first=0, last=0, kind=jobs.Kind.FORGOTTEN, since=now)
    jobs.add(connection, everything)
    for index_id in (row.index_id, row.new_index_id):
        if index_id is not None:
            generations.drop(connection, index_id, now=now)
    collections.clear(connection, row.id, AT_ONCE)


def clear_the_way(database: Database, name: str, planned: Plan, *, now: datetime) -> bool:
    """Deletes what is out of sight and has to do with a long article that is about to be added; whether any was.

    To be done before it is prepared: all that such an article held is analysed anew, and nobody should wait for that.
    """
    if len(planned.draft.paragraphs) <= SOON:
        return False
    with database.write() as connection:
        row = collections.find(connection, name, lock=True)
        return row is not None and _cleared(connection, row, "", planned, now=now) is not row


def _cleared(
    connection: Connection, row: collections.CollectionRow, key: str, planned: Plan, *, now: datetime
) -> collections.CollectionRow:
    """Deletes what is out of sight and has to do with what is to be added: it cannot be brought back beside it."""
    if not hidden.ids(connection, row.id):
        return row
    draft = planned.draft
    link = normalise_link(draft.url) if draft.url else None
    representatives = [each.representative for each in planned.judged.values() if each.representative is not None]
    found = hidden.in_the_way(
        connection,
        row.id,
        key=key,
        fingerprint=draft.fingerprint,
        alike=kinship.alike(connection, row.id, identity=draft.source.identity, link=link, seen=False),
        held=[*planned.known.values(), *representatives],
    )
    for article_id in sorted(found):
        current = collections.get(connection, row.id)
        assert current is not None
        remove(connection, current, article_id, now=now)
    return (collections.get(connection, row.id) or row) if found else row


def _current(connection: Connection, name: str, row: collections.CollectionRow, planned: Plan) -> Plan:
    """The plan, made again if the collection has changed since; only then does this read inside the lock."""
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
    # Another copy to quote from, if the offsets mean the same there.
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
    occurrences: list[_Occurrence],
) -> Receipt:
    draft, relationship = planned.draft, planned.related
    kept = sum(each.verdict != VerdictKind.DUPLICATE for each in occurrences)
    related = relationship.of
    held = articles.get(connection, collection_id, [related]) if related is not None else {}
    return Receipt(
        article_id=article_id,
        kept=kept,
        repeated=len(occurrences) - kept,
        changed=sum(each.verdict == VerdictKind.CHANGED for each in occurrences),
        title=draft.title,
        words=draft.words,
        language=draft.language,
        relation=relationship.relation,
        related=related,
        since=held[related].added_at if related is not None else None,
        differences=tuple(map(str, relationship.differences[:MOST_DIFFERENCES])),
    )


def _occurrences(planned: Plan) -> list[_Occurrence]:
    """What is kept of each paragraph's place in the article, beside where it is."""
    seen: set[bytes] = set()
    found = []
    for position, paragraph in enumerate(planned.draft.paragraphs):
        differs = position in planned.differing
        is_repeat = paragraph.fingerprint in seen or planned.repeats_itself(position)
        found.append(
            _Occurrence(
                text=paragraph.text if differs else None,
                sentences=pack(paragraph.sentences) if differs else None,
                is_repeat=int(is_repeat),
                verdict=int(VerdictKind.DUPLICATE if is_repeat else planned.adds(position)),
            )
        )
        seen.add(paragraph.fingerprint)
    return found
