"""Three bots over one PostgreSQL, each in a process of its own, and what stands between Telegram and them."""

from __future__ import annotations

import asyncio
import random
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import aiohttp
import psycopg
from aiohttp import web

from bot.transport.webhook import SECRET_HEADER
from tests.support import postgres
from tests.support.rigs.crash import SECRET, Bot, free_port

# What happens in the database, noted by the database: which messages were owed, and in which order.
AUDIT = """
CREATE TABLE audit (number bigserial PRIMARY KEY, chat_id bigint NOT NULL, asked bigint);
CREATE FUNCTION note_owed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  INSERT INTO audit (chat_id, asked) VALUES (NEW.chat_id, (NEW.body::json -> 'about' ->> 'asked')::bigint);
  RETURN NEW;
END $$;
CREATE TRIGGER note_owed AFTER INSERT ON outbox FOR EACH ROW WHEN (NEW.kind = 'send') EXECUTE FUNCTION note_owed();
"""


@dataclass
class Server:
    """A PostgreSQL server that keeps what it promised, with one database."""

    url: str
    data: Path

    @property
    def address(self) -> str:
        """As psycopg wants it."""
        return self.url.replace("+psycopg", "")

    def crash(self) -> None:
        """Ends the server as a crash does."""
        postgres.stop(self.data, how="immediate")

    def start(self) -> None:
        """Starts it again; it recovers what was committed."""
        postgres.start(self.data, durable=True)

    def rows(self, query: Any, *values: Any) -> list[tuple[Any, ...]]:
        """What the database says."""
        with closing(psycopg.connect(self.address)) as connection:
            return connection.execute(query, values).fetchall()

    def carry_out(self, script: Any) -> None:
        """Changes the database."""
        with closing(psycopg.connect(self.address, autocommit=True)) as connection:
            connection.execute(script)

    def said(self) -> dict[int, dict[int, int | None]]:
        """What the bot knows to have said in each chat: its messages, and which question each of them answers."""
        found: dict[int, dict[int, int | None]] = defaultdict(dict)
        for chat, message, asked in self.rows("SELECT chat_id, message_id, question_id FROM sent_message"):
            found[chat][message] = asked
        return found

    def open(self) -> int:
        """How much is waiting to be handled or to be sent."""
        [(waiting, owed)] = self.rows(
            "SELECT (SELECT count(*) FROM inbox WHERE state = 0), (SELECT count(*) FROM outbox)"
        )
        return int(waiting) + int(owed)


@contextmanager
def server() -> Iterator[Server]:
    """A throw-away server with an empty database in UTF-8."""
    with postgres.server(durable=True) as (url, data):
        postgres.stop(data, how="fast")
        postgres.start(data, durable=True)
        with closing(psycopg.connect(url.replace("+psycopg", "").format(name="postgres"), autocommit=True)) as first:
            first.execute("CREATE DATABASE verbatim")
        yield Server(url.format(name="verbatim"), data)


@dataclass
class Worker(Bot):
    """`python -m bot` over the shared database; Telegram posts to ``front_port``, which posts to one of them."""

    database_url: str = ""
    front_port: int | None = None
    more: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        settings = {**super().environment, "DATABASE_URL": self.database_url}
        if self.front_port is not None:
            settings["WEBHOOK_URL"] = f"http://127.0.0.1:{self.front_port}/hook"
        return {**settings, **self.more}


class Front:
    """Takes what Telegram posts and posts it to one process after the other, to the next when one does not take it.

    Now and then to two at once: whoever redelivers does not know what the first has made of it.
    """

    def __init__(self, ports: list[int], chance: random.Random) -> None:
        self._ports = ports
        self._chance = chance
        self._next = 0
        self.port = free_port()
        self.twice = 0
        self.refused = 0

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Serves until the block ends."""
        application = web.Application(client_max_size=2**20)
        application.router.add_post("/hook", self._update)
        runner = web.AppRunner(application, access_log=None)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=15)) as self._session:
            try:
                yield
            finally:
                await runner.cleanup()

    async def _update(self, request: web.Request) -> web.Response:
        body = await request.read()
        self._next = (self._next + 1) % len(self._ports)
        order = self._ports[self._next :] + self._ports[: self._next]
        if self._chance.random() < 0.03:
            self.twice += 1
            await asyncio.gather(*(self._post(port, body) for port in order[1:]))
        for port in order:
            if await self._post(port, body):
                return web.Response()
            self.refused += 1
        return web.Response(status=502)

    async def _post(self, port: int, body: bytes) -> bool:
        headers = {SECRET_HEADER: SECRET, "Content-Type": "application/json"}
        try:
            async with self._session.post(f"http://127.0.0.1:{port}/hook", data=body, headers=headers) as answer:
                return answer.status == 200
        except (aiohttp.ClientError, TimeoutError):
            return False


def owed_twice(server: Server) -> dict[tuple[int, int], int]:
    """The questions, as chat and message, whose answer was owed more than once: they were handled more than once."""
    rows = server.rows("SELECT chat_id, asked, count(*) FROM audit WHERE asked IS NOT NULL GROUP BY 1, 2")
    return {(chat, asked): count for chat, asked, count in rows if count > 1}


def owed_in(server: Server) -> dict[int, list[int]]:
    """The questions of each chat in the order in which they were handled."""
    found: dict[int, list[int]] = defaultdict(list)
    for chat, asked in server.rows("SELECT chat_id, asked FROM audit WHERE asked IS NOT NULL ORDER BY number"):
        found[chat].append(asked)
    return found


def states(server: Server) -> Counter[int]:
    """How many updates are in which state."""
    return Counter(dict(server.rows("SELECT state, count(*) FROM inbox GROUP BY 1")))
