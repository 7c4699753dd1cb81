"""One process a database: a lock that the operating system takes back however the process ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Locked(Exception):
    """Another process works with this database; the text says which, for the operator."""


def database_file(database_url: str) -> Path | None:
    """The file of an SQLite URL; None when the database is in memory or a server's."""
    prefix = "sqlite:///"
    name = database_url.removeprefix(prefix).partition("?")[0]
    return Path(name) if database_url.startswith(prefix) and name not in ("", ":memory:") else None


@contextmanager
def only_one(database: Path | None) -> Iterator[None]:
    """Holds the lock file beside the database; None: there is nothing to lock.

    Raises Locked while another process holds it, OSError when the file cannot be made.
    """
    if database is None:
        yield
        return
    path = database.with_name(f"{database.name}-lock")
    # Never removed: whoever has it open would hold a lock on a file that nobody else sees.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        if not _lock(descriptor):
            # Behind the byte that is locked, which Windows lets nobody else read.
            holder = os.pread(descriptor, 32, 1).decode(errors="replace").strip() if hasattr(os, "pread") else ""
            who = f"process {holder}" if holder else "another process"
            raise Locked(f"{who} is using {database}: stop it first, or give this one its own DATABASE_URL")
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, f" {os.getpid():<20}\n".encode())
        yield
    finally:
        os.close(descriptor)


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
