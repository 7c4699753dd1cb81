"""Adds a long article and is killed between two pieces."""

from __future__ import annotations

import pytest

from index import Library
from index.indexing import staging
from tests.support.articles import BUDGET, GLACIER
from tests.support.index.pieces import EVERY_ARTICLE_LONG
from tests.support.programs.fatal import fatal


def main(url: str, pieces: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Library.open(url, tuning=EVERY_ARTICLE_LONG) as library:
        patch.setattr(staging, "_some", fatal(staging._some, after=pieces))
        library.add(collection="c", key="2", text=f"{BUDGET}\n\n{GLACIER}")
