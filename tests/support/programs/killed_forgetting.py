"""Forgets a chat and is killed between two pieces: ``python -m … URL PIECES``."""

from __future__ import annotations

import sys

import pytest

from index import Library
from index.indexing import maintenance, removal
from tests.support.programs.fatal import fatal


def main(url: str, pieces: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Library.open(url) as library:
        patch.setattr(removal, "AT_ONCE", 1)
        patch.setattr(maintenance, "ROWS", 20)
        patch.setattr(maintenance, "_some", fatal(maintenance._some, after=pieces))
        library.forget(collection="c")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
