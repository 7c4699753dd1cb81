"""Opens the database with the library's and the bot's tables, without Telegram."""

from __future__ import annotations

from pathlib import Path

from bot.store import schema
from index import Library
from index.database import History

HISTORY = History(
    scripts=Path(__file__).parent / "migrations",
    table="bot_version",
    head=schema.REVISION,
)
# With fewer bytes of free disk than this the operator is warned.
LITTLE_SPACE = 200 * 1024 * 1024


def open_library(url: str, *, meaning: bool = True) -> Library:
    """The library, with the bot's tables beside it; ``meaning`` as for ``Library.open``. Raises StorageError."""
    return Library.open(url, beside=[HISTORY], meaning=meaning)
