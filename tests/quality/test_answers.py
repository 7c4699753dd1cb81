"""Floors under the answers to a small set of questions written for this project. They only rise.

Beside this file, ``answers.json``: invented news in five languages, asked as people ask: in full, in other words, and
in two or three hasty ones. ``python -m tests.bench.answers tests/quality/answers.json`` prints the figures.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.bench._squad import load
from tests.bench.answers import OURS, measure
from tests.bench.unanswerable import answered, in_articles, plain, ranked

FILE = Path(__file__).parent / "answers.json"


@cache  # one file, read once
def measured(scope: str) -> dict[str, Any]:
    return measure(OURS, load(FILE), scope)


@pytest.mark.parametrize(("scope", "floor"), [("article", 0.9), ("chat", 0.9)])
def test_the_right_paragraph_comes_first(scope: str, floor: float) -> None:
    assert measured(scope)["hit1"] >= floor


@pytest.mark.parametrize(("kind", "floor"), [("literal", 0.88), ("short", 0.92)])
def test_the_right_paragraph_comes_first_however_people_ask(kind: str, floor: float) -> None:
    assert measured("chat")["kinds"][kind]["hit1"] >= floor


def test_the_right_sentence_is_highlighted() -> None:
    assert measured("article")["sentence_hit1"] >= 0.83


def test_questions_that_articles_answer_are_answered_and_others_are_not() -> None:
    here, elsewhere, _ = in_articles(load(FILE), ranked, meaning=True)
    assert answered(here) >= 0.97
    assert plain(here) >= 0.86
    assert plain(elsewhere) <= 0.07
