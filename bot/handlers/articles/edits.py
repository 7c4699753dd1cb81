"""Edited messages: an edited article is a new version of it, an edited question is answered anew in place, and what
becomes an article by an edit is kept."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain.entities import command_in
from bot.domain.html import escape
from bot.domain.incoming_post import IncomingPost
from bot.domain.messages import MessageContext
from bot.domain.parsing.intent import Intent
from bot.domain.parsing.mentions import text_addressed_to
from bot.domain.posts import Post
from bot.handlers.adapter import on_message
from bot.services.answering import answer_question
from bot.services.follow_ups import follow_up_of
from bot.services.post_grouping import edited_post
from bot.services.request import Replies, Request, Result
from bot.services.saving import plan_article, save_article
from bot.store import superseding
from index import InvalidText


@on_message(filters.UpdateType.EDITED_MESSAGE)
async def follow_edit(request: Request) -> Result:
    """Follows the edit, if the message mattered; a change that is not one of the text (a reaction) does not."""
    post = await edited_post(request)
    article = await request.call(request.library.find, collection=request.collection, key=post.key)
    if article is not None:
        text = await request.call(request.library.text, collection=request.collection, article=article.id)
        return [] if text == post.text else await _revise(request, post)
    if request.private and command_in(request.message) is None and _is_article(request.incoming):
        # It was a remark, a greeting or a picture without words before.
        return await save_article(request, request.incoming, post)
    # Telegram shows an answer before we have noted that it was sent: a quick thumb.
    await request.services.outbox.noted(request.chat.id)
    answered = await request.read(superseding.answer_to, request.chat.id, request.message.message_id)
    return [] if answered is None else await _answer_anew(request, *answered)


async def _answer_anew(request: Request, message_id: int, about: MessageContext) -> Result:
    text = request.incoming.text
    addressed = None if request.private else text_addressed_to(request.message, request.services.bot)
    command = command_in(request.message)
    if command is not None and command.partition("@")[0] != "/ask":
        # Another command is to be sent anew: nothing is done twice because somebody mends a slip.
        return []
    question = request.arguments if command is not None else text if addressed is None else addressed
    if not question or question == about.question:
        return []
    scope = about.scope or (await follow_up_of(request)).scope
    answer = (await answer_question(request, question, scope, earlier=about.earlier, within=about.within))[0]
    # The message goes on quoting what it quoted when it was sent.
    said = answer.text if answer.unquoted is None else answer.unquoted
    return [replace(request.edit(said, buttons=answer.buttons, about=answer.about), message_id=message_id)]


def _is_article(incoming: IncomingPost) -> bool:
    """Whether the text is surely an article now."""
    return incoming.guess.intent is Intent.ARTICLE and not incoming.guess.unsure and not incoming.leads


async def _revise(request: Request, post: Post) -> Result:
    try:
        plan = await plan_article(request, post, replacing=True)
    except InvalidText:
        return []

    def change(connection: Connection) -> Replies:
        receipt = request.library.revise(collection=request.collection, key=post.key, plan=plan, within=connection)
        if not request.private:
            return []
        about = MessageContext(kind="receipt", articles=(receipt.article_id,))
        return [request.reply(request.texts.revised(escape(receipt.title)), about=about)]

    return change


ROUTES = (follow_edit,)
