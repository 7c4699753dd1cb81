"""Questions in SQuAD's layout, and a library filled with the articles that they are about."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from index import Library
from index.meaning.encoder import Encoder, ParagraphVectors
from index.store.schema import collection, occurrence


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question, the number of the paragraph it stands under, its answers' texts and its kind, if the file has one."""

    text: str
    paragraph: int
    answers: tuple[str, ...]
    kind: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """An article: its paragraphs, the questions about it, and questions that nothing in it answers."""

    paragraphs: tuple[str, ...]
    questions: tuple[Asked, ...]
    unanswerable: tuple[str, ...]


def load(file: Path, *, most: int | None = None) -> list[Topic]:
    """The file's articles; with ``most``, only so many questions of each, evenly spread."""
    return [_topic(entry, most) for entry in json.loads(file.read_text("utf-8"))["data"]]


def _topic(entry: dict[str, Any], most: int | None) -> Topic:
    asked = [
        Asked(
            text=each["question"],
            paragraph=number,
            answers=tuple(answer["text"] for answer in each["answers"]),
            kind=each.get("kind"),
        )
        for number, paragraph in enumerate(entry["paragraphs"])
        for each in paragraph["qas"]
        if each["answers"]
    ]
    if most is not None and len(asked) > most:
        asked = [asked[int(at * len(asked) / most)] for at in range(most)]
    return Topic(
        paragraphs=tuple(paragraph["context"] for paragraph in entry["paragraphs"]),
        questions=tuple(asked),
        unanswerable=tuple(entry.get("unanswerable", ())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A collection with articles in it: its id, and of each article's paragraphs the contents they became.

    ``encoder`` is None where words alone are to decide.
    """

    connection: Connection
    collection_id: int
    contents: tuple[tuple[frozenset[int], ...], ...]
    encoder: RememberingEncoder | None = None

    def vector(self, question: str) -> NDArray[np.float32] | None:
        """The question's vector, ``(384,) float32``, as ``rank`` takes it."""
        return None if self.encoder is None else self.encoder.question(question)


class RememberingEncoder:
    """An encoder that makes each vector once."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._questions: dict[str, NDArray[np.float32]] = {}
        self._paragraphs: dict[tuple[str, ...], ParagraphVectors] = {}
        self.MODEL = encoder.MODEL

    def question(self, text: str) -> NDArray[np.float32]:
        """As the encoder makes it."""
        if text not in self._questions:
            self._questions[text] = self._encoder.question(text)
        return self._questions[text].copy()

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        """As the encoder makes them."""
        keys = [tuple(item) for item in items]
        new = [key for key in dict.fromkeys(keys) if key not in self._paragraphs]
        self._paragraphs.update(zip(new, self._encoder.paragraphs(new), strict=True) if new else ())
        return [self._paragraphs[key] for key in keys]


@cache
def remembering() -> RememberingEncoder:
    """One encoder for all libraries of this process: most measurements fill several with the same articles."""
    loaded = Encoder.load()
    assert loaded is not None, "index/data/meaning.bin is not here"
    return RememberingEncoder(loaded)


def embed(library: Library) -> None:
    """Waits until everything has its vectors."""
    while library.embed(seconds=60.0):
        pass


@contextmanager
def filled(topics: Sequence[Topic], *, meaning: bool = False) -> Iterator[Filled]:
    """One collection of a library on disk that holds ``topics``, added as articles in order.

    With ``meaning`` all its vectors are there.
    """
    with (
        TemporaryDirectory() as folder,
        Library.open(f"sqlite:///{folder}/bench.db", meaning=meaning, encoder=remembering) as library,
    ):
        added = [
            library.add(collection="bench", key=str(number), text="\n\n".join(topic.paragraphs)).article_id
            for number, topic in enumerate(topics)
        ]
        embed(library)
        with library.transaction() as connection:
            owner = connection.scalar(select(collection.c.id).where(collection.c.name == "bench")) or 0
            contents = tuple(
                tuple(_contents(connection, owner, article, topic))
                for article, topic in zip(added, topics, strict=True)
            )
            yield Filled(
                connection=connection,
                collection_id=owner,
                contents=contents,
                encoder=remembering() if meaning else None,
            )


def _contents(connection: Connection, owner: int, article: int, topic: Topic) -> Iterator[frozenset[int]]:
    query = select(occurrence.c.content_id, occurrence.c.start).where(
        occurrence.c.collection_id == owner, occurrence.c.article_id == article
    )
    placed = [(row.start, row.content_id) for row in connection.execute(query)]
    start = 0
    for paragraph in topic.paragraphs:
        end = start + len(paragraph)
        yield frozenset(content for at, content in placed if start <= at < end)
        start = end + 2
