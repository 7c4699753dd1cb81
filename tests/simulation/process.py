"""One process of the bot: its queues, wired as bot/app.py does it, with quick handlers of our own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from types import SimpleNamespace
from typing import Any, cast

from telegram import Bot, Update

from bot.app import DRAIN_SECONDS, STOP_SECONDS
from bot.queues.delivery import Delivery
from bot.queues.dispatcher import Dispatcher
from bot.queues.inbox import Inbox
from bot.queues.outbox import Outbox
from bot.services.request import Services
from bot.tasks import ended, repeatedly
from bot.transport.polling import Poller, RawUpdates
from index import Database
from tests.simulation.handling import Handling, rendered
from tests.simulation.ledger import Ledger
from tests.simulation.loop import Clock
from tests.simulation.telegram import Way

PRUNING_SECONDS = 60.0


class Process:
    """Dispatcher, inbox, outbox and delivery over one database; nothing of it outlasts its loop."""

    def __init__(
        self, database: Database, way: Callable[[], Way], clock: Clock, ledger: Ledger, failures: dict[int, int]
    ) -> None:
        self._ledger = ledger
        source = RawUpdates(way())
        bot = Bot("1000001:playground", "http://telegram.test/bot", request=way(), get_updates_request=source)
        self.dispatcher = Dispatcher(database, bot, self._process)
        self.inbox = Inbox(database, self.dispatcher, clock=clock.time)
        delivery = Delivery(database, bot, rendered, clock=clock.time)
        self.outbox = Outbox(delivery, busy=self.dispatcher.busy)
        self.poller = Poller(bot, source, self.inbox.take, self.inbox.room, [], clock=clock.monotonic)
        services = SimpleNamespace(outbox=self.outbox, dispatcher=self.dispatcher, writer=self.dispatcher.writer)
        self.handling = Handling(database, cast(Services, services), clock, ledger, failures)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(
        self, feed: Callable[[Inbox], Any] | None, *works: Callable[[], Coroutine[Any, Any, None]]
    ) -> list[asyncio.Task[None]]:
        """Sends and handles, and ``works``; fetches updates itself unless there is a ``feed``.

        Returns what must not end.
        """
        pruning = repeatedly(self.inbox.prune, PRUNING_SECONDS, "retention.failed")
        self._tasks = [
            asyncio.create_task(self.outbox.run(), name="outbox"),
            asyncio.create_task(pruning, name="pruning"),
            *(asyncio.create_task(each(), name="work") for each in works),
        ]
        while True:
            try:
                await self.inbox.replay()
                break
            except Exception as error:
                # The real program would end, and be started again.
                self._ledger.trace(f"starting fails: {error}")
                await asyncio.sleep(1.0)
        fetching = self.poller.run() if feed is None else feed(self.inbox)
        self._tasks.append(asyncio.create_task(fetching, name="fetching"))
        return self._tasks

    async def stop(self) -> None:
        """Ends as the bot does when it is told to."""
        *works, fetching = self._tasks
        await ended(fetching)
        await self.dispatcher.stop(STOP_SECONDS)
        await ended(*works)
        await self.outbox.drain(DRAIN_SECONDS)

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being handled or sent, or will be, as far as the process knows."""
        return not self.dispatcher.waiting and not self.outbox.due() and not self.outbox._heads

    def leftovers(self) -> list[str]:
        """What a process at rest has in its memory and should not have, by name."""
        held = {
            "attempts": self.dispatcher.attempts,
            "queues": self.dispatcher._turns,
            "tasks": self.dispatcher._tasks,
            "taken": self.outbox._taken,
            "heads": self.outbox._heads,
            "sending": self.outbox._sending,
        }
        return [name for name, things in held.items() if things]

    async def _process(self, update: Update) -> None:
        try:
            await self.handling.handle(update)
        except Exception as error:
            self.dispatcher.attempts[update.update_id].error = error
