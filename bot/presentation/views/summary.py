"""Summaries: sentences of an article, in its own words and order."""

from __future__ import annotations

from datetime import datetime

from bot.domain import callback_data
from bot.domain.html import TITLE_ROOM, link, marked, shortened
from bot.domain.incoming.spoilers import hidden_in, veiled, veiling
from bot.domain.messages import Button, Rows
from bot.presentation.texts import Texts
from bot.presentation.views.answer import origin
from bot.presentation.views.layout import LONGEST_QUOTED, MOST_NUMBERED, fitting, in_even_rows
from index import Article, Context, Summary, SummarySentence

MOST_SENTENCES = 30
LONGEST_SENTENCE = 1200
# Room for the head and the tail.
SPARE = 600


def summary(found: Summary, article: Article, texts: Texts, now: datetime) -> str:
    """The title, the share of the article, and the sentences, as many as fit into one message."""
    hidden = hidden_in(article)
    cut = ((shortened(each.text, LONGEST_SENTENCE), each.span.start) for each in found.sentences)
    sentences = (f"{number}. {veiled(text, hidden, at)}" for number, (text, at) in enumerate(cut, 1))
    lines = fitting(sentences, between="\n", spare=SPARE)
    # An article without a source is named by its title, which stands here already.
    title = f"<b>{link(shortened(article.title, TITLE_ROOM), None if article.source else article.url)}</b>"
    head = texts.line(title, texts.sentences(len(lines), found.total), texts.reading_time(found.words))
    tail = f"\n\n{origin(article, texts, now)}" if article.source else ""
    return f"📝 {head}\n\n" + "\n".join(lines) + tail


def summary_buttons(found: Summary, article: Article, texts: Texts) -> Rows:
    """A number button for each sentence, Shorter and Longer while possible, and the way to the source."""
    length = len(found.sentences)
    numbers = [
        callback_data.button(str(number + 1), callback_data.SENTENCE, article.id, length, number)
        for number in range(min(length, MOST_NUMBERED))
    ]
    row: list[Button] = []
    if length > 1:
        row.append(callback_data.button(texts.b_shorter, callback_data.SUMMARY, article.id, shorter(length)))
    if length < min(found.total, MOST_SENTENCES):
        more = min(longer(length), found.total, MOST_SENTENCES)
        row.append(callback_data.button(texts.b_longer, callback_data.SUMMARY, article.id, more))
    if article.url:
        row.append(Button(text=texts.b_source, url=article.url))
    return tuple(each for each in (*in_even_rows(numbers), tuple(row)) if each)


def shorter(length: int) -> int:
    """The number of sentences of a summary of ``length`` made shorter: a third less, but at least one."""
    return max(1, length - max(1, length // 3))


def longer(length: int) -> int:
    """The number of sentences of a summary of ``length`` made longer: half as many more."""
    return length + max(1, (length + 1) // 2)


def sentence(
    shown: SummarySentence, there: Context, article: Article, texts: Texts, now: datetime, *, quoted: bool = False
) -> str:
    """A summary's sentence in its paragraph, with its place; only the place if Telegram ``quoted`` it above."""
    named = origin(article, texts, now, beside=there.paragraph.text)
    where = texts.line(named, texts.place(there.paragraph.number, there.paragraphs))
    if quoted:
        return where
    show = veiling(hidden_in(article), there.paragraph.span.start)
    start, end = shown.span.shifted(-there.paragraph.span.start)
    return f"{texts.quoted(marked(there.paragraph.text, start, end, LONGEST_QUOTED, show))}\n{where}"
