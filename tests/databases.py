"""The database of a test: a new SQLite file, or a new database on the PostgreSQL server that is named."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from tests.postgres import VARIABLE


@pytest.fixture
def database_url(tmp_path: Path) -> Iterator[str]:
    """The address of an empty database that only this test uses."""
    server = os.environ.get(VARIABLE)
    if server is None:
        yield f"sqlite:///{tmp_path / 'verbatim.db'}"
        return
    import psycopg

    name = f"test_{uuid4().hex}"
    address = server.replace("+psycopg", "")
    with psycopg.connect(address.format(name="postgres"), autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
        try:
            yield server.format(name=name)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
