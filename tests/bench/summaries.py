"""How close summaries come to what editors wrote: ``python -m tests.bench.summaries FILE [--sample N]``.

FILE has one JSON object a line: ``{id, language, sentences, paragraphs, references}``. Beside ours stand the lead,
every algorithm of sumy (fed the same sentences and words) and the greedy oracle, which has read the references.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from index.analysis.sentences.segmentation import paragraphs, sentences
from index.models import Span
from index.summaries.summarize import CLASSIC_METHODS, DEFAULT_METHOD, Document, choose
from tests.bench.report import finish, table
from tests.bench.rouge import KINDS, Rouge, mean

OPENERS = re.compile(
    r"\W*(?:he|she|it|they|this|these|that|those|such|his|her|their|its"
    r"|and|but|or|so|then|also|however|meanwhile|moreover|furthermore|therefore|thus|besides|still|yet|instead"
    r"|nevertheless)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One article of the set, split as the library splits it."""

    text: str
    document: Document
    spans: list[Span]
    count: int
    references: list[str]


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--sample", type=int, default=0, help="every so many articles evenly, 0 for all")
    options = parser.parse_args(arguments)
    if not options.file.exists():
        print(f"{options.file} is not here: skipped", file=sys.stderr)
        finish({})
        return
    rows = [_row(json.loads(line)) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    if options.sample:
        rows = rows[:: max(1, len(rows) // options.sample)]
    _report(rows)


def _row(record: dict[str, object]) -> Row:
    language = str(record["language"])
    parts: list[str] = list(record["paragraphs"])  # type: ignore[call-overload]
    text = "\n\n".join(parts)
    found = paragraphs(text)
    split = [[one.shifted(span.start) for one in sentences(span.of(text), language)] for span in found]
    return Row(
        text=text,
        document=Document.build([[span.of(text) for span in part] for part in split], language=language),
        spans=[span for part in split for span in part],
        count=int(str(record["sentences"])),
        references=list(record["references"]),  # type: ignore[call-overload]
    )


def _report(rows: Sequence[Row]) -> None:
    language = rows[0].document.language
    rouge = Rouge(language)
    ours = [choose(row.document, row.count) for row in rows]
    figures = {"verbatim": _rouge(rouge, rows, ours)}
    figures["lead"] = _rouge(rouge, rows, [list(range(min(row.count, len(row.spans)))) for row in rows])
    for method in CLASSIC_METHODS:
        figures[method] = _rouge(rouge, rows, _classic(rows, method))
    oracle = [rouge.oracle([span.of(row.text) for span in row.spans], row.references, row.count) for row in rows]
    figures["oracle"] = _rouge(rouge, rows, oracle)
    print(f"{len(rows)} articles, {language}; ROUGE F1 x 100, the best of several references")
    print(table(("", *KINDS, "mean"), [(name, *scores.values(), _mean(scores)) for name, scores in figures.items()]))
    best = max(CLASSIC_METHODS, key=lambda method: _mean(figures[method]))
    finish(
        {
            **figures["verbatim"],
            "lead": figures["lead"],
            "best_sumy": {"method": best, **figures[best]},
            **_faults(rows, ours),
            "steady": _steady(rows),
        }
    )


def _classic(rows: Sequence[Row], method: str) -> list[list[int]]:
    return [choose(row.document, row.count, method=method) for row in rows]


def _rouge(rouge: Rouge, rows: Sequence[Row], chosen: Sequence[Sequence[int]]) -> dict[str, float]:
    return mean(
        [
            rouge.best([row.spans[number].of(row.text) for number in numbers], row.references)
            for row, numbers in zip(rows, chosen, strict=True)
        ]
    )


def _mean(scores: dict[str, float]) -> float:
    return sum(scores[kind] for kind in KINDS) / len(KINDS)


def _faults(rows: Sequence[Row], chosen: Sequence[Sequence[int]]) -> dict[str, float]:
    """Shares of the chosen sentences that a reader would stumble over."""
    total = sum(len(numbers) for numbers in chosen) or 1
    pairs = list(zip(rows, chosen, strict=True))
    texts = [[row.document.sentences[number].text for number in numbers] for row, numbers in pairs]
    wrong = sum(text not in row.text for row, own in zip(rows, texts, strict=True) for text in own)
    twice = sum(len(own) - len(set(own)) for own in texts)
    dangling = sum(
        number > 0 and number - 1 not in numbers and bool(OPENERS.match(row.document.sentences[number].text))
        for row, numbers in pairs
        for number in numbers
        if row.document.language == "en"
    )
    shares = {"not_verbatim": wrong, "repeated": twice, "dangling": dangling}
    return {name: round(count / total, 4) for name, count in shares.items()}


def _steady(rows: Sequence[Row]) -> float:
    """How often the summary stays the same when the second half of an article, in paragraphs of three, comes again."""
    same = 0
    for row in rows:
        texts = [sentence.text for sentence in row.document.sentences]
        parts = [texts[start : start + 3] for start in range(0, len(texts), 3)]
        same += _said(parts, row) == _said(parts + parts[len(parts) // 2 :], row)
    return round(same / max(len(rows), 1), 4)


def _said(parts: list[list[str]], row: Row) -> list[str]:
    document = Document.build(parts, language=row.document.language)
    return [document.sentences[number].text for number in choose(document, row.count, method=DEFAULT_METHOD)]


if __name__ == "__main__":
    main()
