"""How text is cut to what Telegram takes: whatever is written, there is an end to it."""

from __future__ import annotations

import pytest

from bot.domain.html import beginning, marked, measured, shortened, units
from bot.playground import Person, World
from tests.support.cases import every_case


@every_case("text", ["a" * 50, "👍" * 50, "a👍" * 25, "a b " * 20, "中" * 50])
@every_case("room", [0, 1, 2, 3, 7, 40])
def test_a_text_is_cut_to_its_room_whatever_it_consists_of(text: str, room: int) -> None:
    assert units(shortened(text, room)) <= room
    assert text.startswith(beginning(text, room))
    assert room - 1 <= units(beginning(text, room)) <= room


@every_case("letter", ["a", "中", "👍"])
@every_case(("start", "end"), [(0, 30), (1, 30), (10, 21), (10, 20), (10, 19), (30, 40)])
def test_a_part_that_takes_all_the_room_is_shown_alone(letter: str, start: int, end: int) -> None:
    assert measured(marked(letter * 40, start, end, 10)) <= 10


@pytest.mark.usefixtures("verbatim")
async def test_a_sentence_longer_than_a_message_without_a_space_is_quoted_in_part(world: World, anna: Person) -> None:
    long = "灯塔看守人沃克每天清晨记录潮汐高度" * 90 + "。"
    await world.reply(anna.forwards("Somebody", long))
    answer = await world.reply(anna.says("/ask 灯塔看守人沃克每天记录什么？"))
    assert "灯塔看守人沃克" in answer.shown
