"""Telegram's limit on all messages of one bot, shared by several processes through the database."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection

from bot.queues.cluster import permit_rows
from bot.queues.cluster.permit_rows import Permit
from bot.queues.delivery import Permits
from bot.store.outbox import ANSWER, Head
from index import Database

# Digests leave this many permits to answers, of all processes.
SPARE = 3
# However soon a permit is free, this process does not ask again at once: others ask, too.
ASK_AGAIN_SECONDS = 0.02


class SharedPermits(Permits):
    """For processes that share a PostgreSQL database: each takes what it needs at that moment, as far as there is some.

    One short transaction for all that a process sends at once. A permit that is not given back is lost for ``held``
    seconds; ``clock`` gives seconds that only grow.
    """

    def __init__(
        self,
        database: Database,
        *,
        held: float = permit_rows.HELD_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._held, self._clock = database, held, clock
        # One message at a time is on its way to a chat.
        self._mine: dict[int, Permit] = {}
        # When there may be another one for a message of that priority.
        self._again_at: dict[int, float] = {}
        self._prepared = False

    def wait(self, priority: int) -> float:
        """Nobody asks while it is known that there is none."""
        return max(0.0, self._again_at.get(priority, 0.0) - self._clock())

    def take(self, due: Sequence[Head]) -> Collection[int]:
        """Of the chats as many, from the first on, as there are permits for."""
        if not due:
            return ()
        answers = [each for each in due if each.priority == ANSWER]
        others = [each for each in due if each.priority != ANSWER]
        taken: dict[int, Permit] = {}
        again: dict[int, float] = {}
        with self._database.write() as connection:
            permit_rows.hurried(connection, self._held)
            if not self._prepared:
                permit_rows.prepare(connection)
            for heads, spare in ((answers, 0), (others, SPARE)):
                found = permit_rows.take(connection, len(heads), spare=spare, held=self._held) if heads else []
                taken.update({head.chat_id: permit for head, permit in zip(heads, found, strict=False)})
                if len(found) < len(heads):
                    wait = max(ASK_AGAIN_SECONDS, permit_rows.wait(connection, spare=spare))
                    again[heads[0].priority] = self._clock() + wait
        self._prepared = True
        self._mine.update(taken)
        self._again_at.update(again)
        return taken

    def give_back(self, connection: Connection, chat_id: int) -> None:
        """In the transaction that writes down what became of the message: it costs no further one."""
        permit = self._mine.get(chat_id)
        if permit is not None:
            permit_rows.give_back(connection, permit)

    def given_back(self, chat_id: int) -> None:
        """The permit is anybody's."""
        self._mine.pop(chat_id, None)
