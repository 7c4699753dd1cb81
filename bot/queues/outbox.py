"""Sends owed messages, in order within a chat and concurrently across chats, until Telegram has them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import suppress

from sqlalchemy import Connection

from bot.domain.messages import Outgoing
from bot.queues.delivery import Delivery
from bot.queues.ownership import Lost
from bot.store import outbox, superseding
from bot.store.outbox import RECEIPT_DELAY, Head, Owed, ReceiptDelay
from bot.tasks import finished
from index import LibraryError

log = logging.getLogger(__name__)

SIDE_BY_SIDE = 32
# How many of these may be digests and exports: an export waits for others to be built, and for a slow connection.
UNHURRIED = 16
# How long to wait before asking again when this process is not sure that it still owns its chats.
SURE_SECONDS = 0.5
# A sent message is recorded within this time, unless Telegram's answer is lost.
NOTED_SECONDS = 2.0
UNREADABLE_PAUSE = 2.0
# How long the outbox waits for the next send that is due.
LONGEST_WAIT, SHORTEST_WAIT = 30.0, 0.005


class Outbox:
    """Owns the waiting rows, and the task that sends them through ``delivery``.

    ``busy`` says whether more of a chat is being handled. The receipt may then wait to be joined by others, for
    ``delay`` at most.
    """

    def __init__(
        self,
        delivery: Delivery,
        *,
        busy: Callable[[int], bool] = lambda _chat_id: False,
        delay: ReceiptDelay = RECEIPT_DELAY,
    ) -> None:
        self._delivery, self._busy, self._delay = delivery, busy, delay
        self._database, self._clock = delivery.database, delivery.clock
        self._limits, self._ownership, self._permits = delivery.limits, delivery.ownership, delivery.permits
        self._news = asyncio.Event()
        self._heads: dict[int, Head] = {}
        # Chats whose next message may have changed; None: all of them.
        self._changed: set[int] | None = None
        # Chats whose next message is being read.
        self._looking: set[int] = set()
        self._sending: dict[int, asyncio.Task[None]] = {}
        # Those of the chats above whose message is less urgent than an answer.
        self._unhurried: set[int] = set()
        # Rows already read for sending: a receipt can no longer join them, and nobody else sends them.
        self._taken: set[int] = set()

    def put(
        self,
        connection: Connection,
        messages: Sequence[Outgoing],
        *,
        asked_at: float | None = None,
        language: str | None = None,
    ) -> None:
        """Owes these messages once the caller's transaction is committed; then call ``wake``.

        ``asked_at`` (seconds since the epoch) and ``language`` belong to the message that they answer.
        """
        now, taken, delay = self._clock(), self._taken, self._delay
        outbox.put(connection, messages, now=now, asked_at=asked_at, language=language, taken=taken, delay=delay)

    def wake(self, chat_ids: Iterable[int] | None = None) -> None:
        """Something was committed for these chats (None: for any). Only in the event loop's thread."""
        if chat_ids is None or self._changed is None:
            self._changed = None
        else:
            theirs = [each for each in chat_ids if not self._ownership.owns(each)]
            self._changed.update(each for each in chat_ids if each not in theirs)
            if theirs:
                self._ownership.elsewhere(theirs)
        self._news.set()

    def busy(self, chat_id: int) -> bool:
        """Whether the chat is or may be owed something."""
        changed = self._changed is None or chat_id in self._changed or chat_id in self._looking
        return changed or chat_id in self._heads or chat_id in self._sending

    async def noted(self, chat_id: int) -> None:
        """Waits briefly until the result of a send to that chat is stored."""
        task = self._sending.get(chat_id)
        if task is not None:
            await asyncio.wait([task], timeout=NOTED_SECONDS)

    def due(self) -> int:
        """How many chats are or may be owed something that only the limit over all chats delays."""
        now = self._clock()
        overall = self._limits.wait_all(now)
        ready = {
            head.chat_id
            for head in self._heads.values()
            if head.not_before <= now and self._limits.wait(head.chat_id, now) <= overall
        }
        return len(ready.union(self._sending, self._looking, self._changed or ()))

    def drop(self, chat_id: int) -> None:
        """Drops a chat to which another process sends."""
        self._heads.pop(chat_id, None)
        if self._changed is not None:
            self._changed.discard(chat_id)

    def withdraw(
        self, connection: Connection, chat_id: int, *, asked: int | None = None, album: str | None = None
    ) -> None:
        """Drops what waits for a reason not to be said to message ``asked``, or to an album: there is one now."""
        superseding.withdraw(connection, chat_id, asked=asked, album=album, held=True, taken=self._taken)

    async def run(self) -> None:
        """Sends until cancelled; ``drain`` finishes the sends under way."""
        while True:
            self._news.clear()
            try:
                pause = await self._round()
            except LibraryError as error:
                log.error("outbox.unreadable: %s", error)
                self._changed, pause = None, UNREADABLE_PAUSE
            # Not wait_for: in Python 3.11 it can swallow a cancellation that arrives together with news.
            with suppress(TimeoutError):
                async with asyncio.timeout(pause):
                    await self._news.wait()

    async def drain(self, seconds: float) -> None:
        """Waits for the sends under way, up to that many seconds. The rest stays owed."""
        await finished(list(self._sending.values()), seconds)

    async def _round(self) -> float:
        """Starts every send that is due; returns the seconds until the next one."""
        await self._look()
        now = self._clock()
        pause = LONGEST_WAIT
        due: list[Head] = []
        if not self._ownership.sure():
            return SURE_SECONDS
        for head in sorted(self._heads.values(), key=lambda each: (each.priority, each.not_before, each.id)):
            if len(self._sending) + len(due) >= SIDE_BY_SIDE:
                break
            # A message that is on its way to a group's former number goes to its new one only if it was refused there.
            # Until the former chat is looked at again, the message is the next one of both.
            if head.chat_id in self._sending or head.id in self._taken or any(each.id == head.id for each in due):
                continue
            later = head.priority > outbox.ANSWER
            if later and len(self._unhurried) + sum(each.priority > outbox.ANSWER for each in due) >= UNHURRIED:
                continue
            if head.not_before > head.created_at and self._busy(head.chat_id):
                ready = min(now + self._delay.quiet, head.created_at + self._delay.longest)
            else:
                ready = head.not_before
            overall = max(self._limits.wait_all(now), self._permits.wait(head.priority))
            wait = max(ready - now, head.not_before - now, self._limits.wait(head.chat_id, now), overall)
            if wait > 0:
                pause = min(pause, wait)
                if overall > 0:
                    break
                continue
            self._limits.sent(head.chat_id, now)
            due.append(head)
        if due:
            left = await self._start(due)
            pause = min([pause, *(self._permits.wait(head.priority) for head in left)])
        return max(pause, SHORTEST_WAIT)

    async def _look(self) -> None:
        changed, self._changed = self._changed, set()
        if changed is not None and not changed:
            return
        if changed is None:
            owned = self._ownership.owned()
            changed = None if owned is None else set(owned)
            # Nothing is sent to chats that are no longer ours.
            self._heads.clear()
        self._looking = changed or set()

        def read() -> list[Head]:
            with self._database.read() as connection:
                return outbox.heads(connection, changed)

        try:
            found = await asyncio.to_thread(read)
        except LibraryError:
            self._changed = None
            raise
        finally:
            self._looking = set()
        for chat_id in changed or ():
            self._heads.pop(chat_id, None)
        self._heads.update({head.chat_id: head for head in found if self._ownership.owns(head.chat_id)})

    async def _start(self, due: list[Head]) -> list[Head]:
        """Begins to send these; returns those without a permit."""
        chats_of = {head.id: head.chat_id for head in due}

        def take() -> tuple[Collection[int], dict[int, Owed], Collection[int]]:
            self._taken.update(chats_of)
            with self._database.read() as connection:
                # Remembered ownership may be outdated: the whole machine may have been paused.
                ours = self._ownership.ours(connection, {head.chat_id for head in due})
                rows = outbox.take(connection, list(chats_of))
            # A group may have migrated meanwhile: its messages now belong to another chat.
            there = {owed.id: owed for owed in rows if owed.chat_id == chats_of[owed.id] and owed.chat_id in ours}
            return ours, there, self._permits.take([head for head in due if head.id in there])

        try:
            ours, there, permitted = await asyncio.to_thread(take)
        except LibraryError:
            for head in due:
                self._stays(head)
            raise
        left = []
        for head in due:
            chat_id = head.chat_id
            if chat_id in permitted and self._still_ours(chat_id):
                self._sending[chat_id] = asyncio.create_task(self._send(there[head.id]), name="send")
                if head.priority > outbox.ANSWER:
                    self._unhurried.add(chat_id)
                continue
            self._stays(head)
            if chat_id not in ours:
                self._ownership.lost(chat_id)
            elif head.id in there and chat_id not in permitted:
                left.append(head)
            else:
                self.wake([chat_id])
        return left

    def _stays(self, head: Head) -> None:
        """The message does not go now: others may join it, and limits do not count it."""
        self._taken.discard(head.id)
        self._limits.stayed(head.chat_id)

    def _still_ours(self, chat_id: int) -> bool:
        return self._ownership.sure() and self._ownership.owns(chat_id)

    async def _send(self, owed: Owed) -> None:
        news = [owed.chat_id]
        try:
            try:
                moved = await self._delivery.attempt(owed)
                news += [] if moved is None else [moved]
            except Lost:
                raise
            except Exception:
                # Only our own mistakes come here. The row must not block its chat for ever.
                log.exception("outbox.failed: a message could not be sent")
                await self._delivery.later(owed)
        except Lost:
            log.warning("cluster.chat_lost: a chat belongs to another process now, which sends what it is owed")
            self._ownership.lost(owed.chat_id)
        finally:
            del self._sending[owed.chat_id]
            self._unhurried.discard(owed.chat_id)
            self._taken.discard(owed.id)
            self.wake(news)
