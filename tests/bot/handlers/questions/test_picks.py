"""One of several that were shown, by its number, in figures or in words."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled

pytestmark = pytest.mark.usefixtures("verbatim")

SECOND = (
    "number 2", "the second one", "#2", "2", "2.", "tell me more about the second", "what about the second one?",
    "nummer 2", "das zweite", "zeig mir bitte den zweiten", "mehr über die zweite", "el segundo", "número 2",
    "cuéntame más sobre el segundo", "le deuxième", "numéro deux", "o segundo", "mais sobre o segundo", "второй",
    "номер 2", "подробнее о втором", "другий", "номер два", "докладніше про другий", "الثاني", "رقم 2",
    "المزيد عن الثاني", "दूसरा", "दूसरे के बारे में बताओ", "ikincisi", "2 numara", "第二个", "说说第二条",
)  # fmt: skip
LAST = (
    "the last one", "das letzte", "el último", "le dernier", "o último", "последний", "останній", "الأخير",
    "आखिरी वाला", "sonuncusu", "最后一个",
)  # fmt: skip


async def kept(world: World, anna: Person, *texts: str) -> None:
    for text in texts:
        await world.reply(anna.forwards("Gazette", text), containing="Saved")


async def test_a_number_in_any_words_opens_that_article_of_the_list(world: World, anna: Person) -> None:
    await kept(world, anna, GLACIER, FERRY, BUDGET)
    await world.reply(anna.says("/articles"))
    for words in SECOND:
        assert (await world.reply(anna.says(words))).text.startswith("Ferry strands"), words
    for words in LAST:
        assert (await world.reply(anna.says(words))).text.startswith("Glacier study"), words
    assert "no article number 9" in (await world.reply(anna.says("number nine"))).text


async def test_a_number_after_a_summary_shows_that_sentence_among_its_neighbours(world: World, anna: Person) -> None:
    await kept(world, anna, BUDGET, FERRY)
    summary = await world.reply(anna.says("/summary 3"))
    third = summary.text.split("\n3. ")[1].split("\n")[0]
    for words in ("tell me more about the third", "3", "the last one"):
        shown = await world.reply(anna.says(words))
        assert shown.formatted("bold") == [third]
        assert len(shown.text) > len(third) + 100
    assert (await world.reply(anna.says("the 7th one"))).text == "There is no number 7 there."


async def test_a_number_after_a_digest_sums_up_that_story(world: World, anna: Person) -> None:
    await kept(world, anna, BUDGET, FERRY, GLACIER)
    digest = await world.reply(anna.says("/digest"))
    title = digest.text.split("\n2. ")[1].split("\n")[0]
    assert (await world.reply(anna.says("the second story"))).text.startswith(f"📝 {title}")


async def test_a_number_after_several_passages_shows_that_one_and_talk_goes_on_about_it(
    world: World, anna: Person
) -> None:
    await kept(world, anna, BUDGET, FERRY)
    answer = await world.reply(anna.says("what did the captain of the ferry tell the council?"))
    assert answer.text.startswith("Perhaps:")
    second = answer.text.split("\n2. “")[1].split("”\n")[0]
    for words in ("number two", "the second"):
        shown = await world.reply(anna.says(words))
        assert shown.formatted("bold") == [second]


async def test_without_anything_numbered_such_words_are_a_question(world: World, anna: Person) -> None:
    await kept(world, anna, BUDGET)
    assert (await world.reply(anna.says("620"))).quote == (
        "Schools receive 620 million crowns, 8 percent more than this year."
    )
    assert "answers that" in (await world.reply(anna.says("the second one"))).text


async def test_in_a_group_only_a_reply_to_us_picks(verbatim: Verbatim, world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna, world.person("Ben")])
    post = anna.forwards("Gazette", FERRY, chat=group)
    summary = await world.reply(anna.says("/summary 3", chat=group, reply_to=post))
    before = len(world.from_bot(group))
    anna.says("2", chat=group)
    await all_handled(verbatim, world)
    assert len(world.from_bot(group)) == before
    shown = await world.reply(anna.says("the second one", chat=group, reply_to=summary))
    assert shown.formatted("bold")[0] in FERRY
