"""Adding an article: first a plan, made without a lock; then one short transaction that carries it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from index.analyse import Draft, ParagraphDraft
from index.answer import Prepared
from index.models import Forgotten, Receipt
from index.segment import pack
from index.store import articles, collections, contents, postings
from index.terms import ANALYSER


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What adding a draft would do to its collection as of ``revision``.

    ``known`` are the stored contents by fingerprint; ``prepared`` what indexing each other distinct
    paragraph needs, by its number in the draft.
    """

    draft: Draft
    revision: int
    known: Mapping[bytes, int]
    prepared: Mapping[int, Prepared]


def plan(connection: Connection, name: str, draft: Draft, *, earlier: Plan | None = None) -> Plan:
    """Looks up what is stored already and analyses the rest; what ``earlier`` prepared is not done again."""
    row = collections.find(connection, name)
    marks = [each.fingerprint for each in draft.paragraphs]
    known = contents.known(connection, row.id, marks) if row else {}
    prepared = dict(earlier.prepared) if earlier else {}
    seen: set[bytes] = set()
    for number, mark in enumerate(marks):
        if mark not in known and mark not in seen and number not in prepared:
            prepared[number] = draft.prepared(number)
        seen.add(mark)
    return Plan(draft=draft, revision=row.revision if row else 0, known=known, prepared=prepared)


def commit(connection: Connection, name: str, key: str, planned: Plan, *, now: datetime) -> Receipt:
    """Stores the article in the caller's transaction and returns its receipt; the same key, the same receipt."""
    row = collections.claim(connection, name, analyser=ANALYSER)
    given = articles.receipt(connection, row.id, key)
    if given is not None:
        return given
    if planned.revision != row.revision:
        planned = plan(connection, name, planned.draft, earlier=planned)
    draft = planned.draft
    same = articles.same(connection, row.id, draft.fingerprint)
    if same is not None:
        given = _known(connection, row.id, same, draft)
        collections.advance(connection, row)
    else:
        given = _store(connection, row, planned, now=now)
    articles.add_delivery(connection, row.id, key, given)
    return given


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
        known=True,
        since=stored.added_at,
    )


def _store(connection: Connection, row: collections.CollectionRow, planned: Plan, *, now: datetime) -> Receipt:
    draft = planned.draft
    article_id = row.next_article
    ids = dict(planned.known)
    content_rows: list[dict[str, Any]] = []
    entries: list[tuple[int, Prepared]] = []
    for number, paragraph in enumerate(draft.paragraphs):
        if paragraph.fingerprint in ids:
            continue
        content_id = row.next_content + len(entries)
        ids[paragraph.fingerprint] = content_id
        prepared = planned.prepared[number]
        entries.append((content_id, prepared))
        content_rows.append(_content_row(row.id, content_id, draft.language, paragraph, prepared))
    occurrence_rows = _occurrence_rows(connection, row.id, article_id, planned, ids)
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
        paragraphs=sum(not each["again"] for each in occurrence_rows),
        fingerprint=draft.fingerprint,
        added_at=now,
        published_at=draft.published_at,
    )
    contents.add(connection, content_rows)
    articles.add_occurrences(connection, occurrence_rows)
    articles.add_places(connection, row.id, article_id, draft.places)
    postings.add(connection, row.id, entries)
    collections.advance(connection, row, articles=1, contents=len(entries))
    return Receipt(
        article_id=article_id,
        kept=len(entries),
        repeated=len(draft.paragraphs) - len(entries),
        changed=0,
        title=draft.title,
        words=draft.words,
        language=draft.language,
    )


def _content_row(
    collection_id: int, content_id: int, language: str, paragraph: ParagraphDraft, prepared: Prepared
) -> dict[str, Any]:
    return {
        "collection_id": collection_id,
        "id": content_id,
        "fingerprint": paragraph.fingerprint,
        "text": paragraph.text,
        "sentences": pack(paragraph.sentences),
        "language": language,
        "views": prepared.views,
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
                "again": int(mark in seen),
            }
        )
        seen.add(mark)
    return rows


def forget(connection: Connection, row: collections.CollectionRow, article_id: int) -> Forgotten:
    """Deletes an article, and the contents that no other article holds."""
    orphans = articles.remove(connection, row.id, article_id)
    postings.remove(connection, row.id, orphans)
    articles.remove_contents(connection, row.id, orphans)
    collections.advance(connection, row)
    return Forgotten(articles=1, paragraphs=len(orphans))


def forget_all(connection: Connection, row: collections.CollectionRow) -> Forgotten:
    """Deletes the collection with everything in it."""
    gone = Forgotten(articles=articles.count(connection, row.id), paragraphs=contents.count(connection, row.id))
    collections.remove(connection, row.id)
    return gone
