"""The composition root: what the bot is made of, and the order in which its parts start and stop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.ext import Application, ApplicationBuilder
from telegram.request import BaseRequest

from bot.config import Webhook
from bot.domain.allowance import Allowance
from bot.domain.messages import Send, SendReceipt
from bot.domain.preferences import zone_of
from bot.fetching.document_reader import Reader
from bot.fetching.fetcher import Fetcher
from bot.handlers.admission.fallback import give_up
from bot.handlers.register import register
from bot.presentation.views.receipt import receipt
from bot.queues.cluster.coordinator import ClusterCoordinator
from bot.queues.cluster.send_permits import SharedPermits
from bot.queues.dispatcher import Dispatcher
from bot.queues.inbox import Inbox
from bot.queues.outbox import Outbox
from bot.queues.ownership import ACCESS, ARRIVED, STRANGERS, Ownership
from bot.queues.permits import Permits
from bot.queues.tasks import ended
from bot.services import owner_notices
from bot.services.access.policy import Access
from bot.services.access.quotas import Quotas
from bot.services.command_menu import introduce
from bot.services.exporting import Exporter
from bot.services.owner_notices import Notices
from bot.services.reindexing import keep_up
from bot.services.request import Services
from bot.services.retention import keep_house, move, tidy
from bot.store.locks import Locked
from bot.transport import health
from bot.transport.api_client import AiohttpRequest
from bot.transport.flood_limits import Limits
from bot.transport.http_server import ListenError
from bot.transport.inline_queries import InlineQueries
from bot.transport.polling import Poller, RawUpdates
from bot.transport.startup import StartError, hello, no_webhook, set_webhook
from bot.transport.webhook import Receiver
from index import Library, LibraryError, warm

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
]
# What is under way when we are told to stop has so long; what is not done by then waits in the inbox.
STOP_SECONDS = 6.0
DRAIN_SECONDS = 1.5
HOUSEKEEPING_SECONDS = 3600.0
TIDYING_SECONDS = 2.0


class Verbatim:
    """The bot, wired: python-telegram-bot's Application with an inbox before it and an outbox behind it."""

    def __init__(
        self,
        library: Library,
        application: Application[Any, Any, Any, Any, Any, Any],
        source: RawUpdates,
        limits: Limits | None = None,
        summary_method: str = "verbatim",
        fetcher: Fetcher | None = None,
        reader: Reader | None = None,
        access: Access | None = None,
        allowance: Allowance | None = None,
        folder: Path | None = None,
    ) -> None:
        self.library = library
        self.application = application
        limits = limits or Limits()
        self.sharing = None if library.database.sqlite else ClusterCoordinator(library.database, limits)
        self.ownership = self.sharing or Ownership()
        order = Dispatcher(library.database, ownership=self.ownership)
        self.inbox = Inbox(library.database, order, sharing=self.sharing)
        self.passing = InlineQueries(application)
        self.inbox.passing = self.passing.take
        moved = partial(move, library)
        export = Exporter(library, application.bot).send
        outbox = Outbox(
            library.database,
            application.bot,
            _rendered,
            busy=order.busy,
            limits=limits,
            migrate=moved,
            export=export,
            ownership=self.ownership,
            permits=Permits() if self.sharing is None or limits.unlimited else SharedPermits(library.database),
        )
        self.services = Services(
            library=library,
            outbox=outbox,
            dispatcher=order,
            writer=order.writer,
            ownership=self.ownership,
            bot=application.bot,
            summary_method=summary_method,
            fetcher=fetcher or Fetcher(),
            reader=reader or Reader(),
            access=access or Access(),
            quotas=Quotas(allowance or Allowance()),
        )
        self.notices = Notices(self.services, folder)
        self.health = health.Health(library.database, application.bot)
        self.poller = Poller(application.bot, source, self.inbox.take, self.inbox.room, ALLOWED_UPDATES)
        if self.sharing is not None:
            self.sharing.adopted = self.services.quotas.adopted
        self.ownership.on(ACCESS, self.services.access.changed)
        self.ownership.on(STRANGERS, self.services.strangers.set)
        order.application = application
        order.give_up = partial(give_up, self.services)
        register(application, self.services)

    @classmethod
    def build(
        cls,
        library: Library,
        token: str,
        api_url: str,
        *,
        request: Callable[[], BaseRequest] | None = None,
        limits: Limits | None = None,
        summary_method: str = "verbatim",
        fetcher: Fetcher | None = None,
        reader: Reader | None = None,
        access: Access | None = None,
        allowance: Allowance | None = None,
        folder: Path | None = None,
    ) -> Verbatim:
        """Wires everything over an open library. ``request`` makes the way to Telegram, twice; default HTTP.

        ``access`` says who may use the bot, by default everybody, and ``allowance`` how much; ``folder`` is on the
        disk that may fill up.
        """
        builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = ApplicationBuilder()
        builder.token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
        # Updates come by way of our inbox, never through the Application's own queue.
        builder.updater(None).job_queue(None)
        if request is not None:
            sending, fetching = request(), request()
        else:
            sending = AiohttpRequest(connections=64, connect_timeout=10, read_timeout=30)
            fetching = AiohttpRequest(connections=2, connect_timeout=10, read_timeout=10)
        source = RawUpdates(fetching)
        builder.request(sending).get_updates_request(source)
        return cls(library, builder.build(), source, limits, summary_method, fetcher, reader, access, allowance, folder)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Says hello to Telegram, takes up what was left, sends what is owed; stops in the reverse order.

        Raises StartError when Telegram refuses the token or cannot be reached.
        """
        application, services = self.application, self.services
        # What is loaded at first use takes a second: nobody is to wait for it behind whoever came first.
        warming = asyncio.create_task(asyncio.to_thread(self._warm), name="warming")
        try:
            await hello(application)
        finally:
            await warming
        if self.sharing is not None:
            try:
                await self.sharing.begin(services.dispatcher, services.outbox)
            except Locked as error:
                raise StartError(str(error)) from None
        await application.start()
        sender = asyncio.create_task(self.services.outbox.run(), name="outbox")
        keeper = asyncio.create_task(self.ownership.while_leading(self._keep_house), name="housekeeping")
        tidying = asyncio.create_task(self.ownership.while_leading(self._tidy), name="tidying")
        reindexing = asyncio.create_task(
            self.ownership.while_leading(partial(keep_up, self.library)), name="reindexing"
        )
        teller = asyncio.create_task(self.notices.run(), name="notices")
        resumer = asyncio.create_task(self.notices.resume_on(), name="what was refused")
        introducing = asyncio.create_task(
            self.ownership.while_leading(partial(introduce, application.bot)), name="introducing"
        )
        replayed = await self.inbox.replay()
        if replayed:
            log.info("%d updates were left from last time", replayed)
        how = owner_notices.ENDED
        try:
            yield
        except health.Stuck:
            how = owner_notices.STUCK
            raise
        finally:
            # What is being handled is finished; the rest waits in the inbox for the next start, or another process.
            if self.sharing is not None:
                self.sharing.stop()
            await self.passing.stop()
            await self.services.dispatcher.stop(STOP_SECONDS)
            await ended(introducing, keeper, tidying, reindexing, teller, resumer, sender)
            await self.notices.end(how)
            await self.services.outbox.drain(DRAIN_SECONDS)
            if self.sharing is not None:
                await self.sharing.end()
            await application.stop()
            await application.shutdown()

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[asyncio.Task[None]]:
        """Running, with updates fetched by long polling; gives the task that fetches them."""
        async with self.running():
            await no_webhook(self.application.bot)
            # Of several processes one polls; of the others nobody expects it.
            self.poller.rest()
            task = asyncio.create_task(self.ownership.while_leading(self.poller.run), name="polling")
            try:
                yield task
            finally:
                await ended(task)

    @asynccontextmanager
    async def webhook(self, settings: Webhook) -> AsyncIterator[Receiver]:
        """Running, with updates posted to us; what Telegram has kept comes as soon as it knows where to.

        Raises StartError when the address cannot be listened on, or Telegram does not want it.
        """
        async with self.running():
            receiver = Receiver(settings, self.inbox.take, self.health)
            self.ownership.on(ARRIVED, receiver.others_received)
            try:
                async with receiver.listening():
                    await set_webhook(self.application.bot, settings, ALLOWED_UPDATES)
                    yield receiver
            except ListenError as error:
                raise StartError(str(error)) from None

    def _warm(self) -> None:
        try:
            warm(self.library)
        except LibraryError as error:
            log.warning("the first article will be loaded more slowly: %s", error)

    async def _tidy(self) -> None:
        while True:
            await asyncio.sleep(TIDYING_SECONDS)
            try:
                await asyncio.to_thread(tidy, self.library)
            except LibraryError as error:
                log.error("what is left of long articles and forgotten chats waits: %s", error)
            except Exception as error:
                log.error("something of long articles or forgotten chats cannot be done: %s", type(error).__name__)

    async def _keep_house(self) -> None:
        while True:
            try:
                await self.inbox.prune()
                await asyncio.to_thread(keep_house, self.library, now=time.time())
            except LibraryError as error:
                log.error("what is due could not be forgotten: %s", error)
            await asyncio.sleep(HOUSEKEEPING_SECONDS)


def _rendered(message: SendReceipt) -> Send:
    return receipt(message, datetime.now(zone_of(message.zone)))
