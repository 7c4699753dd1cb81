"""What a forum can rely on: answers stay in their topic, and look in the whole group or in that topic only."""

from __future__ import annotations

import pytest

from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from index import Library
from tests.support.articles import BUDGET, FERRY

pytestmark = pytest.mark.usefixtures("verbatim")


@pytest.fixture
def forum(world: World, anna: Person) -> Chat:
    return world.group("Neighbours", [anna, world.person("Ben")], forum=True)


@pytest.fixture
def harbour(anna: Person, forum: Chat) -> int:
    return anna.creates_topic(forum, "Harbour")


@pytest.fixture
def council(anna: Person, forum: Chat) -> int:
    return anna.creates_topic(forum, "Council")


def topic_of(post: Post) -> int | None:
    return post.data.get("message_thread_id") if post.data.get("is_topic_message") else None


async def kept(world: World, anna: Person, forum: Chat, text: str, topic: int | None) -> Post:
    """A post in a topic that the bot was told to keep there."""
    post = anna.says(text, chat=forum, topic=topic)
    receipt = await world.reply(anna.says("/keep", chat=forum, reply_to=post, topic=topic), containing="Saved")
    assert topic_of(receipt) == topic
    return post


async def test_answers_receipts_and_summaries_stay_in_their_topic(
    world: World, anna: Person, forum: Chat, harbour: int, council: int
) -> None:
    post = await kept(world, anna, forum, FERRY, harbour)
    await kept(world, anna, forum, BUDGET, council)
    answer = await world.reply(anna.says("/ask who is the captain?", chat=forum, topic=harbour))
    assert (topic_of(answer), answer.reply_to) == (harbour, post.id)
    summary = await world.reply(anna.says("/summary", chat=forum, reply_to=post, topic=harbour))
    assert topic_of(summary) == harbour
    for command in ("/settings", "/privacy", "/articles", "/help", "/ask"):
        assert topic_of(await world.reply(anna.says(command, chat=forum, topic=council))) == council
        assert topic_of(await world.reply(anna.says(command, chat=forum))) is None


async def test_what_another_topic_says_is_quoted_here_with_a_link_to_it(
    world: World, anna: Person, forum: Chat, harbour: int, council: int
) -> None:
    post = await kept(world, anna, forum, FERRY, harbour)
    for topic in (council, None):
        question = anna.says("/ask who is the captain?", chat=forum, topic=topic)
        answer = await world.reply(question)
        assert "Ewa Lindqvist" in answer.shown
        assert (topic_of(answer), answer.reply_to) == (topic, question.id)
        link = f"https://t.me/c/{str(forum.id).removeprefix('-100')}/{harbour}/{post.id}"
        assert link in [each.get("url") for each in answer.entities]


async def test_a_button_narrows_a_question_to_its_topic_and_widens_it_again(
    world: World, anna: Person, forum: Chat, harbour: int, council: int
) -> None:
    await kept(world, anna, forum, FERRY, harbour)
    await kept(world, anna, forum, BUDGET, council)
    found = await world.reply(anna.says("/ask who is the captain?", chat=forum, topic=council))
    assert "Only this topic" in found.buttons
    anna.presses(found, "Only this topic")
    narrowed = await world.reply(found)
    assert "Ewa" not in narrowed.text
    assert topic_of(narrowed) == council
    # A reply to it goes on in that topic only.
    again = await world.reply(anna.says("and the captain of the ferry?", chat=forum, reply_to=narrowed, topic=council))
    assert "Ewa" not in again.shown
    anna.presses(narrowed, "All topics")
    widened = await world.reply(again)
    assert "Ewa Lindqvist" in widened.text
    assert topic_of(widened) == council


async def test_outside_of_forums_there_is_no_such_button(world: World, anna: Person, forum: Chat) -> None:
    await kept(world, anna, forum, FERRY, None)
    answer = await world.reply(anna.says("/ask who is the captain?", chat=forum))
    assert "Only this topic" not in answer.buttons
    group = world.group("Others", [anna])
    toast = await anna.forges(await world.reply(anna.says("/settings", chat=group)), "tpc:1").answered()
    assert toast["text"].startswith("This button is too old")


async def test_a_command_in_a_topic_that_answers_nothing_is_not_about_the_topics_first_message(
    world: World, anna: Person, forum: Chat, harbour: int
) -> None:
    await kept(world, anna, forum, FERRY, harbour)
    answer = await world.reply(anna.says("/ask who is the captain?", chat=forum, topic=harbour))
    assert "Look in all articles" not in answer.buttons
    assert (await world.reply(anna.says("/summary", chat=forum, topic=harbour))).text.startswith("📝 Ferry")
    assert (await world.reply(anna.says("/keep", chat=forum, topic=harbour))).text.startswith("Reply with /keep")


async def test_articles_kept_unasked_are_those_of_their_topic(
    world: World, anna: Person, forum: Chat, harbour: int, council: int, library: Library
) -> None:
    world.bot["can_read_all_group_messages"] = True
    with library.transaction() as connection:
        chats.decide(connection, forum.id, Preferences(keeping=True))
    post = anna.forwards("Somebody", FERRY, chat=forum, topic=harbour)
    await world.until(lambda: post.reactions.get(world.bot["id"]), 30)
    assert library.articles(collection=f"chat:{forum.id}").items[0].topic == str(harbour)
    answer = await world.reply(anna.says("/ask who is the captain?", chat=forum, topic=harbour))
    assert answer.reply_to == post.id
