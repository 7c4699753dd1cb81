"""Edited messages: an edited article is a new version of it, an edited question is answered anew in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.html import escape
from bot.domain.messages import About, Edit, Outgoing, ReplyTo, Send
from bot.domain.parsing.mentions import words_to
from bot.domain.posts import Post, post_of
from bot.handlers.adapter import handled
from bot.handlers.questions.ask import scope_of
from bot.services.answering import answered
from bot.services.post_grouping import edited_whole
from bot.services.request import Outcome, Services, Turn
from bot.services.saving import prepared
from bot.store import superseding as again
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [MessageHandler(filters.UpdateType.EDITED_MESSAGE, handled(services, edited))]


async def edited(turn: Turn) -> Outcome:
    """Follows the edit, if the message mattered; a change that is not one of the text (a reaction) does not."""
    whole = await edited_whole(turn, turn.message)
    post = whole.post if whole else post_of(turn.message)
    article = await turn.call(turn.library.find, collection=turn.collection, key=post.key)
    if article is not None:
        text = await turn.call(turn.library.text, collection=turn.collection, article=article.id)
        return [] if text == post.text else await _revised(turn, post)
    answer = await turn.call(_answer, turn)
    if answer is None:
        return []
    message_id, about = answer
    text = turn.message.text or turn.message.caption or ""
    meant = None if turn.private else words_to(turn.message, turn.services.bot)
    question = turn.arguments if text.startswith("/") else text if meant is None else meant
    if not question or question == about.question:
        return []
    scope = about.scope or await scope_of(turn)
    sent = (await answered(turn, question, scope, earlier=about.earlier, within=about.within))[0]
    return [Edit(chat_id=turn.chat.id, message_id=message_id, text=sent.text, buttons=sent.buttons, about=sent.about)]


async def _revised(turn: Turn, post: Post) -> Outcome:
    try:
        plan = await prepared(turn, post, replacing=True)
    except InvalidText:
        return []

    def change(connection: Connection) -> Sequence[Outgoing]:
        receipt = turn.library.revise(collection=turn.collection, key=post.key, plan=plan, within=connection)
        if not turn.private:
            return []
        here = ReplyTo(message_id=turn.message.message_id)
        about = About(kind="receipt", articles=(receipt.article_id,))
        text = turn.texts.revised(escape(receipt.title))
        return [Send(chat_id=turn.chat.id, text=text, reply_to=here, about=about)]

    return change


def _answer(turn: Turn) -> tuple[int, About] | None:
    with turn.library.database.read() as connection:
        return again.answer_to(connection, turn.chat.id, turn.message.message_id)
