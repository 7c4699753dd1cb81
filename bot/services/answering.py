"""Asking and answering: one use case behind plain questions, /ask, replies and the buttons under answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.domain.html import escape
from bot.domain.messages import About, Edit, Outgoing, ReplyTo, Rows, Send
from bot.domain.parsing.search_filters import Filtered, filtered
from bot.domain.posts import reply_to, within_reach
from bot.presentation.views import answer as view
from bot.presentation.views.topics import topic_buttons
from bot.services.request import Turn
from index import Answer, Article, Passage, Scope, Span

# A list of articles about something is as long as the second stage looks.
MOST_FOUND = 50


async def answered(
    turn: Turn,
    question: str,
    scope: tuple[int, ...] | None,
    *,
    extra: Rows = (),
    earlier: str | None = None,
    within: str | None = None,
) -> Sequence[Send]:
    """The answer, as a reply to the message in which its best passage stands, quoting the sentence there.

    ``scope`` are the articles to look at, None for all of the chat; ``earlier`` is the question that this one
    follows up. ``extra`` rows of buttons go below. ``within`` is the forum topic to look in, None for all of them.
    """
    wish, narrowed, found = await _found(turn, question, scope, earlier, within)
    if wish.unread:
        return [say(turn, turn.texts.unread_filter(escape(wish.unread[0])))]
    if not wish.question:
        return [say(turn, turn.texts.ask_what)]
    if wish.narrows and not found.articles:
        return [say(turn, turn.texts.no_article_fits)]
    here = ReplyTo(message_id=turn.message.message_id)
    about = About(
        kind="answer", question=question, earlier=earlier, scope=scope, asked=turn.message.message_id, within=within
    )
    extra = extra + topic_buttons(about, turn.topic, turn.texts)
    if not found.articles:
        text = turn.texts.no_articles if turn.private else turn.texts.no_articles_group
        return [Send(chat_id=turn.chat.id, text=text, reply_to=here, topic=turn.topic, about=about)]
    if not found:
        closest = () if found.closest is None else (found.closest.article_id,)
        suggested = await _suggested(turn, wish.question, narrowed)
        return [
            Send(
                chat_id=turn.chat.id,
                text=view.nothing(found, scope is not None, turn.texts),
                reply_to=here,
                buttons=view.nothing_buttons(found, scope is not None, suggested, turn.texts) + extra,
                topic=turn.topic,
                about=replace(about, articles=closest, suggested=suggested),
            )
        ]
    shown = found.passages[:1]
    listed = await articles_of(turn, shown)
    text, rows = rendered(turn, found.passages, 1, listed, scoped=scope is not None, alone=found.articles == 1)
    return [
        Send(
            chat_id=turn.chat.id,
            text=text,
            reply_to=quoting(turn, shown[0], listed[shown[0].article_id]) or here,
            buttons=rows + extra,
            topic=turn.topic,
            about=replace(about, articles=(shown[0].article_id,), shown=1),
        )
    ]


async def shown_again(turn: Turn, about: About, count: int) -> Sequence[Outgoing]:
    """The same answer with ``count`` passages, in place; below the threshold too, since somebody asked to see it."""
    assert about.question is not None
    _, _, found = await _found(turn, about.question, about.scope, about.earlier, about.within)
    passages = found.passages or ((found.closest,) if found.closest else ())
    if not passages:
        return [edit(turn, turn.texts.gone, (), about)]
    shown = passages[:count]
    listed = await articles_of(turn, shown)
    scoped, alone = about.scope is not None, found.articles == 1
    text, rows = rendered(turn, passages, len(shown), listed, scoped=scoped, alone=alone)
    ids = tuple(dict.fromkeys(each.article_id for each in shown))
    rows = rows + topic_buttons(about, turn.topic, turn.texts)
    return [edit(turn, text, rows, replace(about, articles=ids, shown=len(shown)))]


async def _found(
    turn: Turn, question: str, articles: tuple[int, ...] | None, earlier: str | None, topic: str | None
) -> tuple[Filtered, Scope, Answer]:
    """The question without its filters, where it looks then, and the answer there."""

    def look() -> tuple[Filtered, Scope, Answer]:
        # The day begins when it does where the chat is.
        wish = filtered(question, turn.preferences.now, turn.library.sources(collection=turn.collection))
        narrowed = Scope(articles=articles, topic=topic, source=wish.source, since=wish.since, until=wish.until)
        if wish.unread or not wish.question:
            return wish, narrowed, Answer()
        found = _ask(turn, wish.question, narrowed, earlier)
        if not found and wish.plain and wish.narrows:
            wish, narrowed = Filtered(question=question), Scope(articles=articles, topic=topic)
            found = _ask(turn, question, narrowed, earlier)
        return wish, narrowed, found

    result: tuple[Filtered, Scope, Answer] = await turn.call(look)
    return result


async def _suggested(turn: Turn, question: str, scope: Scope) -> str | None:
    """What would have found something."""
    suggested: str | None = await turn.call(
        turn.library.suggest, collection=turn.collection, question=question, scope=scope
    )
    return suggested


def _ask(turn: Turn, question: str, scope: Scope, earlier: str | None) -> Answer:
    return turn.library.ask(
        collection=turn.collection, question=question, scope=scope, earlier=earlier, limit=view.MOST_PASSAGES
    )


async def mentioning(turn: Turn, words: str, scope: Scope) -> tuple[int, ...]:
    """The articles in scope that say something about ``words``, as far as they rank."""
    found: Answer = await turn.call(
        turn.library.ask, collection=turn.collection, question=words, scope=scope, limit=MOST_FOUND
    )
    return tuple(sorted({each for passage in found.passages for each in (passage.article_id, *passage.also_in)}))


def say(turn: Turn, text: str) -> Send:
    """A plain reply to the message that this turn is about."""
    return Send(chat_id=turn.chat.id, text=text, reply_to=ReplyTo(message_id=turn.message.message_id), topic=turn.topic)


def rendered(
    turn: Turn, passages: Sequence[Passage], count: int, listed: dict[int, Article], *, scoped: bool, alone: bool
) -> tuple[str, Rows]:
    """The first ``count`` passages as text, and the buttons below."""
    text = view.passages(passages[:count], listed, turn.texts, turn.preferences.now)
    return text, view.passage_buttons(passages, count, scoped=scoped, alone=alone, texts=turn.texts)


def quoting(turn: Turn, passage: Passage, article: Article) -> ReplyTo | None:
    """A reply to the message that the passage stands in, quoting its sentence; None when it stands in none."""
    span = Span(*passage.highlight).shifted(passage.span.start)
    return reply_to(article, span, passage.sentence, turn.chat.id, turn.topic)


async def articles_of(turn: Turn, passages: Sequence[Passage]) -> dict[int, Article]:
    """The articles that passages stand in, by id."""
    ids = {each.article_id for each in passages}
    found: dict[int, Article] = {}
    for each in sorted(ids):
        article: Article = await turn.call(turn.library.article, collection=turn.collection, article=each)
        found[each] = within_reach(article, turn.chat.id, turn.topic)
    return found


def edit(turn: Turn, text: str, rows: Rows, about: About | None) -> Edit:
    """The message that a button was pressed under, changed in place."""
    return Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows, about=about)
