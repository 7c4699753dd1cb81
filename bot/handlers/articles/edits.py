"""Edited messages: an edited article is a new version of it, an edited question is answered anew in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.html import escape
from bot.domain.messages import Edit, MessageContext, Outgoing, ReplyTo, Send
from bot.domain.parsing.mentions import text_addressed_to
from bot.domain.posts import Post, post_of
from bot.handlers.adapter import adapt
from bot.handlers.questions.ask import scope_of
from bot.services.answering import answered
from bot.services.post_grouping import edited_whole
from bot.services.request import Request, Result, Services
from bot.services.saving import prepared
from bot.store import superseding
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [MessageHandler(filters.UpdateType.EDITED_MESSAGE, adapt(services, edited))]


async def edited(request: Request) -> Result:
    """Follows the edit, if the message mattered; a change that is not one of the text (a reaction) does not."""
    whole = await edited_whole(request, request.message)
    post = whole.post if whole else post_of(request.message)
    article = await request.call(request.library.find, collection=request.collection, key=post.key)
    if article is not None:
        text = await request.call(request.library.text, collection=request.collection, article=article.id)
        return [] if text == post.text else await _revised(request, post)
    answer = await request.call(_answer, request)
    if answer is None:
        return []
    message_id, about = answer
    text = request.message.text or request.message.caption or ""
    meant = None if request.private else text_addressed_to(request.message, request.services.bot)
    question = request.arguments if text.startswith("/") else text if meant is None else meant
    if not question or question == about.question:
        return []
    scope = about.scope or await scope_of(request)
    sent = (await answered(request, question, scope, earlier=about.earlier, within=about.within))[0]
    return [
        Edit(chat_id=request.chat.id, message_id=message_id, text=sent.text, buttons=sent.buttons, about=sent.about)
    ]


async def _revised(request: Request, post: Post) -> Result:
    try:
        plan = await prepared(request, post, replacing=True)
    except InvalidText:
        return []

    def change(connection: Connection) -> Sequence[Outgoing]:
        receipt = request.library.revise(collection=request.collection, key=post.key, plan=plan, within=connection)
        if not request.private:
            return []
        here = ReplyTo(message_id=request.message.message_id)
        about = MessageContext(kind="receipt", articles=(receipt.article_id,))
        text = request.texts.revised(escape(receipt.title))
        return [Send(chat_id=request.chat.id, text=text, reply_to=here, about=about)]

    return change


def _answer(request: Request) -> tuple[int, MessageContext] | None:
    with request.library.database.read() as connection:
        return superseding.answer_to(connection, request.chat.id, request.message.message_id)
