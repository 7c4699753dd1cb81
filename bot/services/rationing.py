"""What becomes an article only while an update is handled counts like any other; gate and handlers share the words."""

from __future__ import annotations

import asyncio
import math
import time

from telegram import Message

from bot.domain.allowance import Resource
from bot.presentation.texts import Texts
from bot.services.access.policy import access_request_of
from bot.services.access.quotas import Refusal
from bot.services.request import EarlyReply, Request, Services


async def charge_article(request: Request, message: Message, *, unasked: bool = False) -> None:
    """Counts the article that ``message`` is or leads to: against whoever asks or posts it, and against the chat.

    Nothing counts twice, neither what was taken with the update nor an update that is tried again. Raises EarlyReply
    when it is too much, or when the chat is full; nothing is said where it was ``unasked``, or has been said.
    """
    services, update = request.services, request.update
    access_request = access_request_of(update, services.bot.bot)
    if access_request is None:
        return
    quotas, now = services.quotas, time.monotonic()
    refusal = quotas.charge_article(update, access_request, message, now, unasked=unasked)
    if refusal is None and await is_full(services, access_request.place, request.collection):
        if unasked:
            raise EarlyReply
        refusal = quotas.refuse(Resource.KEPT, update, access_request, now)
    if refusal is None:
        return
    if unasked or not refusal.first:
        raise EarlyReply
    raise EarlyReply(request.reply(words_of(refusal, request.texts, quotas.allowance.articles_kept)))


async def is_full(services: Services, place: int, collection: str) -> bool:
    """Whether one article more would be too many for the chat ``place``; if not, it is counted."""
    if services.quotas.has_room(place):
        return False
    page = await asyncio.to_thread(services.library.articles, collection=collection, limit=1)
    return not services.quotas.counted(place, page.total)


def words_of(refusal: Refusal, texts: Texts, most: int) -> str:
    """What is said of a refusal; ``most`` articles fit into a chat."""
    minutes = max(1, math.ceil(refusal.seconds / 60))
    match refusal.kind:
        case Resource.ARTICLES:
            return texts.too_many_articles(minutes)
        case Resource.QUESTIONS:
            return texts.too_many_questions(minutes)
        case Resource.BYTES:
            return texts.too_many_bytes(minutes)
        case Resource.KEPT:
            return texts.too_many_kept(most)
