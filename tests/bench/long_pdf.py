"""A 300-page PDF, sent to the bot: how long until its receipt, how much memory, and what people see meanwhile.

python -m tests.bench.long_pdf [pages]
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bot.app import Verbatim
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from bot.store.database import open_library
from tests.bench.speed import paragraphs
from tests.support.documents import pdf

PARAGRAPHS_A_PAGE = 12.9


def memory(pid: int, name: str) -> float:
    """A figure of a process in megabytes; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(name)), 0.0)


def children() -> list[int]:
    """The processes that this one has started."""
    found: list[int] = []
    for each in Path(f"/proc/{os.getpid()}/task").iterdir():
        found += map(int, (each / "children").read_text().split())
    return found


async def watch(peaks: list[float]) -> None:
    """Keeps the highest sum of this process's memory and the readers'."""
    while True:
        peaks.append(memory(os.getpid(), "VmRSS") + sum(memory(each, "VmRSS") for each in children()))
        await asyncio.sleep(0.02)


async def main(pages: int, document: bytes) -> None:
    """Prints the figures."""
    with tempfile.TemporaryDirectory() as folder, open_library(f"sqlite:///{folder}/verbatim.db") as library:
        world = World()
        api = Api(world)
        bot = Verbatim.build(library, world.token, "http://telegram.test", request=lambda: InProcessRequest(api))
        anna = world.person("Anna")
        async with bot.polling():
            await world.reply(anna.says("/start"), timeout=60)
            await asyncio.sleep(3)
            peaks: list[float] = []
            before = memory(os.getpid(), "VmRSS")
            task = asyncio.create_task(watch(peaks))
            started, spent = time.monotonic(), os.times()
            post = anna.sends_file("book.pdf", document, mime="application/pdf")
            receipt = await world.reply(post, containing="Saved", timeout=300)
            seconds, after = time.monotonic() - started, os.times()
            task.cancel()
        own = after.user - spent.user + after.system - spent.system
        theirs = after.children_user - spent.children_user + after.children_system - spent.children_system
        lines = [each.text for each in world.posts.values() if each.text.startswith("⏳")]
        print(f"{pages} pages, {len(document) / 1e6:.1f} MB: {receipt.text.splitlines()[0]}")
        print(f"{seconds:.1f} s; processor {own:.1f} s in the bot, {theirs:.1f} s in the reader")
        print(f"at most {max(peaks):.0f} MB in both ({before:.0f} MB before); the last progress line: {lines}")


if __name__ == "__main__":
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    if len(sys.argv) > 2:
        asyncio.run(main(count, Path(sys.argv[2]).read_bytes()))
    else:
        # Made in this process, measured in another: what makes it is no part of the bot.
        with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
            file.write(pdf(paragraphs(round(count * PARAGRAPHS_A_PAGE), 1)))
            file.flush()
            subprocess.run([sys.executable, "-m", "tests.bench.long_pdf", str(count), file.name], check=True)
