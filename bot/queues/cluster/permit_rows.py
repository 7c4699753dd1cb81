"""The rows that say how many messages may be on their way to Telegram, for all processes on a PostgreSQL database.

A row is a permit: who takes it may send one message, and it is nobody's again a second after Telegram has answered.
So in no second can Telegram count more messages than there are rows, however long they are on their way, and whatever
the clocks of the machines say. Nobody waits for anybody: a row that somebody else has in hand is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, text

from bot.transport.flood_limits import OVERALL_A_SECOND, SLACK
from index.database import sql

# A permit that nobody gives back, since its process died or its connection broke, is free again after this time.
HELD_SECONDS = 4.0
# The server's clock: when a statement came. One that is read earlier than it is used frees nothing too early.
_NOW = "extract(epoch FROM statement_timestamp())::float8"
# What is held for longer than anything is was written before the server's clock was put back.
_FREE = f"(free_at <= {_NOW} OR free_at > {_NOW} + {2 * HELD_SECONDS:g})"
# Materialised: it must not be carried out a second time, which would lock other rows.
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
    """One message may go; ``until`` tells this holder's row from what it is for the next one."""

    number: int
    until: float


def prepare(connection: Connection) -> None:
    """Makes the permits, as far as there are none."""
    made = "INSERT INTO permit (number, free_at) SELECT each, 0 FROM generate_series(1, :most) AS each"
    connection.execute(text(f"{made} ON CONFLICT DO NOTHING"), {"most": OVERALL_A_SECOND})


def hurried(connection: Connection, held: float = HELD_SECONDS) -> None:
    """This transaction does not wait for the disk: what a crash of the server takes of it is a second old by then.

    A process that is paused inside it keeps others waiting for no longer than one that is paused after it.
    """
    pause = round(held * 1000)
    connection.exec_driver_sql(
        f"SET LOCAL synchronous_commit = off; SET LOCAL idle_in_transaction_session_timeout = {pause}"
    )


def take(connection: Connection, most: int, *, spare: int = 0, held: float = HELD_SECONDS) -> list[Permit]:
    """Takes ``most`` permits, as far as they are free, and leaves ``spare`` ones; each is free again after ``held``."""
    rows = sql.query(connection, _TAKE, most=most, spare=spare, held=held)
    return [Permit(number=row[0], until=row[1]) for row in rows]


def wait(connection: Connection, *, spare: int = 0) -> float:
    """In how many seconds, at the earliest, one is free, besides ``spare`` ones. Never less than 0."""
    # Those on their way may be answered in this moment.
    [(seconds,)] = sql.query(connection, _WAIT, spare=spare)
    return max(0.0, float(seconds))


def give_back(connection: Connection, permit: Permit) -> None:
    """Telegram has answered: the permit is good for another message, a second from now."""
    sql.execute(connection, _GIVE_BACK, number=permit.number, until=permit.until)
