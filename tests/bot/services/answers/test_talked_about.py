"""What a person talks about at this moment: the article they forwarded last, and that of the last answer they got."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from bot.app import Options
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.services.answers.talked_about import LATELY_SECONDS
from bot.store.database import HISTORY
from index import Answer, Library
from tests.support.articles import BUDGET, FERRY, GLACIER


class Listening(Library):
    """Keeps which articles a question came with as those that are talked about, ``told`` in order."""

    told: list[tuple[int, ...]]

    def ask(self, *, recent: Sequence[int] = (), **options: Any) -> Answer:
        """As the library does."""
        self.told.append(tuple(recent))
        return super().ask(recent=recent, **options)


class Later:
    """The time, ``seconds`` later than it is."""

    seconds = 0.0

    def __call__(self) -> float:
        return time.time() + self.seconds


@pytest.fixture
def later() -> Later:
    return Later()


@pytest.fixture
def world(later: Later) -> Iterator[World]:
    world = World(strict=True, chance=random.Random(1), clock=later)
    yield world
    world.close()


@pytest.fixture
def options(options: Options, later: Later) -> Options:
    return replace(options, clock=later)


@pytest.fixture
def library(database_url: str) -> Iterator[Listening]:
    with Listening.open(database_url, beside=[HISTORY], meaning=False) as library:
        library.told = []
        yield library


pytestmark = pytest.mark.usefixtures("verbatim")


async def kept(world: World, person: Person, text: str, chat: Chat | None = None, topic: int | None = None) -> None:
    post = person.forwards("Somebody", text, chat=chat, topic=topic)
    if chat is None:
        await world.reply(post, containing="Saved")
    else:
        keep = person.says("/keep", chat=chat, reply_to=post, topic=topic)
        await world.reply(keep, containing="Saved")


async def told(
    world: World, library: Listening, person: Person, question: str, chat: Chat | None = None, topic: int | None = None
) -> tuple[int, ...]:
    """The articles that a question of theirs came with."""
    library.told.clear()
    await world.reply(person.says(question if chat is None else f"/ask {question}", chat=chat, topic=topic))
    return library.told[0]


async def test_at_first_it_is_the_article_that_was_forwarded_last(
    world: World, anna: Person, library: Listening
) -> None:
    await kept(world, anna, FERRY)
    assert await told(world, library, anna, "Do zebras graze at night?") == (1,)
    await kept(world, anna, BUDGET)
    assert await told(world, library, anna, "Do zebras graze at night?") == (2,)


async def test_after_an_answer_it_is_that_ones_article_too(world: World, anna: Person, library: Listening) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    assert await told(world, library, anna, "who is the captain?") == (2,)
    assert await told(world, library, anna, "How much do schools receive?") == (2, 1)
    assert await told(world, library, anna, "who is the captain?") == (2,)


async def test_an_article_that_only_came_closest_is_not_talked_about(
    world: World, anna: Person, library: Listening
) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    await world.reply(anna.says("Do zebras graze at night?"), containing="Nothing in the 2 articles")
    assert await told(world, library, anna, "who is the captain?") == (2,)


async def test_after_a_quarter_of_an_hour_nothing_is_talked_about(
    world: World, anna: Person, library: Listening, later: Later
) -> None:
    await kept(world, anna, FERRY)
    later.seconds += LATELY_SECONDS - 60
    assert await told(world, library, anna, "who is the captain?") == (1,)
    later.seconds += LATELY_SECONDS + 60
    assert await told(world, library, anna, "who is the captain?") == ()


async def test_an_article_that_was_here_already_is_talked_about_when_it_is_forwarded_again(
    world: World, anna: Person, library: Listening
) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    await world.reply(anna.forwards("Somebody else", FERRY))
    assert await told(world, library, anna, "Do zebras graze at night?") == (1,)


async def test_a_text_in_several_messages_is_the_article_that_came_of_it(
    world: World, anna: Person, library: Listening
) -> None:
    long = "\n\n".join(f"Chapter {number} of the report on harbour {number * 7}. " * 9 for number in range(30))
    posts = anna.pastes(f"The long report\n\n{long}")
    assert len(posts) > 1
    await world.reply(anna.says("/articles"), containing="1 article")
    assert await told(world, library, anna, "Do zebras graze at night?") == (1,)


async def test_what_is_forgotten_is_not_talked_about_any_more(world: World, anna: Person, library: Listening) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    chat = f"chat:{anna.id}"
    await asyncio.to_thread(library.forget, collection=chat, article=2)
    assert await told(world, library, anna, "Do zebras graze at night?") == ()


async def test_a_question_about_one_article_needs_no_other(world: World, anna: Person, library: Listening) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post, containing="Saved")
    await kept(world, anna, BUDGET)
    library.told.clear()
    await world.reply(anna.says("who is the captain?", reply_to=post))
    assert set(library.told) == {()}


async def test_in_a_group_each_talks_about_what_they_forwarded_themselves(
    world: World, anna: Person, library: Listening
) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await kept(world, anna, FERRY, group)
    await kept(world, ben, BUDGET, group)
    await kept(world, anna, GLACIER, group)
    question = "Do zebras graze at night?"
    assert await told(world, library, ben, question, group) == (2,)
    assert await told(world, library, anna, question, group) == (3,)
    await world.reply(anna.says("/ask who is the captain?", chat=group))
    assert await told(world, library, ben, question, group) == (2,)


async def test_what_is_talked_about_in_a_topic_is_not_in_another(
    world: World, anna: Person, library: Listening
) -> None:
    forum = world.group("Town", [anna], forum=True)
    harbour, council = anna.creates_topic(forum, "Harbour"), anna.creates_topic(forum, "Council")
    await kept(world, anna, FERRY, forum, harbour)
    question = "Do zebras graze at night?"
    assert await told(world, library, anna, question, forum, council) == ()
    assert await told(world, library, anna, question, forum, harbour) == (1,)
    assert await told(world, library, anna, question, forum) == ()
