"""What is lost and what comes twice when the process is killed again and again: nothing, and at most a reply a chat."""

from __future__ import annotations

import asyncio
import os
import random
from pathlib import Path

import pytest

from bot.playground import RunningPlayground
from tests.support.rigs.crash import Bot, Conversation, free_port, stored, telegram, unanswerable

ARTICLES, QUESTIONS, PEOPLE = 200, 50, 12
KILLS = int(os.environ.get("CRASH_KILLS", "20"))
pytestmark = pytest.mark.timeout(560)


def seed_of(name: str) -> int:
    """The seed of this run, printed so that the run can be made again: CRASH_SEED=…"""
    seed = int(os.environ.get("CRASH_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    print(f"\n{name}: CRASH_SEED={seed}", flush=True)  # noqa: T201  # the seed has to reach whoever reads the run
    return seed


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_after_twenty_kills_every_article_is_there_once_and_every_question_answered(
    way: str, tmp_path: Path
) -> None:
    chance = random.Random(seed_of(f"kill -9, {way}"))
    async with telegram() as server:
        talk, bot = _begin(server, tmp_path, chance, way)
        steps = ["article"] * ARTICLES + ["question"] * QUESTIONS
        chance.shuffle(steps)
        share = -(-len(steps) // KILLS)
        for _ in range(KILLS):
            await bot.start()
            if chance.random() < 0.8:
                await bot.ready()
            else:
                await asyncio.sleep(chance.uniform(0.2, 3.0))
            for _ in range(min(share, len(steps))):
                talk.forward() if steps.pop() == "article" else talk.ask()
                await asyncio.sleep(chance.uniform(0.0, 0.06))
            await asyncio.sleep(chance.uniform(0.0, 0.6))
            await bot.kill()
        await bot.restart()
        await talk.settled(bot.database, 120)
        assert await bot.terminate() < 10
    _nothing_is_lost(talk, bot)
    repeated = talk.repeated()
    assert min(repeated.values()) >= 0
    assert max(repeated.values()) <= KILLS
    print(f"answers repeated: {sum(repeated.values())}, in a chat at most {max(repeated.values())}")  # noqa: T201


async def test_a_stop_takes_less_than_ten_seconds_and_loses_and_repeats_nothing(tmp_path: Path) -> None:
    chance = random.Random(seed_of("SIGTERM"))
    async with telegram() as server:
        talk, bot = _begin(server, tmp_path, chance, "polling")
        for _ in range(4):
            await bot.restart()
            for _ in range(10):
                talk.forward()
                if chance.random() < 0.4:
                    talk.ask()
                await asyncio.sleep(chance.uniform(0.0, 0.05))
            assert await bot.terminate() < 10
        await bot.restart()
        await talk.settled(bot.database, 60)
        await bot.terminate()
    _nothing_is_lost(talk, bot)
    assert set(talk.repeated().values()) == {0}


def _begin(server: RunningPlayground, folder: Path, chance: random.Random, way: str) -> tuple[Conversation, Bot]:
    people = [server.world.person(f"Person {number}") for number in range(PEOPLE)]
    port = free_port() if way == "webhook" else None
    bot = Bot(server.url, server.token, folder / "verbatim.db", webhook_port=port)
    return Conversation(server.world, people, chance), bot


def _nothing_is_lost(talk: Conversation, bot: Bot) -> None:
    found = stored(bot.database, talk.people)
    assert len(found) == len(talk.articles)
    assert set(found.values()) == {1}
    assert unanswerable(bot.database, talk.articles) == []
    assert talk.unanswered(bot.database) == []
    assert "Traceback" not in bot.said
