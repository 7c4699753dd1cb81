"""A disk that is full, a database that cannot be written, an answer that is lost: nothing of it loses anything."""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.support.rigs.crash import Bot, Conversation, free_port, stored, telegram, unanswerable

pytestmark = pytest.mark.timeout(240)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a few megabytes; skipped where none can be mounted."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if os.name != "posix" or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a tmpfs needs the rights of root (CAP_SYS_ADMIN)")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


@asynccontextmanager
async def talking(database: Path, log: Path, way: str = "polling") -> AsyncIterator[tuple[Conversation, Bot]]:
    """A bot that runs, and people who talk to it."""
    chance = random.Random(7)
    async with telegram() as server:
        people = [server.world.person(f"Person {number}") for number in range(4)]
        port = free_port() if way == "webhook" else None
        bot = Bot(server.url, server.token, database, webhook_port=port)
        bot.log = log
        await bot.restart()
        try:
            yield Conversation(server.world, people, chance), bot
        finally:
            await bot.kill()


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_full_disk_is_waited_for(way: str, small_disk: Path, tmp_path: Path) -> None:
    async with talking(small_disk / "verbatim.db", tmp_path / "log", way) as (talk, bot):
        _say(talk, 5)
        await talk.settled(bot.database, 30)
        with (small_disk / "filler").open("wb", buffering=0) as filler:
            _fill(filler.fileno())
        _say(talk, 30)
        await asyncio.sleep(6)
        _fill_more(small_disk / "filler")
        _say(talk, 10)
        await asyncio.sleep(4)
        assert "disk is full" in bot.said or "disk I/O error" in bot.said
        (small_disk / "filler").unlink()
        await talk.settled(bot.database, 90)
        await bot.terminate()
        _nothing_is_lost(talk, bot)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_a_database_that_becomes_read_only_is_waited_for(way: str, tmp_path: Path) -> None:
    database = tmp_path / "verbatim.db"
    async with talking(database, tmp_path / "log", way) as (talk, bot):
        _say(talk, 5)
        await talk.settled(bot.database, 30)
        with read_only(database):
            _say(talk, 10)
            await asyncio.sleep(5)
            assert "the database refused" in bot.said
        await talk.settled(bot.database, 90)
        await bot.terminate()
        _nothing_is_lost(talk, bot)


async def test_on_a_read_only_database_the_bot_does_not_start_and_says_why(tmp_path: Path) -> None:
    database = tmp_path / "verbatim.db"
    async with talking(database, tmp_path / "log") as (talk, bot):
        await bot.terminate()
        _say(talk, 5)
        with read_only(database):
            assert await (await bot.command("run")).wait() == 1
            assert "readonly database" in bot.said
        await bot.restart()
        await talk.settled(bot.database, 30)
        await bot.terminate()
        _nothing_is_lost(talk, bot)


async def test_an_answer_that_is_lost_makes_a_message_come_twice_and_never_not_at_all(tmp_path: Path) -> None:
    async with talking(tmp_path / "verbatim.db", tmp_path / "log") as (talk, bot):
        world = talk.world
        world.faults.lose_answer("sendMessage", times=6)
        world.faults.lose_answer("getUpdates", times=2)
        _say(talk, 12)
        await talk.settled(bot.database, 60)
        await bot.terminate()
        assert sum(exchange.lost for exchange in world.requests("sendMessage")) == 6
        assert 0 <= sum(talk.repeated().values()) <= 6
        _nothing_is_lost(talk, bot)


def _say(talk: Conversation, count: int) -> None:
    for _ in range(count):
        talk.forward()
        if talk.chance.random() < 0.3:
            talk.ask()


def _fill(descriptor: int) -> None:
    for size in (65536, 4096, 512, 1):
        try:
            while True:
                os.write(descriptor, b"x" * size)
        except OSError:
            continue


def _fill_more(path: Path) -> None:
    with path.open("ab", buffering=0) as filler:
        _fill(filler.fileno())


class read_only:  # noqa: N801  # reads as what it does
    """The database and its log cannot be written for a while, not even by root; skipped where that is impossible."""

    def __init__(self, database: Path) -> None:
        self._files = [database, *(database.with_name(database.name + end) for end in ("-wal", "-shm"))]
        self._files = [file for file in self._files if file.exists()]

    def __enter__(self) -> None:
        for file in self._files:
            if subprocess.run(["chattr", "+i", str(file)], capture_output=True, check=False).returncode:
                self.__exit__()
                pytest.skip("making a file immutable needs root and ext4 or the like (chattr +i)")

    def __exit__(self, *_: object) -> None:
        for file in self._files:
            subprocess.run(["chattr", "-i", str(file)], capture_output=True, check=False)


def _nothing_is_lost(talk: Conversation, bot: Bot) -> None:
    found = stored(bot.database, talk.people)
    assert len(found) == len(talk.articles)
    assert set(found.values()) == {1}
    assert unanswerable(bot.database, talk.articles) == []
    assert talk.unanswered(bot.database) == []
