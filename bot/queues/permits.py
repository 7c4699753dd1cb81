"""Who may send at this moment, of all processes: Telegram counts what they send together."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from bot.store.outbox import Head


class Permits:
    """Of a process that is alone: what ``bot.transport.flood_limits`` lets pass may go."""

    def wait(self, _priority: int) -> float:
        """Seconds until it is worth asking for a message of that priority; 0 means now."""
        return 0.0

    def take(self, due: Sequence[Head]) -> Collection[int]:
        """The chats of those messages that may go now, answers first, in any thread. Raises StorageError."""
        return [each.chat_id for each in due]

    def give_back(self, connection: Connection, chat_id: int) -> None:
        """Telegram has answered to what was sent to the chat, in any thread."""

    def given_back(self, chat_id: int) -> None:
        """That is committed."""
