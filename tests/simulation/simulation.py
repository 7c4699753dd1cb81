"""One run: people, Telegram, the database and one process after the other, all drawn from one number."""

from __future__ import annotations

import asyncio
import logging
import random
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Connection

from bot.playground import Api, FloodLimits, World
from bot.queues import batch_writer
from bot.store import chats
from bot.store.database import open_library
from index.store.tuning import DEFAULT
from tests.simulation import articles
from tests.simulation.chance import Chance
from tests.simulation.disk import Disk
from tests.simulation.effects import TABLES
from tests.simulation.ledger import Ledger, Violated
from tests.simulation.loop import Clock, Crash, VirtualLoop
from tests.simulation.people import People
from tests.simulation.process import Process
from tests.simulation.telegram import Way

# Many short runs find more than a few long ones.
STEPS = 1000
# A folder in memory, where there is one.
MEMORY = next((each for each in ("/dev/shm",) if Path(each).is_dir()), None)
# When the trouble is over everything has to come to rest: something happens in each such time, in virtual seconds,
# which is longer than any pause of the bot's.
SETTLING_SECONDS = 400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended: what was wrong (None for nothing), after how many steps, and what happened in it."""

    wrong: str | None
    steps: int
    crashes: int
    updates: int
    trace: list[str]


class Simulation:
    """The parts that outlast every process. A step is a turn of a process's loop."""

    def __init__(self, seed: int, steps: int, file: Path, template: Path) -> None:
        self._steps, self._file, self._template = steps, file, template
        self.clock, self.chance = Clock(), Chance(seed)
        self.loop: VirtualLoop | None = None
        self.ledger = Ledger(self.clock, lambda: self._disk)
        self._disk = Disk(file, self.clock, self.chance, self.ledger.trace)
        # No limit for all chats: so few people never come near it.
        limits = FloodLimits(self.clock.time, overall=10_000)
        self._world = World(clock=self.clock.time, chance=random.Random(seed), limits=limits)
        self._api = Api(self._world)
        self._api.observers.append(self.ledger.observe)
        self._people = People(self._world, self.chance, self.ledger)
        self.ledger.trace(str(self.chance.profile))

    def run(self) -> None:
        """Runs to the end. Raises Violated, or whatever else goes wrong."""
        while not self._one_process():
            self.clock.now += self.chance.pause_between_processes()
        self.ledger.check_end()
        if self.chance.profile.articles:
            articles.check(self._disk, self._file, self._template, self.clock, self.ledger)

    def close(self) -> None:
        """Puts the world away."""
        self._world.close()
        self._disk.close()

    def _one_process(self) -> bool:
        """Whether it came to the end, or died before."""
        self.loop = loop = VirtualLoop(self.clock, self._turn, self.chance.thread_delay)
        # No request of an earlier process is open any more.
        self._world.updates._poller = None
        self._people.new_process()
        kept = self.chance.profile.articles
        database = self._disk.open(loop, articles.TUNING if kept else DEFAULT)
        process = Process(
            database,
            lambda: Way(self._api, self.chance, self.ledger),
            self.clock,
            self.ledger,
            self._people.failures,
        )
        shelf = articles.Shelf(database, loop, self.clock, process.handling) if kept else None
        try:
            return loop.run_until_complete(self._live(process, shelf))
        except Crash as crash:
            self.ledger.died(str(crash))
            return False
        finally:
            loop.drop()
            self.loop = None
            database.close()

    def _turn(self) -> None:
        if self.clock.steps < self._steps and self.chance.dies(self.chance.profile.crash):
            raise Crash("between two steps")

    async def _live(self, process: Process, shelf: articles.Shelf | None) -> bool:
        """Whether the process came to the end, or was told to stop before."""
        works = shelf.works() if shelf is not None else []
        tasks = await process.start(self._people.post if self.chance.profile.webhook else None, *works)
        acting = asyncio.create_task(self._people.act(), name="people")
        while self.clock.steps < self._steps and not (acting.done() and self._at_rest(process, shelf)):
            await asyncio.sleep(0.5)
            self._alive(tasks)
            if acting.done():
                acting.result()
            if self.chance.happens(self.chance.profile.stops):
                acting.cancel()
                self.ledger.trace("the process is told to stop")
                await process.stop()
                self.ledger.stopped()
                return False
        acting.cancel()
        self.chance.calm = True
        self.ledger.trace("the trouble is over")
        lines, end = 0, 0.0
        while not self._at_rest(process, shelf):
            if len(self.ledger.lines) > lines:
                lines, end = len(self.ledger.lines), self.clock.now + SETTLING_SECONDS
            await asyncio.sleep(2.0)
            self._alive(tasks)
            if self.clock.now > end:
                self.ledger.trace(f"memory: {process.leftovers()}")
                self.ledger.check_end()
                self.ledger.violated("the bot does not come to rest")
        await asyncio.sleep(5.0)
        if left := process.leftovers():
            self.ledger.violated(f"a process at rest holds {left}")
        return True

    def _alive(self, tasks: list[asyncio.Task[None]]) -> None:
        for task in tasks:
            if task.done():
                task.result()
                self.ledger.violated(f"{task.get_name()} has ended")

    def _at_rest(self, process: Process, shelf: articles.Shelf | None) -> bool:
        if not process.at_rest or self._people.unposted or not (shelf is None or shelf.at_rest):
            return False
        if not self.chance.profile.webhook and self._world.updates.pending:
            return False
        return not self._disk.rows("SELECT 1 FROM outbox") and not self._disk.rows(
            "SELECT 1 FROM inbox WHERE state = 0"
        )


def run(
    seed: int,
    steps: int = STEPS,
    template: Path | None = None,
    mutant: Callable[[pytest.MonkeyPatch], None] | None = None,
) -> Outcome:
    """The run of that number, in which there is trouble for ``steps`` steps.

    ``template`` is what ``made`` returns; ``mutant`` puts a mistake into the bot first.
    """
    with tempfile.TemporaryDirectory(dir=MEMORY) as folder, _quiet() as patch:
        file, fresh = Path(folder) / "simulation.db", Path(folder) / "fresh.db"
        shutil.copyfile(template or made(Path(folder) / "template.db"), file)
        shutil.copyfile(file, fresh)
        simulation = Simulation(seed, steps, file, fresh)
        _note_closings(patch)
        articles.patched(patch, simulation.clock, lambda: simulation.loop)
        if mutant is not None:
            mutant(patch)
        patch.setattr(batch_writer, "time", SimpleNamespace(monotonic=simulation.clock.monotonic))
        wrong: str | None = None
        try:
            simulation.run()
        except (Exception, Violated) as error:
            wrong = str(error) if isinstance(error, Violated) else f"{type(error).__name__}: {error}"
        finally:
            simulation.close()
        ledger, chance = simulation.ledger, simulation.chance
        return Outcome(
            wrong=wrong,
            steps=simulation.clock.steps,
            crashes=chance.crashes,
            updates=len(ledger.kinds),
            trace=ledger.lines,
        )


def _note_closings(patch: pytest.MonkeyPatch) -> None:
    """What a chat was owed when it was closed is not owed any more."""
    close = chats.close

    def noted(connection: Connection, chat_id: int, *, now: float) -> None:
        close(connection, chat_id, now=now)
        connection.exec_driver_sql("INSERT INTO closing SELECT ?, coalesce(max(number), 0) FROM effect", (chat_id,))

    patch.setattr(chats, "close", noted)


def made(file: Path) -> Path:
    """Makes a database with every table, and one more that says which updates had an effect."""
    with open_library(f"sqlite:///{file}", meaning=False) as library, library.database.write() as connection:
        for each in TABLES:
            connection.exec_driver_sql(each)
    return file


@contextmanager
def _quiet() -> Iterator[pytest.MonkeyPatch]:
    """The log of a run is its trace."""
    disabled = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings():
            # Of how python-telegram-bot will say one day how long to wait.
            warnings.simplefilter("ignore")
            yield patch
    finally:
        logging.disable(disabled)
