"""How long a summary takes: ``python -m tests.bench.summary_speed [--no-peer]``. sumy's LexRank in the same run."""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from functools import partial

from index.summaries.algorithms import classic, model
from index.summaries.summarize import Document, choose
from tests.bench.report import finish, table

SIZES = (50, 1_000, 5_000)
SYLLABLES = ("ka", "ro", "min", "tes", "dal", "vor", "eth", "lin", "sur", "ob", "pre", "con", "ta", "ner", "ish", "gul")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-peer", action="store_true", help="leave out sumy's LexRank, which takes long")
    options = parser.parse_args(arguments)
    figures: dict[str, float] = {}
    choose(article(10), 3)
    for size in SIZES:
        document = article(size)
        figures[f"p50_ms_{size}"] = _p50(partial(choose, document, 5), rounds=9)
    if not options.no_peer:
        document = article(1_000)
        figures["sumy_lexrank_ms_1000"] = _p50(partial(lexrank, document, 5), rounds=1)
        figures["times_faster"] = round(figures["sumy_lexrank_ms_1000"] / figures["p50_ms_1000"], 1)
    print(table(("", "value"), figures.items()))
    finish(figures)


def article(size: int) -> Document:
    """A made-up article: sentences of 8 to 34 words out of 9,000, the frequent ones far more frequent (`Zipf 1949`)."""
    chance = random.Random(size)
    words = ["".join(chance.choices(SYLLABLES, k=chance.randint(1, 4))) for _ in range(9_000)]
    weights = [1 / (rank + 2) for rank in range(len(words))]
    made = [chance.choices(words, weights, k=chance.randint(8, 34)) for _ in range(size)]
    texts = [" ".join(each).capitalize() + "." for each in made]
    return Document.build([texts[start : start + 3] for start in range(0, size, 3)], language="en")


def lexrank(document: Document, count: int) -> None:
    """sumy's own LexRank on the same sentences, whatever their number."""
    texts = [sentence.text for sentence in document.sentences]
    paged = model(texts, [sentence.paragraph for sentence in document.sentences])
    classic("lexrank", document.language, None, paged)(paged, count)


def _p50(work: Callable[[], object], *, rounds: int) -> float:
    spent = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        spent.append(1_000 * (time.perf_counter() - start))
    return round(statistics.median(spent), 2)


if __name__ == "__main__":
    main()
