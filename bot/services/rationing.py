"""Charges articles that are recognised only during handling; the gate and handlers share the refusal's words."""

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
    """Charges the article that ``message`` is or leads to, to the person who asks or posts and to the chat.

    Nothing is charged twice: neither an amount taken with the update, nor a retried update. Raises EarlyReply when a
    quota is exhausted or the chat is full; it carries no reply if the article was ``unasked`` or the refusal was
    already announced.
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
    """Whether the chat ``place`` has no room for one more article; if it has, the article is counted."""
    if services.quotas.has_room(place):
        return False
    page = await asyncio.to_thread(services.library.articles, collection=collection, limit=1)
    return not services.quotas.counted(place, page.total)


def words_of(refusal: Refusal, texts: Texts, most: int) -> str:
    """The text of a refusal; ``most`` is how many articles a chat may hold."""
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
