"""Does it know when nothing answers: python -m tests.bench.unanswerable FILE [--questions N]

Each question is asked where its article is, and where it is not: in article scope of the next article in the file, in
chat scope of the half of the file without it. The questions that a file lists as unanswerable are asked where their
article is. The last line is JSON: the area under the ROC curve in both scopes, and at the shipped threshold, in
article scope, the share of answerable questions that are answered and of unanswerable ones that are.
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
    return rank(held.connection, held.collection_id, question, limit=1)


def texts(topic: Topic) -> list[str]:
    """The topic's answerable questions."""
    return [each.text for each in topic.questions]


def in_articles(topics: Sequence[Topic], ask: Ask[T]) -> Found[T]:
    """Each question asked of its own article, and of the next one."""
    here: list[T] = []
    elsewhere: list[T] = []
    listed: list[T] = []
    for number, topic in enumerate(topics):
        with filled([topic]) as held:
            here += [ask(held, text) for text in texts(topic)]
            listed += [ask(held, text) for text in topic.unanswerable]
            if len(topics) > 1:
                elsewhere += [ask(held, text) for text in texts(topics[number - 1])]
    return here, elsewhere, listed


def in_chats(topics: Sequence[Topic], ask: Ask[T]) -> Found[T]:
    """Each question asked of all articles together, and of the half without its own."""
    half = len(topics) // 2
    elsewhere: list[T] = []
    for mine, others in ((topics[:half], topics[half:]), (topics[half:], topics[:half])):
        if mine and others:
            with filled(others) as held:
                elsewhere += [ask(held, text) for topic in mine for text in texts(topic)]
    with filled(topics) as held:
        here = [ask(held, text) for topic in topics for text in texts(topic)]
        listed = [ask(held, text) for topic in topics for text in topic.unanswerable]
    return here, elsewhere, listed


def auroc(here: Sequence[Ranking], not_here: Sequence[Ranking]) -> float:
    """How often an answerable question has the higher confidence of the two, ties counting half (Mann and Whitney)."""
    high = np.array([each.confidence for each in here])
    low = np.sort([each.confidence for each in not_here])
    below = np.searchsorted(low, high, side="left")
    equal = np.searchsorted(low, high, side="right") - below
    return float((below + equal / 2).sum() / max(len(high) * len(low), 1))


def answered(rankings: Sequence[Ranking]) -> float:
    """The share that is over the threshold."""
    return sum(each.answers for each in rankings) / max(len(rankings), 1)


def main() -> None:
    """Prints a row a scope and, last, the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.unanswerable", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    given = parser.parse_args()
    if not given.file.exists():
        print(f"{given.file} is not here; nothing measured")
        return
    topics = load(given.file, most=given.questions)
    scopes = {"article": in_articles(topics, ranked), "chat": in_chats(topics, ranked)}
    rows = [
        [scope, auroc(here, [*elsewhere, *listed]), answered(here), answered(elsewhere), answered(listed), len(here)]
        for scope, (here, elsewhere, listed) in scopes.items()
    ]
    print(table([given.file.name, "auroc", "kept", "false, elsewhere", "false, listed", "questions"], rows))
    here, elsewhere, listed = scopes["article"]
    figures = {
        "auroc_article": auroc(here, [*elsewhere, *listed]),
        "auroc_chat": auroc(scopes["chat"][0], [*scopes["chat"][1], *scopes["chat"][2]]),
        "kept": answered(here),
        "false_answers": answered([*elsewhere, *listed]),
    }
    finish({name: round(value, 4) for name, value in figures.items()})


if __name__ == "__main__":
    main()
