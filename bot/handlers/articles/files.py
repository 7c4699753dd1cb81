"""Files: text, Markdown, HTML, PDF, Word and EPUB become articles, told by their content."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.messages import Outgoing, ReplyTo, Send
from bot.domain.parsing.intent import UNSURE_LENGTH, asks, has_words
from bot.domain.posts import arrival_of
from bot.handlers.adapter import adapt
from bot.handlers.articles import receive
from bot.services.answering import answered
from bot.services.importing import from_file
from bot.services.post_grouping import posts_beside
from bot.services.progress import Progress
from bot.services.request import Request, Result, Services
from bot.services.saving import Change, article_of, keep
from bot.store import recent_messages
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to: documents in private chats; in groups /summary and /ask as a reply to one."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [MessageHandler(private & filters.Document.ALL & ~filters.COMMAND, adapt(services, received))]


async def received(request: Request) -> Result:
    """Keeps the file; a caption that asks is answered from it, and a caption that is an article is kept, too."""
    message, caption = request.message, request.message.caption or ""
    if _is_picture(message):
        return await (receive.received(request) if caption else receive.unreadable(request))
    question = message.forward_origin is None and asks(caption)
    try:
        if question and message.media_group_id is None:
            article = await article_of(request, message)
            return await answered(request, caption, None if article is None else (article.id,))
        async with Progress(request, request.texts.downloading) as progress:
            changes = [await keep(request, message, await from_file(request, message, progress), progress)]
        if question:
            return await _asked_of_album(request, caption, changes[0])
        if _is_kept(message, caption):
            changes.append(await keep(request, message))
    except InvalidText:
        here = ReplyTo(message_id=message.message_id)
        return [Send(chat_id=request.chat.id, text=request.texts.too_long, reply_to=here)]

    def all_of_them(connection: Connection) -> Sequence[Outgoing]:
        return [said for change in changes for said in change(connection)]

    return all_of_them


async def _asked_of_album(request: Request, question: str, change: Change) -> Result:
    """Keeps an album's file, and answers what its caption asks from the files that are here; others may come."""
    await request.call(_committed, request, change)
    said = await answered(request, question, await posts_beside(request) or None)

    def with_answer(connection: Connection) -> Sequence[Outgoing]:
        kept = change(connection)
        recent_messages.note(connection, replace(arrival_of(request.message), remark=True))
        return [*kept, *said]

    return with_answer


def _committed(request: Request, change: Change) -> None:
    # Making the change again adds nothing.
    with request.library.transaction() as connection:
        change(connection)


def _is_picture(message: Message) -> bool:
    """Whether the file is one to look at or to listen to, so that only its caption can be read."""
    assert message.document is not None
    kind = (message.document.mime_type or "").partition("/")[0]
    return message.animation is not None or kind in ("image", "video", "audio")


def _is_kept(message: Message, caption: str) -> bool:
    """Whether a caption is worth keeping beside its file: not if it only names it."""
    if message.forward_origin is not None or message.media_group_id is not None:
        return has_words(caption)
    return len(caption) > UNSURE_LENGTH
