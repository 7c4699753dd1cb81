"""Makes vectors, and is killed between two pieces: ``python -m … URL PIECES``."""

from __future__ import annotations

import sys

import pytest

from index import Library
from index.indexing import embed
from tests.support.index.encoding import WordHashes
from tests.support.programs.fatal import fatal


def main(url: str, pieces: int) -> None:
    with pytest.MonkeyPatch.context() as patch, Library.open(url, encoder=WordHashes) as library:
        patch.setattr(embed, "_write", fatal(embed._write, after=pieces))
        while library.embed(seconds=60):
            pass


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
