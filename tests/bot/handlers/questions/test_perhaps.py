"""What a person sees where the bot is not sure: sentences of which one perhaps answers, each with its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from bot.playground import Person, World
from bot.store.database import HISTORY
from index import Answer, Library
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")
QUESTION = "what did the captain of the ferry say on Saturday?"


class Unsure(Library):
    """Finds what it finds, and is sure of nothing."""

    def ask(self, **options: Any) -> Answer:
        """As the library does, but for that."""
        return replace(super().ask(**options), sure=False)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Unsure.open(database_url, beside=[HISTORY], meaning=False) as library:
        yield library


async def kept(world: World, anna: Person, *texts: str) -> None:
    for text in texts:
        await world.reply(anna.forwards("Somebody", text), containing="Saved")


async def test_an_unsure_answer_says_perhaps_and_shows_three_sentences_with_their_sources(
    world: World, anna: Person
) -> None:
    await kept(world, anna, FERRY, BUDGET, GLACIER)
    answer = await world.reply(anna.says(QUESTION))
    head, first, *parts = answer.text.split("\n\n")
    assert head == "Perhaps:"
    assert len(parts) == 2
    assert answer.quote is not None
    assert answer.quote in FERRY
    assert first.startswith("1. ↑ Somebody, ")
    for number, (part, sentence) in enumerate(zip(parts, answer.formatted("bold"), strict=True), 2):
        quoted, source = part.split("\n")
        assert quoted.startswith(f"{number}. “")
        assert sentence in quoted
        assert any(sentence in each for each in (FERRY, BUDGET, GLACIER))
        assert source.startswith("Somebody, ")
        assert "paragraph" in source


async def test_its_buttons_show_more_paragraphs_and_then_fewer_sentences(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET, GLACIER)
    answer = await world.reply(anna.says(QUESTION))
    before, buttons = answer.text, answer.buttons
    assert "More passages" in buttons
    more = await anna.presses(answer, "More passages").edited()
    assert more.text.startswith("Perhaps:\n\n1. ↑ Somebody, ")
    assert len(more.formatted("bold")) >= 3
    while "More passages" in more.buttons:
        more = await anna.presses(more, "More passages").edited()
    fewer = await anna.presses(more, next(each for each in more.buttons if "ewer" in each)).edited()
    assert (fewer.text, fewer.buttons) == (before, buttons)


async def test_each_sentence_can_be_seen_in_its_context_and_left_again(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, BUDGET)
    answer = await world.reply(anna.says(QUESTION))
    before, sentences = answer.text, [str(answer.quote), *answer.formatted("bold")]
    for number, sentence in enumerate(sentences, 1):
        shown = await anna.presses(answer, f"¶ {number}").edited()
        assert shown.formatted("bold") == [sentence]
        answer = await anna.presses(shown, "‹ Back").edited()
        assert answer.text == before


async def test_it_replies_to_the_message_of_its_first_sentence_and_quotes_that(world: World, anna: Person) -> None:
    await kept(world, anna, BUDGET)
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post, containing="Saved")
    answer = await world.reply(anna.says("who is the captain Ewa Lindqvist?"))
    assert answer.reply_to == post.id
    assert answer.quote == FERRY.split("\n\n")[1].partition(". ")[0] + "."
    assert answer.quote not in answer.text


async def test_a_single_sentence_that_perhaps_answers_stands_alone(world: World, anna: Person) -> None:
    await kept(world, anna, "The library on Quay Street opens at nine. It has a garden.")
    answer = await world.reply(anna.says("when does the library open?"))
    assert answer.quote == "The library on Quay Street opens at nine."
    assert answer.text.startswith("Perhaps:\nSomebody, ")
    assert "In context" in answer.buttons
