"""sumy is imported without nltk, which nothing here uses, and nltk stays importable."""

from __future__ import annotations

import sys
from concurrent.futures import ProcessPoolExecutor
from importlib.util import find_spec
from multiprocessing import get_context


def nltk_after_our_import() -> tuple[bool, bool]:
    """Whether nltk was imported with our summarisers, and whether it can be imported afterwards."""
    from index.summaries import algorithms

    assert algorithms.AbstractSummarizer is not None
    return "nltk" in sys.modules, find_spec("nltk") is not None


def test_sumy_is_imported_without_nltk_and_leaves_nothing_in_its_place() -> None:
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        assert fresh.submit(nltk_after_our_import).result() == (False, True)
