"""What a person can rely on in inline mode: their own private articles, quoted; and nothing of it for anybody else."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.services.access.policy import Access, Policy
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.database_contents import holds


@pytest.fixture
async def kept(world: World, anna: Person, verbatim: Verbatim) -> None:
    """Two articles in Anna's private chat."""
    await world.reply(anna.forwards(world.channel("Harbour Post", username="harbourpost"), FERRY, number=7))
    await world.reply(anna.forwards("Somebody", BUDGET))


async def titles(person: Person, words: str) -> list[str]:
    asked = person.asks_inline(words)
    await asked.answered()
    return [each["title"] for each in asked.results]


@pytest.mark.usefixtures("kept")
async def test_a_passage_is_offered_and_sent_with_its_source(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    elsewhere = world.group("Neighbours", [anna, ben], bot="left")
    asked = anna.asks_inline("who is the captain?", chat=elsewhere)
    answer = await asked.answered()
    assert (answer["is_personal"], answer["cache_time"]) == (True, 0)
    assert asked.results[0]["title"].startswith("Ferry strands")
    assert asked.results[0]["description"].startswith("Captain Ewa Lindqvist")
    sent = anna.chooses(asked, asked.results[0]["id"], chat=elsewhere)
    assert sent.text.startswith(f"“{FERRY.split(chr(10) + chr(10))[1]}”\nHarbour Post")
    assert sent.formatted("bold")[0].startswith("Captain Ewa Lindqvist")
    [source] = [each for each in sent.entities if each["type"] == "text_link"]
    assert source["url"] == "https://t.me/harbourpost/7"


@pytest.mark.usefixtures("kept")
async def test_without_words_the_latest_articles_are_offered(anna: Person) -> None:
    asked = anna.asks_inline("")
    await asked.answered()
    assert [each["title"].split()[0] for each in asked.results] == ["Council", "Ferry"]
    assert asked.results[1]["message"]["text"].startswith("“The ferry Maris Stella ran aground")


@pytest.mark.usefixtures("kept")
async def test_what_nothing_answers_is_told_so(anna: Person) -> None:
    asked = anna.asks_inline("population of Norway in 1950?")
    answer = await asked.answered()
    assert answer["results"] == []
    assert answer["button"] == {"text": "Nothing in your articles answers that", "start_parameter": "inline"}


@pytest.mark.usefixtures("kept")
async def test_nobody_else_finds_anything_not_even_by_the_same_words(world: World, anna: Person) -> None:
    words = "who is the captain?"
    assert await titles(anna, words)
    ben = world.person("Ben")
    asked = ben.asks_inline(words)
    answer = await asked.answered()
    assert answer["results"] == []
    assert answer["button"]["text"] == "Start me in private first"


@pytest.mark.usefixtures("kept")
async def test_a_groups_articles_are_not_found_from_inline_mode(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    post = anna.says(GLACIER, chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=post))
    asked = anna.asks_inline("Hvitbre glacier", chat=group)
    await asked.answered()
    assert "Glacier" not in str(asked.results)


@pytest.mark.usefixtures("kept")
async def test_what_is_forgotten_is_not_found(world: World, anna: Person) -> None:
    question = await world.reply(anna.says("/forget from:post"))
    await anna.presses(question, "Yes, forget").edited()
    assert await titles(anna, "who is the captain?") == []


@pytest.mark.usefixtures("kept")
async def test_filters_narrow_the_results(anna: Person) -> None:
    assert [each.split()[0] for each in await titles(anna, "from:post Monday tickets crossings")] == ["Ferry"]
    assert await titles(anna, "from:nobody who is the captain?") == []


@pytest.mark.usefixtures("kept")
async def test_only_the_end_of_a_word_that_is_being_typed_is_answered(anna: Person) -> None:
    typed = [anna.asks_inline("who is the captain"[:length]) for length in range(3, 19)]
    await typed[-1].answered()
    assert sum(each.answer is not None for each in typed) < len(typed) / 2


@pytest.mark.usefixtures("kept")
async def test_nothing_that_was_typed_is_stored(anna: Person, verbatim: Verbatim) -> None:
    await titles(anna, "zeppelin over Lorhaven?")
    assert not holds(verbatim.library, "zeppelin")
    assert holds(verbatim.library, "Lorhaven")


async def test_what_cannot_be_answered_in_time_is_dropped(
    world: World, anna: Person, library: Library, options: Options
) -> None:
    hurried = replace(options, inline_seconds=0.0)
    async with Verbatim.build(library, world.token, "http://telegram.test", hurried).polling():
        asked = anna.asks_inline("who?")
        with pytest.raises(TimeoutError):
            await asked.answered(1.0)


async def test_whoever_may_not_use_the_bot_is_shown_nothing(api: Api, world: World, library: Library) -> None:
    anna, eve = world.person("Anna"), world.person("Eve")
    access = Access(Policy(users=frozenset({anna.id})))
    library.add(collection=f"chat:{eve.id}", key="1", text=FERRY)
    library.add(collection=f"chat:{anna.id}", key="1", text=FERRY)
    verbatim = Verbatim.build(
        library,
        world.token,
        "http://telegram.test",
        Options(request=lambda: InProcessRequest(api), warm=False, access=access),
    )
    async with verbatim.polling():
        assert await titles(anna, "who is the captain?")
        asked = eve.asks_inline("who is the captain?")
        with pytest.raises(TimeoutError):
            await asked.answered(1.5)
        assert world.from_bot(eve.chat) == []


@pytest.mark.usefixtures("kept")
async def test_the_button_for_people_who_have_not_started_leads_to_a_greeting(world: World) -> None:
    ben = world.person("Ben", started=False)
    answer = await ben.asks_inline("anything").answered()
    reply = await world.reply(ben.says(f"/start {answer['button']['start_parameter']}"))
    assert "quote" in reply.text
