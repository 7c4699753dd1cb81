"""Two pages for monitoring: ``/metrics`` for Prometheus, and ``/healthz``."""

from __future__ import annotations

import asyncio
import ipaddress
import logging
import shutil
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Connection, func, select

from bot.config import Address
from bot.ops.metrics import Metrics
from bot.store.inbox import SET_ASIDE
from bot.store.schema import inbox, outbox
from bot.transport.health import Health
from bot.transport.http_server import healthz, listening
from index import Database, LibraryError, Unfinished
from index.database import statistics

if TYPE_CHECKING:
    from bot.app import Verbatim

# A scrape waits no longer than this for new counts; after that it gets the previous ones.
PATIENCE_SECONDS = 3.0
STOP_SECONDS = 1.0


@asynccontextmanager
async def monitored(
    verbatim: Verbatim,
    metrics: Metrics,
    listen: Address,
    file: Path | None,
    hosts: tuple[str, ...] = (),
    **seconds: float,
) -> AsyncIterator[Address]:
    """Serves the bot's ``metrics`` (its observer) until the block ends; gives the real address.

    ``file`` is the SQLite database's, None where there is none; ``hosts`` as for ``is_ours``, ``seconds`` as for
    ``Pages``. Raises OperatorError.
    """
    counting = _Counting(metrics)
    logging.getLogger().addHandler(counting)
    try:
        database, waiting = verbatim.library.database, verbatim.waiting
        vectors = verbatim.library.unembedded
        pages = Pages(metrics, database, verbatim.health, file, waiting=waiting, vectors=vectors, **seconds)
        async with pages.listening(listen, hosts) as address:
            yield address
    finally:
        logging.getLogger().removeHandler(counting)


class Pages:
    """The server of both pages. On request, a worker thread counts rows in the database.

    ``waiting`` returns the number of updates that wait to be handled, ``vectors`` the work left for vectors. However
    many requests come, queues are counted again only after ``queues_seconds``, and libraries, which take longer, after
    ``sizes_seconds``.
    """

    def __init__(
        self,
        metrics: Metrics,
        database: Database,
        health: Health,
        file: Path | None,
        *,
        waiting: Callable[[], int] = lambda: 0,
        vectors: Callable[[], Unfinished] = Unfinished,
        queues_seconds: float = 5.0,
        sizes_seconds: float = 60.0,
    ) -> None:
        self._metrics, self._database, self._health, self._file = metrics, database, health, file
        self._vectors = vectors
        self._waiting, self._queues_seconds, self._sizes_seconds = waiting, queues_seconds, sizes_seconds
        self._queues_at = self._sizes_at = float("-inf")
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listening(self, listen: Address, hosts: tuple[str, ...] = ()) -> AsyncIterator[Address]:
        """Serves until the block ends; ``hosts`` as for ``is_ours``. Raises OperatorError."""
        application = web.Application(middlewares=[_guard(listen, hosts)])
        application.router.add_get("/metrics", self._page)
        application.router.add_get("/healthz", partial(healthz, self._health))
        async with listening(application, listen, "METRICS_LISTEN", patience=STOP_SECONDS) as address:
            try:
                yield address
            finally:
                if self._looking is not None:
                    self._looking.cancel()

    async def _page(self, _request: web.Request) -> web.Response:
        # One count at a time: requests about a hanging database must not add further queries to it.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="metrics")
        await asyncio.wait([self._looking], timeout=PATIENCE_SECONDS)
        self._metrics.set(inbox_waiting=self._waiting())
        return web.Response(body=self._metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _look(self) -> None:
        now = time.monotonic()
        if now - self._queues_at < self._queues_seconds:
            return
        self._queues_at = now
        answers = await self._health.database()
        self._metrics.healthy("database", answers)
        if answers:
            with suppress(LibraryError, OSError):
                await asyncio.to_thread(self._count_queues)
                if now - self._sizes_at >= self._sizes_seconds:
                    self._sizes_at = now
                    await asyncio.to_thread(self._count_sizes)
        self._metrics.healthy("telegram", await self._health.telegram())

    def _count_queues(self) -> None:
        with self._database.read() as connection:
            waiting, oldest = connection.execute(select(func.count(), func.min(outbox.c.created_at))).one()
            aside = connection.scalar(select(func.count()).where(inbox.c.state == SET_ASIDE))
        age = max(0.0, time.time() - oldest) if oldest is not None else 0.0
        self._metrics.set(outbox_waiting=waiting, outbox_oldest_seconds=age, inbox_set_aside=aside or 0)

    def _count_sizes(self) -> None:
        with self._database.read() as connection:
            found = statistics(connection)
            size = _size(connection, self._file)
        self._metrics.set(
            library_articles=found.articles,
            library_collections=found.collections,
            library_paragraphs=found.paragraphs,
            library_outdated_paragraphs=found.unfinished.paragraphs,
            vectors_waiting=self._vectors().paragraphs,
            database_bytes=size,
        )
        if self._file is not None:
            self._metrics.set(disk_free_bytes=shutil.disk_usage(self._file.absolute().parent).free)


def is_ours(host: str, listen: Address, hosts: tuple[str, ...]) -> bool:
    """Whether a Host header names this server: an address, localhost, the listening name, or one of ``hosts``.

    A web site can point its own name here and read what this server gives to a browser in its network (DNS rebinding);
    no site's name is an address. ``hosts`` are names with or without a port.
    """
    name, port = _parts(host)
    if name in ("localhost", listen.host.lower()) or host.lower() in hosts or name in hosts:
        return True
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return port is None or port.isdecimal()


def _parts(host: str) -> tuple[str, str | None]:
    """Splits a Host header into the name, without an address's brackets, and the port; None without a port."""
    if host.startswith("["):
        name, _, rest = host[1:].partition("]")
        return name, rest.removeprefix(":") or None
    name, colon, port = host.lower().partition(":")
    return name, port if colon else None


def _guard(listen: Address, hosts: tuple[str, ...]) -> Middleware:
    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        if is_ours(request.headers.get("Host", ""), listen, hosts):
            return await handler(request)
        return web.json_response({"error": "Not a name of this server: see METRICS_HOSTS."}, status=421)

    return guard


def _size(connection: Connection, file: Path | None) -> int:
    if connection.dialect.name == "postgresql":
        return connection.scalar(select(func.pg_database_size(func.current_database()))) or 0
    if file is None:
        return 0
    files = (file, file.with_name(f"{file.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


class _Counting(logging.Handler):
    """Counts warnings and errors without reading their text."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.WARNING)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        self._metrics.logged(record.levelno)
