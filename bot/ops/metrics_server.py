"""Two pages for whoever watches over the bot: ``/metrics`` for Prometheus, and ``/healthz``."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST
from sqlalchemy import Connection, func, select

from bot.config import Address
from bot.ops.metrics import Metrics
from bot.store.inbox import SET_ASIDE
from bot.store.schema import inbox, outbox
from bot.transport.health import Health
from bot.transport.http_server import healthz, listening
from index import Database, LibraryError
from index.database import statistics

if TYPE_CHECKING:
    from bot.app import Verbatim

# However often somebody asks: queues are counted anew after so many seconds, libraries after more: that takes longer.
QUEUES_SECONDS = 5.0
SIZES_SECONDS = 60.0
# Who asks is not kept waiting for longer; what was known last is said then.
PATIENCE_SECONDS = 3.0
STOP_SECONDS = 1.0


@asynccontextmanager
async def monitored(verbatim: Verbatim, listen: Address, file: Path | None) -> AsyncIterator[Address]:
    """Counts what the bot does, and serves the numbers until the block ends; gives the real address.

    Before the bot starts, so that nothing goes uncounted. ``file`` is the SQLite database's, None where there is
    none. Raises ListenError.
    """
    order, sharing = verbatim.services.order, verbatim.sharing
    # Where several processes share the work any of them may handle what waits.
    metrics = Metrics(waiting=lambda: order.waiting if sharing is None else max(order.waiting, sharing.backlog))
    order.observer = verbatim.services.outbox.observer = metrics
    passing = verbatim.inbox.passing

    def passed(update: Mapping[str, Any]) -> None:
        metrics.passed()
        if passing is not None:
            passing(update)

    verbatim.inbox.passing = passed
    counting = _Counting(metrics)
    logging.getLogger().addHandler(counting)
    try:
        pages = Pages(metrics, verbatim.library.database, verbatim.health, file)
        async with pages.listening(listen) as address:
            yield address
    finally:
        logging.getLogger().removeHandler(counting)


class Pages:
    """The server of both pages; what must be counted in the database is, when somebody asks, by a worker thread."""

    def __init__(
        self,
        metrics: Metrics,
        database: Database,
        health: Health,
        file: Path | None,
        *,
        clock: Callable[[], float] = time.monotonic,
        now: Callable[[], float] = time.time,
    ) -> None:
        """``clock`` says how old a count is, ``now`` how long a message has waited."""
        self._metrics = metrics
        self._database = database
        self._health = health
        self._file = file
        self._clock = clock
        self._now = now
        self._queues_at: float | None = None
        self._sizes_at: float | None = None
        self._looking: asyncio.Task[None] | None = None

    @asynccontextmanager
    async def listening(self, listen: Address) -> AsyncIterator[Address]:
        """Serves until the block ends. Raises ListenError."""
        application = web.Application()
        application.router.add_get("/metrics", self._page)
        application.router.add_get("/healthz", self._healthz)
        async with listening(application, listen, "METRICS_LISTEN", patience=STOP_SECONDS) as address:
            try:
                yield address
            finally:
                if self._looking is not None:
                    self._looking.cancel()

    async def _page(self, _request: web.Request) -> web.Response:
        # One look at a time: a database that hangs must not be asked again by everybody who wants to know why.
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look(), name="metrics")
        await asyncio.wait([self._looking], timeout=PATIENCE_SECONDS)
        return web.Response(body=self._metrics.page(), headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _healthz(self, _request: web.Request) -> web.Response:
        return await healthz(self._health)

    async def _look(self) -> None:
        now = self._clock()
        if self._queues_at is not None and now - self._queues_at < QUEUES_SECONDS:
            return
        self._queues_at = now
        answers = await self._health.database()
        self._metrics.healthy("database", answers)
        if answers:
            with suppress(LibraryError, OSError):
                await asyncio.to_thread(self._count_queues)
                if self._sizes_at is None or now - self._sizes_at >= SIZES_SECONDS:
                    self._sizes_at = now
                    await asyncio.to_thread(self._count_sizes)
        self._metrics.healthy("telegram", await self._health.telegram())

    def _count_queues(self) -> None:
        with self._database.read() as connection:
            waiting, oldest = connection.execute(select(func.count(), func.min(outbox.c.created_at))).one()
            aside = connection.scalar(select(func.count()).where(inbox.c.state == SET_ASIDE))
        self._metrics.outbox.set(waiting)
        self._metrics.oldest.set(max(0.0, self._now() - oldest) if oldest is not None else 0.0)
        self._metrics.aside.set(aside or 0)

    def _count_sizes(self) -> None:
        with self._database.read() as connection:
            library = statistics(connection)
            size = _size(connection, self._file)
        self._metrics.articles.set(library.articles)
        self._metrics.collections.set(library.collections)
        self._metrics.paragraphs.set(library.paragraphs)
        self._metrics.outdated.set(library.unfinished.paragraphs)
        self._metrics.bytes.set(size)
        if self._file is not None:
            self._metrics.free.set(shutil.disk_usage(self._file.absolute().parent).free)


def _size(connection: Connection, file: Path | None) -> int:
    if connection.dialect.name == "postgresql":
        return connection.scalar(select(func.pg_database_size(func.current_database()))) or 0
    if file is None:
        return 0
    files = (file, file.with_name(f"{file.name}-wal"))
    return sum(each.stat().st_size for each in files if each.exists())


class _Counting(logging.Handler):
    """Counts what is logged as a warning or worse; reads none of it."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__(logging.WARNING)
        self._metrics = metrics

    def emit(self, record: logging.LogRecord) -> None:
        self._metrics.logged(record.levelno)
