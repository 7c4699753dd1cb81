"""The gate before all other handlers: may the sender use the bot, and this much of it?"""

from __future__ import annotations

import time
from dataclasses import replace
from functools import partial
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import BaseHandler, TypeHandler

from bot.domain.allowance import Resource
from bot.domain.messages import CallbackAnswer, ReplyTo, Send
from bot.handlers.adapter import before_all, commit_result, language_of
from bot.presentation.texts import Texts
from bot.presentation.views.bot_settings import bot_settings
from bot.queues.ownership import STRANGERS
from bot.services.access.policy import AccessDecision, AccessRequest, access_request_of, speaks_for_itself
from bot.services.access.quotas import Refusal, cost_of
from bot.services.audience import only_for
from bot.services.guest_answers import said
from bot.services.rationing import is_full, words_of
from bot.services.request import Replies, Result, Services
from bot.store import access as store
from bot.store import chats

# How often, in seconds, strangers are told why they get no answer; groups are told once.
TOLD_SECONDS = 86400.0


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Everything, before all other handlers."""
    return TypeHandler(Update, before_all(partial(_refused, services)))


async def _refused(services: Services, update: Update, _context: object) -> bool:
    """Whether the update is refused, so that no other handler sees it; the refusal is then owed."""
    access_request = access_request_of(update, services.bot.bot)
    if access_request is None:
        return False
    if speaks_for_itself(update) and (access_request.addressed or not access_request.group):
        # Posts by bots are kept if the group wants that; bots get no answers.
        return True
    return await _kept_out(services, update, access_request) or await _too_much(services, update, access_request)


async def _kept_out(services: Services, update: Update, access_request: AccessRequest) -> bool:
    access = services.access
    now = time.time()
    if access.open_for(access_request, now=now):
        return False
    decision = await services.read(access.decide, access_request, now=now)
    if decision is AccessDecision.WELCOME:
        access.welcomed(access_request, now=now)
        return False
    access.changed(access_request.place)
    if decision is AccessDecision.BROUGHT:
        await services.writer.do(lambda connection: _bring(connection, access_request, now))
        return False
    texts = Texts.of(await services.read(chats.language, access_request.place, language_of(update)))
    result = _result(services, update, access_request, decision, texts, now)
    await commit_result(services, update, access_request.place, result, language=texts.language)
    # The owner is told of strangers, and a new owner of earlier ones.
    services.ownership.publish(STRANGERS)
    return True


def _bring(connection: Connection, access_request: AccessRequest, now: float) -> None:
    assert access_request.person is not None
    store.bring(connection, access_request.place, access_request.name, access_request.person, now=now)


def _result(
    services: Services,
    update: Update,
    access_request: AccessRequest,
    decision: AccessDecision,
    texts: Texts,
    now: float,
) -> Result:
    if update.callback_query is not None:
        return [CallbackAnswer(text=texts.private_toast)]
    match decision:
        case AccessDecision.CLAIMS:
            return _claim(services, update, access_request, texts, now)
        case AccessDecision.WRONG_CODE:
            return [Send(chat_id=access_request.place, text=texts.wrong_code)]
        case AccessDecision.TOO_MANY_GUESSES:
            return _once(access_request, texts.too_many_guesses, now)
        case AccessDecision.UNCLAIMED if not access_request.group:
            return _once(access_request, texts.unclaimed, now)
        case _:
            return _once(access_request, texts.private_bot_group if access_request.group else texts.private_bot, now)


def _claim(services: Services, update: Update, access_request: AccessRequest, texts: Texts, now: float) -> Result:
    def change(connection: Connection) -> Replies:
        assert access_request.person is not None
        if not store.claim(connection, access_request.person, language_of(update), now=now):
            # Somebody else claimed the bot a moment earlier.
            return [Send(chat_id=access_request.place, text=texts.private_bot)]
        text = texts.claimed_open if services.access.policy.everybody else texts.claimed
        offer, rows = bot_settings(services.bot.bot, texts)
        return [Send(chat_id=access_request.place, text=f"{text}\n\n{offer}", buttons=rows)]

    return change


def _once(access_request: AccessRequest, text: str, now: float) -> Result:
    """The refusal, unless it was said recently; none for talk among a group's members."""

    def change(connection: Connection) -> Replies:
        if not access_request.addressed:
            return []
        guest = store.meet(connection, access_request.place, access_request.name, now=now)
        told_at = None if guest is None else guest.told_at
        if guest is None or (told_at is not None and (access_request.group or told_at > now - TOLD_SECONDS)):
            return []
        store.told(connection, access_request.place, now=now)
        return [Send(chat_id=access_request.place, text=text)]

    return change


async def _too_much(services: Services, update: Update, access_request: AccessRequest) -> bool:
    quotas, now = services.quotas, time.monotonic()
    refusal = quotas.charge(update, access_request, now)
    if refusal is None and await _full(services, update, access_request):
        refusal = quotas.refuse(Resource.KEPT, update, access_request, now)
    if refusal is None:
        return False
    texts = Texts.of(await services.read(chats.language, access_request.place, language_of(update)))
    replies = _refusing(update, access_request, refusal, texts, quotas.allowance.articles_kept)
    seen_by = await only_for(services, update) if any(isinstance(each, Send) for each in replies) else None
    replies = [replace(each, only_for=seen_by) if isinstance(each, Send) else each for each in replies]
    await commit_result(services, update, access_request.place, replies, language=texts.language)
    return True


async def _full(services: Services, update: Update, access_request: AccessRequest) -> bool:
    """Whether the chat already holds as many articles as it may."""
    if Resource.ARTICLES not in cost_of(update, access_request):
        return False
    collection = await services.read(chats.collection, access_request.place)
    return await is_full(services, access_request.place, collection)


def _refusing(update: Update, access_request: AccessRequest, refusal: Refusal, texts: Texts, most: int) -> Replies:
    if update.callback_query is not None:
        return [CallbackAnswer(text=texts.too_much_toast)]
    message = update.effective_message
    if not refusal.first or message is None:
        return []
    text = words_of(refusal, texts, most)
    if update.guest_message is not None:
        return said(update.guest_message, text)
    topic = message.message_thread_id if message.is_topic_message else None
    return [Send(chat_id=access_request.place, text=text, reply_to=ReplyTo(message_id=message.message_id), topic=topic)]
