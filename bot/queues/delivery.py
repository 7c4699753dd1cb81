"""Sends one owed message and records the outcome, whatever Telegram answers."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace
from functools import partial

from sqlalchemy import Connection
from telegram import Bot
from telegram.error import BadRequest, ChatMigrated, Forbidden, InvalidToken, RetryAfter, TelegramError

from bot.domain.messages import Edit, Export, GuestAnswer, Outgoing, React, ReplyTo, Send, SendReceipt
from bot.presentation.texts import Texts
from bot.queues.batch_writer import BatchWriter
from bot.queues.ownership import Ownership
from bot.store import chats, outbox
from bot.store.outbox import Head, Owed
from bot.transport.flood_limits import Limits, seconds_of
from bot.transport.newer_api import Server
from bot.transport.refusals import kind_of
from bot.transport.sending import Delivered, deliver, unheard
from index import Database

log = logging.getLogger(__name__)

Renderer = Callable[[SendReceipt], Send]
Sent = Send | Edit | React | Export | GuestAnswer
# Sends a part of an export; returns the part that is owed next.
Exporting = Callable[[Export], Awaitable[Export | None]]
# A message that fails this often while others succeed is given up, after about an hour.
SENDING_TRIES = 40
LONGEST_RETRY_PAUSE = 120.0
SEND_SECONDS = 60.0
# This many failures in a row, of any messages, mean that Telegram is down. Everything then pauses, for this long at
# most.
OUTAGE = 3
LONGEST_OUTAGE_PAUSE = 15.0
UNKNOWN_TOKEN_PAUSE = 30.0
# After an outage this long the question may be stale.
LATE_SECONDS = 900.0
# Telegram's limit is 4096 without markup; a longer answer goes without the notice that it is late.
LONGEST_LATE_TEXT = 3800


class Permits:
    """Which messages may go now, over all processes: Telegram counts them together.

    This one serves a single process: whatever ``bot.transport.flood_limits`` allows may go.
    """

    def wait(self, _priority: int) -> float:
        """Seconds until it is worth asking for a message of that priority; 0 means now."""
        return 0.0

    def take(self, due: Sequence[Head]) -> Collection[int]:
        """The chats of those messages that may go now, answers first. Callable from any thread. Raises StorageError."""
        return [each.chat_id for each in due]

    def give_back(self, connection: Connection, chat_id: int) -> None:
        """Telegram has answered the message sent to the chat. Callable from any thread."""

    def given_back(self, chat_id: int) -> None:
        """The transaction of ``give_back`` is committed."""


async def nothing(_: Export) -> None:
    """Where there is nothing to export."""


class Delivery:
    """Sends messages, one call each, and updates their rows accordingly.

    ``render`` turns joined receipts into a message when they go. ``migrate`` is called with a group's new id.
    ``export`` sends files. ``permits`` limits what all processes send together. ``report`` is called with each
    message's outcome.
    """

    def __init__(
        self,
        database: Database,
        bot: Bot,
        render: Renderer,
        *,
        limits: Limits | None = None,
        migrate: Callable[[Connection, int, int], None] = chats.migrate,
        export: Exporting = nothing,
        clock: Callable[[], float] = time.time,
        ownership: Ownership | None = None,
        permits: Permits | None = None,
        report: Callable[[str], None] = lambda _outcome: None,
        server: Server | None = None,
    ) -> None:
        self.limits, self.ownership, self.permits = limits or Limits(), ownership or Ownership(), permits or Permits()
        self.database, self.clock = database, clock
        self._bot, self._render, self._migrate, self._export, self._report = bot, render, migrate, export, report
        self._writer = BatchWriter(database)
        self._failures, self._delivered_at = 0, 0.0
        self._server = server or Server()

    async def attempt(self, owed: Owed) -> int | None:
        """Sends the message and records the outcome. Returns a migrated group's new id."""
        message = owed.shown
        if message is None:
            await self._drop(owed)
            return None
        sent: Sent = self._render(message) if isinstance(message, SendReceipt) else message
        if owed.edits is not None and isinstance(sent, Send):
            # The message keeps what it answers and quotes.
            text = sent.text if sent.unquoted is None else sent.unquoted
            sent = Edit(
                chat_id=sent.chat_id,
                message_id=owed.edits,
                text=text,
                buttons=sent.buttons,
                about=sent.about,
                only_for=sent.only_for,
            )
        fresh = expire_stale(sent, asked_at=owed.asked_at, language=owed.language, now=self.clock())
        if fresh is None:
            log.info("outbox.late: an answer is dropped, it comes too late for its group")
            self._report("late")
            await self._finish(owed, sent, Delivered())
            return None
        try:
            delivered, following = await self._sent(owed, fresh)
        except TimeoutError:
            await self._missed(owed, "no answer in time")
        except ChatMigrated as error:
            moved = error.new_chat_id
            await self._change(owed, lambda connection: self._migrate(connection, owed.chat_id, moved))
            return moved
        except TelegramError as error:
            await self._refused(owed, sent, error)
        else:
            self._failures, self._delivered_at = 0, self.clock()
            self._report("sent")
            await self._finish(owed, sent, delivered, following)
        return None

    async def _sent(self, owed: Owed, message: Sent) -> tuple[Delivered, Export | None]:
        """What Telegram returned, and the export part that is owed next."""
        try:
            if isinstance(message, Export):
                return Delivered(), await self._export(message)
            async with asyncio.timeout(SEND_SECONDS):
                return await deliver(self._bot, message, self._server), None
        finally:
            self.limits.arrived(owed.chat_id, self.clock())

    async def _refused(self, owed: Owed, sent: Sent, error: TelegramError) -> None:
        match error:
            case RetryAfter():
                await self._hold(owed, error)
            case BadRequest() | Forbidden() if _is_lost(sent, error):
                self._report("unseen")
                # Nobody else may see it, so it is sent in no other way.
                log.warning(
                    "outbox.unseen: a message for one person is dropped, Telegram rejected it: %s", kind_of(error)
                )
                await self._finish(owed, sent, Delivered())
            case Forbidden() if not isinstance(sent, GuestAnswer):
                self._report("forbidden")
                log.info("outbox.dropped: bot blocked or removed from a chat, its messages are dropped")
                await self._change(owed, lambda connection: chats.close(connection, owed.chat_id, now=self.clock()))
            case BadRequest() | Forbidden():
                self._report("refused")
                log.warning("outbox.rejected: Telegram rejected a message: %s", kind_of(error))
                await self._finish(owed, sent, Delivered(), self._instead(owed, sent, error))
            case InvalidToken():
                log.error("outbox.token_unknown: Telegram does not know the token at this moment, messages wait")
                self.limits.hold(None, self.clock() + UNKNOWN_TOKEN_PAUSE, self.clock())
            case _:
                await self._missed(owed, error.message)

    def _instead(self, owed: Owed, sent: Sent, error: TelegramError) -> Send | None:
        """The replacement for a refused message, if anybody is there to read it."""
        if isinstance(sent, Export):
            return Send(chat_id=sent.chat_id, text=Texts.of(sent.language).export_failed)
        if not isinstance(sent, Edit) or unheard(error):
            return None
        # The message to change may be gone: its new text then becomes a message of its own.
        whole = self._render(owed.shown) if isinstance(owed.shown, SendReceipt) else owed.shown
        if isinstance(whole, Send):
            return replace(whole, again=False, hold=0.0)
        asked = sent.about.asked if sent.about is not None else None
        answered = ReplyTo(message_id=asked or sent.message_id) if sent.only_for is None else None
        text = sent.text if sent.unquoted is None else sent.unquoted
        return Send(
            chat_id=sent.chat_id,
            text=text,
            buttons=sent.buttons,
            about=sent.about,
            reply_to=answered,
            only_for=sent.only_for,
        )

    async def _missed(self, owed: Owed, reason: str) -> None:
        log.info("outbox.retry: a message could not be sent and will be tried again: %s", reason)
        self._failures += 1
        if self._failures >= OUTAGE:
            now = self.clock()
            self.limits.hold(None, now + min(2.0 ** (self._failures - OUTAGE), LONGEST_OUTAGE_PAUSE), now)
        await self.later(owed)

    async def _finish(self, owed: Owed, sent: Sent, delivered: Delivered, following: Outgoing | None = None) -> None:
        about, now = sent.about, self.clock()

        def change(connection: Connection) -> None:
            was_owed = outbox.done(connection, owed, message_id=delivered.message_id, about=about, now=now)
            if following is not None and was_owed:
                # The next part is owed from the moment when this one no longer is.
                outbox.put(connection, [following], now=now)

        await self._change(owed, change)

    async def _hold(self, owed: Owed, error: RetryAfter) -> None:
        seconds, now = seconds_of(error), self.clock()
        self._report("flood_limited")
        log.info("outbox.flood_limit: Telegram asks to wait %g s with a message", seconds)
        self.limits.hold(owed.chat_id, now + seconds, now)
        self.ownership.asked_to_wait()
        await self._change(owed, partial(outbox.later, owed=owed, not_before=now + seconds, tries=owed.tries))

    async def later(self, owed: Owed) -> None:
        """Tries again later, or gives the message up after many tries while others succeeded."""
        now = self.clock()
        if owed.tries + 1 >= SENDING_TRIES and now - self._delivered_at < LONGEST_RETRY_PAUSE:
            log.error("outbox.given_up: a message is given up after %d tries", owed.tries + 1)
            self._report("given_up")
            await self._drop(owed)
            return
        until = now + min(2.0 ** min(owed.tries, 10), LONGEST_RETRY_PAUSE)
        self._report("retried")
        tries = min(owed.tries + 1, SENDING_TRIES)
        await self._change(owed, partial(outbox.later, owed=owed, not_before=until, tries=tries))

    async def _drop(self, owed: Owed) -> None:
        await self._change(owed, partial(outbox.done, owed=owed, message_id=None, about=None, now=self.clock()))

    async def _change(self, owed: Owed, change: Callable[[Connection], object]) -> None:
        """Commits a message's outcome. Raises Lost when its chat now belongs to another process."""
        ownership = self.ownership
        sent = self.limits.remembered(owed.chat_id, self.clock()) if ownership.shared else ""

        def carry_out(connection: Connection) -> None:
            ownership.check_sending(connection, owed.chat_id, sent)
            self.permits.give_back(connection, owed.chat_id)
            change(connection)

        await self._writer.do(carry_out)
        self.permits.given_back(owed.chat_id)


def _is_lost(sent: Sent, error: TelegramError) -> bool:
    """Whether the message was for one person who can be reached in no other way; the chat stays open."""
    if not isinstance(sent, Send | Edit) or sent.only_for is None:
        return False
    return isinstance(sent, Send) or isinstance(error, Forbidden)


def expire_stale(message: Sent, *, asked_at: float | None, language: str | None, now: float) -> Sent | None:
    """The message as it should be sent ``now``, if it answers a question asked at ``asked_at``.

    None when it should not be sent: a group has moved on. In private the message says that it is late. A press that
    permitted it and is too long ago is left out, which an administrator of the group does not need.
    """
    if isinstance(message, Send) and message.only_for is not None:
        message = replace(message, only_for=message.only_for.at(now))
    if isinstance(message, GuestAnswer) and asked_at is not None and now - asked_at >= LATE_SECONDS:
        return None
    if not isinstance(message, Send) or asked_at is None or now - asked_at < LATE_SECONDS:
        return message
    if message.chat_id < 0:
        return None
    if max(len(message.text), len(message.unquoted or "")) > LONGEST_LATE_TEXT:
        return message
    late = f"{Texts.of(language).late}\n\n"
    return replace(message, text=late + message.text, unquoted=message.unquoted and late + message.unquoted)
