"""Answers: passages with the answering sentence in bold, and the plain word that nothing answers.

A passage also stands among its neighbours, so that nobody need take a sentence out of its context; and inline mode
offers it, or an article's beginning, quoted, with where it is from.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from telegram import InlineQueryResultArticle, InputTextMessageContent, LinkPreviewOptions
from telegram.constants import ParseMode

from bot.domain import callback_data
from bot.domain.html import TITLE_ROOM, link, marked, shortened
from bot.domain.messages import Button, MessageContext, Rows
from bot.domain.spoilers import hidden_in, veiled, veiling, without
from bot.presentation.texts import Texts
from bot.presentation.views.layout import LONGEST_LEAD, LONGEST_QUOTED, MOST_IN_A_ROW, fitting
from index import Answer, Article, Context, Passage, Span

MOST_PASSAGES = 10
_ADDED = 2
MOST_PERHAPS = 3
LONGEST_ALONE = 500
LONGEST_SUGGESTED = 48
LONGEST_NEIGHBOUR = 1000
LONGEST_TITLE = 80
LONGEST_DESCRIPTION = 140


def fewest(found: Answer) -> int:
    """How many passages are shown at first: one that answers, or some of which one perhaps does."""
    return min(1 if found.sure else MOST_PERHAPS, len(found.passages))


def more(shown: int) -> int:
    """How many passages are shown when somebody asks for more than the ``shown`` ones."""
    return min(shown + _ADDED, MOST_PASSAGES)


def passages(found: Answer, count: int, articles: Mapping[int, Article], texts: Texts, now: datetime) -> str:
    """The first ``count`` passages, each with where it stands; as many as one message takes.

    Of those that only perhaps answer the sentences alone, as long as nobody asked for more.
    """
    alone = not found.sure and count <= fewest(found)
    parts = (_passage(each, articles[each.article_id], alone, texts, now) for each in found.passages[:count])
    head = () if found.sure else (texts.perhaps,)
    return "\n\n".join([*head, *fitting(parts, head)])


def nothing(answer: Answer, scoped: bool, texts: Texts) -> str:
    """The sentence that nothing answers: what is near enough to be shown is perhaps an answer."""
    return texts.no_answer_there if scoped else texts.no_answer(answer.articles)


def passage_buttons(answer: Answer, shown: int, *, scoped: bool, alone: bool, texts: Texts) -> Rows:
    """Under an answer that shows its first ``shown`` passages: more of them, or fewer; context; a summary.

    ``scoped`` answers offer all articles; others the best passage's article, unless it is ``alone``.
    """
    row: list[Button] = []
    found = answer.passages
    if len(found) > shown:
        row.append(callback_data.button(texts.b_more, callback_data.PASSAGES, more(shown)))
    elif shown > fewest(answer):
        row.append(callback_data.button(texts.b_fewer, callback_data.PASSAGES, fewest(answer)))
    if shown == 1:
        row.append(_in_context(texts.b_in_context, found[0]))
    row.append(callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, found[0].article_id, 0))
    rows: list[tuple[Button, ...]] = [tuple(row)]
    if shown > 1:
        numbered = enumerate(found[: min(shown, MOST_IN_A_ROW)], 1)
        rows.append(tuple(_in_context(f"¶ {number}", each) for number, each in numbered))
    if scoped:
        rows.append((callback_data.button(texts.b_all_articles, callback_data.EVERYWHERE),))
    elif not alone:
        rows.append((callback_data.button(texts.b_only_this, callback_data.ONLY, found[0].article_id),))
    return tuple(rows)


def nothing_buttons(answer: Answer, scoped: bool, suggested: str | None, texts: Texts) -> Rows:
    """Under "nothing answers": show it anyway, look further, or ask something close to it that would be found."""
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
    """Under an answer in a forum topic: whether to look only there; nothing where single articles were asked."""
    if topic is None or about.scope is not None:
        return ()
    if about.within is None:
        return ((callback_data.button(texts.b_this_topic, callback_data.TOPIC, 1),),)
    return ((callback_data.button(texts.b_all_topics, callback_data.TOPIC, 0),),)


def _in_context(label: str, passage: Passage) -> Button:
    sentence = Span(*passage.highlight).shifted(passage.span.start)
    return callback_data.button(label, callback_data.CONTEXT, passage.article_id, sentence.start, sentence.end)


def origin(article: Article, texts: Texts, now: datetime) -> str:
    """Where an article comes from, for people, with a link if it has one."""
    name = link(shortened(article.source or article.title, TITLE_ROOM), article.url)
    return texts.phrase(name, texts.day(article.published_at, now) if article.published_at else None)


def _passage(passage: Passage, article: Article, alone: bool, texts: Texts, now: datetime) -> str:
    """The passage with its sentence in bold, or that ``alone``."""
    place = texts.place(passage.number, passage.paragraphs)
    also = texts.also_in(len(passage.also_in)) if passage.also_in else None
    if alone:
        sentence = shortened(passage.sentence, LONGEST_ALONE)
        quoted = f"<b>{veiled(sentence, hidden_in(article), passage.span.start + passage.highlight.start)}</b>"
    else:
        quoted = _quoted(passage, article)
    return f"“{quoted}”\n{texts.line(origin(article, texts, now), place, also)}"


def context(found: Context, highlight: Span, article: Article, texts: Texts, now: datetime) -> str:
    """The paragraphs word for word, the passage set apart with its sentence in bold; far ends are cut with "…"."""
    # A neighbour that is too long keeps the end that is nearer to the passage.
    hidden, own = hidden_in(article), found.paragraph
    cut = [(each, shortened(each.text[::-1], LONGEST_NEIGHBOUR)[::-1]) for each in found.before]
    before = [veiled(end, hidden, each.span.end - len(end)) for each, end in cut]
    show = veiling(hidden, own.span.start)
    passage = marked(own.text, highlight.start, highlight.end, LONGEST_QUOTED, show)
    after = [veiled(shortened(each.text, LONGEST_NEIGHBOUR), hidden, each.span.start) for each in found.after]
    where = texts.line(origin(article, texts, now), texts.place(own.number, found.paragraphs))
    return "\n\n".join([*before, f"<blockquote>{passage}</blockquote>", *after, where])


def context_buttons(article: Article, shown: int, texts: Texts) -> Rows:
    """Back to the answer, which showed ``shown`` passages, and the article's summary."""
    back = callback_data.button(texts.b_back, callback_data.PASSAGES, max(1, shown))
    return ((back, callback_data.button(texts.b_summary, callback_data.SUMMARY_NEW, article.id, 0)),)


def inline_passage(found: Passage, article: Article, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """The paragraph with its sentence in bold."""
    number = f"{found.article_id}:{found.span.start}"
    sentence = without(found.sentence, hidden_in(article), found.span.start + found.highlight.start)
    return _inline_result(number, article, sentence, f"“{_quoted(found, article)}”\n{origin(article, texts, now)}")


def inline_lead(article: Article, text: str, texts: Texts, now: datetime) -> InlineQueryResultArticle:
    """How the article begins."""
    at, opening = opening_of(article, text)
    hidden = hidden_in(article)
    quoted = veiled(shortened(opening, LONGEST_LEAD), hidden, at)
    words = without(opening[: 4 * LONGEST_DESCRIPTION], hidden, at)
    return _inline_result(str(article.id), article, words, f"“{quoted}”\n{origin(article, texts, now)}")


def opening_of(article: Article, text: str) -> tuple[int, str]:
    """What stands below the article's title, or all of it, and where in ``text`` that begins."""
    whole = text.strip()
    opening = whole.removeprefix(article.title).strip() or whole
    return len(text.rstrip()) - len(opening), opening


def _quoted(passage: Passage, article: Article) -> str:
    """The passage with its sentence in bold."""
    show = veiling(hidden_in(article), passage.span.start)
    return marked(passage.text, passage.highlight.start, passage.highlight.end, LONGEST_QUOTED, show)


def _inline_result(number: str, article: Article, words: str, message: str) -> InlineQueryResultArticle:
    return InlineQueryResultArticle(
        id=number,
        title=shortened(" ".join(article.title.split()), LONGEST_TITLE),
        description=shortened(" ".join(words[: 4 * LONGEST_DESCRIPTION].split()), LONGEST_DESCRIPTION),
        input_message_content=InputTextMessageContent(
            message, parse_mode=ParseMode.HTML, link_preview_options=LinkPreviewOptions(is_disabled=True)
        ),
    )
