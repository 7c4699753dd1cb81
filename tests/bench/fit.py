"""Fits the second stage: python -m tests.bench.fit FILE… [--questions N]

Prints the weights as they stand in ``index/ranking/weights.py``, and how often the right paragraph and the right
sentence come first, out of fold: five folds, an article's questions all in one. Files that share a stem ("xquad.de",
"xquad.ru") hold the same articles; they share folds, and together count as much as another file does.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import select

from index.models import Span
from index.ranking.features.match_matrix import MatchMatrix, match
from index.ranking.features.paragraph_features import PARAGRAPH_FEATURES
from index.ranking.features.sentence_features import SENTENCE_FEATURES, Feature
from index.ranking.rerank import table
from index.search.retrieval import first_stage, second_look
from index.store.schema import content
from tests.bench import report
from tests.bench._fitting import Choice, Floats, choose, fold_of
from tests.bench._squad import Asked, Filled, Topic, filled, load

FOLDS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A question's two choices, ``None`` where there is nothing to choose; ``found``: the right paragraph is there."""

    source: str
    group: str
    found: bool
    paragraph: Choice | None
    sentence: Choice | None


def seen(held: Filled, question: str) -> tuple[list[int], MatchMatrix] | None:
    """The candidates' content ids and what the second stage sees of them."""
    first = first_stage(held.connection, held.collection_id, question)
    if not len(first.contents):
        return None
    return first.contents.tolist(), match(*second_look(held.connection, held.collection_id, first)[:2])


def look(source: str, group: str, weight: float, held: Filled, asked: Asked, right: frozenset[int]) -> Seen:
    """Both choices of one question."""
    looked = seen(held, asked.text)
    correct = np.array([each in right for each in looked[0]]) if looked else np.zeros(0, dtype=bool)
    if looked is None or not correct.any():
        return Seen(source=source, group=group, found=False, paragraph=None, sentence=None)
    ids, evidence = looked
    sentences = np.isin(evidence.candidates.owner, np.flatnonzero(correct))
    query = select(content.c.text).where(content.c.collection_id == held.collection_id)
    text = held.connection.scalar(query.where(content.c.id == ids[int(np.argmax(correct))])) or ""
    spans = [Span(*span) for span in evidence.candidates.spans[sentences].tolist()]
    holds = np.array([any(answer in span.of(text) for answer in asked.answers) for span in spans])
    paragraph = Choice(values=table(evidence, PARAGRAPH_FEATURES), right=correct, weight=weight, group=group)
    sentence = Choice(values=table(evidence, SENTENCE_FEATURES)[sentences], right=holds, weight=weight, group=group)
    return Seen(
        source=source,
        group=group,
        found=True,
        paragraph=paragraph,
        sentence=sentence if holds.any() and correct.sum() == 1 else None,
    )


def collect(file: Path, topics: Sequence[Topic], weight: float) -> Iterator[Seen]:
    """Every question of a file in both scopes."""
    stem = file.name.split(".")[0]
    for scope, pools in (("article", [[topic] for topic in topics]), ("chat", [list(topics)])):
        for pool in pools:
            with filled(pool) as held:
                for topic, contents in zip(pool, held.contents, strict=True):
                    group = f"{stem} {topics.index(topic)}"
                    for asked in topic.questions:
                        yield look(f"{file.stem} {scope}", group, weight, held, asked, contents[asked.paragraph])


def folded(choices: Sequence[Choice]) -> list[Floats]:
    """For each fold the weights fitted without it."""
    return [
        choose([choice for choice in choices if len(choice.right) > 1 and fold_of(choice.group, FOLDS) != fold])
        for fold in range(FOLDS)
    ]


def shares(found: Sequence[Seen]) -> dict[str, dict[str, float]]:
    """Out of fold, by source: how often the right paragraph comes first, and the right sentence in it."""
    paragraphs = folded([each.paragraph for each in found if each.paragraph])
    sentences = folded([each.sentence for each in found if each.sentence])
    result: dict[str, dict[str, float]] = {}
    for source in sorted({each.source for each in found}):
        mine = [each for each in found if each.source == source]
        result[source] = {
            "first stage": sum(bool(each.paragraph and each.paragraph.right[0]) for each in mine) / len(mine),
            "paragraph": sum(_hit(each.paragraph, paragraphs) for each in mine) / len(mine),
            "sentence": sum(_hit(each.sentence, sentences) for each in mine) / max(sum(each.found for each in mine), 1),
        }
    return result


def _hit(choice: Choice | None, weights: Sequence[Floats]) -> bool:
    if choice is None:
        return False
    return bool(choice.right[int(np.argmax(choice.values @ weights[fold_of(choice.group, FOLDS)]))])


def literal(name: str, features: Sequence[Feature], weights: Floats) -> str:
    """The weights as Python."""
    return named(name, {feature.name: weight for feature, weight in zip(features, weights.tolist(), strict=True)})


def named(name: str, weights: Mapping[str, float]) -> str:
    """A dictionary of weights as Python, four decimals."""
    lines = [f'    "{key}": {value:.4f},' for key, value in weights.items()]
    return "\n".join([f"{name}: Final[dict[str, float]] = {{", *lines, "}"])


def main() -> None:
    """Prints the shares out of fold, the weights, and the shares as JSON."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.fit", description=__doc__.split("\n")[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    given = parser.parse_args()
    stems = Counter(file.name.split(".")[0] for file in given.files)
    found: list[Seen] = []
    for file in given.files:
        topics = load(file, most=given.questions)
        total = sum(len(topic.questions) for topic in topics) * stems[file.name.split(".")[0]]
        # A file counts as the root of its size: a small one is not drowned, nor does it rule.
        found += collect(file, topics, total**-0.5)
    measured = shares(found)
    columns = ["first stage", "paragraph", "sentence"]
    print(report.table(["out of fold", *columns], [[source, *each.values()] for source, each in measured.items()]))
    choices = [each.paragraph for each in found if each.paragraph and len(each.paragraph.right) > 1]
    print(literal("PARAGRAPH", PARAGRAPH_FEATURES, choose(choices)))
    choices = [each.sentence for each in found if each.sentence and len(each.sentence.right) > 1]
    print(literal("SENTENCE", SENTENCE_FEATURES, choose(choices)))
    report.finish(measured)


if __name__ == "__main__":
    main()
