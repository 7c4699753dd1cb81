"""What one chat holds no other chat finds, whatever somebody forges; and /privacy says what is true."""

from __future__ import annotations

import asyncio

import pytest
from sqlalchemy import select

from bot.app import Verbatim
from bot.domain.callback_data import parse
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from bot.store.schema import chat as chat_table
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import all_handled
from tests.support.cases import every_case

# Every button that takes an article, a message or a place in a list, with numbers that exist in the other chat.
FORGED = [
    "sum:1:3", "new:1:0", "fgt:1", "fgy:1", "fgy:0", "psg:3", "snt:1:3:0", "dgt:0", "nws:1", "lst:0", "kep", "ask",
    "all", "lnk:1:0", "tpc:1", "set:6:0", "dcd:8:1:0",
]  # fmt: skip


@pytest.fixture
def eve(world: World) -> Person:
    """Somebody who is not in the group."""
    return world.person("Eve")


@pytest.fixture
async def group(verbatim: Verbatim, world: World, anna: Person) -> Chat:
    """Anna's group, which holds an article that nobody else is to see."""
    group = world.group("Neighbours", [anna])
    post = anna.says(FERRY, chat=group)
    await world.reply(anna.says("/ask who is the captain?", chat=group, reply_to=post))
    return group


def decide(library: Library, chat_id: int, preferences: Preferences) -> None:
    with library.transaction() as connection:
        chats.decide(connection, chat_id, preferences)


async def settled(verbatim: Verbatim, world: World) -> None:
    await all_handled(verbatim, world)
    # What is said then is on its way.
    await asyncio.sleep(0.3)


def leaked(posts: list[Post]) -> list[str]:
    return [post.text for post in posts if "Lindqvist" in post.text or "Brannock" in post.text]


@every_case("data", FORGED)
async def test_forged_buttons_reach_nothing_of_another_chat(
    verbatim: Verbatim, world: World, eve: Person, data: str, group: Chat, library: Library
) -> None:
    mine = await world.reply(eve.forwards("Somebody", BUDGET))
    if data.startswith("fgy"):
        library.forget(collection=f"chat:{eve.id}")
    eve.forges(mine, data)
    await settled(verbatim, world)
    assert leaked(world.from_bot(eve.chat)) == []
    assert library.articles(collection=f"chat:{group.id}").total == 1


async def test_numbers_of_another_chats_messages_mean_nothing_here(
    verbatim: Verbatim, world: World, eve: Person, group: Chat
) -> None:
    """The bot's messages have numbers of their own in each group: a reply to one is not a reply to another's."""
    own = world.group("Eve's", [eve])
    answers = {post.id for post in world.from_bot(group)}
    while (post := eve.says("hello there", chat=own)).id <= max(answers):
        if post.id in answers:
            eve.says("/ask who is the captain?", chat=own, reply_to=post)
    await settled(verbatim, world)
    assert leaked(world.from_bot(own)) == []


async def test_links_into_the_bot_open_nothing(verbatim: Verbatim, world: World, eve: Person, group: Chat) -> None:
    for payload in (str(group.id), f"chat_{group.id}", "1", "sum_1_3", f"{group.id}_2", "A" * 64):
        eve.starts(payload)
    own = world.group("Eve's", [eve], bot="left")
    eve.adds_bot(own, payload=str(group.id).lstrip("-"))
    await settled(verbatim, world)
    assert leaked(world.from_bot(eve.chat)) == []
    assert leaked(world.from_bot(own)) == []


async def test_a_member_gets_answers_from_a_group_only_there(
    verbatim: Verbatim, world: World, anna: Person, group: Chat
) -> None:
    private = await world.reply(anna.says("who is the captain?"))
    other = world.group("Others", [anna])
    elsewhere = await world.reply(anna.says("/ask who is the captain?", chat=other))
    assert leaked([private, elsewhere]) == []
    # Answering the group's message from another chat brings nothing along either.
    asked = anna.says("/summary", chat=other, reply_to=world.history(group)[0])
    assert leaked([await world.reply(asked)]) == []


async def test_claiming_to_have_been_another_group_takes_its_service_message(
    verbatim: Verbatim, world: World, eve: Person, group: Chat, library: Library
) -> None:
    own = world.group("Eve's", [eve])
    eve.says(f"migrate_from_chat_id {group.id}", chat=own)
    eve.says("/start", chat=own, reply_to=eve.says(str(group.id), chat=own))
    await settled(verbatim, world)
    with library.database.read() as connection:
        assert chats.collection(connection, own.id) == f"chat:{own.id}"


async def test_the_names_of_collections_cannot_be_chosen(
    verbatim: Verbatim, world: World, eve: Person, group: Chat, library: Library
) -> None:
    for words in (f"/settings chat:{group.id}", f"/articles chat:{group.id}", f"from:chat:{group.id} captain"):
        eve.says(words)
    await settled(verbatim, world)
    assert leaked(world.from_bot(eve.chat)) == []
    with library.database.read() as connection:
        assert f"chat:{group.id}" not in {
            row.collection for row in connection.execute(select(chat_table)) if row.chat_id != group.id
        }


@every_case("data", ["", "sum", "sum:1", "sum:1:2:3:4", "sum:-1:2", "sum:1:2 ", "SUM:1:2", "sum:9" * 30])
def test_data_that_no_button_carries_is_not_read(data: str) -> None:
    assert parse(data, "sum", 2) is None


# /privacy


@pytest.mark.usefixtures("verbatim")
async def test_privacy_says_what_is_true_for_this_chat(world: World, anna: Person, library: Library) -> None:
    ben = world.person("Ben")
    private = await world.reply(anna.says("/privacy"))
    for words in ("The articles you give me", "Until it is deleted", "You, in this chat", "/forget", "30 days"):
        assert words in private.text
    group = world.group("Neighbours", [anna, ben])
    by_default = await world.reply(ben.says("/privacy@verbatim_bot", chat=group))
    for words in ("somebody asks me about", "Only administrators can", "30 more days", "half a year"):
        assert words in by_default.text
    decided = Preferences(keeping=True, retention=30, anybody_forgets=True, purging=True, fetching=False)
    decide(library, group.id, decided)
    after = await world.reply(ben.says("/privacy", chat=group))
    for words in ("switched that on", "after 30 days", "Every member can", "deleted at once", "I open no links"):
        assert words in after.text
