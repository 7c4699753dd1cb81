"""What a person can rely on in the first minute: three lines, a sample to try, and the way into a group."""

from __future__ import annotations

import pytest

from bot.domain.languages import LANGUAGES
from bot.playground import Person, World
from bot.presentation.texts import Texts
from tests.support.cases import every_case

pytestmark = pytest.mark.usefixtures("verbatim")


@every_case("language", LANGUAGES)
async def test_the_first_words_are_three_lines_and_two_buttons(world: World, language: str) -> None:
    anna = world.person(f"Anna from {language}")
    anna.speaks(language)
    hello = await world.reply(anna.says("/start"))
    texts = Texts(language)
    assert len(hello.text.splitlines()) == 3
    assert hello.buttons == [texts.b_sample, texts.b_groups]


@every_case("language", LANGUAGES)
async def test_the_sample_is_an_article_whose_question_is_answered_where_it_stands(world: World, language: str) -> None:
    anna = world.person(f"Anna from {language}")
    anna.speaks(language)
    texts = Texts(language)
    hello = await world.reply(anna.says("/start"))
    anna.presses(hello, texts.b_sample)
    hint = await world.reply(hello, containing=texts.sample_hint)
    assert hint.buttons == [texts.sample_question]
    await world.until(lambda: hello.text == texts.sample)
    anna.presses(hint, texts.sample_question)
    answer = await world.reply(hint, containing=texts.sample_source)
    assert answer.reply_to == hello.id
    assert answer.quote is not None
    assert answer.quote in texts.sample.split("\n\n")[2]
    assert "9" in answer.quote


async def test_the_sample_is_listed_summarised_and_forgotten_like_any_article(world: World, anna: Person) -> None:
    hello = await world.reply(anna.says("/start"))
    anna.presses(hello, "Try with a sample")
    receipt = await world.reply(hello, containing="Saved Old ferry becomes a floating library · 4 paragraphs")
    assert receipt.reply_to == hello.id
    await world.reply(anna.says("/articles"), containing="1 article here")
    summary = await world.reply(anna.says("/summary", reply_to=hello), containing="📝")
    assert summary.text.startswith("📝 Old ferry becomes a floating library")
    asked = await anna.presses(receipt, "Forget").answered()
    assert asked == {}
    question = await world.reply(summary, containing="Forget Old ferry")
    anna.presses(question, "Yes, forget")
    await world.until(lambda: question.text.startswith("🗑 Forgotten"))
    await world.reply(anna.says("/articles"), containing="no article here yet")


async def test_a_sample_that_is_here_already_is_not_kept_twice(world: World, anna: Person) -> None:
    for words in ("Saved Old ferry", "Already here"):
        hello = await world.reply(anna.says("/start"), containing="Hello")
        anna.presses(hello, "Try with a sample")
        await world.reply(hello, containing=words)
    await world.reply(anna.says("/articles"), containing="1 article here")


async def test_the_other_button_says_how_to_use_it_in_a_group_and_leads_to_one(world: World, anna: Person) -> None:
    hello = await world.reply(anna.says("/start"))
    anna.presses(hello, "Use me in a group")
    told = await world.reply(hello)
    assert "reply to a post, link or file with /summary" in told.text
    assert told.keyboard[0]["url"] == f"https://t.me/{world.bot['username']}?startgroup=start"


async def test_in_a_group_the_first_words_have_no_buttons(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    hello = await world.reply(anna.says("/start", chat=group), containing="reply to a post")
    assert hello.buttons == []
