"""In groups: /keep keeps the post replied to; if switched on, posted articles are kept unasked."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.parsing.intents.intent import has_words, is_a_line
from bot.domain.parsing.mentions import holds_our_words
from bot.handlers.adapter import COMMAND, on_command, on_message
from bot.services.articles import group_posts
from bot.services.articles.group_posts import save_post
from bot.services.request import Replies, Request, Result
from bot.store import recent_messages
from index import InvalidText

# Plain messages, after those that are meant for the bot.
POSTED = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & ~COMMAND & ~filters.StatusUpdate.ALL


@on_command("keep")
async def command(request: Request) -> Result:
    """Keeps the message replied to, or the file that it came with, and replies with a receipt."""
    replied = request.replied or (request.message if request.message.document is not None else None)
    if replied is None:
        return [request.reply(request.texts.elsewhere if request.answers_elsewhere else request.texts.keep_what)]
    incoming = IncomingPost(replied)
    if holds_our_words(replied, request.services.bot):
        return [request.reply(request.texts.own_words)]
    if has_words(incoming.text) and not incoming.leads and is_a_line(incoming.text):
        return [request.reply(request.texts.only_a_line)]
    try:
        saved = await save_post(request, incoming, None)
    except InvalidText:
        return [request.reply(request.unread(replied, request.texts.no_words))]

    def change(connection: Connection) -> Replies:
        replies = saved(connection)
        if request.replied is not None:
            # Whoever asks for it to be kept talks about it, whoever has posted it.
            told = replace(request.incoming.arrival, head_id=replied.message_id, kept=True)
            recent_messages.note(connection, told)
        return replies

    return change


@on_message(POSTED & (filters.TEXT | filters.CAPTION | filters.Document.ALL))
async def keep_unasked(request: Request) -> Result:
    """Keeps a posted article, if the group wants that."""
    ours = holds_our_words(request.message, request.services.bot)
    if ours or request.whispered or not request.preferences.keeping:
        return []
    return await group_posts.keep_unasked(replace(request, quiet=True))


ROUTES = (command, keep_unasked)
