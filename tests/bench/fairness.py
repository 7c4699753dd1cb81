"""Whether one person can keep others waiting: ``python -m tests.bench.fairness``.

The bot runs in a process of its own over a local Telegram in this one, with Telegram's flood limits. Bystanders, each
in a private chat, ask and send articles at a steady pace: first while nothing else happens, then while somebody else
attacks in a private chat and eight groups, in one way after the other; each begins with a new process over a copy of
one database. Waits are in milliseconds; "work" is how many milliseconds of processor time the bot's process spent, on
whatever, while a bystander waited for an answer: what other programs on the machine do is in the waits, but not in
that. This process takes part of the same cores, most of all while it makes up what an attack sends, so the first
seconds of one are not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import shutil
import tempfile
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground import FloodLimits, World, start
from tests.bench._attacks import ATTACKS, Attack, Nuisance, carry_out
from tests.bench._load_processes import Running, running
from tests.bench.load import Clock, Crowd, Texts, percentile, store
from tests.bench.report import finish, table

BYSTANDERS = 4
# Updates a second of all bystanders together: each of them gets an answer well before Telegram's limit for a chat.
PACE = 2.0
GROUPS = 8
HOSTS = [f"127.0.1.{number}" for number in range(1, 100)]
# Articles stored beforehand: for each bystander, and for the attacker in the private chat and in each group.
STORED = 20
STORED_THERE = 300, 40
BIG_PAGE = b"<!doctype html><title>A page</title><article>" + b"<p>" + b"The ferry ran aground. " * 200_000
# In seconds.
LONGEST_WAIT = 60.0
COLUMNS = (
    *("idle_question_p50", "idle_question_p95", "question_p50", "question_p95", "ratio"),
    *("idle_work_p95", "work_p95", "work_ratio", "idle_article_p95", "article_p95", "memory_mb", "load_average"),
)


class WorkClock(Clock):
    """Says how much processor time the bot's process spent while somebody waited: what others do to it is not in that.

    ``process`` is its number, 0 while there is none.
    """

    process = 0

    def now(self) -> float:
        """Seconds of processor time of all its threads."""
        # How Linux makes a process's clock of its number (clock_getcpuclockid).
        return time.clock_gettime((~self.process << 3) | 2) if self.process else 0.0


class Scene:
    """A local Telegram with its people; who is there is the same in each, so that a copied database fits."""

    def __init__(self, seed: int) -> None:
        self.world = World(limits=FloodLimits(time.monotonic))
        self.texts = Texts(seed)
        self.bystanders = [self.world.person(f"Person {number}") for number in range(BYSTANDERS)]
        self.attacker = self.world.person("Somebody")
        self.groups = [self.world.group(f"Group {number}", [self.attacker]) for number in range(GROUPS)]
        self.elsewhere = self.world.group("Elsewhere", [self.attacker], bot="left")
        self.crowd, self.work = Crowd(self.bystanders, self.texts, random.Random(seed), Clock()), WorkClock()
        self.world.listeners += [self.crowd.clock.heard, self.work.heard]

    def nuisance(self, port: int) -> Nuisance:
        """The attacker; the web sites that they know listen at that port."""
        chats, sites = [self.attacker.chat, *self.groups], [f"http://{host}:{port}" for host in HOSTS]
        return Nuisance(self.world, self.attacker, chats, self.elsewhere, sites, self.texts.article)

    def store(self, url: str) -> None:
        """What everybody has kept already."""
        store(url, self.bystanders, STORED * BYSTANDERS, self.texts)
        store(url, [self.attacker], STORED_THERE[0], self.texts)
        store(url, self.groups, STORED_THERE[1] * GROUPS, self.texts)  # type: ignore[arg-type]  # only ids count


@asynccontextmanager
async def site() -> AsyncIterator[int]:
    """A web site at all ``HOSTS``; gives its port."""

    async def slow(_: web.Request) -> web.Response:
        await asyncio.sleep(600)
        return web.Response()

    async def big(_: web.Request) -> web.Response:
        return web.Response(body=BIG_PAGE, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/slow", slow), web.get("/big", big)])
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "0.0.0.0", 0).start()
    try:
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


async def stroll(scene: Scene, seconds: float) -> dict[str, float]:
    """Bystanders ask, and every third time send an article, for so long; how long they waited, as figures."""
    crowd, clocks, loop = scene.crowd, (scene.crowd.clock, scene.work), asyncio.get_running_loop()
    begun = loop.time()
    for clock in clocks:
        clock.waits = {"article": [], "question": []}
        clock.pending.clear()
    for number in range(round(PACE * seconds)):
        await asyncio.sleep(max(0.0, begun + number / PACE - loop.time()))
        person = crowd.people[number % len(crowd.people)]
        # Each of them in turn, whatever the number of bystanders is.
        article = person.id not in crowd.last or (number // len(crowd.people)) % 3 == 2
        for clock in clocks:
            clock.asked(person.id, "article" if article else "question")
        if article:
            crowd.last[person.id] = crowd.texts.article()
            person.forwards("Somebody", crowd.last[person.id])
        else:
            person.says(crowd.texts.question(crowd.last[person.id]))
    end = loop.time() + LONGEST_WAIT
    while scene.crowd.clock.open and loop.time() < end:  # noqa: ASYNC110  # a poll of nothing costs nothing
        await asyncio.sleep(0.05)
    for clock in clocks:
        # What never came is as bad as it can be told.
        for kind, asked in (each for waiting in clock.pending.values() for each in waiting):
            clock.waits[kind].append(clock.now() - asked)
    figures = {
        f"{kind}_p{round(100 * share)}": percentile(scene.crowd.clock.waits[kind], share)
        for kind in ("question", "article")
        for share in (0.5, 0.95)
    }
    return figures | {
        f"work_p{round(100 * share)}": percentile(scene.work.waits["question"], share) for share in (0.5, 0.95)
    }


async def measure(name: str, attack: Attack, options: argparse.Namespace, stored: Path, folder: Path) -> dict[str, Any]:
    """One attack: the waits beside it and before it."""
    scene = Scene(options.seed)
    database = folder / f"{name.replace(' ', '-')}.db"
    shutil.copy(stored, database)
    server = await start("127.0.0.1", 0, world=scene.world, furnish=False)
    async with site() as port:
        settings = {"FETCH_ALLOW_HOSTS": ",".join(f"{host}:{port}" for host in HOSTS), "OPENBLAS_NUM_THREADS": "1"}
        settings["MEANING"] = "on" if options.meaning else "off"
        url, log = f"sqlite:///{database}", folder / f"{name}.log"
        async with running(server, url, log, settings, unlimited=False) as bot:
            scene.work.process = bot.process.pid
            await stroll(scene, 3.0)
            before, memory = await stroll(scene, options.idle), bot.memory()
            figures = {f"idle_{key}": value for key, value in before.items()}
            nuisance = scene.nuisance(port)
            attack.first(nuisance)
            await asyncio.sleep(2.0)
            attacking = asyncio.create_task(carry_out(attack, nuisance, options.seconds + options.lead + LONGEST_WAIT))
            await asyncio.sleep(options.lead)
            beside = await stroll(scene, options.seconds)
            if attacking.done():
                # It does not end by itself: it went wrong.
                attacking.result()
            attacking.cancel()
            figures |= beside | {"memory_mb": round(bot.memory() - memory)}
            figures |= {f"{name}ratio": _ratio(figures, kind) for name, kind in (("", "question"), ("work_", "work"))}
            _tell(bot, options)
    await server.stop()
    database.unlink()
    return figures


def _tell(bot: Running, options: argparse.Namespace) -> None:
    if options.log:
        for line in bot.errors()[:10]:
            print("the bot says:", line[:200])


def main() -> None:
    """Runs the attacks and prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--attack", action="append", choices=list(ATTACKS), help="only this one, or these")
    parser.add_argument("--seconds", type=float, default=25.0, help="how long waits are measured beside an attack")
    parser.add_argument("--idle", type=float, default=15.0, help="and before it")
    parser.add_argument("--lead", type=float, default=3.0, help="seconds of an attack before that")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--meaning", action="store_true", help="make vectors beside all that: there are many to make")
    parser.add_argument("--log", action="store_true", help="what the bot warns of, too")
    options = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    with tempfile.TemporaryDirectory() as folder:
        stored = Path(folder) / "stored.db"
        Scene(options.seed).store(f"sqlite:///{stored}")
        for name in options.attack or ATTACKS:
            load = round(os.getloadavg()[0], 1)
            found[name] = asyncio.run(measure(name, ATTACKS[name], options, stored, Path(folder)))
            found[name]["load_average"] = load
            print(name, found[name], flush=True)
    print(table(("beside", *COLUMNS), [(name, *(each[key] for key in COLUMNS)) for name, each in found.items()]))
    worst = {kind: max(found, key=lambda name: found[name][kind]) for kind in ("ratio", "work_ratio")}
    figures = {f"worst_{kind}": found[name][kind] for kind, name in worst.items()}
    finish({**figures, "worst": worst, "cores": os.cpu_count(), "attacks": found})


def _ratio(figures: dict[str, Any], kind: str) -> float:
    """Of the 95th percentiles beside the attack and before it."""
    beside, before = float(figures[f"{kind}_p95"]), float(figures[f"idle_{kind}_p95"])
    return round(beside / max(1.0, before), 1)


if __name__ == "__main__":
    main()
