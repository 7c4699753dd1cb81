"""Mistakes of kinds that were made, put back one at a time, for the simulation to find.

A mutant takes the patch that it is made with. Where two guards stand behind each other both are taken away.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection, Text, bindparam, delete, select

from bot.handlers import adapter
from bot.queues import dispatcher
from bot.queues.batch_writer import BatchWriter
from bot.queues.delivery import Delivery
from bot.queues.inbox import Inbox
from bot.queues.outbox import Outbox
from bot.store import inbox, outbox
from bot.store.outbox import Owed
from bot.store.schema import inbox as inbox_table
from bot.store.schema import outbox as outbox_table
from bot.transport.flood_limits import Limits
from index import StorageError

Mutant = Callable[[pytest.MonkeyPatch], None]
Commit = Callable[..., Awaitable[None]]


def numbers_are_given_again(patch: pytest.MonkeyPatch) -> None:
    """A row of the outbox gets the number of one that was just removed; rows are removed by their number alone."""
    insert = outbox._insert

    def again(connection: Connection, *arguments: Any, **named: Any) -> None:
        connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = 'outbox'")
        insert(connection, *arguments, **named)

    patch.setattr(outbox, "_insert", again)
    patch.setattr(outbox, "_DONE", _removed_by_number())


def receipts_join_what_is_on_its_way(patch: pytest.MonkeyPatch) -> None:
    """A receipt joins a row that was read already, and goes with it unsaid."""
    join = outbox._join
    patch.setattr(outbox, "_join", lambda *arguments, **named: join(*arguments, **{**named, "taken": ()}))
    patch.setattr(outbox, "_DONE", _removed_by_number())


def presses_do_not_wait_until_a_message_is_noted(patch: pytest.MonkeyPatch) -> None:
    """A button that is pressed right after its message was changed is taken for the one before."""

    async def noted(_self: Outbox, _chat_id: int) -> None:
        return

    patch.setattr(Outbox, "noted", noted)


def poison_counts_for_innocents(patch: pytest.MonkeyPatch) -> None:
    """What is handled beside an update of which the process dies is suspected as often as that."""
    patch.setattr(dispatcher, "SUSPECT_STARTS", 10**9)


def a_lost_commit_is_taken_for_success(patch: pytest.MonkeyPatch) -> None:
    """A commit that the database refuses counts as made."""
    commit = BatchWriter._commit

    async def swallowed(self: BatchWriter, changes: list[Any]) -> int:
        try:
            return await commit(self, changes)
        except StorageError:
            return len(changes)

    patch.setattr(BatchWriter, "_commit", swallowed)


def an_unheard_commit_is_made_again(patch: pytest.MonkeyPatch) -> None:
    """An update whose commit went unheard is handled once more, and nothing notices that it was done."""
    done = inbox.done

    def unnoticed(connection: Connection, update_id: int) -> bool:
        done(connection, update_id)
        return True

    patch.setattr(inbox, "done", unnoticed)


def replies_go_before_their_update_is_committed(patch: pytest.MonkeyPatch) -> None:
    """What is owed and what was done are two transactions."""

    async def commit_result(services: Any, asked: Any, chat_id: int, result: Any, **_: Any) -> None:
        owed: Sequence[Any] = ()

        def answer(connection: Connection) -> None:
            nonlocal owed
            owed = result(connection)
            services.outbox.put(connection, owed)

        await services.writer.do(answer)
        services.outbox.wake({chat_id})
        await services.writer.do(lambda connection: services.dispatcher.done(connection, asked.update_id))
        services.dispatcher.attempts[asked.update_id].committed = True

    patch.setattr(adapter, "commit_result", commit_result)


def updates_are_acknowledged_before_they_are_stored(patch: pytest.MonkeyPatch) -> None:
    """Telegram hears that an update was taken, whether it could be stored or not."""
    take = Inbox.take

    async def careless(self: Inbox, updates: Sequence[Any]) -> None:
        with suppress(StorageError):
            await take(self, updates)

    patch.setattr(Inbox, "take", careless)


def rows_go_before_their_message(patch: pytest.MonkeyPatch) -> None:
    """A message counts as sent before Telegram has it."""
    attempt = Delivery.attempt

    async def hasty(self: Delivery, owed: Owed) -> int | None:
        await self._drop(owed)
        return await attempt(self, owed)

    patch.setattr(Delivery, "attempt", hasty)


def what_waits_is_overtaken(patch: pytest.MonkeyPatch) -> None:
    """A message that has to be tried again lets the next one of its chat go first."""
    first = select(*outbox._HEAD).where(outbox_table.c.chat_id == bindparam("chat"))
    patch.setattr(outbox, "_NEXT", first.order_by(outbox_table.c.not_before, outbox_table.c.id).limit(1))


def telegrams_wish_to_wait_is_ignored(patch: pytest.MonkeyPatch) -> None:
    """After a 429 messages go on, to the same chat too."""
    later = outbox.later

    def at_once(connection: Connection, owed: Owed, *, not_before: float, tries: int) -> None:
        later(connection, owed, not_before=0.0, tries=tries)

    patch.setattr(Limits, "hold", lambda *_: None)
    patch.setattr(outbox, "later", at_once)


def limits_count_what_leaves_not_what_arrives(patch: pytest.MonkeyPatch) -> None:
    """What was long on its way meets Telegram's limit together with what follows it."""
    patch.setattr(Limits, "arrived", lambda *_: None)


def an_unheard_failure_counts_twice(patch: pytest.MonkeyPatch) -> None:
    """A try that failed adds one to what is stored, and once more when its commit goes unheard."""
    failed = inbox.failed

    def added(connection: Connection, update_id: int, error: str, _tries: int) -> bool:
        mine = select(inbox_table.c.tries).where(inbox_table.c.update_id == update_id)
        tries = (connection.scalar(mine) or 0) + 1
        waiting = failed(connection, update_id, error, tries)
        if waiting and tries >= dispatcher.HANDLING_TRIES:
            inbox.set_aside(connection, update_id)
        return waiting

    patch.setattr(inbox, "failed", added)


def _removed_by_number() -> Any:
    # The body is bound still, and always fits.
    fits = bindparam("body", type_=Text).is_not(None)
    return delete(outbox_table).where(outbox_table.c.id == bindparam("key"), fits)


MUTANTS: dict[str, Mutant] = {
    each.__name__: each
    for each in (
        numbers_are_given_again,
        receipts_join_what_is_on_its_way,
        presses_do_not_wait_until_a_message_is_noted,
        poison_counts_for_innocents,
        a_lost_commit_is_taken_for_success,
        an_unheard_commit_is_made_again,
        replies_go_before_their_update_is_committed,
        updates_are_acknowledged_before_they_are_stored,
        rows_go_before_their_message,
        what_waits_is_overtaken,
        telegrams_wish_to_wait_is_ignored,
        limits_count_what_leaves_not_what_arrives,
        an_unheard_failure_counts_twice,
    )
}


@dataclass(frozen=True, slots=True)
class Finding:
    """The run that finds a mistake, at which of its steps, and after how many in all, of runs 1, 2, 3 and so on."""

    seed: int
    at: int
    steps: int


# As `python -m tests.simulation --mutant all` says.
FOUND: dict[str, Finding] = {
    "numbers_are_given_again": Finding(130, at=729, steps=129_843),
    "receipts_join_what_is_on_its_way": Finding(83, at=821, steps=75_327),
    "presses_do_not_wait_until_a_message_is_noted": Finding(9, at=832, steps=6_255),
    "poison_counts_for_innocents": Finding(48, at=1522, steps=40_959),
    "a_lost_commit_is_taken_for_success": Finding(11, at=1563, steps=9_381),
    "an_unheard_commit_is_made_again": Finding(2, at=618, steps=2_023),
    "replies_go_before_their_update_is_committed": Finding(1, at=763, steps=763),
    "updates_are_acknowledged_before_they_are_stored": Finding(7, at=1135, steps=4_626),
    "rows_go_before_their_message": Finding(1, at=637, steps=637),
    "what_waits_is_overtaken": Finding(1, at=515, steps=515),
    "telegrams_wish_to_wait_is_ignored": Finding(10, at=455, steps=7_191),
    "limits_count_what_leaves_not_what_arrives": Finding(3, at=484, steps=2_926),
    "an_unheard_failure_counts_twice": Finding(2, at=665, steps=2_070),
}
