"""One message that is owed on its way to Telegram, and what becomes of it whatever Telegram says."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.domain.messages import Edit, Export, Outgoing, React, ReplyTo, Send, SendReceipt
from bot.presentation.texts import Texts
from bot.queues.batch_writer import BatchWriter
from bot.queues.late import in_time
from bot.queues.observer import Observer
from bot.queues.ownership import Ownership
from bot.queues.permits import Permits
from bot.store import chats, outbox
from bot.store.outbox import Owed
from bot.transport.flood_limits import Limits, seconds_of
from bot.transport.sending import Delivered, deliver, kind_of, unheard

log = logging.getLogger(__name__)

Renderer = Callable[[SendReceipt], Send]
Sent = Send | Edit | React | Export
# Sends a part of an export, and says what is owed after it.
Exporting = Callable[[Export], Awaitable[Export | None]]
# What fails so often, while other messages go through, is given up; after an hour or so.
MOST_TRIES = 40
LONGEST_PAUSE = 120.0
SEND_SECONDS = 60.0
# So many failures in a row, whatever the message: Telegram is away.
OUTAGE = 3


async def nothing(_: Export) -> None:
    """Where there is nothing to export."""


class Delivery:
    """Sends messages, one call each, and changes their rows accordingly.

    ``render`` turns joined receipts into a message at the moment they go; ``migrate`` is told of a group's new id;
    ``export`` sends files; ``wake`` is told of chats that are owed something else by now.
    """

    def __init__(
        self,
        bot: Bot,
        writer: BatchWriter,
        render: Renderer,
        wake: Callable[[Iterable[int]], None],
        *,
        limits: Limits,
        migrate: Callable[[Connection, int, int], None] = chats.migrate,
        export: Exporting = nothing,
        clock: Callable[[], float] = time.time,
        ownership: Ownership | None = None,
        permits: Permits | None = None,
    ) -> None:
        self._ownership, self._permits = ownership or Ownership(), permits or Permits()
        self._bot, self._writer, self._render, self._wake = bot, writer, render, wake
        self._limits, self._migrate, self._export, self._clock = limits, migrate, export, clock
        self._failures, self._delivered_at = 0, 0.0
        self.observer = Observer()

    async def attempt(self, owed: Owed) -> None:
        """Sends it, and writes down what came of it."""
        message = owed.shown
        if message is None:
            await self._change(owed, partial(outbox.done, owed=owed, message_id=None, about=None, now=self._clock()))
            return
        sent: Sent = self._render(message) if isinstance(message, SendReceipt) else message
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
        try:
            delivered, following = await self._sent(owed, timely)
        except TimeoutError:
            await self._missed(owed, "no answer in time")
        except TelegramError as error:
            await self._refused(owed, sent, error)
        else:
            self._failures, self._delivered_at = 0, self._clock()
            self.observer.sent("sent")
            await self._finish(owed, sent, delivered, following)

    async def _sent(self, owed: Owed, message: Sent) -> tuple[Delivered, Export | None]:
        """What Telegram made of it, and what is owed after it."""
        try:
            if isinstance(message, Export):
                return Delivered(), await self._export(message)
            async with asyncio.timeout(SEND_SECONDS):
                return await deliver(self._bot, message), None
        finally:
            self._limits.arrived(owed.chat_id, self._clock())

    async def _refused(self, owed: Owed, sent: Sent, error: TelegramError) -> None:
        match error:
            case RetryAfter():
                await self._hold(owed, error)
            case Forbidden():
                self.observer.sent("forbidden")
                log.info("a chat does not want to hear from us any more; what it was owed is dropped")
                await self._change(owed, lambda connection: chats.close(connection, owed.chat_id, now=self._clock()))
            case ChatMigrated(new_chat_id=moved):
                await self._change(owed, lambda connection: self._migrate(connection, owed.chat_id, moved))
                self._wake([moved])
            case BadRequest():
                self.observer.sent("refused")
                log.warning("Telegram refused a message: %s", kind_of(error))
                await self._finish(owed, sent, Delivered(), self._instead(owed, sent, error))
            case InvalidToken():
                log.error("Telegram does not know the token at this moment; messages wait")
                self._limits.hold(None, self._clock() + 30.0, self._clock())
            case _:
                await self._missed(owed, error.message)

    def _instead(self, owed: Owed, sent: Sent, error: BadRequest) -> Send | None:
        """What is owed in the place of a message that was refused, if anybody is there to hear it."""
        if isinstance(sent, Export):
            return Send(chat_id=sent.chat_id, text=Texts.of(sent.language).export_failed)
        if not isinstance(sent, Edit) or unheard(error):
            return None
        # The message that was to be changed is gone, say: what it was to say is a message of its own.
        whole = self._render(owed.shown) if isinstance(owed.shown, SendReceipt) else owed.shown
        if isinstance(whole, Send):
            return replace(whole, again=False, hold=0.0)
        asked = sent.about.asked if sent.about is not None else None
        answered = ReplyTo(message_id=asked or sent.message_id)
        return Send(chat_id=sent.chat_id, text=sent.text, buttons=sent.buttons, about=sent.about, reply_to=answered)

    async def _missed(self, owed: Owed, reason: str) -> None:
        log.info("a message will be tried again: %s", reason)
        self._failures += 1
        if self._failures >= OUTAGE:
            now = self._clock()
            self._limits.hold(None, now + min(2.0 ** (self._failures - OUTAGE), 15.0), now)
        await self.later(owed)

    async def _finish(self, owed: Owed, sent: Sent, delivered: Delivered, following: Outgoing | None = None) -> None:
        about, now = sent.about, self._clock()

        def change(connection: Connection) -> None:
            was_owed = outbox.done(connection, owed, message_id=delivered.message_id, about=about, now=now)
            if following is not None and was_owed:
                # What comes next is owed from the moment when this is not any more.
                outbox.put(connection, [following], now=now)

        await self._change(owed, change)

    async def _hold(self, owed: Owed, error: RetryAfter) -> None:
        seconds, now = seconds_of(error), self._clock()
        self.observer.sent("flood_limited")
        log.info("Telegram asks to wait %g s with a message", seconds)
        self._limits.hold(owed.chat_id, now + seconds, now)
        self._ownership.asked_to_wait()
        await self._change(owed, partial(outbox.later, owed=owed, not_before=now + seconds, tries=owed.tries))

    async def later(self, owed: Owed) -> None:
        """Tries again later, or gives it up after many tries while others went through."""
        now = self._clock()
        if owed.tries + 1 >= MOST_TRIES and now - self._delivered_at < LONGEST_PAUSE:
            log.error("a message was given up after %d tries", owed.tries + 1)
            self.observer.sent("given_up")
            await self._change(owed, partial(outbox.done, owed=owed, message_id=None, about=None, now=now))
            return
        until = now + min(2.0 ** min(owed.tries, 10), LONGEST_PAUSE)
        self.observer.sent("retried")
        tries = min(owed.tries + 1, MOST_TRIES)
        await self._change(owed, partial(outbox.later, owed=owed, not_before=until, tries=tries))

    async def _change(self, owed: Owed, change: Callable[[Connection], object]) -> None:
        """Commits what became of a message. Raises Lost when its chat belongs to another process by now."""
        ownership = self._ownership
        sent = self._limits.remembered(owed.chat_id, self._clock()) if ownership.shared else ""

        def carry_out(connection: Connection) -> None:
            ownership.check_sending(connection, owed.chat_id, sent)
            self._permits.give_back(connection, owed.chat_id)
            change(connection)

        await self._writer.do(carry_out)
        self._permits.given_back(owed.chat_id)
