"""The list of articles, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from bot import buttons
from bot.markup import escape, link
from bot.outgoing import Button, Rows
from bot.texts import Texts
from index import Page

PAGE = 8


def listing(page: Page, versions: Mapping[int, tuple[int, int]], texts: Texts, now: datetime) -> str:
    """A numbered page of titles with their sources and dates.

    ``versions`` says of articles that have several, which of how many each is.
    """
    lines = [texts.articles_here(page.total), ""]
    for number, article in enumerate(page.items, page.offset + 1):
        details = [escape(article.source)] if article.source else []
        details.append(texts.day(article.published_at or article.added_at, now))
        details.append(texts.paragraphs(article.paragraphs))
        if article.id in versions:
            details.append(texts.version(*versions[article.id]))
        lines.append(f"{number}. {link(article.title, article.url)}\n     {' · '.join(details)}")
    return "\n".join(lines)


def listing_buttons(page: Page, texts: Texts) -> Rows:
    """A summary for each article of the page, and the way to the next and the previous page."""
    each = [
        buttons.button(f"📝 {number}", buttons.SUMMARY_NEW, article.id, 0)
        for number, article in enumerate(page.items, page.offset + 1)
    ]
    rows: list[tuple[Button, ...]] = [tuple(each[start : start + 4]) for start in range(0, len(each), 4)]
    turn: list[Button] = []
    if page.offset > 0:
        turn.append(buttons.button(texts.b_newer, buttons.LIST, max(0, page.offset - PAGE)))
    if page.offset + PAGE < page.total:
        turn.append(buttons.button(texts.b_older, buttons.LIST, page.offset + PAGE))
    return (*rows, tuple(turn)) if turn else tuple(rows)
