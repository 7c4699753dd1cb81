"""A bot is its owner's: who gets in, how, and what strangers and the owner are told."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.watching import PATIENCE
from bot.services.access.claim import Claim, new_code
from bot.services.access.policy import OPEN, Access
from bot.services.upkeep.owner_notices import GOING
from bot.store import access as store
from bot.store import inbox
from bot.store.schema import chat as chat_table
from bot.store.schema import guest
from bot.store.schema import inbox as inbox_table
from bot.transport.health import Stuck
from index import Library
from tests.support.articles import FERRY
from tests.support.bot.owning import CODE, PRIVATE, Start, claimed, held, silence

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
