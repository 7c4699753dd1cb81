"""Fits what chooses the answer: python -m tests.bench.answer_weights FILE… [--questions N]

FILE is in SQuAD's layout (.json) or holds conversations (.jsonl). Prints the weights with vectors and by words alone,
as they stand in ``index/ranking/weights.py``, and, out of fold, how often the best paragraph and the best sentence are
right, and how often one of the three best sentences is. Five folds, an article's or a conversation's questions all in
one. A file counts as the root of its size, conversations twice that. To be run after ``tests.bench.fit``, since what it
weighs are scores by words.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from index.ranking.features.answer_features import ANSWER_NAMES
from index.ranking.rerank import ANSWER_WEIGHTS
from tests.bench._evidence import Asked, Seen, collect
from tests.bench._fitting import Choice, Floats, choose, fold_of
from tests.bench.fit import FOLDS, named
from tests.bench.report import finish, table

# Of a question's sentences those that may win, by the weights as they are: the others cost time and change nothing.
KEPT = 50
CONVERSATIONS = 2.0
MEANING = tuple("meaning" in name or name == "best of many" for name in ANSWER_NAMES)


class Fit(NamedTuple):
    """The weights over all questions, and those fitted without each fold."""

    weights: Floats
    folds: list[Floats]


def fitted(asked: Sequence[Asked], *, meaning: bool) -> Fit:
    """Weights that make a sentence which answers the likeliest of a question's."""
    sizes = Counter((each.source.split(".")[0], each.scope) for each in asked)
    choices = []
    for each in asked:
        seen = each.seen.get(meaning)
        if seen is None or not seen.holds.any():
            continue
        likely = np.argsort(-(seen.values @ ANSWER_WEIGHTS[meaning]), kind="stable")[:KEPT]
        kept = np.union1d(likely, np.flatnonzero(seen.holds))
        weight = sizes[each.source.split(".")[0], each.scope] ** -0.5
        weight *= (
            CONVERSATIONS if each.scope in ("chat", "reply") and each.kind and each.source.startswith("chat") else 1
        )
        choices.append(
            Choice(values=seen.values[kept].astype(np.float64), right=seen.holds[kept], weight=weight, group=each.group)
        )
    folds = [choose([each for each in choices if fold_of(each.group, FOLDS) != fold]) for fold in range(FOLDS)]
    weights = choose(choices)
    return Fit(weights if meaning else np.where(MEANING, 0.0, weights), folds)


def outcome(seen: Seen | None, weights: Floats) -> NDArray[np.float64]:
    """Whether the best paragraph, the best sentence, and one of the three best paragraphs' sentences are right."""
    if seen is None:
        return np.zeros(3)
    order = np.argsort(-(seen.values @ weights), kind="stable")
    best = order[np.sort(np.unique(seen.owner[order], return_index=True)[1])[:3]]
    return np.array([seen.right[order[0]], seen.holds[order[0]], seen.holds[best].any()], dtype=np.float64)


def main() -> None:
    """Prints the shares out of fold, the weights, and the shares as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answer_weights", description=__doc__.split("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    given = parser.parse_args()
    asked = [each for file in given.files for each in collect(file, given.questions) if each.answerable]
    measured: dict[str, dict[str, float]] = {}
    columns = ["paragraph", "sentence", "one of three"]
    printed = []
    for meaning in (True, False):
        fit = fitted(asked, meaning=meaning)
        groups: dict[str, list[NDArray[np.float64]]] = {}
        for each in asked:
            name = " ".join(filter(None, (each.source, each.scope, each.kind, "" if meaning else "by words")))
            groups.setdefault(name, []).append(outcome(each.seen.get(meaning), fit.folds[fold_of(each.group, FOLDS)]))
        measured |= {
            name: dict(zip(columns, np.mean(found, axis=0).round(4).tolist(), strict=True))
            for name, found in sorted(groups.items())
        }
        weights = {name: value for name, value in zip(ANSWER_NAMES, fit.weights.tolist(), strict=True) if value}
        printed.append(named("ANSWER" if meaning else "ANSWER_BY_WORDS", weights))
    print(table(["out of fold", *columns], [[name, *each.values()] for name, each in measured.items()]))
    print("\n".join(printed))
    finish(measured)


if __name__ == "__main__":
    main()
