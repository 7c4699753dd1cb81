"""The processes that are put under load, each with what it takes, and the proxy that may stand before them."""

from __future__ import annotations

import asyncio
import os
import random
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.playground import RunningPlayground
from tests.bench.report import peak
from tests.support.rigs.cluster import Front
from tests.support.rigs.crash import SECRET, free_port


@dataclass
class Running:
    """A process of the bot."""

    process: asyncio.subprocess.Process
    log: Path

    def memory(self) -> float:
        """The most that it has taken so far, in MB."""
        return peak(self.process.pid)

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def errors(self) -> list[str]:
        """The warnings and errors that it logged."""
        return [line for line in self.log.read_text().splitlines() if line.startswith(("WARNING", "ERROR", "CRITICAL"))]


@asynccontextmanager
async def running(
    server: RunningPlayground, url: str, log: Path, webhook: dict[str, str], *, unlimited: bool
) -> AsyncIterator[Running]:
    """A process that is ready, over the database with that address."""
    settings = {
        "TELEGRAM_BOT_TOKEN": server.token,
        "TELEGRAM_API_URL": server.url,
        "OPEN_TO_ALL": "1",
        "DATABASE_URL": url,
        **webhook,
    }
    arguments = ["-m", "tests.bench._load_bot", *(["--unlimited"] if unlimited else [])]
    with log.open("wb") as output:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env={**os.environ, **settings}, stdout=output, stderr=output
        )
    bot = Running(process, log)
    async with asyncio.timeout(120):
        while "is ready" not in await asyncio.to_thread(log.read_text):  # noqa: ASYNC110  # it is another process
            await asyncio.sleep(0.1)
    try:
        yield bot
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def posted_to(processes: int, *, webhook: bool) -> AsyncIterator[list[dict[str, str]]]:
    """Each process's settings of its webhook, none when one of them polls; a proxy listens until the block ends."""
    if not webhook:
        yield [{}] * processes
        return
    ports = [free_port() for _ in range(processes)]
    front = Front(ports, random.Random(1))
    hook = {"WEBHOOK_URL": f"http://127.0.0.1:{front.port}/hook", "WEBHOOK_SECRET": SECRET}
    async with front.listening():
        yield [hook | {"WEBHOOK_LISTEN": f"127.0.0.1:{port}"} for port in ports]
