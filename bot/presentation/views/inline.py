"""What inline mode offers: a passage or an article's beginning, quoted, with where it is from."""

from __future__ import annotations

from datetime import datetime

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain.html import escape, marked, shortened
from bot.presentation.texts import Texts
from bot.presentation.views.answer import origin
from bot.presentation.views.layout import LONGEST_LEAD, LONGEST_QUOTED
from index import Article, Passage

LONGEST_TITLE = 80
LONGEST_DESCRIPTION = 140


def passage(found: Passage, article: Article, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """The paragraph with its sentence in bold."""
    quoted = marked(found.text, found.highlight.start, found.highlight.end, LONGEST_QUOTED)
    number = f"{found.article_id}:{found.span.start}"
    return _result(number, article, found.sentence, f"“{quoted}”\n{origin(article, texts, now)}")


def lead(article: Article, text: str, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """How the article begins."""
    opening = text.strip().removeprefix(article.title).strip() or text.strip()
    quoted = escape(shortened(opening, LONGEST_LEAD))
    return _result(str(article.id), article, opening, f"“{quoted}”\n{origin(article, texts, now)}")


def _result(number: str, article: Article, words: str, message: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=shortened(" ".join(article.title.split()), LONGEST_TITLE),
        description=shortened(" ".join(words[: 4 * LONGEST_DESCRIPTION].split()), LONGEST_DESCRIPTION),
        input_message_content=InputTextMessageContent(
            message, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
