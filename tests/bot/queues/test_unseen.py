"""What a person can rely on when something is for them alone: it comes, in order, through what Telegram does, and never
to anybody else."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from telegram import Bot

from bot.domain.messages import Button, Edit, MessageContext, OnlyFor, ReplyTo, Send
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.store import sent_messages, superseding
from index import Library
from tests.support.bot.sending import Sending


@pytest.fixture
def sending(library: Library, local_bot: Bot) -> Sending:
    return Sending(library, local_bot)


@pytest.fixture
def group(world: World, anna: Person) -> Chat:
    world.ephemeral = "10.3"
    return world.group("Neighbours", [anna], bot="administrator")


def secret(group: Chat, anna: Person, text: str) -> Send:
    about = MessageContext(kind="articles", only_for=anna.id)
    return Send(chat_id=group.id, text=text, about=about, only_for=OnlyFor(person=anna.id))


def seen(world: World, group: Chat, anna: Person) -> list[str]:
    return [each.text for each in world.whispers.of(group.id, anna.id)]


async def test_it_comes_in_order_with_what_is_for_all_and_is_known_again(
    sending: Sending, world: World, group: Chat, anna: Person, library: Library
) -> None:
    world.faults.fail("sendMessage", code=502)
    async with sending.running():
        sending.owe(secret(group, anna, "one"), Send(chat_id=group.id, text="two"), secret(group, anna, "three"))
        await sending.empty()
    assert seen(world, group, anna) == ["one", "three"]
    assert [each.text for each in world.from_bot(group)] == ["two"]
    first, second = world.whispers.of(group.id, anna.id)
    assert (first.after, second.after) == (0, world.from_bot(group)[0].id)
    with library.database.read() as connection:
        about = sent_messages.about(connection, group.id, -first.number)
    assert about is not None
    assert about.only_for == anna.id


async def test_what_was_owed_at_a_crash_is_for_that_person_still(
    sending: Sending, world: World, group: Chat, anna: Person
) -> None:
    world.faults.lose_answer("sendMessage")
    async with sending.running():
        sending.owe(secret(group, anna, "one"))
        await world.until(lambda: world.requests("sendMessage"))
    sending.new_process()
    async with sending.running():
        await sending.empty()
    assert seen(world, group, anna) == ["one", "one"]
    assert world.from_bot(group) == []


async def test_a_server_that_has_become_an_older_one_meanwhile_is_told_nothing(
    sending: Sending, world: World, group: Chat, anna: Person
) -> None:
    sending.owe(secret(group, anna, "one"), Send(chat_id=group.id, text="two"))
    world.ephemeral = None
    sending.new_process()
    async with sending.running():
        await sending.empty()
    assert [each.text for each in world.history(group)] == ["two"]
    assert [each.params["text"] for each in world.requests("sendMessage")] == ["two"]


async def test_one_who_has_left_hears_nothing_and_the_group_neither(
    sending: Sending, world: World, group: Chat, anna: Person
) -> None:
    ben = world.person("Ben")
    async with sending.running():
        sending.owe(secret(group, ben, "one"), Send(chat_id=group.id, text="two"))
        await sending.empty()
    assert [each.text for each in world.from_bot(group)] == ["two"]
    assert seen(world, group, ben) == []


async def test_it_is_changed_in_place_and_anew_where_that_is_too_long(
    sending: Sending, world: World, group: Chat, anna: Person
) -> None:
    buttons = ((Button(text="More", data="psg:1"),),)
    async with sending.running():
        sending.owe(secret(group, anna, "one"))
        await sending.empty()
        shown = world.whispers.of(group.id, anna.id)[0]
        edit = Edit(chat_id=group.id, message_id=-shown.number, text="two", only_for=OnlyFor(person=anna.id))
        sending.owe(edit)
        await sending.empty()
        assert (shown.text, shown.version) == ("two", 1)
        long = "word " * 500
        sending.owe(replace(edit, text=long, buttons=buttons))
        await sending.empty()
    assert seen(world, group, anna) == ["two", long.strip()]
    assert world.whispers.of(group.id, anna.id)[1].buttons == ["More"]
    assert world.from_bot(group) == []


async def test_an_edit_that_is_forbidden_closes_nothing(
    sending: Sending, world: World, group: Chat, anna: Person
) -> None:
    world.faults.fail("editEphemeralMessageText", code=403, description="Forbidden: not yours")
    async with sending.running():
        sending.owe(Edit(chat_id=group.id, message_id=-1, text="one", only_for=OnlyFor(person=anna.id)))
        sending.owe(Send(chat_id=group.id, text="two"))
        await sending.empty()
    assert [each.text for each in world.from_bot(group)] == ["two"]
    assert seen(world, group, anna) == []


async def test_a_press_allows_it_for_a_moment_only(sending: Sending, world: World, group: Chat, anna: Person) -> None:
    anna.demotes_bot(group)
    buttons = ((Button(text="More", data="psg:1"),),)
    async with sending.running():
        sending.owe(Send(chat_id=group.id, text="answer", buttons=buttons))
        await sending.empty()
        shown = world.from_bot(group)[0]
        press = anna.presses(shown, "More")
        asked = OnlyFor(person=anna.id, query=press.id, replaces=True)
        said = Send(chat_id=group.id, text="more", only_for=asked, reply_to=ReplyTo(message_id=shown.id))
        sending.owe(said)
        await sending.empty()
        assert seen(world, group, anna) == ["more"]
        press.pressed_at -= 20
        sending.owe(said)
        await sending.empty()
    assert seen(world, group, anna) == ["more"]
    assert [each.text for each in world.from_bot(group)] == ["answer"]


async def test_a_press_that_is_too_long_ago_is_not_named_and_an_administrator_needs_none(
    library: Library, local_bot: Bot, world: World, group: Chat, anna: Person
) -> None:
    late = 0.0
    sending = Sending(library, local_bot, clock=lambda: time.time() + late)
    buttons = ((Button(text="More", data="psg:1"),),)
    async with sending.running():
        sending.owe(Send(chat_id=group.id, text="answer", buttons=buttons))
        await sending.empty()
        press = anna.presses(world.from_bot(group)[0], "More")
        asked = OnlyFor(person=anna.id, query=press.id, replaces=True, pressed_at=time.time())
        sending.owe(Send(chat_id=group.id, text="at once", only_for=asked))
        await sending.empty()
        press.pressed_at -= 20
        late = 20.0
        sending.owe(Send(chat_id=group.id, text="later", only_for=asked))
        await sending.empty()
    assert seen(world, group, anna) == ["at once", "later"]
    assert [each.text for each in world.from_bot(group)] == ["answer"]


@pytest.mark.parametrize("numbers", [(-5, -7), (5, 7)])
def test_of_two_answers_to_one_message_the_later_one_is_replaced(
    library: Library, group: Chat, anna: Person, numbers: tuple[int, int]
) -> None:
    with library.transaction() as connection:
        for at, number in enumerate(numbers):
            about = MessageContext(kind="answer", asked=-3, shown=at, only_for=anna.id)
            sent_messages.note(connection, group.id, number, about, now=float(at))
        found = superseding.answer_to(connection, group.id, -3)
    assert found is not None
    assert (found[0], found[1].shown) == (numbers[1], 1)


@pytest.mark.parametrize("numbers", [(-5, -7), (5, 7), (5, -7), (-5, 7)])
def test_what_was_said_last_is_what_was_said_latest_whoever_sees_it(
    library: Library, group: Chat, anna: Person, numbers: tuple[int, int]
) -> None:
    with library.transaction() as connection:
        for at, number in enumerate(numbers):
            about = MessageContext(kind="receipt", keys=("key",), shown=at, only_for=anna.id if number < 0 else None)
            sent_messages.note(connection, group.id, number, about, now=float(at))
        found = sent_messages.latest(connection, group.id, {"receipt"}, person=anna.id)
    assert found is not None
    assert found[1].shown == 1


def test_what_only_another_person_sees_does_not_come_between(library: Library, group: Chat, anna: Person) -> None:
    with library.transaction() as connection:
        sent_messages.note(connection, group.id, 5, MessageContext(kind="answer", shown=1), now=1.0)
        secret = MessageContext(kind="answer", shown=2, only_for=anna.id)
        sent_messages.note(connection, group.id, -7, secret, now=2.0)
        assert sent_messages.latest(connection, group.id, {"answer"}, person=anna.id) == (-7, secret)
        other = sent_messages.latest(connection, group.id, {"answer"}, person=anna.id + 1)
    assert other is not None
    assert other[1].shown == 1
