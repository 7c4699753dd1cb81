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
from bot.domain.parsing.intent import Meaning, has_words, meaning
from bot.domain.parsing.mentions import is_ours
from bot.handlers.adapter import command_handler, handled
from bot.services.answering import say
from bot.services.importing import from_file, from_link
from bot.services.post_grouping import whole_of
from bot.services.progress import Progress
from bot.services.request import Instead, Outcome, Services, Turn
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
        command_handler("keep", handled(services, command)),
        MessageHandler(sent & readable, handled(services, posted)),
    ]


async def command(turn: Turn) -> Outcome:
    """Keeps the message replied to, whatever its length, and says what that did."""
    if turn.replied is None:
        return [say(turn, turn.texts.keep_what)]
    if is_ours(turn.replied, turn.services.bot):
        return [say(turn, turn.texts.nothing_to_keep)]
    try:
        return await _kept(turn, turn.replied)
    except InvalidText:
        return [say(turn, turn.texts.nothing_to_keep)]


async def posted(turn: Turn) -> Outcome:
    """Keeps an article that was posted, if the group wants that; a reaction says so, nothing that it failed."""
    if not turn.preferences.keeping:
        return []
    turn = replace(turn, quiet=True)
    if not is_article(turn.message, fetching=turn.preferences.fetching) and await whole_of(turn, turn.message) is None:
        return []
    if await _is_full(turn):
        return []
    try:
        change = await _posted(turn, turn.message)
    except (InvalidText, Instead):
        return []

    def quietly(connection: Connection) -> Sequence[Outgoing]:
        change(connection)
        return [React(chat_id=turn.chat.id, message_id=turn.message.message_id, emoji=KEPT)]

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
    guess = meaning(text, forwarded=False)
    return guess.meaning is Meaning.ARTICLE and not guess.unsure


async def _is_full(turn: Turn) -> bool:
    """Whether the group holds as many articles as it may; nobody is told, since nobody asked."""
    quotas = turn.services.quotas
    if quotas.has_room(turn.chat.id):
        return False
    held = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
    return not quotas.counted(turn.chat.id, held.total)


async def _posted(turn: Turn, message: Message) -> Change:
    try:
        return await _kept(turn, message)
    except Instead:
        # A teaser is better than nothing.
        if len(links_of(message).rest) < SHORTEST_FORWARD:
            raise
        return await keep(turn, message)


async def _kept(turn: Turn, message: Message) -> Change:
    """What is behind the message is kept. Raises InvalidText, or Instead with what to say, when nothing is there."""
    links = links_of(message)
    leads = links.leads and (turn.preferences.fetching or links.alone)
    if message.document is None and not leads:
        return await keep(turn, message)
    async with Progress(turn, turn.texts.downloading) as progress:
        if message.document is not None:
            post = await from_file(turn, message, progress)
        else:
            post = await from_link(turn, message, links, links.likeliest, progress)
        return await keep(turn, message, post, progress)
