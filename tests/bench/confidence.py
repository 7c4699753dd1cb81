"""Fits the confidence: python -m tests.bench.confidence FILE… [--questions N]

Answerable questions against the same ones asked where their article is not (``tests.bench.unanswerable`` says where)
and those listed as unanswerable, both scopes, each side and file counting the same. Prints the weights as they stand
in ``index/ranking/weights.py``, shifted so that 0.5 keeps false answers in article scope at 4.2 in a hundred (the
listed ones apart); and how well each file does with weights fitted to the others.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.ranking.features.paragraph_features import PARAGRAPH_FEATURES
from index.ranking.rerank import fuse, scaled, signals, table
from index.ranking.weights import PARAGRAPH
from tests.bench import report
from tests.bench._fitting import Floats, separate
from tests.bench._squad import Filled, load
from tests.bench.fit import named, seen
from tests.bench.unanswerable import in_articles, in_chats

FALSE_ANSWERS = 0.042
# Of 3e-4, 1e-3 and 3e-3 what separates best on a file that was not fitted to.
RIDGE = 3e-4


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """What the confidence saw of a question, whether its answer was there, and where it was asked.

    ``close`` marks a question that the file lists as unanswerable: most are about the article all the same.
    """

    stem: str
    scope: str
    answerable: bool
    close: bool
    found: Mapping[str, float] | None


def noticed(held: Filled, question: str) -> dict[str, float] | None:
    """The signals of the candidate that comes first; ``None`` where nothing is found."""
    looked = seen(held, question)
    if looked is None:
        return None
    scores = fuse(table(looked[1], PARAGRAPH_FEATURES), PARAGRAPH_FEATURES, PARAGRAPH)
    return signals(looked[1], scores, int(np.argmax(scores)))


def collect(file: Path, most: int | None) -> list[Example]:
    """Every question of a file, both scopes, both ways."""
    topics = load(file, most=most)
    stem = file.name.split(".")[0]
    examples = []
    for scope, (here, elsewhere, listed) in (
        ("article", in_articles(topics, noticed)),
        ("chat", in_chats(topics, noticed)),
    ):
        for answerable, close, side in ((True, False, here), (False, False, elsewhere), (False, True, listed)):
            examples += [
                Example(stem=stem, scope=scope, answerable=answerable, close=close, found=each) for each in side
            ]
    return examples


def matrix(examples: Sequence[Example], names: Sequence[str]) -> tuple[Floats, NDArray[np.bool_], Floats]:
    """Signals, answers and weights of the examples that found anything."""
    kept = [each for each in examples if each.found is not None]
    values = np.array([[each.found[name] for name in names] for each in kept if each.found is not None])
    answerable = np.array([each.answerable for each in kept])
    groups = [(each.stem, each.scope, each.answerable) for each in kept]
    sizes = Counter(groups)
    # A large file counts more than a small one, but not as much more as it is larger.
    return values, answerable, np.array([sizes[group] ** -0.4 for group in groups])


def judge(examples: Sequence[Example], names: Sequence[str], weights: Floats) -> Floats:
    """Each example's log odds; very low where nothing was found."""
    return np.array(
        [
            -50.0
            if each.found is None
            else weights[0] + sum(w * each.found[n] for w, n in zip(weights[1:], names, strict=True))
            for each in examples
        ]
    )


def shifted(examples: Sequence[Example], names: Sequence[str], weights: Floats) -> Floats:
    """The same weights with a constant that puts log odds 0 where false answers in article scope are few enough."""
    odds = judge(examples, names, weights)
    limits = []
    for stem in sorted({each.stem for each in examples}):
        false = [
            odd
            for odd, each in zip(odds, examples, strict=True)
            if each.stem == stem and each.scope == "article" and not each.answerable and not each.close
        ]
        limits.append(float(np.quantile(false, 1 - FALSE_ANSWERS)))
    return np.append(weights[0] - np.mean(limits), weights[1:])


def quality(examples: Sequence[Example], odds: Floats, scope: str) -> list[float]:
    """The area under the ROC curve, the share kept, and the share of false answers, in one scope."""
    here = np.array([odd for odd, each in zip(odds, examples, strict=True) if each.scope == scope and each.answerable])
    other = np.sort(
        [odd for odd, each in zip(odds, examples, strict=True) if each.scope == scope and not each.answerable]
    )
    below = np.searchsorted(other, here, side="left") + np.searchsorted(other, here, side="right")
    return [float(below.mean() / 2 / len(other)), float((here >= 0).mean()), float((other >= 0).mean())]


def spread(examples: Sequence[Example]) -> dict[str, tuple[float, float]]:
    """Mean and standard deviation of each signal."""
    found = [each.found for each in examples if each.found is not None]
    values = {name: np.array([each[name] for each in found]) for name in found[0]}
    return {name: (float(each.mean()), float(each.std()) + 1e-6) for name, each in values.items()}


def main() -> None:
    """Prints a row a file and scope, held out, and the weights over all files."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.confidence", description=__doc__.split("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--questions", type=int)
    given = parser.parse_args()
    examples = [each for file in given.files for each in collect(file, given.questions)]
    scale = spread(examples)
    examples = [replace(each, found=None if each.found is None else scaled(each.found, scale)) for each in examples]
    names = list(next(each.found for each in examples if each.found))
    rows = []
    for stem in sorted({each.stem for each in examples}):
        rest = [each for each in examples if each.stem != stem] or examples
        mine = [each for each in examples if each.stem == stem]
        odds = judge(mine, names, shifted(rest, names, separate(*matrix(rest, names), RIDGE)))
        rows += [[f"{stem} {scope}", *quality(mine, odds, scope)] for scope in ("article", "chat")]
    print(report.table(["held out", "auroc", "kept", "false"], rows))
    weights = shifted(examples, names, separate(*matrix(examples, names), RIDGE))
    lines = [f'    "{name}": ({mean:.4f}, {deviation:.4f}),' for name, (mean, deviation) in scale.items()]
    print("\n".join(["SIGNALS: Final[dict[str, tuple[float, float]]] = {", *lines, "}"]))
    print(named("CONFIDENCE", dict(zip(["constant", *names], weights.tolist(), strict=True))))
    report.finish({str(row[0]): row[1:] for row in rows})


if __name__ == "__main__":
    main()
