"""A long post that a client cut into several messages is one article again."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.content import split
from bot.playground.world.posts import Post
from tests.support.documents import story

pytestmark = pytest.mark.usefixtures("verbatim")

LONG = "\n\n".join(story(40))
CUT_INSIDE = "The harbour report\n\n" + " ".join(story(40))


def text_of(verbatim: Verbatim, person: Person) -> list[str]:
    """The texts of the articles that this person's chat holds, newest first."""
    library, here = verbatim.library, f"chat:{person.id}"
    return [
        library.text(collection=here, article=each.id) for each in library.articles(collection=here, limit=20).items
    ]


def forwarded(anna: Person, channel: Any, parts: list[str], number: int = 100, **extra: Any) -> list[Post]:
    """A split post of a channel, forwarded."""
    date = anna.world.now - 3600
    return [anna.forwards(channel, part, date=date, number=number + at, **extra) for at, part in enumerate(parts)]


async def only_receipt(world: World, anna: Person) -> Post:
    """The one thing that the bot has said."""
    await world.reply(world.history(anna.chat)[0], containing="Saved")
    # Whatever else it had to say would be here by the time it answers this.
    await world.reply(anna.says("/articles"), containing="here")
    said = [each for each in world.from_bot(anna.chat) if "articles here" not in each.text]
    said = [each for each in said if "article here" not in each.text]
    assert len(said) == 1
    return said[0]


@pytest.mark.parametrize("text", [LONG, CUT_INSIDE, LONG.replace("\n\n", "\n")], ids=["paragraphs", "inside", "lines"])
async def test_a_long_pasted_text_is_one_article_as_it_was_written(
    world: World, anna: Person, verbatim: Verbatim, text: str
) -> None:
    posts = anna.pastes(text)
    assert len(posts) > 1
    receipt = await only_receipt(world, anna)
    assert receipt.reply_to == posts[0].id
    assert "Update" not in receipt.text
    assert text_of(verbatim, anna) == [text]


async def test_an_answer_leads_to_the_part_in_which_it_stands(world: World, anna: Person) -> None:
    posts = anna.pastes(f"{LONG}\n\nThe lighthouse keeper Vera Holt retired after 41 years.\n\n{LONG[:700]}")
    await only_receipt(world, anna)
    answer = await world.reply(anna.says("who is the lighthouse keeper?"), containing="Vera")
    at = next(post for post in posts if "Vera Holt" in post.text)
    assert at is not posts[0]
    assert answer.reply_to == at.id
    assert answer.quote == "The lighthouse keeper Vera Holt retired after 41 years."
    there = await world.reply(anna.says("who told passengers that the ship had lost power?", reply_to=at))
    assert there.quote is not None
    assert "Lindqvist" in there.quote


async def test_a_sentence_over_the_cut_is_quoted_up_to_the_cut(world: World, anna: Person) -> None:
    words = "The lighthouse keeper Vera Holt, who came to the island as a girl, retired after 41 years of service."
    filler = " ".join(story(40))
    before = filler[: 4096 - 60].rsplit(" ", 1)[0] + "."
    posts = anna.pastes(f"{before} {words} {filler[:3000]}")
    assert posts[0].text.endswith("as a girl,") or "Vera Holt" in posts[0].text
    await only_receipt(world, anna)
    answer = await world.reply(anna.says("who is the lighthouse keeper?"), containing="41 years of service")
    assert answer.reply_to == posts[0].id
    assert answer.quote is not None
    assert words.startswith(answer.quote)


async def test_a_split_post_of_a_channel_is_one_article_of_that_post(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    channel = world.channel("Harbour Post", username="harbourpost")
    forwarded(anna, channel, split(LONG))
    receipt = await only_receipt(world, anna)
    assert text_of(verbatim, anna) == [LONG]
    assert "Harbour Post" in receipt.text
    assert [each["url"] for each in receipt.entities if each["type"] == "text_link"] == ["https://t.me/harbourpost/100"]


async def test_separate_long_posts_of_a_channel_stay_separate(world: World, anna: Person, verbatim: Verbatim) -> None:
    channel = world.channel("Harbour Post")
    for number in range(10):
        text = f"Report {number} of the harbour\n\n" + "\n\n".join(f"{number}: {each}" for each in story(40))
        anna.forwards(channel, split(text)[0], number=200 + number, date=world.now - 9000 + 60 * number)
    # Beside a busy machine their receipt may come in two.
    await world.until(lambda: verbatim.library.articles(collection=f"chat:{anna.id}", limit=1).total == 10)
    assert len(text_of(verbatim, anna)) == 10


async def test_posts_of_one_moment_stay_separate_when_the_second_would_have_fitted_behind_the_first(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    first = split(LONG)[0]
    channel = world.channel("Harbour Post")
    forwarded(anna, channel, [first, f"Budget is approved\n\n{LONG[:900]}", "Short news of the day: rain."])
    await world.reply(world.history(anna.chat)[0], containing="3 articles")
    assert len(text_of(verbatim, anna)) == 3


async def test_what_somebody_asks_right_after_a_long_text_is_a_question(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    anna.says(split(LONG)[0])
    answer = await world.reply(anna.says("who is the captain?"), containing="Lindqvist")
    assert answer.quote is not None
    assert len(text_of(verbatim, anna)) == 1


async def test_parts_that_come_late_change_the_receipt_in_place(world: World, anna: Person, verbatim: Verbatim) -> None:
    first, second, *_ = split(LONG + "\n\n" + LONG.replace("ferry", "boat"))
    post = anna.says(first)
    receipt = await world.reply(post, containing="Saved")
    before = receipt.text
    anna.says(second)
    await world.until(lambda: receipt.version > 0)
    assert receipt.text != before
    assert "Update" not in receipt.text
    assert world.from_bot(anna.chat) == [receipt]
    assert len(text_of(verbatim, anna)) == 1


async def test_an_edit_of_one_part_is_an_edit_of_the_whole(world: World, anna: Person, verbatim: Verbatim) -> None:
    posts = anna.pastes(LONG)
    await only_receipt(world, anna)
    changed = posts[1].text.replace("Captain Ewa Lindqvist", "Captain Olga Brandt")
    assert changed != posts[1].text
    anna.edits(posts[1], changed)
    await world.reply(posts[1], containing="Your edit is in")
    assert text_of(verbatim, anna) == [f"{posts[0].text}\n\n{posts[1].text}"]


async def test_the_same_long_text_again_is_known(world: World, anna: Person, verbatim: Verbatim) -> None:
    anna.pastes(LONG)
    await only_receipt(world, anna)
    again = anna.pastes(LONG)
    known = await world.reply(again[-1], containing="Already here since")
    await world.until(lambda: "Already here" in known.text)
    assert len(text_of(verbatim, anna)) == 1


async def test_a_part_that_somebody_asks_about_in_a_group_joins_the_one_before(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    posts = anna.pastes(LONG, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=posts[0]), containing="📝")
    await world.reply(ben.says("/summary", chat=group, reply_to=posts[1]), containing="📝")
    here = f"chat:{group.id}"
    [article] = verbatim.library.articles(collection=here).items
    assert verbatim.library.text(collection=here, article=article.id) == LONG
