"""How close digests of several articles come to what editors wrote: ``python -m tests.bench.digests FILE``.

FILE has one JSON object a line: ``{id, language, words, articles, references}``; a digest holds whole
sentences, at most ``words`` words. Beside ours stand the articles' leads in turn and the first article alone.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from itertools import combinations, zip_longest
from pathlib import Path

import regex

from index.analysis.sentences.segmentation import paragraphs, sentences
from index.summaries.digest import digest
from index.summaries.summarize import Document
from tests.bench.report import finish, table
from tests.bench.rouge import KINDS, Rouge, mean


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    options = parser.parse_args(arguments)
    if not options.file.exists():
        print(f"{options.file} is not here: skipped", file=sys.stderr)
        finish({})
        return
    records = [json.loads(line) for line in options.file.read_text(encoding="utf-8").splitlines() if line.strip()]
    language = records[0]["language"]
    rouge = Rouge(language)
    ways: dict[str, list[list[str]]] = {"digest": [], "leads in turn": [], "first article": []}
    for record in records:
        articles = [_document(parts, language) for parts in record["articles"]]
        texts = [[sentence.text for sentence in article.sentences] for article in articles]
        picks = digest(articles, words=record["words"])
        ways["digest"].append([texts[pick.article][pick.sentence] for pick in picks])
        turns = [text for turn in zip_longest(*texts) for text in turn if text is not None]
        ways["leads in turn"].append(_filled(turns, record["words"]))
        ways["first article"].append(_filled(texts[0], record["words"]))
    scores = {
        name: mean([rouge.best(own, record["references"]) for own, record in zip(said, records, strict=True)])
        for name, said in ways.items()
    }
    near = {name: sum(_near_duplicates(own) for own in said) for name, said in ways.items()}
    print(f"{len(records)} stories, {language}; ROUGE F1 x 100, the best of several references")
    print(table(("", *KINDS, "near-duplicates"), [(name, *own.values(), near[name]) for name, own in scores.items()]))
    finish({**scores["digest"], "near_duplicates": near["digest"], "leads": scores["leads in turn"]})


def _document(parts: Sequence[str], language: str) -> Document:
    found = [span.of(part) for part in parts for span in paragraphs(part)]
    return Document.build([[one.of(text) for one in sentences(text, language)] for text in found], language=language)


def _filled(texts: Sequence[str], words: int) -> list[str]:
    """The sentences in order, those left out that no longer fit."""
    chosen: list[str] = []
    for text in texts:
        if sum(len(each.split()) for each in chosen) + len(text.split()) <= words:
            chosen.append(text)
    return chosen


def _near_duplicates(texts: Sequence[str]) -> int:
    """Pairs that share half of their words, or where one has four fifths of the other's."""
    bags = [set(regex.findall(r"[\p{L}\p{M}\p{N}]+", text.lower())) for text in texts]
    return sum(
        2 * len(one & other) >= len(one | other) or 5 * len(one & other) >= 4 * min(len(one), len(other))
        for one, other in combinations(bags, 2)
    )


if __name__ == "__main__":
    main()
