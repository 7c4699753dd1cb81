"""How long what is made to do harm takes: ``python -m tests.bench.hostile``.

Every hostile document of the tests, read or refused; and text of one unit again and again, cut into sentences,
analysed, and looked at for its language: 50,000 characters of it, and twice as many. What takes more than twice as
long then does not grow with the text's length alone. Seconds of this process's processor time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from index.analysis.language import detect
from index.analysis.segmentation import paragraphs, sentences
from index.analysis.tokenizer import analyse
from index.extract import Unreadable, extract
from tests.bench.report import finish, table
from tests.support.hostile_documents import HOSTILE

UNITS = (
    "x",
    "1",
    "“",
    "«",
    '"',
    "(",
    "😀",
    "a. ",
    "\0",
    "\ud800",
    "\u200b",
    "Hm! ",
    "\u202e؟ ",
    "中。",
    "e\u0301",
    "ก",
)
SIZE = 50_000
Given = TypeVar("Given")


def main() -> None:
    figures: dict[str, float] = {}
    for work in (cut, analysed, detect):
        work("Words to warm up. There are some.")
        took = {unit: [_seconds(work, unit * (size // len(unit))) for size in (SIZE, 2 * SIZE)] for unit in UNITS}
        worst = max(took, key=lambda unit: took[unit][1])
        name = work.__name__
        figures[f"{name}_worst_s"] = round(took[worst][1], 3)
        figures[f"{name}_worst_growth"] = round(took[worst][1] / max(took[worst][0], 0.001), 1)
    documents = {name: _seconds(read, make()) for name, make in HOSTILE.items()}
    slowest = sorted(documents, key=lambda name: -documents[name])[:5]
    figures |= {f"document: {name}": round(documents[name], 3) for name in slowest}
    print(table(("", "value"), figures.items()))
    finish(figures)


def cut(text: str) -> None:
    for span in paragraphs(text):
        sentences(span.of(text), "en")


def analysed(text: str) -> None:
    analyse(text, "en")


def read(content: bytes) -> None:
    with suppress(Unreadable):
        extract(content, name="a.md" if content.startswith(b"# a") else "")


def _seconds(work: Callable[[Given], object], given: Given) -> float:
    begun = time.process_time()
    work(given)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
