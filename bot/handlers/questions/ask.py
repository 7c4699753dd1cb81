"""Questions: /ask, plain ones, replies to what the bot said, and the buttons under answers."""

from __future__ import annotations

from typing import Any

from telegram.ext import BaseHandler, CallbackQueryHandler, MessageHandler, filters

from bot.domain import callback_data as buttons
from bot.domain.messages import ReplyTo, Send, Toast
from bot.domain.parsing.intent import Meaning, meaning
from bot.domain.parsing.mentions import Answers
from bot.handlers.adapter import command_handler, handled
from bot.services.answering import answered, shown_again
from bot.services.request import Outcome, Services, Turn
from bot.services.saving import article_of
from index import InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to. In groups: the command, and replies to the bot."""
    in_group = filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & Answers(services.bot)
    return [
        command_handler("ask", handled(services, command)),
        MessageHandler(in_group, handled(services, replied_in_group)),
        CallbackQueryHandler(handled(services, passages), pattern=rf"^{buttons.PASSAGES}:"),
        CallbackQueryHandler(handled(services, everywhere), pattern=rf"^{buttons.EVERYWHERE}$"),
    ]


async def command(turn: Turn) -> Outcome:
    """Answers from the article replied to, or from everything here."""
    if not turn.arguments:
        here = ReplyTo(message_id=turn.message.message_id)
        return [Send(chat_id=turn.chat.id, text=turn.texts.ask_what, reply_to=here, topic=turn.topic)]
    return await asked(turn, turn.arguments)


async def replied_in_group(turn: Turn) -> Outcome:
    """A reply to the bot goes on with what its message was about; other people's talk is theirs."""
    text = turn.message.text or ""
    if turn.replied is None or is_small_talk(text):
        return []
    return await asked(turn, text)


async def asked(turn: Turn, question: str) -> Outcome:
    """Answers from what the message replies to, and goes on with what was asked there."""
    scope, earlier, within = await scope_of(turn), await earlier_of(turn), await _within_of(turn)
    return await answered(turn, question, scope, earlier=earlier, within=within)


def is_small_talk(text: str) -> bool:
    """Whether there is nothing in it to look for; nobody in a group wants to hear an answer to that."""
    return meaning(text, forwarded=False).meaning in (Meaning.GREETING, Meaning.THANKS, Meaning.NOTHING)


async def passages(turn: Turn) -> Outcome:
    """More passages, or fewer, or the closest one although it does not answer."""
    numbers = buttons.parse(turn.pressed, buttons.PASSAGES, 1)
    about = await turn.about(turn.message)
    if numbers is None or not 1 <= numbers[0] <= 100 or about is None or about.question is None:
        return [Toast(text=turn.texts.old_button)]
    return await shown_again(turn, about, numbers[0])


async def everywhere(turn: Turn) -> Outcome:
    """The same question to all articles of the chat."""
    about = await turn.about(turn.message)
    if about is None or about.question is None:
        return [Toast(text=turn.texts.old_button)]
    return await answered(turn, about.question, None, earlier=about.earlier)


async def earlier_of(turn: Turn) -> str | None:
    """The question that our message replied to answered, which this one follows up; None if there is none."""
    about = await turn.about(turn.replied)
    return about.question if about is not None and about.kind == "answer" else None


async def _within_of(turn: Turn) -> str | None:
    """The forum topic that our answer replied to looked in, if it did in one only."""
    about = await turn.about(turn.replied)
    return about.within if about is not None and about.kind == "answer" else None


async def scope_of(turn: Turn) -> tuple[int, ...] | None:
    """The articles that a question is about: those of the message it replies to, or None for all."""
    replied = turn.replied
    if replied is None:
        return None
    about = await turn.about(replied)
    if about is not None:
        # Where nothing answered, the next question looks in the same place again.
        return about.scope if about.kind == "answer" and not about.shown else about.articles or None
    if replied.from_user is not None and replied.from_user.id == turn.services.bot.id:
        return None
    try:
        article = await article_of(turn, replied)
    except InvalidText:
        return None
    return None if article is None else (article.id,)
