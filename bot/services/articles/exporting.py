"""Sends a chat's articles as a file, a part at a time; each part is built just before it is sent."""

from __future__ import annotations

import asyncio
import tempfile
from dataclasses import replace
from typing import IO, cast

from telegram import Bot, InputFile
from telegram.constants import ChatAction

from bot.domain.messages import Export
from bot.presentation.texts import Texts
from bot.store import chats
from bot.transport.refusals import Logged
from index import Library

NAME = "articles"
# Building reads all of a chat's articles; sending is as slow as the connection.
UPLOAD_SECONDS = 300.0
LONGEST_SECONDS = 900.0
# Smaller files are built in memory.
IN_MEMORY = 8 * 1024 * 1024


class Exporter:
    """Builds and sends parts of exports, one at a time over all chats: each takes memory and a thread."""

    def __init__(self, library: Library, bot: Bot) -> None:
        self._library = library
        self._bot = bot
        self._one = asyncio.Semaphore(1)

    async def send(self, owed: Export) -> Export | None:
        """Sends the owed part; returns the next one, if any. Raises TelegramError and LibraryError."""
        async with self._one, asyncio.timeout(LONGEST_SECONDS):
            with tempfile.SpooledTemporaryFile(IN_MEMORY) as spooled:
                file = cast(IO[bytes], spooled)
                articles, following = await asyncio.to_thread(self._build, owed, file)
                if articles:
                    await self._deliver(owed, file, articles, following)
                # An empty part means that everything was forgotten meanwhile.
                return following if articles else None

    def _build(self, owed: Export, file: IO[bytes]) -> tuple[int, Export | None]:
        """Fills the file; returns the number of its articles, and the next part to send, if any."""
        with self._library.database.read() as connection:
            collection = chats.collection(connection, owed.chat_id)
        found = self._library.export(collection=collection, file=file, after=owed.after)
        file.seek(0)
        following = replace(owed, part=owed.part + 1, after=found.last) if found.more else None
        return found.articles, following

    async def _deliver(self, owed: Export, file: IO[bytes], articles: int, following: Export | None) -> None:
        texts = Texts.of(owed.language)
        several = following is not None or owed.part > 1
        caption = texts.exported_part(articles, owed.part) if several else texts.exported(articles)
        name = f"{NAME}-{owed.part}.zip" if several else f"{NAME}.zip"
        # Progress is shown only while there is progress.
        with Logged("a sign of progress"):
            await self._bot.send_chat_action(owed.chat_id, ChatAction.UPLOAD_DOCUMENT, message_thread_id=owed.topic)
        await self._bot.send_document(
            owed.chat_id,
            document=InputFile(file, filename=name, read_file_handle=False),
            caption=caption,
            message_thread_id=owed.topic,
            write_timeout=UPLOAD_SECONDS,
            read_timeout=UPLOAD_SECONDS,
        )
