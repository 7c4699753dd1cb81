"""What whoever makes the bot an administrator of a channel can rely on: its posts can be asked about in private."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.services.access.policy import Access, Policy
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled
from tests.support.database_contents import holds


@pytest.fixture
def eve(world: World) -> Person:
    return world.person("Eve", started=False)


@pytest.fixture
async def private(api: Api, anna: Person, library: Library, options: Options) -> AsyncIterator[Verbatim]:
    """A bot that works for Anna only."""
    access = Access(Policy(users=frozenset({anna.id})))
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", replace(options, access=access))
    async with verbatim.polling():
        yield verbatim


def channel(world: World, person: Person, username: str | None = "harbourpost") -> Chat:
    """A channel of that person's, of which the bot is made an administrator."""
    made = world.channel(f"{person.name}'s Post", username=username)
    made.members[person.id] = "creator"
    person.promotes_bot(made)
    return made


def kept(verbatim: Verbatim, person: Person) -> list[str]:
    """The titles of what is kept in somebody's private chat."""
    return [each.title for each in verbatim.library.articles(collection=f"chat:{person.id}").items]


async def test_its_posts_are_kept_silently_and_answer_in_private(world: World, anna: Person, private: Verbatim) -> None:
    post = channel(world, anna)
    published = anna.publishes(post, FERRY)
    await all_handled(private, world)
    answer = await world.reply(anna.says("who is the captain?"), containing="Lindqvist")
    assert "Anna's Post" in answer.text
    links = [each["url"] for each in answer.entities if each["type"] == "text_link"]
    assert links == [f"https://t.me/harbourpost/{published.id}"]
    assert world.from_bot(post) == []
    assert len(world.from_bot(anna.chat)) == 1


async def test_edits_are_followed(world: World, anna: Person, private: Verbatim) -> None:
    post = channel(world, anna)
    published = anna.publishes(post, FERRY)
    anna.edits(published, FERRY.replace("Lindqvist", "Sandoval"))
    await all_handled(private, world)
    answer = await world.reply(anna.says("who is the captain?"), containing="Captain")
    assert "Sandoval" in answer.text
    assert len(kept(private, anna)) == 1
    assert world.from_bot(post) == []


async def test_a_post_that_is_forwarded_besides_is_known(world: World, anna: Person, private: Verbatim) -> None:
    published = anna.publishes(channel(world, anna), FERRY)
    await all_handled(private, world)
    receipt = await world.reply(anna.forwards_post(published))
    assert not receipt.text.startswith("✅ Saved")
    assert len(kept(private, anna)) == 1


async def test_a_private_channels_posts_lead_to_their_place_there(
    world: World, anna: Person, private: Verbatim
) -> None:
    post = channel(world, anna, username=None)
    published = anna.publishes(post, FERRY)
    await all_handled(private, world)
    answer = await world.reply(anna.says("who is the captain?"), containing="Lindqvist")
    links = [each["url"] for each in answer.entities if each["type"] == "text_link"]
    assert links == [f"https://t.me/c/{str(post.id).removeprefix('-100')}/{published.id}"]


async def test_a_strangers_channel_is_neither_read_nor_answered(
    world: World, anna: Person, eve: Person, private: Verbatim
) -> None:
    post = channel(world, eve)
    for text in (FERRY, "/summary", "/help@verbatim_bot", "@verbatim_bot who is the captain?"):
        eve.publishes(post, text)
    await all_handled(private, world)
    assert world.from_bot(post) == []
    assert world.from_bot(eve.chat) == []
    assert not holds(private.library, "Lindqvist")
    assert kept(private, anna) == []


async def test_in_ones_own_channel_too_commands_are_no_posts_and_nothing_is_said(
    world: World, anna: Person, private: Verbatim
) -> None:
    post = channel(world, anna)
    for text in ("/summary", "@verbatim_bot who is the captain?", "🔥"):
        anna.publishes(post, text)
    anna.publishes(post, GLACIER)
    await all_handled(private, world)
    assert world.from_bot(post) == []
    assert not any("summary" in each for each in kept(private, anna))


async def test_when_the_bot_is_removed_nothing_more_is_kept_and_what_was_stays(
    world: World, anna: Person, private: Verbatim
) -> None:
    post = channel(world, anna)
    anna.publishes(post, FERRY)
    anna._changes(post, world.bot["id"], "kicked")
    await all_handled(private, world)
    world.updates.push("channel_post", {**anna.publishes(post, BUDGET).data})
    await all_handled(private, world)
    assert len(kept(private, anna)) == 1


async def test_where_everybody_may_use_the_bot_each_has_their_own_channels(
    world: World, anna: Person, eve: Person, verbatim: Verbatim
) -> None:
    anna.publishes(channel(world, anna), FERRY)
    eve.publishes(channel(world, eve, username=None), BUDGET)
    await all_handled(verbatim, world)
    assert [each.split()[0] for each in kept(verbatim, anna)] == ["Ferry"]
    assert [each.split()[0] for each in kept(verbatim, eve)] == ["Council"]
