"""Digests: story by story, each in its best sentences with their sources."""

from __future__ import annotations

from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import escape, link, shortened
from bot.domain.incoming.spoilers import Hidden, hidden_in, touched, veiled
from bot.domain.messages import Rows
from bot.presentation.texts import Texts
from bot.presentation.views.answer import origin
from bot.presentation.views.layout import fitting, in_even_rows, pager
from index import Digest, Story, SummarySentence

PAGE = 5
LONGEST_SENTENCE = 600
MOST_SOURCES = 4


def digest(found: Digest, texts: Texts, now: datetime) -> str:
    """A page of stories, as many as fit into one message; their articles have their places."""
    head = [texts.digest(found.total, found.articles)]
    stories = (_story(number, story, texts, now) for number, story in enumerate(found.stories, found.offset + 1))
    return "\n\n".join([*head, *fitting(stories, head)])


def digest_buttons(found: Digest, texts: Texts) -> Rows:
    """A summary button for each story's newest article, and the buttons to other pages."""
    numbers = [
        callback_data.button(f"📝 {number}", callback_data.SUMMARY_NEW, story.articles[0].id, 0)
        for number, story in enumerate(found.stories, found.offset + 1)
    ]
    pages = pager(callback_data.DIGEST, (texts.b_back, texts.b_next), offset=found.offset, size=PAGE, total=found.total)
    return tuple(row for row in (*in_even_rows(numbers), pages) if row)


def _story(number: int, story: Story, texts: Texts, now: datetime) -> str:
    # An article without a source is named by its title, which may be the headline.
    named = [each for each in story.articles if each.url and not each.source and each.title == story.headline]
    headline = link(shortened(story.headline, LONGEST_SENTENCE), named[0].url if named else None)
    lines = [f"{number}. <b>{headline}</b>"]
    hidden = {each.id: hidden_in(each) for each in story.articles}
    cut = ((shortened(each.text, LONGEST_SENTENCE), each) for each in story.sentences)
    lines += [
        f"• {veiled(text, hidden[each.article_id], each.span.start)}{_earlier(each, hidden[each.article_id], texts)}"
        for text, each in cut
    ]
    sources = [origin(each, texts, now) for each in story.articles if (each.source or each.url) and each not in named]
    distinct = list(dict.fromkeys(sources))
    shown = distinct[:MOST_SOURCES]
    if len(distinct) > MOST_SOURCES:
        shown.append(texts.more_sources(len(distinct) - MOST_SOURCES))
    if len(story.articles) > 1:
        shown.insert(0, texts.in_articles(len(story.articles)))
    return "\n".join([*lines, *([texts.line(*shown)] if shown else [])])


def _earlier(sentence: SummarySentence, hidden: Hidden, texts: Texts) -> str:
    """The figures that newer ones replace; none if the newer ones are hidden."""
    if not sentence.earlier or touched(hidden, sentence.span):
        return ""
    return f" ({escape(texts.earlier(', '.join(sentence.earlier)))})"
