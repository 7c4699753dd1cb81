"""The composition root: the one file that sees everything, and the order in which it starts and stops."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram import BotCommand, BotCommandScopeAllGroupChats, Update
from telegram.error import InvalidToken, NetworkError, TelegramError
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest

from bot import handlers
from bot.handlers import rest
from bot.inbox import Inbox, InOrder
from bot.outbox import Outbox
from bot.outgoing import Acknowledge, Send
from bot.settings import Settings
from bot.store import schema
from bot.texts import Texts
from bot.turn import Services
from bot.views.receipt import receipt
from index import Library

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent / "store" / "migrations"
VERSION_TABLE = "bot_version"
ALLOWED_UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
STOP_SECONDS = 8.0


class StartError(Exception):
    """The bot cannot start; the text says why and what to do, for the operator."""


def open_library(url: str) -> Library:
    """The library with the bot's own tables beside it. Raises StorageError."""
    library = Library.open(url)
    library.database.upgrade(MIGRATIONS, table=VERSION_TABLE, head=schema.REVISION)
    return library


class Verbatim:
    """The bot, wired: python-telegram-bot's Application with an inbox before it and an outbox behind it."""

    def __init__(self, library: Library, application: Application[Any, Any, Any, Any, Any, Any], inbox: Inbox) -> None:
        self.library = library
        self.application = application
        self.inbox = inbox
        order = application.update_processor
        assert isinstance(order, InOrder)
        outbox = Outbox(library.database, application.bot, _rendered)
        self.services = Services(library=library, outbox=outbox, order=order, bot=application.bot)
        order.application = application
        order.give_up = partial(rest.give_up, self.services)
        handlers.register(application, self.services)

    @classmethod
    def build(
        cls, library: Library, token: str, api_url: str, *, request: Callable[[], BaseRequest] | None = None
    ) -> Verbatim:
        """Wires everything over an open library. ``request`` makes the way to Telegram, twice; default HTTP."""
        inbox = Inbox(library.database)
        builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = ApplicationBuilder()
        builder.token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
        builder.update_queue(inbox).concurrent_updates(InOrder(library.database))
        builder.job_queue(None)
        if request is not None:
            builder.request(request()).get_updates_request(request())
        else:
            builder.connection_pool_size(64).connect_timeout(10).read_timeout(30)
        return cls(library, builder.build(), inbox)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Says hello to Telegram, takes up what was left, sends what is owed; stops in the reverse order.

        Raises StartError when Telegram refuses the token or cannot be reached.
        """
        application = self.application
        await _hello(application)
        await application.start()
        sender = asyncio.create_task(self.services.outbox.run(), name="outbox")
        replayed = await self.inbox.replay(application.bot)
        if replayed:
            log.info("%d updates were left from last time", replayed)
        try:
            yield
        finally:
            with suppress(TimeoutError):
                # What is being handled is finished; the rest waits in the inbox for the next start.
                async with asyncio.timeout(STOP_SECONDS):
                    await application.stop()
            sender.cancel()
            with suppress(asyncio.CancelledError):
                await sender
            await self.services.outbox.drain(1.0)
            await application.shutdown()

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[None]:
        """Running, with updates fetched by long polling."""
        async with self.running():
            updater = self.application.updater
            assert updater is not None
            await _introduce(self.application)
            await updater.start_polling(
                poll_interval=0, timeout=25, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False
            )
            try:
                yield
            finally:
                await updater.stop()


async def run(settings: Settings, say: Callable[[str], None]) -> None:
    """Runs the bot until it is told to stop. Raises StartError, SettingsError or LibraryError when it cannot."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for each in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(each, stopping.set)
    async with AsyncExitStack() as stack:
        library = stack.enter_context(await asyncio.to_thread(open_library, settings.database_url))
        token, api_url = settings.token, settings.api_url
        if token is None:
            from bot.playground import PlaygroundError, start

            listen = settings.playground_listen
            try:
                local = await start(listen.host, listen.port, path=_beside(settings.database_url))
            except PlaygroundError as error:
                raise StartError(str(error)) from None
            stack.push_async_callback(local.stop)
            token, api_url = local.token, local.url
            say(f"No TELEGRAM_BOT_TOKEN: try the bot at {local.url} (Ctrl+C stops it)")
        verbatim = Verbatim.build(library, token, api_url)
        await stack.enter_async_context(verbatim.polling())
        say(f"@{verbatim.application.bot.username} is ready")
        await stopping.wait()
        say("stopping")


def _rendered(message: Acknowledge) -> Send:
    return receipt(message, datetime.now(UTC))


def _beside(database_url: str) -> Path | None:
    """Where the playground keeps its conversation: beside the database, so that both last equally long."""
    prefix = "sqlite:///"
    name = database_url.removeprefix(prefix)
    if not database_url.startswith(prefix) or name in ("", ":memory:"):
        return None
    path = Path(name)
    return path.with_name(f"{path.stem}-playground.db")


async def _hello(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    try:
        await application.initialize()
    except InvalidToken:
        raise StartError(
            "Telegram does not know this token: check TELEGRAM_BOT_TOKEN, or get a new one from @BotFather (/token)"
        ) from None
    except NetworkError as error:
        raise StartError(
            f"Telegram cannot be reached ({error.message}): check the connection and TELEGRAM_API_URL"
        ) from None
    except TelegramError as error:
        raise StartError(f"Telegram refused: {error.message}") from None


async def _introduce(application: Application[Any, Any, Any, Any, Any, Any]) -> None:
    """Tells Telegram which commands to offer; that this fails once is no reason not to run."""
    commands = [BotCommand(name, description) for name, description in Texts.of(None).commands]
    try:
        await application.bot.set_my_commands(commands)
        await application.bot.set_my_commands(commands, scope=BotCommandScopeAllGroupChats())
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", error.message)
