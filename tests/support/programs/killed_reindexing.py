"""Analyses anew, as the analyser's second version, and is killed between two pieces."""

from __future__ import annotations

import pytest

from index import Library
from index.indexing import reindex
from tests.support.index.analysers import analyser
from tests.support.index.pieces import SMALL_PIECES
from tests.support.programs.fatal import fatal


def main(url: str, pieces: int) -> None:
    with analyser(2), pytest.MonkeyPatch.context() as patch, Library.open(url, tuning=SMALL_PIECES) as library:
        patch.setattr(reindex, "_piece", fatal(reindex._piece, after=pieces))
        while library.reindex(seconds=60):
            pass
