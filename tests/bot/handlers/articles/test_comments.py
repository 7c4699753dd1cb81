"""A remark that a client sends along with a forwarded post, in whatever order the two arrive."""

from __future__ import annotations

import pytest

from bot.playground import Person, World
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")

OTHER = "The captain of the museum ship in Oskvik is Jo Marsh. She told visitors so on Sunday. " * 8


async def said(world: World, anna: Person) -> list[Post]:
    """All that the bot has said, once it has nothing more to say."""
    await world.reply(anna.says("/articles"), containing="here")
    return world.from_bot(anna.chat)[:-1]


@pytest.fixture
async def other(world: World, anna: Person) -> Post:
    """The receipt of an article that would answer, too."""
    return await world.reply(anna.says(OTHER), containing="Saved")


async def swapped(world: World, anna: Person, comment: str, text: str, monkeypatch: pytest.MonkeyPatch) -> list[Post]:
    """The comment and the post, whose updates come the other way round."""
    held: list[Post] = []
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, post: held.append(post))
        anna.forwards(world.channel("Harbour Post"), text, comment=comment)
    for post in reversed(held):
        world.deliver(post)
    return held


async def test_a_question_is_answered_from_the_post_that_comes_with_it(world: World, anna: Person, other: Post) -> None:
    post = anna.forwards(world.channel("Harbour Post"), FERRY, comment="Who is the captain?")
    answer = await world.reply(post, containing="Lindqvist")
    await world.reply(post, containing="Saved Ferry")
    answers = [each for each in await said(world, anna) if "paragraph " in each.text and "Saved" not in each.text]
    assert answers == [answer]


async def test_an_answer_that_was_sent_already_changes_in_place(
    world: World, anna: Person, other: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Post] = []
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, post: held.append(post))
        anna.forwards(world.channel("Harbour Post"), FERRY, comment="Who is the captain?")
    world.deliver(held[0])
    answer = await world.reply(held[0], containing="Jo Marsh")
    world.deliver(held[1])
    await world.until(lambda: "Lindqvist" in answer.text)
    assert "Jo Marsh" not in answer.text
    assert len([each for each in await said(world, anna) if "captain" in each.text.lower()]) == 2


async def test_a_question_that_arrives_after_its_post_is_asked_of_it(
    world: World, anna: Person, other: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    comment, post = await swapped(world, anna, "Who is the captain?", FERRY, monkeypatch)
    answer = await world.reply(comment, containing="Lindqvist")
    assert answer.reply_to == post.id
    assert "Jo Marsh" not in answer.shown


async def test_a_question_that_its_post_does_not_answer_is_told_so(world: World, anna: Person, other: Post) -> None:
    post = anna.forwards(world.channel("Harbour Post"), BUDGET, comment="Who is the captain?")
    answer = await world.reply(post, containing="Nothing in that article answers this.")
    assert "Look in all articles" in answer.buttons
    assert [each for each in await said(world, anna) if "Jo Marsh" in each.text and each != other] == []


@pytest.mark.parametrize("comment", ["interesting!", "What a mess!", "cool", "👍", "hi", "must read, see below"])
@pytest.mark.parametrize("order", ["first", "last"])
async def test_a_remark_that_asks_nothing_is_left_unanswered(
    world: World, anna: Person, comment: str, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if order == "first":
        post = anna.forwards(world.channel("Harbour Post"), GLACIER, comment=comment)
    else:
        _, post = await swapped(world, anna, comment, GLACIER, monkeypatch)
    receipt = await world.reply(post, containing="Saved Glacier")
    assert await said(world, anna) == [receipt]


async def test_a_question_with_several_posts_is_answered_from_all_of_them(
    world: World, anna: Person, other: Post
) -> None:
    channel = world.channel("Harbour Post")
    first = anna.forwards(channel, BUDGET, comment="Who is the captain?")
    anna.forwards(channel, FERRY)
    answer = await world.reply(first, containing="Lindqvist")
    assert [each for each in await said(world, anna) if "captain" in each.text.lower()] == [other, answer]


async def test_what_somebody_asks_later_is_asked_of_everything(world: World, anna: Person, other: Post) -> None:
    await world.reply(anna.forwards("Somebody", BUDGET), containing="Saved Council")
    assert "Jo Marsh" in (await world.reply(anna.says("Who is the captain?"))).shown
    assert "You are welcome" in (await world.reply(anna.says("thanks"), containing="welcome")).text
