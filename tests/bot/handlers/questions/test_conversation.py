"""What a person can rely on while talking about articles: replies, context, and a way on when nothing answers."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")

STRIKE = """\
Northline crews call off strike
The crews of Northline called off their strike on Friday. The captain of the Maris Stella, Ewa Lindqvist, spoke for \
them.

Northline will pay 4 percent more from January."""


async def kept(world: World, anna: Person, *texts: str, chat: Chat | None = None) -> None:
    for text in texts:
        post = anna.forwards("Somebody", text, chat=chat)
        if chat is None:
            await world.reply(post)
        else:
            await world.reply(anna.says("/summary", chat=chat, reply_to=post))


CAPTAIN = """\
News from the harbour

Ewa Lindqvist is the captain of the ferry. She took over in May after the long strike of the crews."""


async def test_an_answer_quotes_one_sentence_and_says_below_it_only_what_it_needs(world: World, anna: Person) -> None:
    await kept(world, anna, CAPTAIN)
    answer = await world.reply(anna.says("when did she take over after the strike of the crews?"))
    assert answer.quote == "She took over in May after the long strike of the crews."
    needed, source = answer.text.splitlines()
    assert needed == "“Ewa Lindqvist is the captain of the ferry. …”"
    assert source.startswith("Somebody, ")
    assert source.endswith(" · paragraph 2 of 2")


async def test_an_answer_goes_back_to_its_one_line_when_fewer_passages_are_wanted(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says("what about the sandbank near Brannock?"))
    assert answer.quote is not None
    before = answer.text
    assert len(before.splitlines()) == 1
    more = await anna.presses(answer, "More passages").edited()
    assert more.text.startswith("1. ↑ Somebody, ")
    assert answer.quote not in more.text
    while "More passages" in more.buttons:
        more = await anna.presses(more, "More passages").edited()
    assert (await anna.presses(more, "Fewer passages").edited()).text == before


async def test_what_cannot_be_quoted_natively_stands_between_the_readers_marks_with_one_sentence_in_bold(
    world: World, anna: Person
) -> None:
    anna.speaks("de")
    await world.reply(anna.sends_file("news.txt", CAPTAIN.encode(), mime="text/plain"), containing="news.txt")
    answer = await world.reply(anna.says("when did she take over after the strike of the crews?"))
    assert answer.quote is None
    assert answer.formatted("bold") == ["She took over in May after the long strike of the crews."]
    assert answer.text.startswith("„Ewa Lindqvist is the captain of the ferry. She took over")
    assert answer.text.splitlines()[0].endswith("crews.“")


async def test_in_context_shows_the_neighbours_word_for_word_and_goes_back(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    answer = await world.reply(anna.says("who is the captain?"))
    before, asked = answer.text, answer.buttons
    shown = await anna.presses(answer, "In context").edited()
    paragraphs = FERRY.split("\n\n")
    assert shown.text.startswith("\n\n".join(paragraphs[:3]))
    assert shown.formatted("blockquote") == [paragraphs[1]]
    assert shown.formatted("bold") == [
        "Captain Ewa Lindqvist told passengers that the ship had lost power shortly before five in the morning."
    ]
    assert shown.text.endswith("paragraph 2 of 4")
    back = await anna.presses(shown, "‹ Back").edited()
    assert (back.text, back.buttons) == (before, asked)


async def test_the_first_and_the_last_paragraph_have_a_neighbour_on_one_side(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    answer = await world.reply(anna.says("who warned of the shifting sandbank?"))
    shown = await anna.presses(answer, "In context").edited()
    paragraphs = FERRY.split("\n\n")
    assert shown.text.startswith("\n\n".join(paragraphs[2:]))
    assert paragraphs[1] not in shown.text


async def test_each_of_several_passages_has_its_context(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says("what about the sandbank near Brannock?"))
    more = await anna.presses(answer, "More passages").edited()
    assert "In context" not in more.buttons
    second = await anna.presses(more, "¶ 2").edited()
    assert second.formatted("blockquote") == [FERRY.split("\n\n")[3]]
    back = await anna.presses(second, "‹ Back").edited()
    assert back.text == more.text


async def test_a_long_neighbour_is_cut_at_its_far_end(world: World, anna: Person) -> None:
    long = "Far away it began. " + "The harbour wall was repaired again and again. " * 30 + "Here the ferry came near."
    text = f"{long}\n\nThe pilot Ulla Renn steered her in.\n\nNear end. {long}"
    await world.reply(anna.says(text))
    answer = await world.reply(anna.says("who is the pilot?"))
    shown = await anna.presses(answer, "In context").edited()
    assert "Far away it began" not in shown.text.split("pilot")[0]
    assert "Here the ferry came near." in shown.text.split("pilot")[0]
    assert "Near end." in shown.text.split("pilot")[1]


async def test_only_this_article_asks_the_same_there_and_all_articles_goes_back(world: World, anna: Person) -> None:
    await kept(world, anna, STRIKE, FERRY)
    answer = await world.reply(anna.says("captain Ewa Lindqvist"))
    assert answer.quote is not None
    there = await anna.presses(answer, "Only this article").edited()
    other = STRIKE if answer.quote in FERRY else FERRY
    assert not [each for each in there.formatted("bold") if each in other and each not in (FERRY, STRIKE)]
    assert "Only this article" not in there.buttons
    anna.presses(there, "Look in all articles")
    again = await world.reply(there)
    assert "Only this article" in again.buttons


async def test_with_one_article_there_is_no_choice_of_articles(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    answer = await world.reply(anna.says("who is the captain?"))
    assert "Only this article" not in answer.buttons
    assert "Look in all articles" not in answer.buttons


async def test_a_slip_of_the_finger_that_finds_nothing_is_put_right_by_a_button(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET)
    asked = anna.says("who painted the libary on Mars in 1999?")
    answer = await world.reply(asked)
    [suggestion] = [each for each in answer.buttons if each.startswith("Try: ")]
    assert "library" in suggestion
    anna.presses(answer, suggestion)
    found = await world.reply(answer)
    assert found.quote == "The library on Quay Street will stay open."


async def test_what_is_suggested_finds_something_and_where_nothing_would_nothing_is_suggested(
    world: World, anna: Person
) -> None:
    await kept(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says("What is the population of Norway?"))
    assert answer.text.startswith("Nothing in the 2 articles here answers that.")
    assert not [each for each in answer.buttons if each.startswith("Try")]


async def test_a_suggestion_keeps_to_the_article_that_was_asked(world: World, anna: Person) -> None:
    await kept(world, anna, BUDGET)
    ferry = anna.forwards("Somebody", FERRY)
    await world.reply(ferry)
    answer = await world.reply(anna.says("who mended the libary on the moon?", reply_to=ferry))
    assert answer.text.startswith("Nothing in that article answers this.")
    assert not [each for each in answer.buttons if "library" in each]


async def test_a_reply_to_a_summary_or_a_sentence_of_it_asks_that_article(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, STRIKE)
    summary = await world.reply(anna.says("/summary 2"))
    answer = await world.reply(anna.says("how much do schools receive?", reply_to=summary))
    assert answer.text.startswith("Nothing in that article")
    answer = await world.reply(anna.says("how much more will it pay?", reply_to=summary))
    assert answer.quote == "Northline will pay 4 percent more from January."
    anna.presses(summary, "1")
    sentence = await world.reply(answer, containing="paragraph ")
    await world.reply(anna.says("who warned of the sandbank?", reply_to=sentence), containing="Nothing in that article")


async def test_a_reply_to_a_digest_asks_all_articles_of_its_stories(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET, GLACIER)
    digest = await world.reply(anna.says("/digest"))
    await kept(world, anna, STRIKE)
    for question, words in (("who led the team?", "Reyer"), ("how much do schools receive?", "620 million")):
        answer = await world.reply(anna.says(question, reply_to=digest))
        assert answer.quote is not None
        assert words in answer.quote
    answer = await world.reply(anna.says("from when on is 4 percent more paid?", reply_to=digest))
    assert answer.quote is None or answer.quote not in STRIKE


async def test_a_reply_to_a_digest_asks_every_article_of_a_story_not_only_those_quoted(
    world: World, anna: Person
) -> None:
    await kept(world, anna, FERRY, FERRY.replace("212 people on board, the", "230 people on board, the"), GLACIER)
    digest = await world.reply(anna.says("/digest"))
    answer = await world.reply(anna.says("how many people were on board?", reply_to=digest))
    assert "also in" in answer.text or "More passages" in answer.buttons
    assert "Look in all articles" in answer.buttons


async def test_a_reply_to_nothing_found_looks_in_the_same_place_again(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET)
    nothing = await world.reply(anna.says("Where was the library of Norway built?"))
    assert nothing.text.startswith("Nothing in the 2 articles")
    answer = await world.reply(anna.says("who is the captain?", reply_to=nothing))
    assert answer.quote is not None


async def test_in_a_group_replies_go_on_and_anybody_presses(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await kept(world, anna, FERRY, BUDGET, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group))
    shown = await anna.presses(answer, "In context").edited()
    assert "Tickets will be refunded" in shown.text
    more = await world.reply(ben.says("and when will tickets be refunded?", chat=group, reply_to=shown))
    assert more.quote == "Tickets will be refunded within ten days, it said."


async def test_forged_context_shows_nothing_of_another_chat(world: World, anna: Person, verbatim: Verbatim) -> None:
    ben = world.person("Ben")
    await world.reply(ben.forwards("Somebody", BUDGET))
    await kept(world, anna, FERRY)
    answer = await world.reply(anna.says("who is the captain?"))
    before = answer.text
    for data in ("ctx:2:0:10", "ctx:1:999999:999999", "ctx:1:10:5", "ctx:1:0:99999", "one:2", "sug", "ctx:1", "one"):
        press = await anna.forges(answer, data).answered()
        assert "budget" not in str(press)
    assert answer.text == before


async def test_what_becomes_an_article_by_an_edit_is_kept(world: World, anna: Person) -> None:
    greeting = anna.says("hi")
    hello = await world.reply(greeting)
    anna.edits(greeting, FERRY)
    await world.reply(greeting, containing="Saved Ferry strands")
    assert hello.text.startswith("👋")
    picture = anna.sends_photo()
    await world.reply(picture, containing="That is a picture")
    anna.edits(picture, BUDGET)
    await world.reply(picture, containing="Saved Council approves")


async def test_an_edited_command_is_no_question(world: World, anna: Person) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    asked = anna.says("/ask who is the captain?")
    answer = await world.reply(asked)
    before = answer.text
    anna.edits(asked, "/digest oil")
    await world.reply(anna.says("/articles"), containing="1 article here")
    assert answer.text == before
    anna.edits(asked, "/ask who fishes there for thirty years?")
    await world.until(lambda: "Piet Aldous" in answer.shown)
