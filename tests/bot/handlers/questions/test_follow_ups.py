"""What a question is about that leans on what was said before: the earlier question, the article talked about."""

from __future__ import annotations

import random
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import replace

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from index import Library
from tests.support.articles import BUDGET, FERRY

CUP = """\
Quay Rovers win the Harbour Cup
Quay Rovers won the Harbour Cup on Sunday, beating Tarvik United by three goals to one.

Jamie Cole scored twice for the winners. The losers had their keeper Ola Brandt sent off before the break.

Some 4,300 people watched the final. Seats had cost nine crowns."""
STRIKE = """\
Northline crews call off strike
The crews of Northline called off their strike on Friday. The captain of the Maris Stella, Ewa Lindqvist, spoke for \
them.

Northline will pay 4 percent more from January."""
FERRY_LATER = FERRY.replace("with 212 people", "with 230 people").replace("Nobody was hurt", "Three were hurt")
IN_FERRY, IN_CUP = "in Ferry strands off Brannock with 212 people on board", "in Quay Rovers win the Harbour Cup"

Start = Callable[[], AbstractAsyncContextManager[Verbatim]]


class Clock:
    """The time, ``ahead`` seconds later than it is."""

    ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def world(clock: Clock) -> Iterator[World]:
    world = World(strict=True, chance=random.Random(1), clock=clock)
    yield world
    world.close()


@pytest.fixture
def options(options: Options, clock: Clock) -> Options:
    return replace(options, clock=clock)


@pytest.fixture
def start(api: Api, library: Library, options: Options) -> Start:
    @asynccontextmanager
    async def run() -> AsyncIterator[Verbatim]:
        verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", options)
        async with verbatim.polling():
            yield verbatim

    return run


async def kept(world: World, person: Person, *texts: str, chat: Chat | None = None) -> list[Post]:
    posts = []
    for text in texts:
        post = person.forwards("Somebody", text, chat=chat)
        keep = post if chat is None else person.says("/keep", chat=chat, reply_to=post)
        await world.reply(keep, containing="Saved")
        posts.append(post)
    return posts


async def asked(world: World, person: Person, question: str, chat: Chat | None = None, to: Post | None = None) -> Post:
    """The answer to a question of theirs."""
    return await world.reply(person.says(question if chat is None else f"/ask {question}", chat=chat, reply_to=to))


def quoted(answer: Post) -> str:
    assert answer.quote is not None
    return answer.quote


@pytest.mark.parametrize("question", ["why?", "and when?", "when was that?", "how many?", "who was it?"])
@pytest.mark.usefixtures("verbatim")
async def test_a_question_that_names_nothing_goes_on_with_the_one_before(
    world: World, anna: Person, question: str
) -> None:
    await kept(world, anna, FERRY, CUP, BUDGET)
    assert quoted(await asked(world, anna, "when will tickets be refunded?")) in FERRY
    answer = await asked(world, anna, question)
    assert quoted(answer) in FERRY
    assert IN_FERRY in answer.text


@pytest.mark.usefixtures("verbatim")
async def test_several_that_name_nothing_all_go_on_with_the_last_one_that_does(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, CUP, BUDGET)
    await asked(world, anna, "when will tickets be refunded?")
    for question in ("why?", "and when?", "why?"):
        assert quoted(await asked(world, anna, question)) == "Tickets will be refunded within ten days, it said."


@pytest.mark.usefixtures("verbatim")
async def test_one_that_opens_with_and_offers_what_the_question_before_is_about(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, CUP, BUDGET)
    await asked(world, anna, "who won the cup?")
    answer = await asked(world, anna, "and who lost?")
    assert any(each in CUP for each in answer.formatted("bold"))


@pytest.mark.usefixtures("verbatim")
async def test_a_reply_to_an_answer_goes_on_with_its_question(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, CUP)
    answer = await asked(world, anna, "when will tickets be refunded?")
    await asked(world, anna, "who won the cup?")
    later = await asked(world, anna, "and when?", to=answer)
    assert quoted(later) == "Tickets will be refunded within ten days, it said."


@pytest.mark.usefixtures("verbatim")
async def test_a_question_that_names_something_else_looks_everywhere(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, CUP, BUDGET)
    await asked(world, anna, "when will tickets be refunded?")
    answer = await asked(world, anna, "who scored twice for the winners?")
    assert quoted(answer) in CUP
    assert "Look in all articles" not in answer.buttons


@pytest.mark.usefixtures("verbatim")
async def test_a_forward_ends_the_question_before(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    await asked(world, anna, "when will tickets be refunded?")
    await kept(world, anna, CUP)
    answer = await asked(world, anna, "how many people were there?")
    assert quoted(answer) == "Some 4,300 people watched the final."


@pytest.mark.usefixtures("verbatim")
async def test_in_a_group_everybody_goes_on_with_what_they_asked_themselves(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await kept(world, anna, FERRY, CUP, BUDGET, chat=group)
    await asked(world, anna, "who won the cup?", group)
    await asked(world, ben, "when will tickets be refunded?", group)
    hers, his = await asked(world, anna, "and why?", group), await asked(world, ben, "and why?", group)
    assert any(each in CUP for each in hers.formatted("bold"))
    assert quoted(his) in FERRY


@pytest.mark.usefixtures("verbatim")
async def test_what_was_asked_in_private_is_nothing_to_go_on_with_in_a_group(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    await kept(world, anna, FERRY)
    await kept(world, anna, FERRY, BUDGET, chat=group)
    await asked(world, anna, "when will tickets be refunded?")
    answer = await asked(world, anna, "and when?", group)
    assert "refunded" not in answer.text


@pytest.mark.usefixtures("verbatim")
async def test_an_answer_in_a_narrowed_place_says_where_in_three_lines(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, CUP)
    await asked(world, anna, "who won the cup?")
    answer = await asked(world, anna, "how many?")
    assert IN_CUP in answer.text
    assert answer.formatted("italic") == ["Quay Rovers win the Harbour Cup"]
    more = await asked(world, anna, "how many people were there?")
    assert IN_CUP not in more.text or len(more.text.splitlines()) == 3


async def test_look_in_all_asks_the_same_everywhere_after_a_restart_too(
    world: World, anna: Person, start: Start
) -> None:
    async with start():
        await kept(world, anna, FERRY, STRIKE)
        answer = await asked(world, anna, "captain Ewa Lindqvist")
        assert quoted(answer) in STRIKE
        source, place = answer.text.rpartition("”\n")[2].splitlines()
        assert source.startswith("Somebody, ")
        assert place == "in Northline crews call off strike"
        assert "Only this article" not in answer.buttons
    async with start():
        anna.presses(answer, "Look in all articles")
        everywhere = await world.reply(answer)
        assert quoted(everywhere) in FERRY
        assert "in Ferry" not in everywhere.text.splitlines()[-1]
        assert "Look in all articles" not in everywhere.buttons


@pytest.mark.usefixtures("verbatim")
async def test_a_pasted_article_is_named_once_by_each_passage_in_a_narrowed_place(world: World, anna: Person) -> None:
    for text in (FERRY, CUP):
        await world.reply(anna.says(text))
    await asked(world, anna, "who won the cup?")
    answer = await asked(world, anna, "how many?")
    assert "Look in all articles" in answer.buttons
    assert IN_CUP not in answer.text
    assert answer.text.splitlines()[-1].startswith(IN_CUP.removeprefix("in "))


@pytest.mark.usefixtures("verbatim")
async def test_with_one_article_nothing_is_narrowed(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    await asked(world, anna, "when will tickets be refunded?")
    answer = await asked(world, anna, "and when?")
    assert IN_FERRY not in answer.text
    assert "Look in all articles" not in answer.buttons


@pytest.mark.usefixtures("verbatim")
async def test_a_reply_to_an_article_shows_what_comes_nearest_there_as_perhaps(world: World, anna: Person) -> None:
    posts = await kept(world, anna, FERRY, CUP)
    answer = await asked(world, anna, "is the sea deep there?", to=posts[0])
    assert answer.text.startswith("Perhaps:")
    assert all(each in FERRY for each in answer.formatted("bold"))
    assert "Look in all articles" in answer.buttons


@pytest.mark.usefixtures("verbatim")
async def test_a_reply_to_an_article_with_nothing_near_is_told_so(world: World, anna: Person) -> None:
    posts = await kept(world, anna, FERRY, CUP)
    answer = await asked(world, anna, "do zebras graze at night?", to=posts[0])
    assert answer.text.startswith("Nothing in that article answers this.")


@pytest.mark.usefixtures("verbatim")
async def test_the_newest_version_of_an_article_answers(world: World, anna: Person) -> None:
    first = anna.forwards("Somebody", FERRY)
    await world.reply(first, containing="Saved")
    await world.reply(anna.forwards("Somebody", FERRY_LATER), containing="Update")
    assert "230 people" in quoted(await asked(world, anna, "how many people were on board?"))
    hurt = await asked(world, anna, "was anybody hurt?")
    assert quoted(hurt) == "Three were hurt."
    assert "earlier version" not in hurt.text
    anna.presses(hurt, "Look in all articles")
    everywhere = await world.reply(hurt)
    assert quoted(everywhere) == "Three were hurt."
    shown = await anna.presses(everywhere, "More passages").edited()
    assert [each for each in shown.text.splitlines() if "earlier version" in each]


@pytest.mark.usefixtures("verbatim")
async def test_what_only_an_older_version_says_is_marked_as_such(world: World, anna: Person) -> None:
    first = anna.forwards("Somebody", FERRY)
    await world.reply(first, containing="Saved")
    await world.reply(anna.forwards("Somebody", FERRY_LATER), containing="Update")
    old = await asked(world, anna, "how many people were on board?", to=first)
    assert "212 people" in quoted(old)
    assert "earlier version" in old.text
    same = await asked(world, anna, "who is the captain?", to=first)
    assert "Lindqvist" in quoted(same)
    assert "earlier version" not in same.text


@pytest.mark.usefixtures("verbatim")
async def test_a_question_about_one_article_is_not_asked_anew_in_another_forwarded_a_second_later(
    world: World, anna: Person, clock: Clock
) -> None:
    await kept(world, anna, FERRY)
    question = anna.says("when will tickets be refunded?")
    answer = await world.reply(question)
    before = answer.text
    clock.ahead += 1
    await world.reply(anna.forwards(world.channel("Harbour Post"), BUDGET), containing="Saved")
    await world.reply(anna.says("/articles"), containing="2 articles")
    assert answer.text == before
    assert quoted(answer) in FERRY


@pytest.mark.usefixtures("verbatim")
async def test_an_answer_that_is_only_perhaps_one_does_not_draw_the_next_question(world: World, anna: Person) -> None:
    posts = await kept(world, anna, FERRY, CUP)
    await asked(world, anna, "is the sea deep there?", to=posts[0])
    answer = await asked(world, anna, "how many people were there?")
    assert quoted(answer) == "Some 4,300 people watched the final."


@pytest.mark.usefixtures("verbatim")
async def test_what_somebody_had_kept_in_a_group_is_what_they_ask_about_next(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    for text in (BUDGET, CUP, FERRY):
        post = ben.forwards("Somebody", text, chat=group)
        await world.reply(anna.says("/keep", chat=group, reply_to=post), containing="Saved")
    post = ben.forwards("Somebody", HALL, chat=group)
    await world.reply(ben.says("/keep", chat=group, reply_to=post), containing="Saved")
    answer = await asked(world, anna, "how many people?", group)
    assert quoted(answer) in FERRY
    assert IN_FERRY in answer.text


HALL = """\
Swimming hall to open again
The swimming hall on Quay Street was closed in March 2024, when pieces of the ceiling fell down. Nobody was hurt.

The hall opens again on 12 April, after works that cost four million crowns."""
BEES = """\
Robot bees pollinate tomatoes
Engineers have built robots of the size of a bee. In a test 400 robots visited 90,000 flowers.

A robot flies for nine minutes before it must be charged. The team is led by Tomas Reyer."""
BUSES = """\
Night buses to run more often
Night buses run every twenty minutes from 1 December. The line to the airport opens again on 3 January."""
WHEN = (
    "when was that?", "and when?", "when did it happen?", "wann war das?", "¿cuándo fue eso?", "quand était-ce ?",
    "quando foi isso?", "когда это было?", "коли це було?", "متى كان ذلك؟", "यह कब हुआ?", "ne zaman oldu?",
    "那是什么时候？",
)  # fmt: skip


@pytest.mark.usefixtures("verbatim")
async def test_asked_when_that_was_the_day_that_is_named_with_it_answers(world: World, anna: Person) -> None:
    await kept(world, anna, HALL, BEES, BUSES)
    for words in WHEN:
        closed = quoted(await asked(world, anna, "swimming hall closed"))
        assert quoted(await asked(world, anna, words)) == closed, words


@pytest.mark.usefixtures("verbatim")
async def test_where_no_day_stands_the_articles_own_is_said_and_never_another_articles(
    world: World, anna: Person
) -> None:
    await kept(world, anna, HALL, BEES, BUSES)
    for words in WHEN:
        assert quoted(await asked(world, anna, "robots visited flowers")) in BEES
        assert (await asked(world, anna, words)).text.startswith("No other day stands there; the article is of "), words
    flown = await asked(world, anna, "robots visited flowers")
    in_reply = await asked(world, anna, "when was that?", to=flown)
    assert in_reply.text.startswith("No other day stands there")


@pytest.mark.parametrize(
    "question",
    ["when does it open again?", "wann öffnet sie wieder?", "когда он откроется?", "它什么时候开门？"],
)
@pytest.mark.usefixtures("verbatim")
async def test_a_pronoun_stays_in_the_article_of_the_answer_before(world: World, anna: Person, question: str) -> None:
    await kept(world, anna, HALL, BEES, BUSES)
    await asked(world, anna, "swimming hall closed")
    answer = await asked(world, anna, question)
    if answer.quote is not None:
        assert answer.quote in HALL
        assert "in Swimming hall to open again" in answer.text


@pytest.mark.usefixtures("verbatim")
async def test_a_name_beside_the_pronoun_that_the_article_does_not_know_leads_elsewhere(
    world: World, anna: Person
) -> None:
    await kept(world, anna, HALL, BEES, BUSES)
    await asked(world, anna, "swimming hall closed")
    assert quoted(await asked(world, anna, "is it led by Tomas Reyer?")) in BEES
