"""Where it stands that was shown: the article's title, where that is from, and which of its paragraphs it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import TITLE_ROOM, escape, link, shortened
from bot.domain.messages import Button, Rows
from bot.presentation.texts import Texts
from bot.presentation.views.layout import in_even_rows
from index import Article, Context, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Words of an ``article`` at ``span``, in the paragraph ``there``; without these the article as a whole."""

    article: Article
    span: Span | None = None
    there: Context | None = None

    @property
    def words(self) -> str:
        """The words themselves."""
        if self.span is None or self.there is None:
            return ""
        return self.span.shifted(-self.there.paragraph.span.start).of(self.there.paragraph.text)


def sources(found: Sequence[Standing], texts: Texts, now: datetime) -> str:
    """A line for each, numbered where they are several."""
    lines = [_line(each, texts, now) for each in found]
    return lines[0] if len(lines) == 1 else "\n".join(f"{number}. {line}" for number, line in enumerate(lines, 1))


def quoted_from(found: Sequence[Standing], texts: Texts, *, sure: bool) -> str:
    """That the words are the article's own; not ``sure``: and that they may not answer."""
    named = {each.article.id: each.article for each in found}
    titles = [f"<i>{link(shortened(each.title, TITLE_ROOM), each.url)}</i>" for each in named.values()]
    said = texts.quoted_from(titles[0]) if len(titles) == 1 else texts.quoted_each
    return said if sure else texts.sequence(said, texts.not_sure)


def standing_buttons(found: Sequence[Standing], texts: Texts, *, context: bool) -> Rows:
    """The way to the neighbours of each, if the message can show them (``context``), and to one source."""
    where = [each for each in found if each.span is not None] if context else []
    labels = [texts.b_in_context] if len(where) == 1 else [f"¶ {number}" for number in range(1, len(where) + 1)]
    shown = [
        callback_data.button(label, callback_data.CONTEXT, each.article.id, *(each.span or ()))
        for label, each in zip(labels, where, strict=True)
    ]
    urls = {each.article.url for each in found} - {None}
    if len(urls) == 1 and (url := urls.pop()) is not None:
        shown.append(Button(text=texts.b_source, url=url))
    return in_even_rows(shown)


def _line(standing: Standing, texts: Texts, now: datetime) -> str:
    article, there = standing.article, standing.there
    title = f"<b>{link(shortened(article.title, TITLE_ROOM), article.url)}</b>"
    day = texts.day(article.published_at, now) if article.published_at else None
    source = escape(shortened(article.source, TITLE_ROOM)) if article.source else None
    place = texts.place(there.paragraph.number, there.paragraphs) if there is not None else None
    return texts.line(title, texts.phrase(source, day) or None, place)
