"""What a person can rely on when others type: queries of one person follow each other, and only the last counts."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from telegram import Bot, Update

from bot.transport import inline_queries
from bot.transport.inline_queries import SIDE_BY_SIDE, InlineQueries
from tests.support.bot.waiting import until


def query(number: int, person: int) -> dict[str, Any]:
    sender = {"id": person, "is_bot": False, "first_name": "Anna"}
    return {"update_id": number, "inline_query": {"id": str(number), "from": sender, "query": "x", "offset": ""}}


class Answering:
    """Answers slowly, and notes whose queries it has in hand."""

    def __init__(self) -> None:
        self.now, self.most = Counter[int](), Counter[int]()
        self.answered: list[int] = []
        self.gate = asyncio.Event()

    async def process(self, update: Update) -> None:
        assert update.inline_query is not None
        person = update.inline_query.from_user.id
        self.now[person] += 1
        self.most[person] = max(self.most[person], self.now[person])
        self.most[0] = max(self.most[0], self.now.total())
        await self.gate.wait()
        self.now[person] -= 1
        self.answered.append(update.update_id)


async def test_of_one_person_one_query_is_worked_on_at_a_time_and_then_the_last(local_bot: Bot) -> None:
    answering = Answering()
    queries = InlineQueries(local_bot, answering.process)
    queries.take(query(1, 7))
    await until(lambda: answering.now[7])
    for number in range(2, 20):
        queries.take(query(number, 7))
        await asyncio.sleep(inline_queries.TYPING_SECONDS / 10)
    queries.take(query(20, 8))
    await until(lambda: answering.now[8])
    answering.gate.set()
    await until(lambda: 19 in answering.answered)
    assert answering.most[7] == 1
    assert answering.answered == [1, 20, 19]


async def test_no_more_queries_are_worked_on_than_there_are_places(local_bot: Bot) -> None:
    answering = Answering()
    queries = InlineQueries(local_bot, answering.process)
    for person in range(1, 12):
        queries.take(query(person, person))
    await until(lambda: answering.now.total() == SIDE_BY_SIDE)
    answering.gate.set()
    await until(lambda: len(answering.answered) == 11)
    assert answering.most[0] == SIDE_BY_SIDE
    await queries.stop()
