"""Inline mode: "@bot words" in any chat."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.playground import Person, World


def result(number: int | str, text: str = "<b>words</b>", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(str(number), f"Result {number}", content, **more)


async def test_a_result_is_sent_via_the_bot_into_a_chat_it_need_not_know(
    local_bot: Bot, world: World, anna: Person
) -> None:
    asked = anna.asks_inline("ferry", chat=world.group("Elsewhere", [anna], bot="left"))
    [update] = await local_bot.get_updates()
    assert update.inline_query is not None
    assert (update.inline_query.query, update.inline_query.chat_type) == ("ferry", "supergroup")
    await update.inline_query.answer([result(1), result(2)], cache_time=0, is_personal=True)
    await asked.answered()
    group = world.group("Others", [anna], bot="left")
    post = anna.chooses(asked, "Result 2", chat=group)
    assert (post.text, post.formatted("bold"), post.sender_id) == ("words", ["words"], anna.id)
    assert post.data["via_bot"]["id"] == local_bot.id
    [chosen] = await local_bot.get_updates(offset=update.update_id + 1)
    assert chosen.chosen_inline_result is not None
    assert (chosen.chosen_inline_result.result_id, chosen.chosen_inline_result.query) == ("2", "ferry")


async def test_what_was_sent_via_the_bot_is_seen_by_it_in_its_own_groups(
    local_bot: Bot, world: World, anna: Person
) -> None:
    asked = anna.asks_inline("")
    [update] = await local_bot.get_updates()
    await local_bot.answer_inline_query(update.inline_query.id, [result(1)])  # type: ignore[union-attr]
    anna.chooses(asked, "1", chat=world.group("Readers", [anna]))
    seen, chosen = await local_bot.get_updates(offset=update.update_id + 1)
    assert seen.message is not None
    assert seen.message.via_bot is not None
    assert chosen.chosen_inline_result is not None


async def test_a_button_under_a_result_names_it_by_an_inline_id_only(
    local_bot: Bot, world: World, anna: Person
) -> None:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    asked = anna.asks_inline("ferry")
    [update] = await local_bot.get_updates()
    await local_bot.answer_inline_query(update.inline_query.id, [result(1, reply_markup=keyboard)])  # type: ignore[union-attr]
    post = anna.chooses(asked, "1", chat=world.group("Elsewhere", [anna], bot="left"))
    anna.presses(post, "More")
    chosen, pressed = await local_bot.get_updates(offset=update.update_id + 1)
    assert chosen.chosen_inline_result is not None
    assert pressed.callback_query is not None
    assert pressed.callback_query.message is None
    name = pressed.callback_query.inline_message_id
    assert name == chosen.chosen_inline_result.inline_message_id
    await local_bot.edit_message_text("changed", inline_message_id=name)
    assert post.text == "changed"


@pytest.mark.parametrize(
    ("results", "more", "words"),
    [
        ([result(number) for number in range(51)], {}, "RESULTS_TOO_MUCH"),
        ([result("x" * 65)], {}, "RESULT_ID_INVALID"),
        ([result(1), result(1)], {}, "RESULT_ID_DUPLICATE"),
        ([result(1, text=" ")], {}, "Message text is empty"),
        ([result(1, text="x" * 4097)], {}, "Message is too long"),
        ([result(1, text="<p>x</p>")], {}, "Can't parse entities"),
        ([], {"next_offset": "x" * 65}, "NEXT_OFFSET_INVALID"),
        ([], {"button": InlineQueryResultsButton("Start", start_parameter="not this!")}, "START_PARAM_INVALID"),
    ],
)
@pytest.mark.filterwarnings("ignore:Please use")  # the method would refuse by itself what Telegram is asked about here
async def test_answers_that_telegram_refuses_are_refused_here(
    local_bot: Bot, anna: Person, results: list[Any], more: dict[str, Any], words: str
) -> None:
    anna.asks_inline("ferry")
    [update] = await local_bot.get_updates()
    query = update.inline_query
    assert query is not None
    with pytest.raises(BadRequest, match=f"(?i){words}"):
        await local_bot.do_api_request("answerInlineQuery", {"inline_query_id": query.id, "results": results, **more})


async def test_a_query_is_answered_once_and_in_time(world: World, local_bot: Bot, anna: Person) -> None:
    anna.asks_inline("one")
    anna.asks_inline("two")
    first, second = [update.inline_query for update in await local_bot.get_updates()]
    assert first is not None
    assert second is not None
    await first.answer([])
    now = world.clock() + 120
    world.clock = lambda: now
    for query in (first, second):
        with pytest.raises(BadRequest, match="Query is too old"):
            await query.answer([])


class TestTelegramsMemory:
    """Telegram holds answers and gives them to whoever asks the same: what is not personal leaks."""

    async def answer(self, bot: Bot, offset: int = 0, **how: Any) -> int:
        [update] = await bot.get_updates(offset=offset)
        assert update.inline_query is not None
        await update.inline_query.answer([result(update.inline_query.from_user.first_name)], **how)
        return update.update_id + 1

    async def titles(self, person: Person) -> list[str]:
        asked = person.asks_inline("ferry")
        await asyncio.sleep(0)
        return [one["title"] for one in asked.results]

    async def test_an_answer_for_everybody_reaches_a_stranger(self, local_bot: Bot, world: World, anna: Person) -> None:
        anna.asks_inline("ferry")
        await self.answer(local_bot, cache_time=300)
        assert await self.titles(world.person("Eve")) == ["Result Anna"]

    async def test_a_personal_one_serves_only_who_asked(self, local_bot: Bot, world: World, anna: Person) -> None:
        anna.asks_inline("ferry")
        offset = await self.answer(local_bot, cache_time=300, is_personal=True)
        assert await self.titles(anna) == ["Result Anna"]
        assert await self.titles(world.person("Eve")) == []
        await self.answer(local_bot, offset, cache_time=0)

    async def test_without_time_to_keep_it_nobody_gets_it_again(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        anna.asks_inline("ferry")
        await self.answer(local_bot, cache_time=0)
        assert await self.titles(anna) == []


def test_with_inline_mode_off_nothing_happens() -> None:
    world = World(inline=False)
    with pytest.raises(ValueError, match="inline mode is off"):
        world.person("Anna").asks_inline("ferry")
