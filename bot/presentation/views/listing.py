"""The list of articles, page by page; one article, page by page; and what it added to earlier ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import NAME_ROOM, TITLE_ROOM, bold, escape, link, shortened, spoiler
from bot.domain.incoming.spoilers import Hidden, hidden_in, touched, veiled
from bot.domain.messages import Button, Rows
from bot.presentation.texts import Texts
from bot.presentation.views.layout import fitting, in_even_rows, pager, text_pages
from index import Article, News, Page

PAGE = 8
VERSIONS_IN_A_ROW = 4
BESIDE = 3
# In UTF-16 units; the rest of a message is for the head.
LONGEST_PAGE = 2500
MOST_VERSIONS = 8
LONGEST_PARAGRAPH = 900
LONGEST_DIFFERENCE = 160
# Room for "… and 5 more" in every language.
SPARE = 60


def listing(
    page: Page,
    heading: str,
    versions: Mapping[int, tuple[int, int]],
    texts: Texts,
    now: datetime,
    *,
    hint: bool = False,
) -> str:
    """A numbered page of titles with their sources and dates.

    ``versions`` gives, for articles with several, the version's number and their count; ``hint`` explains the numbers.
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
    return "\n".join([*lines, *(("", f"<i>{texts.open_hint}</i>") if hint else ())])


def listing_buttons(page: Page, texts: Texts, extra: Sequence[Button] = ()) -> Rows:
    """A number button for each article of the page, ``extra`` buttons, and the buttons to other pages."""
    numbers = [
        callback_data.button(str(number), callback_data.OPEN, article.id, page.offset)
        for number, article in enumerate(page.items, page.offset + 1)
    ]
    pages = pager(callback_data.LIST, (texts.b_newer, texts.b_older), offset=page.offset, size=PAGE, total=page.total)
    return tuple(row for row in (*in_even_rows(numbers), tuple(extra), pages) if row)


def pages_of(held: Article, body: str) -> list[str]:
    """The article's text in pages, without its title; one empty page if it is only a title."""
    return text_pages(body.removeprefix(held.title).strip(), LONGEST_PAGE) or [""]


def beginning_of(body: str, pages: Sequence[str], number: int) -> int:
    """The offset in the text, in code points, at which page ``number`` begins."""
    at = 0
    for page in pages[: number + 1]:
        at = max(at, body.find(page, at))
    return at


def article(
    held: Article,
    shown: str,
    versions: Sequence[Article],
    texts: Texts,
    now: datetime,
    *,
    at: int = 0,
    first: bool = True,
    hint: bool = False,
) -> str:
    """A page of an article, which begins at code point ``at`` of its text.

    The ``first`` page names the article's source, arrival and length. A ``hint`` says how to ask about it.
    """
    if not first:
        return f"{bold(shortened(held.title, TITLE_ROOM))}\n\n{veiled(shown, hidden_in(held), at)}"
    origin = [escape(held.source)] if held.source else []
    if held.published_at is not None:
        origin.append(texts.day(held.published_at, now))
    size = [texts.paragraphs(held.paragraphs), texts.reading_time(held.words)]
    if len(versions) > 1:
        size.append(texts.version([each.id for each in versions].index(held.id) + 1, len(versions)))
    size.append(texts.here_since(texts.day(held.added_at, now)))
    head = [f"<b>{link(held.title, held.url)}</b>", texts.phrase(*origin), texts.line(*size)]
    said = veiled(shown, hidden_in(held), at)
    parts = ["\n".join(line for line in head if line), said, f"<i>{texts.ask_hint}</i>" if hint else ""]
    return "\n\n".join(part for part in parts if part)


def article_buttons(
    held: Article,
    versions: Sequence[Article],
    texts: Texts,
    *,
    offset: int,
    page: tuple[int, int],
    post: bool | str,
) -> Rows:
    """The buttons to other pages and versions, for the article, and back to the list at ``offset``.

    ``page`` is the page's number, from 0, and their count; ``post`` is its message's address, or whether it has one.
    """
    at, of = page
    turns = [
        callback_data.button(label, callback_data.PAGE, held.id, to, offset)
        for label, to in (("‹", at - 1), (f"{at + 1}/{of}", at), ("›", at + 1))
        if 0 <= to < of > 1
    ]
    row = [callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, held.id, 0)]
    if isinstance(post, str):
        row.append(Button(text=texts.b_post, url=post))
    elif post:
        row.append(callback_data.button(texts.b_post, callback_data.POST, held.id))
    if held.url:
        row.append(Button(text=texts.b_source, url=held.url))
    row.append(callback_data.button(texts.b_forget, callback_data.FORGET, held.id))
    others = [
        callback_data.button(texts.b_version(number), callback_data.OPEN, each.id, offset)
        for number, each in enumerate(versions, 1)
        if each.id != held.id
    ][-MOST_VERSIONS:]
    back = callback_data.button(texts.b_back, callback_data.LIST, offset)
    rows = (tuple(turns), *in_even_rows(row, BESIDE), *in_even_rows(others, VERSIONS_IN_A_ROW), (back,))
    return tuple(each for each in rows if each)


def news(found: Sequence[News], article: Article, hidden: bool, texts: Texts) -> str:
    """The paragraphs, as many as fit into one message; a changed one with its difference.

    ``hidden``: the stored paragraph is hidden in part, so that no difference is shown.
    """
    head = [f"🆕 {bold(article.title)}"]
    shown = fitting((_paragraph(each, hidden_in(article), hidden, texts) for each in found), head, spare=SPARE)
    more = [texts.and_more(len(found) - len(shown))] if len(shown) < len(found) else []
    return "\n\n".join([*head, *shown, *more])


def _paragraph(new: News, hidden: Hidden, before: bool, texts: Texts) -> str:
    changed = escape(shortened(new.difference, LONGEST_DIFFERENCE)) if new.difference else ""
    if changed and (before or touched(hidden, new.span)):
        changed = spoiler(changed)
    quoted = texts.quoted(veiled(shortened(new.text, LONGEST_PARAGRAPH), hidden, new.span.start))
    return f"{quoted}\n<i>{changed}</i>" if changed else quoted
