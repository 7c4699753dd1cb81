"""A command that is addressed to another bot is none of ours."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from tests.support.articles import FERRY
from tests.support.bot.waiting import all_handled

pytestmark = pytest.mark.usefixtures("verbatim")

COMMANDS = ("/ask@other_bot who is the captain?", "/summary@other_bot", "/unheard_of@other_bot", "/start@other_bot")
HINT = "That command is for another bot; /help lists mine."


async def test_in_private_a_line_says_so(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Gazette", FERRY), containing="Saved")
    for command in COMMANDS:
        assert (await world.reply(anna.says(command))).text == HINT
    ours = f"/unheard_of@{world.bot['username']}"
    assert (await world.reply(anna.says(ours))).text.startswith("I do not know /unheard_of.")


async def test_in_a_group_nothing_is_said_even_in_reply_to_us(verbatim: Verbatim, world: World, anna: Person) -> None:
    world.bot["can_read_all_group_messages"] = True
    group = world.group("Neighbours", [anna, world.person("Ben")])
    summary = await world.reply(anna.says("/summary", chat=group, reply_to=anna.forwards("Gazette", FERRY, chat=group)))
    before = len(world.from_bot(group))
    for command in COMMANDS:
        anna.says(command, chat=group)
        anna.says(command, chat=group, reply_to=summary)
        anna.says(f"{command} @{world.bot['username']}", chat=group)
    await all_handled(verbatim, world)
    assert len(world.from_bot(group)) == before
