"""Fits the confidence: python -m tests.bench.confidence FILE… [--questions N]

FILE is in SQuAD's layout (.json) or holds conversations (.jsonl). Two probabilities, each with vectors and by words
alone: that the first sentence answers, and that anything in scope does. Answerable questions against the same ones
asked where their article is not, and those that nothing answers. Each side, scope and file counts as the root of its
size, conversations three times that, and questions on the subject that nothing answers a fifth: few of these can be
told from others. Prints ``index/ranking/confidence_weights.py`` and, out of fold, the area under the ROC curve by file.
To be run after ``tests.bench.answer_weights``.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ranking.confidence import scaled
from tests.bench._evidence import Asked, collect
from tests.bench._fitting import Floats, fold_of, separate
from tests.bench.fit import FOLDS, named
from tests.bench.report import finish, table

CONVERSATIONS = 3.0
NEAR = 0.2


def area(high: Floats, low: Floats) -> float:
    """How often one of ``high`` is above one of ``low``, ties counting half (Mann and Whitney)."""
    low = np.sort(low)
    found = np.searchsorted(low, high, side="left") + np.searchsorted(low, high, side="right")
    return float(found.mean() / 2 / len(low)) if len(high) and len(low) else 0.0


def counts(asked: Sequence[Asked]) -> Floats:
    """What each question counts."""
    cells = [(each.source.split(".")[0], each.scope, each.answerable, each.near) for each in asked]
    sizes = Counter(cells)
    weights = np.array([sizes[cell] ** -0.5 for cell in cells])
    weights *= [CONVERSATIONS if each.source.startswith("chat") else 1.0 for each in asked]
    return np.asarray(weights * [NEAR if each.near and not each.source.startswith("chat") else 1.0 for each in asked])


def scale_of(found: Sequence[Mapping[str, float]]) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation of each signal."""
    values = {name: np.array([each[name] for each in found]) for name in found[0]}
    return {name: (float(each.mean()), max(float(each.std()), 1e-4)) for name, each in values.items()}


def out_of_fold(values: Floats, target: NDArray[np.bool_], weights: Floats, folds: NDArray[np.int64]) -> Floats:
    """Each question's log odds by weights fitted without its fold."""
    odds = np.zeros(len(target))
    for fold in range(FOLDS):
        rest, mine = folds != fold, folds == fold
        fit = separate(values[rest], target[rest], weights[rest])
        odds[mine] = fit[0] + values[mine] @ fit[1:]
    return odds


def main() -> None:
    """Prints the areas out of fold, the weights, and the areas as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.confidence", description=__doc__.split("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    given = parser.parse_args()
    everything = [each for file in given.files for each in collect(file, given.questions)]
    measured: dict[str, dict[str, float]] = {}
    printed = []
    for meaning in (True, False):
        suffix = "" if meaning else "_BY_WORDS"
        asked = [each for each in everything if each.seen.get(meaning) is not None]
        seen = [each.seen[meaning] for each in asked]
        kept = [each for each in seen if each is not None]
        scale = scale_of([each.signals for each in kept])
        rows = [scaled(each.signals, scale) for each in kept]
        values = np.array([list(row.values()) for row in rows])
        first = np.array([bool(each.holds[each.best[0]]) for each in kept])
        answerable = np.array([each.answerable for each in asked])
        folds = np.array([fold_of(each.group, FOLDS) for each in asked])
        weights = counts(asked)
        lines = [f'    "{name}": ({mean:.4f}, {spread:.4f}),' for name, (mean, spread) in scale.items()]
        printed.append("\n".join([f"SIGNALS{suffix}: Final[dict[str, tuple[float, float]]] = {{", *lines, "}"]))
        odds = {}
        for name, target in (("RIGHT", first), ("ANSWERED", answerable)):
            odds[name] = out_of_fold(values, target, weights, folds)
            fit = separate(values, target, weights)
            printed.append(named(name + suffix, dict(zip(["constant", *rows[0]], fit.tolist(), strict=True))))
        sources = np.array([f"{each.source} {each.scope}" for each in asked])
        near = np.array([each.near for each in asked])
        for source in sorted(set(sources)):
            mine = sources == source
            measured[f"{source}{'' if meaning else ', by words'}"] = {
                "answered, elsewhere": round(
                    area(odds["ANSWERED"][mine & answerable], odds["ANSWERED"][mine & ~answerable & ~near]), 4
                ),
                "answered, on the subject": round(
                    area(odds["ANSWERED"][mine & answerable], odds["ANSWERED"][mine & ~answerable & near]), 4
                ),
                "right, of the answerable": round(
                    area(odds["RIGHT"][mine & first], odds["RIGHT"][mine & answerable & ~first]), 4
                ),
            }
    columns = list(next(iter(measured.values())))
    print(table(["area, out of fold", *columns], [[name, *each.values()] for name, each in measured.items()]))
    print("\n".join(printed))
    finish(measured)


if __name__ == "__main__":
    main()
