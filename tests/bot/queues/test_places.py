"""Places for work that takes long: one a person, a few in all."""

from __future__ import annotations

import asyncio
from collections.abc import Collection

from bot.queues.places import Places
from tests.support.bot.turns import GREEDY, OTHER, THIRD


async def test_of_long_texts_each_person_prepares_one_and_all_together_two() -> None:
    places = Places(2)
    running: list[str] = []
    gate = asyncio.Event()

    async def work(name: str, person: int) -> None:
        async with places.one(person):
            running.append(name)
            await gate.wait()

    tasks = [asyncio.create_task(work("flood", GREEDY)) for _ in range(9)]
    await asyncio.sleep(0)
    tasks += [asyncio.create_task(work(name, person)) for name, person in (("other", OTHER), ("third", THIRD))]
    await _settled()
    assert running == ["flood", "other"]
    gate.set()
    await asyncio.gather(*tasks)
    assert running.count("flood") == 9
    assert places._people == {}


async def _settled(rounds: Collection[int] = range(10)) -> None:
    for _ in rounds:
        await asyncio.sleep(0)
