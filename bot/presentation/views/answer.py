"""Answers: the place of the sentence that Telegram quotes above, or the plain word that nothing answers.

The text quotes what Telegram does not, with the answering sentence in bold. A passage can also be shown among its
neighbours, and inline mode offers it, or an article's beginning, with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain import callback_data
from bot.domain.html import TITLE_ROOM, escape, link, marked, shortened, units
from bot.domain.incoming.spoilers import Hidden, hidden_in, veiled, veiling, without
from bot.domain.messages import Button, MessageContext, Rows
from bot.presentation.texts import Texts
from bot.presentation.views.layout import LONGEST_LEAD, LONGEST_QUOTED, fitting, in_even_rows
from index import Answer, Article, Context, Passage, Span

MOST_PASSAGES = 10
_ADDED = 2
MOST_PERHAPS = 3
LONGEST_ALONE = 500
# How much of a paragraph is shown around its sentence, in UTF-16 units: with one passage, and with several.
ROOM_FOR_ONE = 300
ROOM_FOR_SEVERAL = 600
LONGEST_SUGGESTED = 48
LONGEST_NEIGHBOUR = 1000
# Stands in a list for the words that Telegram quotes above the message.
QUOTED_ABOVE = "↑"
LONGEST_TITLE = 80
LONGEST_DESCRIPTION = 140


def fewest(found: Answer) -> int:
    """How many passages are shown at first: one that answers, or several of which one perhaps does."""
    return min(1 if found.sure else MOST_PERHAPS, len(found.passages))


def more(shown: int) -> int:
    """How many passages the next press of "more" shows, after ``shown`` ones."""
    return min(shown + _ADDED, MOST_PASSAGES)


def passages(
    found: Answer,
    count: int,
    articles: Mapping[int, Article],
    texts: Texts,
    now: datetime,
    *,
    quoted: str | None = None,
) -> str:
    """The first ``count`` passages with their places, as many as fit into one message. Several are numbered.

    ``quoted`` are the words that Telegram quotes above the message, which are not repeated: in a list an arrow points
    to them. Passages that only perhaps answer are shown as single sentences, until somebody asks for more.
    """
    shown = found.passages[:count]
    alone = not found.sure and count <= fewest(found)
    parts = [_passage(each, articles[each.article_id], len(shown), alone, quoted, texts) for each in shown]
    sources = [_source_line(each, articles[each.article_id], texts, now) for each in shown]
    heads = () if found.sure else (texts.perhaps,)
    there = articles[shown[0].article_id]
    # If an article has no source, each line already has its title.
    named = found.narrowed and there.source
    foot = (texts.in_article(f"<i>{escape(shortened(there.title, LONGEST_TITLE))}</i>"),) if named else ()
    if len(shown) == 1:
        return "\n".join(each for each in (*heads, parts[0], sources[0], *foot) if each)
    numbered = [
        f"{number}. " + (f"{part}\n{source}" if part else f"{QUOTED_ABOVE} {source}")
        for number, (part, source) in enumerate(zip(parts, sources, strict=True), 1)
    ]
    listed = "\n\n".join([*heads, *fitting(numbered, (*heads, *foot))])
    return "\n".join([listed, *foot])


def nothing(answer: Answer, scoped: bool, texts: Texts) -> str:
    """The sentence that nothing answers."""
    return texts.no_answer_there if scoped else texts.no_answer(answer.articles)


def passage_buttons(answer: Answer, shown: int, *, scoped: bool, alone: bool, texts: Texts) -> Rows:
    """The buttons under an answer that shows its first ``shown`` passages: more or fewer; context; a summary.

    ``scoped`` and narrowed answers offer all articles; others the article that is shown, unless it is ``alone``. A
    number under several passages leads to each one's article, which has a summary of its own.
    """
    found = answer.passages
    turn = _turn(answer, shown, texts)
    wider = [callback_data.button(texts.b_all_articles, callback_data.EVERYWHERE)]
    one = len({each.article_id for each in found[:shown]}) == 1
    narrower = [callback_data.button(texts.b_only_this, callback_data.ONLY, found[0].article_id)]
    searched = wider if scoped or answer.narrowed else narrower if one and not alone else []
    if shown == 1:
        summary = callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, found[0].article_id, 0)
        rows: Rows = ((*turn, _in_context(texts.b_in_context, found[0]), summary), tuple(searched))
    else:
        numbers = [_in_context(f"¶ {number}", each) for number, each in enumerate(found[:shown], 1)]
        rows = (*in_even_rows(numbers), (*turn, *searched))
    return tuple(row for row in rows if row)


def _turn(answer: Answer, shown: int, texts: Texts) -> tuple[Button, ...]:
    """The button that shows more passages, or fewer."""
    if len(answer.passages) > shown:
        return (callback_data.button(texts.b_more, callback_data.PASSAGES, more(shown)),)
    if shown > fewest(answer):
        return (callback_data.button(texts.b_fewer, callback_data.PASSAGES, fewest(answer)),)
    return ()


def nothing_buttons(answer: Answer, scoped: bool, suggested: str | None, texts: Texts) -> Rows:
    """The buttons under "nothing answers": show the nearest miss, search further, or ask a similar question."""
    row: list[Button] = []
    if answer.closest is not None:
        row.append(callback_data.button(texts.b_show_anyway, callback_data.PASSAGES, 1))
    if scoped:
        row.append(callback_data.button(texts.b_all_articles, callback_data.EVERYWHERE))
    rows = [tuple(row)] if row else []
    if suggested is not None:
        rows.append(
            (callback_data.button(texts.b_try(shortened(suggested, LONGEST_SUGGESTED)), callback_data.SUGGESTED),)
        )
    return tuple(rows)


def topic_buttons(about: MessageContext, topic: int | None, texts: Texts) -> Rows:
    """The button under an answer in a forum topic that narrows or widens the search; none for single articles."""
    if topic is None or about.scope is not None:
        return ()
    if about.within is None:
        return ((callback_data.button(texts.b_this_topic, callback_data.TOPIC, 1),),)
    return ((callback_data.button(texts.b_all_topics, callback_data.TOPIC, 0),),)


def _in_context(label: str, passage: Passage) -> Button:
    sentence = Span(*passage.answering).shifted(passage.span.start)
    return callback_data.button(label, callback_data.CONTEXT, passage.article_id, sentence.start, sentence.end)


def origin(article: Article, texts: Texts, now: datetime, *, beside: str = "") -> str:
    """An article's source, or its title if it has none, with its link if it has one; and its day.

    ``beside`` is what stands above: a title that is the beginning of that is not repeated, unless it is a link. The
    result may then be empty.
    """
    repeated = not (article.source or article.url) and _begins_with(beside, article.title)
    name = None if repeated else link(shortened(article.source or article.title, TITLE_ROOM), article.url)
    return texts.phrase(name, texts.day(article.published_at, now) if article.published_at else None)


def _begins_with(text: str, title: str) -> bool:
    """Whether a title is the beginning of a text, cut off or not: the articles that lack a title have one of these."""
    words = title.removesuffix("…").rstrip()
    return bool(words) and text.startswith(words)


def _passage(passage: Passage, article: Article, count: int, alone: bool, quoted: str | None, texts: Texts) -> str:
    """The sentence in bold in its paragraph, or ``alone``; "" if all of it is ``quoted`` above the message."""
    hidden = hidden_in(article)
    if quoted and (said := passage.answering.of(passage.text)).startswith(quoted):
        left = _left(passage, said.removeprefix(quoted), hidden)
        return texts.quoted(left) if left else ""
    if alone:
        show = veiling(hidden, passage.span.start + passage.highlight.start)
        return texts.quoted(marked(passage.sentence, *_within(passage), LONGEST_ALONE, show))
    start, end = passage.answering
    room = units(passage.answering.of(passage.text)) + (ROOM_FOR_ONE if count == 1 else ROOM_FOR_SEVERAL)
    show = veiling(hidden, passage.span.start)
    return texts.quoted(marked(passage.text, start, end, min(room, LONGEST_QUOTED), show))


def _within(passage: Passage) -> Span:
    """The answering sentence's range within the highlighted words."""
    return passage.answering.shifted(-passage.highlight.start)


def _left(passage: Passage, rest: str, hidden: Hidden) -> str:
    """The highlighted words, with "…" for those quoted above; ``rest`` is the part that the quotation cut off."""
    start, end = _within(passage)
    before, tail = passage.sentence[:start].rstrip(), rest + passage.sentence[end:]
    after = tail.strip()
    at = passage.span.start + passage.answering.end - len(rest) + len(tail) - len(tail.lstrip())
    shown = (
        veiled(shortened(before, LONGEST_QUOTED), hidden, passage.span.start + passage.highlight.start),
        "…",
        veiled(shortened(after, LONGEST_QUOTED), hidden, at),
    )
    return " ".join(each for each in shown if each) if before or after else ""


def _source_line(passage: Passage, article: Article, texts: Texts, now: datetime) -> str:
    """The passage's source and place, and the number of other articles that have it."""
    place = texts.place(passage.number, passage.paragraphs)
    also = texts.also_in(len(passage.also_in)) if passage.also_in else None
    older = texts.older_version if passage.older else None
    beside = passage.answering.of(passage.text)
    return texts.line(origin(article, texts, now, beside=beside), older, place, also)


def context(found: Context, highlight: Span, article: Article, texts: Texts, now: datetime) -> str:
    """The paragraphs word for word, the passage apart and its sentence in bold; far ends are cut with "…"."""
    # A long neighbour keeps the end that is nearer to the passage.
    hidden, own = hidden_in(article), found.paragraph
    cut = [(each, shortened(each.text[::-1], LONGEST_NEIGHBOUR)[::-1]) for each in found.before]
    before = [veiled(end, hidden, each.span.end - len(end)) for each, end in cut]
    show = veiling(hidden, own.span.start)
    passage = marked(own.text, highlight.start, highlight.end, LONGEST_QUOTED, show)
    after = [veiled(shortened(each.text, LONGEST_NEIGHBOUR), hidden, each.span.start) for each in found.after]
    where = texts.line(origin(article, texts, now, beside=own.text), texts.place(own.number, found.paragraphs))
    return "\n\n".join([*before, f"<blockquote>{passage}</blockquote>", *after, where])


def context_buttons(article: Article, shown: int, texts: Texts) -> Rows:
    """The buttons back to the answer, which showed ``shown`` passages, and to the article's summary."""
    back = callback_data.button(texts.b_back, callback_data.PASSAGES, max(1, shown))
    return ((back, callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, article.id, 0)),)


def inline_passage(found: Passage, article: Article, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """The paragraph with its sentence in bold."""
    number = f"{found.article_id}:{found.span.start}"
    hidden = hidden_in(article)
    quoted = texts.quoted(marked(found.text, *found.answering, LONGEST_QUOTED, veiling(hidden, found.span.start)))
    sentence = without(found.sentence, hidden, found.span.start + found.highlight.start)
    return _inline_result(number, article, sentence, f"{quoted}\n{origin(article, texts, now)}")


def inline_lead(article: Article, text: str, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """The beginning of the article."""
    at, opening = opening_of(article, text)
    hidden = hidden_in(article)
    quoted = veiled(shortened(opening, LONGEST_LEAD), hidden, at)
    words = without(opening[: 4 * LONGEST_DESCRIPTION], hidden, at)
    return _inline_result(str(article.id), article, words, f"{texts.quoted(quoted)}\n{origin(article, texts, now)}")


def opening_of(article: Article, text: str) -> tuple[int, str]:
    """The text below the article's title, or all of it, and its offset in ``text``."""
    whole = text.strip()
    opening = whole.removeprefix(article.title).strip() or whole
    return len(text.rstrip()) - len(opening), opening


def _inline_result(number: str, article: Article, words: str, message: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=shortened(" ".join(article.title.split()), LONGEST_TITLE),
        description=shortened(" ".join(words[: 4 * LONGEST_DESCRIPTION].split()), LONGEST_DESCRIPTION),
        input_message_content=InputTextMessageContent(
            message, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
