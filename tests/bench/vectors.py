"""What vectors cost: who waits while many are made, how much disk they take, how many are made in a second.

`python -m tests.bench.vectors` runs the bot in a process of its own over a local Telegram: people forward articles and
ask, once with `MEANING=off` and once while 5,000 paragraphs of another chat wait for their vectors, in turns, so that
both meet the same machine. Bytes are those by which an SQLite file grows. It needs the model's file, but for bytes.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bot.playground import FloodLimits, World, start
from bot.store.database import open_library
from index import Library
from index.meaning.encoder import Encoder
from index.meaning.quantised import SIZE
from tests.bench._load_processes import running
from tests.bench.load import Clock, Crowd, Texts, percentile, steady
from tests.bench.report import finish, table
from tests.support.index.encoding import WordHashes, embed_all

# A paragraph of the made-up articles stands for a paragraph of news: three and a half sentences.
_WAITING = "waiting"
_SETTINGS = {"off": {"MEANING": "off"}, _WAITING: {"MEANING": "on"}}


def fill(url: str, paragraphs: int, texts: Texts) -> None:
    """Puts that many paragraphs into a chat of their own, without vectors."""
    with open_library(url, meaning=False) as library:
        number = 0
        while library.statistics().paragraphs < paragraphs:
            library.add(collection="backlog", key=str(number), text=texts.article())
            number += 1


def size_on_disk(folder: Path, paragraphs: int) -> dict[str, float]:
    """How much an SQLite file grows for a paragraph, and for each vector in it."""
    path = folder / "size.db"
    fill(f"sqlite:///{path}", paragraphs, Texts(1))
    before = path.stat().st_size
    with Library.open(f"sqlite:///{path}", encoder=WordHashes) as library:
        embed_all(library)
        library.database.tidy()
        count = library.statistics().vectors
        with library.database.read() as connection:
            statement = "SELECT sum(length(paragraphs) + length(sentences)) FROM vector_block"
            held = connection.exec_driver_sql(statement).scalar() or 0
    grown = path.stat().st_size - before
    return {
        "bytes_a_paragraph": round(grown / count, 1),
        "vectors_a_paragraph": round(held / SIZE / count, 2),
        "bytes_a_vector": round(grown * SIZE / held, 1),
    }


def speed(folder: Path, seconds: float) -> dict[str, float]:
    """How many paragraphs get their vectors in a second, when nobody wants anything."""
    path = folder / "speed.db"
    fill(f"sqlite:///{path}", 800, Texts(2))
    with Library.open(f"sqlite:///{path}") as library:
        # The first piece loads the model.
        library.embed(seconds=0)
        before, begun, busy = library.statistics().vectors, time.perf_counter(), time.process_time()
        library.embed(seconds=seconds)
        took, worked = time.perf_counter() - begun, time.process_time() - busy
        made = library.statistics().vectors - before
    return {"paragraphs_a_second": round(made / took, 1), "cpu_ms_a_paragraph": round(1000 * worked / max(1, made), 1)}


async def receipts(url: str, options: argparse.Namespace, settings: dict[str, str], seed: int, log: Path) -> Clock:
    """How long people wait for the bot over that database, one turn."""
    world = World(limits=FloodLimits(time.monotonic))
    server = await start("127.0.0.1", 0, world=world, furnish=False)
    clock = Clock()
    people = [world.person(f"Person {number}") for number in range(options.chats)]
    world.listeners.append(clock.heard)
    crowd = Crowd(people, Texts(seed), random.Random(seed), clock)
    async with running(server, url, log, settings, unlimited=False):
        # The chore begins a moment after the start.
        await asyncio.sleep(8)
        await steady(crowd, options.rate, options.seconds)
    await server.stop()
    return clock


def side_by_side(folder: Path, options: argparse.Namespace) -> tuple[dict[str, Any], list[list[object]]]:
    """Both ways in turns, each over a database of its own; figures, and rows for people."""
    waits: dict[str, dict[str, list[float]]] = {name: defaultdict(list) for name in _SETTINGS}
    left = {}
    for name in _SETTINGS:
        fill(f"sqlite:///{folder / name}.db", options.paragraphs, Texts(3))
    for turn in range(options.turns):
        for name, settings in _SETTINGS.items():
            url = f"sqlite:///{folder / name}.db"
            clock = asyncio.run(receipts(url, options, settings, 10 + turn, folder / f"{name}.log"))
            for kind, values in clock.waits.items():
                waits[name][kind].extend(values)
            with Library.open(url) as library:
                left[name] = library.unembedded().paragraphs
    rows: list[list[object]] = []
    figures: dict[str, Any] = {"waiting_at_the_end": left[_WAITING]}
    for kind in ("article", "question"):
        for share in (0.5, 0.95):
            off, on = (percentile(waits[name][kind], share) for name in _SETTINGS)
            key = f"{kind}_p{round(share * 100)}"
            figures |= {f"{key}_off_ms": off, f"{key}_ms": on, f"{key}_times": round(on / off, 2) if off else 0.0}
            rows.append([f"{kind}, {share:.0%} within, ms", off, on, figures[f"{key}_times"]])
    return figures, rows


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints a table and, last, the JSON line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--paragraphs", type=int, default=5000)
    parser.add_argument("--chats", type=int, default=200)
    parser.add_argument("--rate", type=float, default=4.0, help="updates a second, half of them articles")
    parser.add_argument("--seconds", type=float, default=45.0, help="of each turn")
    parser.add_argument("--turns", type=int, default=2)
    parser.add_argument("--speed-seconds", type=float, default=20.0)
    options = parser.parse_args(arguments)
    figures: dict[str, Any] = {"load_average": round(os.getloadavg()[0], 1), "cores": os.cpu_count()}
    rows: list[list[object]] = []
    with TemporaryDirectory(prefix="verbatim-bench-") as name:
        folder = Path(name)
        figures |= size_on_disk(folder, options.paragraphs)
        if Encoder.load() is None:
            print("the model's file is not there: only the size is measured\n")
        else:
            figures |= speed(folder, options.speed_seconds)
            more, rows = side_by_side(folder, options)
            figures |= more
    print(table(["", "off", f"{options.paragraphs} wait", "times"], rows))
    print()
    print(table(["", ""], [[key, figures[key]] for key in figures if not key.startswith(("article", "question"))]))
    finish(figures)


if __name__ == "__main__":
    main()
