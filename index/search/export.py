"""Exports a collection in open formats: a zip with all articles as JSON, and each as Markdown.

``articles.json`` is described by ``schema.json`` beside it. An article's ``text`` is untouched; its paragraphs are
half-open ranges of code points in it.
"""

from __future__ import annotations

import json
import shutil
import tempfile
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any, Final

import regex
from sqlalchemy import Connection, select

from index.dedup.compare.verdict import VerdictKind
from index.models import Article, Relation, Scope
from index.store import collections
from index.store.articles import articles, related
from index.store.database import Database
from index.store.schema import article as article_table
from index.store.schema import occurrence, owned

FORMAT: Final = "verbatim-articles"
VERSION: Final = 1
_BATCH = 20
# The size of one part of an export: below the 50 MB that messengers accept, whatever the content.
PART_BYTES = 45_000_000
_LONGEST_NAME = 60
_SPECIAL = regex.compile(r"([\\`*_\[\]<>])")
_AT_START = regex.compile(r"(?m)^([ \t]*)([#+\-=~|]|\d+(?=[.)]))")

_TEXT: Final = {"type": "string"}
_MAYBE: Final = {"type": ["string", "null"]}
_NUMBER: Final = {"type": "integer", "minimum": 0}
_PARAGRAPH: Final = {
    "type": "object",
    "description": "A paragraph: text[start:end] in code points. One that is repeated adds nothing to earlier ones.",
    "properties": {"start": _NUMBER, "end": _NUMBER, "repeated": {"type": "boolean"}},
    "required": ["start", "end", "repeated"],
}
_ARTICLE: Final = {
    "type": "object",
    "properties": {
        "id": _NUMBER,
        "title": _TEXT,
        "source": _MAYBE,
        "url": _MAYBE,
        "language": {**_TEXT, "description": "ISO 639-1, or und"},
        "published_at": {**_MAYBE, "format": "date-time"},
        "added_at": {**_TEXT, "format": "date-time"},
        "relation": {"enum": [each.name.lower() for each in Relation]},
        "related": {"type": ["integer", "null"], "description": "the article that relation is about"},
        "versions": {"type": "array", "items": _NUMBER, "description": "all versions, itself too, oldest first"},
        "text": _TEXT,
        "paragraphs": {"type": "array", "items": _PARAGRAPH},
    },
    "required": ["id", "title", "language", "added_at", "relation", "versions", "text", "paragraphs"],
}
SCHEMA: Final[dict[str, Any]] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Articles of one chat",
    "type": "object",
    "properties": {
        "format": {"const": FORMAT},
        "version": {"const": VERSION},
        "exported_at": {**_TEXT, "format": "date-time"},
        "articles": {"type": "array", "items": _ARTICLE},
    },
    "required": ["format", "version", "exported_at", "articles"],
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """``articles`` is the number written, ``last`` the id of the last one; ``more`` says whether others follow."""

    articles: int = 0
    last: int = 0
    more: bool = False


def export(database: Database, name: str, file: IO[bytes], *, after: int, most: int, now: datetime) -> Exported:
    """Writes a zip of the articles with ids above ``after``, oldest first, of about ``most`` bytes before compression.

    One article is held in memory at a time, and each is read in a transaction of its own.
    """
    with database.read() as connection:
        row = collections.find(connection, name)
    if row is None:
        return Exported()
    count, last, size, more = 0, after, 0, False
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive, tempfile.TemporaryFile() as listed:
        head = {"format": FORMAT, "version": VERSION, "exported_at": now.isoformat()}
        listed.write(json.dumps(head)[:-1].encode() + b', "articles": [\n')
        for held, values in _following(database, row.id, after):
            entry = json.dumps(values, ensure_ascii=False).encode("utf-8", "replace")
            page = _markdown(held, values).encode("utf-8", "replace")
            if count and size + len(entry) + len(page) > most:
                more = True
                break
            listed.write((b",\n" if count else b"") + entry)
            archive.writestr(_info(f"articles/{held.id:05d}-{_name(held.title)}.md", held.added_at), page)
            count, last, size = count + 1, held.id, size + len(entry) + len(page)
        listed.write(b"\n]}\n")
        listed.seek(0)
        with archive.open(_info("articles.json", now), "w", force_zip64=True) as target:
            shutil.copyfileobj(listed, target)
        archive.writestr(_info("schema.json", now), json.dumps(SCHEMA, indent=2))
    return Exported(articles=count, last=last, more=more)


def _following(database: Database, collection_id: int, after: int) -> Iterator[tuple[Article, dict[str, Any]]]:
    seen = articles.within(collection_id, Scope())
    while True:
        query = select(article_table.c.id).where(seen, article_table.c.id > after)
        with database.read() as connection:
            ids = list(connection.scalars(query.order_by(article_table.c.id).limit(_BATCH)))
        for article_id in ids:
            with database.read() as connection:
                # The article may have been forgotten since.
                held = articles.get(connection, collection_id, [article_id]).get(article_id)
                values = _values(connection, collection_id, held) if held else {}
            if held is not None:
                yield held, values
        if not ids:
            return
        after = ids[-1]


def _values(connection: Connection, collection_id: int, held: Article) -> dict[str, Any]:
    columns = (occurrence.c.start, occurrence.c.end, occurrence.c.is_repeat, occurrence.c.verdict)
    paragraphs = select(*columns).where(owned(occurrence, collection_id, article_id=held.id))
    return {
        "id": held.id,
        "title": held.title,
        "source": held.source,
        "url": held.url,
        "language": held.language,
        "published_at": held.published_at.isoformat() if held.published_at else None,
        "added_at": held.added_at.isoformat(),
        "relation": held.relation.name.lower(),
        "related": held.related,
        "versions": related.versions(connection, collection_id, held.id),
        "text": articles.text_of(connection, collection_id, held.id) or "",
        "paragraphs": [
            {
                "start": row.start,
                "end": row.end,
                "repeated": bool(row.is_repeat) or row.verdict == VerdictKind.DUPLICATE,
            }
            for row in connection.execute(paragraphs.order_by(occurrence.c.position))
        ],
    }


def _markdown(held: Article, values: dict[str, Any]) -> str:
    versions = values["versions"]
    about = (
        f"- Source: {_escaped(held.source)}" if held.source else None,
        f"- Link: <{held.url}>" if held.url else None,
        f"- Published: {held.published_at:%Y-%m-%d %H:%M} UTC" if held.published_at else None,
        f"- Kept: {held.added_at:%Y-%m-%d %H:%M} UTC",
        f"- Version {versions.index(held.id) + 1} of {len(versions)}: articles {versions}"
        if len(versions) > 1
        else None,
    )
    title = _escaped(" ".join(held.title.split()))
    return "\n".join([f"# {title}", "", *filter(None, about), "", _escaped(values["text"].strip()), ""])


def _escaped(text: str) -> str:
    """``text`` escaped, so that Markdown shows it verbatim."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def _name(title: str) -> str:
    """A file name that every system accepts: letters and digits of any script, joined by hyphens."""
    words = regex.findall(r"[\p{L}\p{M}\p{N}]+", unicodedata.normalize("NFC", title))
    name = "-".join(words)
    while len(name.encode("utf-8", "replace")) > 2 * _LONGEST_NAME or len(name) > _LONGEST_NAME:
        name = name[:-1]
    return name.strip("-") or "article"


def _info(name: str, moment: datetime) -> zipfile.ZipInfo:
    found = zipfile.ZipInfo(name, moment.timetuple()[:6])
    found.compress_type = zipfile.ZIP_DEFLATED
    # Readable by the user who unpacks it.
    found.external_attr = 0o600 << 16
    return found
