"""What the operator can rely on when several processes work on one PostgreSQL database.

They are several bots in one process here, each with connections of its own; what they know of each other they know
from the database.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import Verbatim
from bot.config import Settings
from bot.ops.doctor import examine
from bot.playground import Api, Person, World
from bot.playground.world.watching import PATIENCE
from bot.queues.cluster import lease_rows
from bot.queues.ownership import Lost
from bot.services.access.policy import admission
from bot.store import access, inbox
from bot.store.database import open_library
from bot.store.locks import Locked, only_one_on
from bot.store.schema import inbox as table
from bot.transport.flood_limits import Limits
from index import Library
from tests.support import postgres
from tests.support.articles import FERRY
from tests.support.bot.waiting import until
from tests.support.rigs.processes import QUICK, Begin, coordinator, held_up, options, said, silent, states, updates

pytestmark = pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING)


async def test_an_update_that_is_posted_to_two_processes_at_once_is_handled_once(
    begin: Begin, world: World, anna: Person
) -> None:
    first, second = await begin(), await begin()
    anna.says("/help")
    posted = updates(world)
    await asyncio.gather(first.inbox.take(posted), second.inbox.take(posted), first.inbox.take(posted))
    await until(lambda: states(first.library) == [inbox.DONE])
    await until(lambda: said(world, anna))
    await asyncio.sleep(0.5)
    assert len(said(world, anna)) == 1


async def test_a_chats_updates_are_handled_in_order_whichever_process_gets_them(
    begin: Begin, world: World, anna: Person
) -> None:
    bots = [await begin(), await begin()]
    questions = [anna.says(f"/ask What was sold for {number} crowns?") for number in range(12)]
    for number, each in enumerate(updates(world)):
        await bots[number % 2].inbox.take([each])
    await until(lambda: len(world.from_bot(anna.chat)) == len(questions))
    assert [post.reply_to for post in world.from_bot(anna.chat)] == [post.id for post in questions]


async def test_an_article_that_went_to_one_process_is_found_by_another(
    begin: Begin, world: World, anna: Person
) -> None:
    first, second = await begin(), await begin()
    anna.forwards("Somebody", FERRY)
    await first.inbox.take(updates(world))
    await until(lambda: said(world, anna))
    anna.says("Who is the captain of the ferry?")
    await second.inbox.take(updates(world))
    await until(lambda: len(said(world, anna)) == 2)
    assert states(first.library) == [inbox.DONE, inbox.DONE]


async def test_the_chats_of_a_process_that_is_silent_are_taken_over_and_it_can_change_nothing_more(
    begin: Begin, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    paused, other = await begin(), await begin()
    handling, resumed = held_up(paused)
    anna.says("/help")
    async with silent(paused):
        await paused.inbox.take(updates(world))
        await handling.wait()
        await until(lambda: said(world, anna))
        assert states(other.library) == [inbox.DONE]
        resumed.set()
        await asyncio.sleep(0.5)
        with other.library.database.read() as connection, pytest.raises(Lost):
            paused.ownership.check(connection, anna.id)
    await asyncio.sleep(1.0)
    assert len(said(world, anna)) == 1
    # It is one of those that work again.
    anna.says("/help")
    await paused.inbox.take(updates(world))
    await until(lambda: len(said(world, anna)) == 2)


async def test_what_a_process_leaves_when_it_is_told_to_stop_others_do_at_once(
    begin: Begin, world: World, anna: Person, url: str, api: Api
) -> None:
    # A silent process is taken for dead after the test only.
    patient = replace(QUICK, silent=3600.0)
    other = await begin(patient)
    library = open_library(url)
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", options(api, patient))
    async with verbatim.running():
        verbatim.services.dispatcher._stopping = True
        anna.says("/help")
        await verbatim.inbox.take(updates(world))
        await asyncio.sleep(0.3)
        assert states(library) == [inbox.WAITING]
    await until(lambda: said(world, anna))
    library.close()
    with other.library.database.read() as connection:
        # It was told to: that is no reason to suspect what it had not begun.
        assert {row.starts for row in connection.execute(table.select())} == {0}


async def test_of_several_processes_one_polls_and_another_goes_on_when_it_is_not_heard_of(
    api: Api, world: World, anna: Person, url: str
) -> None:
    async with _polling(api, url) as first:
        await until(lambda: first.ownership.leads)
        async with _polling(api, url) as second:
            anna.says("/help")
            await until(lambda: len(said(world, anna)) == 1)
            assert first.ownership.leads
            assert not second.ownership.leads
            async with silent(first):
                await until(lambda: second.ownership.leads)
                anna.says("/help")
                await until(lambda: len(said(world, anna)) == 2)
                assert not first.ownership.leads


@asynccontextmanager
async def _polling(api: Api, url: str) -> AsyncIterator[Verbatim]:
    with open_library(url) as library:
        verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", options(api))
        async with verbatim.polling():
            yield verbatim


async def test_a_process_that_the_proxy_leaves_out_is_not_taken_for_stuck_while_others_get_updates(
    begin: Begin, world: World, anna: Person
) -> None:
    first, second = await begin(), await begin()
    heard = asyncio.Event()
    second.ownership.subscribe("arrived", heard.set)
    await asyncio.sleep(0.6)
    heard.clear()
    anna.says("/help")
    await first.inbox.take(updates(world))
    async with asyncio.timeout(PATIENCE):
        await heard.wait()


async def test_the_doctor_says_how_many_work_here(begin: Begin, url: str) -> None:
    await begin()
    await begin()
    settings = Settings.load({"DATABASE_URL": url}, None)
    said: list[str] = []
    await asyncio.to_thread(examine, settings, said.append)
    assert any(line.endswith("bots on this database: 2") for line in said)


async def test_whichever_process_gets_the_code_makes_its_sender_the_owner(url: str) -> None:
    settings = Settings.load({"DATABASE_URL": url, "TELEGRAM_BOT_TOKEN": "1:" + "x" * 35}, None)
    with open_library(url) as one, open_library(url) as two:
        claims = [admission(each.database, settings).claim for each in (one, two)]
        assert claims[0] is not None
        assert claims[1] is not None
        assert claims[0].code == claims[1].code
        with one.transaction() as connection:
            assert access.claim(connection, 7, "en", now=1.0)
        assert admission(two.database, settings).claim is None


async def test_what_telegram_asks_one_of_them_to_wait_all_wait(begin: Begin) -> None:
    first, second = await begin(), await begin()
    coordinator(first)._limits.hold(None, time.time() + 3600.0, time.time())
    await until(lambda: coordinator(second)._limits.wait_all(time.time()) > 3000.0)


def test_limits_in_a_chat_go_with_it_from_one_process_to_the_next() -> None:
    before, after = Limits(), Limits()
    for number in range(20):
        before.sent(-5, 100.0 + number)
    after.resume(-5, before.remembered(-5, 120.0), 120.0)
    assert after.wait(-5, 120.0) == pytest.approx(before.wait(-5, 120.0), abs=0.02)
    assert after.wait(-5, 120.0) > 30.0
    before.hold(7, 150.0, 120.0)
    after.resume(7, before.remembered(7, 120.0), 120.0)
    assert after.wait(7, 120.0) == pytest.approx(30.0, abs=0.1)
    # Of one that has died it is not known what it sent last.
    after.resume(8, "", 120.0, died=True)
    assert after.wait(8, 120.0) >= 1.0


async def test_nobody_has_the_database_for_itself_while_a_bot_runs_and_two_bots_may(begin: Begin) -> None:
    first = await begin()
    await begin()
    with pytest.raises(Locked), only_one_on(first.library.database.engine):
        pass


def test_a_lock_that_is_let_go_a_moment_later_is_waited_for(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server notices a little late that a program's connection, and with it the program's lock, is gone."""
    with open_library(url) as first, open_library(url) as second, ExitStack() as stack:
        stack.callback(first.database.engine.dispose)
        stack.enter_context(only_one_on(first.database.engine))
        monkeypatch.setattr(time, "sleep", lambda _seconds: stack.close())
        with only_one_on(second.database.engine):
            pass


async def test_two_processes_that_add_the_same_articles_to_a_chat_keep_each_of_them_once(url: str) -> None:
    with open_library(url) as one, open_library(url) as two:
        texts = [f"{FERRY}\n\nThe number of passengers was {number * 37 + 100}." for number in range(8)]

        def add(library: Library, order: list[int]) -> None:
            for number in order:
                library.add(collection="chat:1", key=str(number), text=texts[number])

        await asyncio.gather(
            asyncio.to_thread(add, one, list(range(8))), asyncio.to_thread(add, two, list(reversed(range(8))))
        )
        found = one.articles(collection="chat:1", limit=20)
        assert found.total == len(texts)
        kept = [one.add(collection="chat:1", key=str(number), text=texts[number]).kept for number in range(8)]
        # The paragraphs that they have in common are new in one of them only.
        assert sorted(kept)[:-1] == [1] * 7
        assert max(kept) > 1


async def test_a_claim_of_a_chat_that_another_process_has_takes_nothing(begin: Begin) -> None:
    verbatim = await begin()
    with verbatim.library.transaction() as connection:
        one, two = lease_rows.join(connection), lease_rows.join(connection)
        assert [each.chat_id for each in lease_rows.claim(connection, one, [5, 3])] == [3, 5]
        assert lease_rows.claim(connection, two, [3, 5]) == []
        lease_rows.release(connection, one, [3])
        assert [each.chat_id for each in lease_rows.claim(connection, two, [3, 5])] == [3]
        assert not lease_rows.holds(connection, one, 3)
        assert lease_rows.holds(connection, two, 3)
        lease_rows.leave(connection, one)
        lease_rows.leave(connection, two)
