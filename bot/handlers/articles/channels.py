"""Channels: if a person who may use the bot makes it an administrator, posts are kept for that person's private chat.

The bot never writes there, and follows edits.
"""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain.entities import command_in
from bot.domain.incoming.posts import Post
from bot.domain.incoming.spoilers import covered, hidden_at, hidden_in
from bot.domain.preferences import Preferences
from bot.handlers.adapter import on_message
from bot.services.articles.saving import plan_article
from bot.services.rationing import is_full
from bot.services.request import Replies, Request, Result
from bot.store import access, chats
from index import InvalidText


@on_message(filters.UpdateType.CHANNEL_POSTS)
async def follow(request: Request) -> Result:
    """Keeps a new or edited post silently, if a welcome person brought the bot into the channel."""
    keeper = await request.read(_keeper, request.chat.id)
    if keeper is None or not request.incoming.text.strip() or command_in(request.message) is not None:
        return []
    person, collection, preferences = keeper
    request = replace(request, collection=collection, preferences=preferences, quiet=True)
    post = request.incoming.post
    known = await _known(request, post)
    if known or (known is None and await is_full(request.services, person, collection)):
        return []
    try:
        plan = await plan_article(request, post, replacing=known is not None)
    except InvalidText:
        return []

    def change(connection: Connection) -> Replies:
        write = request.library.add if known is None else request.library.revise
        write(collection=collection, key=post.key, plan=plan, within=connection)
        return []

    return change


def _keeper(connection: Connection, channel: int) -> tuple[int, str, Preferences] | None:
    """The person who brought the bot into the channel, their collection and their decisions."""
    known = access.find(connection, channel)
    if known is None or known.state != access.ALLOWED or known.brought_by is None:
        return None
    return known.brought_by, *chats.about(connection, known.brought_by)


async def _known(request: Request, post: Post) -> bool | None:
    """Whether the post is kept unchanged; None if it is not kept at all."""
    article = await request.call(request.library.find, collection=request.collection, key=post.key)
    if article is None:
        return None
    text = await request.call(request.library.text, collection=request.collection, article=article.id)
    return text == post.text and covered(hidden_in(article), hidden_at(post.places))


ROUTES = (follow,)
