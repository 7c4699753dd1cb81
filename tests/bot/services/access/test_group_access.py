"""A group that somebody brings the bot into: when it may use the bot, and what strangers hear there."""

from __future__ import annotations

from telegram import Update, User

from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.services.access.policy import access_request_of
from bot.store import access as store
from bot.store import chats
from index import Library
from tests.support.articles import FERRY
from tests.support.bot.owning import PRIVATE, Start, claimed, held, silence


async def test_all_members_of_a_group_that_the_owner_adds_the_bot_to_may_use_it(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        post = ben.says(FERRY, chat=group)
        summary = await world.reply(ben.says("/summary", chat=group, reply_to=post), containing="📝")
        pressed = await ben.presses(summary, "Longer").edited()
        assert pressed.text.startswith("📝")
        # In private Ben is still a stranger.
        assert (await world.reply(ben.says("/help"))).text.startswith(PRIVATE)


async def test_a_strangers_group_hears_one_sentence_and_then_nothing(
    world: World, anna: Person, ben: Person, group: Chat, start: Start, library: Library
) -> None:
    async with start():
        await claimed(world, anna)
        ben.adds_bot(group)
        await world.until(lambda: world.from_bot(group))
        post = ben.says(FERRY, chat=group)
        ben.says("/summary", chat=group, reply_to=post)
        await silence(world, ben, group)
        [said] = world.from_bot(group)
        assert said.text.startswith("Sorry, I am a private bot, and my owner has not let this group in.")
        asked = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "🚪" in p.text), None))
        assert "the group “Neighbours”" in asked.text
        await anna.presses(asked, "🚫 Ignore").edited()
        assert group.status(world.bot["id"]) == "left"
    assert held(library, group.id) == 0


async def test_a_command_of_the_owner_lets_a_group_in(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        ben.adds_bot(group)
        await world.until(lambda: world.from_bot(group))
        assert (await world.reply(anna.says("/help", chat=group))).text.startswith("What I do")
        assert (await world.reply(ben.says("/help", chat=group))).text.startswith("What I do")


async def test_a_group_is_welcome_as_long_as_the_person_who_brought_the_bot(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        listed = await world.reply(anna.says("/owner"), containing="🚪")
        await anna.presses(listed, "✅ Allow Ben").edited()
        ben.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        listed = await world.reply(anna.says("/owner"), containing="Besides you")
        await anna.presses(listed, "Revoke: Ben").edited()
        reply = await world.reply(ben.says("/help", chat=group))
        assert reply.text.startswith(PRIVATE)


async def test_a_group_that_the_settings_name_may_use_it_also_after_it_became_a_supergroup(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    group = world.group("Neighbours", [ben], kind="supergroup")
    async with start(chats=frozenset({group.id})):
        assert (await world.reply(ben.says("/help", chat=group))).text.startswith("What I do")


def test_what_was_decided_about_a_group_moves_with_it(library: Library) -> None:
    with library.transaction() as connection:
        store.bring(connection, -5, "Neighbours", 7, now=0.0)
        chats.migrate(connection, -5, -1005)
        chats.migrate(connection, -5, -1005)
        moved = store.find(connection, -1005)
        assert moved is not None
        assert (moved.name, moved.brought_by) == ("Neighbours", 7)
        assert store.find(connection, -5) is None


async def test_a_group_that_becomes_a_supergroup_stays_welcome(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    group = world.group("Neighbours", [ben, anna], kind="group", bot="left")
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        new = ben.upgrades(group)
        assert (await world.reply(ben.says("/help", chat=new))).text.startswith("What I do")


def test_anonymous_administrators_are_nobody_in_particular() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    chat = {"id": -1005, "type": "supergroup", "title": "Neighbours"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": anonymous, "sender_chat": chat, "text": "/ask who?"}
    access_request = access_request_of(
        Update.de_json({"update_id": 1, "message": message}), User(9, "V", True, username="v_bot")
    )
    assert access_request is not None
    assert (access_request.person, access_request.place, access_request.addressed) == (None, -1005, True)


async def test_a_group_that_removed_the_bot_is_strange_when_a_stranger_brings_it_back(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        ben.removes_bot(group)
        ben.adds_bot(group)
        back = ben.says("/help", chat=group)
        assert (await world.reply(back, containing=PRIVATE)).text
        await silence(world, ben, group)
