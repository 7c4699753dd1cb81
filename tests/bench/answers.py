"""Which paragraph answers: python -m tests.bench.answers FILE [--scope article|chat] [--system NAME] [--questions N]
[--meaning on|off]

FILE is in SQuAD's layout; a question's right paragraph is the one it stands under. With ``--scope article`` every
article has a collection of its own, with ``chat`` one holds them all. The threshold is off. ``sentence_hit1``: of the
right paragraph, whether the highlighted sentence contains the answer's text. Without ``--system`` the peers are
measured beside us; the last line is ours, or the named system's, as JSON.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from sqlalchemy import select

from index.search.retrieval import CANDIDATES, rank
from index.store.schema import content
from tests.bench._peers import PEERS
from tests.bench._squad import Asked, Filled, Topic, filled, load
from tests.bench.report import finish, table

OURS = "verbatim"
BY_WORDS = "verbatim, words alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Where the right paragraph came, from 1, or ``None``; whether the right sentence was highlighted in it."""

    kind: str | None
    place: int | None
    sentence: bool | None = None


def ours(topics: Sequence[Topic], *, meaning: bool) -> Iterator[Result]:
    """Our own ranking of each question over one collection with ``topics``."""
    with filled(topics, meaning=meaning) as held:
        for topic, contents in zip(topics, held.contents, strict=True):
            for asked in topic.questions:
                yield _outcome(held, asked, contents[asked.paragraph])


def _outcome(held: Filled, asked: Asked, right: frozenset[int]) -> Result:
    vector = held.vector(asked.text)
    ranking = rank(held.connection, held.collection_id, asked.text, limit=CANDIDATES, vector=vector)
    place = next((number for number, hit in enumerate(ranking.hits, 1) if hit.content_id in right), None)
    if place is None:
        within = np.array(sorted(right), dtype=np.int64)
        alone = rank(held.connection, held.collection_id, asked.text, content_ids=within, vector=vector)
        chosen = alone.hits[0] if alone.hits else None
    else:
        chosen = ranking.hits[place - 1]
    if chosen is None:
        return Result(kind=asked.kind, place=None, sentence=False)
    query = select(content.c.text).where(
        content.c.collection_id == held.collection_id, content.c.id == chosen.content_id
    )
    shown = chosen.highlight.of(held.connection.scalar(query) or "")
    return Result(kind=asked.kind, place=place, sentence=any(answer in shown for answer in asked.answers))


def theirs(name: str, topics: Sequence[Topic]) -> Iterator[Result]:
    """A peer's ranking of the same."""
    peer = PEERS[name]([paragraph for topic in topics for paragraph in topic.paragraphs])
    first = 0
    for topic in topics:
        for asked in topic.questions:
            found = peer.search(asked.text, CANDIDATES)
            right = first + asked.paragraph
            yield Result(kind=asked.kind, place=found.index(right) + 1 if right in found else None)
        first += len(topic.paragraphs)


def figures(outcomes: Sequence[Result]) -> dict[str, Any]:
    """Shares of the questions; ``mrr10`` is the mean of 1/place, 0 beyond the tenth."""
    places = [outcome.place or CANDIDATES + 1 for outcome in outcomes]
    known = [outcome.sentence for outcome in outcomes if outcome.sentence is not None]
    return {
        "hit1": _mean([place <= 1 for place in places]),
        "hit3": _mean([place <= 3 for place in places]),
        "mrr10": _mean([1 / place if place <= 10 else 0.0 for place in places]),
        "sentence_hit1": _mean(known) if known else None,
        "questions": len(outcomes),
    }


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0


def _found(name: str, topics: Sequence[Topic]) -> Iterator[Result]:
    return ours(topics, meaning=name == OURS) if name in (OURS, BY_WORDS) else theirs(name, topics)


def measure(name: str, topics: Sequence[Topic], scope: str) -> dict[str, Any]:
    """A system's figures over the file, by kind of question too where the file has kinds."""
    groups = [[topic] for topic in topics] if scope == "article" else [list(topics)]
    found = [each for group in groups for each in _found(name, group)]
    result = figures(found)
    kinds = sorted({outcome.kind for outcome in found if outcome.kind})
    if kinds:
        result["kinds"] = {kind: figures([outcome for outcome in found if outcome.kind == kind]) for kind in kinds}
    return result


def main() -> None:
    """Prints a row a system, then rows by kind, then the JSON line."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers", description=__doc__.split("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--scope", choices=("article", "chat"), default="article")
    parser.add_argument("--system", choices=(OURS, *PEERS))
    parser.add_argument("--questions", type=int, help="only so many questions of each article")
    parser.add_argument("--meaning", choices=("on", "off"))
    given = parser.parse_args()
    if not given.file.exists():
        print(f"{given.file} is not here; nothing measured")
        return
    topics = load(given.file, most=given.questions)
    mine = {"on": [OURS], "off": [BY_WORDS], None: [OURS, BY_WORDS]}[given.meaning]
    names = mine if given.system == OURS else [given.system] if given.system else [*mine, *PEERS]
    measured = {name: measure(name, topics, given.scope) for name in names}
    columns = ["hit1", "hit3", "mrr10", "sentence_hit1", "questions"]
    rows = [[name, *(each[column] for column in columns)] for name, each in measured.items()]
    for name, each in measured.items():
        rows += [[f"{name}, {kind}", *(of[column] for column in columns)] for kind, of in each.get("kinds", {}).items()]
    print(table([f"{given.file.name}, {given.scope}", *columns], rows))
    finish(measured[names[0]])


if __name__ == "__main__":
    main()
