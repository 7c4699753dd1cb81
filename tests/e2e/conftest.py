"""The bot as a process of its own, over a socket."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.playground import RunningPlayground
from bot.playground.world.watching import PATIENCE

ROOT = Path(__file__).parents[2]


@dataclass
class Process:
    """`python -m bot`, started; what it printed is in ``log``."""

    popen: subprocess.Popen[bytes]
    log: Path

    @property
    def output(self) -> str:
        return self.log.read_text()

    @property
    def resident(self) -> float:
        """Resident memory in megabytes."""
        status = Path(f"/proc/{self.popen.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> int:
        """Asks it to stop, as a supervisor does; returns the exit code."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(PATIENCE)

    def ended(self) -> int:
        """Waits until it ends by itself; returns the exit code."""
        return self.popen.wait(PATIENCE)


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
def bot_process(run_bot: Callable[..., Process], api_server: RunningPlayground) -> Process:
    """The bot, polling the local Telegram, for everybody."""
    return run_bot(TELEGRAM_BOT_TOKEN=api_server.token, TELEGRAM_API_URL=api_server.url, OPEN_TO_ALL="1")
