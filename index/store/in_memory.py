"""Databases in memory for texts that are not kept: made once, emptied after each use and used again."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from index.store.database import Database
from index.store.migrate import HISTORY

# How many are kept between uses; more than that are closed.
MOST_IDLE = 2


class InMemory:
    """Hands out empty databases in memory. Thread-safe.

    To make the tables and to compile each statement takes longer than most of what is done in such a database.
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
            _connection(database).backup(self._blank)
        else:
            self._blank.backup(_connection(database))
        return database

    def _take_back(self, database: Database) -> None:
        with self._lock:
            if self._blank is None or len(self._idle) >= MOST_IDLE:
                database.close()
                return
            # This replaces the whole content.
            self._blank.backup(_connection(database))
            database.drop_caches()
            self._idle.append(database)


def _connection(database: Database) -> sqlite3.Connection:
    """The only connection of a database in memory."""
    with database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        return driver
