"""The database of a run: a file that outlasts every process, and the errors that SQLite and the network have."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, event

from index import Database
from index.store.database import WRITE
from index.store.tuning import DEFAULT, Tuning
from tests.simulation.chance import Chance
from tests.simulation.loop import Clock, Crash, VirtualLoop
from tests.support.composed import COMPOSED

# What SQLite says, and whether reading fails as well.
OUTAGES = (("SQLITE_BUSY", False), ("SQLITE_FULL", False), ("SQLITE_READONLY", False), ("SQLITE_IOERR", True))


class TakingTurns(Database):
    """A database whose threads let others go first before they begin a transaction."""

    _underway = 0

    @staticmethod
    def turn() -> None:
        """Called before each transaction."""

    @contextmanager
    def read(self, within: Connection | None = None) -> Iterator[Connection]:
        with self._taking_turns(within), super().read(within) as connection:
            yield connection

    @contextmanager
    def write(self, within: Connection | None = None) -> Iterator[Connection]:
        with self._taking_turns(within), super().write(within) as connection:
            yield connection

    @contextmanager
    def _taking_turns(self, within: Connection | None) -> Iterator[None]:
        if within is None and not self._underway:
            self.turn()
        self._underway += 1
        try:
            yield
        finally:
            self._underway -= 1


class Disk:
    """Opens the database for one process after the other, and lets statements and commits fail.

    ``trouble_at`` is when something last failed. A commit is ``unheard`` when it goes through and the process is told
    that it failed, as when the connection to a server breaks; only the writers' commits, since who stores what
    arrives is told by Telegram again, and SQLite has no such error for it.
    """

    def __init__(self, file: Path, clock: Clock, chance: Chance, trace: Callable[[str], None]) -> None:
        self._file, self._clock, self._chance, self._trace = file, clock, chance, trace
        self._until, self._kind = 0.0, OUTAGES[0]
        self._outside: sqlite3.Connection | None = None
        self.trouble_at = -1.0

    def open(self, loop: VirtualLoop, tuning: Tuning = DEFAULT) -> TakingTurns:
        """The database, as one process has it."""
        # From now on it is seen from outside, so that no process is the last one, which would tidy up.
        self.rows("SELECT 1")
        database = Database.open(f"sqlite:///{self._file}", tuning)
        # As it was opened, wherever that was.
        database.__class__ = TakingTurns
        assert isinstance(database, TakingTurns)
        engine, profile = database.engine, self._chance.profile
        engine._compiled_cache = COMPOSED
        event.listen(engine, "connect", _hurry)
        engine.dispose()

        def turn() -> None:
            if self._chance.random.random() < profile.yields:
                loop.pause()

        database.turn = turn  # type: ignore[method-assign]

        @event.listens_for(engine, "begin", insert=True)
        def begin(connection: Connection) -> None:
            self._refuse(bool(connection.get_execution_options().get(WRITE)))

        # Databases may share their dialect: no process has the troubles of another one.
        engine.dialect = copy(engine.dialect)
        commit = engine.dialect.do_commit

        def do_commit(connection: Any) -> None:
            writes = connection.driver_connection.in_transaction and connection.driver_connection.total_changes
            if writes and self._chance.dies(profile.crash_at_commit):
                raise Crash("before a commit")
            commit(connection)
            if writes and self._chance.dies(profile.crash_at_commit):
                raise Crash("after a commit")
            if loop.in_writer and self._chance.happens(profile.unheard):
                self._fail("SQLITE_IOERR", "a commit goes unheard")

        engine.dialect.do_commit = do_commit  # type: ignore[method-assign, assignment]
        return database

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What is committed, seen from outside."""
        if self._outside is None:
            self._outside = sqlite3.connect(self._file)
        return self._outside.execute(statement, values).fetchall()

    def close(self) -> None:
        """Nobody looks any more."""
        if self._outside is not None:
            self._outside.close()

    def _refuse(self, writes: bool) -> None:
        if self._clock.now >= self._until and writes and self._chance.happens(self._chance.profile.outage):
            self._kind = self._chance.random.choice(OUTAGES)
            self._until = self._clock.now + 10.0 * self._chance.random.random() ** 3
        if not self._chance.calm and self._clock.now < self._until and (writes or self._kind[1]):
            self._fail(self._kind[0], f"the database says {self._kind[0]}")

    def _fail(self, name: str, what: str) -> None:
        self._trace(what)
        self.trouble_at = self._clock.now
        error = sqlite3.OperationalError(what)
        error.sqlite_errorname = name
        raise error


def _hurry(connection: Any, _record: object) -> None:
    """The machine's death is not simulated: nobody needs to wait for its disk."""
    connection.execute("PRAGMA synchronous=OFF")
