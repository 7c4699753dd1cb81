"""What an article added to those that were here: its new and changed paragraphs, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from bot.domain.html import LONGEST_MESSAGE, bold, escape, measured, shortened
from bot.presentation.texts import Texts
from index import Article, News

LONGEST_PARAGRAPH = 900


def news(found: Sequence[News], article: Article, texts: Texts) -> str:
    """The paragraphs, as many as one message takes, a changed one with what changed in it."""
    lines = [f"🆕 {bold(article.title)}"]
    for number, each in enumerate(found):
        changed = f"\n<i>{escape(shortened(each.difference, 160))}</i>" if each.difference else ""
        line = f"“{escape(shortened(each.text, LONGEST_PARAGRAPH))}”{changed}"
        if measured("\n\n".join([*lines, line])) > LONGEST_MESSAGE - 60:
            lines.append(texts.and_more(len(found) - number))
            break
        lines.append(line)
    return "\n\n".join(lines)
