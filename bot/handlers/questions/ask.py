"""Questions: /ask, plain ones, replies to what the bot said, and the buttons under answers."""

from __future__ import annotations

from typing import Any

from telegram import Bot, Message
from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot.domain import callback_data
from bot.domain.messages import CallbackAnswer, ReplyTo, Send
from bot.domain.parsing.intent import Intent, intent_of
from bot.domain.parsing.mentions import answers_us
from bot.handlers.adapter import adapt, on_command
from bot.services.answering import answered, shown_again
from bot.services.request import Request, Result, Services
from bot.services.saving import article_of
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to. In groups: the command, and replies to the bot."""
    in_group = filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & _RepliesToBot(services.bot)
    return [
        on_command("ask", adapt(services, command)),
        MessageHandler(in_group, adapt(services, replied_in_group)),
        CallbackQueryHandler(adapt(services, passages), pattern=rf"^{callback_data.PASSAGES}:"),
        CallbackQueryHandler(adapt(services, everywhere), pattern=rf"^{callback_data.EVERYWHERE}$"),
    ]


async def command(request: Request) -> Result:
    """Answers from the article replied to, or from everything here."""
    if not request.arguments:
        here = ReplyTo(message_id=request.message.message_id)
        return [Send(chat_id=request.chat.id, text=request.texts.ask_what, reply_to=here, topic=request.topic)]
    return await asked(request, request.arguments)


async def replied_in_group(request: Request) -> Result:
    """A reply to the bot goes on with what its message was about; other people's talk is theirs."""
    text = request.message.text or ""
    if request.replied is None or is_small_talk(text):
        return []
    return await asked(request, text)


async def asked(request: Request, question: str) -> Result:
    """Answers from what the message replies to, and goes on with what was asked there."""
    scope, earlier, within = await scope_of(request), await earlier_of(request), await _within_of(request)
    return await answered(request, question, scope, earlier=earlier, within=within)


def is_small_talk(text: str) -> bool:
    """Whether there is nothing in it to look for; nobody in a group wants to hear an answer to that."""
    return intent_of(text, forwarded=False).intent in (Intent.GREETING, Intent.THANKS, Intent.NOTHING)


async def passages(request: Request) -> Result:
    """More passages, or fewer, or the closest one although it does not answer."""
    numbers = callback_data.parse(request.pressed, callback_data.PASSAGES, 1)
    about = await request.about(request.message)
    if numbers is None or not 1 <= numbers[0] <= 100 or about is None or about.question is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    return await shown_again(request, about, numbers[0])


async def everywhere(request: Request) -> Result:
    """The same question to all articles of the chat."""
    about = await request.about(request.message)
    if about is None or about.question is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    return await answered(request, about.question, None, earlier=about.earlier)


async def earlier_of(request: Request) -> str | None:
    """The question that our message replied to answered, which this one follows up; None if there is none."""
    about = await request.about(request.replied)
    return about.question if about is not None and about.kind == "answer" else None


async def _within_of(request: Request) -> str | None:
    """The forum topic that our answer replied to looked in, if it did in one only."""
    about = await request.about(request.replied)
    return about.within if about is not None and about.kind == "answer" else None


async def scope_of(request: Request) -> tuple[int, ...] | None:
    """The articles that a question is about: those of the message it replies to, or None for all."""
    replied = request.replied
    if replied is None:
        return None
    about = await request.about(replied)
    if about is not None:
        # Where nothing answered, the next question looks in the same place again.
        return about.scope if about.kind == "answer" and not about.shown else about.articles or None
    if replied.from_user is not None and replied.from_user.id == request.services.bot.id:
        return None
    try:
        article = await article_of(request, replied)
    except InvalidText:
        return None
    return None if article is None else (article.id,)


class _RepliesToBot(filters.MessageFilter):
    """Messages that reply to one of the bot's."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        return answers_us(message, self._bot)
