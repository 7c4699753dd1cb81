"""What several processes on one PostgreSQL do when connections break, and when one of them is paused or lags behind."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import inspect, text

from bot.config import OperatorError
from bot.domain.messages import Send
from bot.ops.run import opened
from bot.playground import Person, World
from bot.playground.world.watching import PATIENCE
from bot.queues.cluster import lease_rows
from bot.queues.cluster.heartbeat import ClusterTiming
from bot.store import inbox
from bot.store import outbox as store
from bot.store.database import open_library
from bot.store.locks import Locked, only_one_on
from index import Database, Library, StorageError
from tests.support import postgres
from tests.support.bot.waiting import until
from tests.support.rigs.processes import QUICK, Begin, coordinator, held_up, said, silent, states, updates

pytestmark = pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING)


def carry_out(library: Library, sql: str, **values: Any) -> None:
    with library.transaction() as connection:
        connection.execute(text(sql), values)


async def test_an_update_is_handled_that_is_stored_although_the_connection_broke_at_the_commit(
    begin: Begin, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = await begin(), await begin()
    anna.says("/help")
    posted = updates(world)
    store = one.inbox._store

    def broken(*arguments: Any) -> Any:
        store(*arguments)
        raise StorageError("the connection broke after the commit", passing=True)

    monkeypatch.setattr(one.inbox, "_store", broken)
    with pytest.raises(StorageError):
        await one.inbox.take(posted)
    monkeypatch.setattr(one.inbox, "_store", store)
    # Telegram posts it again, to whichever.
    await two.inbox.take(posted)
    await until(lambda: states(one.library) == [inbox.DONE])
    await until(lambda: said(world, anna))


async def test_a_chat_that_is_this_processs_without_its_knowing_is_found_again(
    begin: Begin, world: World, anna: Person
) -> None:
    # It is not by comparing everything, now and then, that it is found.
    rarely = replace(QUICK, compare=3600.0)
    one, two = await begin(rarely), await begin(rarely)
    process = coordinator(one)._heartbeat.process
    carry_out(one.library, "INSERT INTO lease VALUES (:chat, :process, false, '', 1e12)", chat=anna.id, process=process)
    anna.says("/help")
    await two.inbox.take(updates(world))
    await until(lambda: states(one.library) == [inbox.DONE])


async def test_whoever_posts_hears_of_any_mistake_in_taking_an_update(
    begin: Begin, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await begin()

    def mistaken(*_: Any) -> None:
        raise RuntimeError("a mistake")

    anna.says("/help")
    posted = updates(world)
    with monkeypatch.context() as patched:
        patched.setattr(coordinator(one), "took", mistaken)
        with pytest.raises(RuntimeError):
            async with asyncio.timeout(PATIENCE):
                await one.inbox.take(posted)
    await one.inbox.take(posted)
    await until(lambda: states(one.library) == [inbox.DONE])


async def test_a_chat_that_is_taken_away_while_it_is_handled_ends_without_a_mistake_and_its_owner_hears_of_it(
    begin: Begin, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await begin()
    handling, resumed = held_up(one)
    anna.says("/help")
    await one.inbox.take(updates(world))
    await handling.wait()
    with one.library.transaction() as connection:
        other = lease_rows.join(connection)
        connection.execute(text("UPDATE lease SET process = :process"), {"process": other})
    # Something is stored for the chat while it is still believed to be this one's.
    anna.says("/help")
    await one.inbox.take(updates(world))
    [task] = one.services.dispatcher._tasks.values()
    announced: list[tuple[int, int]] = []

    def announce(_: object, process: int, chat_id: int) -> None:
        announced.append((process, chat_id))

    monkeypatch.setattr(lease_rows, "announce", announce)
    resumed.set()
    await asyncio.wait([task])
    assert task.exception() is None
    await until(lambda: (other, anna.id) in announced)
    assert states(one.library) == [inbox.WAITING, inbox.WAITING]


async def test_a_process_that_is_paused_inside_a_transaction_does_not_silence_the_others(
    begin: Begin, world: World, anna: Person
) -> None:
    one = await begin(replace(QUICK, lock=0.3))
    heartbeat = coordinator(one)._heartbeat
    with one.library.transaction() as connection:
        paused = lease_rows.join(connection)
        connection.execute(text("INSERT INTO lease VALUES (5, NULL, false, '', 0)"))
        connection.execute(text("UPDATE process SET seen_at = 1e12 WHERE id = :process"), {"process": paused})
    anna.says("/help")
    posted = updates(world)
    # What nobody has had for long is just about to be taken, and an update stored; and then it is paused.
    with one.library.transaction() as connection:
        lease_rows.claim(connection, paused, [5])
        inbox.put(connection, [inbox.Waiting(update_id=posted[0]["update_id"], body="{}", chat_id=9)], now=1.0)
        heard: set[float] = set()

        def heard_again() -> bool:
            heard.add(heartbeat._heard_at)
            return len(heard) > 3

        await until(heard_again)
        with pytest.raises(StorageError):
            async with asyncio.timeout(PATIENCE):
                await one.inbox.take(posted)
        connection.rollback()
    await one.inbox.take(posted)
    await until(lambda: said(world, anna))


async def test_a_server_that_was_away_buries_nobody(begin: Begin) -> None:
    patient = replace(QUICK, steady=PATIENCE)
    bots = [await begin(patient), await begin(patient)]
    first, second = (coordinator(each)._heartbeat for each in bots)
    before = [first.process, second.process]
    async with silent(bots[1]):
        async with silent(bots[0]):
            # They have been there for long enough to bury others; then nobody could say anything for an hour.
            for each in (first, second):
                each._steady_since -= 2 * PATIENCE
            carry_out(bots[0].library, "UPDATE process SET seen_at = seen_at - 3600")
            steady = first._steady_since
        first.now()
        await until(lambda: first._steady_since > steady)
        # It goes on saying that it is there, and waits for the other one.
        said_at = first._heard_at
        first.now()
        await until(lambda: first._heard_at > said_at)
    second.now()
    await until(lambda: second._heard_at > said_at)
    assert [first.process, second.process] == before


async def test_who_leads_is_who_came_first_of_those_that_are_heard_of(begin: Begin) -> None:
    first, second = await begin(), await begin()

    def leading() -> list[bool]:
        return [first.ownership.leads, second.ownership.leads]

    assert leading() == [True, False]
    async with silent(first):
        await until(lambda: second.ownership.leads)
        assert leading() == [False, True]
    await asyncio.sleep(1.0)
    assert leading() == [False, True]


async def test_machines_whose_clocks_differ_wait_equally_long_when_telegram_asks_to(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await begin()
    with one.library.transaction() as connection:
        other = lease_rows.join(connection)
        # Its clock is an hour ahead: it says for how long, not until when.
        assert lease_rows.beat(connection, other, held=3600.0) is not None
    limits = coordinator(one)._limits
    await until(lambda: limits.wait_all(time.time()) > 3000.0)
    assert limits.wait_all(time.time()) <= 3601.0


async def test_what_an_earlier_release_stored_last_is_handled_and_in_nobodys_way(
    begin: Begin, world: World, anna: Person
) -> None:
    one = await begin()
    anna.says("/help")
    [update] = updates(world)
    for number in range(20):
        carry_out(
            one.library,
            "INSERT INTO inbox (update_id, body, received_at, state, tries, starts) VALUES (:id, :body, 0, 0, 0, 0)",
            id=10**9 + number,
            body=json.dumps(update | {"update_id": 10**9 + number}),
        )
    other = 77
    with one.library.transaction() as connection:
        arrived = inbox.Waiting(update_id=10**9 - 1, body=json.dumps({"update_id": 10**9 - 1}), chat_id=other)
        inbox.put(connection, [arrived], now=1.0)
    await until(lambda: states(one.library).count(inbox.DONE) == 1)
    await begin()
    await until(lambda: set(states(one.library)) == {inbox.DONE})


def test_a_database_that_somebody_has_for_himself_is_not_migrated(server: str) -> None:
    with postgres.database(server) as bare:
        database = Database.open(bare)
        with only_one_on(database.engine), pytest.raises(OperatorError, match="using this database"):
            opened(bare)
        with database.read() as connection:
            assert not inspect(connection).get_table_names()
        database.close()


async def test_a_message_is_not_sent_once_its_chat_is_another_processs_whatever_is_remembered(
    begin: Begin, world: World, anna: Person
) -> None:
    one = await begin()
    limits, outbox = coordinator(one)._limits, one.services.outbox
    limits.hold(None, time.time() + 3600.0, time.time())
    anna.says("/help")
    await one.inbox.take(updates(world))
    await until(lambda: outbox._heads)
    with one.library.transaction() as connection:
        connection.execute(text("UPDATE lease SET process = :process"), {"process": lease_rows.join(connection)})
    # Now it may be sent.
    limits._held_all = 0.0
    outbox.wake()
    await until(lambda: not coordinator(one).owns(anna.id))
    assert said(world, anna) == []


async def test_a_process_takes_no_more_chats_that_are_owed_something_than_it_can_send_to_in_a_moment(
    begin: Begin,
) -> None:
    one = await begin()
    coordinator(one)._limits.hold(None, time.time() + 3600.0, time.time())
    with one.library.transaction() as connection:
        one.services.outbox.put(connection, [Send(chat_id=1000 + each, text="A digest.") for each in range(200)])
    await until(lambda: len(coordinator(one).owned()) > 20)
    await asyncio.sleep(1.5)
    assert len(coordinator(one).owned()) <= 40


async def test_a_process_takes_no_more_chats_of_a_batch_than_it_has_room_for(
    begin: Begin, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = await begin()
    monkeypatch.setattr(coordinator(one)._chats, "room", lambda: 2)
    claimed: list[int] = []
    claim = lease_rows.claim

    def noted(connection: Any, process: int, chat_ids: Collection[int]) -> list[lease_rows.Leased]:
        claimed.append(len(chat_ids))
        return claim(connection, process, chat_ids)

    monkeypatch.setattr(lease_rows, "claim", noted)
    people = [world.person(f"Person {number}") for number in range(9)]
    for person in people:
        person.says("/help")
    await one.inbox.take(updates(world))
    await until(lambda: set(states(one.library)) == {inbox.DONE})
    assert max(claimed) <= 2


async def test_whoever_looks_for_what_is_owed_is_in_nobodys_way_who_sends_it(url: str) -> None:
    with open_library(url) as library:
        with library.transaction() as connection:
            store.put(connection, [Send(chat_id=5, text="A digest.")], now=1.0)
        with library.transaction() as looking, library.transaction() as sending:
            assert lease_rows.unattended(looking, updates=1, messages=1, now=2.0) == [5]
            assert sending.execute(text("SELECT id FROM outbox FOR UPDATE NOWAIT")).all()


async def test_updates_that_are_committed_together_are_stored_by_number(
    begin: Begin, world: World, anna: Person
) -> None:
    one = await begin()
    for _ in range(4):
        anna.says("/help")
    posted = updates(world)
    await asyncio.gather(*(one.inbox.take([each]) for each in reversed(posted)))
    with one.library.database.read() as connection:
        stored = connection.scalars(text("SELECT update_id FROM inbox ORDER BY number")).all()
    assert stored == [each["update_id"] for each in posted]


async def test_what_telegram_asks_one_to_wait_the_others_hear_at_once(begin: Begin) -> None:
    # No heartbeat is due for a minute: only what they are told makes them beat.
    rare = ClusterTiming(silent=200.0, beat=60.0, sure=150.0, steady=100.0)
    one, two = await begin(rare), await begin(rare)
    await asyncio.sleep(0.6)
    coordinator(one)._limits.hold(None, time.time() + 3600.0, time.time())
    coordinator(one).asked_to_wait()
    await until(lambda: coordinator(two)._limits.wait_all(time.time()) > 3000.0)


def begins_alone(stack: ExitStack, copier: Database) -> bool:
    """Whether the database is the copier's alone from now on, until ``stack`` is left."""
    try:
        stack.enter_context(only_one_on(copier.engine))
    except Locked:
        return False
    return True


async def test_while_somebody_may_be_copying_the_database_nothing_is_stored_handled_or_sent(
    begin: Begin, world: World, anna: Person, url: str
) -> None:
    one = await begin()
    listener = coordinator(one)._listener
    copier = Database.open(url)
    with ExitStack() as stack:
        async with asyncio.timeout(PATIENCE):
            while not begins_alone(stack, copier):
                # What holds the lock for the bot is its connection, which the server can end.
                if listener._connection is not None:
                    pid = listener._connection.info.backend_pid
                    carry_out(one.library, "SELECT pg_terminate_backend(:pid)", pid=pid)
                await asyncio.sleep(0.05)
        await until(lambda: not listener.there)
        anna.says("/help")
        posted = updates(world)
        with pytest.raises(StorageError):
            await one.inbox.take(posted)
        await asyncio.sleep(1.5)
        assert not listener.there
        assert states(one.library) == []
    copier.close()
    await until(lambda: listener.there)
    await one.inbox.take(posted)
    await until(lambda: said(world, anna))
