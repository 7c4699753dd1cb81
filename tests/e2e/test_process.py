"""The whole story over a socket: the bot as people run it."""

from __future__ import annotations

import asyncio
import re
import socket
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playground import RunningPlayground
from bot.playground.world.watching import PATIENCE
from tests.support.articles import BUDGET, FERRY, FERRY_TWICE
from tests.support.programs.forked import Forked
from tests.support.rigs.bot_process import Process

StartLoaded = Callable[..., Forked]


async def test_forward_ask_and_summarise(bot_process: Process, api_server: RunningPlayground) -> None:
    world = api_server.world
    anna = world.person("Anna")
    post = anna.forwards(world.channel("Harbour Post"), FERRY_TWICE)
    receipt = await world.reply(post)
    assert "4 paragraphs" in receipt.text
    assert "3 repeated paragraphs left out" in receipt.text
    answer = await world.reply(anna.says("who warned of the sandbank?"))
    assert answer.reply_to == post.id
    assert answer.quote == "Fishermen had warned of the shifting sandbank in April."
    summary = await world.reply(anna.says("/summary 2"))
    sentences = [line.partition(". ")[2] for line in summary.text.splitlines() if line[:1].isdigit()]
    assert len(sentences) == 2
    assert all(sentence in FERRY for sentence in sentences)
    # 80 MB of them are the model of meaning.
    assert bot_process.resident < 300
    assert bot_process.stop() == 0
    # What people write is nobody's business in a log, and neither is the token.
    assert "sandbank" not in bot_process.output
    assert world.token not in bot_process.output


async def test_what_was_kept_and_what_came_meanwhile_is_there_after_a_restart(
    run_loaded: StartLoaded, api_server: RunningPlayground
) -> None:
    world = api_server.world
    anna = world.person("Anna")
    telegram = {"TELEGRAM_BOT_TOKEN": api_server.token, "TELEGRAM_API_URL": api_server.url, "OPEN_TO_ALL": "1"}
    process = run_loaded(**telegram)
    await world.reply(anna.forwards("Somebody", FERRY))
    assert await asyncio.to_thread(process.stop) == 0
    post = anna.forwards("Somebody", BUDGET)
    run_loaded(**telegram)
    await world.reply(post)
    listing = await world.reply(anna.says("/articles"))
    assert listing.text.startswith("2 articles here")


async def test_it_is_claimed_with_the_code_that_it_prints_and_released_on_the_command_line(
    run_loaded: StartLoaded, api_server: RunningPlayground
) -> None:
    world = api_server.world
    anna, ben = world.person("Anna"), world.person("Ben")
    telegram = {"TELEGRAM_BOT_TOKEN": api_server.token, "TELEGRAM_API_URL": api_server.url}
    process = run_loaded(**telegram)
    await asyncio.to_thread(_until, process, "is ready")
    printed = re.search(r"https://t\.me/verbatim_bot\?start=(\S+)", process.output)
    assert printed is not None
    assert f"/start {printed[1]}" in process.output
    assert (await world.reply(ben.says("/help"))).text.startswith("I have no owner yet.")
    assert (await world.reply(anna.says(f"/start {printed[1]}"))).text.startswith("🔑 You are my owner now.")
    assert "stop it first" in await _printed(run_loaded("release", **telegram))
    assert process.stop() == 0
    again = run_loaded(**telegram)
    await asyncio.to_thread(_until, again, "is ready")
    assert "start=" not in again.output
    # She is also told that Ben has asked, at some moment.
    await world.reply(anna.says("/help"), containing="What I do")
    assert again.stop() == 0
    assert f"user {anna.id}" in await _printed(run_loaded("doctor", **telegram))
    assert "the owner is forgotten" in await _printed(run_loaded("release", **telegram))
    assert "nobody has claimed the bot" in await _printed(run_loaded("doctor", **telegram))
    third = run_loaded(**telegram)
    await asyncio.to_thread(_until, third, "start=")
    assert printed[1] not in third.output


def test_without_a_token_it_opens_the_chat_page(run_loaded: StartLoaded) -> None:
    port = _free_port()
    process = run_loaded(PLAYGROUND_LISTEN=f"127.0.0.1:{port}")
    _until(process, "is ready")
    assert f"http://127.0.0.1:{port}" in process.output
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as response:
        assert b"<html" in response.read()
    assert process.stop() == 0


def test_a_busy_port_is_named(run_loaded: StartLoaded) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        process = run_loaded(PLAYGROUND_LISTEN=f"127.0.0.1:{taken.getsockname()[1]}")
        assert process.ended() != 0
    assert "PLAYGROUND_LISTEN" in process.output
    assert "Traceback" not in process.output


async def test_a_token_that_telegram_does_not_know_is_said_to_be_wrong(
    run_loaded: StartLoaded, api_server: RunningPlayground
) -> None:
    process = run_loaded(TELEGRAM_BOT_TOKEN="123456:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", TELEGRAM_API_URL=api_server.url)
    assert await _ended(process) != 0
    assert "TELEGRAM_BOT_TOKEN" in process.output
    assert "Traceback" not in process.output


@pytest.mark.parametrize(
    ("environment", "named"),
    [
        ({"TELEGRAM_BOT_TOKEN": "hunter2"}, "TELEGRAM_BOT_TOKEN"),
        ({"TELEGRAM_API_URL": "ftp://example.org"}, "TELEGRAM_API_URL"),
        ({"PLAYGROUND_LISTEN": "8080"}, "PLAYGROUND_LISTEN"),
        ({"DATABASE_URL": "mysql://root@localhost/x"}, "mysql"),
        ({"DATABASE_URL": "nonsense"}, "nonsense"),
        ({"DATABASE_URL": "sqlite:////no/such/folder/verbatim.db"}, "/no/such/folder"),
        ({"DATABASE_URL": "sqlite:////proc/verbatim.db"}, "DATABASE_URL"),
    ],
)
def test_a_wrong_setting_is_named_and_explained(
    run_loaded: StartLoaded, environment: dict[str, str], named: str
) -> None:
    process = run_loaded(**{"PLAYGROUND_LISTEN": f"127.0.0.1:{_free_port()}", **environment})
    assert process.ended() != 0
    assert named in process.output
    assert "Traceback" not in process.output
    assert "hunter2" not in process.output


def test_a_file_that_is_no_database_is_left_as_it_is(run_loaded: StartLoaded, tmp_path: Path) -> None:
    precious = tmp_path / "notes.db"
    precious.write_text("not a database, and very dear to somebody" * 50)
    before = precious.read_bytes()
    process = run_loaded(DATABASE_URL=f"sqlite:///{precious}", PLAYGROUND_LISTEN=f"127.0.0.1:{_free_port()}")
    assert process.ended() != 0
    assert "Traceback" not in process.output
    assert precious.read_bytes() == before


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _until(process: Forked, words: str, seconds: float = PATIENCE) -> None:
    deadline = time.monotonic() + seconds
    while words not in process.output:
        assert process.running, process.output
        assert time.monotonic() < deadline, process.output
        time.sleep(0.05)


async def _ended(process: Forked) -> int:
    return await asyncio.to_thread(process.ended)


async def _printed(process: Forked) -> str:
    await _ended(process)
    return process.output
