"""Forged data and foreign ids: whatever is sent, nothing of another chat comes back, and nothing there changes."""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import Options, Verbatim
from bot.domain import callback_data
from bot.domain.allowance import Allowance
from bot.playground import Api, Person, Post, World
from bot.playground.request import InProcessRequest
from bot.playground.world.chats import Chat
from bot.services.access.policy import Access, Policy
from bot.store import access as access_store
from bot.store import inbox
from bot.transport.flood_limits import Limits
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import until

SECRET = ("Lindqvist", "sandbank", "Ferry", "ferry", "Fishermen", "capybara")
VERBS = sorted({value for value in vars(callback_data).values() if isinstance(value, str) and len(value) == 3})
# Numbers of articles that only the other chat has, of none, of everything; too long, below zero, no numbers.
NUMBERS = ("", ":0", ":2", ":3", ":2:0", ":2:1", ":2:3:0", ":0:0:0", ":999999999999", ":9999999999999", ":-1")
MORE = (":999999999999:999999999999:999999999999", ":2:2:2:2", ":x", ":2;DROP TABLE said", ":١", ": 2", ":2\n", ":")


@pytest.fixture
async def verbatim(api: Api, library: Library) -> AsyncIterator[Verbatim]:
    """The bot, for everybody, without limits: each press is to reach its handler."""
    verbatim = Verbatim.build(
        library,
        api.world.token,
        "http://telegram.test",
        Options(
            request=lambda: InProcessRequest(api),
            access=Access(Policy(everybody=True)),
            allowance=Allowance(articles_a_minute=0, questions_a_minute=0, bytes_a_day=0),
            limits=Limits(unlimited=True),
            warm=False,
        ),
    )
    async with verbatim.polling():
        yield verbatim


@pytest.fixture
async def ben(world: World, anna: Person, verbatim: Verbatim) -> Person:
    """Somebody with one article; Anna has three, in which the secret words are."""
    for text in (FERRY, FERRY.replace("ferry", "capybara"), f"{FERRY}\n\nA third version of it with one more line."):
        await world.reply(anna.forwards("Somebody", text))
    ben = world.person("Ben")
    await world.reply(ben.forwards("Somebody", BUDGET))
    return ben


def leaks(world: World, chat: Chat, toasts: list[dict[str, Any]]) -> list[str]:
    """What the bot said in a chat, or on its buttons, that holds a word of another one."""
    said = [post.text for post in world.from_bot(chat)]
    said += [str(button) for post in world.from_bot(chat) for button in post.keyboard]
    said += [str(toast.get("text")) for toast in toasts]
    return [text for text in said if any(word in text for word in SECRET)]


async def pressed(person: Person, forged: list[tuple[Post, str]]) -> list[dict[str, Any]]:
    """Presses all of them; what was answered to each."""
    presses = [person.forges(post, data) for post, data in forged]
    return [await press.answered() for press in presses]


async def unharmed(library: Library, anna: Person, verbatim: Verbatim, caplog: pytest.LogCaptureFixture) -> None:
    """Anna's articles are all there, every update was handled, and none of them failed."""
    await until(lambda: not verbatim.services.dispatcher.waiting)
    assert library.articles(collection=f"chat:{anna.id}").total == 3
    with library.database.read() as connection:
        assert inbox.aside(connection) == []
        assert access_store.owner(connection) is None
    assert [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR] == []


async def test_a_button_with_forged_numbers_reaches_nothing_of_another_chat(
    world: World, anna: Person, ben: Person, verbatim: Verbatim, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    said = ("/articles", "how large is the budget?", "/summary")
    under = [await world.reply(ben.says(text)) for text in said]
    forged = [f"{verb}{numbers}" for verb in VERBS for numbers in NUMBERS]
    forged += [f"{callback_data.SUMMARY}{numbers}"[:64] for numbers in MORE]
    # To forget everything of his own is Ben's to do.
    forged.remove(f"{callback_data.FORGET_YES}:0")
    # The sample is anybody's, and about a ferry, too.
    forged.remove(callback_data.SAMPLE)
    toasts = await pressed(ben, [(under[number % len(under)], data) for number, data in enumerate(forged)])
    assert leaks(world, ben.chat, toasts) == []
    await unharmed(library, anna, verbatim, caplog)


async def test_garbage_of_every_kind_gets_a_polite_word(
    world: World, anna: Person, ben: Person, verbatim: Verbatim, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    post = await world.reply(ben.says("/articles"))
    chance = random.Random(7)
    alphabet = "abcz:019-\x00\n\t\"'\\{}<>%$ñ漢🦫\u202e\u0661"
    garbage = ["x" * 64, ":" * 64, "sum:" + "9" * 60, "all:1", "kep:1", "🦫" * 16, "\x00" * 64]
    while len(garbage) < 100:
        made = "".join(chance.choices(alphabet, k=chance.randint(1, 64)))
        garbage.append(made.encode()[:64].decode(errors="ignore") or "x")
    toasts = await pressed(ben, [(post, data) for data in garbage])
    assert leaks(world, ben.chat, toasts) == []
    assert all(toast.get("text") for toast in toasts)
    await unharmed(library, anna, verbatim, caplog)


async def test_a_reply_with_the_number_of_another_chats_message_finds_nothing_there(
    world: World, anna: Person, ben: Person, verbatim: Verbatim, library: Library, caplog: pytest.LogCaptureFixture
) -> None:
    group = world.group("Neighbours", [ben])
    foreign = world.history(anna.chat)
    # A reply into another chat, as Telegram shows it.
    origin = {"type": "user", "date": world.now, "sender_user": anna.user}
    quoted = {"origin": origin, "chat": anna.chat.data, "message_id": foreign[0].id}
    number = 10_000
    for text in ("/summary", "/ask who is the captain?", "who warned of it?", "/forget", "/digest", "x"):
        for chat in (ben.chat, group):
            sent = {"date": world.now, "chat": chat.data, "from": ben.user, "text": text}
            for post, sender in [(post, sender) for post in foreign for sender in (world.bot_user, ben.user)]:
                number += 1
                replied = {**sent, "message_id": post.id, "from": sender, "text": "…"}
                world.updates.push("message", {**sent, "message_id": number, "reply_to_message": replied})
            number += 1
            world.updates.push("message", {**sent, "message_id": number, "external_reply": quoted})
    await world.until(lambda: not world.updates.pending)
    await unharmed(library, anna, verbatim, caplog)
    await asyncio.sleep(0.5)
    assert leaks(world, ben.chat, []) == []
    assert leaks(world, group, []) == []
