"""Databases in memory for texts that are not kept: made once, emptied after each use and used again."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.store.database import Database
from index.store.migrate import HISTORY

# As many as are usually in use at once; what more there are, are closed after their use.
IDLE = 2


class InMemory:
    """Hands out empty databases in memory. Thread-safe.

    The tables and what SQLAlchemy has made of each statement take longer than most of what is done in such a database.
    """

    def __init__(self) -> None:
        self._idle: list[Database] = []
        self._lock = threading.Lock()
        self._blank: sqlite3.Connection | None = None

    @contextmanager
    def one(self) -> Iterator[Database]:
        """An empty database with the library's tables; nothing of it is left when the block ends."""
        with self._lock:
            database = self._idle.pop() if self._idle else self._made()
        try:
            yield database
        finally:
            self._take_back(database)

    def close(self) -> None:
        """Closes those that nobody uses."""
        with self._lock:
            for each in self._idle:
                each.close()
            self._idle.clear()
            if self._blank is not None:
                self._blank.close()
                self._blank = None

    def _made(self) -> Database:
        database = Database.open("sqlite://")
        if self._blank is None:
            database.upgrade(HISTORY)
            self._blank = sqlite3.connect(":memory:", check_same_thread=False)
            _replace(self._blank, by=_connection(database))
        else:
            _replace(_connection(database), by=self._blank)
        return database

    def _take_back(self, database: Database) -> None:
        with self._lock:
            if self._blank is None or len(self._idle) >= IDLE:
                database.close()
                return
            _replace(_connection(database), by=self._blank)
            database.drop_caches()
            self._idle.append(database)


def _connection(database: Database) -> sqlite3.Connection:
    """The only connection of a database in memory."""
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver


def _replace(target: sqlite3.Connection, *, by: sqlite3.Connection) -> None:
    """Puts the whole content of one database in the place of another's."""
    by.backup(target)
