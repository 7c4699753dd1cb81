"""How much anybody may ask: a burst passes, a flood is refused aloud, and nobody waits for another one's load."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, datetime

import pytest
from telegram import Chat, Document, Message, MessageEntity, MessageOriginHiddenUser, Update, User

from bot.app import Options, Verbatim
from bot.domain.allowance import Allowance, Resource
from bot.domain.preferences import Preferences
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.playground.world.chats import Chat as GroupChat
from bot.services.access import quotas as quotas_module
from bot.services.access.policy import AccessRequest, access_request_of
from bot.services.access.quotas import Quotas, Refusal, cost_of
from bot.store import chats
from bot.transport.flood_limits import Limits
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import until

NOW = datetime(2026, 11, 3, tzinfo=UTC)
BOT = User(id=99, is_bot=True, first_name="V", username="verbatim_bot")
Start = Callable[[Allowance], AbstractAsyncContextManager[Verbatim]]


def message(
    number: int, *, person: int = 1, chat: int | None = None, **content: object
) -> tuple[Update, AccessRequest]:
    """A message of somebody, in private or in a group, and who knocks with it."""
    where = Chat(id=chat, type="supergroup") if chat else Chat(id=person, type="private")
    user = User(id=person, is_bot=False, first_name="A", language_code="en")
    sent = Message(message_id=number, date=NOW, chat=where, from_user=user, **content)  # type: ignore[arg-type]
    update = Update(update_id=number, message=sent)
    access_request = access_request_of(update, BOT)
    assert access_request is not None
    return update, access_request


def article(number: int, **where: int) -> tuple[Update, AccessRequest]:
    origin = MessageOriginHiddenUser(date=NOW, sender_user_name="Somebody")
    return message(number, text="words", forward_origin=origin, **where)


def charged(
    quotas: Quotas, count: int, make: Callable[[int], tuple[Update, AccessRequest]], now: float
) -> list[Refusal]:
    """The refusals when so many come at once."""
    found = (quotas.charge(*make(number + int(now * 1000)), now) for number in range(count))
    return [each for each in found if each is not None]


# The rule


def test_a_thousand_forwards_at_once_pass() -> None:
    assert charged(Quotas(), 1000, article, 1.0) == []


def test_a_flood_is_refused_with_one_word_and_goes_on_after_the_pause() -> None:
    quotas = Quotas(Allowance(articles_a_minute=2))
    refused = charged(quotas, 50, article, 0.0)
    assert len(refused) == 30
    assert [each.first for each in refused] == [True, *[False] * 29]
    assert refused[0].kind is Resource.ARTICLES
    assert len(charged(quotas, 1, article, 299.0)) == 1
    # Five minutes gave back ten.
    [over] = quotas.over(301.0)
    assert (over.count, over.chat_id) == (31, 1)
    assert list(quotas.over(302.0)) == []
    assert len(charged(quotas, 11, article, 302.0)) == 1


def test_an_update_that_is_tried_again_is_charged_once_and_refused_with_the_same_words() -> None:
    quotas = Quotas(Allowance(articles_a_minute=1))
    assert all(quotas.charge(*article(7), 0.0) is None for _ in range(100))
    assert len(charged(quotas, 20, article, 1.0)) == 11
    first = quotas.charge(*article(1009), 2.0)
    assert first is not None
    assert first.first


def test_a_person_has_one_allowance_in_all_chats_and_a_chat_one_for_all_people() -> None:
    quotas = Quotas(Allowance(questions_a_minute=1))

    def asks(number: int, person: int, chat: int) -> tuple[Update, AccessRequest]:
        return message(number, person=person, chat=chat, text="/ask who?")

    assert charged(quotas, 10, lambda number: asks(number, 1, -100 - number), 0.0) == []
    assert quotas.charge(*asks(900, 1, -999), 0.0) is not None
    assert quotas.charge(*asks(901, 2, -999), 0.0) is None
    quotas = Quotas(Allowance(questions_a_minute=1))
    assert charged(quotas, 10, lambda number: asks(number, 1 + number, -100), 0.0) == []
    assert quotas.charge(*asks(900, 77, -100), 0.0) is not None
    assert quotas.charge(*asks(901, 77, -200), 0.0) is None


def test_bytes_of_a_day_are_files_and_links_and_zero_means_no_limit() -> None:
    def file(number: int) -> tuple[Update, AccessRequest]:
        return message(number, document=Document(file_id="f", file_unique_id="u", file_size=15_000_000))

    quotas = Quotas(Allowance(bytes_a_day=40_000_000))
    assert [each.kind for each in charged(quotas, 3, file, 0.0)] == [Resource.BYTES]
    # An article without any still passes.
    assert quotas.charge(*article(50), 1.0) is None
    assert charged(Quotas(Allowance(bytes_a_day=0, articles_a_minute=0)), 5000, file, 0.0) == []
    # A file that is larger than a whole day's allowance passes on a quiet day: else it never would.
    assert charged(Quotas(Allowance(bytes_a_day=1_000_000)), 1, file, 0.0) == []


def test_each_kind_of_update_has_its_cost() -> None:
    link = [MessageEntity(type="url", offset=0, length=19)]
    assert cost_of(*message(1, text="https://example.org", entities=link)) == {
        Resource.ARTICLES: 1.0,
        Resource.BYTES: quotas_module.LINK_BYTES,
    }
    assert cost_of(*message(1, text="who came?")) == {Resource.QUESTIONS: 1.0}
    assert cost_of(*message(1, text="/summary")) == {Resource.QUESTIONS: 1.0}
    assert cost_of(*message(1, text="people talk", chat=-5)) == {}
    assert cost_of(*message(1, text="/summary@other_bot", chat=-5)) == {}
    assert cost_of(*message(1, text="/ask@verbatim_bot who?", chat=-5)) == {Resource.QUESTIONS: 1.0}


def test_what_a_command_keeps_costs_what_it_would_cost_in_private() -> None:
    link = [MessageEntity(type="url", offset=0, length=19)]
    posted = message(1, text="https://example.org", entities=link, chat=-5)[0].message
    keep = [MessageEntity(type="bot_command", offset=0, length=5)]
    for where in ({}, {"chat": -5}):
        asked = message(2, text="/keep", entities=keep, reply_to_message=posted, **where)
        assert cost_of(*asked) == {Resource.ARTICLES: 1.0, Resource.BYTES: quotas_module.LINK_BYTES}


def test_articles_kept_unasked_count_for_their_sender_but_refuse_them_nothing() -> None:
    link = [MessageEntity(type="url", offset=0, length=19)]

    def posts(number: int, person: int, chat: int) -> Refusal | None:
        update, access_request = message(number, person=person, chat=chat, text="https://example.org", entities=link)
        assert quotas.charge(update, access_request, 0.0) is None
        assert update.message is not None
        return quotas.charge_article(update, access_request, update.message, 0.0, unasked=True)

    quotas = Quotas(Allowance(bytes_a_day=3_000_000))
    refused = [posts(number, 1, -5 - number % 2) for number in range(5)]
    assert [each and (each.kind, each.first) for each in refused] == [None] * 3 + [(Resource.BYTES, False)] * 2
    # The same update, tried again, is as it was; somebody else has an allowance of their own, and so has the group.
    assert posts(0, 1, -5) is None
    assert posts(10, 2, -7) is None
    assert list(quotas.over(10_000.0)) == []


def test_the_buckets_of_a_crowd_do_not_fill_the_memory() -> None:
    quotas = Quotas(most_buckets=100, most_decisions=100)
    for number in range(1000):
        quotas.charge(*article(number, person=number + 1), number * 60.0)
    assert len(quotas._buckets) <= 101
    assert len(quotas._decided) <= 100


# As people see it


@pytest.fixture
def start(api: Api, library: Library) -> Start:
    """Starts the bot with these limits."""

    @asynccontextmanager
    async def run(allowance: Allowance) -> AsyncIterator[Verbatim]:
        verbatim = Verbatim.build(
            library,
            api.world.token,
            "http://telegram.test",
            Options(
                request=lambda: InProcessRequest(api), warm=False, allowance=allowance, limits=Limits(unlimited=True)
            ),
        )
        async with verbatim.polling():
            yield verbatim

    return run


async def test_what_is_too_much_is_named_by_replies_to_the_first_and_to_the_last(
    world: World, anna: Person, start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start(Allowance(articles_a_minute=1)) as verbatim:
        posts = [anna.forwards("Somebody", f"{FERRY}\n\nNumber {number} of many.") for number in range(15)]
        refused = await world.reply(posts[0], containing="⏸")
        assert refused.reply_to == posts[10].id
        assert refused.text.startswith(
            "⏸ That is a lot at once. I do not keep this, nor what you send in the next 5 min"
        )
        await world.until(lambda: not world.updates.pending)
        await _quiet(verbatim)
        later = asyncio.get_running_loop().time() + 400
        monkeypatch.setattr("bot.services.upkeep.owner_notices.time.monotonic", lambda: later)
        await verbatim.notices.resume()
        monkeypatch.undo()
        named = await world.reply(posts[0], containing="were not kept")
        assert named.reply_to == posts[14].id
        assert "5 messages, up to this one, were not kept" in named.text
        assert sum("⏸" in post.text for post in world.from_bot(anna.chat)) == 1
    assert library.articles(collection=f"chat:{anna.id}").total == 10


async def test_a_chat_that_is_full_says_so_until_something_is_forgotten(
    world: World, anna: Person, start: Start
) -> None:
    async with start(Allowance(articles_kept=1)):
        await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
        full = await world.reply(anna.forwards("Somebody", BUDGET), containing="🗄")
        assert "There is 1 article here" in full.text
        asked = await world.reply(anna.says("/forget"))
        await anna.presses(asked, "Yes, forget").edited()
        await world.reply(anna.forwards("Somebody", BUDGET), containing="Saved")


@pytest.fixture
def keeping(world: World, anna: Person, library: Library) -> GroupChat:
    """A group that keeps what is posted."""
    group = world.group("Neighbours", [anna])
    world.bot["can_read_all_group_messages"] = True
    with library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    return group


async def test_a_group_that_is_full_keeps_nothing_more_unasked_or_asked(
    world: World, anna: Person, start: Start, keeping: GroupChat, library: Library
) -> None:
    async with start(Allowance(articles_kept=1)):
        first = anna.forwards("Somebody", FERRY, chat=keeping)
        await world.until(lambda: first.reactions)
        more = anna.forwards("Somebody", BUDGET, chat=keeping)
        full = await world.reply(anna.says("/keep", chat=keeping, reply_to=more), containing="🗄")
        assert "There is 1 article here" in full.text
        # What is here is still answered from, and what is not is not added by asking about it.
        await world.reply(anna.says("/summary", chat=keeping, reply_to=first), containing="Ferry")
        anna.says("/summary", chat=keeping, reply_to=more)
        await world.reply(anna.says("/articles", chat=keeping))
    assert library.articles(collection=f"chat:{keeping.id}").total == 1


async def test_files_posted_in_a_group_count_against_the_megabytes_of_a_day(
    world: World, anna: Person, start: Start, keeping: GroupChat, library: Library
) -> None:
    async with start(Allowance(bytes_a_day=len(FERRY.encode()))):
        first = anna.sends_file("ferry.txt", FERRY.encode(), chat=keeping)
        await world.until(lambda: first.reactions, 30)
        more = anna.sends_file("budget.txt", BUDGET.encode(), chat=keeping)
        told = await world.reply(anna.says("/summary", chat=keeping, reply_to=more))
        assert "That is as much as I fetch in a day" in told.text
        assert sum("⏸" in post.text for post in world.from_bot(keeping)) == 1
        assert not more.reactions
    assert library.articles(collection=f"chat:{keeping.id}").total == 1


async def test_buttons_that_are_pressed_too_often_say_so(world: World, anna: Person, start: Start) -> None:
    async with start(Allowance(questions_a_minute=1)):
        post = await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
        answers = [await anna.forges(post, "nws:1").answered() for _ in range(12)]
        assert answers[-1]["text"] == "That is a lot at once. Please try again in a few minutes."


# Fairness


async def _quiet(verbatim: Verbatim) -> None:
    await until(lambda: not verbatim.services.dispatcher.waiting)
