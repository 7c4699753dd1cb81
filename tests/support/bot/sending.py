"""An outbox over a database, and what it is given to send."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from telegram import Bot

from bot.domain.messages import Outgoing, ReceiptLine, Send, SendReceipt
from bot.playground import Person, World
from bot.queues.delivery import Delivery, Exporting, nothing
from bot.queues.outbox import Outbox
from bot.store import outbox
from bot.store.schema import outbox as table
from bot.transport.flood_limits import Limits
from index import Library
from tests.support.bot.waiting import until

# How long a receipt waits for company here, in seconds.
QUIET = 0.15


class Sending:
    """An outbox over a database; `owe` commits and `run` sends."""

    def __init__(
        self,
        library: Library,
        bot: Bot,
        *,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        export: Exporting = nothing,
        **options: Any,
    ) -> None:
        self.limits, self.clock = limits or Limits(unlimited=True), clock
        self.library, self.bot, self.export, self.options = library, bot, export, options
        self.new_process()

    def new_process(self) -> Outbox:
        """As after a crash: the rows are all that is left."""
        delivery = Delivery(
            self.library.database, self.bot, _rendered, limits=self.limits, clock=self.clock, export=self.export
        )
        self.outbox = Outbox(delivery, **{"delay": outbox.ReceiptDelay(quiet=QUIET), **self.options})
        return self.outbox

    def owe(self, *messages: Outgoing, **asked: Any) -> None:
        with self.library.transaction() as connection:
            self.outbox.put(connection, messages, **asked)
        self.outbox.wake({each.chat_id for each in messages})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        task = asyncio.create_task(self.outbox.run())
        try:
            yield
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
            await self.outbox.drain(1.0)

    async def empty(self) -> None:
        """Waits until nothing is owed any more."""
        await until(lambda: not self.owed())

    def owed(self) -> int:
        with self.library.database.read() as connection:
            return len(connection.execute(table.select()).all())


def _rendered(message: SendReceipt) -> Send:
    return Send(chat_id=message.chat_id, text=f"saved {', '.join(each.title for each in message.saved)}")


def receipt(chat_id: int, title: str) -> SendReceipt:
    saved = ReceiptLine(article_id=1, title=title, source=None, published=None, kept=1, repeated=0, changed=0, words=9)
    return SendReceipt(chat_id=chat_id, saved=(saved,), language="en")


def texts(world: World, person: Person) -> list[str]:
    return [post.text for post in world.from_bot(person.chat)]
