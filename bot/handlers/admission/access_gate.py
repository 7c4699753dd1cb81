"""What every update passes before any other handler sees it: may whoever sent it use the bot, and so much of it?"""

from __future__ import annotations

import asyncio
import math
import time
from functools import partial
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import BaseHandler, TypeHandler

from bot.domain.allowance import Resource
from bot.domain.messages import CallbackAnswer, ReplyTo, Send
from bot.handlers.adapter import before_all, commit_result, language_of
from bot.presentation.texts import Texts
from bot.queues.ownership import STRANGERS
from bot.services.access.policy import Access, AccessDecision, AccessRequest, access_request_of
from bot.services.access.quotas import Refusal, cost_of
from bot.services.request import Replies, Result, Services
from bot.store import access as store
from bot.store import chats

# Strangers are told why they get no answer, but no oftener than this; groups once.
TOLD_SECONDS = 86400.0


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Everything, before all other handlers."""
    return TypeHandler(Update, before_all(partial(_refused, services)))


async def _refused(services: Services, update: Update, _context: object) -> bool:
    """Whether no other handler is to see the update; then all that there is to say is owed."""
    knock = access_request_of(update, services.bot.bot)
    if knock is None:
        return False
    return await _kept_out(services, update, knock) or await _too_much(services, update, knock)


async def _kept_out(services: Services, update: Update, knock: AccessRequest) -> bool:
    access = services.access
    now = time.time()
    if access.open_for(knock, now=now):
        return False
    standing = await services.read(access.judge, knock, now=now)
    if standing is AccessDecision.WELCOME:
        access.welcomed(knock, now=now)
        return False
    access.changed(knock.place)
    if standing is AccessDecision.BROUGHT:
        await services.writer.do(lambda connection: _bring(connection, knock, now))
        return False
    texts = Texts.of(language_of(update))
    result = _result(access, update, knock, standing, texts, now)
    await commit_result(services, update, knock.place, result, language=texts.language)
    # The owner is told of strangers; a new owner, of those who came before.
    services.ownership.publish(STRANGERS)
    return True


def _bring(connection: Connection, knock: AccessRequest, now: float) -> None:
    assert knock.person is not None
    store.bring(connection, knock.place, knock.name, knock.person, now=now)


def _result(
    access: Access, update: Update, knock: AccessRequest, standing: AccessDecision, texts: Texts, now: float
) -> Result:
    if update.callback_query is not None:
        return [CallbackAnswer(text=texts.private_toast)]
    match standing:
        case AccessDecision.CLAIMS:
            return _claim(access, update, knock, texts, now)
        case AccessDecision.WRONG_CODE:
            return [Send(chat_id=knock.place, text=texts.wrong_code)]
        case AccessDecision.TOO_MANY_GUESSES:
            return _once(knock, texts.too_many_guesses, now)
        case AccessDecision.UNCLAIMED if not knock.group:
            return _once(knock, texts.unclaimed, now)
        case _:
            return _once(knock, texts.private_bot_group if knock.group else texts.private_bot, now)


def _claim(access: Access, update: Update, knock: AccessRequest, texts: Texts, now: float) -> Result:
    def change(connection: Connection) -> Replies:
        assert knock.person is not None
        if not store.claim(connection, knock.person, language_of(update), now=now):
            # Somebody else was quicker by a moment.
            return [Send(chat_id=knock.place, text=texts.private_bot)]
        text = texts.claimed_open if access.policy.everybody else texts.claimed
        return [Send(chat_id=knock.place, text=text)]

    return change


def _once(knock: AccessRequest, text: str, now: float) -> Result:
    """Says it, but not again and again; what a group talks about among itself is no question to us."""

    def change(connection: Connection) -> Replies:
        if not knock.addressed:
            return []
        guest = store.meet(connection, knock.place, knock.name, now=now)
        told_at = None if guest is None else guest.told_at
        if guest is None or (told_at is not None and (knock.group or told_at > now - TOLD_SECONDS)):
            return []
        store.told(connection, knock.place, now=now)
        return [Send(chat_id=knock.place, text=text)]

    return change


async def _too_much(services: Services, update: Update, knock: AccessRequest) -> bool:
    quotas, now = services.quotas, time.monotonic()
    refusal = quotas.charge(update, knock, now)
    if refusal is None and await _full(services, update, knock):
        refusal = quotas.refuse(Resource.KEPT, update, knock, now)
    if refusal is None:
        return False
    texts = Texts.of(language_of(update))
    replies = _refusing(update, knock, refusal, texts, quotas.allowance.articles_kept)
    await commit_result(services, update, knock.place, replies, language=texts.language)
    return True


async def _full(services: Services, update: Update, knock: AccessRequest) -> bool:
    """Whether this would be an article too many for the chat."""
    quotas = services.quotas
    if Resource.ARTICLES not in cost_of(update, knock) or quotas.has_room(knock.place):
        return False
    collection = await services.read(chats.collection, knock.place)
    page = await asyncio.to_thread(services.library.articles, collection=collection, limit=1)
    return not quotas.counted(knock.place, page.total)


def _refusing(update: Update, knock: AccessRequest, refusal: Refusal, texts: Texts, most: int) -> Replies:
    if update.callback_query is not None:
        return [CallbackAnswer(text=texts.too_much_toast)]
    message = update.effective_message
    if not refusal.first or message is None:
        return []
    minutes = max(1, math.ceil(refusal.seconds / 60))
    match refusal.kind:
        case Resource.ARTICLES:
            text = texts.too_many_articles(minutes)
        case Resource.QUESTIONS:
            text = texts.too_many_questions(minutes)
        case Resource.BYTES:
            text = texts.too_many_bytes(minutes)
        case Resource.KEPT:
            text = texts.too_many_kept(most)
    topic = message.message_thread_id if message.is_topic_message else None
    return [Send(chat_id=knock.place, text=text, reply_to=ReplyTo(message_id=message.message_id), topic=topic)]
