"""What a person can rely on in private when it is not plain whether they paste an article or ask a question."""

from __future__ import annotations

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.world.posts import Post
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import all_handled

POOL = (
    "City pool to close\n\nThe city pool on Elm Street will close on 3 May for repairs, the council said on Monday.\n\n"
    "The repairs will cost 2 million euros and take eight months."
)
DERAILED = (
    "BREAKING: A train has derailed near Tarvik on Sunday evening. At least 12 people were hurt, the police said. "
    "The line to Brannock is closed."
)
STADTBAD = (
    "Stadtbad schließt\n\nDas Stadtbad in der Ulmenstraße schließt am 3. Mai für Reparaturen, teilte der Rat mit.\n\n"
    "Die Arbeiten kosten 2 Millionen Euro."
)
YOUYONGGUAN = "市游泳馆将关闭。市议会周一表示，榆树街的游泳馆将于5月3日起关闭维修。"
SHOP = "The bakery on Mill Road closes at the end of the month. The owner retires, and nobody wants to take it over."


def titles(library: Library, anna: Person) -> list[str]:
    return [each.title for each in library.articles(collection=f"chat:{anna.id}").items]


@pytest.mark.parametrize("text", [POOL, DERAILED, STADTBAD, YOUYONGGUAN])
@pytest.mark.usefixtures("verbatim")
async def test_a_short_pasted_report_is_kept_without_a_doubt(world: World, anna: Person, text: str) -> None:
    receipt = await world.reply(anna.says(text), containing="Saved")
    assert "Ask that instead" not in receipt.buttons


@pytest.mark.usefixtures("verbatim")
async def test_a_question_with_its_context_is_answered(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    question = (
        "I read that a ferry ran aground near Brannock, and that tugboats came only hours later. I wonder about the "
        "crew on board. Who is the captain?"
    )
    answer = await world.reply(anna.says(question))
    assert "Ewa Lindqvist" in answer.shown
    assert len(titles(library, anna)) == 1


@pytest.mark.usefixtures("verbatim")
async def test_a_statement_that_nothing_answers_can_be_kept(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.says(BUDGET), containing="Saved")
    said = anna.says("The ferry to Oxley sails at nine from the eastern pier.")
    answer = await world.reply(said)
    assert answer.text.startswith("Nothing in the article here answers that.")
    assert answer.buttons[-1] == "Keep it"
    anna.presses(answer, "Keep it")
    await world.reply(said, containing="Saved The ferry to Oxley")
    assert len(titles(library, anna)) == 2


@pytest.mark.parametrize("words", ["schools crowns ferry penguins", "What is the population of Norway?"])
@pytest.mark.usefixtures("verbatim")
async def test_words_to_look_for_and_questions_are_not_offered_to_be_kept(
    world: World, anna: Person, words: str
) -> None:
    await world.reply(anna.says(BUDGET), containing="Saved")
    assert "Keep it" not in (await world.reply(anna.says(words))).buttons


@pytest.mark.usefixtures("verbatim")
async def test_what_was_kept_by_mistake_is_asked_instead_and_is_no_article_any_more(
    world: World, anna: Person, library: Library
) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    doubtful = anna.says(
        "The captain of the ferry was in the news. The coastguard named the captain. Tell her name, please."
    )
    receipt = await world.reply(doubtful, containing="Saved")
    assert len(titles(library, anna)) == 2
    anna.presses(receipt, "Ask that instead")
    await world.until(lambda: len(world.from_bot(anna.chat)) == 3)
    answer = world.from_bot(anna.chat)[-1]
    assert "The captain of the ferry was in the news" not in answer.text
    assert "2 articles" not in answer.text
    await world.until(lambda: receipt.text.startswith("🗑 Forgotten: The captain"))
    assert titles(library, anna) == ["Ferry strands off Brannock with 212 people on board"]


@pytest.mark.usefixtures("verbatim")
async def test_asking_instead_leaves_alone_what_was_here_before(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.forwards("Somebody", SHOP), containing="Saved")
    receipt = await world.reply(anna.says(SHOP), containing="Already here")
    anna.presses(receipt, "Ask that instead")
    await world.until(lambda: len(world.from_bot(anna.chat)) == 3)
    assert len(titles(library, anna)) == 1


async def test_both_buttons_outlast_a_restart(
    api: Api, library: Library, options: Options, world: World, anna: Person
) -> None:
    def built() -> Verbatim:
        return Verbatim.build(library, api.world.token, "http://telegram.test", options)

    async with built().polling():
        receipt = await world.reply(anna.says(SHOP), containing="Saved")
        answer = await world.reply(anna.says("The ferry to Oxley sails at nine from the eastern pier."))
    verbatim = built()
    async with verbatim.polling():
        anna.presses(answer, "Keep it")
        await world.until(lambda: len(titles(library, anna)) == 2)
        anna.presses(receipt, "Ask that instead")
        await world.until(lambda: receipt.text.startswith("🗑 Forgotten"))
        await all_handled(verbatim, world)
    assert titles(library, anna) == ["The ferry to Oxley sails at nine from the eastern pier."]


@pytest.mark.usefixtures("verbatim")
async def test_the_bots_own_words_are_no_article(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    summary = await world.reply(anna.says("/summary"))
    forwarded = await world.reply(anna.forwards_post(summary))
    assert forwarded.text.startswith("Those are my own words")
    asked = anna.asks_inline("who is the captain?")
    await asked.answered()
    sent: Post = anna.chooses(asked, asked.results[0]["id"], chat=anna.chat)
    await world.until(lambda: sent.reactions)
    assert titles(library, anna) == ["Ferry strands off Brannock with 212 people on board"]


@pytest.mark.usefixtures("verbatim")
async def test_an_article_edited_into_a_question_is_asked(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    post = anna.says(POOL)
    await world.reply(post, containing="Saved")
    anna.edits(post, "who is the captain?")
    answer = await world.until(lambda: next((each for each in world.from_bot(anna.chat) if each.quote), None))
    assert "Ewa Lindqvist" in answer.shown
    assert titles(library, anna) == ["Ferry strands off Brannock with 212 people on board"]


@pytest.mark.usefixtures("verbatim")
async def test_a_mistyped_ask_that_is_mended_is_answered(world: World, anna: Person) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    asked = anna.says("/aks who is the captain?")
    await world.reply(asked, containing="I do not know /aks")
    anna.edits(asked, "/ask who is the captain?")
    answer = await world.until(lambda: next((each for each in world.from_bot(anna.chat) if each.quote), None))
    assert "Ewa Lindqvist" in answer.shown
