"""What a person can rely on who asks whether a text says what the articles say."""

from __future__ import annotations

import pytest

from bot.playground import Person, World
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY

pytestmark = pytest.mark.usefixtures("verbatim")
CLAIMS = (
    "The council approved a budget yesterday, say our friends. Schools receive 650 million crowns, 8 percent more than "
    "this year. The library on Quay Street will stay open. Elephants walked along the quay."
)


async def keep(world: World, person: Person, *texts: str) -> list[Post]:
    posts = [person.forwards(world.channel("Harbour Post"), text) for text in texts]
    for post in posts:
        await world.reply(post)
    return posts


async def test_each_sentence_behind_the_command_has_a_sign_and_a_word(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says(f"/check {CLAIMS}"))
    assert answer.text.startswith("1 of 4 sentences stand in the articles here")
    assert "2. ≠ altered: “Schools receive 650 million" in answer.text
    assert "620 million → 650 million" in answer.formatted("bold")
    assert "3. ✓ word for word: “The library on Quay Street will stay open.”" in answer.text
    assert "4. – not in the articles here: “Elephants" in answer.text
    assert answer.formatted("blockquote") == ["Schools receive 620 million crowns, 8 percent more than this year."]


async def test_a_number_quotes_the_source_where_it_stands(world: World, anna: Person) -> None:
    _, budget = await keep(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says(f"/check {CLAIMS}"))
    assert answer.buttons == ["2", "3"]
    anna.presses(answer, "2")
    quoted = await world.reply(answer, containing="Harbour Post")
    assert quoted.reply_to == budget.id
    assert quoted.quote == "Schools receive 620 million crowns, 8 percent more than this year."


async def test_a_reply_checks_the_text_replied_to_and_not_against_itself(world: World, anna: Person) -> None:
    await keep(world, anna, BUDGET)
    claims = anna.says(
        "The library on Quay Street will close, a reader told us.\n\nElephants walked along the quay on Monday, and "
        "nobody had seen them come. They left again in the evening, it was said."
    )
    await world.reply(claims)
    answer = await world.reply(anna.says("/check", reply_to=claims))
    assert "✓" not in answer.text
    assert answer.text.count("– not in the articles here") >= 2


async def test_a_check_with_a_text_that_answers_an_article_looks_only_there(world: World, anna: Person) -> None:
    ferry, budget = await keep(world, anna, FERRY, BUDGET)
    words = "The library on Quay Street will stay open."
    assert "✓ word for word" in (await world.reply(anna.says(f"/check {words}", reply_to=budget))).text
    assert "– not in the articles here" in (await world.reply(anna.says(f"/check {words}", reply_to=ferry))).text


@pytest.mark.parametrize("words", ["is this true?", "stimmt das?", "это правда?", "这是真的吗？"])
async def test_the_wish_in_plain_words_is_a_check_of_what_it_answers(world: World, anna: Person, words: str) -> None:
    await keep(world, anna, BUDGET)
    claim = anna.says("The library on Quay Street will stay open.")
    await world.reply(claim)
    assert "✓" in (await world.reply(anna.says(words, reply_to=claim))).text


@pytest.mark.parametrize("lead", ["check this:", "is this true?\n", "prüf das mal:", "核实这段话："])
async def test_the_wish_with_a_text_behind_it_is_a_check_of_that_text(world: World, anna: Person, lead: str) -> None:
    await keep(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says(f"{lead} {CLAIMS}"))
    assert "≠" in answer.text
    assert "“Schools receive 650 million" in answer.text
    assert answer.text.splitlines()[0].count("4") == 1
    text = " ".join(BUDGET.split("\n\n")[1:]) + " " + " ".join(FERRY.split("\n\n")[1:])
    pages = await world.reply(anna.says(f"{lead} {text}"))
    second = await anna.presses(pages, next(each for each in pages.buttons if "›" in each)).edited()
    assert "\n\n7. ✓" in second.text


async def test_a_long_text_has_pages(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY, BUDGET)
    text = " ".join(BUDGET.split("\n\n")[1:]) + " " + " ".join(FERRY.split("\n\n")[1:])
    answer = await world.reply(anna.says(f"/check {text}"))
    assert "1. " in answer.text
    assert "7. " not in answer.text
    second = await anna.presses(answer, "Next ›").edited()
    assert "\n\n7. ✓" in second.text
    assert "1. ✓" in (await anna.presses(second, "‹ Back").edited()).text


async def test_nothing_of_what_was_checked_is_kept(world: World, anna: Person) -> None:
    await keep(world, anna, BUDGET)
    await world.reply(anna.says(f"/check {CLAIMS}"))
    assert "Elephants" not in (await world.reply(anna.says("/articles"))).text
    assert "Nothing in the article" in (await world.reply(anna.says("where did the elephants walk?"))).text


async def test_without_a_text_the_command_says_what_it_is_for(world: World, anna: Person) -> None:
    assert "Reply with /check to a text" in (await world.reply(anna.says("/check"))).text
    assert "There is no article here yet" in (await world.reply(anna.says("/check The ferry sank."))).text


async def test_a_forged_button_reaches_no_other_chat(world: World, anna: Person) -> None:
    await keep(world, anna, BUDGET)
    stranger = world.person("Ben")
    await keep(world, stranger, FERRY)
    answer = await world.reply(stranger.says("/check Nobody was hurt."))
    for data in ("cit:1:0:20", "cit:2:0:999999999", "cit:2:9:3", "cha:1", "chk:999999999"):
        assert "budget" not in str(await stranger.forges(answer, data).answered())
    assert not any("budget" in post.text for post in world.history(stranger.chat))


@pytest.mark.parametrize("language", ["en", "de", "fr", "ru", "zh", "ar"])
async def test_of_what_we_have_said_only_what_it_quotes_is_checked(world: World, anna: Person, language: str) -> None:
    anna.speaks(language)
    for text in (BUDGET, FERRY):
        await world.reply(anna.forwards("Harbour Gazette", text))
    for asked in ("/summary 3", "/digest", "what did the captain of the ferry tell the council?"):
        said = await world.reply(anna.says(asked))
        passed_on = anna.forwards_post(said)
        await world.reply(passed_on)
        check = await world.reply(anna.says("/check", reply_to=passed_on))
        claims = [line for line in check.text.splitlines()[1:] if line.lstrip("\u200e\u200f\u2068")[:1].isdigit()]
        assert claims
        assert all("✓" in line for line in claims), check.text
