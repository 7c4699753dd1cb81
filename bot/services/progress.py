"""Shows that work is under way: a chat action at once, and after a second a line that says what is happening."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import Self

from telegram.constants import ChatAction
from telegram.error import TelegramError

from bot.domain.messages import Edit
from bot.services.request import Request
from bot.transport.refusals import Logged
from bot.transport.sending import deliver

LINE_SECONDS = 1.0
# Minimum time between two edits of the line; a chat action lasts five seconds.
EDIT_SECONDS = 3.0


class Progress:
    """Shows people during the block that work is under way; the line is removed at the end.

    The line is not owed: it may never arrive, and a crash may leave it there. Errors here never fail the work.
    """

    def __init__(self, request: Request, text: str) -> None:
        self._request = request
        self._text = text
        self._line: int | None = None
        self._over = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._show(), name="progress")
        return self

    async def __aexit__(self, *_: object) -> None:
        self._over.set()
        if self._task is not None:
            # Not cancelled: a line already under way would stay for ever.
            with suppress(TelegramError, TimeoutError):
                await self._task
        if self._line is not None:
            with Logged("to delete a line of progress"):
                await self._request.services.bot.delete_message(self._request.chat.id, self._line)

    def says(self, text: str) -> None:
        """Sets the current activity to show."""
        self._text = text

    def page(self, page: int, of: int) -> None:
        """Shows which page is being read; nothing for a document of one page."""
        if of > 1:
            self.says(self._request.texts.reading_page(page, of))

    async def _show(self) -> None:
        bot, request = self._request.services.bot, self._request
        if request.quiet:
            return
        shown = ""
        wait = LINE_SECONDS
        while True:
            with Logged("a sign of progress"):
                await bot.send_chat_action(request.chat.id, ChatAction.TYPING, message_thread_id=request.topic)
            if await self._ended(wait):
                return
            wait = EDIT_SECONDS
            if request.only_for is not None:
                # It would be visible to everybody, or could not be removed.
                continue
            if self._text != shown:
                shown = self._text
                line = self._line
                with Logged("a line of progress"):
                    if line is None:
                        self._line = (await deliver(bot, request.reply(shown))).message_id
                    else:
                        await deliver(bot, Edit(chat_id=request.chat.id, message_id=line, text=shown))

    async def _ended(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()
        return self._over.is_set()
