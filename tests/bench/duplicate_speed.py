"""How fast duplicates are found beside many stored paragraphs: python -m tests.bench.duplicate_speed [PARAGRAPHS]

Made-up paragraphs fill a database on disk; then articles of 15 paragraphs arrive, a third of each new, a third
reposts with other quotation marks and a sentence fewer, a third with a figure changed. A verdict is
everything between a paragraph's text and its stored sketch, commit included. The peers keep everything in memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from index import Library
from index.dedupe import Kind, canonical, fingerprint, judge, sketch
from index.store import sketches
from index.store.engine import Database
from index.store.schema import collection, content
from tests.bench.report import finish, table
from tests.bench.similarity import minhash_of, simhash_of

Words = tuple[list[str], list[float]]
ARTICLE = 15
ARTICLES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A paragraph, analysed."""

    text: str
    form: str
    sketch: tuple[int, ...]


def vocabulary(chance: random.Random) -> Words:
    """20,000 words, the n-th of which is n times rarer than the first (Zipf), as in any language."""
    words = ["".join(chance.choices("abdefgiklmnoprstuvz", k=chance.randint(2, 10))) for _ in range(20_000)]
    return words, list(accumulate(1 / rank for rank in range(1, len(words) + 1)))


def paragraph(chance: random.Random, words: Words) -> str:
    """Three sentences, 60 words."""
    sentences = [" ".join(chance.choices(words[0], cum_weights=words[1], k=19)).capitalize() for _ in range(3)]
    return " ".join(f"{each} {chance.randint(2, 99_999)}." for each in sentences)


def fill(connection: Connection, texts: Sequence[str]) -> None:
    """Stores paragraphs and their sketches, as adding them would."""
    connection.execute(insert(collection), [{"id": 1, "name": "bench", "analyser": 1}])
    for start in range(0, len(texts), 1000):
        some = dict(enumerate(texts[start : start + 1000], start + 1))
        connection.execute(insert(content), [_row(number, text, fingerprint(text)) for number, text in some.items()])
        sketches.add_all(connection, 1, {number: sketch(text) for number, text in some.items()})


def _row(number: int, text: str, mark: bytes) -> dict[str, Any]:
    return {
        "collection_id": 1, "id": number, "fingerprint": mark, "text": text, "sentences": b"",
        "language": "und", "views": b"",
    }  # fmt: skip


def arrivals(chance: random.Random, words: Words, texts: Iterator[str]) -> list[tuple[str, Kind]]:
    """One article, with what each paragraph is."""
    made: list[tuple[str, Kind]] = []
    for _ in range(ARTICLE // 3):
        made.append((paragraph(chance, words), Kind.NEW))
        one, two = next(texts), next(texts)
        made.append(("PARIS (AFP) - " + one[: one.rindex(".", 0, -1) + 1], Kind.DUPLICATE))
        place = next(place for place, character in enumerate(two) if character.isdigit())
        made.append((f"{two[:place]}{(int(two[place]) + 1) % 10}{two[place + 1 :]}", Kind.CHANGED))
    return made


def ours(database: Database, articles: Sequence[Sequence[tuple[str, Kind]]], following: int) -> tuple[float, float]:
    """Verdicts a second, and the share of right ones."""
    right = 0
    started = time.perf_counter()
    for article in articles:
        drafts = [Made(text=text, form=canonical(text), sketch=sketch(text)) for text, _ in article]
        marks = [fingerprint(text) for text, _ in article]
        with database.write() as connection:
            judged = judge(drafts, sketches.Nearby(connection=connection, collection_id=1))
            right += sum(each.verdict.kind is kind for each, (_, kind) in zip(judged, article, strict=True))
            kept = {following + place: draft for place, draft in enumerate(drafts)}
            rows = [_row(number, draft.text, mark) for (number, draft), mark in zip(kept.items(), marks, strict=True)]
            connection.execute(insert(content), rows)
            eldest = zip(kept.items(), judged, strict=True)
            named = {number: made.sketch for (number, made), each in eldest if each.verdict.kind is not Kind.DUPLICATE}
            sketches.add_all(connection, 1, named)
            following += len(drafts)
    count = sum(map(len, articles))
    return count / (time.perf_counter() - started), right / count


def peer_minhash(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, Kind]]]) -> float:
    """Questions and additions a second of a MinHashLSH that holds ``texts``."""
    from datasketch import MinHashLSH

    index = MinHashLSH(threshold=0.6, num_perm=128)
    for number, text in enumerate(texts):
        index.insert(number, minhash_of(text))
    started = time.perf_counter()
    for number, article in enumerate(articles):
        for place, (text, _) in enumerate(article):
            made = minhash_of(text)
            index.query(made)
            index.insert((number, place), made)
    return sum(map(len, articles)) / (time.perf_counter() - started)


def peer_simhash(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, Kind]]]) -> float:
    """The same for SimHash with four bands of 16 bits."""
    bands: dict[tuple[int, int], list[int]] = {}

    def ask(value: int) -> None:
        for band in range(4):
            held = bands.setdefault((band, value >> 16 * band & 0xFFFF), [])
            any((value ^ other).bit_count() <= 6 for other in held)
            held.append(value)

    for text in texts:
        ask(simhash_of(text))
    started = time.perf_counter()
    for article in articles:
        for text, _ in article:
            ask(simhash_of(text))
    return sum(map(len, articles)) / (time.perf_counter() - started)


def peer_rapidfuzz(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, Kind]]]) -> float:
    """Questions a second of the best match among all of ``texts``."""
    from rapidfuzz import fuzz, process

    few = [text for text, _ in articles[0]][:3]
    started = time.perf_counter()
    for text in few:
        process.extractOne(text, texts, scorer=fuzz.ratio, score_cutoff=85)
    return len(few) / (time.perf_counter() - started)


def memory() -> float:
    """Megabytes that this process holds now (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def main(paragraphs: int) -> None:
    """Prints a table and, last, our figures."""
    chance = random.Random(11)
    words = vocabulary(chance)
    texts = [paragraph(chance, words) for _ in range(paragraphs)]
    picked = iter(chance.sample(texts, ARTICLE * (ARTICLES + 1)))
    articles = [arrivals(chance, words, picked) for _ in range(ARTICLES)]
    with tempfile.TemporaryDirectory() as folder:
        before = memory()
        database = Library.open(f"sqlite:///{Path(folder) / 'speed.db'}").database
        with database.write() as connection:
            fill(connection, texts)
        ours(database, [arrivals(chance, words, picked)], paragraphs + 1)
        speed, right = ours(database, articles, paragraphs + 1 + ARTICLE)
        used = memory() - before
    rows: list[list[object]] = [["verbatim", speed, "on disk"]]
    few = texts[:: max(1, len(texts) // 20_000)]
    rows.append([f"MinHashLSH, {len(few):,} stored", peer_minhash(few, articles), "in memory"])
    rows.append([f"SimHash, {len(few):,} stored", peer_simhash(few, articles), "in memory"])
    rows.append(["rapidfuzz, one by one", peer_rapidfuzz(texts, articles), "in memory"])
    print(table(["verdicts a second", "", ""], rows))
    finish({"paragraphs": paragraphs, "verdicts_per_second": speed, "right": right, "megabytes": used})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
