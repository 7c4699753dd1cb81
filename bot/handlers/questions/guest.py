"""Guest mode: "@bot summary", or "@bot" and a question, under anybody's post, in chats that the bot is not in."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler, ContextTypes, MessageHandler, filters

from bot.handlers.adapter import commit_result, language_of
from bot.presentation.texts import Texts
from bot.services.guest_answers import answer_guest
from bot.services.request import Services
from bot.store import chats


def route(services: Services) -> BaseHandler[Any, Any, Any]:
    """Handles calls from other chats, before every handler of messages; the gate has admitted them."""

    async def callback(update: Update, _context: ContextTypes.DEFAULT_TYPE) -> None:
        message, user = update.guest_message, update.effective_user
        if message is None or user is None:
            return
        # The settings are those of the caller's private chat, whose id is the person's.
        _, preferences = await services.read(chats.about, user.id)
        texts = Texts.of(preferences.language or language_of(update))
        replies = await answer_guest(services, message, texts, preferences)
        await commit_result(services, update, user.id, replies, language=texts.language, reopens=False)

    return MessageHandler(filters.UpdateType.GUEST_MESSAGE, callback)


ROUTES = (route,)
