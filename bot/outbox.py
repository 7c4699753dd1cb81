"""Sending what is owed: in order within a chat, side by side across chats, until Telegram has it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.late import in_time
from bot.limits import Limits, seconds_of
from bot.observer import Observer
from bot.outgoing import Acknowledge, Edit, Export, Outgoing, React, Send
from bot.send import Delivered, deliver
from bot.store import again, chats
from bot.store import outbox as store
from bot.store.outbox import Head, Owed
from bot.texts import Texts
from bot.writer import Writer
from index import Database, LibraryError

log = logging.getLogger(__name__)

Renderer = Callable[[Acknowledge], Send]
Sent = Send | Edit | React | Export
# Sends a part of an export, and says what is owed after it.
Exporting = Callable[[Export], Awaitable[Export | None]]
# What fails so often, while other messages go through, is given up; after an hour or so.
MOST_TRIES = 40
LONGEST_PAUSE = 120.0
SIDE_BY_SIDE = 32
SEND_SECONDS = 60.0
# So many failures in a row, whatever the message: Telegram is away.
OUTAGE = 3


async def _nothing(_: Export) -> None:
    """Where there is nothing to export."""


class Outbox:
    """Owns the rows that are waiting, and the task that sends them.

    ``render`` turns joined receipts into a message at the moment they go; ``busy`` says whether more of a
    chat is being handled, so that the receipt may wait for company; ``migrate`` is told of a group's new id;
    ``export`` sends files.
    """

    def __init__(
        self,
        database: Database,
        bot: Bot,
        render: Renderer,
        *,
        busy: Callable[[int], bool] = lambda _chat_id: False,
        limits: Limits | None = None,
        migrate: Callable[[Connection, int, int], None] = chats.migrate,
        export: Exporting = _nothing,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._export = export
        self._database = database
        self._bot = bot
        self._render = render
        self._busy = busy
        self._limits, self._migrate = limits or Limits(), migrate
        self._clock = clock
        self._writer = Writer(database)
        self._news = asyncio.Event()
        self._heads: dict[int, Head] = {}
        # Chats whose next message may be another one by now; None: all of them.
        self._changed: set[int] | None = None
        self._sending: dict[int, asyncio.Task[None]] = {}
        # Rows that were read in order to be sent: a receipt cannot join one any more.
        self._taken: set[int] = set()
        self._failures, self._delivered_at = 0, 0.0
        self.observer = Observer()

    def put(
        self,
        connection: Connection,
        messages: Sequence[Outgoing],
        *,
        asked_at: float | None = None,
        language: str | None = None,
    ) -> None:
        """Owes these messages from the moment the caller's transaction is committed; then call ``wake``.

        ``asked_at`` (seconds since the epoch) and ``language``: of what they answer.
        """
        store.put(connection, messages, now=self._clock(), asked_at=asked_at, language=language, taken=self._taken)

    def wake(self, chat_ids: Iterable[int] | None = None) -> None:
        """Says that something was committed for these chats; None: for whichever. Only in the event loop's thread."""
        if chat_ids is None or self._changed is None:
            self._changed = None
        else:
            self._changed.update(chat_ids)
        self._news.set()

    def withdraw(
        self, connection: Connection, chat_id: int, *, asked: int | None = None, album: str | None = None
    ) -> None:
        """Drops what waits for a reason not to be said to message ``asked``, or to an album: there is one now."""
        again.withdraw(connection, chat_id, asked=asked, album=album, held=True, taken=self._taken)

    async def run(self) -> None:
        """Sends until cancelled; what is under way then is finished by ``drain``."""
        while True:
            self._news.clear()
            try:
                pause = await self._round()
            except LibraryError as error:
                log.error("the outbox cannot be read: %s", error)
                self._changed, pause = None, 2.0
            # Not wait_for: in Python 3.11 it can swallow a cancellation that comes together with news.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def drain(self, seconds: float) -> None:
        """Waits for the sends under way, at most that long. The rest stays owed."""
        if self._sending:
            _, late = await asyncio.wait(self._sending.values(), timeout=seconds)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _round(self) -> float:
        """Starts every send that is due; returns how long until the next one is, in seconds."""
        await self._look()
        now = self._clock()
        pause = 30.0
        due: list[Head] = []
        for head in sorted(self._heads.values(), key=lambda each: (each.priority, each.not_before, each.id)):
            if len(self._sending) + len(due) >= SIDE_BY_SIDE:
                break
            if head.chat_id in self._sending:
                continue
            if head.not_before > head.created_at and self._busy(head.chat_id):
                ready = min(now + store.QUIET_SECONDS, head.created_at + store.LONGEST_SECONDS)
            else:
                ready = head.not_before
            wait = max(ready - now, head.not_before - now, self._limits.wait(head.chat_id, now))
            if wait > 0:
                pause = min(pause, wait)
                if self._limits.wait_all(now) > 0:
                    break
                continue
            self._limits.sent(head.chat_id, now)
            due.append(head)
        if due:
            await self._start(due)
        return max(pause, 0.005)

    async def _look(self) -> None:
        changed, self._changed = self._changed, set()
        if changed is not None and not changed:
            return

        def read() -> list[Head]:
            with self._database.read() as connection:
                return store.heads(connection, changed)

        try:
            found = await asyncio.to_thread(read)
        except LibraryError:
            self._changed = None
            raise
        if changed is None:
            self._heads.clear()
        else:
            for chat_id in changed:
                self._heads.pop(chat_id, None)
        self._heads.update({head.chat_id: head for head in found})

    async def _start(self, due: list[Head]) -> None:
        ids = [head.id for head in due]

        def take() -> list[Owed]:
            self._taken.update(ids)
            with self._database.read() as connection:
                return store.take(connection, ids)

        try:
            found = {owed.id: owed for owed in await asyncio.to_thread(take)}
        except LibraryError:
            self._taken.difference_update(ids)
            raise
        for head in due:
            owed = found.get(head.id)
            if owed is None or owed.chat_id != head.chat_id:
                self._taken.discard(head.id)
                self.wake([head.chat_id])
            else:
                self._sending[head.chat_id] = asyncio.create_task(self._send(owed), name="send")

    async def _send(self, owed: Owed) -> None:
        try:
            await self._try(owed)
        except Exception:
            # Only our own mistakes come here: the row must not block its chat for ever.
            log.exception("a message could not be sent")
            await self._later(owed)
        finally:
            del self._sending[owed.chat_id]
            self._taken.discard(owed.id)
            self.wake([owed.chat_id])

    async def _try(self, owed: Owed) -> None:
        message = owed.shown
        if message is None:
            await self._writer.do(
                lambda connection: store.done(connection, owed, message_id=None, about=None, now=self._clock())
            )
            return
        sent: Sent = self._render(message) if isinstance(message, Acknowledge) else message
        if owed.edits is not None and isinstance(sent, Send):
            sent = Edit(
                chat_id=sent.chat_id, message_id=owed.edits, text=sent.text, buttons=sent.buttons, about=sent.about
            )
        timely = (
            sent
            if isinstance(sent, Export)
            else in_time(sent, asked_at=owed.asked_at, language=owed.language, now=self._clock())
        )
        if timely is None:
            log.info("an answer that comes too late for its group is not sent")
            self.observer.sent("late")
            await self._finish(owed, sent, Delivered())
            return
        following: Outgoing | None = None
        try:
            try:
                if isinstance(timely, Export):
                    delivered, following = Delivered(), await self._export(timely)
                else:
                    async with asyncio.timeout(SEND_SECONDS):
                        delivered = await deliver(self._bot, timely)
            finally:
                self._limits.arrived(owed.chat_id, self._clock())
        except RetryAfter as error:
            await self._hold(owed, error)
        except Forbidden:
            self.observer.sent("forbidden")
            log.info("a chat does not want to hear from us any more; what it was owed is dropped")
            await self._writer.do(lambda connection: chats.close(connection, owed.chat_id, now=self._clock()))
        except ChatMigrated as error:
            moved = error.new_chat_id
            await self._writer.do(lambda connection: self._migrate(connection, owed.chat_id, moved))
            self.wake([moved])
        except BadRequest as error:
            self.observer.sent("refused")
            log.warning("Telegram refused a message: %s", error.message)
            if isinstance(sent, Export):
                following = Send(chat_id=sent.chat_id, text=Texts.of(sent.language).export_failed)
            await self._finish(owed, sent, Delivered(), following)
        except InvalidToken:
            log.error("Telegram does not know the token at this moment; messages wait")
            self._limits.hold(None, self._clock() + 30.0, self._clock())
        except (TelegramError, TimeoutError) as error:
            log.info("a message will be tried again: %s", getattr(error, "message", "no answer in time"))
            self._failures += 1
            if self._failures >= OUTAGE:
                now = self._clock()
                self._limits.hold(None, now + min(2.0 ** (self._failures - OUTAGE), 15.0), now)
            await self._later(owed)
        else:
            self._failures, self._delivered_at = 0, self._clock()
            self.observer.sent("sent")
            await self._finish(owed, sent, delivered, following)

    async def _finish(self, owed: Owed, sent: Sent, delivered: Delivered, following: Outgoing | None = None) -> None:
        about, now = sent.about, self._clock()

        def change(connection: Connection) -> None:
            store.done(connection, owed, message_id=delivered.message_id, about=about, now=now)
            if following is not None:
                # What comes next is owed from the moment when this is not any more.
                self.put(connection, [following])

        await self._writer.do(change)

    async def _hold(self, owed: Owed, error: RetryAfter) -> None:
        seconds, now = seconds_of(error), self._clock()
        self.observer.sent("flood_limited")
        log.info("Telegram asks to wait %g s with a message", seconds)
        self._limits.hold(owed.chat_id, now + seconds, now)
        await self._writer.do(
            lambda connection: store.later(connection, owed, not_before=now + seconds, tries=owed.tries)
        )

    async def _later(self, owed: Owed) -> None:
        now = self._clock()
        if owed.tries + 1 >= MOST_TRIES and now - self._delivered_at < LONGEST_PAUSE:
            log.error("a message was given up after %d tries", owed.tries + 1)
            self.observer.sent("given_up")
            await self._writer.do(lambda connection: store.done(connection, owed, message_id=None, about=None, now=now))
            return
        until = now + min(2.0 ** min(owed.tries, 10), LONGEST_PAUSE)
        self.observer.sent("retried")
        tries = min(owed.tries + 1, MOST_TRIES)
        await self._writer.do(lambda connection: store.later(connection, owed, not_before=until, tries=tries))
