"""Edited messages: an edited article is a new version, an edited question is answered again in place, and a message
that becomes an article is kept."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram import Bot, Message
from telegram.ext import filters

from bot.domain.entities import command_in
from bot.domain.html import escape
from bot.domain.incoming.posts import Post
from bot.domain.incoming.spoilers import covered, hidden_at, hidden_in
from bot.domain.messages import MessageContext, OnlyFor
from bot.domain.parsing.intents.intent import Guess, Intent, asks, has_words, is_a_line
from bot.domain.parsing.mentions import holds_our_words, mentions_us, text_addressed_to
from bot.domain.parsing.wishes import wish_of
from bot.handlers.adapter import on_message
from bot.services.answers.answering import answer_question
from bot.services.articles.group_posts import keep_unasked
from bot.services.articles.post_grouping import edited_post
from bot.services.articles.saving import plan_article, save_article, take_back
from bot.services.follow_ups import answer_follow_up, follow_up_of, is_small_talk
from bot.services.rationing import charge_article
from bot.services.request import Replies, Request, Result
from bot.store import superseding
from index import InvalidText

# Later edits are more likely reactions: Telegram reports the first reaction like an edit.
MEND_SECONDS = 3600.0


@on_message(filters.UpdateType.EDITED_MESSAGE)
async def follow_edit(request: Request) -> Result:
    """Follows the edit if the message mattered; changes of anything but the text (a reaction) do not count."""
    post = await edited_post(request)
    article = await request.call(request.library.find, collection=request.collection, key=post.key)
    if article is not None:
        text = await request.call(request.library.text, collection=request.collection, article=article.id)
        if text == post.text:
            # The edit may have hidden parts of it.
            seen = covered(hidden_in(article), hidden_at(post.places))
            return [] if seen else await _revise(request, post, quietly=True)
        if post.head is None and has_words(post.text) and is_a_line(post.text) and not is_a_line(text):
            return await _take_out(request)
        return await _revise(request, post)
    if holds_our_words(request.message, request.services.bot):
        return []
    if command_in(request.message) is None and _is_article(request):
        # Before it was a remark, a greeting or a picture without words.
        return await _keep(request, post)
    # A quick person may edit before we have recorded our answer as sent.
    await request.services.outbox.noted(request.chat.id)
    answered = await request.read(superseding.answer_to, request.chat.id, request.message.message_id)
    return await (_answer_late(request) if answered is None else _answer_anew(request, *answered))


async def _take_out(request: Request) -> Result:
    """Drops an article that has become a question, a command or a line of chat. In private a question is answered."""
    title = await take_back(request, request.incoming)
    if not request.private or title is None:
        return []
    replies = [request.reply(request.texts.forgotten(escape(title)))]
    if command_in(request.message) is None and asks(request.incoming.text):
        replies += await answer_question(request, request.incoming.text, None)
    return replies


async def _answer_anew(request: Request, message_id: int, about: MessageContext) -> Result:
    question = _question(request)
    if not question or question == about.question or wish_of(question) is not None:
        return []
    scope = about.scope or (await follow_up_of(request)).scope
    answer = (await answer_question(request, question, scope, earlier=about.earlier, within=about.within))[0]
    # The message still quotes what it quoted when it was sent.
    said = answer.text if answer.unquoted is None else answer.unquoted
    # Whoever sees the message sees what becomes of it.
    seen_by = about.only_for
    told = None if answer.about is None else replace(answer.about, only_for=seen_by)
    only_for = None if seen_by is None else OnlyFor(person=seen_by)
    edit = request.edit(said, buttons=answer.buttons, about=told)
    return [replace(edit, message_id=message_id, only_for=only_for)]


async def _answer_late(request: Request) -> Result:
    """Answers a question that became one when a slip was corrected: "/aks who came?"."""
    named = not request.private and mentions_us(*_told(request))
    if not _mended(request) or not (named or command_in(request.message) is not None):
        return []
    question = _question(request)
    return await answer_follow_up(request, question) if question and not is_small_talk(question) else []


def _question(request: Request) -> str | None:
    """The question of an edited message; None if it has none.

    Other commands must be sent again, so that correcting a slip does nothing twice.
    """
    command = command_in(request.message)
    if command is not None:
        name, _, whose = command.lower().partition("@")
        ours = whose in ("", (request.services.bot.username or "").lower())
        return request.arguments if name == "/ask" and ours else None
    addressed = None if request.private else text_addressed_to(*_told(request))
    return request.incoming.text if addressed is None else addressed


def _told(request: Request) -> tuple[Message, Bot]:
    return request.message, request.services.bot


def _mended(request: Request) -> bool:
    """Whether a message was edited soon after it was sent."""
    edited = request.message.edit_date
    return edited is not None and (edited - request.message.date).total_seconds() <= MEND_SECONDS


async def _keep(request: Request, post: Post) -> Result:
    if request.private:
        await charge_article(request, request.message)
        return await save_article(request, request.incoming, post)
    return await keep_unasked(replace(request, quiet=True))


def _is_article(request: Request) -> bool:
    """Whether the text is surely an article now; in groups, one that is kept unasked."""
    incoming = request.incoming
    wanted = request.private or (request.preferences.keeping and _mended(request))
    return wanted and incoming.guess == Guess(Intent.ARTICLE) and not incoming.leads


async def _revise(request: Request, post: Post, *, quietly: bool = False) -> Result:
    try:
        plan = await plan_article(request, post, replacing=True)
    except InvalidText:
        return []

    def change(connection: Connection) -> Replies:
        receipt = request.library.revise(collection=request.collection, key=post.key, plan=plan, within=connection)
        if quietly or not request.private:
            return []
        about = MessageContext(kind="receipt", articles=(receipt.article_id,))
        return [request.reply(request.texts.revised(escape(receipt.title)), about=about)]

    return change


ROUTES = (follow_edit,)
