"""Sending what is owed: in order within a chat, side by side across chats, until Telegram has it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from contextlib import suppress

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.limits import Limits
from bot.outgoing import Acknowledge, Edit, Outgoing, Send
from bot.send import Delivered, deliver
from bot.store import chats
from bot.store import outbox as store
from bot.store.outbox import Owed
from index import Database

log = logging.getLogger(__name__)

Renderer = Callable[[Acknowledge], Send]
# What cannot be sent is tried this often, the last time after about an hour.
MOST_TRIES = 12
SIDE_BY_SIDE = 24


class Outbox:
    """Owns the rows that are waiting, and the task that sends them.

    ``render`` turns joined receipts into a message at the moment they go.
    """

    def __init__(
        self, database: Database, bot: Bot, render: Renderer, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._database = database
        self._bot = bot
        self._render = render
        self._clock = clock
        self._limits = Limits()
        self._news = asyncio.Event()
        self._sending: dict[int, asyncio.Task[None]] = {}

    def put(self, connection: Connection, messages: list[Outgoing]) -> None:
        """Owes these messages from the moment the caller's transaction is committed."""
        store.put(connection, messages, now=self._clock())

    def wake(self) -> None:
        """Says that something new was committed."""
        self._news.set()

    async def run(self) -> None:
        """Sends until cancelled; what is under way then is finished by ``drain``."""
        while True:
            self._news.clear()
            pause = await self._round()
            # Not wait_for: in Python 3.11 it can swallow a cancellation that comes together with news.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def drain(self, seconds: float) -> None:
        """Waits for the sends under way, at most that long. The rest stays owed."""
        if self._sending:
            await asyncio.wait(self._sending.values(), timeout=seconds)

    async def _round(self) -> float:
        """Starts every send that is due; returns how long until the next one is, in seconds."""
        try:
            waiting = await asyncio.to_thread(self._heads)
        except Exception:
            log.exception("the outbox cannot be read")
            return 2.0
        now = self._clock()
        pause = 30.0
        for owed in waiting:
            if owed.chat_id in self._sending:
                continue
            wait = max(owed.not_before - now, self._limits.wait(owed.chat_id, now))
            if wait > 0:
                pause = min(pause, wait)
            elif len(self._sending) < SIDE_BY_SIDE:
                self._limits.sent(owed.chat_id, now)
                self._sending[owed.chat_id] = asyncio.create_task(self._send(owed))
        return pause

    def _heads(self) -> list[Owed]:
        with self._database.read() as connection:
            return store.heads(connection)

    async def _send(self, owed: Owed) -> None:
        try:
            await self._try(owed)
        except Exception:
            # Only our own mistakes come here: the row must not block its chat for ever.
            log.exception("a message could not be sent")
            await self._later(owed, 2.0**owed.tries)
        finally:
            del self._sending[owed.chat_id]
            self._news.set()

    async def _try(self, owed: Owed) -> None:
        message = owed.message
        sent = self._render(message) if isinstance(message, Acknowledge) else message
        try:
            delivered = await deliver(self._bot, sent)
        except RetryAfter as error:
            until = self._clock() + _seconds(error)
            self._limits.hold(owed.chat_id, until)
            await self._write(lambda connection: store.later(connection, owed, not_before=until, tries=owed.tries))
        except Forbidden:
            log.info("a chat does not want to hear from us any more; what it was owed is dropped")
            await self._write(lambda connection: chats.close(connection, owed.chat_id, now=self._clock()))
        except ChatMigrated as error:
            moved = error.new_chat_id
            await self._write(lambda connection: chats.migrate(connection, owed.chat_id, moved))
        except (BadRequest, InvalidToken) as error:
            log.warning("Telegram refused a message: %s", error.message)
            await self._finish(owed, sent, Delivered())
        except (NetworkError, TelegramError) as error:
            log.info("a message will be tried again: %s", error.message)
            await self._later(owed, min(2.0**owed.tries, 900.0))
        else:
            await self._finish(owed, sent, delivered)

    async def _finish(self, owed: Owed, sent: Send | Edit, delivered: Delivered) -> None:
        about = sent.about
        await self._write(
            lambda connection: store.done(
                connection, owed, message_id=delivered.message_id, about=about, now=self._clock()
            )
        )

    async def _later(self, owed: Owed, seconds: float) -> None:
        if owed.tries + 1 >= MOST_TRIES:
            log.error("a message was given up after %d tries", MOST_TRIES)
            await self._write(lambda connection: store.done(connection, owed, message_id=None, about=None, now=0.0))
            return
        until = self._clock() + seconds
        await self._write(lambda connection: store.later(connection, owed, not_before=until, tries=owed.tries + 1))

    async def _write(self, change: Callable[[Connection], None]) -> None:
        def carry_out() -> None:
            with self._database.write() as connection:
                change(connection)

        await asyncio.to_thread(carry_out)


def _seconds(error: RetryAfter) -> float:
    after = error.retry_after
    return float(after) if isinstance(after, int | float) else after.total_seconds()
