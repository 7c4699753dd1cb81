"""In groups: /keep keeps the post it answers; where that is switched on, articles that people post are kept unasked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection
from telegram import Message
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.links import links_of
from bot.domain.messages import Outgoing, React
from bot.domain.parsing.intent import Intent, has_words, intent_of
from bot.domain.parsing.mentions import is_ours
from bot.handlers.adapter import adapt, on_command
from bot.services.answering import say
from bot.services.importing import from_file, from_link
from bot.services.post_grouping import merged_post
from bot.services.progress import Progress
from bot.services.request import EarlyReply, Request, Result, Services
from bot.services.saving import Change, keep
from index import InvalidText

# What is passed on with fewer characters is chat.
SHORTEST_FORWARD = 100
KEPT = "✍"


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; plain messages after whatever is meant for the bot."""
    sent = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & ~filters.COMMAND & ~filters.StatusUpdate.ALL
    readable = filters.TEXT | filters.CAPTION | filters.Document.ALL
    return [
        on_command("keep", adapt(services, command)),
        MessageHandler(sent & readable, adapt(services, posted)),
    ]


async def command(request: Request) -> Result:
    """Keeps the message replied to, whatever its length, and says what that did."""
    if request.replied is None:
        return [say(request, request.texts.keep_what)]
    if is_ours(request.replied, request.services.bot):
        return [say(request, request.texts.nothing_to_keep)]
    try:
        return await _kept(request, request.replied)
    except InvalidText:
        return [say(request, request.texts.nothing_to_keep)]


async def posted(request: Request) -> Result:
    """Keeps an article that was posted, if the group wants that; a reaction says so, nothing that it failed."""
    if not request.preferences.keeping:
        return []
    request = replace(request, quiet=True)
    if (
        not is_article(request.message, fetching=request.preferences.fetching)
        and await merged_post(request, request.message) is None
    ):
        return []
    if await _is_full(request):
        return []
    try:
        change = await _posted(request, request.message)
    except (InvalidText, EarlyReply):
        return []

    def quietly(connection: Connection) -> Sequence[Outgoing]:
        change(connection)
        return [React(chat_id=request.chat.id, message_id=request.message.message_id, emoji=KEPT)]

    return quietly


def is_article(message: Message, *, fetching: bool) -> bool:
    """Whether a message looks like an article rather than talk: passed on, a file, a link, or long."""
    if message.via_bot is not None:
        return False
    if message.document is not None:
        return (message.document.mime_type or "").partition("/")[0] not in ("image", "video", "audio")
    if fetching and links_of(message).leads:
        return True
    text = message.text or message.caption or ""
    if message.forward_origin is not None or message.is_automatic_forward:
        return len(text) >= SHORTEST_FORWARD and has_words(text)
    guess = intent_of(text, forwarded=False)
    return guess.intent is Intent.ARTICLE and not guess.unsure


async def _is_full(request: Request) -> bool:
    """Whether the group holds as many articles as it may; nobody is told, since nobody asked."""
    quotas = request.services.quotas
    if quotas.has_room(request.chat.id):
        return False
    held = await request.call(request.library.articles, collection=request.collection, limit=1)
    return not quotas.counted(request.chat.id, held.total)


async def _posted(request: Request, message: Message) -> Change:
    try:
        return await _kept(request, message)
    except EarlyReply:
        # A teaser is better than nothing.
        if len(links_of(message).rest) < SHORTEST_FORWARD:
            raise
        return await keep(request, message)


async def _kept(request: Request, message: Message) -> Change:
    """What is behind the message is kept. Raises InvalidText, or Instead with what to say, when nothing is there."""
    links = links_of(message)
    leads = links.leads and (request.preferences.fetching or links.alone)
    if message.document is None and not leads:
        return await keep(request, message)
    async with Progress(request, request.texts.downloading) as progress:
        if message.document is not None:
            post = await from_file(request, message, progress)
        else:
            post = await from_link(request, message, links, links.likeliest, progress)
        return await keep(request, message, post, progress)
