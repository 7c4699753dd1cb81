"""Makes vectors, and is killed between two pieces."""

from __future__ import annotations

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
