"""Posts of blocks, which have no text of their own in the Bot API, are read as any other post is."""

from __future__ import annotations

from typing import Any

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.store import chats
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.rich import article, bullets, heading, paragraph, styled, table
from tests.support.playground.validate import Validator

pytestmark = pytest.mark.usefixtures("verbatim")


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's group, with Ben and the bot in it."""
    return world.group("Neighbours", [anna, ben])


async def test_a_forwarded_one_is_kept_under_its_heading_and_quoted(world: World, anna: Person) -> None:
    news = world.channel("The Coast", username="coast")
    post = anna.sends_rich(heading("NEWS", 3), *article(FERRY), source=news)
    receipt = await world.reply(post, containing="Saved")
    assert "Ferry strands off Brannock with 212 people on board" in receipt.text
    answer = await world.reply(anna.says("Who is the captain?"))
    assert (answer.reply_to, answer.quote) == (post.id, FERRY.split("\n\n")[1].partition(". ")[0] + ".")
    assert "Captain Ewa Lindqvist" in answer.shown
    assert "The Coast" in answer.text


async def test_a_pasted_one_is_kept_and_a_typed_question_is_answered(world: World, anna: Person) -> None:
    post = anna.sends_rich(*article(FERRY))
    await world.reply(post, containing="Saved")
    answer = await world.reply(anna.sends_rich(paragraph(["Who is ", styled("bold", "the captain"), "?"])))
    assert (answer.reply_to, answer.quote) == (post.id, FERRY.split("\n\n")[1].partition(". ")[0] + ".")


async def test_formatting_lists_and_tables_are_quoted_as_they_stand(world: World, anna: Person) -> None:
    post = anna.sends_rich(
        heading("The fire in Northtown"),
        paragraph(
            ["The mill ", styled("bold", ["burnt down ", styled("italic", "on Monday")]), " 🔥, the mayor said."]
        ),
        bullets("Twelve people were hurt.", "Forty firefighters came from Tarvik."),
        table(("District", "Households"), ("Millbrook", "1,240"), ("Quayside", "310")),
    )
    await world.reply(post, containing="Saved")
    answer = await world.reply(anna.says("When did the mill burn down?"))
    assert answer.quote == "The mill burnt down on Monday 🔥, the mayor said."
    assert (await world.reply(anna.says("How many people were hurt?"))).quote == "Twelve people were hurt."
    assert (await world.reply(anna.says("households Millbrook"))).quote == "Millbrook\n1,240"


async def test_a_server_that_cannot_quote_it_still_has_the_reply_and_the_words(world: World, anna: Person) -> None:
    world.quotes_rich = False
    post = anna.sends_rich(*article(FERRY))
    await world.reply(post, containing="Saved")
    for _ in range(2):
        answer = await world.reply(anna.says("Who is the captain?"))
        assert (answer.reply_to, answer.quote) == (post.id, None)
        assert "Captain Ewa Lindqvist" in answer.shown


async def test_a_post_that_changed_since_is_answered_without_quoting_it(world: World, anna: Person) -> None:
    post = anna.sends_rich(*article(FERRY))
    await world.reply(post, containing="Saved")
    world.revise(post, {"rich_message": {"blocks": [paragraph("Nothing of it is left.")]}})
    answer = await world.reply(anna.says("Who is the captain?"))
    assert (answer.reply_to, answer.quote) == (post.id, None)
    # Another post is quoted all the same.
    other = anna.sends_rich(*article(BUDGET))
    await world.reply(other, containing="Saved")
    assert (await world.reply(anna.says("What do schools receive?"))).quote is not None


async def test_replies_in_a_group_summarise_ask_and_keep_it(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.sends_rich(*article(FERRY), chat=group)
    assert (await world.reply(ben.says("/summary", chat=group, reply_to=post))).text.startswith("📝 Ferry strands")
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post))
    assert answer.quote is not None
    other = anna.sends_rich(*article(BUDGET), chat=group)
    kept = await world.reply(ben.says("/keep", chat=group, reply_to=other))
    assert "Council approves budget" in kept.text


async def test_a_group_that_keeps_unasked_keeps_it(world: World, anna: Person, group: Chat, verbatim: Verbatim) -> None:
    with verbatim.library.database.write() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    world.bot["can_read_all_group_messages"] = True
    post = anna.sends_rich(*article(FERRY), chat=group)
    await world.until(lambda: bool(post.reactions))
    listed = await world.reply(anna.says("/articles", chat=group))
    assert "Ferry strands" in listed.text


async def test_commands_and_mentions_in_it_are_understood(world: World, anna: Person, ben: Person, group: Chat) -> None:
    world.bot["can_read_all_group_messages"] = True
    post = anna.says(FERRY, chat=group)
    command = paragraph([styled("bot_command", "/ask", bot_command="ask"), " who is the captain?"])
    assert (await world.reply(ben.sends_rich(command, chat=group, reply_to=post))).quote is not None


async def test_edits_into_it_of_it_and_out_of_it_are_followed(world: World, anna: Person) -> None:
    post = anna.says(FERRY)
    await world.reply(post, containing="Saved")
    anna.edits_into_rich(post, *article(BUDGET))
    await world.reply(post, containing="Your edit is in: Council approves budget")
    answer = await world.reply(anna.says("What do schools receive?"), containing="Schools")
    assert answer.quote == "Schools receive 620 million crowns, 8 percent more than this year."
    assert "Nothing" in (await world.reply(anna.says("Who is the captain?"))).text
    anna.edits_into_rich(post, *article(GLACIER))
    await world.reply(post, containing="Your edit is in: Glacier study")
    asked = anna.sends_rich(paragraph("How many holes did the team drill?"))
    assert "40 holes" in (await world.reply(asked)).shown
    anna.edits_into_rich(asked, paragraph("Who is the geologist?"))
    await world.until(lambda: "Tomas Reyer" in world.from_bot(anna.chat, after=asked.id)[0].shown)


async def test_the_button_under_a_guess_reads_it_again(world: World, anna: Person) -> None:
    await world.reply(anna.says(BUDGET), containing="Saved")
    words = FERRY.split("\n\n")[1:3]
    asked = anna.sends_rich(*map(paragraph, words), paragraph("Did you know?"))
    answer = await world.reply(asked)
    anna.presses(answer, "Keep it")
    await world.reply(asked, containing="Saved Captain")


async def test_a_long_one_is_no_part_of_what_is_sent_right_after_it(world: World, anna: Person) -> None:
    long = [
        paragraph(f"{number}: " + "The tide came in and went out again at the harbour. " * 20) for number in range(12)
    ]
    post = anna.sends_rich(heading("Tides"), *long)
    await world.reply(post, containing="Saved")
    second = anna.says(FERRY)
    await world.reply(second, containing="Ferry strands")
    assert "2 articles here" in (await world.reply(anna.says("/articles"))).text


async def test_one_that_is_newer_deeper_and_larger_than_any_is_kept_all_the_same(
    world: World, anna: Person, api: Api, validator: Validator
) -> None:
    # aiogram does not know such blocks, and takes exponential time on deep ones.
    api.observers.remove(validator.exchange)
    world.update_observers.remove(validator.update)
    deep: Any = "Captain Ewa Lindqvist steered the ferry."
    for _ in range(100):
        deep = [styled("bold", deep)]
    news = [{"type": "hologram", "layers": [{"text": [each]}]} for each in FERRY.split("\n\n")[2:]]
    many = [paragraph(f"Line {number} of the log.") for number in range(1_000)]
    post = anna.sends_rich(heading("The log"), paragraph(deep), {"type": 7}, *news, *many)
    await world.reply(post, containing="Saved The log")
    answer = await world.reply(anna.says("Who steered the ferry?"))
    assert (answer.reply_to, answer.quote) == (post.id, None)
    assert "Northline" in (await world.reply(anna.says("Which operator cancelled all crossings?"))).shown
