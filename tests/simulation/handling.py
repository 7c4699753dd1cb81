"""What the handlers of a run do: quick answers of our own, committed as the bot's handlers commit theirs."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message, Update

from bot.domain.messages import Button, Edit, MessageContext, Outgoing, ReceiptLine, Send, SendReceipt
from bot.handlers import adapter
from bot.queues.outbox import Outbox
from bot.services.request import Services
from bot.store import chats, sent_messages
from index import Database
from tests.simulation.effects import TAG
from tests.simulation.ledger import Ledger
from tests.simulation.loop import Clock, Crash

MORE = ((Button(text="more", data="more"),),)
HOLD_SECONDS = 3.0
# The places of answers that take the place of others.
AGAIN = 1000
Change = Callable[[Connection], list[Outgoing]]


class Handling:
    """Handles updates by their kinds. ``failures`` says how often one has still to fail, which outlasts processes.

    ``others`` are ways to handle further kinds.
    """

    def __init__(
        self, database: Database, services: Services, clock: Clock, ledger: Ledger, failures: dict[int, int]
    ) -> None:
        self._database, self._services, self._clock = database, services, clock
        self._ledger, self._failures = ledger, failures
        self._outbox: Outbox = services.outbox
        self.others: dict[str, Callable[[Update, Message], Awaitable[None]]] = {
            "press": self._press,
            "withdraw": self._withdraw,
            "upgrade": self._upgrade,
        }

    async def handle(self, update: Update) -> None:
        """Raises what goes wrong; Crash when the process dies of it."""
        number, kind = update.update_id, self.kind_of(update)
        self._ledger.trace(f"update {number} ({kind}) is being handled")
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
        message = update.effective_message
        if not isinstance(message, Message):
            await self._comes_or_goes(update, kind)
        elif kind in self.others:
            await self.others[kind](update, message)
        else:
            messages, tags = answers(kind, message, number)
            await self.commit(update, lambda _: messages, about=message.message_id, tags=tags)

    def kind_of(self, update: Update) -> str:
        """What the update asks for."""
        return self._ledger.kinds[update.update_id]

    async def commit(
        self,
        update: Update,
        change: Change,
        *,
        about: int = 0,
        tags: list[str] | None = None,
        work: list[Any] | None = None,
        reopens: bool = True,
    ) -> None:
        """Commits a change, and a note that it was made: what it is about, says, and does to articles."""
        kind, chat = self.kind_of(update), update.effective_chat
        assert chat is not None

        def noted(connection: Connection) -> list[Outgoing]:
            messages = change(connection)
            connection.exec_driver_sql(
                "INSERT INTO effect (update_id, chat_id, kind, about, tags, work) VALUES (?, ?, ?, ?, ?, ?)",
                (update.update_id, chat.id, kind, about, json.dumps(tags or []), json.dumps(work or [])),
            )
            return messages

        await adapter.commit_result(self._services, update, chat.id, noted, language="en", reopens=reopens)

    async def _comes_or_goes(self, update: Update, kind: str) -> None:
        chat = update.effective_chat
        assert chat is not None

        def change(connection: Connection) -> list[Outgoing]:
            if kind == "block":
                chats.close(connection, chat.id, now=self._clock.time())
            else:
                chats.reopen(connection, chat.id)
            return []

        await self.commit(update, change, reopens=False)

    async def _upgrade(self, update: Update, message: Message) -> None:
        """As a group's migration is handled: Telegram tells of it in both."""
        to, source = message.migrate_to_chat_id, message.migrate_from_chat_id
        old, new = (message.chat.id, to) if to is not None else (source, message.chat.id)
        assert old is not None
        assert new is not None
        await self._services.writer.do(lambda connection: chats.migrate(connection, old, new))
        self._outbox.wake([old, new])
        await self.commit(update, lambda _: [])

    async def _withdraw(self, update: Update, message: Message) -> None:
        """What waits for a reason not to be said to the last message that waits so has one now."""
        chat_id = message.chat.id

        def last(connection: Connection) -> int:
            query = "SELECT max(about) FROM effect WHERE chat_id = ? AND kind = 'held'"
            return int(connection.exec_driver_sql(query, (chat_id,)).scalar() or 0)

        def read() -> int:
            with self._database.read() as connection:
                return last(connection)

        asked = await asyncio.to_thread(read)

        def change(connection: Connection) -> list[Outgoing]:
            self._outbox.withdraw(connection, chat_id, asked=asked)
            return []

        await self.commit(update, change, about=asked)

    async def _press(self, update: Update, message: Message) -> None:
        """As handlers of buttons do it: what the message is about is waited for, and then read."""
        began = self._clock.monotonic()
        await self._outbox.noted(message.chat.id)
        waited = self._clock.monotonic() - began
        chat_id, message_id = message.chat.id, message.message_id

        def read() -> MessageContext | None:
            with self._database.read() as connection:
                return sent_messages.about(connection, chat_id, message_id)

        about = await asyncio.to_thread(read)
        [shown] = TAG.findall(message.text or "")
        known = None if about is None else _version(about)
        self._ledger.pressed((chat_id, message_id), shown, known, waited)
        if about is None:
            await self.commit(update, lambda _: [])
            return
        after = replace(about, shown=about.shown + 1)
        text = _version(after)
        edit = Edit(chat_id=chat_id, message_id=message_id, text=text, buttons=MORE, about=after)
        await self.commit(update, lambda _: [edit], about=about.asked or 0, tags=[text])


def _version(about: MessageContext) -> str:
    return f"{about.question} v{about.shown}" if about.shown > 1 else f"{about.question}"


def answers(kind: str, message: Message, number: int) -> tuple[list[Outgoing], list[str]]:
    """What is owed for an update of that kind and number, and the tags in it."""
    chat_id, asked = message.chat.id, message.message_id
    if kind == "again":
        tag = f"@{chat_id}/{asked}.{AGAIN + number % 1_000_000}"
        about = MessageContext(kind="answer", question=tag, shown=1, asked=asked)
        return [Send(chat_id=chat_id, text=tag, buttons=MORE, about=about, again=True)], [tag]
    tags = [f"@{chat_id}/{asked}.{place}" for place in range(int((message.text or "").split()[1]))]
    if kind == "save":
        return [SendReceipt(chat_id=chat_id, saved=tuple(map(line, tags)), language="en")], tags
    about = MessageContext(kind="digest" if kind == "digest" else "answer", shown=1, asked=asked)
    hold = HOLD_SECONDS if kind == "held" else 0.0
    return [
        Send(chat_id=chat_id, text=tag, buttons=MORE, about=replace(about, question=tag), hold=hold) for tag in tags
    ], tags


def line(tag: str) -> ReceiptLine:
    """A receipt's line that says the tag."""
    nothing = {"source": None, "published": None, "kept": 1, "repeated": 0, "changed": 0, "words": 1}
    return ReceiptLine(article_id=1, title=tag, key=tag, **nothing)  # type: ignore[arg-type]


def rendered(message: SendReceipt) -> Send:
    """A receipt as it is sent."""
    about = MessageContext(kind="receipt", keys=tuple(each.key for each in message.saved if each.key))
    text = f"saved {', '.join(each.title for each in message.saved)}"
    return Send(chat_id=message.chat_id, text=text, about=about)
