"""Exclusive use of a database: a lock that the operating system or the server releases however the process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, Function, func, select

from bot.config import OperatorError
from index import Database

LOCK_TRIES, LOCK_PAUSE = 5, 0.1
# The number of an advisory lock that nobody else uses on this server: "verbatim" in ASCII.
KEY = int.from_bytes(b"verbatim")
ALONE = "a copy, or an earlier release, is using this database: wait until it is done, or stop it"
BUSY = "another process is using this database: stop it first, or give this one its own DATABASE_URL"


class Locked(OperatorError):
    """Another process works with this database; the text says which, for the operator."""


def database_file(database_url: str) -> Path | None:
    """The file of an SQLite URL; None when the database is in memory or a server's."""
    prefix = "sqlite:///"
    name = database_url.removeprefix(prefix).partition("?")[0]
    return Path(name) if database_url.startswith(prefix) and name not in ("", ":memory:") else None


@contextmanager
def only_one(database: Path | None) -> Iterator[None]:
    """Holds the lock file beside the database; does nothing for None.

    Raises Locked while another process holds it, OSError when the file cannot be created.
    """
    if database is None:
        yield
        return
    path = database.with_name(f"{database.name}-lock")
    # The file is never removed: a process with the old one open would hold a lock that nobody else sees.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        # A process that only checks the lock holds it for a moment.
        if not _taken(lambda: _lock(descriptor)):
            who = _holder(descriptor)
            raise Locked(f"{who} is using {database}: stop it first, or give this one its own DATABASE_URL")
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f" {os.getpid():<20}\n".encode())
        yield
    finally:
        os.close(descriptor)


@contextmanager
def only_one_on(engine: Engine) -> Iterator[None]:
    """The same on PostgreSQL, for a copy or a release, which must be alone; bots share the lock
    (bot.queues.cluster.notifications).

    It is a session lock, which the server releases when the connection ends. Does nothing on SQLite. Raises Locked
    while another program uses the database.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    # An exclusive lock, which the bots' shared ones exclude.
    with _holding(engine, func.pg_try_advisory_lock(KEY), BUSY):
        yield


@contextmanager
def among_others_on(database_url: str) -> Iterator[None]:
    """Shares PostgreSQL's lock until the block ends, and so keeps exclusive programs out. Does nothing on SQLite.

    Raises Locked while a program has exclusive use, and StorageError when the server cannot be reached.
    """
    if not database_url.startswith("postgresql"):
        yield
        return
    database = Database.open(database_url)
    try:
        with _holding(database.engine, func.pg_try_advisory_lock_shared(KEY), ALONE):
            yield
    finally:
        database.close()


@contextmanager
def _holding(engine: Engine, lock: Function[bool], refusal: str) -> Iterator[None]:
    with engine.connect() as connection:
        # A server takes a moment to notice that a connection has ended, and its lock with it.
        if not _taken(lambda: bool(connection.scalar(select(lock)))):
            raise Locked(refusal)
        # The lock outlasts the transaction; an open transaction would keep the server from cleaning up.
        connection.commit()
        yield


def _taken(take: Callable[[], bool]) -> bool:
    """Whether a lock was taken at one of a few tries."""
    for tries in range(LOCK_TRIES):
        if tries:
            time.sleep(LOCK_PAUSE)
        if take():
            return True
    return False


def in_use(database: Path) -> str | None:
    """The holder of the lock, in words, or None. Changes nothing. Raises OSError."""
    path = database.with_name(f"{database.name}-lock")
    if not path.exists():
        return None
    descriptor = os.open(path, os.O_RDONLY if sys.platform != "win32" else os.O_RDWR)
    try:
        return None if _lock(descriptor) else _holder(descriptor)
    finally:
        os.close(descriptor)


def _holder(descriptor: int) -> str:
    # Behind the locked byte, which others cannot read on Windows.
    os.lseek(descriptor, 1, os.SEEK_SET)
    number = os.read(descriptor, 32).decode(errors="replace").strip()
    return f"process {number}" if number else "another process"


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> bool:
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
