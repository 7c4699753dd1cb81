"""Which words of a question narrow down where to look."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.domain.parsing.search_filters import LONGEST_ENDING, SearchQuery, day_of, ending, parse_listing, parse_query
from bot.playground import Person, World
from bot.services.answers import answering
from tests.support.articles import BUDGET, FERRY
from tests.support.cases import every_case

# A Sunday.
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)


@every_case(
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


@every_case(
    "words",
    [
        "who resigned since Monday?",
        "wer trat zurück seit Montag?",
        "quién dimitió desde el lunes",
        "qui a démissionné depuis lundi ?",
        "quem saiu desde segunda-feira",
        "кто ушёл с понедельника?",
        "хто пішов з понеділка?",
        "من استقال منذ الاثنين؟",
        "किसने इस्तीफा दिया सोमवार से",
        "kim istifa etti pazartesiden beri",
        "谁辞职了从周一以来",
    ],
)
def test_a_question_is_narrowed_by_since_and_a_weekday_in_every_language(words: str) -> None:
    assert parse_query(words, NOW).since == datetime(2026, 11, 16, tzinfo=UTC)


@every_case(
    ("words", "question", "since", "until"),
    [
        ("from march", "", date(2026, 3, 1), date(2026, 4, 1)),
        ("aus dem Dezember", "", date(2025, 12, 1), date(2026, 1, 1)),
        ("marzo de 2025", "marzo de 2025", None, None),
        ("marzo 2025", "", date(2025, 3, 1), date(2025, 4, 1)),
        ("über die Flut seit Montag", "die Flut", date(2026, 11, 16), None),
        ("про повінь за вчора", "повінь", date(2026, 11, 21), date(2026, 11, 22)),
        ("за сегодня", "", date(2026, 11, 22), None),
        ("la semaine dernière", "", date(2026, 11, 9), date(2026, 11, 16)),
        ("mart ayında", "", date(2026, 3, 1), date(2026, 4, 1)),
        ("关于石油", "石油", None, None),
        ("oil", "oil", None, None),
        ("theresa may", "theresa may", None, None),
    ],
)
def test_a_list_is_narrowed_by_a_time_that_stands_alone_or_last(
    words: str, question: str, since: date | None, until: date | None
) -> None:
    found = parse_listing(words, NOW)
    days = [None if each is None else each.date() for each in (found.since, found.until)]
    assert (found.question, *days) == (question, since, until)


def test_filters_with_a_colon_are_taken_out_of_the_question() -> None:
    found = parse_query('from:reuters since:monday who resigned? before:"3 Nov"', NOW)
    assert (found.question, found.source) == ("who resigned?", "reuters")
    assert found.since == datetime(2026, 11, 16, tzinfo=UTC)
    assert found.until == datetime(2026, 11, 3, tzinfo=UTC)


def test_an_invalid_date_is_named_and_does_not_narrow() -> None:
    found = parse_query("since:whenever who resigned?", NOW)
    assert (found.question, found.unread, found.narrows) == ("who resigned?", ("since:whenever",), False)


def test_plain_words_narrow_only_at_the_end_and_only_by_a_known_source_or_a_date() -> None:
    found = parse_query("who resigned since Monday from the Harbour Post?", NOW, ["Harbour Post"])
    assert (found.question, found.source) == ("who resigned", "Harbour Post")
    assert found.since == datetime(2026, 11, 16, tzinfo=UTC)
    for question in ("who came from Tarvik?", "what happened since the flood?", "since Monday, who resigned?"):
        assert not parse_query(question, NOW, ["Harbour Post"]).narrows


@every_case(
    "words",
    [
        ("by " + " " * 200) * 20 + "x",
        ("since" + "\t" * 100) * 40 + "x",
        ("from the\n\N{NO-BREAK SPACE}" * 20) * 20 + ".x",
        "who" + " " * 4_000 + "x",
        "in the " * 600 + "?" * 200,
        "x" * 4_096,
        " " * 4_096,
        "",
    ],
)
def test_plain_filters_are_sought_in_an_ending_of_bounded_length_without_runs_of_blanks(words: str) -> None:
    head, tail = ending(words)
    assert len(tail) <= LONGEST_ENDING
    assert " ".join(words.split()).startswith(head + tail)
    assert not parse_query(words, NOW, ["Harbour Post"]).narrows


def test_blanks_of_any_kind_and_number_stand_between_the_words_of_a_plain_filter() -> None:
    found = parse_query(
        "who\tresigned  since\n\n3   Nov   from the\N{NO-BREAK SPACE}Harbour  Post ?", NOW, ["Harbour Post"]
    )
    assert (found.question, found.source) == ("who resigned", "Harbour Post")
    assert found.since == datetime(2026, 11, 3, tzinfo=UTC)


def test_a_quoted_value_ends_somewhere() -> None:
    assert parse_query('from:"the Harbour Post" who resigned?', NOW).source == "the Harbour Post"
    assert parse_query("from:“" + "Harbour " * 100 + "” who resigned?", NOW).source == "“Harbour"


@every_case("zone", ["UTC", "Pacific/Kiritimati", "Etc/GMT+12"])
@every_case(
    "words",
    ["since:9999_years_ago", "after:9999-12-31", "on:9999-12-31", "until:31.12.9999", 'until:"31 Dec 9999"'],
)
def test_a_date_beyond_the_calendar_is_none(words: str, zone: str) -> None:
    found = parse_query(f"{words} who resigned?", NOW.astimezone(ZoneInfo(zone)))
    assert (found.question, found.unread, found.narrows) == ("who resigned?", (words,), False)


def test_a_day_that_begins_before_the_calendar_does_in_utc_is_none() -> None:
    east = NOW.astimezone(ZoneInfo("Asia/Tokyo"))
    assert parse_query("since:0001-01-01 who resigned?", east).unread == ("since:0001-01-01",)
    assert not parse_query("who resigned since 0001-01-01?", east).narrows
    assert parse_query("since:0001-01-02 who resigned?", east).narrows


def test_plain_words_for_a_date_beyond_the_calendar_stay_in_the_question() -> None:
    found = parse_query("who resigned since 9999 years ago?", NOW)
    assert (found.question, found.narrows) == ("who resigned since 9999 years ago?", False)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> list[threading.Thread]:
    """The threads that filters are read in, in their order."""
    found: list[threading.Thread] = []

    def noted(read: Callable[..., SearchQuery]) -> Callable[..., SearchQuery]:
        def reading(words: str, now: datetime, sources: Collection[str]) -> SearchQuery:
            found.append(threading.current_thread())
            return read(words, now, sources)

        return reading

    monkeypatch.setattr(answering, "parse_query", noted(parse_query))
    monkeypatch.setattr(answering, "parse_listing", noted(parse_listing))
    return found


@pytest.mark.usefixtures("verbatim")
async def test_filters_are_never_read_where_everybody_waits(
    world: World, anna: Person, readers: list[threading.Thread]
) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    await world.reply(anna.says("/ask from:somebody who is the captain?"))
    listing = await world.reply(anna.says("/articles from:somebody"))
    page = await anna.presses(listing, "1").edited()
    await anna.presses(page, "‹ Back").edited()
    question = await world.reply(anna.says("/forget from:somebody"))
    await anna.presses(question, "Yes, forget").edited()
    assert len(readers) == 5
    assert threading.current_thread() not in readers


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("command", ["/articles", "/forget", "/ask"])
async def test_no_run_of_blanks_keeps_anybody_waiting(world: World, anna: Person, command: str) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    await world.reply(anna.says(f"{command} " + ("by " + " " * 200) * 19 + "x"))


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("command", ["/articles", "/forget", "/ask"])
async def test_a_date_beyond_the_calendar_is_explained(world: World, anna: Person, command: str) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says(f"{command} after:9999-12-31"))
    assert reply.text.startswith("I do not understand after:9999-12-31.")


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
async def test_filters_that_no_article_fits_are_named(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says("/ask from:nobody who is the captain?"))
    assert reply.text.startswith("No article here is from that source and time.")
    assert (await world.reply(anna.says("/ask from:somebody"))).text.startswith("Ask like this")


@pytest.mark.usefixtures("verbatim")
async def test_an_invalid_date_is_explained(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says("/ask since:whenever who is the captain?"))
    assert reply.text.startswith("I do not understand since:whenever.")
