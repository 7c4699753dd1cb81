"""How the database's file is opened."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path

from index.store.database import Database


def test_a_new_file_that_another_process_is_writing_is_waited_for(tmp_path: Path) -> None:
    """SQLite refuses to turn on its write-ahead log at once here, whatever its time-out."""
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as thread:
        opening = thread.submit(Database.open, f"sqlite:///{tmp_path / 'new.db'}")
        try:
            assert not wait([opening], timeout=0.3).done, "it neither waits nor says that it cannot"
        finally:
            other.execute("COMMIT")
        opened = opening.result(timeout=30)
    with opened.read() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
    opened.close()
    other.close()
