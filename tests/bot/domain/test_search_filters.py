"""Which words of a question narrow down where to look."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.domain.parsing.search_filters import day_of, parse_query
from bot.playground import Person, World
from tests.support.articles import BUDGET, FERRY

# A Sunday.
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("today", date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21)),
        ("Monday", date(2026, 11, 16)),
        ("sun", date(2026, 11, 22)),
        ("2026-11-03", date(2026, 11, 3)),
        ("3 Nov", date(2026, 11, 3)),
        ("3 December", date(2025, 12, 3)),
        ("November 3rd", date(2026, 11, 3)),
        ("november", date(2026, 11, 1)),
        ("3.11.2025", date(2025, 11, 3)),
        ("10 days ago", date(2026, 11, 12)),
        ("last week", date(2026, 11, 15)),
        ("31 February", None),
        ("the flood", None),
        ("", None),
    ],
)
def test_a_day_is_the_latest_that_the_words_can_mean(words: str, day: date | None) -> None:
    assert day_of(words, NOW.date()) == day


def test_filters_with_a_colon_are_taken_out_of_the_question() -> None:
    found = parse_query('from:reuters since:monday who resigned? before:"3 Nov"', NOW)
    assert (found.question, found.source) == ("who resigned?", "reuters")
    assert found.since == datetime(2026, 11, 16, tzinfo=UTC)
    assert found.until == datetime(2026, 11, 3, tzinfo=UTC)


def test_a_date_that_is_none_is_named_and_does_not_narrow() -> None:
    found = parse_query("since:whenever who resigned?", NOW)
    assert (found.question, found.unread, found.narrows) == ("who resigned?", ("since:whenever",), False)


def test_plain_words_narrow_only_at_the_end_and_only_by_a_known_source_or_a_date() -> None:
    found = parse_query("who resigned since Monday from the Harbour Post?", NOW, ["Harbour Post"])
    assert (found.question, found.source) == ("who resigned", "Harbour Post")
    assert found.since == datetime(2026, 11, 16, tzinfo=UTC)
    for question in ("who came from Tarvik?", "what happened since the flood?", "since Monday, who resigned?"):
        assert not parse_query(question, NOW, ["Harbour Post"]).narrows


@pytest.mark.usefixtures("verbatim")
async def test_a_question_looks_only_where_its_filters_say(world: World, anna: Person) -> None:
    anna.forwards(world.channel("Harbour Post"), FERRY)
    await world.reply(anna.forwards(world.channel("The Times"), BUDGET), containing="2 articles")
    elsewhere = await world.reply(anna.says("/ask from:times who is the captain of the ferry?"))
    assert elsewhere.text.startswith("Nothing in the article here answers that.")
    answer = await world.reply(anna.says("/ask from:harbour since:yesterday who is the captain of the ferry?"))
    assert answer.quote is not None
    plain = await world.reply(anna.says("how much do schools receive from the Times?"))
    assert plain.quote == "Schools receive 620 million crowns, 8 percent more than this year."


@pytest.mark.usefixtures("verbatim")
async def test_filters_that_no_article_fits_are_said_to(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says("/ask from:nobody who is the captain?"))
    assert reply.text.startswith("No article here is from there or then.")
    assert (await world.reply(anna.says("/ask from:somebody"))).text.startswith("Ask like this")


@pytest.mark.usefixtures("verbatim")
async def test_a_date_that_is_none_is_explained(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says("/ask since:whenever who is the captain?"))
    assert reply.text.startswith("I do not understand since:whenever.")
