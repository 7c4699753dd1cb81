"""Checks in guest mode: finds the text to check, and puts the result into a single message."""

from __future__ import annotations

from datetime import datetime

from bot.domain.html import LONGEST_MESSAGE, measured
from bot.domain.incoming.spoilers import Hidden, hidden_in
from bot.domain.parsing.wishes import Kind, wish_of
from bot.presentation.texts import Texts
from bot.presentation.views import answer
from bot.presentation.views import check as view
from index import Article, Library, UnknownArticle


def claim_in(words: str) -> str | None:
    """The text to check, from words that ask for a check; "" for the message replied to, None if they do not ask."""
    first, _, rest = words.partition(" ")
    if first.removeprefix("/").lower() == Kind.CHECK:
        return rest.strip()
    wish = wish_of(words)
    return wish.words if wish is not None and wish.kind is Kind.CHECK else None


def checked(
    library: Library, collection: str, text: str, texts: Texts, now: datetime, *, hidden: Hidden = ()
) -> str | None:
    """A check of ``text`` against a collection as HTML, with its sources named; None when there is nothing to check.

    ``hidden`` are the ranges of the text that its author hides. Waits for the database.
    """
    found = library.check(collection=collection, text=text)
    if not found.sentences:
        return None
    sources: dict[int, Article | None] = {}
    lines: dict[int, list[int]] = {}
    for number, sentence in enumerate(found.sentences[: view.PAGE], 1):
        for each in (sentence, *sentence.quotations):
            if each.source is not None:
                sources[each.source.article_id] = _article(library, collection, each.source.article_id)
        if sentence.source is not None:
            lines.setdefault(sentence.source.article_id, []).append(number)
    veiled = {number: hidden_in(article) for number, article in sources.items() if article is not None}
    told = view.check(found, text, 0, view.Veil(own=hidden, sources=veiled), texts)
    named = [
        f"{', '.join(map(str, numbers))}: {answer.origin(article, texts, now)}"
        for number, numbers in lines.items()
        if (article := sources[number]) is not None
    ]
    whole = "\n\n".join([told, *(["\n".join(named)] if named else [])])
    return whole if measured(whole) <= LONGEST_MESSAGE else told


def _article(library: Library, collection: str, article_id: int) -> Article | None:
    try:
        return library.article(collection=collection, article=article_id)
    except UnknownArticle:
        return None
