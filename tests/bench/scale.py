"""A library of a million paragraphs: python -m tests.bench.scale [--paragraphs N] [--collections N] [--few N]
[--database sqlite|postgresql] [--processes N] [--questions N] [--seed N]

Made-up articles of fifteen paragraphs, evenly over so many collections, added through the library a collection a
transaction. Asked first when the first collections hold ``--few`` paragraphs together, and again when all are there:
each question in a collection drawn anew, six words of one of its paragraphs. Then some collections are forgotten, and
every table is searched for what they left. Prints a table and, last, one line of JSON; progress goes to stderr.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from typing import Any

import numpy as np
from sqlalchemy import func, make_url, select, text

from index import Library
from index.analysis.tokenizer import stop_words
from index.store.schema import collection, metadata
from tests.bench._databases import DATABASES, opened
from tests.bench.report import finish, table

_ARTICLE = 15
_WORDS = 60
_VOCABULARY = 30_000
# Collections that one task fills, and how many are forgotten in the end.
_TASK = 10
_FORGOTTEN = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Newspaper:
    """Made-up English, each collection's reproducible from the seed: words by Zipf's law from one vocabulary."""

    seed: int
    words: tuple[str, ...]
    below: np.ndarray[Any, np.dtype[np.float64]]

    def paragraphs(self, number: int, count: int) -> list[str]:
        """The paragraphs of that collection, three sentences each."""
        random = np.random.default_rng([self.seed, number])
        drawn = self.below.searchsorted(random.random((count, 3, _WORDS // 3)))
        return [
            " ".join(" ".join(self.words[each] for each in sentence).capitalize() + "." for sentence in paragraph)
            for paragraph in drawn.tolist()
        ]


@cache
def founded(seed: int) -> Newspaper:
    """A newspaper with a vocabulary whose hundred commonest words are English stop words."""
    random = np.random.default_rng(seed)
    common = sorted(stop_words("en"), key=lambda word: (len(word), word))[50:150]
    letters = "".join(np.array(list("etaoinshrdlucmfwypvbgkjq"))[random.integers(0, 24, 9 * _VOCABULARY)])
    rare = [letters[9 * rank : 9 * rank + 4 + rank % 6] for rank in range(_VOCABULARY - len(common))]
    below = np.cumsum(1 / np.arange(1, _VOCABULARY + 1))
    return Newspaper(seed=seed, words=(*common, *rare), below=below / below[-1])


def fill(url: str, seed: int, numbers: Sequence[int], each: int) -> int:
    """Adds ``each`` paragraphs to every one of these collections; how many paragraphs that was."""
    newspaper = founded(seed)
    with Library.open(url) as library:
        for number in numbers:
            texts = newspaper.paragraphs(number, each)
            with library.transaction() as connection:
                for start in range(0, each, _ARTICLE):
                    body = "\n\n".join(texts[start : start + _ARTICLE])
                    library.add(collection=f"chat {number}", key=str(start), text=body, within=connection)
    return len(numbers) * each


def filled(url: str, seed: int, numbers: range, each: int, processes: int) -> float:
    """Fills these collections, with so many processes; the seconds that it took."""
    begun, done = time.perf_counter(), 0
    tasks = [numbers[at : at + _TASK] for at in range(0, len(numbers), _TASK)]
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        for task in as_completed([pool.submit(fill, url, seed, list(task), each) for task in tasks]):
            done += task.result()
            took = time.perf_counter() - begun
            left = took / done * (len(numbers) * each - done)
            print(f"{done:,} paragraphs added in {took:,.0f} s, {left:,.0f} s left", file=sys.stderr)
    return time.perf_counter() - begun


def asking(library: Library, newspaper: Newspaper, numbers: range, each: int, count: int) -> dict[str, float]:
    """Milliseconds that a question takes, in collections drawn at random, median and 95th percentile."""
    random = np.random.default_rng([newspaper.seed, len(numbers)])
    took, found = [], 0
    for number in random.choice(np.array(numbers), count).tolist():
        words = random.choice(newspaper.paragraphs(number, each)).split()
        question = " ".join(random.choice(words, 6))
        start = time.perf_counter()
        answer = library.ask(collection=f"chat {number}", question=question)
        took.append((time.perf_counter() - start) * 1000)
        found += bool(answer.passages or answer.closest)
    p50, p95 = np.percentile(took, [50, 95])
    return {"p50": float(p50), "p95": float(p95), "found": found / count}


def forgetting(library: Library, numbers: Sequence[int]) -> Iterator[tuple[float, int]]:
    """For each of these collections: the seconds until it is gone for good, and the rows that it left all the same."""
    for number in numbers:
        name = f"chat {number}"
        with library.database.read() as connection:
            owner = connection.scalar(select(collection.c.id).where(collection.c.name == name))
        start = time.perf_counter()
        library.forget(collection=name)
        took = time.perf_counter() - start
        with library.database.read() as connection:
            # The first column of every key says whose a row is; a collection's own is its id.
            owners = [next(iter(each.primary_key.columns)) for each in metadata.tables.values()]
            left = sum(connection.scalar(select(func.count()).where(each == owner)) or 0 for each in owners)
        yield took, left


def size(library: Library) -> int:
    """The bytes that the database takes on disk, its log apart."""
    with library.database.read() as connection:
        if library.database.sqlite:
            pages = connection.scalar(text("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"))
        else:
            pages = connection.scalar(select(func.pg_database_size(make_url(library.database.engine.url).database)))
    return int(pages or 0)


def measured(url: str, given: argparse.Namespace) -> dict[str, Any]:
    """All figures, of a new database."""
    each = given.paragraphs // given.collections
    few, every = range(max(1, given.few // each)), range(given.collections)
    newspaper = founded(given.seed)
    with Library.open(url) as library:
        empty = size(library)
    took = filled(url, given.seed, few, each, given.processes)
    with Library.open(url) as library:
        asking(library, newspaper, few, each, 20)
        before = asking(library, newspaper, few, each, given.questions)
    took += filled(url, given.seed, every[len(few) :], each, given.processes)
    with Library.open(url) as library:
        asking(library, newspaper, every, each, 20)
        after = asking(library, newspaper, every, each, given.questions)
        held = size(library) - empty
        gone = list(forgetting(library, every[:: max(1, len(every) // _FORGOTTEN)][:_FORGOTTEN]))
    written = sum(len(paragraph.encode()) for paragraph in newspaper.paragraphs(0, each))
    return {
        "paragraphs": each * len(every),
        "collections": len(every),
        "ask p50 ms": after["p50"],
        "ask p95 ms": after["p95"],
        f"ask p50 ms at {each * len(few)}": before["p50"],
        "times": after["p50"] / before["p50"],
        "found": after["found"],
        "bytes a paragraph": held / (each * len(every)),
        "of these text": written / each,
        "adding ms a paragraph": took * 1000 / (each * len(every)),
        "forgetting s": max(seconds for seconds, _ in gone),
        "rows left": sum(left for _, left in gone),
    }


def main() -> None:
    """Prints the figures and, last, the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.scale", description=__doc__.split("\n")[0])
    parser.add_argument("--paragraphs", type=int, default=1_000_000)
    parser.add_argument("--collections", type=int, default=5_000)
    parser.add_argument("--few", type=int, default=10_000)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--questions", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with opened(given.database) as url:
        figures = measured(url, given)
    print(table([DATABASES[given.database], ""], [[name, value] for name, value in figures.items()]))
    finish({"database": given.database} | figures)


if __name__ == "__main__":
    main()
