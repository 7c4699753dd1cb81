"""How fast duplicates are found beside many stored paragraphs: python -m tests.bench.duplicate_speed [PARAGRAPHS]

Made-up paragraphs fill a database on disk (texts and sketches, no postings: they decide nothing). Then articles of
15 paragraphs go through ``Library.add``: a third of each new, a third reposts under a dateline and a sentence
shorter, a third with a figure changed. Reported apart: what the verdicts take of that (normal form, fingerprint,
sketch, candidates, alignment, storing sketches), and all of adding with language, sentences, postings and commit;
each by the clock and by processor time, as machines are shared. The peers keep everything in memory.
"""

from __future__ import annotations

import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, insert, select

from index import Library
from index.analysis.tokenizer import ANALYSER
from index.dedup.compare.verdict import VerdictKind
from index.dedup.fingerprints import fingerprint, sketch
from index.indexing import draft, plan
from index.store.contents import sketches
from index.store.schema import collection, content, occurrence
from tests.bench.report import finish, table
from tests.bench.similarity import minhash_of, simhash_of

Words = tuple[list[str], list[float]]
ARTICLE = 15
ARTICLES = 40
WARM = 4


@dataclass(slots=True)
class Watch:
    """Time spent in some functions, by the clock and by the processor."""

    clock: float = 0.0
    processor: float = 0.0

    @contextmanager
    def on(self, *functions: tuple[object, str]) -> Iterator[None]:
        """Counts calls of these attributes of modules while the block runs."""
        with ExitStack() as stack:
            for owner, name in functions:
                stack.enter_context(patch.object(owner, name, self._timed(getattr(owner, name))))
            yield

    def _timed(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*args: Any, **named: Any) -> Any:
            clock, processor = time.perf_counter(), time.process_time()
            try:
                return function(*args, **named)
            finally:
                self.clock += time.perf_counter() - clock
                self.processor += time.process_time() - processor

        return timed


# Nothing of what these do is done for another purpose.
VERDICT = (
    (draft, "normal_form"),
    (draft, "fingerprint_of"),
    (draft, "sketch_of"),
    (plan, "judge"),
    (sketches, "rows_of"),
    (sketches, "write"),
)


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
    row = {"id": 1, "name": "bench", "analyser": ANALYSER, "next_content": len(texts) + 1}
    connection.execute(insert(collection), [row])
    for start in range(0, len(texts), 1000):
        some = dict(enumerate(texts[start : start + 1000], start + 1))
        connection.execute(insert(content), [_row(number, text, fingerprint(text)) for number, text in some.items()])
        sketches.add(connection, 1, {number: sketch(text) for number, text in some.items()})


def _row(number: int, text: str, mark: bytes) -> dict[str, Any]:
    return {
        "collection_id": 1, "id": number, "fingerprint": mark, "text": text, "sentences": b"",
        "language": "und", "views": b"",
    }  # fmt: skip


def arrivals(chance: random.Random, words: Words, texts: Iterator[str]) -> list[tuple[str, VerdictKind]]:
    """One article, with what each paragraph is."""
    made: list[tuple[str, VerdictKind]] = []
    for _ in range(ARTICLE // 3):
        made.append((paragraph(chance, words), VerdictKind.NEW))
        one, two = next(texts), next(texts)
        made.append(("PARIS (AFP) - " + one[: one.rindex(".", 0, -1) + 1], VerdictKind.DUPLICATE))
        place = next(place for place, character in enumerate(two) if character.isdigit())
        made.append((f"{two[:place]}{(int(two[place]) + 1) % 10}{two[place + 1 :]}", VerdictKind.CHANGED))
    return made


def ours(library: Library, articles: Sequence[Sequence[tuple[str, VerdictKind]]], tag: str) -> dict[str, float]:
    """Verdicts and whole additions a second, paragraphs counted; and the share of right verdicts."""
    verdicts, whole = Watch(), Watch()
    with whole.on((library, "add")), verdicts.on(*VERDICT):
        ids = [
            library.add(
                collection="bench", key=f"{tag} {number}", text="\n\n".join(text for text, _ in article)
            ).article_id
            for number, article in enumerate(articles)
        ]
    right = 0
    with library.database.read() as connection:
        for article_id, article in zip(ids, articles, strict=True):
            query = select(occurrence.c.verdict).where(occurrence.c.article_id == article_id)
            given = connection.scalars(query.order_by(occurrence.c.position))
            right += sum(one == kind for one, (_, kind) in zip(given, article, strict=True))
    count = sum(map(len, articles))
    return {
        "verdicts_per_second": count / verdicts.clock,
        "verdicts_per_processor_second": count / verdicts.processor,
        "added_per_second": count / whole.clock,
        "added_per_processor_second": count / whole.processor,
        "right": right / count,
    }


def peer_minhash(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, VerdictKind]]]) -> float:
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


def peer_simhash(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, VerdictKind]]]) -> float:
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


def peer_rapidfuzz(texts: Sequence[str], articles: Sequence[Sequence[tuple[str, VerdictKind]]]) -> float:
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
    picked = iter(chance.sample(texts, ARTICLE * (ARTICLES + WARM)))
    articles = [arrivals(chance, words, picked) for _ in range(ARTICLES)]
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(f"sqlite:///{Path(folder) / 'speed.db'}")
        with library.database.write() as connection:
            fill(connection, texts)
        # The first articles load what is loaded once (detector, splitter, tables); the rest shows what adding keeps.
        ours(library, [arrivals(chance, words, picked) for _ in range(WARM)], "first")
        before = memory()
        figures = ours(library, articles, "then")
        used = memory() - before
    rows: list[list[object]] = [["verbatim, verdicts", figures["verdicts_per_second"], "on disk"]]
    rows.append(["the same by processor time", figures["verdicts_per_processor_second"], "on disk"])
    rows.append(["verbatim, whole adds", figures["added_per_second"], "on disk"])
    rows.append(["the same by processor time", figures["added_per_processor_second"], "on disk"])
    few = texts[:: max(1, len(texts) // 20_000)]
    rows.append([f"MinHashLSH, {len(few):,} stored", peer_minhash(few, articles), "in memory"])
    rows.append([f"SimHash, {len(few):,} stored", peer_simhash(few, articles), "in memory"])
    rows.append(["rapidfuzz, one by one", peer_rapidfuzz(texts, articles), "in memory"])
    print(table(["paragraphs a second", "", ""], rows))
    finish({"paragraphs": paragraphs, **figures, "megabytes": used})


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
