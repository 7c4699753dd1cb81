"""How fast it answers as a library grows: python -m tests.bench.speed [--paragraphs N] [--chats N] [--questions N]
[--database sqlite|postgresql|both] [--meaning on|off]

Paragraphs are made up: words drawn by Zipf's law from an invented vocabulary, sixty or so each; a question is six
words of one paragraph. One collection of N paragraphs, on disk, beside the peers in memory; then, with ``--chats``,
so many other collections of 300 paragraphs in the same database. All are told that it is English: for the stop
words. The first stage is all from a question's text to the ids of the best candidates, as a peer's search is. "Asking"
is the whole of ``Library.ask`` over the same paragraphs, added as articles of fifteen, with vectors and without, or as
``--meaning`` says: the question's vector is made by the model, the paragraphs' are drawn at random, since making them
takes many minutes and comparing them takes no longer for what they say.
PostgreSQL is a throw-away server on this machine that does not wait for the disk. Milliseconds of the clock, and of
this process alone (CPU): a busy machine does not lengthen these, nor does a server's work. The last line is JSON, a
row a system.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, insert, select

from index import Library
from index.analysis.encoding import Prepared, prepare
from index.analysis.tokenizer import ANALYSER, stop_words
from index.meaning.encoder import Encoder, ParagraphVectors
from index.models import Span
from index.search.retrieval import first_stage, rank
from index.store import collections
from index.store.postings import write_buffer
from index.store.schema import collection, content
from index.warmup import warm
from tests.bench._databases import DATABASES, opened
from tests.bench._peers import PEERS
from tests.bench.report import finish, peak, table
from tests.support.index.encoding import DIMENSIONS, embed_all
from tests.support.index.paragraph_collection import index

_BATCH = 500
_ARTICLE = 15
# What is added in the end, fifteen paragraphs at a time: other text in the same words.
_LATER = _ARTICLE * 30


def paragraphs(count: int, seed: int) -> list[str]:
    """Invented paragraphs: the vocabulary grows with their number as in real text (Heaps' law), long words are rare."""
    random = np.random.default_rng(seed)
    size = int(30 * (count * 60) ** 0.5)
    letters = np.array(list("etaoinshrdlucmfwypvbgkjq"))
    # The commonest are English stop words, a good third of all text, so that every system may leave them out.
    common = sorted(stop_words("en"), key=lambda word: (len(word), word))[50:150]
    words = common + ["".join(letters[random.integers(0, 24, 3 + rank % 7)]) for rank in range(size - len(common))]
    odds = 1 / np.arange(1, size + 1)
    drawn = random.choice(size, size=(count, 66), p=odds / odds.sum())
    return [
        ". ".join(" ".join(words[each] for each in row[at : at + 22]).capitalize() for at in (0, 22, 44)) + "."
        for row in drawn
    ]


def questions(texts: Sequence[str], count: int, seed: int) -> list[str]:
    """Six words of a paragraph each."""
    random = np.random.default_rng(seed)
    return [" ".join(random.choice(texts[at].split(), 6)) for at in random.integers(0, len(texts), count)]


def made(texts: Sequence[str]) -> list[tuple[str, Prepared]]:
    """Paragraphs with what indexing them needs."""
    return [(text, prepare(text, "en", sentences(text))) for text in texts]


def fill(connection: Connection, owner: int, batches: Iterable[list[tuple[str, Prepared]]]) -> None:
    """Indexes paragraphs straight into a collection; what else ``Library.add`` does is not measured here."""
    connection.execute(insert(collection).values(id=owner, name=f"bench {owner}", analyser=ANALYSER))
    first = 1
    for batch in batches:
        add(connection, owner, first, batch)
        first += len(batch)
        while write_buffer.settle(connection, owner, write_buffer.AT_ONCE):
            pass


def add(connection: Connection, owner: int, first: int, paragraphs: Sequence[tuple[str, Prepared]]) -> None:
    """One batch of contents and their postings, counted on as ``Library.add`` does."""
    rows = [
        {
            "collection_id": owner,
            "id": number,
            "fingerprint": number.to_bytes(16, "big"),
            "text": text,
            "sentences": b"",
            "language": "en",
            "views": entry.encoded,
            "verdict": 0,
        }
        for number, (text, entry) in enumerate(paragraphs, first)
    ]
    connection.execute(insert(content), rows)
    index(connection, owner, [(number, entry) for number, (_, entry) in enumerate(paragraphs, first)])
    row = collections.get(connection, owner, lock=True)
    assert row is not None
    collections.reserve(connection, row, len(paragraphs))
    collections.advance(connection, row)


def sentences(text: str) -> list[Span]:
    """The made-up paragraphs' sentences."""
    ends = [at + 1 for at, letter in enumerate(text) if letter == "."]
    return [Span(start, end) for start, end in zip([0, *(end + 1 for end in ends)], ends, strict=False)]


def timed(work: Callable[[str], object], asked: Sequence[str]) -> dict[str, float]:
    """Median and 95th percentile of the milliseconds that each question takes, and the median of CPU time."""
    took, busy = [], []
    for question in asked:
        start, began = time.perf_counter(), time.process_time()
        work(question)
        busy.append((time.process_time() - began) * 1000)
        took.append((time.perf_counter() - start) * 1000)
    p50, p95 = np.percentile(took, [50, 95])
    return {"p50": float(p50), "p95": float(p95), "cpu p50": float(np.median(busy))}


def ours(
    url: str, texts: Sequence[str], later: Sequence[str], asked: Sequence[str], chats: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Our rows: the first stage, the whole ranking, adding, memory, a cold start, and other chats beside."""
    with Library.open(url) as library:
        with library.transaction() as connection:
            fill(connection, 1, (made(texts[at : at + _BATCH]) for at in range(0, len(texts), _BATCH)))
        with library.database.read() as connection:
            yield "verbatim, first stage", timed(lambda text: first_stage(connection, 1, text), asked)
            yield "verbatim, ranking", timed(lambda text: rank(connection, 1, text, limit=3), asked)
        yield "memory of a process that asks, MB", {"p50": _memory(url, asked)}
        yield f"adding {_ARTICLE}", _adding(library, later, len(texts))
        with library.database.read() as connection:
            yield "verbatim, first stage, after adding", timed(lambda text: first_stage(connection, 1, text), asked)
        if chats:
            alone = paragraphs(300, 8)
            few = questions(alone, len(asked), 9)
            # The others hold the same, which need not be analysed a thousand times.
            same = made(alone)
            with library.transaction() as connection:
                fill(connection, 2, [same])
            with library.database.read() as connection:
                yield "300 paragraphs", timed(lambda text: rank(connection, 2, text), few)
            with library.transaction() as connection:
                for number in range(chats):
                    fill(connection, 3 + number, [same])
            with library.database.read() as connection:
                yield f"300 paragraphs, {chats} other chats", timed(lambda text: rank(connection, 2, text), few)
    yield "cold start", _cold(url, asked[0])


class _Drawn:
    """The model for questions; paragraphs and sentences get vectors drawn at random."""

    MODEL = Encoder.MODEL

    def __init__(self, model: Encoder) -> None:
        self._model = model
        self._random = np.random.default_rng(3)

    def question(self, text: str) -> NDArray[np.float32]:
        return self._model.question(text)

    def paragraphs(self, items: Sequence[Sequence[str]]) -> list[ParagraphVectors]:
        return [ParagraphVectors(self._unit(1)[0], self._unit(len(item))) for item in items]

    def _unit(self, count: int) -> NDArray[np.float32]:
        drawn = self._random.standard_normal((count, DIMENSIONS), dtype=np.float32)
        lengths: NDArray[np.float32] = np.linalg.norm(drawn, axis=1, keepdims=True)
        return drawn / lengths


def asking(
    url: str, texts: Sequence[str], asked: Sequence[str], modes: Sequence[bool]
) -> Iterator[tuple[str, dict[str, Any]]]:
    """A row a mode: the whole of ``Library.ask``, with vectors (True) or by words alone, once nothing waits for one."""
    model = Encoder.load() if True in modes else None
    with Library.open(url, meaning=model is not None, encoder=lambda: model and _Drawn(model)) as library:
        for at in range(0, len(texts), _ARTICLE):
            library.add(collection="asked", key=str(at), text="\n\n".join(texts[at : at + _ARTICLE]))
        embed_all(library)
        assert model is None or not library.unembedded().paragraphs
    for meaning in modes if model is not None else (False,):
        with Library.open(url, meaning=meaning, encoder=lambda: model and _Drawn(model)) as library:
            # Whoever runs a bot has it warmed up before anybody asks.
            warm(library)
            name = f"asking, {'with vectors' if meaning else 'by words alone'}"
            yield name, timed(lambda text: library.ask(collection="asked", question=text), asked)


def _adding(library: Library, texts: Sequence[str], start: int) -> dict[str, float]:
    def some(at: str) -> None:
        with library.transaction() as connection:
            add(connection, 1, start + 1 + int(at), made(texts[int(at) : int(at) + _ARTICLE]))

    return timed(some, [str(at) for at in range(0, len(texts), _ARTICLE)])


def _cold(url: str, question: str) -> dict[str, float]:
    start = time.perf_counter()
    with Library.open(url) as library, library.database.read() as connection:
        rank(connection, connection.scalar(select(collection.c.id).limit(1)) or 0, question)
    return {"p50": (time.perf_counter() - start) * 1000}


def _memory(url: str, asked: Sequence[str]) -> float:
    """The most memory that a process of its own holds which opens the library and ranks for every question, in MB."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_held, url, asked).result()


def _held(url: str, asked: Sequence[str]) -> float:
    with Library.open(url) as library, library.database.read() as connection:
        for question in asked:
            rank(connection, 1, question)
    return peak()


def main() -> None:
    """Prints a row a system and, last, the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.speed", description=__doc__.split("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=5000)
    parser.add_argument("--chats", type=int, default=0)
    parser.add_argument("--questions", type=int, default=200)
    parser.add_argument("--database", choices=(*DATABASES, "both"), default="sqlite")
    parser.add_argument("--meaning", choices=("on", "off"))
    given = parser.parse_args()
    texts = paragraphs(given.paragraphs + _LATER, 1)
    texts, later = texts[: given.paragraphs], texts[given.paragraphs :]
    asked = questions(texts, given.questions, 2)
    modes = {"on": [True], "off": [False], None: [True, False]}[given.meaning]
    rows: dict[str, dict[str, Any]] = {}
    for kind in DATABASES if given.database == "both" else [given.database]:
        with opened(kind) as url, opened(kind) as another:
            whole = asking(another, texts, asked, modes)
            for name, row in (*ours(url, texts, later, asked, given.chats), *whole):
                rows[name if kind == "sqlite" else f"{name} ({DATABASES[kind]})"] = row
    for name, peer in PEERS.items():
        built = peer(texts, "en")
        rows[name] = timed(lambda text, built=built: built.search(text, 10), asked)  # type: ignore[misc]
    first = next(iter(rows.values()))["p50"]
    for row in rows.values():
        row["times ours"] = row["p50"] / first
    columns = ["p50", "p95", "cpu p50", "times ours"]
    print(
        table(
            [f"{given.paragraphs} paragraphs, ms", *columns],
            [[n, *(row.get(c, "") for c in columns)] for n, row in rows.items()],
        )
    )
    finish(rows)


if __name__ == "__main__":
    main()
