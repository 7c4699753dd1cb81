"""What the bot's owner can rely on: inline and guest mode, and privacy mode, are changed by buttons, by nobody else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.app import Options, Verbatim
from bot.config import Settings
from bot.ops.doctor import examine
from bot.playground import Api, Person, Post, RunningPlayground, World
from bot.services.access.claim import Claim
from bot.services.access.policy import Access, Policy
from bot.transport.newer_api import BotSettings
from index import Library

CODE = "abcdefgh23456789"


@pytest.fixture
async def offered(api: Api, world: World, anna: Person, library: Library, options: Options) -> AsyncIterator[Post]:
    """What the bot offers Anna once she has claimed it; inline and guest mode are off."""
    world.bot.update(supports_inline_queries=False, supports_guest_queries=False)
    claiming = replace(options, access=Access(Policy(), Claim(CODE)))
    async with Verbatim.build(library, api.world.token, "http://telegram.test", claiming).polling():
        asked = anna.says(f"/start {CODE}")
        yield await world.reply(asked, containing="What Telegram lets me do")


async def test_after_the_claim_the_owner_can_switch_them_on_and_off(world: World, anna: Person, offered: Post) -> None:
    assert offered.buttons == ["Inline mode: on", "Guest mode: on", "In groups I see: all messages"]
    await anna.presses(offered, "Inline mode: on").edited()
    await anna.presses(offered, "Guest mode: on").edited()
    edited = await anna.presses(offered, "In groups I see: all messages").edited()
    assert edited.formatted("bold")[1:] == ["on", "on", "all messages"]
    assert edited.buttons == ["Inline mode: off", "Guest mode: off", "In groups I see: what is meant for me"]
    states = ("supports_inline_queries", "supports_guest_queries", "can_read_all_group_messages")
    assert [world.bot[each] for each in states] == [True, True, True]
    await anna.presses(edited, "Guest mode: off").edited()
    assert [world.bot[each] for each in states] == [True, False, True]


async def test_each_button_changes_one_thing_only(world: World, anna: Person, offered: Post) -> None:
    await anna.presses(offered, "Guest mode: on").edited()
    assert [each.params for each in world.requests("setMySettings")] == [{"supports_guest_queries": True}]


async def test_nobody_else_can_press_them(world: World, offered: Post) -> None:
    ben = world.person("Ben")
    press = ben.forges(offered, "bts:1:1")
    await press.answered()
    assert world.requests("setMySettings") == []
    assert world.bot["supports_inline_queries"] is False


async def test_a_forged_number_changes_nothing(world: World, anna: Person, offered: Post) -> None:
    for data in ("bts:5:1", "bts:4:1", "bts:1:2", "bts:1"):
        await anna.forges(offered, data).answered()
    assert world.requests("setMySettings") == []


async def test_an_older_server_is_told_of_and_who_can_change_it_then(world: World, anna: Person, offered: Post) -> None:
    world.changes_settings = False
    edited = await anna.presses(offered, "Inline mode: on").edited()
    assert "@BotFather can (/setinline, /setprivacy)" in edited.text
    assert edited.buttons == []
    assert "Saved" in (await world.reply(anna.forwards("Somebody", "A text of words. " * 20), containing="Saved")).text


async def test_what_telegram_refuses_is_told_of_and_can_be_tried_again(
    world: World, anna: Person, offered: Post
) -> None:
    world.faults.fail("setMySettings", code=400, description="Bad Request: BOT_SETTINGS_INVALID")
    press = anna.presses(offered, "Inline mode: on")
    assert "try that again" in (await press.answered())["text"]
    edited = await anna.presses(offered, "Inline mode: on").edited()
    assert edited.formatted("bold")[1] == "on"


@pytest.mark.usefixtures("offered")
async def test_owner_shows_the_same_buttons(world: World, anna: Person) -> None:
    listed = await world.reply(anna.says("/owner"))
    shown = await anna.presses(listed, "⚙️ Inline mode, Guest mode").edited()
    assert shown.buttons[0] == "Inline mode: on"
    assert world.requests("setMySettings") == []


async def test_doctor_does_the_same_from_the_command_line(api_server: RunningPlayground, world: World) -> None:
    world.bot.update(supports_inline_queries=False, supports_guest_queries=False)
    settings = Settings.load({"TELEGRAM_BOT_TOKEN": world.token, "TELEGRAM_API_URL": api_server.url})
    said: list[str] = []
    change = BotSettings(supports_inline_queries=True, supports_guest_queries=True)
    await asyncio.to_thread(examine, settings, said.append, change)
    assert "inline mode: on; guest mode: on" in "\n".join(said)
    assert world.bot["can_read_all_group_messages"] is False
    said.clear()
    world.changes_settings = False
    assert not await asyncio.to_thread(examine, settings, said.append, change)
    assert "send @BotFather /setinline" in "\n".join(said)
    said.clear()
    await asyncio.to_thread(examine, settings, said.append)
    assert len(world.requests("setMySettings")) == 2
