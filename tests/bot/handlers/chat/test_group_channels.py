"""What a group can rely on when somebody switches a channel on there: its posts answer there, and nowhere else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
from telegram import Bot

from bot.app import Options, Verbatim
from bot.handlers.chat.group_channels import MOST_LOOKED_AT
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.services.access.policy import Access, Policy
from bot.store import access, channels
from bot.transport.group_admins import ASKED_AT_ONCE, Administrators
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled
from tests.support.database_contents import holds


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's group, with Ben and the bot in it."""
    return world.group("Neighbours", [anna, ben])


def channel(world: World, person: Person, username: str | None = "harbourpost", title: str = "Harbour Post") -> Chat:
    """A channel of that person's, of which the bot is made an administrator."""
    made = world.channel(title, username=username)
    made.members[person.id] = "creator"
    person.promotes_bot(made)
    return made


async def offered(verbatim: Verbatim, world: World, person: Person, group: Chat) -> Post:
    """The list of channels below the settings, once the bot has heard of all that happened before."""
    await all_handled(verbatim, world)
    settings = await world.reply(person.says("/settings", chat=group), containing="Settings of this chat")
    return await person.presses(settings, "📣 Channels").edited()


async def switched_on(
    verbatim: Verbatim, world: World, person: Person, group: Chat, title: str = "Harbour Post"
) -> Post:
    return await person.presses(await offered(verbatim, world, person, group), title).edited()


def kept(verbatim: Verbatim, chat_id: int) -> list[str]:
    """The first words of what is kept in a chat."""
    return [each.title.split()[0] for each in verbatim.library.articles(collection=f"chat:{chat_id}").items]


def on_in(library: Library, group: Chat) -> frozenset[int]:
    with library.database.read() as connection:
        return channels.on_in(connection, group.id)


async def test_its_posts_from_then_on_answer_in_the_group_with_their_link(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    post = channel(world, anna)
    anna.publishes(post, FERRY)
    await all_handled(verbatim, world)
    shown = await switched_on(verbatim, world, anna, group)
    assert shown.buttons[0] == "✓ Harbour Post"
    assert "posted in channels" in (await world.reply(ben.says("/privacy", chat=group))).text
    assert "posted in channels" in (await world.reply(anna.says("/privacy"))).text
    assert "posted in channels" not in (await world.reply(ben.says("/privacy"))).text
    before = len(world.from_bot(group))
    published = anna.publishes(post, BUDGET)
    await all_handled(verbatim, world)
    assert len(world.from_bot(group)) == before
    assert kept(verbatim, group.id) == ["Council"]
    assert sorted(kept(verbatim, anna.id)) == ["Council", "Ferry"]
    answer = await world.reply(ben.says("/ask how much do schools receive?", chat=group), containing="620 million")
    links = [each["url"] for each in answer.entities if each["type"] == "text_link"]
    assert links == [f"https://t.me/harbourpost/{published.id}"]
    anna.edits(published, BUDGET.replace("620", "650"))
    await all_handled(verbatim, world)
    await world.reply(ben.says("/ask how much do schools receive?", chat=group), containing="650 million")
    assert world.from_bot(post) == []


async def test_nothing_of_it_reaches_a_group_that_has_not_switched_it_on(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    post, other = channel(world, anna), world.group("Others", [anna, ben])
    await switched_on(verbatim, world, anna, group)
    anna.publishes(post, FERRY)
    await all_handled(verbatim, world)
    assert kept(verbatim, group.id) == ["Ferry"]
    assert kept(verbatim, other.id) == []
    asked = await world.reply(ben.says("/ask who is the captain?", chat=other))
    assert "Lindqvist" not in asked.text
    assert kept(verbatim, ben.id) == []


async def test_only_who_administers_both_is_offered_it_or_may_switch_it_on(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    post, eve = channel(world, ben, title="Ben's Post"), world.person("Eve")
    eve.joins(group)
    anna.promotes(ben, group)
    shown = await offered(verbatim, world, anna, group)
    assert "it is offered here" in shown.text
    assert not any("Ben" in each for each in shown.buttons)
    with verbatim.library.database.read() as connection:
        number = channels.kept(connection, anna.id)[0].number
    # Anna administers the group only, Eve neither.
    refused = await anna.forges(shown, f"chs:{number}:1").answered()
    assert "administers both" in refused["text"]
    refused = await eve.forges(shown, f"chs:{number}:1").answered()
    assert "Only the group's administrators" in refused["text"]
    assert on_in(verbatim.library, group) == frozenset()
    await switched_on(verbatim, world, ben, group, "Ben's Post")
    assert on_in(verbatim.library, group) == {post.id}
    # It is asked at the moment of pressing.
    post.members[ben.id] = "left"
    off = await anna.presses(await offered(verbatim, world, anna, group), "✓ Ben's Post").edited()
    assert off.buttons[0] == "Ben's Post"
    assert "administers both" in (await ben.presses(off, "Ben's Post").answered())["text"]
    assert on_in(verbatim.library, group) == frozenset()


async def test_any_administrator_switches_it_off_and_what_was_kept_stays(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    post = channel(world, anna)
    await switched_on(verbatim, world, anna, group)
    anna.publishes(post, FERRY)
    await all_handled(verbatim, world)
    anna.promotes(ben, group)
    await ben.presses(await offered(verbatim, world, ben, group), "✓ Harbour Post").edited()
    anna.publishes(post, BUDGET)
    await all_handled(verbatim, world)
    assert kept(verbatim, group.id) == ["Ferry"]


async def test_it_is_forgotten_when_the_bot_leaves_the_channel_or_the_group(
    world: World, anna: Person, group: Chat, verbatim: Verbatim
) -> None:
    post = channel(world, anna)
    await switched_on(verbatim, world, anna, group)
    anna._changes(post, world.bot["id"], "kicked")
    await all_handled(verbatim, world)
    assert on_in(verbatim.library, group) == frozenset()
    anna._changes(post, world.bot["id"], "administrator")
    await all_handled(verbatim, world)
    anna.publishes(post, FERRY)
    await all_handled(verbatim, world)
    assert kept(verbatim, group.id) == []
    await switched_on(verbatim, world, anna, group)
    anna.removes_bot(group)
    await all_handled(verbatim, world)
    assert on_in(verbatim.library, group) == frozenset()
    anna.publishes(post, BUDGET)
    await all_handled(verbatim, world)
    assert kept(verbatim, group.id) == []


async def test_a_group_that_becomes_a_supergroup_keeps_it(
    world: World, anna: Person, ben: Person, verbatim: Verbatim
) -> None:
    basic = world.group("Neighbours", [anna, ben], kind="group")
    post = channel(world, anna)
    await switched_on(verbatim, world, anna, basic)
    new = anna.upgrades(basic)
    await all_handled(verbatim, world)
    assert on_in(verbatim.library, new) == {post.id}
    anna.publishes(post, GLACIER)
    await all_handled(verbatim, world)
    answer = await world.reply(ben.says("/ask who led the team?", chat=new), containing="Tomas Reyer")
    assert "Harbour Post" in answer.text


@pytest.fixture
async def private(api: Api, anna: Person, group: Chat, library: Library, options: Options) -> AsyncIterator[Verbatim]:
    """A bot that works for Anna only, and for her group."""
    access = Access(Policy(users=frozenset({anna.id}), chats=frozenset({group.id})))
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", replace(options, access=access))
    async with verbatim.polling():
        yield verbatim


async def test_a_strangers_channel_is_not_offered_and_nothing_of_it_is_kept(
    world: World, anna: Person, ben: Person, group: Chat, private: Verbatim
) -> None:
    anna.promotes(ben, group)
    post = channel(world, ben, title="Ben's Post")
    await all_handled(private, world)
    assert not any("Ben" in each for each in (await offered(private, world, ben, group)).buttons)
    ben.publishes(post, FERRY)
    await all_handled(private, world)
    assert not holds(private.library, "Lindqvist")


async def test_where_only_whoever_presses_sees_it_others_see_nothing_of_their_channels(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    world.ephemeral = "10.3"
    post = channel(world, anna)
    await all_handled(verbatim, world)
    settings = await world.reply(anna.says("/settings", chat=group), containing="Settings of this chat")
    anna.presses(settings, "📣 Channels")
    await world.until(lambda: world.whispers.of(group.id, anna.id))
    shown = world.whispers.of(group.id, anna.id)[0]
    await anna.presses(shown, "Harbour Post").edited()
    assert shown.buttons[0] == "✓ Harbour Post"
    assert on_in(verbatim.library, group) == {post.id}
    assert not any("Harbour Post" in str(each.keyboard) for each in world.from_bot(group))
    assert world.whispers.of(group.id, ben.id) == []


def brings_many(verbatim: Verbatim, person: Person) -> None:
    """The person brings the bot to as many channels as are looked at."""
    with verbatim.library.transaction() as connection:
        for number in range(MOST_LOOKED_AT):
            access.bring(connection, -2000 - number, "Other", person.id, now=1.0)
            channels.note(connection, -2000 - number, "Other")


async def test_a_channel_is_offered_to_whoever_brought_the_bot_there_however_many_others_bring_it_elsewhere(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    channel(world, anna)
    await all_handled(verbatim, world)
    brings_many(verbatim, ben)
    assert any("Harbour Post" in each for each in (await offered(verbatim, world, anna, group)).buttons)


async def test_telegram_is_asked_about_them_once_a_minute_and_side_by_side(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    channel(world, anna)
    await all_handled(verbatim, world)
    brings_many(verbatim, ben)
    settings = await world.reply(anna.says("/settings", chat=group), containing="Settings of this chat")
    before = len(world.requests("getChatMember"))
    shown = await anna.presses(settings, "📣 Channels").edited()
    assert len(world.requests("getChatMember")) - before >= MOST_LOOKED_AT
    before = len(world.requests("getChatMember"))
    await anna.presses(shown, "Harbour Post").edited()
    # Who administers both is asked at the moment of pressing.
    assert len(world.requests("getChatMember")) - before <= 3


async def test_no_more_channels_are_asked_about_than_are_offered_and_some_at_a_time(
    world: World, anna: Person, local_bot: Bot
) -> None:
    ids = [channel(world, anna, username=None, title=f"Post {number}").id for number in range(3 * ASKED_AT_ONCE)]
    world.faults.delay("getChatMember", seconds=0.3)
    now, administrators = 0.0, Administrators(clock=lambda: now)
    assert await administrators.among(local_bot, ids, anna.id, 15) == ids[:15]
    asked = [int(each.params["chat_id"]) for each in world.requests("getChatMember")]
    # The first is answered last of the first ones.
    assert (asked[0] != ids[0], sorted(asked)) == (True, sorted(ids[: 2 * ASKED_AT_ONCE]))
    assert set(asked[:ASKED_AT_ONCE]) == set(ids[:ASKED_AT_ONCE])
    now = 59.0
    assert await administrators.among(local_bot, ids, anna.id, 15) == ids[:15]
    assert len(world.requests("getChatMember")) == 2 * ASKED_AT_ONCE
    now = 61.0
    assert await administrators.among(local_bot, ids, anna.id, 5) == ids[:5]
    assert len(world.requests("getChatMember")) == 3 * ASKED_AT_ONCE
