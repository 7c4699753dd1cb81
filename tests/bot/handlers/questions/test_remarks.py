"""What people say about an answer: where it stands, whether that is sure, and that it is not what they asked."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled

LOST_POWER = "Captain Ewa Lindqvist told passengers that the ship had lost power shortly before five in the morning."
# Bare words that all stand there are surely found.
CAPTAIN = "captain Ewa Lindqvist"
TITLE = "Ferry strands off Brannock with 212 people on board"


@pytest.fixture
async def answer(verbatim: Verbatim, world: World, anna: Person) -> Post:
    for text in (BUDGET, GLACIER, FERRY):
        await world.reply(anna.forwards("Harbour Gazette", text), containing="Saved")
    answer = await world.reply(anna.says(CAPTAIN))
    assert answer.quote == LOST_POWER
    return answer


SOURCES = (
    "source?", "where does it say that?", "where is that from?", "Quelle?", "wo steht das?", "¿fuente?",
    "¿dónde dice eso?", "la source ?", "où est-ce que c'est écrit ?", "qual é a fonte?", "onde diz isso?", "источник?",
    "откуда это?", "джерело?", "звідки це?", "المصدر؟", "أين ورد هذا؟", "स्रोत क्या है?", "यह कहाँ लिखा है?", "kaynak ne?",
    "nerede yazıyor?", "来源？", "这是哪里写的？",
)  # fmt: skip
DOUBTS = (
    "are you sure?", "really?", "is that true?", "I don't believe it", "bist du sicher?", "wirklich?", "¿estás seguro?",
    "¿en serio?", "tu es sûr ?", "vraiment ?", "tem certeza?", "sério?", "ты уверен?", "правда?", "ти впевнений?",
    "справді?", "هل أنت متأكد؟", "حقا؟", "क्या आपको यकीन है?", "सच में?", "emin misin?", "gerçekten mi?", 
    "你确定吗？", "真的吗？",
)  # fmt: skip
REFUSALS = (
    "that's wrong", "not what I asked", "das ist falsch", "danach habe ich nicht gefragt", "eso está mal",
    "no es lo que pregunté", "c'est faux", "ce n'est pas ce que j'ai demandé", "isso está errado",
    "não foi isso que perguntei", "это неправильно", "я не это спрашивал", "це неправильно", "я не це питав", "هذا خطأ",
    "لم أسأل عن هذا", "यह गलत है", "मैंने यह नहीं पूछा", "bu yanlış", "bunu sormadım", "不对", "我问的不是这个",
)  # fmt: skip
CHAT = (
    "wow", "no way", "no way!", "lol", "nice", "really", "kann nicht wahr sein", "no puede ser", "pas possible",
    "não é possível", "да ладно", "та ну", "مستحيل", "हे भगवान", "yok canım", "怎么可能",
)  # fmt: skip


async def test_whoever_asks_for_the_source_is_led_to_where_the_answer_stands(
    world: World, anna: Person, answer: Post
) -> None:
    for words in SOURCES:
        said = await world.reply(anna.says(words))
        assert said.quote == LOST_POWER, words
        assert said.text.startswith(f"{TITLE} · Harbour Gazette, ")
        assert said.text.endswith(" · paragraph 2 of 4")
    shown = await anna.presses(said, "In context").edited()
    assert LOST_POWER in shown.text


async def test_whoever_doubts_hears_in_a_line_that_it_is_quoted(world: World, anna: Person, answer: Post) -> None:
    for words in DOUBTS:
        said = await world.reply(anna.says(words))
        assert said.quote == LOST_POWER, words
        assert said.text == f"That is quoted from {TITLE}, as it stands there."
        assert said.buttons == ["In context"]


async def test_whoever_says_that_it_is_no_answer_sees_the_other_candidates(
    world: World, anna: Person, answer: Post
) -> None:
    answer = await world.reply(anna.says("what did the captain of the ferry tell the coastguard?"))
    for words in REFUSALS:
        said = await world.reply(anna.says(words, reply_to=answer))
        assert said.text.startswith("Perhaps:"), words
        assert str(answer.quote) not in said.text
    shown = await anna.presses(said, next(each for each in said.buttons if each in ("¶ 1", "In context"))).edited()
    back = await anna.presses(shown, "‹ Back").edited()
    assert str(answer.quote) not in back.text


async def test_when_there_is_no_other_candidate_the_person_hears_what_to_do(
    world: World, anna: Person, answer: Post
) -> None:
    for _ in range(9):
        said = await world.reply(anna.says("that's wrong"))
        if not said.text.startswith("Perhaps:"):
            break
    assert said.text == "Ask it in other words, or reply with it to the article that you mean."


async def test_what_people_exclaim_looks_for_nothing(
    verbatim: Verbatim, world: World, anna: Person, answer: Post
) -> None:
    before = len(world.from_bot(anna.chat))
    for number, words in enumerate(CHAT, 1):
        anna.says(words)
        await world.until(lambda number=number: len(world.requests("setMessageReaction")) == number)  # type: ignore[misc]
    await all_handled(verbatim, world)
    assert len(world.from_bot(anna.chat)) == before


async def test_a_source_asked_of_a_forwarded_post_names_it(world: World, anna: Person, answer: Post) -> None:
    post = anna.forwards("City News", GLACIER.replace("4.1", "4.2"))
    await world.reply(post, containing="City News")
    said = await world.reply(anna.says("source?", reply_to=post))
    assert said.text.startswith("Glacier study finds faster melt · City News, ")


async def test_before_anything_was_quoted_a_remark_looks_for_nothing(
    verbatim: Verbatim, world: World, anna: Person
) -> None:
    await world.reply(anna.forwards("Harbour Gazette", FERRY), containing="Saved")
    assert (await world.reply(anna.says("where does it say that?"))).text.startswith(TITLE)
    anna.says("are you sure?")
    await world.until(lambda: world.requests("setMessageReaction"))


async def test_a_doubt_about_a_check_is_not_about_an_earlier_answer(world: World, anna: Person, answer: Post) -> None:
    await world.reply(anna.says("/check The ferry carried 212 people."))
    before = len(world.from_bot(anna.chat))
    anna.says("are you sure?")
    await world.until(lambda: world.requests("setMessageReaction"))
    assert len(world.from_bot(anna.chat)) == before


async def test_where_nothing_answered_a_doubt_has_a_way_on(verbatim: Verbatim, world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Harbour Gazette", FERRY), containing="Saved")
    nothing = await world.reply(anna.says("does zinc rust?"))
    assert nothing.text == "Nothing in the article here answers that."
    said = await world.reply(anna.says("are you sure?"))
    assert said.text == "Ask it in other words, or reply with it to the article that you mean."


async def test_what_follows_a_remark_still_goes_on_with_the_answer(world: World, anna: Person, answer: Post) -> None:
    await world.reply(anna.says("source?"))
    said = await world.reply(anna.says("and when?"))
    assert said.quote is not None
    assert said.quote in FERRY


@pytest.fixture
async def group(verbatim: Verbatim, world: World, anna: Person) -> Chat:
    world.bot["can_read_all_group_messages"] = True
    group = world.group("Neighbours", [anna, world.person("Ben")])
    await world.reply(anna.says("/keep", chat=group, reply_to=anna.forwards("Gazette", FERRY, chat=group)))
    return group


async def test_in_a_group_a_remark_that_answers_us_is_answered_and_others_are_not(
    verbatim: Verbatim, world: World, anna: Person, group: Chat
) -> None:
    answer = await world.reply(anna.says(f"/ask {CAPTAIN}", chat=group))
    said = await world.reply(anna.says("source?", chat=group, reply_to=answer))
    assert said.quote == LOST_POWER
    said = await world.reply(anna.says(f"@{world.bot['username']} are you sure?", chat=group))
    assert said.text.startswith("That is quoted from")
    before = len(world.from_bot(group))
    for words in ("source?", "are you sure?", "that's wrong", "wow", "the second one", "undo"):
        anna.says(words, chat=group)
    anna.says("wow", chat=group, reply_to=answer)
    await all_handled(verbatim, world)
    assert len(world.from_bot(group)) == before


POOL = """\
Pool in Tarvik opens again
The swimming pool in Tarvik opens on 3 May at seven in the morning, the council said. A ticket costs 60 crowns.

The pool was closed for two years, because its roof let in the rain."""
LIBRARY = """\
Library on Quay Street moves
The library on Quay Street opens on 9 June in the old mill, the council said. A card costs 20 crowns a year.

The library has 40,000 books, of which half are in the cellar."""
MEANT = (
    "no, i meant the library", "I was asking about the library", "nein, ich meinte library",
    "no, me refería a library", "non, je voulais dire library", "нет, я имел в виду library",
    "hayır, library kastettim",
)  # fmt: skip


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("words", MEANT)
async def test_the_last_question_is_asked_again_about_what_was_meant(world: World, anna: Person, words: str) -> None:
    for text in (LIBRARY, POOL):
        await world.reply(anna.forwards("Somebody", text))
    asked = await world.reply(anna.says("when does it open?"))
    assert "3 May" in asked.text + (asked.quote or "")
    again = await world.reply(anna.says(words))
    assert "9 June" in again.text + (again.quote or "")
    assert "Look in all articles" in again.buttons


@pytest.mark.usefixtures("verbatim")
async def test_what_was_meant_may_stand_in_any_article(world: World, anna: Person) -> None:
    for text in (LIBRARY, POOL):
        await world.reply(anna.forwards("Somebody", text))
    await world.reply(anna.says("how much does a ticket cost?"))
    again = await world.reply(anna.says("no, i meant the card"))
    assert "20 crowns" in again.text + (again.quote or "")


@pytest.mark.usefixtures("verbatim")
async def test_without_a_question_before_it_is_a_question(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", LIBRARY))
    assert "library" in (await world.reply(anna.says("i meant the library"))).text.casefold()
