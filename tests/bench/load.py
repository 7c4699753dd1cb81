"""The bot under load: how long an update waits for its answer, what memory it takes, what it can sustain.

`python -m tests.bench.load` runs the bot in a process of its own over a local Telegram in this one: 1,000 chats,
25 updates a second for two minutes, half articles and half questions, flood limits at Telegram's values. Then the
limits are off, and as many updates are handed over as are taken. `--database postgresql --processes 3` has three
processes share a throw-away PostgreSQL that loses nothing when it is killed; see --help.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict, deque
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.playground import FloodLimits, Person, World, start
from bot.playground.world.world import Event
from bot.store.database import open_library
from tests.bench._databases import DATABASES, opened
from tests.bench._load_processes import posted_to, running
from tests.bench.report import finish, table

COMMON = ("the", "of", "and", "to", "in", "a", "is", "that", "for", "it", "as", "was", "with", "be", "by", "on", "at")
SYLLABLES = ("ba", "dor", "fen", "gal", "hu", "jor", "kel", "lim", "mar", "nost", "pra", "quil", "ros", "tav", "vim")
SENDING = ("sendMessage", "editMessageText")
AT_ONCE = 48


class Texts:
    """Made-up English of a newspaper's length, reproducible from a seed."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._words = ["".join(self._chance.choices(SYLLABLES, k=3)) for _ in range(6000)]

    def article(self) -> str:
        """A headline and seven paragraphs, about 3,000 characters."""
        return "\n\n".join([self._sentence(7), *(self._paragraph() for _ in range(7))])

    def question(self, article: str) -> str:
        """A question in the words of one of the article's sentences."""
        words = [word for word in self._chance.choice(article.split(". ")).split() if word not in COMMON]
        return f"What about {' '.join(self._chance.sample(words, min(4, len(words))))}?"

    def _paragraph(self) -> str:
        return " ".join(self._sentence(self._chance.randint(8, 24)) for _ in range(self._chance.randint(2, 5)))

    def _sentence(self, length: int) -> str:
        # A few words are in every other sentence, most are rare.
        rare = (self._words[int(len(self._words) * self._chance.random() ** 2)] for _ in range(length))
        words = [word if number % 2 else self._chance.choice(COMMON) for number, word in enumerate(rare)]
        return " ".join(words).capitalize() + "."


@dataclass
class Clock:
    """When updates were handed out, and when what they asked for came back."""

    waits: dict[str, list[float]] = field(default_factory=lambda: {"article": [], "question": []})
    pending: dict[int, deque[tuple[str, float]]] = field(default_factory=lambda: defaultdict(deque))
    refused: int = 0
    sent: int = 0

    def now(self) -> float:
        return time.perf_counter()

    def asked(self, chat_id: int, kind: str) -> None:
        self.pending[chat_id].append((kind, self.now()))

    def heard(self, event: Event) -> None:
        """Notes a message of the bot: a receipt is for all articles of its chat, an answer for the oldest question."""
        if event.kind != "exchange" or event.data.method not in SENDING:
            return
        if event.data.status != 200:
            self.refused += 1
            return
        self.sent += 1
        text, waiting = str(event.data.params["text"]), self.pending[int(event.data.params["chat_id"])]
        receipt, now = text.startswith(("✅", "☑", "🔄")), self.now()
        for kind, begun in list(waiting):
            if (kind == "article") == receipt:
                self.waits[kind].append(now - begun)
                waiting.remove((kind, begun))
                if not receipt:
                    break

    @property
    def open(self) -> int:
        return sum(map(len, self.pending.values()))


@dataclass
class Crowd:
    """People who forward articles and ask about them."""

    people: list[Person]
    texts: Texts
    chance: random.Random
    clock: Clock
    last: dict[int, str] = field(default_factory=dict)

    def act(self, number: int) -> None:
        """Somebody does something: every other time an article, else a question."""
        person = self.chance.choice(self.people)
        if number % 2:
            text = self.last[person.id] = self.texts.article()
            self.clock.asked(person.id, "article")
            person.forwards("Somebody", text)
        else:
            known = self.last.get(person.id) or self.texts.article()
            self.clock.asked(person.id, "question")
            person.says(self.texts.question(known))


def store(url: str, people: list[Person], articles: int, texts: Texts) -> None:
    """Puts so many articles into the database beforehand, the same number in every chat."""
    with open_library(url) as library:
        for begin in range(0, articles, 50):
            batch = range(begin, min(begin + 50, articles))
            plans = []
            for number in batch:
                collection = f"chat:{people[number % len(people)].id}"
                plans.append((collection, number, library.prepare(collection=collection, text=texts.article())))
            with library.transaction() as connection:
                for collection, number, plan in plans:
                    library.add(collection=collection, key=f"stored:{number}", plan=plan, within=connection)


async def steady(crowd: Crowd, rate: float, seconds: float) -> None:
    """So many updates a second, evenly; then waits for what is still owed."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    for number in range(round(rate * seconds)):
        await asyncio.sleep(max(0.0, begun + number / rate - loop.time()))
        crowd.act(number)
    await _all_answered(crowd.clock, 30)


async def flat_out(crowd: Crowd, seconds: float) -> float:
    """Hands over as much as is answered; returns updates a second."""
    loop = asyncio.get_running_loop()
    begun, number = loop.time(), 0
    while loop.time() - begun < seconds:
        while crowd.clock.open < AT_ONCE:
            crowd.act(number)
            number += 1
        await asyncio.sleep(0.005)
    took = loop.time() - begun
    answered = number - crowd.clock.open
    await _all_answered(crowd.clock, 30)
    return answered / took


async def _all_answered(clock: Clock, seconds: float) -> None:
    end = time.perf_counter() + seconds
    while clock.open and time.perf_counter() < end:  # noqa: ASYNC110  # a poll of nothing costs nothing
        await asyncio.sleep(0.05)


def percentile(values: list[float], share: float) -> float:
    """In milliseconds."""
    return round(1000 * statistics.quantiles(values, n=1000)[round(share * 1000) - 1], 1) if len(values) > 1 else 0.0


async def measure(options: argparse.Namespace, url: str, folder: Path, *, unlimited: bool) -> dict[str, Any]:
    """One run; with the limits off as fast as it goes. ``folder`` is for what the bot writes into its log."""
    world = World(limits=None if unlimited else FloodLimits(time.monotonic))
    server = await start("127.0.0.1", 0, world=world, furnish=False)
    texts, clock = Texts(options.seed), Clock()
    people = [world.person(f"Person {number}") for number in range(options.chats)]
    await asyncio.to_thread(store, url, people, options.stored, texts)
    world.listeners.append(clock.heard)
    crowd = Crowd(people, texts, random.Random(options.seed), clock)
    figures: dict[str, Any] = {}
    async with AsyncExitStack() as stack:
        bots = [
            await stack.enter_async_context(running(server, url, folder / f"{number}.log", each, unlimited=unlimited))
            for number, each in enumerate(
                await stack.enter_async_context(posted_to(options.processes, webhook=options.webhook))
            )
        ]
        cpu = sum(bot.cpu() for bot in bots)
        if unlimited:
            figures["updates_a_second"] = round(await flat_out(crowd, options.flat_out), 1)
        else:
            await steady(crowd, options.rate, options.seconds)
        handled = sum(map(len, clock.waits.values()))
        figures["cpu_ms_an_update"] = round(1000 * (sum(bot.cpu() for bot in bots) - cpu) / max(1, handled), 1)
        figures["memory_mb"] = round(sum(bot.memory() for bot in bots), 1)
    await server.stop()
    everything = [*clock.waits["article"], *clock.waits["question"]]
    for name, waits in {**clock.waits, "all": everything}.items():
        figures |= {f"{name}_p{round(share * 100)}_ms": percentile(waits, share) for share in (0.5, 0.95, 0.99)}
    errors = [line for bot in bots for line in bot.errors()]
    for line in errors[:5]:
        print("the bot says:", line[:200])
    return figures | {"answered": handled, "open": clock.open, "refused": clock.refused, "errors": len(errors)}


def _measured(options: argparse.Namespace, *, unlimited: bool) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, opened(options.database, durable=True) as url:
        return asyncio.run(measure(options, url, Path(folder), unlimited=unlimited))


def main() -> None:
    """Runs both measurements and prints them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--rate", type=float, default=25.0, help="updates a second")
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--stored", type=int, default=1000, help="articles stored beforehand, over all chats")
    parser.add_argument("--flat-out", type=float, default=20.0, help="seconds without limits; 0 leaves that out")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--database", choices=DATABASES, default="sqlite")
    parser.add_argument("--processes", type=int, default=1, help="more than one over PostgreSQL only")
    parser.add_argument(
        "--webhook", action="store_true", help="a proxy posts updates to one after the other; else one polls"
    )
    options = parser.parse_args()
    if options.processes > 1 and options.database == "sqlite":
        parser.error("a second process is refused by SQLite: say --database postgresql")
    figures: dict[str, Any] = {"load_average": round(os.getloadavg()[0], 1), "cores": os.cpu_count()}
    limited = _measured(options, unlimited=False)
    unlimited = _measured(options, unlimited=True) if options.flat_out else {}
    rows = [[name, value, unlimited.get(name, "")] for name, value in limited.items()]
    rows += [[name, "", value] for name, value in unlimited.items() if name not in limited]
    print(table(["", f"{options.rate:g} updates/s, limits on", "limits off"], rows))
    sizes = {"chats": options.chats, "rate": options.rate, "seconds": options.seconds, "stored": options.stored}
    sizes |= {"database": options.database, "processes": options.processes, "webhook": options.webhook}
    finish({**figures, **sizes, **limited, "sustained": unlimited})


if __name__ == "__main__":
    main()
