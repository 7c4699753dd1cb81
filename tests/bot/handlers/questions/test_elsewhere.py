"""What answers a message of another chat, or a story, is about just that, or about nothing."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Person, World
from bot.playground.world.chats import Chat
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")
UNSEEN = "I cannot see what you reply to"


@pytest.fixture
def news(world: World) -> Chat:
    return world.channel("The Coast", username="coast")


def answering(world: World, news: Chat, number: int) -> dict[str, Any]:
    """The field by which a message answers that post of the channel."""
    origin = {"type": "channel", "chat": news.data, "message_id": number, "date": world.now}
    return {"external_reply": {"origin": origin, "chat": news.data, "message_id": number}}


async def test_a_kept_post_is_found_from_where_it_first_stood(world: World, anna: Person, news: Chat) -> None:
    await world.reply(anna.forwards(news, FERRY, number=11), containing="Saved")
    await world.reply(anna.forwards(news, GLACIER, number=12), containing="Saved")
    there = answering(world, news, 11)
    assert (await world.reply(anna.says("/summary", **there))).text.startswith("📝 Ferry strands")
    assert "Forget Ferry strands" in (await world.reply(anna.says("/forget", **there))).text
    assert "Nothing in that article" in (await world.reply(anna.says("Who drilled 40 holes?", **there))).shown


@pytest.mark.parametrize("words", ["/summary", "/forget", "/ask Who is the captain?", "Who is the captain?"])
@pytest.mark.parametrize("story", [False, True])
async def test_what_is_not_kept_here_is_never_taken_for_something_else(
    world: World, anna: Person, news: Chat, words: str, story: bool
) -> None:
    await world.reply(anna.forwards(news, FERRY, number=11), containing="Saved")
    other: dict[str, Any] = {"reply_to_story": {"chat": news.data, "id": 3}} if story else answering(world, news, 99)
    assert (await world.reply(anna.says(words, **other))).text.startswith(UNSEEN)


async def test_a_group_finds_what_it_summarised_before(world: World, anna: Person, news: Chat) -> None:
    group = world.group("Neighbours", [anna])
    post = anna.forwards(news, BUDGET, number=7, chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=post), containing="Council")
    asked = anna.says("/ask what do schools receive?", chat=group, **answering(world, news, 7))
    assert "620 million" in (await world.reply(asked)).shown
    kept = await world.reply(anna.says("/keep", chat=group, **answering(world, news, 8)))
    assert kept.text.startswith(UNSEEN)
