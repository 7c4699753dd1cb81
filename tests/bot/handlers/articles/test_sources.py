"""Where articles come from: kept, shown and linked, and the same post is one article however it arrives."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text

from bot.app import Verbatim
from bot.playground import Person, Post, World
from tests.support.articles import BUDGET, FERRY, GLACIER

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


def is_short(post: Post) -> bool:
    """Whether it names nobody at length, and nothing in it turns the words around it."""
    return len(post.text) < 800 and not {"\u202e", "\u2069", "\x1b"} & set(post.text)


@pytest.mark.parametrize("kind", ["channel", "group", "person", "hidden"])
async def test_however_long_a_name_is_receipt_answers_and_lists_come_and_show_it_short(
    world: World, anna: Person, kind: str
) -> None:
    name = "\u202eHarbour\u2069\x1b\n" + "Post 🚢 " * 1000
    origins: dict[str, Callable[[], Any]] = {
        "channel": lambda: world.channel(name),
        "group": lambda: world.group(name),
        "person": lambda: world.person(name),
        "hidden": lambda: name,
    }
    origin = origins[kind]()
    author = {"author": name} if kind in ("channel", "group") else {}
    for said in (
        await world.reply(anna.forwards(origin, FERRY, **author), containing="Saved"),  # type: ignore[arg-type]
        await world.reply(anna.says("who is the captain?"), containing="Lindqvist"),
        await world.reply(anna.says("/articles"), containing="1."),
        await world.reply(anna.says("/summary 2"), containing="📝"),
        await world.reply(anna.says("/digest"), containing="1."),
    ):
        assert "Harbour Post 🚢" in said.text
        assert is_short(said)


async def test_an_author_with_a_long_name_leaves_room_for_that_of_the_channel(world: World, anna: Person) -> None:
    receipt = await world.reply(anna.forwards(world.channel("Harbour Post"), FERRY, author="Ines Falk " * 50))
    assert "Ines…, Harbour Post, " in receipt.text


async def test_long_names_and_titles_of_an_earlier_release_mute_nothing(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    for article in (FERRY, BUDGET, GLACIER):
        await world.reply(anna.forwards("Somebody", article), containing="Saved")
    names = {"name": "\u202eHarbour\n" + "🚢" * 5000, "title": "🚢" * 300}
    with verbatim.library.transaction() as connection:
        connection.execute(text("UPDATE article SET source_name = :name, title = :title"), names)
    for words, containing in (
        ("who is the captain?", "Lindqvist"),
        ("/articles", "3. 🚢"),
        ("/new", "3. 🚢"),
        ("/digest", "Harbour 🚢"),
        ("/summary 2", "📝 🚢"),
        ("/forget 1", "Forget 🚢"),
    ):
        said = await world.reply(anna.says(words), containing=containing)
        assert "\u202e" not in said.text
        assert said.buttons
        assert said.quote or said.formatted("bold") or words == "/articles" or words == "/new"


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
