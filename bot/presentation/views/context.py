"""A passage among its neighbours, so that nobody need take a sentence out of its context."""

from __future__ import annotations

from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import escape, marked, shortened
from bot.domain.messages import Rows
from bot.presentation.texts import Texts
from bot.presentation.views.answer import origin
from bot.presentation.views.layout import LONGEST_QUOTED
from index import Article, Context, Span

LONGEST_NEIGHBOUR = 1000


def context(found: Context, highlight: Span, article: Article, texts: Texts, now: datetime) -> str:
    """The paragraphs word for word, the passage set apart with its sentence in bold; far ends are cut with "…"."""
    # A neighbour that is too long keeps the end that is nearer to the passage.
    before = [escape(shortened(each.text[::-1], LONGEST_NEIGHBOUR)[::-1]) for each in found.before]
    passage = marked(found.paragraph.text, highlight.start, highlight.end, LONGEST_QUOTED)
    after = [escape(shortened(each.text, LONGEST_NEIGHBOUR)) for each in found.after]
    where = texts.line(origin(article, texts, now), texts.place(found.paragraph.number, found.paragraphs))
    return "\n\n".join([*before, f"<blockquote>{passage}</blockquote>", *after, where])


def context_buttons(article: Article, shown: int, texts: Texts) -> Rows:
    """Back to the answer, which showed ``shown`` passages, and the article's summary."""
    back = callback_data.button(texts.b_back, callback_data.PASSAGES, max(1, shown))
    return ((back, callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, article.id, 0)),)
