"""Files: text, Markdown, HTML, PDF, Word and EPUB become articles, told by their content."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.classify import ARTICLE_LENGTH, Meaning, meaning
from bot.gathering import from_file
from bot.handlers.asking import answered
from bot.handlers.keeping import article_of, keep
from bot.outgoing import Outgoing, ReplyTo, Send
from bot.turn import Outcome, Services, Turn, handled
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to: documents in private chats; in groups /summary and /ask as a reply to one."""
    private = filters.ChatType.PRIVATE & filters.UpdateType.MESSAGE
    return [MessageHandler(private & filters.Document.ALL & ~filters.COMMAND, handled(services, received))]


async def received(turn: Turn) -> Outcome:
    """Keeps the file; a caption that asks is answered from it, and a caption that is an article is kept, too."""
    message, caption = turn.message, turn.message.caption or ""
    forwarded = message.forward_origin is not None
    try:
        if not forwarded and meaning(caption, forwarded=False).meaning is Meaning.QUESTION:
            article = await article_of(turn, message)
            return await answered(turn, caption, None if article is None else (article.id,))
        changes = [await keep(turn, message, await from_file(turn, message))]
        if len(caption) > ARTICLE_LENGTH:
            changes.append(await keep(turn, message))
    except InvalidText:
        here = ReplyTo(message_id=message.message_id)
        return [Send(chat_id=turn.chat.id, text=turn.texts.too_long, reply_to=here)]

    def all_of_them(connection: Connection) -> Sequence[Outgoing]:
        return [said for change in changes for said in change(connection)]

    return all_of_them
