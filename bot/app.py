"""The composition root: wires the bot's parts, and starts and stops them in order."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
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
from bot.domain.parsing.intents.intent import intent_of
from bot.domain.parsing.wishes import wish_of
from bot.domain.preferences import zone_of
from bot.fetching.document_reader import Reader
from bot.fetching.fetcher import Fetcher
from bot.handlers.admission.fallback import give_up
from bot.handlers.register import register
from bot.presentation.views.receipt import receipt
from bot.queues.cluster.coordinator import ClusterCoordinator
from bot.queues.cluster.heartbeat import ClusterTiming
from bot.queues.cluster.send_permits import SharedPermits
from bot.queues.delivery import Delivery, Permits
from bot.queues.dispatcher import Dispatcher
from bot.queues.inbox import Inbox
from bot.queues.observer import Observer
from bot.queues.outbox import Outbox
from bot.queues.ownership import ACCESS, ARRIVED, STRANGERS, Ownership
from bot.services.access.policy import Access
from bot.services.access.quotas import Quotas
from bot.services.articles.exporting import Exporter
from bot.services.request import Services
from bot.services.upkeep import owner_notices
from bot.services.upkeep.command_menu import introduce
from bot.services.upkeep.embedding import EmbeddingPace, keep_embedding
from bot.services.upkeep.owner_notices import Notices
from bot.services.upkeep.reindexing import Pace, keep_up
from bot.services.upkeep.retention import keep_house, move, tidy
from bot.store.database import LITTLE_SPACE
from bot.store.outbox import RECEIPT_DELAY, ReceiptDelay
from bot.tasks import ended, repeatedly, start_all
from bot.transport import health
from bot.transport.api_client import AiohttpRequest
from bot.transport.flood_limits import Limits
from bot.transport.inline_queries import ANSWER_SECONDS, InlineQueries
from bot.transport.newer_api import Server
from bot.transport.polling import Poller, RawUpdates
from bot.transport.startup import hello, no_webhook, set_webhook
from bot.transport.webhook import Receiver
from index import Library, LibraryError, warm

log = logging.getLogger(__name__)

ALLOWED_UPDATES = [
    Update.MESSAGE,
    Update.EDITED_MESSAGE,
    Update.CALLBACK_QUERY,
    Update.MY_CHAT_MEMBER,
    Update.INLINE_QUERY,
    Update.GUEST_MESSAGE,
    Update.CHANNEL_POST,
    Update.EDITED_CHANNEL_POST,
]
# At shutdown, how long running updates may take, and then running sends. The rest waits for the next start.
STOP_SECONDS = 6.0
DRAIN_SECONDS = 1.5
HOUSEKEEPING_SECONDS = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a bot or a test may set; the defaults are for a bot that everybody may use.

    ``request`` is called twice and makes the connection to Telegram (default: HTTP). ``folder`` is on the disk whose
    free space is watched. Times are in seconds, space is in bytes. ``clock`` gives the time of updates and messages in
    seconds since the epoch. ``warm``: load what the first article and the first question need before they come.
    """

    request: Callable[[], BaseRequest] | None = None
    limits: Limits = field(default_factory=Limits)
    summary_method: str = "verbatim"
    fetcher: Fetcher = field(default_factory=Fetcher)
    reader: Reader = field(default_factory=Reader)
    access: Access = field(default_factory=Access)
    allowance: Allowance = field(default_factory=Allowance)
    folder: Path | None = None
    observer: Observer = field(default_factory=Observer)
    receipt_delay: ReceiptDelay = RECEIPT_DELAY
    retry_pause: float = 0.5
    inline_seconds: float = ANSWER_SECONDS
    tidying_seconds: float = 2.0
    cluster: ClusterTiming = field(default_factory=ClusterTiming)
    reindexing: Pace = field(default_factory=Pace)
    embedding: EmbeddingPace = field(default_factory=EmbeddingPace)
    gather_seconds: float = 1.0
    warm: bool = True
    little_space: int = LITTLE_SPACE
    clock: Callable[[], float] = time.time


class Verbatim:
    """The bot, wired: python-telegram-bot's Application with an inbox before it and an outbox behind it."""

    def __init__(
        self,
        library: Library,
        application: Application[Any, Any, Any, Any, Any, Any],
        source: RawUpdates,
        options: Options,
    ) -> None:
        self.library, self.application = library, application
        self._tidying_seconds, self._pace = options.tidying_seconds, options.reindexing
        self._embedding = options.embedding
        self._warming = options.warm
        bot, database = application.bot, library.database
        quotas = Quotas(options.allowance)
        self.ownership, permits = _ownership(library, options, quotas.adopted)
        dispatcher = Dispatcher(
            database,
            bot,
            application.process_update,
            give_up=lambda update: give_up(self.services, update),
            pause=options.retry_pause,
            ownership=self.ownership,
            observer=options.observer,
        )
        self.inline_queries = InlineQueries(bot, application.process_update, seconds=options.inline_seconds)
        self.inbox = Inbox(database, dispatcher, inline=self.inline_queries.take, clock=options.clock)
        server = Server()
        self.services = Services(
            library=library,
            outbox=self._outbox(dispatcher, permits, options, server),
            dispatcher=dispatcher,
            writer=dispatcher.writer,
            ownership=self.ownership,
            bot=bot,
            summary_method=options.summary_method,
            fetcher=options.fetcher,
            reader=options.reader,
            access=options.access,
            quotas=quotas,
            server=server,
        )
        self.notices = Notices(
            self.services, options.folder, gather=options.gather_seconds, little_space=options.little_space
        )
        self.health = health.Health(database, bot)
        self.poller = Poller(bot, source, self.inbox.take, self.inbox.room, ALLOWED_UPDATES)
        self.ownership.subscribe(ACCESS, options.access.changed)
        self.ownership.subscribe(STRANGERS, self.services.strangers.set)
        register(application, self.services)

    @classmethod
    def build(cls, library: Library, token: str, api_url: str, options: Options | None = None) -> Verbatim:
        """Wires everything over an open library."""
        options = options or Options()
        builder: ApplicationBuilder[Any, Any, Any, Any, Any, Any] = ApplicationBuilder()
        builder.token(token).base_url(f"{api_url}/bot").base_file_url(f"{api_url}/file/bot")
        # Updates come through our inbox, never through the Application's own queue.
        builder.updater(None).job_queue(None)
        if options.request is not None:
            sending, fetching = options.request(), options.request()
        else:
            sending = AiohttpRequest(connections=64, connect_timeout=10, read_timeout=30)
            fetching = AiohttpRequest(connections=2, connect_timeout=10, read_timeout=10)
        source = RawUpdates(fetching)
        builder.request(sending).get_updates_request(source)
        return cls(library, builder.build(), source, options)

    def _outbox(self, dispatcher: Dispatcher, permits: Permits, options: Options, server: Server) -> Outbox:
        delivery = Delivery(
            self.library.database,
            self.application.bot,
            _rendered,
            limits=options.limits,
            clock=options.clock,
            migrate=partial(move, self.library),
            export=Exporter(self.library, self.application.bot).send,
            ownership=self.ownership,
            permits=permits,
            report=options.observer.sent,
            server=server,
        )
        return Outbox(delivery, busy=dispatcher.busy, delay=options.receipt_delay)

    def waiting(self) -> int:
        """How many updates wait to be handled, by any process."""
        return max(self.services.dispatcher.waiting, self.ownership.backlog)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Connects to Telegram, resumes waiting updates, sends what is owed; stops in the reverse order.

        Raises OperatorError when Telegram refuses the token or cannot be reached, or a copy has the database.
        """
        # Loading at first use takes a second, so it happens before the first user.
        warming = asyncio.create_task(asyncio.to_thread(self._warm), name="warming")
        try:
            await hello(self.application)
        finally:
            await warming
        await self.ownership.begin(self.services.dispatcher, self.services.outbox)
        await self.application.start()
        tasks = start_all(self._background())
        replayed = await self.inbox.replay()
        if replayed:
            log.info("inbox.resumed: %d updates of the last run are taken up", replayed)
        how = owner_notices.ENDED
        try:
            yield
        except health.Stuck:
            how = owner_notices.STUCK
            raise
        finally:
            await self._stop(tasks, how)

    def _background(self) -> dict[str, Callable[[], Coroutine[Any, Any, None]]]:
        """The tasks beside the updates; one process runs those in ``leading`` for all."""
        tidying = partial(asyncio.to_thread, tidy, self.library)
        pause = self._tidying_seconds
        leading = {
            "housekeeping": partial(
                repeatedly, self._keep_house, HOUSEKEEPING_SECONDS, "retention.failed: deleting what is old failed"
            ),
            "tidying": partial(
                repeatedly, tidying, pause, "maintenance.failed: cleaning the library up failed", delay=pause
            ),
            "reindexing": partial(keep_up, self.library, self._pace),
            "embedding": partial(keep_embedding, self.library, self._embedding, self._busy),
            "introducing": partial(introduce, self.application.bot),
        }
        return {
            "outbox": self.services.outbox.run,
            "notices": self.notices.run,
            "notices of refusals": self.notices.resume_on,
            **{name: partial(self.ownership.while_leading, work) for name, work in leading.items()},
        }

    def _busy(self) -> bool:
        return self.services.dispatcher.load > 0

    async def _stop(self, tasks: list[asyncio.Task[None]], how: str) -> None:
        # Running updates are finished; the rest waits in the inbox for the next start, or for another process.
        self.ownership.stop()
        await self.inline_queries.stop()
        await self.services.dispatcher.stop(STOP_SECONDS)
        await ended(*tasks)
        await self.notices.end(how)
        await self.services.outbox.drain(DRAIN_SECONDS)
        await self.ownership.end()
        await self.application.stop()
        await self.application.shutdown()

    @asynccontextmanager
    async def polling(self) -> AsyncIterator[asyncio.Task[None]]:
        """Runs the bot with long polling; yields the task that polls."""
        async with self.running():
            await no_webhook(self.application.bot)
            # Only one of several processes polls.
            self.poller.rest()
            task = asyncio.create_task(self.ownership.while_leading(self.poller.run), name="polling")
            try:
                yield task
            finally:
                await ended(task)

    @asynccontextmanager
    async def webhook(self, settings: Webhook) -> AsyncIterator[Receiver]:
        """Runs the bot with a webhook; Telegram sends the updates that it kept as soon as it knows the address.

        Raises OperatorError when the address cannot be listened on, or Telegram refuses it.
        """
        async with self.running():
            receiver = Receiver(settings, self.inbox.take, self.health)
            self.ownership.subscribe(ARRIVED, receiver.others_received)
            async with receiver.listening():
                await set_webhook(self.application.bot, settings, ALLOWED_UPDATES)
                yield receiver

    def _warm(self) -> None:
        if not self._warming:
            return
        # The word files are read at first use.
        wish_of("hello")
        intent_of("hello", forwarded=False)
        try:
            warm(self.library)
        except LibraryError as error:
            log.warning("warmup.failed: the first article will take longer: %s", error)

    async def _keep_house(self) -> None:
        await self.inbox.prune()
        await asyncio.to_thread(keep_house, self.library, now=time.time())


def _ownership(library: Library, options: Options, adopted: Callable[[int], None]) -> tuple[Ownership, Permits]:
    """The ownership of chats and sends; several processes can share a PostgreSQL database."""
    if library.database.sqlite:
        return Ownership(), Permits()
    coordinator = ClusterCoordinator(library.database, options.limits, adopted=adopted, timing=options.cluster)
    return coordinator, Permits() if options.limits.unlimited else SharedPermits(library.database)


def _rendered(message: SendReceipt) -> Send:
    return receipt(message, datetime.now(zone_of(message.zone)))
