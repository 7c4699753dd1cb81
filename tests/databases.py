"""The database of a test: a new SQLite file, or a new database on the PostgreSQL server that is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import VARIABLE, database


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that only this test uses."""
    server = os.environ.get(VARIABLE)
    if server is None:
        yield f"sqlite:///{tmp_path / 'verbatim.db'}"
        return
    with database(server) as url:
        yield url
