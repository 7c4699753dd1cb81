"""Five people, two hundred messages: where Telegram can show messages to one person, the group sees only answers and
receipts, and whoever asks the rest; where it cannot, everybody sees everything, as ever."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from typing import Literal

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.playground.world.watching import PATIENCE
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled, until

MESSAGES = 200
TALK = ("Good morning!", "Did anybody see my umbrella?", "thanks", "lol", "👍", "/roll 2d6", "What time is dinner?")
# Each with what the group is to see of it where Telegram can tell people apart.
FOR_ONE = (
    "/ask what is the population of Norway in 1950?",
    "/articles",
    "/settings",
    "/settings Nowhere/Atlantis",
    "/summary a very long one please",
    "/help",
    "/keep",
    "/new",
)
ON_POSTS = ("/summary 2", "/ask what is said there?", "/keep")


@pytest.fixture
def people(world: World) -> list[Person]:
    return [world.person(name) for name in ("Anna", "Ben", "Chloé", "Dmitri", "Esra")]


@pytest.mark.parametrize("offered", ["10.3", None])
async def test_the_group_sees_answers_and_receipts_only(
    verbatim: Verbatim, world: World, people: list[Person], offered: Literal["10.3"] | None
) -> None:
    world.ephemeral = offered
    group = world.group("Neighbours", people, bot="administrator")
    posts = [people[0].forwards("Somebody", text, chat=group) for text in (FERRY, BUDGET, GLACIER)]
    await world.reply(people[0].says("/keep", chat=group, reply_to=posts[0]), containing="Saved")
    for_all, for_one = await _talk(world, people, group, posts)
    await all_handled(verbatim, world)
    expected = len(for_all) if offered else len(for_all) + sum(for_one.values())
    async with asyncio.timeout(PATIENCE):
        await until(lambda: not verbatim.services.outbox.busy(group.id) and len(_public(world, group)) >= expected)
    # Whatever it has to say beyond that would follow.
    await asyncio.sleep(0.5)
    assert len(_public(world, group)) == expected
    seen = {each.name: _whispered(world, group, each) for each in people}
    assert {name: len(said) for name, said in seen.items()} == {
        each.name: for_one[each.name] if offered else 0 for each in people
    }
    if offered:
        _only_answers(_public(world, group))
        assert not any("Lindqvist told" in text for said in seen.values() for text in said)


async def _talk(world: World, people: list[Person], group: Chat, posts: list[Post]) -> tuple[list[Post], Counter[str]]:
    """Two hundred messages; those that are answered for all, but for receipts, and how many each person has asked that
    are not."""
    chance, answered, for_one = random.Random(3), list[Post](), Counter[str]()
    for number in range(MESSAGES):
        person = chance.choice(people)
        if number % 4 == 0:
            person.says(chance.choice(FOR_ONE), chat=group)
            for_one[person.name] += 1
        elif number % 4 == 2:
            words = chance.choice(ON_POSTS)
            said = person.says(words, chat=group, reply_to=chance.choice(posts))
            answered += [] if words == "/keep" else [said]
        else:
            person.says(chance.choice(TALK), chat=group)
    return answered, for_one


def _public(world: World, group: Chat) -> list[str]:
    """What everybody reads, without receipts."""
    return [each.text for each in world.from_bot(group) if not each.text.startswith(("✅", "☑"))]


def _whispered(world: World, group: Chat, person: Person) -> list[str]:
    return [each.text for each in world.whispers.of(group.id, person.id)]


def _only_answers(said: list[str]) -> None:
    for text in said:
        assert text.startswith(("📝", "“", "Perhaps", "Somebody", "paragraph")), text
