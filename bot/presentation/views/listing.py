"""The list of articles, a page at a time; the page of one article; and what it added to those that were here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import NAME_ROOM, TITLE_ROOM, bold, escape, link, shortened, spoiler
from bot.domain.messages import Button, Rows
from bot.domain.spoilers import Hidden, hidden_in, touched, veiled
from bot.presentation.texts import Texts
from bot.presentation.views.answer import opening_of
from bot.presentation.views.layout import LONGEST_LEAD, fitting, in_rows, pager
from index import Article, News, Page

PAGE = 8
NUMBERS_IN_A_ROW = 4
MOST_VERSIONS = 8
LONGEST_PARAGRAPH = 900
LONGEST_DIFFERENCE = 160
# Room for "… and 5 more" in every language.
SPARE = 60


def listing(page: Page, heading: str, versions: Mapping[int, tuple[int, int]], texts: Texts, now: datetime) -> str:
    """A numbered page of titles with their sources and dates.

    ``versions`` says of articles that have several, which of how many each is.
    """
    lines = [heading, ""]
    for number, article in enumerate(page.items, page.offset + 1):
        details = [escape(shortened(article.source, NAME_ROOM))] if article.source else []
        details.append(texts.day(article.published_at or article.added_at, now))
        details.append(texts.paragraphs(article.paragraphs))
        if article.id in versions:
            details.append(texts.version(*versions[article.id]))
        title = link(shortened(article.title, TITLE_ROOM), article.url)
        lines.append(f"{number}. {title}\n     {texts.line(*details)}")
    return "\n".join([*lines, "", f"<i>{texts.open_hint}</i>"])


def listing_buttons(page: Page, texts: Texts, extra: Sequence[Button] = ()) -> Rows:
    """A number for each article of the page, ``extra`` buttons, and the way to the next and the previous page."""
    numbers = [
        callback_data.button(str(number), callback_data.OPEN, article.id, page.offset)
        for number, article in enumerate(page.items, page.offset + 1)
    ]
    pages = pager(callback_data.LIST, (texts.b_newer, texts.b_older), offset=page.offset, size=PAGE, total=page.total)
    return tuple(row for row in (*in_rows(numbers, NUMBERS_IN_A_ROW), tuple(extra), pages) if row)


def article(held: Article, opening: str, versions: Sequence[Article], texts: Texts, now: datetime) -> str:
    """An article's page: title, where it is from and since when it is here, how long it is, and how it begins."""
    origin = [escape(held.source)] if held.source else []
    if held.published_at is not None:
        origin.append(texts.day(held.published_at, now))
    size = [texts.paragraphs(held.paragraphs), texts.reading_time(held.words)]
    if len(versions) > 1:
        size.append(texts.version([each.id for each in versions].index(held.id) + 1, len(versions)))
    size.append(texts.here_since(texts.day(held.added_at, now)))
    head = [f"<b>{link(held.title, held.url)}</b>", texts.phrase(*origin), texts.line(*size)]
    at, below = opening_of(held, opening)
    lead = "" if below == opening.strip() == held.title else veiled(shortened(below, LONGEST_LEAD), hidden_in(held), at)
    parts = ["\n".join(line for line in head if line), lead, f"<i>{texts.ask_hint}</i>"]
    return "\n\n".join(part for part in parts if part)


def article_buttons(held: Article, versions: Sequence[Article], offset: int, texts: Texts) -> Rows:
    """Summary, source, forget; the other versions, newest last; and back to the list at ``offset``."""
    row = [callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, held.id, 0)]
    if held.url:
        row.append(Button(text=texts.b_source, url=held.url))
    row.append(callback_data.button(texts.b_forget, callback_data.FORGET, held.id))
    others = [
        callback_data.button(texts.b_version(number), callback_data.OPEN, each.id, offset)
        for number, each in enumerate(versions, 1)
        if each.id != held.id
    ][-MOST_VERSIONS:]
    return (
        tuple(row),
        *in_rows(others, NUMBERS_IN_A_ROW),
        (callback_data.button(texts.b_back, callback_data.LIST, offset),),
    )


def news(found: Sequence[News], article: Article, hidden: bool, texts: Texts) -> str:
    """The paragraphs, as many as one message takes, a changed one with what changed in it.

    ``hidden``: what they are compared with hides something.
    """
    head = [f"🆕 {bold(article.title)}"]
    shown = fitting((_paragraph(each, hidden_in(article), hidden) for each in found), head, spare=SPARE)
    more = [texts.and_more(len(found) - len(shown))] if len(shown) < len(found) else []
    return "\n\n".join([*head, *shown, *more])


def _paragraph(new: News, hidden: Hidden, before: bool) -> str:
    changed = escape(shortened(new.difference, LONGEST_DIFFERENCE)) if new.difference else ""
    if changed and (before or touched(hidden, new.span)):
        changed = spoiler(changed)
    quoted = veiled(shortened(new.text, LONGEST_PARAGRAPH), hidden, new.span.start)
    return f"“{quoted}”\n<i>{changed}</i>" if changed else f"“{quoted}”"
