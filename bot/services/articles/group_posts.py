"""Posts in groups: decides whether one is an article, and keeps it, asked or unasked."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.posts import Post
from bot.domain.messages import React
from bot.domain.parsing.intents.intent import Guess, Intent, has_words, intent_of
from bot.services.articles.importing import import_post
from bot.services.articles.post_grouping import merged_post, own_post
from bot.services.articles.saving import save_article
from bot.services.progress import Progress
from bot.services.rationing import charge_article
from bot.services.request import Change, EarlyReply, Replies, Request, Result
from index import InvalidText

# A forwarded text with fewer characters is chat.
SHORTEST_FORWARD = 100
KEPT = "✍"


async def keep_unasked(request: Request) -> Result:
    """Keeps a posted article; success shows as a reaction, failure not at all. The request is a quiet one."""
    merged = await merged_post(request, request.incoming)
    if merged is None and not is_article(request.incoming, fetching=request.preferences.fetching):
        return []
    try:
        await charge_article(request, request.message, unasked=True)
        change = await _save_or_teaser(request, merged or request.incoming.post)
    except (InvalidText, EarlyReply):
        return []

    def quietly(connection: Connection) -> Replies:
        change(connection)
        return [React(chat_id=request.chat.id, message_id=request.message.message_id, emoji=KEPT)]

    return quietly


def is_article(incoming: IncomingPost, *, fetching: bool) -> bool:
    """Whether a message is surely an article rather than talk: forwarded, a file, a link, or a report."""
    message, text = incoming.message, incoming.text
    if message.via_bot is not None:
        return False
    if message.document is not None:
        return (message.document.mime_type or "").partition("/")[0] not in ("image", "video", "audio")
    if fetching and incoming.links.leads:
        return True
    if incoming.passed_on or message.is_automatic_forward:
        return len(text) >= SHORTEST_FORWARD and has_words(text)
    return incoming.guess == Guess(Intent.ARTICLE)


async def save_post(request: Request, incoming: IncomingPost, own: Post | None) -> Change:
    """Saves the page or file that the message leads to, or else its own text (None: not yet known).

    Raises InvalidText, or EarlyReply with the reply to send, when there is neither.
    """
    leads = incoming.links.leads and (request.preferences.fetching or incoming.links.alone)
    if incoming.message.document is None and not leads:
        return await save_article(request, incoming, own or await own_post(request, incoming))
    async with Progress(request, request.texts.downloading) as progress:
        return await save_article(request, incoming, await import_post(request, incoming, progress), progress)


async def _save_or_teaser(request: Request, own: Post) -> Change:
    try:
        return await save_post(request, request.incoming, own)
    except EarlyReply:
        # A page's teaser is better than nothing; a remark about a link is not an article.
        rest = request.incoming.links.rest
        told = request.incoming.passed_on or intent_of(rest, forwarded=False) == Guess(Intent.ARTICLE)
        if len(rest) < SHORTEST_FORWARD or not told:
            raise
        return await save_article(request, request.incoming, own)
