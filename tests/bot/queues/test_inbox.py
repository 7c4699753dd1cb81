"""What a person can rely on when updates come in: each is handled once, in order, whatever happens in between."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from sqlalchemy import Connection
from telegram import Bot, Update
from telegram.ext import Application, ApplicationBuilder, MessageHandler, filters

from bot.domain.incoming.raw_updates import chat_of
from bot.playground import Person, World
from bot.playground.world.watching import PATIENCE
from bot.queues.dispatcher import HANDLING_TRIES, MOST_HELD, MOST_STARTS, Dispatcher
from bot.queues.inbox import Inbox
from bot.queues.ownership import Ownership
from bot.store import inbox as store
from bot.store.schema import inbox as table
from index import Library, StorageError
from tests.support.cases import every_case

Raw = dict[str, Any]


def message(number: int, chat: int = 1, text: str = "x", *, person: int | None = None) -> Raw:
    """A raw update of a message, in private unless somebody else's number is the chat's."""
    sender = {"id": person or chat, "is_bot": False, "first_name": "Anna"}
    kind = "private" if person is None else "supergroup"
    sent = {"message_id": number, "date": int(time.time()), "chat": {"id": chat, "type": kind}, "from": sender}
    return {"update_id": number, "message": {**sent, "text": text}}


async def until(condition: Callable[[], bool]) -> None:
    """Waits until it is so."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  # nothing here says when
            await asyncio.sleep(0.005)


class Handling:
    """A bot that notes what it handles; ``before`` runs first and may fail."""

    pause = 0.01

    def __init__(self, library: Library, local_bot: Bot) -> None:
        self.library = library
        self.handled: list[int] = []
        self.before: Callable[[Update], Any] | None = None
        self.gave_up: list[int] = []
        builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = ApplicationBuilder()
        self.application: Application[Any, Any, Any, Any, Any, Any] = builder.bot(local_bot).updater(None).build()
        self.application.add_handler(MessageHandler(filters.ALL, self._handle))
        self.application.add_error_handler(self._failed)
        self.new_process()

    def new_process(self) -> Inbox:
        """As after a crash: the database is all that is left."""
        bot, process = self.application.bot, self.application.process_update
        self.dispatcher = Dispatcher(self.library.database, bot, process, give_up=self._give_up, pause=self.pause)
        self.inbox = Inbox(self.library.database, self.dispatcher)
        return self.inbox

    async def idle(self) -> None:
        """Waits until everything is worked off."""
        await until(lambda: not self.dispatcher.waiting)

    def states(self) -> dict[int, int]:
        """The state of every update that the database knows."""
        with self.library.database.read() as connection:
            rows = connection.execute(table.select())
            return {row.update_id: row.state for row in rows}

    async def _handle(self, update: Update, _context: Any) -> None:
        if self.before is not None:
            result = self.before(update)
            if result is not None:
                await result
        self.handled.append(update.update_id)
        with self.library.transaction() as connection:
            store.done(connection, update.update_id)
        self.dispatcher.attempts[update.update_id].committed = True

    async def _failed(self, update: object, context: Any) -> None:
        assert isinstance(update, Update)
        self.dispatcher.attempts[update.update_id].error = context.error

    async def _give_up(self, update: Update) -> None:
        self.gave_up.append(update.update_id)


@pytest.fixture
async def handling(library: Library, local_bot: Bot) -> AsyncIterator[Handling]:
    handling = Handling(library, local_bot)
    await handling.application.initialize()
    yield handling
    await handling.dispatcher.stop(1.0)


async def test_an_update_is_on_disk_when_take_returns_and_done_when_handled(handling: Handling) -> None:
    blocked = asyncio.Event()
    handling.before = lambda _: blocked.wait()
    await handling.inbox.take([message(1)])
    assert handling.states() == {1: store.WAITING}
    blocked.set()
    await handling.idle()
    assert handling.states() == {1: store.DONE}


async def test_an_update_that_comes_again_is_ignored(handling: Handling) -> None:
    await handling.inbox.take([message(1), message(1), message(2)])
    await handling.idle()
    await handling.inbox.take([message(2), message(1)])
    await handling.idle()
    assert handling.handled == [1, 2]


async def test_what_was_waiting_at_a_crash_is_handled_in_order_before_what_comes_new(handling: Handling) -> None:
    for number in (50, 7, 8):  # Telegram's numbers may start anew
        with handling.library.transaction() as connection:
            store.put(connection, [store.Waiting(update_id=number, body=_body(number))], now=time.time())
    inbox = handling.new_process()
    assert await inbox.replay() == 3
    await inbox.take([message(9)])
    await handling.idle()
    assert handling.handled == [50, 7, 8, 9]


async def test_one_chats_updates_wait_for_each_other_and_for_no_other_chats(handling: Handling) -> None:
    blocked = asyncio.Event()

    async def slow(update: Update) -> None:
        if update.update_id == 1:
            await blocked.wait()

    handling.before = slow
    await handling.inbox.take([message(1, chat=1), *(message(n, chat=1) for n in range(10, 110)), message(2, chat=2)])
    await until(lambda: 2 in handling.handled)
    assert handling.handled == [2]
    blocked.set()
    await handling.idle()
    assert handling.handled == [2, 1, *range(10, 110)]


@pytest.mark.parametrize("groups", [1, 8])
async def test_fifty_updates_of_one_person_are_before_nobody_elses_whatever_groups_they_write_in(
    handling: Handling, groups: int
) -> None:
    begun: list[int] = []

    async def slow(update: Update) -> None:
        begun.append(update.update_id)
        await asyncio.sleep(0.01)

    handling.before = slow
    flood = [message(number, chat=-100 - number % groups, person=7) for number in range(10, 60)]
    await handling.inbox.take([*flood, message(1, chat=1)])
    await handling.idle()
    assert begun.index(1) <= 1
    assert len(handling.handled) == 51


async def test_of_a_flood_only_the_first_updates_are_held_in_memory_and_all_are_handled_in_order(
    handling: Handling,
) -> None:
    texts: list[str] = []

    def note(update: Update) -> None:
        assert update.message is not None
        texts.append(update.message.text or "")

    handling.before = note
    flood = [message(number, text=f"text {number}") for number in range(3 * MOST_HELD)]
    await handling.inbox.take(flood)
    held = [each for each in handling.dispatcher._turns.of(1) if each.update.body]
    assert len(held) <= MOST_HELD + 1
    await handling.idle()
    assert texts == [f"text {number}" for number in range(3 * MOST_HELD)]


async def test_what_of_a_flood_is_handled_elsewhere_meanwhile_is_no_failure(
    handling: Handling, caplog: pytest.LogCaptureFixture
) -> None:
    flood = [message(number) for number in range(2 * MOST_HELD)]
    await handling.inbox.take(flood)
    with handling.library.transaction() as connection:
        store.done(connection, 2 * MOST_HELD - 1)
    await handling.idle()
    assert len(handling.handled) == 2 * MOST_HELD - 1
    assert not caplog.records


async def test_at_the_stop_what_is_not_done_waits_for_the_next_start(handling: Handling) -> None:
    handling.before = lambda _: asyncio.Event().wait()
    await handling.inbox.take([message(1), message(2)])
    await asyncio.sleep(0.02)
    await handling.dispatcher.stop(0.01)
    assert handling.states() == {1: store.WAITING, 2: store.WAITING}


async def test_an_update_that_another_takes_the_place_of_is_known_until_that_is_stored(handling: Handling) -> None:
    blocked = asyncio.Event()
    handling.before = lambda _: blocked.wait()
    await handling.inbox.take([message(1)])
    for number in (2, 3):
        body = json.dumps({"update_id": number, "edited_message": message(5)["message"]})
        with handling.library.transaction() as connection:
            store.put(connection, [store.Waiting(update_id=number, body=body)], now=time.time())
        handling.dispatcher.add(store.Waiting(update_id=number, body=body, chat_id=1))
    # Read again from the database, the old edit would take the place of the new one.
    assert sorted(handling.dispatcher.known(1)) == [1, 2, 3]
    await until(lambda: handling.states()[2] == store.DONE and handling.dispatcher.was_handled(2))
    blocked.set()
    await handling.idle()
    assert handling.handled == [1, 3]


async def test_an_update_that_another_takes_the_place_of_is_counted_out_even_if_it_cannot_be_marked(
    handling: Handling,
) -> None:
    class Broken(Ownership):
        """Has a mistake of ours in it."""

        def check(self, connection: Connection, chat_id: int) -> None:
            raise ValueError(chat_id)

    blocked = asyncio.Event()
    handling.before = lambda _: blocked.wait()
    handling.dispatcher.ownership = Broken()
    edits = [{"update_id": number, "edited_message": message(5)["message"]} for number in (2, 3)]
    await handling.inbox.take([message(1), *edits])
    await until(lambda: handling.dispatcher.waiting == 2)
    handling.dispatcher.ownership = Ownership()
    blocked.set()
    await handling.idle()
    assert handling.handled == [1, 3]
    assert handling.states()[2] == store.WAITING
    await handling.new_process().replay()
    await handling.idle()
    assert set(handling.states().values()) == {store.DONE}


async def test_every_press_of_a_button_is_answered_though_only_the_last_is_handled(
    handling: Handling, world: World, anna: Person
) -> None:
    blocked = asyncio.Event()
    handling.before = lambda _: blocked.wait()
    post = anna.says("x")
    presses = [anna.forges(post, "all") for _ in range(3)]
    queries = [{"id": each.id, "from": anna.user, "message": post.data, "data": "all"} for each in presses]
    updates = [{"update_id": n, "callback_query": {**each, "chat_instance": "1"}} for n, each in enumerate(queries, 2)]
    await handling.inbox.take([message(1, chat=anna.id), *updates])
    for each in presses[:2]:
        await each.answered()
    blocked.set()
    await handling.idle()


async def test_of_edits_that_wait_one_behind_the_other_the_last_is_handled_and_the_others_are_done(
    handling: Handling,
) -> None:
    blocked = asyncio.Event()

    async def wait(update: Update) -> None:
        if update.update_id == 1:
            await blocked.wait()

    edits = [{"update_id": number, "edited_message": message(5)["message"]} for number in range(2, 50)]
    handling.before = wait
    await handling.inbox.take([message(1), *edits])
    blocked.set()
    await handling.idle()
    assert handling.handled == [1, 49]
    assert set(handling.states().values()) == {store.DONE}
    await handling.new_process().replay()
    assert not handling.dispatcher.waiting


async def test_of_edits_that_come_in_another_order_than_they_were_made_the_latest_is_handled(
    handling: Handling,
) -> None:
    blocked = asyncio.Event()

    async def wait(update: Update) -> None:
        if update.update_id == 1:
            await blocked.wait()

    handling.before = wait
    # Telegram posts updates side by side.
    for number in (1, 3, 4, 2):
        kind = "message" if number == 1 else "edited_message"
        await handling.inbox.take([{"update_id": number, kind: message(5)["message"]}])
    blocked.set()
    await handling.idle()
    assert handling.handled == [1, 4]
    assert set(handling.states().values()) == {store.DONE}


async def test_what_fails_three_times_is_set_aside_and_holds_nothing_up(handling: Handling) -> None:
    def fails(update: Update) -> None:
        if update.update_id == 1:
            raise ValueError("secret words")

    handling.before = fails
    await handling.inbox.take([message(1), message(2)])
    await handling.idle()
    assert handling.handled == [2]
    assert handling.gave_up == [1]
    with handling.library.database.read() as connection:
        [aside] = store.aside(connection)
    assert (aside.update_id, aside.tries, aside.error) == (1, 3, "ValueError")


async def test_what_cannot_be_parsed_is_kept_and_set_aside_without_its_words_in_the_log(
    handling: Handling, caplog: pytest.LogCaptureFixture
) -> None:
    broken = message(1, text="secret words")
    broken["message"]["date"] = "yesterday"
    with caplog.at_level(logging.INFO):
        await handling.inbox.take([broken, message(2)])
        await handling.idle()
    assert handling.states() == {1: store.SET_ASIDE, 2: store.DONE}
    assert "secret" not in caplog.text
    assert "inbox.set_aside: update 1 " in caplog.text


async def test_a_full_disk_is_waited_for_and_counts_as_no_failure(handling: Handling) -> None:
    failures = 6

    def fails(_update: Update) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise StorageError("database or disk is full", passing=True)

    handling.pause = 0.001
    handling.new_process()
    handling.before = fails
    await handling.inbox.take([message(1)])
    await handling.idle()
    assert handling.handled == [1]
    assert handling.gave_up == []


async def test_a_failure_counts_once_when_nobody_hears_that_its_commit_went_through(
    handling: Handling, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[int] = []
    unheard = True
    really = handling.dispatcher.writer.do

    async def do(change: Callable[[Connection], object]) -> None:
        nonlocal unheard
        await really(change)
        unheard = not unheard
        if not unheard:
            raise StorageError("the connection broke", passing=True)

    def fails(update: Update) -> None:
        tries.append(update.update_id)
        raise ValueError

    monkeypatch.setattr(handling.dispatcher.writer, "do", do)
    handling.before = fails
    await handling.inbox.take([message(1)])
    await handling.idle()
    assert tries == [1] * HANDLING_TRIES
    assert handling.gave_up == [1]


async def test_what_the_process_dies_of_again_and_again_is_set_aside(handling: Handling) -> None:
    with handling.library.transaction() as connection:
        store.put(connection, [store.Waiting(update_id=1, body=_body(1))], now=time.time())
        store.begun(connection, 1, MOST_STARTS)
    await handling.new_process().replay()
    await handling.idle()
    assert handling.handled == []
    assert handling.states() == {1: store.SET_ASIDE}


async def test_updates_that_come_together_share_a_commit(handling: Handling) -> None:
    commits = 0
    put = handling.inbox._store

    def counted(*arrived: Any) -> Any:
        nonlocal commits
        commits += 1
        return put(*arrived)

    handling.inbox._store = counted  # type: ignore[method-assign, assignment]
    await asyncio.gather(*(handling.inbox.take([message(number, chat=number)]) for number in range(1, 41)))
    await handling.idle()
    assert sorted(handling.handled) == list(range(1, 41))
    assert commits <= 3


async def test_when_the_database_refuses_nothing_is_taken(handling: Handling, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise StorageError("attempt to write a readonly database", passing=True)

    with monkeypatch.context() as patched:
        patched.setattr(store, "put", refuse)
        with pytest.raises(StorageError, match="readonly"):
            await handling.inbox.take([message(1)])
    await handling.inbox.take([message(1)])
    await handling.idle()
    assert handling.handled == [1]


async def test_handled_updates_are_forgotten_after_three_days_others_not(library: Library) -> None:
    now, day = time.time(), 86400.0
    with library.transaction() as connection:
        for number, age in ((1, 4), (2, 2), (3, 4), (4, 40)):
            store.put(connection, [store.Waiting(update_id=number, body="{}")], now=now - age * day)
        store.done(connection, 1)
        store.done(connection, 2)
        store.set_aside(connection, 4, "ValueError")
        store.prune(connection, now=now)
        left = connection.execute(table.select()).all()
    assert sorted(row.update_id for row in left) == [2, 3]


async def test_words_that_are_half_a_character_are_stored_all_the_same(handling: Handling) -> None:
    await handling.inbox.take([message(1, text="\ud83d half")])
    await handling.idle()
    assert handling.handled == [1]


@every_case(
    ("body", "chat"),
    [
        ('{"update_id": 1, "message": {"chat": {"id": -5}, "from": {"id": 7}}}', -5),
        ('{"update_id": 1, "callback_query": {"from": {"id": 7}, "message": {"chat": {"id": -5}}}}', -5),
        ('{"update_id": 1, "callback_query": {"from": {"id": 7}}}', 7),
        ('{"update_id": 1, "message": {"chat": "none"}}', 0),
        ('{"update_id": 1}', 0),
        ("[]", 0),
    ],
)
def test_the_chat_of_an_update_is_found_however_broken_it_is(body: str, chat: int) -> None:
    assert chat_of(json.loads(body)) == chat


def _body(number: int) -> str:
    return json.dumps(message(number))


def test_what_is_handled_is_not_set_aside_by_whoever_has_not_heard_of_it(library: Library) -> None:
    with library.transaction() as connection:
        store.put(connection, [store.Waiting(update_id=8, body="{}", chat_id=1)], now=1.0)
        assert store.done(connection, 8)
        assert not store.failed(connection, 8, "ValueError", 1)
        assert not store.set_aside(connection, 8)
        assert not store.aside(connection)
