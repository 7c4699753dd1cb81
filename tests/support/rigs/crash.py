"""A bot in a process of its own, which can be killed, and a local Telegram that outlives it."""

from __future__ import annotations

import asyncio
import os
import random
import signal
import socket
import sys
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.ops.backup import read_only
from bot.playground import Person, Post, RunningPlayground, World, start
from bot.store import superseding
from index import Library

SECRET = "a-secret-of-the-crash-tests"
START_SECONDS = 60.0
STARTED = "== started =="
SYLLABLES = (
    "ba",
    "dor",
    "fen",
    "gal",
    "hu",
    "jor",
    "kel",
    "lim",
    "mar",
    "nost",
    "pra",
    "quil",
    "ros",
    "tav",
    "vim",
    "zed",
)


@dataclass
class Bot:
    """`python -m bot` over a database, started and ended at will."""

    url: str
    token: str
    database: Path
    webhook_port: int | None = None
    user: int | None = None
    log: Path = field(init=False)
    process: asyncio.subprocess.Process | None = None

    def __post_init__(self) -> None:
        self.log = self.database.with_name(f"{self.database.stem}.log")

    @property
    def environment(self) -> dict[str, str]:
        settings = {
            "TELEGRAM_BOT_TOKEN": self.token,
            "TELEGRAM_API_URL": self.url,
            "OPEN_TO_ALL": "1",
            "DATABASE_URL": f"sqlite:///{self.database}",
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        if self.webhook_port is not None:
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{self.webhook_port}/hook"
            settings["WEBHOOK_SECRET"] = SECRET
            settings["WEBHOOK_LISTEN"] = f"127.0.0.1:{self.webhook_port}"
        return {**os.environ, **settings}

    async def start(self) -> None:
        """Starts it, without waiting until it works."""
        with self.log.open("a") as log:
            log.write(f"{STARTED}\n")
        self.process = await self.command("run")

    async def command(self, *arguments: str) -> asyncio.subprocess.Process:
        """Runs `python -m bot` with these arguments; what it says goes to the log."""
        with self.log.open("ab") as log:
            return await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", *arguments, env=self.environment, stdout=log, stderr=log, user=self.user
            )

    async def ready(self) -> None:
        """Waits until the bot started last says that it is ready."""
        async with asyncio.timeout(START_SECONDS):
            while "is ready" not in self.said.rpartition(STARTED)[2]:
                assert self.process is not None
                assert self.process.returncode is None, self.said[-2000:]
                await asyncio.sleep(0.05)

    async def restart(self) -> None:
        """Starts it and waits until it is ready."""
        await self.start()
        await self.ready()

    async def kill(self) -> None:
        """kill -9."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.kill()
        await self.process.wait()

    async def terminate(self) -> float:
        """SIGTERM; returns how many seconds it took to end. It must end well."""
        assert self.process is not None
        loop = asyncio.get_running_loop()
        begun = loop.time()
        self.process.send_signal(signal.SIGTERM)
        assert await self.process.wait() == 0, self.said[-2000:]
        return loop.time() - begun

    @property
    def said(self) -> str:
        """Everything it has printed and logged so far."""
        return self.log.read_text(errors="replace") if self.log.exists() else ""


@asynccontextmanager
async def telegram() -> AsyncIterator[RunningPlayground]:
    """A local Telegram on a free port."""
    running = await start("127.0.0.1", 0, world=World(strict=True, chance=random.Random(1)), furnish=False)
    try:
        yield running
    finally:
        await running.stop()
        running.world.close()


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def article(number: int, chance: random.Random) -> str:
    """An article like no other, with its number in its words."""

    def words(count: int) -> str:
        return " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(count))

    name = words(1).title()
    return (
        f"{name}{number} {words(3)}\n"
        f"The {words(3)} of {name} {words(4)} was sold for {number + 1000} crowns {words(6)}.\n\n"
        f"Nobody in {words(2)} had expected {words(8)} {words(9)}.\n\n{words(6).capitalize()} {words(12)}."
    )


@dataclass
class Conversation:
    """What people sent to the bot, and what must have come of it."""

    world: World
    people: list[Person]
    chance: random.Random
    articles: list[tuple[Person, str, Post]] = field(default_factory=list)
    questions: list[tuple[Person, Post]] = field(default_factory=list)

    def forward(self) -> None:
        """Somebody forwards one more article."""
        person = self.chance.choice(self.people)
        text = article(len(self.articles), self.chance)
        self.articles.append((person, text, person.forwards("Somebody", text)))

    def ask(self) -> None:
        """Somebody asks about an article that somebody forwarded before, or about none."""
        person = self.chance.choice(self.people)
        number = self.chance.randrange(len(self.articles) + 5)
        self.questions.append((person, person.says(f"/ask What was sold for {number + 1000} crowns?")))

    def repeated(self) -> dict[int, int]:
        """How many more answers than questions each chat has got."""
        asked = Counter(person.id for person, _ in self.questions)
        return {person.id: len(answers_in(self.world, person)) - asked[person.id] for person in self.people}

    def unanswered(self, database: Path) -> list[int]:
        """The questions of which the bot does not know that Telegram has their answer."""
        with Library.open(f"sqlite:///{database}") as library, library.database.read() as connection:
            return [
                post.id
                for person, post in self.questions
                if superseding.answer_to(connection, person.id, post.id) is None
            ]

    async def settled(self, database: Path, seconds: float) -> None:
        """Waits until Telegram has handed everything over, all of it is handled, and nothing is owed."""
        async with asyncio.timeout(seconds):
            while self.world.updates.pending or _open(database):  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.25)


def _open(database: Path) -> int:
    with closing(read_only(database)) as connection:
        [waiting] = connection.execute("SELECT count(*) FROM inbox WHERE state = 0").fetchone()
        [owed] = connection.execute("SELECT count(*) FROM outbox").fetchone()
        return int(waiting) + int(owed)


def is_receipt(post: Post) -> bool:
    """Whether a message of the bot is about articles that came, not an answer."""
    return post.text.startswith(("✅", "☑"))


def answers_in(world: World, person: Person) -> list[Post]:
    """The bot's messages in a chat that answer something."""
    return [post for post in world.from_bot(person.chat) if not is_receipt(post)]


def stored(database: Path, people: list[Person]) -> Counter[str]:
    """How often each article is kept, by title."""
    with Library.open(f"sqlite:///{database}") as library:
        pages = [library.articles(collection=f"chat:{person.id}", limit=1000) for person in people]
        return Counter(each.title for page in pages for each in page.items)


def unanswerable(database: Path, articles: list[tuple[Person, str, Post]]) -> list[int]:
    """The numbers of the articles that a question about them does not find, neither as an answer nor as the closest."""
    missing = []
    with Library.open(f"sqlite:///{database}") as library:
        for number, (person, _, _) in enumerate(articles):
            price = f"{number + 1000} crowns"
            found = library.ask(collection=f"chat:{person.id}", question=f"What was sold for {price}?")
            shown = [*found.passages, *([found.closest] if found.closest else [])]
            if not any(price in passage.text for passage in shown):
                missing.append(number)
    return missing
