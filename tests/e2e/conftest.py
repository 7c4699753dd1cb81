"""The bot as a process of its own, over a socket."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.playground import RunningPlayground
from tests.support.programs.forked import Forked, bot_command
from tests.support.rigs.bot_process import Process

ROOT = Path(__file__).parents[2]


@pytest.fixture
def run_bot(tmp_path: Path) -> Iterator[Callable[..., Process]]:
    """Starts the bot in an empty folder with only the given environment; it is stopped after the test."""
    running: list[Process] = []

    def start(*arguments: str, **environment: str) -> Process:
        log = tmp_path / f"bot-{len(running)}.log"
        folder = tmp_path / "run"
        folder.mkdir(exist_ok=True)
        inherited = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
        with log.open("wb") as output:
            popen = subprocess.Popen(
                [sys.executable, "-m", "bot", *arguments],
                cwd=folder,
                env={**inherited, **environment},
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        process = Process(popen, log)
        running.append(process)
        return process

    yield start
    for process in running:
        if process.popen.poll() is None:
            process.popen.kill()
            process.popen.wait()


@pytest.fixture
def run_loaded(tmp_path: Path) -> Iterator[Callable[..., Forked]]:
    """The same, but forked from a process that has loaded the bot: where its loading is not what is told of."""
    running: list[Forked] = []

    def start(*arguments: str, **environment: str) -> Forked:
        folder = tmp_path / "run"
        folder.mkdir(exist_ok=True)
        running.append(bot_command(*arguments, folder=folder, environment=environment))
        return running[-1]

    yield start
    for process in running:
        process.kill()


@pytest.fixture
def bot_process(run_bot: Callable[..., Process], api_server: RunningPlayground) -> Process:
    """The bot, polling the local Telegram, for everybody."""
    return run_bot(TELEGRAM_BOT_TOKEN=api_server.token, TELEGRAM_API_URL=api_server.url, OPEN_TO_ALL="1")
