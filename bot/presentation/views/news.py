"""What an article added to those that were here: its new and changed paragraphs, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.html import bold, escape, shortened
from bot.presentation.texts import Texts
from bot.presentation.views.layout import fitting
from index import Article, News

LONGEST_PARAGRAPH = 900
LONGEST_DIFFERENCE = 160
# Room for "… and 5 more" in every language.
SPARE = 60


def news(found: Sequence[News], article: Article, texts: Texts) -> str:
    """The paragraphs, as many as one message takes, a changed one with what changed in it."""
    head = [f"🆕 {bold(article.title)}"]
    shown = fitting((_paragraph(each) for each in found), head, spare=SPARE)
    more = [texts.and_more(len(found) - len(shown))] if len(shown) < len(found) else []
    return "\n\n".join([*head, *shown, *more])


def _paragraph(new: News) -> str:
    changed = f"\n<i>{escape(shortened(new.difference, LONGEST_DIFFERENCE))}</i>" if new.difference else ""
    return f"“{escape(shortened(new.text, LONGEST_PARAGRAPH))}”{changed}"
