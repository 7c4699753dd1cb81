"""Questions: /ask, and in groups replies to the bot and messages that mention it.

Whether Telegram delivers such messages depends on the group.
"""

from __future__ import annotations

from telegram.ext import filters

from bot.domain.parsing.mentions import answers_us, mentions_us, text_addressed_to
from bot.domain.parsing.summary_options import SummaryOptions
from bot.handlers.adapter import COMMAND, on_command, on_message
from bot.services.answers.answering import answer_question
from bot.services.articles.article_lookup import replied_article
from bot.services.articles.post_grouping import remember_message
from bot.services.articles.saving import article_elsewhere, article_of
from bot.services.follow_ups import answer_follow_up, answer_question_replied, is_small_talk, question_replied
from bot.services.request import Request, Result
from bot.services.summarising import summarise_article
from index import Article, InvalidText


@on_command("ask")
async def command(request: Request) -> Result:
    """Answers from the article replied to, from the file that it came with, or from everything here.

    Without words, as a reply to somebody's question, it asks that question.
    """
    if not request.arguments:
        question = question_replied(request)
        if question is not None:
            return await answer_question_replied(request, question)
        return [request.reply(request.texts.ask_what)]
    if request.replied is None and request.message.document is not None:
        try:
            article = await article_of(request, request.incoming)
        except InvalidText:
            return [request.reply(request.texts.no_words)]
        scope = None if article is None else (article.id,)
        return remember_message(request, await answer_question(request, request.arguments, scope))
    # The person's next question may continue this one.
    return remember_message(request, await answer_follow_up(request, request.arguments))


@on_message(
    filters.ChatType.GROUPS & (filters.TEXT | (filters.CAPTION & ~filters.Document.ALL)) & ~COMMAND, only=answers_us
)
async def go_on(request: Request) -> Result:
    """Answers a reply to the bot, also below a picture, which continues its message's subject; ignores other talk."""
    text = request.incoming.text
    if request.replied is None or is_small_talk(text):
        return []
    return remember_message(request, await answer_follow_up(request, text))


@on_message(
    filters.ChatType.GROUPS & filters.UpdateType.MESSAGE & (filters.TEXT | filters.CAPTION) & ~COMMAND,
    only=mentions_us,
)
async def answer_mention(request: Request) -> Result:
    """Answers from the post replied to, from the message's own file or link, or from everything.

    The bot's name alone, as a reply to a post, asks for its summary.
    """
    question = text_addressed_to(request.message, request.services.bot) or ""
    if question and is_small_talk(question):
        return []
    asked = question_replied(request) if not question else None
    if asked is not None:
        return await answer_question_replied(request, asked)
    try:
        article = await _brought(request)
        if article is None and not question and request.replied is not None:
            article = await replied_article(request, request.replied)
        elif article is None and not question:
            article = await article_elsewhere(request)
    except InvalidText:
        return [request.reply(request.texts.no_words)]
    if question and article is None:
        return remember_message(request, await answer_follow_up(request, question))
    if article is None:
        return [request.reply(request.texts.ask_what)]
    if question:
        return remember_message(request, await answer_question(request, question, (article.id,)))
    return await summarise_article(request, article, SummaryOptions(length=request.preferences.sentences))


async def _brought(request: Request) -> Article | None:
    """The article behind the message's own file or link, if the message is no reply."""
    if request.replied is not None or not request.incoming.leads:
        return None
    return await article_of(request, request.incoming)


ROUTES = (answer_mention, command, go_on)
