"""Forgets a chat and is killed between two pieces."""

from __future__ import annotations

import pytest

from index import Library
from index.indexing import maintenance
from index.store.tuning import Tuning
from tests.support.programs.fatal import fatal


def main(url: str, pieces: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Library.open(url, tuning=Tuning(forgotten_rows=1, rows=20)) as library:
        patch.setattr(maintenance, "_some", fatal(maintenance._some, after=pieces))
        library.forget(collection="c")
