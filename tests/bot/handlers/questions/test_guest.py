"""What a person can rely on who calls the bot into a chat that it is not in: one answer, from the post replied to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app import Options, Verbatim
from bot.domain.allowance import Allowance
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.services.access.policy import Access, Policy
from bot.transport.flood_limits import Limits
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.rich import article as rich_article
from tests.support.bot.waiting import until
from tests.support.database_contents import holds


@pytest.fixture
def elsewhere(world: World, anna: Person) -> Chat:
    """A group that Anna is in, and the bot is not."""
    return world.group("Neighbours", [anna, world.person("Ben")], bot="left")


@pytest.mark.usefixtures("verbatim")
async def test_it_answers_a_question_from_the_post_replied_to(world: World, anna: Person, elsewhere: Chat) -> None:
    post = anna.forwards(world.channel("Harbour Post", username="harbourpost"), FERRY, chat=elsewhere, number=7)
    answer = await anna.calls("@verbatim_bot who is the captain?", chat=elsewhere, reply_to=post).answered()
    assert answer.text.startswith(f"“{FERRY.split(chr(10) + chr(10))[1]}”\nHarbour Post")
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist")
    assert len(world.from_bot(elsewhere)) == 1
    assert world.from_bot(anna.chat) == []


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("words", ["", " summary", " tldr", " /summary 2", " summary short", ", sum it up please"])
async def test_it_sums_the_post_up(world: World, anna: Person, elsewhere: Chat, words: str) -> None:
    post = anna.says(FERRY, chat=elsewhere)
    answer = await anna.calls(f"@verbatim_bot{words}", chat=elsewhere, reply_to=post).answered()
    assert answer.text.startswith("📝 Ferry strands")
    bullets = [line.partition(". ")[2] for line in answer.text.splitlines() if line[:1].isdigit()]
    assert bullets
    assert all(each in FERRY for each in bullets)


@pytest.mark.usefixtures("verbatim")
async def test_what_nothing_answers_is_told_so(anna: Person, elsewhere: Chat) -> None:
    post = anna.says(FERRY, chat=elsewhere)
    call = anna.calls("@verbatim_bot population of Norway in 1950?", chat=elsewhere, reply_to=post)
    assert (await call.answered()).text == "Nothing in that article answers this."


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("words", ["check", "/check", "is this true?", "stimmt das?"])
async def test_a_check_holds_the_post_against_the_articles_of_whoever_calls(
    world: World, anna: Person, elsewhere: Chat, words: str
) -> None:
    await world.reply(anna.forwards(world.channel("Harbour Post", username="harbourpost"), BUDGET))
    claims = "Schools receive 650 million crowns, 8 percent more than this year. Elephants walked along the quay."
    post = anna.says(claims, chat=elsewhere)
    answer = await anna.calls(f"@verbatim_bot {words}", chat=elsewhere, reply_to=post).answered()
    assert "1. ≠ altered" in answer.text
    assert "620 million → 650 million" in answer.formatted("bold")
    assert answer.formatted("blockquote") == ["Schools receive 620 million crowns, 8 percent more than this year."]
    assert "2. – not in the articles here" in answer.text
    assert answer.text.splitlines()[-1].startswith("1: Harbour Post")
    assert len(world.from_bot(elsewhere)) == 1


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("words", ["check", "is this true?", "/check"])
async def test_a_check_with_a_claim_holds_it_against_the_post(
    world: World, anna: Person, elsewhere: Chat, words: str
) -> None:
    await world.reply(anna.says(FERRY))
    post = anna.forwards(world.channel("Harbour Post", username="harbourpost"), BUDGET, chat=elsewhere, number=7)
    claim = "The library on Quay Street will stay open."
    answer = await anna.calls(f"@verbatim_bot {words} {claim}", chat=elsewhere, reply_to=post).answered()
    assert f"1. ✓ word for word: “{claim}”" in answer.text
    assert answer.text.splitlines()[-1].startswith("1: Harbour Post")


@pytest.mark.usefixtures("verbatim")
async def test_a_check_meets_the_articles_of_nobody_else(world: World, anna: Person, elsewhere: Chat) -> None:
    ben = next(each for each in world.people() if each.name == "Ben")
    await world.reply(anna.says(BUDGET))
    post = anna.says("The library on Quay Street will stay open.", chat=elsewhere)
    answer = await ben.calls("@verbatim_bot check", chat=elsewhere, reply_to=post).answered()
    assert answer.text.startswith("There is no article here yet")
    await world.reply(ben.says(FERRY))
    answer = await ben.calls("@verbatim_bot check", chat=elsewhere, reply_to=post).answered()
    assert "– not in the articles here" in answer.text


@pytest.mark.usefixtures("verbatim")
async def test_a_check_without_anything_to_check_says_how(world: World, anna: Person, elsewhere: Chat) -> None:
    await world.reply(anna.says(BUDGET))
    alone = anna.calls("@verbatim_bot check", chat=elsewhere)
    assert "Reply to a post with @verbatim_bot" in (await alone.answered()).text
    picture = anna.sends_photo(chat=elsewhere)
    call = anna.calls("@verbatim_bot check", chat=elsewhere, reply_to=picture)
    assert "I show which of its sentences" in (await call.answered()).text
    claim = anna.calls("@verbatim_bot check The library on Quay Street will stay open.", chat=elsewhere)
    assert "✓ word for word" in (await claim.answered()).text


@pytest.mark.usefixtures("verbatim")
async def test_it_reads_rich_messages_and_keeps_what_they_hide_hidden(anna: Person, elsewhere: Chat) -> None:
    post = anna.sends_rich(*rich_article(FERRY), chat=elsewhere)
    answer = await anna.calls("@verbatim_bot who is the captain?", chat=elsewhere, reply_to=post).answered()
    assert "Lindqvist" in answer.text
    text = "The butler Aldous Pym is the murderer, as the last letter shows. Critics praised the camera."
    hidden = anna.says(text, chat=elsewhere, entities=[{"type": "spoiler", "offset": 0, "length": 37}])
    told = await anna.calls("@verbatim_bot who is the murderer?", chat=elsewhere, reply_to=hidden).answered()
    assert told.formatted("spoiler") == [text[:37]]


@pytest.mark.usefixtures("verbatim")
async def test_without_a_post_to_read_it_says_what_to_do(world: World, anna: Person, elsewhere: Chat) -> None:
    answer = await anna.calls("@verbatim_bot who is the captain?", chat=elsewhere).answered()
    assert answer.text == "Reply to a post with @verbatim_bot summary, or with @verbatim_bot and your question."
    picture = anna.sends_photo(chat=elsewhere)
    answer = await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=picture).answered()
    assert answer.text.startswith("There are no words")
    # Its own answer is no post of anybody's.
    again = await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=answer).answered()
    assert again.text.startswith("That is not an article")
    assert len(world.from_bot(elsewhere)) == 3


async def test_nothing_of_it_is_kept(anna: Person, elsewhere: Chat, verbatim: Verbatim) -> None:
    post = anna.says(FERRY, chat=elsewhere)
    await anna.calls("@verbatim_bot who was Lindqvist's zeppelin?", chat=elsewhere, reply_to=post).answered()
    await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post).answered()
    library = verbatim.library
    await verbatim.services.outbox.noted(anna.id)
    assert library.statistics().articles == 0
    assert not holds(library, "zeppelin")
    assert not holds(library, "Lindqvist")


@pytest.mark.usefixtures("verbatim")
async def test_a_private_chat_between_others_never_meets_the_articles_of_the_chat_with_that_number(
    world: World, anna: Person, elsewhere: Chat
) -> None:
    await world.reply(anna.says(BUDGET))
    post = anna.says(FERRY, chat=elsewhere)
    call = anna.calls("@verbatim_bot what does the council spend?", chat=elsewhere, reply_to=post)
    assert "Council" not in (await call.answered()).text


def bot(library: Library, api: Api, options: Options) -> Verbatim:
    return Verbatim.build(library, api.world.token, "http://telegram.test", options)


async def test_whoever_may_not_use_the_bot_is_not_answered_and_nobody_hears_of_it(
    api: Api, world: World, library: Library, options: Options
) -> None:
    anna, eve = world.person("Anna"), world.person("Eve", started=False)
    chat = world.group("Neighbours", [anna, eve], bot="left")
    post = eve.says(FERRY, chat=chat)
    access = Access(Policy(users=frozenset({anna.id})))
    async with bot(library, api, replace(options, access=access)).polling():
        refused = eve.calls("@verbatim_bot summary", chat=chat, reply_to=post)
        await anna.calls("@verbatim_bot summary", chat=chat, reply_to=post).answered()
        await until(lambda: not world.updates.pending)
        assert refused.answer is None
        assert len(world.from_bot(chat)) == 1
        assert world.from_bot(eve.chat) == []


async def test_people_who_call_too_often_are_told_so_there(
    api: Api, world: World, anna: Person, elsewhere: Chat, library: Library, options: Options
) -> None:
    post = anna.says(FERRY, chat=elsewhere)
    few = replace(options, allowance=Allowance(questions_a_minute=1))
    async with bot(library, api, few).polling():
        calls = [anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post) for _ in range(20)]
        await until(lambda: not world.updates.pending)
        await world.until(lambda: any("a lot at once" in each.text for each in world.from_bot(elsewhere)))
        assert 1 < sum(each.answer is not None for each in calls) < len(calls)
        assert world.from_bot(anna.chat) == []


@pytest.mark.usefixtures("verbatim")
async def test_when_telegram_cannot_be_reached_it_is_tried_until_it_can(
    world: World, anna: Person, elsewhere: Chat
) -> None:
    world.faults.fail("answerGuestQuery", code=502, description="Bad Gateway", times=2)
    post = anna.says(FERRY, chat=elsewhere)
    answer = await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post).answered()
    assert answer.text.startswith("📝")


async def test_an_answer_without_confirmation_is_sent_again_and_refused(
    world: World, anna: Person, elsewhere: Chat, verbatim: Verbatim, limits: Limits
) -> None:
    world.faults.lose_answer("answerGuestQuery")
    post = anna.says(FERRY, chat=elsewhere)
    await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post).answered()
    await world.until(lambda: len(world.requests("answerGuestQuery")) == 2)
    await until(lambda: not verbatim.services.outbox.busy(anna.id))
    assert len(world.from_bot(elsewhere)) == 1
    assert len(world.requests("answerGuestQuery")) == 2
    assert limits.wait(anna.id, 0.0) == 0.0


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("reason", ["can't parse entities: what is that", "ENTITIES_TOO_LONG", "message is too long"])
async def test_what_telegram_refuses_comes_in_plain_words(
    world: World, anna: Person, elsewhere: Chat, reason: str
) -> None:
    world.faults.fail("answerGuestQuery", code=400, description=f"Bad Request: {reason}")
    post = anna.says(FERRY, chat=elsewhere)
    answer = await anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post).answered()
    assert answer.entities == []
    assert "Ferry strands" in answer.text


async def test_a_call_that_is_too_old_or_forbidden_is_given_up_and_the_private_chat_goes_on(
    world: World, anna: Person, elsewhere: Chat, verbatim: Verbatim
) -> None:
    post = anna.says(FERRY, chat=elsewhere)
    world.faults.fail("answerGuestQuery", code=403, description="Forbidden: bot was kicked")
    refused = anna.calls("@verbatim_bot summary", chat=elsewhere, reply_to=post)
    await world.until(lambda: len(world.requests("answerGuestQuery")) == 1)
    await until(lambda: not verbatim.services.outbox.busy(anna.id))
    assert refused.answer is None
    assert "Saved" in (await world.reply(anna.says(FERRY))).text


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("words", ["hi", "hallo!", "привет", "你好", "what can you do?", "hilfe"])
async def test_a_greeting_hears_in_a_line_what_can_be_done_under_a_post(
    anna: Person, elsewhere: Chat, words: str
) -> None:
    how = "Reply to a post with @verbatim_bot summary, or with @verbatim_bot and your question."
    assert (await anna.calls(f"@verbatim_bot {words}", chat=elsewhere).answered()).text == how
    post = anna.says(FERRY, chat=elsewhere)
    assert (await anna.calls(f"@verbatim_bot {words}", chat=elsewhere, reply_to=post).answered()).text == how
