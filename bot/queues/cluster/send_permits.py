"""Telegram's limit on all messages of one bot, shared by several processes through a PostgreSQL database.

A row is a permit to send one message. It is free again a second after Telegram has answered. Telegram can therefore
count no more messages in any second than there are rows, however long the messages travel and whatever the machines'
clocks say. Nobody waits for anybody: rows that another process has locked are skipped.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from bot.queues.delivery import Permits
from bot.store.outbox import ANSWER, Head
from bot.transport.flood_limits import OVERALL_A_SECOND, SLACK
from index import Database
from index.database import sql

# Permits that digests leave to answers, over all processes.
SPARE = 3
# Minimum pause before this process asks again, even if a permit is free sooner: others ask, too.
ASK_AGAIN_SECONDS = 0.02
# A permit whose process died or whose connection broke is free again after this time.
HELD_SECONDS = 4.0
# The server's clock when a statement arrived. Reading it before it is used frees no permit too early.
_NOW = "extract(epoch FROM statement_timestamp())::float8"
# A permit held longer than any can be was written before the server's clock was put back.
_FREE = f"(free_at <= {_NOW} OR free_at > {_NOW} + {2 * HELD_SECONDS:g})"
# Materialised: executing it a second time would lock other rows.
_TAKE = text(
    f"WITH free AS MATERIALIZED (SELECT number FROM permit WHERE {_FREE}"
    " OFFSET :spare LIMIT :most FOR UPDATE SKIP LOCKED)"
    f" UPDATE permit SET free_at = {_NOW} + :held FROM free WHERE permit.number = free.number"
    " RETURNING permit.number, permit.free_at"
).bindparams(bindparam("spare"), bindparam("most"), bindparam("held"))
_WAIT = text(
    f"SELECT coalesce((SELECT least(free_at - {_NOW}, {SLACK:g}) AS wait FROM permit ORDER BY wait"
    f" OFFSET :spare LIMIT 1), {SLACK:g})"
).bindparams(bindparam("spare"))
_GIVE_BACK = text(
    f"UPDATE permit SET free_at = {_NOW} + {SLACK:g} WHERE number = :number AND free_at = :until"
).bindparams(bindparam("number"), bindparam("until"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Permit:
    """Permission to send one message. ``until`` distinguishes this holder from the next holder of the row."""

    number: int
    until: float


def prepare(connection: Connection) -> None:
    """Creates the missing permits."""
    made = "INSERT INTO permit (number, free_at) SELECT each, 0 FROM generate_series(1, :most) AS each"
    connection.execute(text(f"{made} ON CONFLICT DO NOTHING"), {"most": OVERALL_A_SECOND})


def hurried(connection: Connection, held: float = HELD_SECONDS) -> None:
    """Makes this transaction not wait for the disk: what a server crash loses of it has expired by then.

    A process paused inside it delays others no longer than one that is paused after it.
    """
    pause = round(held * 1000)
    connection.exec_driver_sql(
        f"SET LOCAL synchronous_commit = off; SET LOCAL idle_in_transaction_session_timeout = {pause}"
    )


def take_permits(connection: Connection, most: int, *, spare: int = 0, held: float = HELD_SECONDS) -> list[Permit]:
    """Takes up to ``most`` free permits, leaving ``spare`` of them; each is free again after ``held``."""
    rows = sql.query(connection, _TAKE, most=most, spare=spare, held=held)
    return [Permit(number=row[0], until=row[1]) for row in rows]


def next_free_in(connection: Connection, *, spare: int = 0) -> float:
    """Seconds until one more than ``spare`` is free, at the earliest. Never less than 0."""
    # Telegram may be answering those under way at this moment.
    [(seconds,)] = sql.query(connection, _WAIT, spare=spare)
    return max(0.0, float(seconds))


def return_permit(connection: Connection, permit: Permit) -> None:
    """After Telegram's answer: the permit is free for another message a second from now."""
    sql.execute(connection, _GIVE_BACK, number=permit.number, until=permit.until)


class SharedPermits(Permits):
    """Permits for processes that share a PostgreSQL database: each takes what it needs now, as far as available.

    One short transaction serves all that a process sends at once. A permit that is not given back is lost for ``held``
    seconds. ``clock`` gives seconds and never goes back.
    """

    def __init__(
        self,
        database: Database,
        *,
        held: float = HELD_SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database, self._held, self._clock = database, held, clock
        # One message at a time is under way to a chat.
        self._mine: dict[int, Permit] = {}
        # When a permit may be free for a message of that priority.
        self._again_at: dict[int, float] = {}
        self._prepared = False

    def wait(self, priority: int) -> float:
        """No query is made while it is known that no permit is free."""
        return max(0.0, self._again_at.get(priority, 0.0) - self._clock())

    def take(self, due: Sequence[Head]) -> Collection[int]:
        """The first of these chats, as many as there are permits for."""
        if not due:
            return ()
        answers = [each for each in due if each.priority == ANSWER]
        others = [each for each in due if each.priority != ANSWER]
        taken: dict[int, Permit] = {}
        again: dict[int, float] = {}
        with self._database.write() as connection:
            hurried(connection, self._held)
            if not self._prepared:
                prepare(connection)
            for heads, spare in ((answers, 0), (others, SPARE)):
                found = take_permits(connection, len(heads), spare=spare, held=self._held) if heads else []
                taken.update({head.chat_id: permit for head, permit in zip(heads, found, strict=False)})
                if len(found) < len(heads):
                    wait = max(ASK_AGAIN_SECONDS, next_free_in(connection, spare=spare))
                    again[heads[0].priority] = self._clock() + wait
        self._prepared = True
        self._mine.update(taken)
        self._again_at.update(again)
        return taken

    def give_back(self, connection: Connection, chat_id: int) -> None:
        """Joins the transaction that records the message's outcome, so it costs no further one."""
        permit = self._mine.get(chat_id)
        if permit is not None:
            return_permit(connection, permit)

    def given_back(self, chat_id: int) -> None:
        """The permit is free for any process."""
        self._mine.pop(chat_id, None)
