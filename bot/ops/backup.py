"""Backups of the SQLite database, made while the bot runs, and restoring them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

from bot.config import OperatorError
from bot.store.locks import database_file, only_one

# Tables with the revision of each set of tables: a file without them is not our database.
OURS = ("library_version", "bot_version")


def backup(database_url: str, target: Path) -> int:
    """Copies the database, as of one moment, into the file ``target``; the bot may keep writing.

    An older backup of that name is replaced once the new one is complete. Returns its size in bytes. Raises
    OperatorError.
    """
    source = _sqlite(database_url, "pg_dump --format=custom --file=FILE NAME")
    if not source.is_file():
        raise OperatorError(f"there is no database {source}: check DATABASE_URL")
    if target.exists() and target.samefile(source):
        raise OperatorError(f"{target} is the database itself; name another file")
    with _whole(target) as part, _asking(f"{source} cannot be copied to {target}"):
        with closing(read_only(source)) as live, closing(sqlite3.connect(part)) as copy:
            # In one step: a copy in several steps would restart with every write to the original.
            live.backup(copy)
            # A single portable file, without a write-ahead log beside it.
            copy.execute("PRAGMA journal_mode=DELETE")
        _check(part)
        return part.stat().st_size


def restore(database_url: str, source: Path) -> Path | None:
    """Replaces the database with the backup ``source``; refuses while a bot uses it.

    Returns the path of the replaced database, None when there was none. Raises OperatorError.
    """
    target = _sqlite(database_url, "pg_restore --clean --dbname=NAME FILE")
    if not source.is_file():
        raise OperatorError(f"there is no file {source}")
    if target.exists() and target.samefile(source):
        raise OperatorError(f"{source} is the database itself")
    try:
        with only_one(target), _whole(target) as part, _asking(f"{source} cannot be restored"):
            shutil.copyfile(source, part)
            _check(part)
            kept = _put_aside(target) if target.exists() else None
    except OSError as error:
        raise OperatorError(f"{target} cannot be replaced: {error.strerror or error}") from None
    return kept


def read_only(path: Path) -> sqlite3.Connection:
    """A read-only connection; a bot may write meanwhile. Raises sqlite3.Error."""
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True, timeout=30.0)


def _sqlite(database_url: str, instead: str) -> Path:
    path = database_file(database_url)
    if path is None:
        raise OperatorError(f"DATABASE_URL names no SQLite file; for PostgreSQL use its own tools: {instead}")
    return path


def _check(path: Path) -> None:
    with closing(read_only(path)) as connection:
        names = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not names.issuperset(OURS):
            raise OperatorError("that file is a database, but not one of this bot's")
        [found] = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if found != "ok":
            raise OperatorError(f"that database is damaged: {found}")


def _put_aside(target: Path) -> Path:
    """Gives the database a second name, which keeps it when another file takes its first name."""
    # Merges the write-ahead log into the file; a damaged database keeps its log beside it.
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(target, timeout=5.0)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")
    kept = target.with_name(f"{target.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S%f}")
    os.link(target, kept)
    for suffix in ("-wal", "-shm"):
        log = target.with_name(target.name + suffix)
        if log.exists():
            log.rename(kept.with_name(kept.name + suffix))
    return kept


@contextmanager
def _whole(target: Path) -> Iterator[Path]:
    """A temporary file beside ``target``, renamed to it on success and deleted on failure."""
    part = target.with_name(f"{target.name}.part")
    try:
        # It holds people's texts: only the owner may read it.
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600))
        yield part
        descriptor = os.open(part, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
        part.replace(target)
    except OSError as error:
        raise OperatorError(f"{target} cannot be written: {error.strerror or error}") from None
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _asking(failed: str) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise OperatorError(f"{failed}: {error}") from None
