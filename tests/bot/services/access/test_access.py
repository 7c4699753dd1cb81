"""A bot is its owner's: who gets in, how, and what strangers and the owner are told."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest
from telegram import Update, User

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.playground.world.chats import Chat
from bot.playground.world.watching import PATIENCE
from bot.services.access.claim import Claim, new_code
from bot.services.access.policy import OPEN, Access, Policy, access_request_of
from bot.services.upkeep.owner_notices import GOING
from bot.store import access as store
from bot.store import chats, inbox
from bot.store.schema import chat as chat_table
from bot.store.schema import guest
from bot.store.schema import inbox as inbox_table
from bot.transport.flood_limits import Limits
from bot.transport.health import Stuck
from index import Library
from tests.support.articles import FERRY

CODE = "abcdefgh23456789"
Start = Callable[..., AbstractAsyncContextManager[Verbatim]]
PRIVATE = "Sorry, I am a private bot"


@pytest.fixture
def start(api: Api, library: Library) -> Start:
    """Starts the bot for so many people, unclaimed; the owner is told of news at once."""

    @asynccontextmanager
    async def run(
        *, code: str | None = CODE, folder: Path | None = None, little_space: int = 0, **policy: object
    ) -> AsyncIterator[Verbatim]:
        access = Access(Policy(**policy), Claim(code) if code else None)  # type: ignore[arg-type]
        request = partial(InProcessRequest, api)
        limits = Limits(unlimited=True)
        verbatim = Verbatim.build(
            library,
            api.world.token,
            "http://telegram.test",
            Options(
                request=request,
                warm=False,
                access=access,
                folder=folder,
                limits=limits,
                gather_seconds=0.01,
                little_space=little_space,
            ),
        )
        async with verbatim.polling():
            yield verbatim

    return run


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


async def claimed(world: World, anna: Person) -> None:
    """Anna is the owner from now on."""
    reply = await world.reply(anna.says(f"/start {CODE}"))
    assert reply.text.startswith("🔑 You are my owner now.")


async def silence(world: World, person: Person, chat: Chat | None = None) -> None:
    """Nothing is said to this message, once everything is worked off."""
    post = person.says("/help", chat=chat)
    await world.until(lambda: not world.updates.pending)
    await asyncio.sleep(0.3)
    assert world.from_bot(chat or person.chat, after=post.id) == []


def held(library: Library, chat_id: int) -> int:
    return library.articles(collection=f"chat:{chat_id}").total


# Claiming


async def test_the_code_claims_the_bot_once(world: World, anna: Person, ben: Person, start: Start) -> None:
    async with start():
        await claimed(world, anna)
        assert (await world.reply(ben.says(f"/start {CODE}"))).text.startswith(PRIVATE)
        assert (await world.reply(anna.forwards("Somebody", FERRY), containing="✅ Saved")).text


async def test_the_claim_survives_a_restart(world: World, anna: Person, start: Start) -> None:
    async with start():
        await claimed(world, anna)
    async with start(code=None):
        assert (await world.reply(anna.says("/help"))).text.startswith("What I do")


async def test_before_it_is_claimed_the_bot_works_for_nobody_and_says_how_it_can_be_claimed(
    world: World, anna: Person, start: Start, library: Library
) -> None:
    async with start():
        assert (await world.reply(anna.forwards("Somebody", FERRY))).text.startswith("I have no owner yet.")
        assert (await world.reply(anna.says("/start no"))).text.startswith("That is not the code.")
    assert held(library, anna.id) == 0


async def test_after_five_wrong_codes_even_the_right_one_has_to_wait(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    async with start():
        for number in range(5):
            await world.reply(ben.says(f"/start guess{number}"))
        assert (await world.reply(ben.says(f"/start {CODE}"))).text.startswith("Those were too many codes.")
        await silence(world, ben)
        # One who guesses keeps nobody else out.
        await claimed(world, anna)


async def test_a_code_in_a_group_in_an_edit_or_in_another_message_claims_nothing(
    world: World, anna: Person, ben: Person, start: Start, library: Library
) -> None:
    group = world.group("Neighbours", [ben, anna])
    async with start():
        await world.reply(ben.says(f"/start {CODE}", chat=group))
        post = ben.says("hello")
        await world.reply(post)
        ben.edits(post, f"/start {CODE}")
        ben.says(f"/help {CODE}")
        await silence(world, ben)
    with library.database.read() as connection:
        assert store.owner(connection) is None


def test_codes_differ_fit_into_a_link_and_are_told_apart_by_the_eye() -> None:
    codes = {new_code() for _ in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch(r"[a-hjkmnp-z2-9]{16}", code) for code in codes)
    assert CODE not in repr(Claim(CODE))


# People


async def test_whom_the_settings_name_gets_in_without_an_owner(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    async with start(users=frozenset({anna.id})):
        assert (await world.reply(anna.says("/help"))).text.startswith("What I do")
        assert (await world.reply(ben.says("/help"))).text.startswith("I have no owner yet.")


async def test_a_stranger_hears_one_polite_sentence_a_day_and_nothing_of_theirs_is_kept(
    world: World, anna: Person, ben: Person, start: Start, library: Library
) -> None:
    async with start():
        await claimed(world, anna)
        assert (await world.reply(ben.forwards("Somebody", FERRY))).text.startswith(PRIVATE)
        await silence(world, ben)
        with library.transaction() as connection:
            connection.execute(guest.update().values(told_at=guest.c.told_at - 86500))
        assert (await world.reply(ben.says("who is the captain?"))).text.startswith(PRIVATE)
    assert held(library, ben.id) == 0
    with library.database.read() as connection:
        bodies = connection.execute(inbox_table.select()).all()
    assert {row.body for row in bodies} == {""}


async def test_the_owner_is_told_once_of_a_stranger_and_lets_them_in_with_a_button(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        asked = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "🚪" in p.text), None))
        assert asked.text == f"🚪 1 stranger asked to use me:\n• Ben ({ben.id})"
        done = await anna.presses(asked, "✅ Allow Ben").edited()
        assert done.text == "✅ Ben may use me now."
        await world.until(lambda: any("let you in" in post.text for post in world.from_bot(ben.chat)))
        assert (await world.reply(ben.says("/help"))).text.startswith("What I do")
    async with start(code=None):
        assert (await world.reply(ben.says("/help"))).text.startswith("What I do")
    assert not any("🚪" in post.text for post in world.from_bot(anna.chat))


async def test_a_strangers_name_is_shown_short_and_on_one_line(world: World, anna: Person, start: Start) -> None:
    ben = world.person("\u202eBen\n\u2069\x1b" + "🚢" * 5000)
    async with start():
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        asked = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "🚪" in p.text), None))
        [line] = asked.text.splitlines()[1:]
        assert line.startswith("• Ben 🚢")
        assert len(line) < 120


async def test_many_strangers_make_one_message(world: World, anna: Person, ben: Person, start: Start) -> None:
    async with start() as verbatim:
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        await world.until(lambda: any("🚪" in post.text for post in world.from_bot(anna.chat)))
        crowd = [world.person(f"P{number}") for number in range(12)]
        for person in crowd:
            await world.reply(person.says("hello"))
        await verbatim.notices.look()
        await silence(world, ben)
        assert sum("🚪" in post.text for post in world.from_bot(anna.chat)) == 1
        verbatim.notices._clock = _later
        await verbatim.notices.look()
        told = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "12 strangers" in p.text), None))
        assert "… and 4 more: /owner" in told.text


async def test_one_who_is_ignored_is_not_mentioned_again_and_stays_outside(
    world: World, anna: Person, ben: Person, start: Start, library: Library
) -> None:
    async with start() as verbatim:
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        asked = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "🚪" in p.text), None))
        assert "🚫 I ignore Ben" in (await anna.presses(asked, "🚫 Ignore").edited()).text
        verbatim.notices._clock = _later
        await silence(world, ben)
        await verbatim.notices.look()
        assert not any("🚪" in post.text for post in world.from_bot(anna.chat))
    with library.database.read() as connection:
        known = store.find(connection, ben.id)
        assert known is not None
        assert known.name is None


async def test_the_owner_lists_who_may_use_the_bot_and_takes_it_back(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        assert (await world.reply(anna.says("/owner"))).text == "Only you may use me so far."
        await world.reply(ben.says("hello"))
        listed = await world.reply(anna.says("/owner"), containing="🚪")
        await anna.presses(listed, "✅ Allow Ben").edited()
        # Told unasked or listed, what she pressed first is about Ben; the other one may still come.
        listed = await world.reply(anna.says("/owner"), containing="Besides you")
        assert listed.text == f"Besides you, 1 other may use me:\n• Ben ({ben.id})"
        done = await anna.presses(listed, "Revoke: Ben").edited()
        assert done.text.startswith("Ben may not use me any more.")
        assert (await world.reply(ben.says("/help"))).text.startswith(PRIVATE)


async def test_nobody_but_the_owner_decides_whatever_they_press(
    world: World, anna: Person, ben: Person, start: Start, library: Library
) -> None:
    carl = world.person("Carl")
    async with start(users=frozenset({ben.id})):
        await claimed(world, anna)
        await world.reply(carl.says("hello"))
        unknown = await world.reply(ben.says("/owner"))
        assert unknown.text.startswith("I do not know /owner.")
        for data in ("alw:1", "ign:1", "rvk:1", "own:0", "alw:-1", "alw:", "own:99999999999"):
            answer = await ben.forges(unknown, data).answered()
            assert answer["text"].startswith("This button is too old")
        press = await carl.forges(world.from_bot(carl.chat)[0], "alw:1").answered()
        assert press["text"] == "Sorry, I am a private bot."
    with library.database.read() as connection:
        known = store.find(connection, carl.id)
        assert known is not None
        assert known.state == store.ASKED


# Groups


@pytest.fixture
def group(world: World, ben: Person, anna: Person) -> Chat:
    """Ben's group; the bot is not in it yet."""
    return world.group("Neighbours", [ben, anna, world.person("Carl")], bot="left")


async def test_all_members_of_a_group_that_the_owner_adds_the_bot_to_may_use_it(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        post = ben.says(FERRY, chat=group)
        summary = await world.reply(ben.says("/summary", chat=group, reply_to=post), containing="📝")
        pressed = await ben.presses(summary, "Longer").edited()
        assert pressed.text.startswith("📝")
        # In private Ben is still a stranger.
        assert (await world.reply(ben.says("/help"))).text.startswith(PRIVATE)


async def test_a_strangers_group_hears_one_sentence_and_then_nothing(
    world: World, anna: Person, ben: Person, group: Chat, start: Start, library: Library
) -> None:
    async with start():
        await claimed(world, anna)
        ben.adds_bot(group)
        await world.until(lambda: world.from_bot(group))
        post = ben.says(FERRY, chat=group)
        ben.says("/summary", chat=group, reply_to=post)
        await silence(world, ben, group)
        [said] = world.from_bot(group)
        assert said.text.startswith("Sorry, I am a private bot, and my owner has not let this group in.")
        asked = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "🚪" in p.text), None))
        assert "the group “Neighbours”" in asked.text
        await anna.presses(asked, "🚫 Ignore").edited()
        assert group.status(world.bot["id"]) == "left"
    assert held(library, group.id) == 0


async def test_a_command_of_the_owner_lets_a_group_in(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        ben.adds_bot(group)
        await world.until(lambda: world.from_bot(group))
        assert (await world.reply(anna.says("/help", chat=group))).text.startswith("What I do")
        assert (await world.reply(ben.says("/help", chat=group))).text.startswith("What I do")


async def test_a_group_is_welcome_as_long_as_the_person_who_brought_the_bot(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        await world.reply(ben.says("hello"))
        listed = await world.reply(anna.says("/owner"), containing="🚪")
        await anna.presses(listed, "✅ Allow Ben").edited()
        ben.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        listed = await world.reply(anna.says("/owner"), containing="Besides you")
        await anna.presses(listed, "Revoke: Ben").edited()
        reply = await world.reply(ben.says("/help", chat=group))
        assert reply.text.startswith(PRIVATE)


async def test_a_group_that_the_settings_name_may_use_it_also_after_it_became_a_supergroup(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    group = world.group("Neighbours", [ben], kind="supergroup")
    async with start(chats=frozenset({group.id})):
        assert (await world.reply(ben.says("/help", chat=group))).text.startswith("What I do")


def test_what_was_decided_about_a_group_moves_with_it(library: Library) -> None:
    with library.transaction() as connection:
        store.bring(connection, -5, "Neighbours", 7, now=0.0)
        chats.migrate(connection, -5, -1005)
        chats.migrate(connection, -5, -1005)
        moved = store.find(connection, -1005)
        assert moved is not None
        assert (moved.name, moved.brought_by) == ("Neighbours", 7)
        assert store.find(connection, -5) is None


async def test_a_group_that_becomes_a_supergroup_stays_welcome(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    group = world.group("Neighbours", [ben, anna], kind="group", bot="left")
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        new = ben.upgrades(group)
        assert (await world.reply(ben.says("/help", chat=new))).text.startswith("What I do")


def test_anonymous_administrators_are_nobody_in_particular() -> None:
    anonymous = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    chat = {"id": -1005, "type": "supergroup", "title": "Neighbours"}
    message = {"message_id": 1, "date": 0, "chat": chat, "from": anonymous, "sender_chat": chat, "text": "/ask who?"}
    access_request = access_request_of(
        Update.de_json({"update_id": 1, "message": message}), User(9, "V", True, username="v_bot")
    )
    assert access_request is not None
    assert (access_request.person, access_request.place, access_request.addressed) == (None, -1005, True)


async def test_a_group_that_removed_the_bot_is_strange_when_a_stranger_brings_it_back(
    world: World, anna: Person, ben: Person, group: Chat, start: Start
) -> None:
    async with start():
        await claimed(world, anna)
        anna.adds_bot(group)
        assert (await world.reply(ben.says("/help", chat=group), containing="What I do")).text
        ben.removes_bot(group)
        ben.adds_bot(group)
        back = ben.says("/help", chat=group)
        assert (await world.reply(back, containing=PRIVATE)).text
        await silence(world, ben, group)


# What else the gate promises


async def test_a_sender_who_cannot_be_judged_is_not_let_in(
    world: World, anna: Person, ben: Person, start: Start, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with start() as verbatim:
        await claimed(world, anna)

        def broken(*_: object, **__: object) -> None:
            raise ValueError("broken")

        monkeypatch.setattr(verbatim.services.access, "decide", broken)
        ben.forwards("Somebody", FERRY)
        await world.until(lambda: not world.updates.pending)
        await asyncio.sleep(0.5)
    assert held(library, ben.id) == 0


async def test_open_to_all_asks_nobody_and_can_still_be_claimed(
    world: World, anna: Person, ben: Person, start: Start
) -> None:
    async with start(everybody=True):
        assert (await world.reply(ben.says("/start"))).text.startswith("👋 Hello!")
        assert (await world.reply(ben.says("/start from_a_link"))).text.startswith("👋 Hello!")
        reply = await world.reply(anna.says(f"/start {CODE}"))
        assert reply.text.startswith("🔑 You are my owner now")
        assert (await world.reply(anna.says("/owner"))).text == "Everybody may use me (OPEN_TO_ALL)."
        assert (await world.reply(ben.says("/help"))).text.startswith("What I do")


def test_the_default_of_the_wiring_is_open() -> None:
    assert Access().policy == OPEN


# Trouble


async def test_the_owner_is_told_of_trouble_calmly(
    world: World, anna: Person, start: Start, library: Library, tmp_path: Path
) -> None:
    async with start(folder=tmp_path, little_space=10**18) as verbatim:
        await claimed(world, anna)
        with library.transaction() as connection:
            for number in (900, 901):
                inbox.put(connection, [inbox.Waiting(update_id=number, body="{}")], now=0.0)
                inbox.set_aside(connection, number, "ValueError")
        for _ in range(3):
            await verbatim.notices.look()
        aside = await world.until(lambda: next((p for p in world.from_bot(anna.chat) if "set aside" in p.text), None))
        assert aside.text.startswith("⚠️ 2 messages could not be handled")
        await world.until(lambda: any("disk is nearly full" in post.text for post in world.from_bot(anna.chat)))
        verbatim.notices._failing_since = time.time() - 300
        await verbatim.notices.look()
        await world.until(lambda: any("For 5 minutes I could not write" in p.text for p in world.from_bot(anna.chat)))
        assert sum("⚠️" in post.text for post in world.from_bot(anna.chat)) == 3


async def test_after_a_crash_the_owner_is_told_and_after_a_stop_not(
    world: World, anna: Person, start: Start, library: Library
) -> None:
    async with start() as verbatim:
        await claimed(world, anna)
        await verbatim.notices.look()
    async with start(code=None):
        await world.reply(anna.says("/help"))
        assert not any("⚠️" in post.text for post in world.from_bot(anna.chat))
    with library.transaction() as connection:
        # Several processes may go on: that one has not is noted by those that have.
        store.write_note(connection, *(("run", GOING) if library.database.sqlite else (store.DIED, "")))
    async with start(code=None):
        await world.until(lambda: any("did not end as it should" in post.text for post in world.from_bot(anna.chat)))


async def test_the_owner_is_told_when_a_watchdog_had_to_end_the_last_run(
    world: World, anna: Person, start: Start
) -> None:
    async def hangs() -> None:
        async with start() as verbatim:
            await claimed(world, anna)
            await verbatim.notices.look()
            raise Stuck("no updates for 300 s")

    with pytest.raises(Stuck):
        await hangs()
    async with start(code=None):
        await world.until(lambda: any("I had stopped working" in post.text for post in world.from_bot(anna.chat)))


def _later() -> float:
    return time.time() + 700


# Blocked, kicked, and back


async def test_a_chat_that_blocks_or_kicks_the_bot_is_closed_at_once_and_opened_on_return(
    world: World, anna: Person, group: Chat, start: Start, library: Library
) -> None:
    def closed(chat_id: int) -> bool:
        with library.database.read() as connection:
            row = connection.execute(chat_table.select().where(chat_table.c.chat_id == chat_id)).one_or_none()
        return row is not None and row.closed_at is not None

    async with start(everybody=True, code=None):
        anna.blocks_bot()
        await _true(lambda: closed(anna.id))
        anna.unblocks_bot()
        await _true(lambda: not closed(anna.id))
        assert (await world.reply(anna.says("/help"))).text.startswith("What I do")
        anna.adds_bot(group)
        anna.removes_bot(group)
        await _true(lambda: closed(group.id))
        anna.adds_bot(group)
        await _true(lambda: not closed(group.id))


async def _true(condition: Callable[[], bool]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  # the database says when
            await asyncio.sleep(0.02)


async def test_a_strangers_channel_hears_nothing(world: World, anna: Person, start: Start) -> None:
    mallory = world.person("Mallory")
    channel = world.channel("Loud")
    async with start():
        await claimed(world, anna)
        mallory.promotes_bot(channel)
        group = world.group("Neighbours", [mallory], bot="left")
        mallory.adds_bot(group)
        # Handled later than what came before; a group is told why, once.
        await world.until(lambda: world.from_bot(group))
        await world.reply(anna.says("/articles"))
    assert world.from_bot(channel) == []
