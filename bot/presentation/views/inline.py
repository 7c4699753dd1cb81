"""What inline mode offers: a passage or an article's beginning, quoted, with where it is from."""

from __future__ import annotations

from datetime import datetime

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain.html import escape, marked, shortened
from bot.presentation.texts import Texts
from bot.presentation.views.answer import ROOM, origin
from index import Article, Passage

TITLE_ROOM = 80
DESCRIPTION_ROOM = 140
LEAD_ROOM = 700


def passage(found: Passage, article: Article, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """The paragraph with its sentence in bold."""
    quoted = marked(found.text, found.highlight.start, found.highlight.end, ROOM)
    number = f"{found.article_id}:{found.span.start}"
    return _result(number, article, found.sentence, f"“{quoted}”\n{origin(article, texts, now)}")


def lead(article: Article, text: str, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """How the article begins."""
    opening = text.strip().removeprefix(article.title).strip() or text.strip()
    quoted = escape(shortened(opening, LEAD_ROOM))
    return _result(str(article.id), article, opening, f"“{quoted}”\n{origin(article, texts, now)}")


def _result(number: str, article: Article, words: str, message: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=shortened(" ".join(article.title.split()), TITLE_ROOM),
        description=shortened(" ".join(words[: 4 * DESCRIPTION_ROOM].split()), DESCRIPTION_ROOM),
        input_message_content=InputTextMessageContent(
            message, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
