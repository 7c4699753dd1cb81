"""What the operator can rely on of Telegram's limit on all messages when several processes send for one bot."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Collection, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from sqlalchemy import text
from telegram import Bot

from bot.domain.messages import MessageContext, Send, SendReceipt
from bot.playground import Api, FloodLimits, World
from bot.playground.request import InProcessRequest
from bot.queues.cluster import send_permits as permits
from bot.queues.cluster.send_permits import SPARE, SharedPermits
from bot.queues.delivery import Delivery
from bot.queues.outbox import Outbox
from bot.queues.ownership import Ownership
from bot.store import outbox as store
from bot.store.database import open_library
from bot.store.outbox import ANSWER, DIGEST, Head
from bot.transport.flood_limits import OVERALL_A_SECOND
from index import Database, Library, StorageError
from tests.support import postgres
from tests.support.bot.waiting import until
from tests.support.rigs.processes import Begin, coordinator

pytestmark = pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING)


class Counted(FloodLimits):
    """Telegram's limits; how many messages ``came``, and how many of them it would not take."""

    def __init__(self) -> None:
        super().__init__(time.monotonic)
        self.came = self.refused = 0

    def check(self, chat_id: int) -> None:
        self.came += 1
        try:
            super().check(chat_id)
        except Exception:
            self.refused += 1
            raise


@pytest.fixture
def telegram(world: World) -> Counted:
    world.limits = Counted()
    return world.limits


def people(world: World, count: int) -> list[int]:
    return [world.person(f"Person {number}").id for number in range(count)]


class Some(Ownership):
    """As if a process had these chats."""

    def __init__(self, chats: Collection[int]) -> None:
        super().__init__()
        self._chats = set(chats)

    def owned(self) -> Collection[int]:
        return self._chats

    def owns(self, chat_id: int) -> bool:
        return chat_id in self._chats


def _rendered(message: SendReceipt) -> Send:
    raise AssertionError(message)


@asynccontextmanager
async def sending(library: Library, api: Api, chats: Sequence[int]) -> AsyncIterator[SharedPermits]:
    """A process that sends to these chats."""
    shared = SharedPermits(library.database)
    request = InProcessRequest(api)
    async with Bot(api.world.token, "http://telegram.test/bot", request=request) as bot:
        outbox = Outbox(Delivery(library.database, bot, _rendered, ownership=Some(chats), permits=shared))
        task = asyncio.create_task(outbox.run())
        try:
            yield shared
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await outbox.drain(2.0)


def owed(library: Library) -> int:
    with library.database.read() as connection:
        return int(connection.scalar(text("SELECT count(*) FROM outbox")) or 0)


def head(chat_id: int, priority: int = ANSWER) -> Head:
    return Head(id=chat_id, chat_id=chat_id, kind="send", priority=priority, created_at=0.0, not_before=0.0)


def heads(begin: int, end: int, priority: int = ANSWER) -> list[Head]:
    return [head(each, priority) for each in range(begin, end)]


async def test_a_process_that_alone_has_something_to_say_says_it_as_fast_as_if_it_were_alone(
    begin: Begin, world: World, telegram: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy, *idle = [await begin() for _ in range(3)]
    for each in idle:
        monkeypatch.setattr(coordinator(each)._chats, "room_to_send", lambda: 0)
    permitted: list[int] = []
    take = SharedPermits.take

    def noted(shared: SharedPermits, due: Sequence[Head]) -> Collection[int]:
        taken = take(shared, due)
        permitted.append(len(taken))
        return taken

    monkeypatch.setattr(SharedPermits, "take", noted)
    # They have heard of each other.
    await asyncio.sleep(1.0)
    chats = people(world, 120)
    with busy.library.transaction() as connection:
        busy.services.outbox.put(connection, [Send(chat_id=each, text="An answer.") for each in chats])
    await until(lambda: not owed(busy.library))
    assert telegram.refused == 0
    # More than a third of what all may send.
    assert max(permitted) > OVERALL_A_SECOND / 3


async def test_however_many_processes_have_much_to_say_telegram_never_gets_more_than_thirty_messages_a_second(
    url: str, api: Api, world: World, telegram: Counted
) -> None:
    chats = people(world, 180)
    world.faults.delay("sendMessage", seconds=0.7, times=20)
    async with AsyncExitStack() as stack:
        library = stack.enter_context(open_library(url))
        with library.transaction() as connection:
            store.put(connection, [Send(chat_id=each, text="An answer.") for each in chats], now=1.0)
        for number in range(3):
            mine = stack.enter_context(open_library(url))
            await stack.enter_async_context(sending(mine, api, chats[number::3]))
        await until(lambda: not owed(library))
    assert telegram.came == len(chats)
    assert telegram.refused == 0


async def test_what_a_process_asks_for_it_gets_as_far_as_others_have_left_it(url: str) -> None:
    with open_library(url) as one, open_library(url) as two:
        first, second = SharedPermits(one.database), SharedPermits(two.database, clock=lambda: 0.0)
        assert len(first.take(heads(0, 20))) == 20
        # From the first on: those that have waited longest.
        assert set(second.take(heads(100, 120))) == set(range(100, 110))
        assert 0.5 < second.wait(ANSWER) <= 1.1
        assert first.wait(ANSWER) == 0.0


async def test_a_permit_is_good_for_another_message_a_second_after_telegram_has_answered_and_no_sooner(
    url: str,
) -> None:
    with open_library(url) as library:
        mine, others = SharedPermits(library.database), SharedPermits(library.database)
        mine.take(heads(0, 30))
        number = mine._mine[5].number
        carry_out(library.database, "UPDATE permit SET free_at = free_at - 1.5 WHERE number <> :mine", mine=number)
        # They are on their way: Telegram has not said that it has counted them.
        assert not others.take([head(99)])
        with library.transaction() as connection:
            mine.give_back(connection, 5)
            second = "extract(epoch FROM transaction_timestamp()) + 1.0"
            assert connection.scalar(text(f"SELECT count(*) FROM permit WHERE free_at <= {second}")) == 0
        mine.given_back(5)
        carry_out(library.database, "UPDATE permit SET free_at = free_at - 1.1")
        assert list(others.take(heads(99, 105))) == [99]


async def test_what_a_process_had_that_has_died_is_lost_to_the_others_for_a_moment_only(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_library(url) as library:
        SharedPermits(library.database).take(heads(0, 30))
        others = SharedPermits(library.database)
        assert not others.take([head(99)])
        await asyncio.sleep(permits.HELD_SECONDS + 0.2)
        assert len(others.take(heads(0, 40))) == OVERALL_A_SECOND


async def test_a_process_that_is_paused_while_it_takes_what_there_is_keeps_the_others_silent_for_a_moment_only(
    url: str,
) -> None:
    held = 3.0
    with open_library(url) as library, open_library(url) as other:
        SharedPermits(library.database, held=held).take([head(1)])
        carry_out(library.database, "UPDATE permit SET free_at = 0")

        async def paused() -> None:
            with library.database.write() as connection:
                permits.hurried(connection, held)
                assert len(permits.take_permits(connection, 30, held=held)) == OVERALL_A_SECOND
                assert not SharedPermits(other.database, held=held).take([head(2)])
                await asyncio.sleep(held + 0.5)
                assert SharedPermits(other.database, held=held).take([head(2)])

        with pytest.raises(StorageError):
            await paused()


async def test_who_comes_back_too_late_does_not_give_back_what_is_somebody_elses_by_now(url: str) -> None:
    with open_library(url) as library:
        late, others = SharedPermits(library.database), SharedPermits(library.database)
        late.take(heads(0, 30))
        carry_out(library.database, "UPDATE permit SET free_at = 0")
        others.take(heads(0, 30))
        with library.transaction() as connection:
            for each in range(30):
                late.give_back(connection, each)
        await asyncio.sleep(1.2)
        assert not late.take([head(99)])


async def test_digests_of_any_process_leave_room_for_answers_of_any_process(url: str) -> None:
    with open_library(url) as library:
        one, two = SharedPermits(library.database, clock=lambda: 0.0), SharedPermits(library.database)
        assert len(one.take(heads(0, 40, DIGEST))) == OVERALL_A_SECOND - SPARE
        assert one.wait(DIGEST) > 0.5
        # Whoever waits with digests does not wait with answers for that reason.
        assert one.wait(ANSWER) == 0.0
        assert len(two.take([*heads(100, 110), *heads(110, 120, DIGEST)])) == SPARE


async def test_a_servers_clock_that_is_put_back_keeps_nobody_silent(url: str) -> None:
    with open_library(url) as library:
        shared = SharedPermits(library.database)
        shared.take(heads(0, 30))
        carry_out(library.database, "UPDATE permit SET free_at = free_at + 3600")
        assert len(shared.take(heads(0, 30))) == OVERALL_A_SECOND


async def test_processes_that_ask_at_once_do_not_wait_for_each_other_and_get_no_permit_twice(url: str) -> None:
    with open_library(url) as library, open_library(url) as other:
        SharedPermits(library.database).take([head(1)])
        carry_out(library.database, "UPDATE permit SET free_at = 0")
        with library.database.write() as connection:
            first = permits.take_permits(connection, 10)
            # The first one has not committed yet.
            with other.database.write() as beside:
                second = permits.take_permits(beside, 30)
        assert len(first) == 10
        assert len(second) == 20
        assert not {each.number for each in first} & {each.number for each in second}


async def test_of_what_was_put_off_for_want_of_a_permit_all_goes_and_once(
    url: str, api: Api, world: World, telegram: Counted
) -> None:
    with open_library(url) as library:
        chats = people(world, 40)
        SharedPermits(library.database).take(heads(0, 25))
        about = MessageContext(kind="digest")
        with library.transaction() as connection:
            store.put(connection, [Send(chat_id=each, text="A digest.", about=about) for each in chats[:20]], now=1.0)
            store.put(connection, [Send(chat_id=each, text="An answer.") for each in chats[20:]], now=1.0)
        async with sending(library, api, chats):
            await until(lambda: not owed(library))
    assert telegram.came == len(chats)
    assert [len(world.from_bot(world.find_chat(each))) for each in chats] == [1] * len(chats)


def carry_out(database: Database, sql: str, **values: Any) -> None:
    with database.write() as connection:
        connection.execute(text(sql), values)
