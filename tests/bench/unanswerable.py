"""Does it know when nothing answers: python -m tests.bench.unanswerable FILE [--questions N] [--meaning on|off]

Each question is asked where its article is, and where it is not: in article scope of the next article in the file, in
chat scope of the half of the file without it. The questions that a file lists as unanswerable are asked where their
article is. With and without vectors, or as ``--meaning`` says. The last line is JSON, with vectors if they were
measured: the area under the ROC curve in both scopes; in article scope that of the listed questions alone; and of the
answerable questions, and of those that nothing answers, the share that gets an answer, surely or perhaps (``kept``,
``false_answers``), or surely (``plain_kept``; ``plain_listed`` of the listed ones).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from index.search.retrieval import Ranking, rank
from tests.bench._squad import Filled, Topic, filled, load
from tests.bench.report import finish, table

T = TypeVar("T")
Ask = Callable[[Filled, str], T]
Found = tuple[list[T], list[T], list[T]]
"""What answerable questions find, the same asked elsewhere, and those listed as unanswerable."""


def ranked(held: Filled, question: str) -> Ranking:
    """What the shipped ranking finds."""
    return rank(held.connection, held.collection_id, question, limit=1, vector=held.vector(question))


def texts(topic: Topic) -> list[str]:
    """The topic's answerable questions."""
    return [each.text for each in topic.questions]


def in_articles(topics: Sequence[Topic], ask: Ask[T], *, meaning: bool) -> Found[T]:
    """Each question asked of its own article, and of the next one."""
    here: list[T] = []
    elsewhere: list[T] = []
    listed: list[T] = []
    for number, topic in enumerate(topics):
        with filled([topic], meaning=meaning) as held:
            here += [ask(held, text) for text in texts(topic)]
            listed += [ask(held, text) for text in topic.unanswerable]
            if len(topics) > 1:
                elsewhere += [ask(held, text) for text in texts(topics[number - 1])]
    return here, elsewhere, listed


def in_chats(topics: Sequence[Topic], ask: Ask[T], *, meaning: bool) -> Found[T]:
    """Each question asked of all articles together, and of the half without its own."""
    half = len(topics) // 2
    elsewhere: list[T] = []
    for mine, others in ((topics[:half], topics[half:]), (topics[half:], topics[:half])):
        if mine and others:
            with filled(others, meaning=meaning) as held:
                elsewhere += [ask(held, text) for topic in mine for text in texts(topic)]
    with filled(topics, meaning=meaning) as held:
        here = [ask(held, text) for topic in topics for text in texts(topic)]
        listed = [ask(held, text) for topic in topics for text in topic.unanswerable]
    return here, elsewhere, listed


def auroc(here: Sequence[Ranking], not_here: Sequence[Ranking]) -> float:
    """How often an answerable question is the likelier of the two, ties counting half (Mann and Whitney)."""
    high = np.array([each.answered for each in here])
    low = np.sort([each.answered for each in not_here])
    below = np.searchsorted(low, high, side="left")
    equal = np.searchsorted(low, high, side="right") - below
    return float((below + equal / 2).sum() / max(len(high) * len(low), 1))


def answered(rankings: Sequence[Ranking]) -> float:
    """The share that gets an answer, surely or perhaps."""
    return sum(each.answers for each in rankings) / max(len(rankings), 1)


def plain(rankings: Sequence[Ranking]) -> float:
    """The share that surely gets one."""
    return sum(each.sure for each in rankings) / max(len(rankings), 1)


def measure(topics: Sequence[Topic], *, meaning: bool) -> tuple[list[list[object]], dict[str, float]]:
    """A row a scope, and the figures."""
    scopes = {
        "article": in_articles(topics, ranked, meaning=meaning),
        "chat": in_chats(topics, ranked, meaning=meaning),
    }
    name = "meaning on" if meaning else "meaning off"
    rows: list[list[object]] = [
        [
            f"{scope}, {name}",
            *(auroc(here, [*elsewhere, *listed]), auroc(here, listed)),
            *(share(each) for share in (answered, plain) for each in (here, elsewhere, listed)),
            len(here),
        ]
        for scope, (here, elsewhere, listed) in scopes.items()
    ]
    here, elsewhere, listed = scopes["article"]
    figures = {
        "auroc_article": auroc(here, [*elsewhere, *listed]),
        "auroc_chat": auroc(scopes["chat"][0], [*scopes["chat"][1], *scopes["chat"][2]]),
        "auroc_listed": auroc(here, listed),
        "kept": answered(here),
        "false_answers": answered([*elsewhere, *listed]),
        "plain_kept": plain(here),
        "plain_listed": plain(listed),
    }
    return rows, {name: round(value, 4) for name, value in figures.items()}


def main() -> None:
    """Prints a row a scope and, last, the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.unanswerable", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    parser.add_argument("--meaning", choices=("on", "off"))
    given = parser.parse_args()
    if not given.file.exists():
        print(f"{given.file} is not here; nothing measured")
        return
    topics = load(given.file, most=given.questions)
    modes = {"on": [True], "off": [False], None: [True, False]}[given.meaning]
    measured = [measure(topics, meaning=mode) for mode in modes]
    kinds = ("here", "elsewhere", "listed")
    columns = ["auroc", "auroc, listed", *(f"kept, {kind}" for kind in kinds), *(f"plainly, {kind}" for kind in kinds)]
    print(table([given.file.name, *columns, "questions"], [row for rows, _ in measured for row in rows]))
    finish(measured[0][1])


if __name__ == "__main__":
    main()
