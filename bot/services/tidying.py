"""What is left to be done after forgetting, now and then, in short transactions."""

from __future__ import annotations

import time

from bot.store import pending_deletions
from index import Library


def tidy(library: Library) -> None:
    """Deletes what nobody can see or bring back any more: articles, and what was said in chats that forgot all.

    Raises LibraryError, and what is wrong with a chat's articles when everything else is done.
    """
    until = time.time() - library.undo.total_seconds()
    try:
        library.tidy()
    finally:
        _forget_said(library, until)


def _forget_said(library: Library, until: float) -> None:
    with library.database.read() as connection:
        due = pending_deletions.due(connection, until)
    for chat_id, moment in due:
        with library.transaction() as connection:
            pending_deletions.finish(connection, chat_id, moment)
