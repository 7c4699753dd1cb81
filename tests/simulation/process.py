"""One process of the bot: its queues, wired as bot/app.py does it, with quick handlers of our own."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

from sqlalchemy import Connection
from telegram import Bot, Message, Update

from bot.domain.messages import Button, Edit, MessageContext, Outgoing, ReceiptLine, Send, SendReceipt
from bot.handlers import adapter
from bot.queues.delivery import Delivery
from bot.queues.dispatcher import Dispatcher
from bot.queues.inbox import Inbox
from bot.queues.outbox import Outbox
from bot.services.request import Services
from bot.store import sent_messages
from bot.transport.polling import Poller, RawUpdates
from index import Database
from tests.simulation.ledger import Ledger
from tests.simulation.loop import Clock, Crash
from tests.simulation.telegram import Way

MORE = ((Button(text="more", data="more"),),)


class Process:
    """Dispatcher, inbox, outbox and delivery over one database; nothing of it outlasts its loop.

    ``failures`` says how often an update has still to fail, which outlasts it.
    """

    def __init__(
        self, database: Database, way: Callable[[], Way], clock: Clock, ledger: Ledger, failures: dict[int, int]
    ) -> None:
        self.database, self._clock = database, clock
        self._ledger, self._failures = ledger, failures
        source = RawUpdates(way())
        bot = Bot("1000001:playground", "http://telegram.test/bot", request=way(), get_updates_request=source)
        self.dispatcher = Dispatcher(database, bot, self._process)
        self.inbox = Inbox(database, self.dispatcher, clock=clock.time)
        delivery = Delivery(database, bot, _rendered, clock=clock.time)
        self.outbox = Outbox(delivery, busy=self.dispatcher.busy)
        self.poller = Poller(bot, source, self.inbox.take, self.inbox.room, [], clock=clock.monotonic)
        self._services = cast(
            Services, SimpleNamespace(outbox=self.outbox, dispatcher=self.dispatcher, writer=self.dispatcher.writer)
        )

    async def start(self, feed: Callable[[Inbox], Any] | None) -> list[asyncio.Task[None]]:
        """Sends and handles; fetches updates itself unless there is a ``feed``. Returns what must not end."""
        tasks = [asyncio.create_task(self.outbox.run(), name="outbox")]
        while True:
            try:
                await self.inbox.replay()
                break
            except Exception as error:
                # The real program would end, and be started again.
                self._ledger.trace(f"starting fails: {error}")
                await asyncio.sleep(1.0)
        fetching = self.poller.run() if feed is None else feed(self.inbox)
        return [*tasks, asyncio.create_task(fetching, name="fetching")]

    @property
    def at_rest(self) -> bool:
        """Whether nothing is being handled or sent, as far as the process knows."""
        return not self.dispatcher.waiting and not self.outbox.due()

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
            await self._handle(update)
        except Exception as error:
            self.dispatcher.attempts[update.update_id].error = error

    async def _handle(self, update: Update) -> None:
        number, kind = update.update_id, self._ledger.kinds[update.update_id]
        self._ledger.trace(f"update {number} ({kind}) is being handled")
        message = update.effective_message
        assert isinstance(message, Message)
        if kind == "ignored":
            return
        if kind == "poison":
            await asyncio.sleep(0.05)
            raise Crash(f"of update {number}")
        if kind == "slow":
            await asyncio.sleep(0.3)
        if kind == "broken" or self._failures.get(number, 0) > 0:
            self._failures[number] = self._failures.get(number, 0) - 1
            raise ValueError(kind)
        messages, tags = await self._more(update, message) if kind == "press" else _answers(kind, message)

        def change(connection: Connection) -> list[Outgoing]:
            connection.exec_driver_sql(
                "INSERT INTO effect (update_id, chat_id, tags) VALUES (?, ?, ?)",
                (number, message.chat.id, json.dumps(tags)),
            )
            return messages

        await adapter.commit_result(self._services, update, message.chat.id, change, language="en")

    async def _more(self, update: Update, message: Message) -> tuple[list[Outgoing], list[str]]:
        """As handlers of buttons do it: what the message is about is waited for, and then read."""
        began = self._clock.monotonic()
        await self.outbox.noted(message.chat.id)
        waited = self._clock.monotonic() - began
        chat_id, message_id = message.chat.id, message.message_id

        def read() -> MessageContext | None:
            with self.database.read() as connection:
                return sent_messages.about(connection, chat_id, message_id)

        about = await asyncio.to_thread(read)
        text = message.text or ""
        tag, _, version = text.partition(" v")
        known = None if about is None else about.shown
        self._ledger.pressed((chat_id, message_id), int(version or 1), known, waited)
        if about is None:
            return [], []
        following = f"{tag} v{about.shown + 1}"
        after = replace(about, shown=about.shown + 1)
        edit = Edit(chat_id=chat_id, message_id=message_id, text=following, buttons=MORE, about=after)
        return [edit], [following]


def _answers(kind: str, message: Message) -> tuple[list[Outgoing], list[str]]:
    chat_id, count = message.chat.id, int((message.text or "").split()[1])
    tags = [f"@{chat_id}/{message.message_id}.{number}" for number in range(count)]
    if kind == "save":
        return [SendReceipt(chat_id=chat_id, saved=tuple(map(_line, tags)), language="en")], tags
    return [
        Send(
            chat_id=chat_id,
            text=tag,
            buttons=MORE,
            about=MessageContext(kind="answer", question=tag, shown=1, asked=message.message_id),
        )
        for tag in tags
    ], tags


def _line(tag: str) -> ReceiptLine:
    nothing = {"source": None, "published": None, "kept": 1, "repeated": 0, "changed": 0, "words": 1}
    return ReceiptLine(article_id=1, title=tag, key=tag, **nothing)  # type: ignore[arg-type]


def _rendered(message: SendReceipt) -> Send:
    about = MessageContext(kind="receipt", keys=tuple(each.key for each in message.saved if each.key))
    text = f"saved {', '.join(each.title for each in message.saved)}"
    return Send(chat_id=message.chat_id, text=text, about=about)
