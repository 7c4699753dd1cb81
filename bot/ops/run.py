"""One run of the bot, from settings to shutdown, with exclusive use of the database."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.app import ALLOWED_UPDATES, Options, Verbatim
from bot.config import OperatorError, Settings
from bot.fetching.fetcher import Fetcher
from bot.queues.observer import Observer
from bot.queues.workers import Workers
from bot.services.access.policy import admission, how_to_claim
from bot.store.database import open_library
from bot.store.locks import among_others_on, database_file, only_one
from bot.tasks import ended
from bot.transport import health
from bot.transport.flood_limits import Limits
from index import Library

if TYPE_CHECKING:
    from bot.ops.metrics import Metrics

THREADS = 8
# Python's thread switch interval; the default is ten times as long. A thread that holds the database's only write lock
# must not wait behind an analysis at each of its statements.
SWITCH_SECONDS = 0.0005
# The process ends at the latest this long after it was told to: supervisors kill after ten seconds.
END_SECONDS = 9.5
STUCK = 3


async def run(settings: Settings, say: Callable[[str], None], *, limits: Limits | None = None) -> None:
    """Runs the bot until it is told to stop.

    Raises OperatorError or LibraryError when it cannot start, Stuck when it no longer works.
    """
    stopping = _prepared()
    async with AsyncExitStack() as stack:
        file = database_file(settings.database_url)
        try:
            stack.enter_context(only_one(file))
        except OSError as error:
            raise OperatorError(f"{error.filename} cannot be written ({error.strerror}): check DATABASE_URL") from None
        library = stack.enter_context(await asyncio.to_thread(opened, settings.database_url, meaning=settings.meaning))
        token, api_url = settings.token, settings.api_url
        if token is None:
            token, api_url = await _playground(settings, file, stack)
            say(f"No TELEGRAM_BOT_TOKEN: try the bot at {api_url} (Ctrl+C stops it)")
        metrics = _metrics(settings)
        options = Options(
            limits=limits or Limits(),
            summary_method=settings.summary_method,
            fetcher=Fetcher(settings.fetch_allow_hosts),
            access=await asyncio.to_thread(admission, library.database, settings),
            allowance=settings.allowance,
            folder=file.absolute().parent if file else None,
            observer=metrics or Observer(),
        )
        verbatim = Verbatim.build(library, token, api_url, options)
        if metrics is not None:
            await _monitored(verbatim, metrics, settings, stack)
        watching = await _started(verbatim, settings, stack)
        bot, access = verbatim.application.bot, options.access
        if access.claim is not None:
            say(how_to_claim(access.claim, bot.username, everybody=access.policy.everybody))
        say(f"@{bot.username} is ready")
        await _until(stopping, watching)
        say("stopping")


def opened(database_url: str, *, meaning: bool = True) -> Library:
    """The migrated library. Raises OperatorError while another program has exclusive use of the database."""
    with among_others_on(database_url):
        return open_library(database_url, meaning=meaning)


def _prepared() -> asyncio.Event:
    """Prepares the process for serving; returns the event that is set when it is told to stop."""
    sys.setswitchinterval(SWITCH_SECONDS)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, _stop, stopping)
    loop.set_default_executor(Workers(THREADS, thread_name_prefix="work"))
    return stopping


async def _started(verbatim: Verbatim, settings: Settings, stack: AsyncExitStack) -> Any:
    """Starts the bot; returns an awaitable that watches its updates."""
    bot = verbatim.application.bot
    if settings.webhook is not None and settings.token is not None:
        receiver = await stack.enter_async_context(verbatim.webhook(settings.webhook))
        return health.watch_webhook(bot, settings.webhook, receiver, ALLOWED_UPDATES)
    task = await stack.enter_async_context(verbatim.polling())
    return health.watch(bot, verbatim.poller, task)


async def _playground(settings: Settings, database: Path | None, stack: AsyncExitStack) -> tuple[str, str]:
    """Starts the local Telegram; returns its token and address. Raises OperatorError."""
    from bot.playground import PlaygroundError, start

    listen = settings.playground_listen
    # Its conversation is stored beside the database, so that both last equally long.
    path = database.with_name(f"{database.stem}-playground.db") if database else None
    try:
        local = await start(listen.host, listen.port, path=path)
    except PlaygroundError as error:
        raise OperatorError(str(error)) from None
    stack.push_async_callback(local.stop)
    return local.token, local.url


def _metrics(settings: Settings) -> Metrics | None:
    """The metrics, if the operator wants them; otherwise their modules are not loaded."""
    if settings.metrics_listen is None:
        return None
    from bot.ops.metrics import Metrics

    return Metrics()


async def _monitored(verbatim: Verbatim, metrics: Metrics, settings: Settings, stack: AsyncExitStack) -> None:
    from bot.ops.metrics_server import monitored

    assert settings.metrics_listen is not None
    file = database_file(settings.database_url)
    await stack.enter_async_context(monitored(verbatim, metrics, settings.metrics_listen, file, settings.metrics_hosts))


async def _until(stopping: asyncio.Event, watching: Any) -> None:
    """Waits until the bot is told to stop. Raises Stuck when the watch over its updates does."""
    watch = asyncio.create_task(watching, name="watch")
    beat = asyncio.create_task(health.heartbeat(), name="heartbeat")
    told = asyncio.create_task(stopping.wait(), name="stop")
    try:
        await asyncio.wait([watch, told], return_when=asyncio.FIRST_COMPLETED)
        if watch.done():
            _end_by_force(STUCK)
            watch.result()
    finally:
        await ended(watch, beat, told)


def _stop(stopping: asyncio.Event) -> None:
    """Tells the bot to stop, and ends the process if it does not stop in time."""
    stopping.set()
    _end_by_force(0)


def _end_by_force(code: int) -> None:
    """Ends the process a little later, unless it has ended by then."""
    # A thread in the middle of a long article cannot be interrupted; abandoning it loses nothing.
    last = threading.Timer(END_SECONDS, os._exit, args=(code,))
    last.daemon = True
    last.start()
