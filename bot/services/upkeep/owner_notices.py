"""Unrequested notices to the owner about strangers and trouble, at a low rate."""

from __future__ import annotations

import asyncio
import logging
import shutil
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from sqlalchemy import Connection, func, select

from bot.domain.allowance import Resource
from bot.domain.messages import ReplyTo, Send
from bot.presentation.texts import Texts
from bot.presentation.views import guests
from bot.services.request import Services
from bot.store import access, chats
from bot.store.access import Owner
from bot.store.inbox import SET_ASIDE
from bot.store.schema import inbox
from index import LibraryError

log = logging.getLogger(__name__)

# Check interval; a new access request triggers a check at once.
EVERY_SECONDS = 60.0
# Minimum seconds between two messages of the same kind.
CALM_SECONDS = {"strangers": 600.0, "aside": 3600.0, "disk": 86400.0, "database": 3600.0, "end": 6 * 3600.0}
GOING, ENDED, STUCK = "going", "ended", "stuck"


class Notices:
    """Checks for news and owes the owner a message about them; does nothing without an owner.

    ``folder`` holds the database file, None when there is none. With fewer than ``little_space`` free bytes there the
    owner should make room. After a stranger arrives, it waits ``gather`` seconds for others.
    """

    def __init__(
        self,
        services: Services,
        folder: Path | None,
        *,
        gather: float,
        little_space: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._services = services
        self._folder, self._little_space, self._gather = folder, little_space, gather
        self._clock = clock
        self._failing_since: float | None = None
        # How the previous run ended; None once that has been dealt with.
        self._before: str | None = None
        self._begun = False

    async def run(self) -> None:
        """Checks until cancelled, in the process that leads."""
        await self._services.ownership.while_leading(self._look_on)

    async def resume_on(self) -> None:
        """Runs ``resume`` until cancelled: no other process knows what was refused here."""
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            await self.resume()

    async def _look_on(self) -> None:
        news = self._services.strangers
        while True:
            news.clear()
            await self.look()
            with suppress(TimeoutError):
                async with asyncio.timeout(EVERY_SECONDS):
                    await news.wait()
            # Where one stranger comes there may be more.
            await asyncio.sleep(self._gather)

    async def look(self) -> None:
        """Checks once; all due notices are owed when it returns."""
        owner: Owner | None = None

        def tend(connection: Connection) -> None:
            nonlocal owner
            owner = access.owner(connection)
            if owner is not None:
                self._tend(connection, owner)

        try:
            # This regular write also shows whether the database is writable.
            await self._services.writer.do(tend)
        except LibraryError:
            # The failure is logged where an update waits for the database.
            self._failing_since = self._failing_since or self._clock()
            return
        self._begun, self._failing_since, self._before = True, None, None
        if owner is not None:
            self._services.outbox.wake([owner.user_id])

    async def resume(self) -> None:
        """When a chat's refusal window is over, tells the chat how much was refused after the first refusal."""
        over = list(self._services.quotas.over(time.monotonic()))
        if not over:
            return
        notices = []
        for each in over:
            texts = Texts.of(await self._services.read(chats.language, each.chat_id, each.language))
            asked = each.kind is Resource.QUESTIONS
            text = texts.were_not_answered(each.count) if asked else texts.were_not_kept(each.count)
            notices.append(Send(chat_id=each.chat_id, text=text, reply_to=ReplyTo(message_id=each.last)))
        with suppress(LibraryError):
            await self._services.writer.do(lambda connection: self._services.outbox.put(connection, notices))
            self._services.outbox.wake([each.chat_id for each in notices])

    async def end(self, how: str = ENDED) -> None:
        """Records how this run ends, for the next one. In a cluster only the leading or a stuck process does."""
        if not self._services.ownership.leads and how != STUCK:
            return
        with suppress(LibraryError):
            await self._services.writer.do(lambda connection: access.write_note(connection, "run", how))

    def _tend(self, connection: Connection, owner: Owner) -> None:
        now, texts = self._clock(), Texts.of(owner.language)
        access.prune(connection, now=now)
        if self._services.ownership.shared:
            # If another process continues, there is nothing to report; the survivors report a process that fell silent.
            died, run = access.take_note(connection, access.DIED), access.noted(connection, "run")
            self._before = STUCK if run == STUCK else GOING if died else None
        elif not self._begun:
            self._before = access.noted(connection, "run")
        access.write_note(connection, "run", GOING)
        if self._before in (GOING, STUCK):
            self._tell(connection, owner, "end", texts.was_stuck if self._before == STUCK else texts.ended_badly)
        if self._failing_since is not None:
            minutes = max(1, round((now - self._failing_since) / 60))
            self._tell(connection, owner, "database", texts.could_not_write(minutes))
        self._strangers(connection, owner, texts)
        self._set_aside(connection, owner, texts)
        free = shutil.disk_usage(self._folder).free if self._folder else self._little_space
        if free < self._little_space:
            self._tell(connection, owner, "disk", texts.disk_nearly_full(free // 2**20))

    def _strangers(self, connection: Connection, owner: Owner, texts: Texts) -> None:
        found = access.undecided(connection, unreported=True)
        if not found or self._services.access.policy.everybody or not self._may_tell(connection, "strangers"):
            return
        text, rows = guests.strangers(found, texts)
        access.reported(connection, found)
        self._services.outbox.put(connection, [Send(chat_id=owner.user_id, text=text, buttons=rows)])

    def _set_aside(self, connection: Connection, owner: Owner, texts: Texts) -> None:
        aside = (inbox.c.state == SET_ASIDE) & (inbox.c.number > int(access.noted(connection, "aside") or 0))
        count, last = connection.execute(select(func.count(), func.max(inbox.c.number)).where(aside)).one()
        if count and self._tell(connection, owner, "aside", texts.set_aside(count)):
            access.write_note(connection, "aside", str(last))

    def _tell(self, connection: Connection, owner: Owner, kind: str, text: str) -> bool:
        told = self._may_tell(connection, kind)
        if told:
            self._services.outbox.put(connection, [Send(chat_id=owner.user_id, text=text)])
        return told

    def _may_tell(self, connection: Connection, kind: str) -> bool:
        """Whether the last message of this kind is old enough; if so, this one counts as sent."""
        now, last = self._clock(), float(access.noted(connection, f"told {kind}") or 0.0)
        # A clock that was set back must not silence it for longer.
        if 0 <= now - last < CALM_SECONDS[kind]:
            return False
        access.write_note(connection, f"told {kind}", repr(now))
        return True
