"""In groups: messages that mention the bot are questions to it, as far as Telegram delivers them."""

from __future__ import annotations

from typing import Any

from telegram import Bot, Message
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.domain.links import links_of
from bot.domain.parsing.mentions import mentions_us, text_addressed_to
from bot.domain.parsing.summary_options import SummaryOptions
from bot.handlers.adapter import adapt
from bot.handlers.questions.ask import asked, is_small_talk
from bot.handlers.summaries import summary
from bot.services.answering import answered, say
from bot.services.article_lookup import replied_article
from bot.services.request import Request, Result, Services
from bot.services.saving import article_of
from index import Article, InvalidText


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    written = filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & (filters.TEXT | filters.CAPTION)
    return [MessageHandler(written & ~filters.COMMAND & _MentionsBot(services.bot), adapt(services, mentioned))]


async def mentioned(request: Request) -> Result:
    """Answers from the post replied to, from what the message itself brings, or from everything; our name alone, as
    an answer to a post, asks for its summary."""
    question = text_addressed_to(request.message, request.services.bot) or ""
    if question and is_small_talk(question):
        return []
    try:
        article = await _brought(request)
        if article is None and not question and request.replied is not None:
            article = await replied_article(request, request.replied)
    except InvalidText:
        return [say(request, request.texts.nothing_to_summarise)]
    if not question:
        if article is None:
            return [say(request, request.texts.ask_what)]
        return await summary.said(request, article, SummaryOptions(length=request.preferences.sentences))
    return await asked(request, question) if article is None else await answered(request, question, (article.id,))


async def _brought(request: Request) -> Article | None:
    """The article behind the message's own file or link, when it answers nothing."""
    message: Message = request.message
    if request.replied is not None or not (message.document or links_of(message).leads):
        return None
    return await article_of(request, message)


class _MentionsBot(filters.MessageFilter):
    """Messages that mention the bot."""

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot

    def filter(self, message: Message) -> bool:
        return mentions_us(message, self._bot)
