"""Five people, two hundred messages, ten articles: the bot speaks when asked, once, where it was asked."""

from __future__ import annotations

import asyncio
import random

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.playground.world.watching import PATIENCE
from bot.transport.flood_limits import Limits
from tests.support.articles import BUDGET, FERRY, GLACIER

MESSAGES = 200
PLACES = ("Aldmoor", "Birkholt", "Carnow", "Dunreath", "Eskdale", "Farnley", "Glenroy")
TALK = (
    "Good morning!",
    "Did anybody see my umbrella?",
    "thanks",
    "What time is dinner?",
    "lol",
    "I would not trust that map, to be honest.",
    "@ben are you coming?",
    "https://t.me/somewhere/12",
    "/roll 2d6",
    "/summary@another_bot",
    "👍",
    "Who is the captain of our team now?",
)


def article(place: str) -> str:
    return (
        f"Bridge of {place} closes for repairs\n"
        f"The old bridge of {place} closes on Monday, the county said. There are cracks in {len(place)} arches.\n\n"
        f"The engineer Mara {place}sen expects the work to take {len(place) + 5} weeks. Buses go by way of the mill."
    )


@pytest.fixture
def limits() -> Limits:
    """As with people: a group is not written to more often than Telegram allows."""
    return Limits()


@pytest.fixture
def people(world: World) -> list[Person]:
    return [world.person(name) for name in ("Anna", "Ben", "Chloé", "Dmitri", "Esra")]


@pytest.fixture
def forum(world: World, people: list[Person]) -> Chat:
    """A forum whose bot sees everything, which is the hardest place to be quiet in."""
    world.bot["can_read_all_group_messages"] = True
    return world.group("Neighbours", people, forum=True)


def topic_of(post: Post) -> int | None:
    return post.data.get("message_thread_id") if post.data.get("is_topic_message") else None


async def test_the_bot_speaks_when_asked_once_and_where_it_was_asked(
    verbatim: Verbatim, world: World, people: list[Person], forum: Chat
) -> None:
    chance = random.Random(8)
    topics = [None, people[0].creates_topic(forum, "Harbour"), people[0].creates_topic(forum, "Roads")]
    texts = [FERRY, BUDGET, GLACIER, *map(article, PLACES)]
    posted: list[tuple[Post, str]] = []
    asked: list[Post] = []
    for number in range(MESSAGES):
        person, topic = chance.choice(people), chance.choice(topics)
        if number % 20 == 0:
            text = texts[number // 20]
            posted.append((person.forwards("Somebody", text, chat=forum, topic=topic), text))
        elif number % 20 == 10:
            post, _ = posted[-1]
            command = "/summary 2" if chance.random() < 0.5 else "/ask what is said about Monday?"
            asked.append(person.says(command, chat=forum, reply_to=post))
        else:
            reply_to = chance.choice(posted)[0] if chance.random() < 0.3 else None
            person.says(chance.choice(TALK), chat=forum, topic=None if reply_to else topic, reply_to=reply_to)
    assert (len(posted), len(asked)) == (10, 10)
    async with asyncio.timeout(PATIENCE):
        while world.updates.pending or verbatim.services.dispatcher.waiting or len(world.from_bot(forum)) < len(asked):  # noqa: ASYNC110
            await asyncio.sleep(0.05)
    # Whatever it has to say beyond that would follow.
    await asyncio.sleep(1.0)
    said = world.from_bot(forum)
    assert len(said) == len(asked)
    assert not any(post.reactions for post in world.history(forum))
    sources = {post.id: text for post, text in posted}
    for question, answer in zip(asked, said, strict=True):
        assert topic_of(answer) == topic_of(question)
        # Where nothing answers, the answer goes to whoever asked; else to the post, in that post's own words.
        assert answer.reply_to in (question.id, question.reply_to)
        for line in answer.text.splitlines():
            if line[:1].isdigit() and question.reply_to is not None:
                assert line.partition(". ")[2] in sources[question.reply_to]
    assert [each.status for each in world.requests("sendMessage")] == [200] * len(asked)
