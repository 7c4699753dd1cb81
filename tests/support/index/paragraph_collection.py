"""A collection of paragraphs in a database in memory, indexed and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from sqlalchemy import Connection, create_engine, insert

from index.analysis.encoding import Prepared, prepare
from index.analysis.sentences.segmentation import sentences
from index.analysis.tokenizer import ANALYSER
from index.indexing import removal
from index.models import Span
from index.store import collections
from index.store.postings import postings
from index.store.schema import collection, content, metadata
from index.store.tuning import DEFAULT, TUNING, Tuning


@contextmanager
def database(tuning: Tuning = DEFAULT) -> Iterator[Connection]:
    """An empty database with the schema in it."""
    engine = create_engine("sqlite://", execution_options={TUNING: tuning})
    metadata.create_all(engine)
    with engine.begin() as connection:
        yield connection


def found(connection: Connection, collection_id: int) -> None:
    """A new empty collection."""
    connection.execute(insert(collection).values(id=collection_id, name=f"chat {collection_id}", analyser=ANALYSER))


def add(connection: Connection, collection_id: int, texts: Mapping[int, str], language: str = "en") -> None:
    """Stores and indexes paragraphs by their content ids."""
    entries = [(number, prepared(text, language)) for number, text in texts.items()]
    for number, entry in entries:
        row = {
            "collection_id": collection_id,
            "id": number,
            "fingerprint": number.to_bytes(16, "big"),
            "text": texts[number],
            "sentences": b"",
            "language": language,
            "views": entry.encoded,
            "verdict": 0,
            "analyser": ANALYSER,
        }
        connection.execute(insert(content).values(row))
    index(connection, collection_id, entries)


def index(connection: Connection, collection_id: int, entries: Sequence[tuple[int, Prepared]]) -> None:
    """Indexes contents, given as (content id, what ``prepare`` made of it), and counts them."""
    postings.insert_pairs(connection, collection_id, entries)
    postings.count(connection, collection_id, [entry for _, entry in entries], sign=1)


def remove(connection: Connection, collection_id: int, numbers: list[int]) -> None:
    """Takes paragraphs out again."""
    row = collections.get(connection, collection_id)
    assert row is not None
    removal.remove_contents(connection, row, numbers)


def prepared(text: str, language: str = "en") -> Prepared:
    """What ``prepare`` makes of a paragraph and its sentences."""
    return prepare(text, language, [Span(*span) for span in sentences(text, language)])
