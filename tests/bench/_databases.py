"""The database that a measurement is made in: a SQLite file, or PostgreSQL on a throw-away server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.support.postgres import database, server

DATABASES: Final = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
"""What ``--database`` takes, and its name."""


@contextmanager
def opened(kind: str, *, durable: bool = False) -> Iterator[str]:
    """The URL of a new database of one of the kinds in ``DATABASES``. Raises RuntimeError without PostgreSQL.

    ``durable``: PostgreSQL waits for the disk, too, as SQLite always does.
    """
    if kind == "sqlite":
        with TemporaryDirectory(prefix="verbatim-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'bench.db'}"
        return
    with server(durable=durable) as (address, _data), database(address) as url:
        yield url
