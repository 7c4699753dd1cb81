"""One run of the bot: from the settings to the last word, with the database to itself."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AsyncExitStack
from pathlib import Path

from bot.app import ALLOWED_UPDATES, Verbatim
from bot.config import Address, Settings
from bot.fetching.fetcher import Fetcher
from bot.ops.shutdown import stop, until
from bot.services.access.admission import admission, how_to_claim
from bot.store.database import open_library
from bot.store.locks import Locked, among_others_on, database_file, only_one
from bot.transport import health
from bot.transport.flood_limits import Limits
from bot.transport.http_server import ListenError
from bot.transport.startup import StartError
from index import Library

THREADS = 8
# Python lets a thread go on for so long while others wait, which is ten times as often as it would by itself: whoever
# has the database's only write lock must not wait behind an analysis at each of its statements.
SWITCH_SECONDS = 0.0005


async def run(settings: Settings, say: Callable[[str], None], *, limits: Limits | None = None) -> None:
    """Runs the bot until it is told to stop.

    Raises StartError or LibraryError when it cannot start, Stuck when it does not work any more.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stop, stopping)
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="work"))
    async with AsyncExitStack() as stack:
        try:
            stack.enter_context(only_one(database_file(settings.database_url)))
        except Locked as error:
            raise StartError(str(error)) from None
        except OSError as error:
            raise StartError(f"{error.filename} cannot be written ({error.strerror}): check DATABASE_URL") from None
        library = stack.enter_context(await asyncio.to_thread(opened, settings.database_url))
        token, api_url = settings.token, settings.api_url
        if token is None:
            token, api_url = await _playground(settings, stack)
            say(f"No TELEGRAM_BOT_TOKEN: try the bot at {api_url} (Ctrl+C stops it)")
        file = database_file(settings.database_url)
        access = await asyncio.to_thread(admission, library.database, settings)
        verbatim = Verbatim.build(
            library,
            token,
            api_url,
            limits=limits,
            summary_method=settings.summary_method,
            fetcher=Fetcher(settings.fetch_allow_hosts),
            access=access,
            allowance=settings.allowance,
            folder=file.absolute().parent if file else None,
        )
        bot = verbatim.application.bot
        if settings.metrics_listen is not None:
            await _monitored(verbatim, settings.metrics_listen, file, stack)
        if settings.webhook is not None and settings.token is not None:
            receiver = await stack.enter_async_context(verbatim.webhook(settings.webhook))
            watching = health.watch_webhook(bot, settings.webhook, receiver, ALLOWED_UPDATES)
        else:
            task = await stack.enter_async_context(verbatim.polling())
            watching = health.watch(bot, verbatim.poller, task)
        if access.claim is not None:
            say(how_to_claim(access.claim, bot.username, everybody=access.policy.everybody))
        say(f"@{bot.username} is ready")
        await until(stopping, watching)
        say("stopping")


def opened(database_url: str) -> Library:
    """The library, brought up to date when nobody works with it who must not see that. Raises StartError."""
    try:
        with among_others_on(database_url):
            return open_library(database_url)
    except Locked as error:
        raise StartError(str(error)) from None


async def _playground(settings: Settings, stack: AsyncExitStack) -> tuple[str, str]:
    """Starts the local Telegram; returns its token and address. Raises StartError."""
    from bot.playground import PlaygroundError, start

    listen, database = settings.playground_listen, database_file(settings.database_url)
    # Its conversation is kept beside the database, so that both last equally long.
    path = database.with_name(f"{database.stem}-playground.db") if database else None
    try:
        local = await start(listen.host, listen.port, path=path)
    except PlaygroundError as error:
        raise StartError(str(error)) from None
    stack.push_async_callback(local.stop)
    return local.token, local.url


async def _monitored(verbatim: Verbatim, listen: Address, file: Path | None, stack: AsyncExitStack) -> None:
    """Serves numbers about the bot, when that is wanted: else nothing of it is loaded. Raises StartError."""
    from bot.ops.metrics_server import monitored

    try:
        await stack.enter_async_context(monitored(verbatim, listen, file))
    except ListenError as error:
        raise StartError(str(error)) from None
