"""Where articles come from: kept, shown and linked, and the same post is one article however it arrives."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from tests.support.articles import FERRY

pytestmark = pytest.mark.usefixtures("verbatim")


def links(post: object) -> list[str]:
    """The addresses behind the words of a message."""
    return [each["url"] for each in post.entities if each["type"] == "text_link"]  # type: ignore[attr-defined]


async def test_a_public_post_is_named_dated_and_linked_in_receipt_and_answers(world: World, anna: Person) -> None:
    channel = world.channel("Harbour Post", username="harbourpost")
    receipt = await world.reply(anna.forwards(channel, FERRY, number=7, date=1_793_700_000, author="Ines Falk"))
    assert "Ines Falk, Harbour Post, 3 Nov" in receipt.text
    assert links(receipt) == ["https://t.me/harbourpost/7"]
    answer = await world.reply(anna.says("who is the captain?"), containing="paragraph 2")
    assert "Ines Falk, Harbour Post, 3 Nov" in answer.text
    assert "https://t.me/harbourpost/7" in links(answer)


async def test_a_hidden_origin_is_named_without_a_link(world: World, anna: Person) -> None:
    receipt = await world.reply(anna.forwards("Somebody <hidden>", FERRY))
    assert "Somebody <hidden>" in receipt.text
    assert links(receipt) == []


async def test_a_channels_post_in_its_group_is_one_article_also_when_somebody_forwards_it(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    channel = world.channel("Harbour Post", username="harbourpost")
    group = world.group("Neighbours", [anna])
    channel.linked, group.linked = group.id, channel.id
    original = anna.publishes(channel, FERRY)
    automatic = world.history(group)[-1]
    assert world.from_bot(group) == []
    await world.reply(anna.says("/summary", chat=group, reply_to=automatic), containing="📝")
    again = anna.forwards_post(original, chat=group)
    answer = await world.reply(
        anna.says("/ask who is the captain?", chat=group, reply_to=again), containing="Lindqvist"
    )
    assert "Harbour Post" in answer.text
    assert verbatim.library.articles(collection=f"chat:{group.id}").total == 1


@pytest.mark.parametrize("name", ["photo", "voice", "sticker"])
async def test_what_has_no_words_gets_a_word_on_what_can_be_read(world: World, anna: Person, name: str) -> None:
    if name == "photo":
        post = anna.sends_photo()
    else:
        file = {"file_id": "A" * 40, "file_unique_id": "A" * 12, "duration": 3}
        sticker = {**file, "type": "regular", "width": 9, "height": 9, "is_animated": False, "is_video": False}
        del sticker["duration"]
        post = anna._send({name: file if name == "voice" else sticker}, None)
    assert "I can read text" in (await world.reply(post)).text
