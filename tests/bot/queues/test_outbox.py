"""What a person can rely on when the bot answers: it comes once, in order, through everything Telegram does."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from sqlalchemy import Connection, event
from telegram import Bot

from bot.domain.messages import Edit, Export, MessageContext, Outgoing, Quote, ReplyTo, Send
from bot.playground import FloodLimits, Person, Post, World
from bot.playground.world.watching import PATIENCE
from bot.queues.delivery import LATE_SECONDS
from bot.queues.outbox import SIDE_BY_SIDE, UNHURRIED
from bot.store import chats, outbox
from bot.store import sent_messages as said
from bot.store.schema import outbox as table
from bot.transport.flood_limits import OVERALL_A_SECOND, Limits
from index import Library, StorageError
from tests.support.bot.sending import QUIET, Sending, receipt, texts
from tests.support.bot.waiting import until


@pytest.fixture
def sending(library: Library, local_bot: Bot) -> Sending:
    return Sending(library, local_bot)


async def test_messages_arrive_in_order_and_their_rows_go(sending: Sending, world: World, anna: Person) -> None:
    async with sending.running():
        sending.owe(*(Send(chat_id=anna.id, text=f"message {number}") for number in range(10)))
        await sending.empty()
    assert texts(world, anna) == [f"message {number}" for number in range(10)]


async def test_exports_for_any_number_of_chats_keep_no_answer_back(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    begun, gate = list[int](), asyncio.Event()

    async def slow(owed: Export) -> None:
        begun.append(owed.chat_id)
        await gate.wait()

    sending = Sending(library, local_bot, export=slow)
    async with sending.running():
        sending.owe(*(Export(chat_id=-number, language="en") for number in range(1, 3 * SIDE_BY_SIDE)))
        await until(lambda: len(begun) == UNHURRIED)
        sending.owe(Send(chat_id=anna.id, text="an answer"))
        await until(lambda: texts(world, anna) == ["an answer"])
        assert len(begun) == UNHURRIED
        gate.set()
        await sending.empty()
    assert len(begun) == 3 * SIDE_BY_SIDE - 1


async def test_what_was_owed_at_a_crash_is_sent_by_the_next_process(
    sending: Sending, world: World, anna: Person
) -> None:
    sending.owe(Send(chat_id=anna.id, text="one"), Send(chat_id=anna.id, text="two"))
    sending.new_process()
    async with sending.running():
        await sending.empty()
    assert texts(world, anna) == ["one", "two"]


async def test_a_server_error_and_a_drop_are_tried_again_and_order_is_kept(
    sending: Sending, world: World, anna: Person
) -> None:
    world.faults.fail("sendMessage", code=502)
    world.faults.drop("sendMessage")
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="one"), Send(chat_id=anna.id, text="two"))
        await sending.empty()
    assert texts(world, anna) == ["one", "two"]


async def test_when_an_answer_is_lost_the_message_comes_twice_rather_than_never(
    sending: Sending, world: World, anna: Person
) -> None:
    world.faults.lose_answer("sendMessage")
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="one"), Send(chat_id=anna.id, text="two"))
        await sending.empty()
    assert texts(world, anna) == ["one", "one", "two"]


async def test_retry_after_is_waited_for_in_that_chat_only(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    now = 1000.0
    sending = Sending(library, local_bot, clock=lambda: now)
    bo = world.person("Bo")
    async with sending.running():
        world.faults.flood("sendMessage", retry_after=1)
        sending.owe(Send(chat_id=anna.id, text="later"))
        await world.until(lambda: world.requests("sendMessage"))
        now += 0.9
        sending.owe(Send(chat_id=bo.id, text="now"))
        await world.until(lambda: texts(world, bo))
        await until(lambda: sending.owed() == 1)
        assert texts(world, anna) == []
        now += 0.2
        sending.outbox.wake()
        await sending.empty()
    assert texts(world, anna) == ["later"]


async def test_a_quote_that_does_not_match_any_more_is_left_out(sending: Sending, world: World, anna: Person) -> None:
    post = anna.says("What it says now")
    quote = Quote(text="What it said before", position=0)
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="found", reply_to=ReplyTo(message_id=post.id, quote=quote)))
        await sending.empty()
    [answer] = world.from_bot(anna.chat)
    assert (answer.text, answer.reply_to, answer.quote) == ("found", post.id, None)


@pytest.mark.parametrize("gone", [False, True])
async def test_the_words_that_cannot_be_quoted_any_more_are_said_instead(
    sending: Sending, world: World, anna: Person, gone: bool
) -> None:
    post = anna.says("What it says now")
    if gone:
        anna.deletes(post)
    quote = Quote(text="What it said before", position=0)
    reply_to = ReplyTo(message_id=post.id, quote=quote)
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="page 1", unquoted="“What it said before” page 1", reply_to=reply_to))
        await sending.empty()
    [answer] = world.from_bot(anna.chat)
    assert answer.text == "“What it said before” page 1"
    assert answer.quote is None


async def test_the_words_that_are_quoted_are_not_said_again(sending: Sending, world: World, anna: Person) -> None:
    post = anna.says("What it says now")
    reply_to = ReplyTo(message_id=post.id, quote=Quote(text="What it says", position=0))
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="page 1", unquoted="“What it says” page 1", reply_to=reply_to))
        await sending.empty()
    [answer] = world.from_bot(anna.chat)
    assert (answer.text, answer.quote) == ("page 1", "What it says")


async def test_what_is_refused_with_its_quote_says_the_words_in_plain_text(
    sending: Sending, world: World, anna: Person
) -> None:
    post = anna.says("What it says now")
    world.faults.fail("sendMessage", code=400, description="Bad Request: BUTTON_DATA_INVALID", times=1)
    reply_to = ReplyTo(message_id=post.id, quote=Quote(text="What it says", position=0))
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="page 1", unquoted="“What it <b>says</b>”", reply_to=reply_to))
        await sending.empty()
    [answer] = world.from_bot(anna.chat)
    assert (answer.text, answer.quote) == ("“What it says”", None)


async def test_wrong_markup_is_sent_as_plain_words(sending: Sending, world: World, anna: Person) -> None:
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="<b>bold</i> &amp; more"))
        await sending.empty()
    assert texts(world, anna) == ["bold & more"]


async def test_who_blocked_the_bot_is_owed_nothing_until_they_write_again(
    sending: Sending, world: World, anna: Person, library: Library
) -> None:
    anna.blocks_bot()
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="one"), Send(chat_id=anna.id, text="two"))
        await sending.empty()
        assert len(world.requests("sendMessage")) == 1
        sending.owe(Send(chat_id=anna.id, text="three"))
        assert sending.owed() == 0
        anna.unblocks_bot()
        with library.transaction() as connection:
            chats.reopen(connection, anna.id)
        sending.owe(Send(chat_id=anna.id, text="four"))
        await sending.empty()
    assert texts(world, anna) == ["four"]


async def test_what_a_group_is_owed_follows_it_when_it_becomes_a_supergroup(
    sending: Sending, world: World, anna: Person
) -> None:
    group = world.group("Readers", [anna], kind="group")
    new = anna.upgrades(group)
    async with sending.running():
        sending.owe(Send(chat_id=group.id, text="here"))
        await sending.empty()
    assert [post.text for post in world.from_bot(new)] == ["here"]


async def test_receipts_that_come_close_together_are_one_message(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    now = 1000.0
    sending = Sending(library, local_bot, clock=lambda: now)
    async with sending.running():
        for title in ("one", "two", "three"):
            sending.owe(receipt(anna.id, title))
            await asyncio.sleep(0.05)
            now += QUIET / 2
        now += QUIET
        sending.outbox.wake()
        await sending.empty()
    assert texts(world, anna) == ["saved one, two, three"]


async def test_a_receipt_waits_while_more_of_the_chat_is_being_handled(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    busy, now = {anna.id}, 1000.0
    sending = Sending(library, local_bot, busy=lambda chat_id: chat_id in busy, clock=lambda: now)
    async with sending.running():
        sending.owe(receipt(anna.id, "one"))
        now += 3 * QUIET
        sending.outbox.wake()
        await asyncio.sleep(0.5)
        sending.owe(receipt(anna.id, "two"))
        busy.clear()
        now += 3 * QUIET
        sending.outbox.wake()
        await sending.empty()
    assert texts(world, anna) == ["saved one, two"]


async def test_no_receipt_is_lost_by_joining_one_that_is_on_its_way(sending: Sending, world: World) -> None:
    people = [world.person(f"Person {number}") for number in range(8)]

    async def forwards(person: Person, pause: float) -> None:
        for number in range(5):
            sending.owe(receipt(person.id, f"n{number}."))
            # Around the moment when the receipt before goes.
            await asyncio.sleep(pause)

    async with sending.running():
        await asyncio.gather(*(forwards(person, 0.28 + number * 0.01) for number, person in enumerate(people)))
        await sending.empty()
    for person in people:
        said = " ".join(texts(world, person))
        assert all(said.count(f"n{number}.") == 1 for number in range(5))


async def test_an_answer_does_not_wait_for_a_receipts_company(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    sending = Sending(library, local_bot, delay=outbox.ReceiptDelay(quiet=3600.0, longest=3600.0))
    async with sending.running():
        sending.owe(receipt(anna.id, "one"))
        sending.owe(Send(chat_id=anna.id, text="answer"))
        await sending.empty()
    assert texts(world, anna) == ["saved one", "answer"]


async def test_answers_go_before_digests_when_limits_bite(library: Library, local_bot: Bot, world: World) -> None:
    people = [world.person(f"Person {number}") for number in range(50)]
    sending = Sending(library, local_bot, limits=Limits())
    for person in people:
        sending.owe(Send(chat_id=person.id, text="digest", about=MessageContext(kind="digest")))
    for person in people[-10:]:
        sending.owe(Send(chat_id=person.id, text="answer"))
    async with sending.running():
        await sending.empty()
    sent = [exchange.params["text"] for exchange in world.requests("sendMessage")]
    # Thirty go at once, side by side: the answers are among them.
    assert sent[:OVERALL_A_SECOND].count("answer") == 10


async def test_telegrams_limits_are_kept_so_that_it_never_refuses(library: Library, local_bot: Bot) -> None:
    world: World = local_bot.request._api.world  # type: ignore[attr-defined]  # the fixture's, with limits from here on
    now = 1000.0
    world.limits = FloodLimits(lambda: now)
    people = [world.person(f"Person {number}") for number in range(40)]
    sending = Sending(library, local_bot, limits=Limits(), clock=lambda: now)
    for person in people:
        sending.owe(*(Send(chat_id=person.id, text=f"{number}") for number in range(2)))
    while sending.owed():
        gone = len(world.requests("sendMessage"))
        pause = await sending.outbox._round()
        # Whatever this machine needs for it, it takes no time.
        await sending.outbox.drain(PATIENCE)
        if len(world.requests("sendMessage")) == gone:
            now += pause
    statuses = [exchange.status for exchange in world.requests("sendMessage")]
    assert statuses == [200] * 80
    # Nor does it wait for longer than it must: thirty go at once, and thirty a good second later.
    assert now < 1000.0 + 3.0


@pytest.mark.parametrize("late", [False, True])
async def test_late_answers_are_not_given_in_groups_and_excused_in_private(
    sending: Sending, world: World, anna: Person, late: bool
) -> None:
    group = world.group("Readers", [anna])
    asked_at = time.time() - (LATE_SECONDS + 60 if late else 5)
    async with sending.running():
        sending.owe(Send(chat_id=group.id, text="answer"), asked_at=asked_at, language="en")
        sending.owe(Send(chat_id=anna.id, text="answer"), asked_at=asked_at, language="en")
        await sending.empty()
    assert len(world.from_bot(group)) == (0 if late else 1)
    [private] = texts(world, anna)
    assert private.endswith("answer")
    assert ("late" in private) == late


async def test_an_edit_that_changes_nothing_is_done(sending: Sending, world: World, anna: Person) -> None:
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="same"))
        await sending.empty()
        [post] = world.from_bot(anna.chat)
        sending.owe(Edit(chat_id=anna.id, message_id=post.id, text="same"))
        await sending.empty()
    assert isinstance(post, Post)


async def test_a_delivered_message_is_not_sent_again_while_the_database_cannot_be_written(
    sending: Sending, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = 2
    done = outbox.done

    def failing(*arguments: Any, **named: Any) -> None:
        nonlocal failures
        if failures:
            failures -= 1
            raise StorageError("database or disk is full", passing=True)
        done(*arguments, **named)

    monkeypatch.setattr(outbox, "done", failing)
    async with sending.running():
        sending.owe(Send(chat_id=anna.id, text="once"))
        await sending.empty()
    assert texts(world, anna) == ["once"]


@pytest.mark.parametrize("owing", [partial(Send, text="once"), partial(receipt, title="once")])
async def test_a_delivered_message_is_not_sent_again_to_the_supergroup_that_its_group_becomes(
    sending: Sending, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch, owing: Callable[..., Outgoing]
) -> None:
    group, tries, writable = world.group("Readers", [anna], kind="group"), 0, False
    done = outbox.done

    def failing(connection: Connection, owed: outbox.Owed, **named: Any) -> bool:
        nonlocal tries
        tries += owed.chat_id == group.id
        if owed.chat_id == group.id and not writable:
            raise StorageError("database or disk is full", passing=True)
        return done(connection, owed, **named)

    monkeypatch.setattr(outbox, "done", failing)
    async with sending.running():
        sending.owe(owing(chat_id=group.id))
        await until(lambda: tries > 0)
        new = anna.upgrades(group)
        with sending.library.transaction() as connection:
            chats.migrate(connection, group.id, new.id)
        sending.outbox.wake([group.id, new.id])
        # What is owed to others goes in the rounds in which this would.
        for other in (anna, world.person("Ben")):
            sending.owe(Send(chat_id=other.id, text="others"))
            await until(partial(texts, world, other))
        writable = True
        await sending.empty()
    assert ["once" in call.params["text"] for call in world.requests("sendMessage")].count(True) == 1


async def test_what_waited_for_a_group_goes_once_to_its_supergroup(
    library: Library, local_bot: Bot, world: World, anna: Person
) -> None:
    now = 1000.0
    sending = Sending(library, local_bot, clock=lambda: now)
    group = world.group("Readers", [anna], kind="group")
    sending.limits.hold(None, now + 10.0, now)
    async with sending.running():
        sending.owe(Send(chat_id=group.id, text="once"))
        await asyncio.sleep(0.1)  # The outbox knows by now what is next in the group.
        new = anna.upgrades(group)
        with library.transaction() as connection:
            chats.migrate(connection, group.id, new.id)
        sending.outbox.wake([new.id])
        await asyncio.sleep(0.1)  # And in the supergroup.
        now += 20.0
        sending.outbox.wake([])
        await sending.empty()
        await until(lambda: not sending.outbox.busy(group.id) and not sending.outbox.busy(new.id))
    assert [post.text for post in world.from_bot(new)] == ["once"]


async def test_a_long_queue_costs_little_to_look_through(library: Library, local_bot: Bot) -> None:
    sending = Sending(library, local_bot)
    with library.transaction() as connection:
        for chat_id in range(1, 401):
            sending.outbox.put(connection, [Send(chat_id=chat_id, text="x" * 500) for _ in range(5)])
    fetched = []
    with library.database.read() as connection:
        event.listen(library.database.engine, "after_cursor_execute", lambda *given: fetched.append(given[2]))
        heads = outbox.heads(connection)
    assert len(heads) == 400
    # One statement, which reads no message's text.
    [statement] = fetched
    assert table.c.body.name not in statement


def test_what_old_messages_were_about_is_forgotten(library: Library) -> None:
    about = MessageContext(kind="answer", question="who is the captain?")
    with library.transaction() as connection:
        said.note(connection, 1, 1, about, now=0.0)
        said.note(connection, 1, 2, about, now=100 * 86400.0)
        said.prune(connection, now=200 * 86400.0)
        assert said.about(connection, 1, 1) is None
        assert said.about(connection, 1, 2) == about
