"""Carrying out what was planned: one short transaction that stores an article, replaces it, or removes it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from index.analyse import Draft
from index.models import Receipt, Relation
from index.planning import Plan, plan, relationship
from index.segment import pack
from index.store import articles, collections, contents, postings, sketches
from index.terms import ANALYSER
from index.verdicts import Kind
from index.versions import Relationship, normalise_link

MOST_DIFFERENCES = 5


def commit(connection: Connection, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """Stores the article in the caller's transaction and returns its receipt; the same key, the same receipt."""
    row = collections.claim(connection, name, analyser=ANALYSER)
    given = articles.receipt(connection, row.id, key)
    if given is not None:
        return given
    same = articles.same(connection, row.id, planned.draft.fingerprint)
    if same is not None:
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
        given = articles.receipt(connection, row.id, key)
        assert given is not None
        return given
    if articles.deliveries(connection, row.id, article_id) > 1:
        # Somebody else delivered the same text and did not edit it: that article stays, this is another one.
        articles.remove_delivery(connection, row.id, key)
        return commit(connection, name, key, planned, now=now)
    before = articles.get(connection, row.id, [article_id])[article_id]
    remove(connection, row, article_id)
    row = collections.claim(connection, name, analyser=ANALYSER)
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
    draft = planned.draft
    related = relationship(connection, row.id, planned)
    ids = dict(planned.known)
    for offset, number in enumerate(sorted(planned.prepared)):
        ids[draft.paragraphs[number].fingerprint] = row.next_content + offset
    occurrences = _occurrence_rows(connection, row.id, article_id, planned, ids)
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
        paragraphs=sum(not each["again"] for each in occurrences),
        fingerprint=draft.fingerprint,
        link=normalise_link(draft.url) if draft.url else None,
        relation=related.relation,
        related=related.of,
        added_at=added_at or now,
        published_at=draft.published_at,
    )
    contents.add(connection, [_content_row(row.id, planned, number, ids) for number in sorted(planned.prepared)])
    articles.add_occurrences(connection, occurrences)
    articles.add_places(connection, row.id, article_id, draft.places)
    entries = [(ids[draft.paragraphs[number].fingerprint], each) for number, each in sorted(planned.prepared.items())]
    postings.add(connection, row.id, entries)
    # A duplicate is no one's elder, so nothing has to find it.
    sketches.add_all(
        connection,
        row.id,
        {
            ids[draft.paragraphs[number].fingerprint]: draft.paragraphs[number].sketch
            for number, each in planned.judged.items()
            if each.verdict.kind is not Kind.DUPLICATE
        },
        known=planned.sharing,
    )
    advanced = int(article_id >= row.next_article)
    collections.advance(connection, row, articles=advanced, contents=len(planned.prepared))
    return _receipt(connection, row.id, article_id, planned, occurrences, related)


def remove(connection: Connection, row: collections.CollectionRow, article_id: int) -> int:
    """Deletes an article and the contents that no other article holds; returns how many those were."""
    orphans = articles.remove(connection, row.id, article_id)
    postings.remove(connection, row.id, orphans)
    sketches.remove(connection, row.id, orphans)
    contents.remove(connection, row.id, orphans)
    sketches.add_all(connection, row.id, contents.reelected(connection, row.id, orphans))
    collections.advance(connection, row)
    return len(orphans)


def _current(connection: Connection, name: str, row: collections.CollectionRow, planned: Plan) -> Plan:
    """The plan, made again if the collection has changed since; only then does this read inside the lock."""
    if planned.revision == row.revision:
        return planned
    return plan(connection, name, planned.draft, earlier=planned)


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
    occurrences: list[dict[str, Any]],
    relationship: Relationship,
) -> Receipt:
    draft = planned.draft
    kept = sum(each["verdict"] != Kind.DUPLICATE for each in occurrences)
    related = relationship.of
    held = articles.get(connection, collection_id, [related]) if related is not None else {}
    return Receipt(
        article_id=article_id,
        kept=kept,
        repeated=len(occurrences) - kept,
        changed=sum(each["verdict"] == Kind.CHANGED for each in occurrences),
        title=draft.title,
        words=draft.words,
        language=draft.language,
        relation=relationship.relation,
        related=related,
        since=held[related].added_at if related is not None else None,
        differences=tuple(map(str, relationship.differences[:MOST_DIFFERENCES])),
    )


def _content_row(collection_id: int, planned: Plan, number: int, ids: Mapping[bytes, int]) -> dict[str, Any]:
    paragraph, judged = planned.draft.paragraphs[number], planned.judged[number]
    elder = judged.elder
    if judged.earlier is not None and judged.verdict.kind is Kind.DUPLICATE:
        elder = ids[planned.draft.paragraphs[judged.earlier].fingerprint]
    difference = judged.verdict.difference
    return {
        "collection_id": collection_id,
        "id": ids[paragraph.fingerprint],
        "fingerprint": paragraph.fingerprint,
        "text": paragraph.text,
        "sentences": pack(paragraph.sentences),
        "language": planned.draft.language,
        "views": planned.prepared[number].views,
        "elder_id": elder,
        "verdict": int(judged.verdict.kind) if elder is not None else int(Kind.NEW),
        "difference": difference.as_json() if difference and elder is not None else None,
    }


def _occurrence_rows(
    connection: Connection, collection_id: int, article_id: int, planned: Plan, ids: Mapping[bytes, int]
) -> list[dict[str, Any]]:
    stored = contents.texts(connection, collection_id, list(planned.known.values()))
    first: dict[bytes, str] = {mark: stored[content_id] for mark, content_id in planned.known.items()}
    seen: set[bytes] = set()
    rows = []
    for position, paragraph in enumerate(planned.draft.paragraphs):
        mark = paragraph.fingerprint
        differs = first.setdefault(mark, paragraph.text) != paragraph.text
        again = mark in seen or planned.repeats_itself(position)
        rows.append(
            {
                "collection_id": collection_id,
                "article_id": article_id,
                "position": position,
                "content_id": ids[mark],
                "start": paragraph.span.start,
                "end": paragraph.span.end,
                "text": paragraph.text if differs else None,
                "sentences": pack(paragraph.sentences) if differs else None,
                "again": int(again),
                "verdict": int(Kind.DUPLICATE if again else planned.adds(position)),
            }
        )
        seen.add(mark)
    return rows
