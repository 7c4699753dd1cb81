"""Channels: if a person who may use the bot makes it an administrator, posts are kept for that person's private chat,
and for the groups in which the channel is switched on.

The bot never writes there, and follows edits.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from telegram.ext import filters

from bot.domain.entities import command_in
from bot.domain.incoming.posts import Post
from bot.domain.incoming.spoilers import covered, hidden_at, hidden_in
from bot.domain.preferences import Preferences
from bot.handlers.adapter import on_message
from bot.services.access.policy import Access, AccessDecision, AccessRequest
from bot.services.articles.saving import plan_article
from bot.services.rationing import is_full
from bot.services.request import Replies, Request, Result
from bot.store import access as store
from bot.store import channels, chats
from index import InvalidText


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """A chat that a channel's posts are kept for: its articles' collection, and what it has decided."""

    chat_id: int
    collection: str
    preferences: Preferences


@on_message(filters.UpdateType.CHANNEL_POSTS)
async def follow(request: Request) -> Result:
    """Keeps a new or edited post silently, if a welcome person brought the bot into the channel."""
    readers = await request.read(_readers, request.services.access, request.chat.id)
    if not readers or not request.incoming.text.strip() or command_in(request.message) is not None:
        return []
    for each in readers:
        # Committed one by one, so that others' changes go in between. Doing one again changes nothing.
        await _keep(request, each)

    def change(connection: Connection) -> Replies:
        channels.note(connection, request.chat.id, request.chat.title)
        return []

    return change


async def _keep(request: Request, reader: _Reader) -> None:
    """Keeps the post for that chat, unless it is kept unchanged, or the chat is full."""
    request = replace(request, collection=reader.collection, preferences=reader.preferences, quiet=True)
    post = request.incoming.post
    known = await _known(request, post)
    if known or (known is None and await is_full(request.services, reader.chat_id, reader.collection)):
        return
    try:
        plan = await plan_article(request, post, replacing=known is not None)
    except InvalidText:
        return
    write = request.library.add if known is None else request.library.revise
    await request.call(write, collection=reader.collection, key=post.key, plan=plan)


def _readers(connection: Connection, access: Access, channel: int) -> list[_Reader]:
    """The chat of the person who brought the bot into the channel, and the groups where it is switched on.

    None at all where nobody has brought it.
    """
    known = store.find(connection, channel)
    if known is None or known.state != store.ALLOWED or known.brought_by is None:
        return []
    groups = [each for each in channels.groups_of(connection, channel) if _is_welcome(connection, access, each)]
    found = []
    for chat_id in (known.brought_by, *groups):
        collection, preferences = chats.about(connection, chat_id)
        found.append(_Reader(chat_id=chat_id, collection=collection, preferences=preferences))
    return found


def _is_welcome(connection: Connection, access: Access, group: int) -> bool:
    asked = AccessRequest(person=None, place=group, name="", group=True, addressed=False)
    return access.decide(connection, asked, now=time.time()) is AccessDecision.WELCOME


async def _known(request: Request, post: Post) -> bool | None:
    """Whether the post is kept unchanged; None if it is not kept at all."""
    article = await request.call(request.library.find, collection=request.collection, key=post.key)
    if article is None:
        return None
    text = await request.call(request.library.text, collection=request.collection, article=article.id)
    return text == post.text and covered(hidden_in(article), hidden_at(post.places))


ROUTES = (follow,)
