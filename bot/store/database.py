"""Opening the database with everything in it, which needs nothing of Telegram."""

from __future__ import annotations

from pathlib import Path

from bot.store import schema
from index import Library

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "bot_version"
# With fewer bytes of free disk than this the operator should make room.
LITTLE_SPACE = 200 * 1024 * 1024


def open_library(url: str) -> Library:
    """The library with the bot's own tables beside it. Raises StorageError."""
    library = Library.open(url)
    library.database.upgrade(MIGRATIONS, table=VERSION_TABLE, head=schema.REVISION)
    return library
