"""What a check tells: python -m tests.bench.check FILE

FILE has one JSON object a line, of two kinds:

- ``{"stored", "incoming", "duplicate", "edit"}``, as for ``tests.bench.duplicates``: the sentences that an edit changed
  have to be called altered and the changed words named; the untouched ones, in other typography, verbatim;
- ``{"article", "statement", "supported", "language"}``: whether a statement in other words is supported by an article.

Every article of FILE is in one library, but for every tenth ``stored``, whose sentences stand in no article: they have
to be called absent. Beside us: the nearest sentence by its words alone (SequenceMatcher's ratio, at 0.8 and above, is
called verbatim when it is 1).
"""

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from index import Library
from index.analysis.sentences.segmentation import paragraphs, sentences
from index.checking.models import CheckedSentence, Mark
from index.dedup.normal_form import normal_form
from tests.bench.report import finish, table

CHANGING = ("number", "word_number", "direction", "entity", "order_swap", "number_plus_dateline")
TYPOGRAPHY = ("quotes", "linewrap", "zerowidth", "entities", "upper", "markdown")
APART = 10
EMBED_SECONDS = 3600.0


def _sentences(text: str) -> list[str]:
    return [s.of(p.of(text)) for p in paragraphs(text) for s in sentences(p.of(text), "en")]


def _flat(sentence: str) -> str:
    return "".join(filter(str.isalnum, normal_form(sentence).casefold()))


def changed(row: dict[str, Any]) -> list[tuple[str, str]]:
    """The sentences of ``incoming`` that an edit changed, each with the one that it was."""
    was, now = _sentences(row["stored"]), _sentences(row["incoming"])
    if len(was) != len(now):
        return []
    return [(old, new) for old, new in zip(was, now, strict=True) if _flat(old) != _flat(new)]


def names_change(old: str, new: str, found: CheckedSentence) -> bool:
    """Whether what is named as changed holds every word that one of both sentences has and the other has not."""
    shown = " ".join(f"{each.old} {each.new}" for each in found.differences)
    told = set(normal_form(shown).casefold().replace("-", " ").split())
    ours, theirs = (set(filter(None, map(_word, normal_form(each).casefold().split()))) for each in (old, new))
    return bool(found.differences) and all(
        any(_word(word) in each or each in word for each in told) for word in (ours ^ theirs)
    )


def _word(word: str) -> str:
    return "".join(filter(str.isalnum, word))


def _library(rows: Sequence[dict[str, Any]]) -> tuple[Library, list[str]]:
    """Every article, and the texts that are kept apart from it."""
    library = Library.open("sqlite://")
    texts = list(dict.fromkeys(row["stored"] for row in rows if "stored" in row))
    apart = texts[::APART]
    for number, text in enumerate([*(t for t in texts if t not in set(apart)), *_articles(rows)]):
        library.add(collection="c", key=str(number), text=text)
    library.embed(seconds=EMBED_SECONDS)
    return library, apart


def _articles(rows: Iterable[dict[str, Any]]) -> list[str]:
    return list(dict.fromkeys(row["article"] for row in rows if "article" in row))


def main(path: str) -> None:
    """Prints a table of verdicts by kind and, last, the figures."""
    rows = [json.loads(line) for line in Path(path).read_text("utf-8").splitlines() if line.strip()]
    library, apart = _library(rows)
    held_out = set(apart)
    verdicts: dict[str, list[Mark]] = defaultdict(list)
    named: list[bool] = []
    for row in rows:
        if row.get("edit") in CHANGING and row["stored"] not in held_out:
            for old, new in changed(row):
                (found, *more) = library.check(collection="c", text=new).sentences
                if more:
                    continue
                verdicts[row["edit"]].append(found.verdict)
                named.append(found.verdict is Mark.ALTERED and names_change(old, new, found))
        elif row.get("edit") in TYPOGRAPHY and row["stored"] not in held_out:
            for found in library.check(collection="c", text=row["incoming"]).sentences:
                verdicts[row["edit"]].append(found.verdict)
    for text in apart:
        for found in library.check(collection="c", text=text).sentences:
            verdicts["absent"].append(found.verdict)
    support: list[tuple[bool, bool]] = []
    for row in rows:
        if "statement" in row:
            told = library.check(collection="c", text=row["statement"]).sentences
            verdict = told[0].verdict if len(told) == 1 else Mark.ABSENT
            support.append((bool(row["supported"]), verdict is Mark.SUPPORTED))
            verdicts[f"{row.get('language', '')} {'supported' if row['supported'] else 'changed'}"].append(verdict)
    print(table(["kind", "sentences", *Mark], [_row(kind, of) for kind, of in verdicts.items()]))
    edits = [mark for kind in CHANGING for mark in verdicts.get(kind, [])]
    same = [mark for kind in TYPOGRAPHY for mark in verdicts.get(kind, [])]
    called = sum(yes for _, yes in support)
    right = sum(yes and true for true, yes in support)
    finish(
        {
            "altered": _share(edits, Mark.ALTERED),
            "named": sum(named) / len(named) if named else None,
            "called_verbatim": sum(mark is Mark.VERBATIM for mark in edits),
            "verbatim": _share(same, Mark.VERBATIM),
            "absent": 1 - (_share(verdicts["absent"], Mark.ABSENT) or 0.0) if verdicts["absent"] else None,
            "supported_precision": right / called if called else None,
            "supported_recall": right / true if (true := sum(true for true, _ in support)) else None,
            **_speed(library, apart),
        }
    )


def _speed(library: Library, apart: Sequence[str]) -> dict[str, float]:
    """Seconds that 100 sentences take, half of which stand in no article."""
    said = [sentence for text in apart for sentence in _sentences(text)][:50]
    held = [s for n in range(1, 40) for s in _sentences(library.text(collection="c", article=n))][:50]
    text = "\n\n".join([*said, *held])
    start = time.perf_counter()
    checked = library.check(collection="c", text=text)
    return {"seconds": time.perf_counter() - start, "sentences": len(checked.sentences)}


def _share(marks: Sequence[Mark], wanted: Mark) -> float | None:
    return sum(mark is wanted for mark in marks) / len(marks) if marks else None


def _row(kind: str, marks: Sequence[Mark]) -> list[Any]:
    return [kind, len(marks), *(sum(mark is each for mark in marks) for each in Mark)]


if __name__ == "__main__":
    main(sys.argv[1])
