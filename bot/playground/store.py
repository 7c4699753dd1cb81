"""The local Telegram's storage between runs: one SQLite file, or memory."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.playground.errors import PlaygroundError

_SCHEMA = """
CREATE TABLE IF NOT EXISTS thing (kind TEXT, key TEXT, value TEXT NOT NULL, PRIMARY KEY (kind, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS content (file_id TEXT PRIMARY KEY, bytes BLOB NOT NULL);
"""


class Store:
    """Stores objects by kind and key as JSON, counters that never go back, and the bytes of files.

    `path` is the SQLite file (created if missing); `None` keeps everything in memory. Raises `PlaygroundError` when the
    file cannot be opened or is not ours.
    """

    def __init__(self, path: Path | None) -> None:
        try:
            # Only the event loop's thread uses it, but another thread may have created it.
            self._database = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
            self._database.execute("PRAGMA journal_mode = WAL")
            # If the machine crashes, the playground's last messages may be lost; if only the process crashes, nothing
            # is.
            self._database.execute("PRAGMA synchronous = NORMAL")
            self._database.executescript(_SCHEMA)
        except sqlite3.Error as error:
            raise PlaygroundError(f"The playground cannot keep its chats in {path}: {error}") from error

    def put(self, kind: str, key: object, value: Any) -> None:
        self._database.execute("REPLACE INTO thing VALUES (?, ?, ?)", (kind, str(key), json.dumps(value)))

    def drop(self, kind: str, key: object) -> None:
        self._database.execute("DELETE FROM thing WHERE kind = ? AND key = ?", (kind, str(key)))

    def all(self, kind: str) -> Iterator[tuple[str, Any]]:
        """Every (key, value) of a kind, in no particular order."""
        for key, value in self._database.execute("SELECT key, value FROM thing WHERE kind = ?", (kind,)).fetchall():
            yield key, json.loads(value)

    def next(self, name: str, first: int = 1) -> int:
        """The next number of a counter; no number is issued twice, in this run or a later one."""
        row = self._database.execute(
            "INSERT INTO counter VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
            (name, first),
        ).fetchone()
        return int(row[0])

    def put_content(self, file_id: str, content: bytes) -> None:
        self._database.execute("REPLACE INTO content VALUES (?, ?)", (file_id, content))

    def content(self, file_id: str) -> bytes | None:
        row = self._database.execute("SELECT bytes FROM content WHERE file_id = ?", (file_id,)).fetchone()
        return bytes(row[0]) if row else None

    def close(self) -> None:
        self._database.close()
