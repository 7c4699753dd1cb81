"""Saves a message as an article and owes its receipt. Used by every handler that takes articles."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager, nullcontext, suppress
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from telegram import MessageOriginChannel

from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.links import keys_behind
from bot.domain.incoming.posts import Post, hash_of
from bot.domain.incoming.split_posts import Arrival, may_go_on
from bot.domain.incoming.spoilers import hidden_at, hidden_in, veiled_title
from bot.domain.messages import Outgoing, ReceiptLine, SendReceipt
from bot.domain.parsing.intents.intent import Worth
from bot.services.articles.importing import from_link, import_post, others
from bot.services.articles.post_grouping import (
    album_of,
    answer_remarks,
    article_of_album,
    articles_behind,
    head_key,
    own_post,
    remarks_on,
)
from bot.services.progress import Progress
from bot.services.rationing import charge_article
from bot.services.request import Change, EarlyReply, Replies, Request, Result
from bot.store import recent_messages
from index import Article, InvalidText, Plan, Receipt, Relation, Scope, UnknownArticle

# Longer texts take time, so people see that work is under way.
LONG_TEXT = 100_000


async def plan_article(request: Request, post: Post, *, replacing: bool = False) -> Plan:
    """The slow half of saving an article, before any lock; ``replacing``: it replaces an earlier article.

    Raises InvalidText when it holds no words.
    """
    return await request.call(
        request.library.prepare,
        collection=request.collection,
        text=post.text,
        title=veiled_title(post.title, post.text, post.places),
        url=post.url,
        source=post.source,
        topic=post.topic,
        published_at=post.published_at,
        places=post.places,
        replacing=post.key if replacing else None,
    )


async def save_article(
    request: Request, incoming: IncomingPost, post: Post, progress: Progress | None = None
) -> Change:
    """Saves ``post`` (the message's own text, its file or its link's page) as an article, and owes its receipt.

    A further part of a long post extends that post. Questions that came with the message are answered again.
    Raises InvalidText when it holds no words, or too many.
    """
    arrival = _saved_arrival(incoming, post)
    if progress is not None:
        progress.says(request.texts.indexing)
    remarks = await remarks_on(request, arrival)
    answers: list[Outgoing] = []
    async with _place_for(request, post):
        plan = await plan_article(request, post, replacing=post.head is not None)
        committed = bool(remarks) or len(post.text) > LONG_TEXT
        # Stored separately: it may be asked about at once, or takes long. Repeating it below changes nothing.
        saved = await request.call(_write, request, post, plan, None) if committed else None
    if saved is not None:
        answers = await answer_remarks(request, remarks, arrival, saved.article_id)
    earlier = await _album_lines(request, arrival, post.key)

    def change(connection: Connection) -> Replies:
        receipt = _write(request, post, plan, connection)
        recent_messages.note(connection, arrival)
        for remark in remarks:
            request.services.outbox.withdraw(connection, request.chat.id, asked=remark.message_id)
        request.services.outbox.withdraw(connection, request.chat.id, album=arrival.album_id)
        first, related = arrival.head_id or arrival.message_id, _related(request, receipt, connection)
        line = _line(receipt, post.key, first, related, post.source.name, post.published_at, post.url)
        line = replace(line, hidden=line.hidden or bool(hidden_at(post.places)))
        message = SendReceipt(
            chat_id=request.chat.id,
            saved=(*earlier, line),
            language=request.texts.language,
            topic=request.topic,
            zone=request.preferences.zone,
            again=post.head is not None or arrival.album_id is not None,
            albums=() if arrival.album_id is None else (arrival.album_id,),
        )
        return [message, *answers]

    return change


async def save_linked(
    request: Request, incoming: IncomingPost, chosen: int | None = None, *, teaser: bool = False
) -> Result:
    """Saves the page behind the likeliest link and offers the others; or behind the ``chosen`` link, from 1.

    ``teaser``: the beginning of an article is enough.
    """
    number = chosen or incoming.links.likeliest
    try:
        async with Progress(request, request.texts.reading) as progress:
            post = await from_link(request, incoming, number, progress, teaser=teaser)
            change = await save_article(request, incoming, post, progress)
    except InvalidText:
        raise EarlyReply(request.reply(request.texts.too_long, to=incoming.as_reply)) from None
    more, rows = others(request, incoming.links, number)
    if not rows or chosen:
        return change
    return lambda connection: [*change(connection), request.reply(more, to=incoming.as_reply, buttons=rows)]


async def article_elsewhere(request: Request) -> Article | None:
    """The article kept here of the message in another chat that this one answers; None: it answers no such message.

    Raises EarlyReply, with advice, when that message is unknown here.
    """
    if not request.answers_elsewhere:
        return None
    answered = request.message.external_reply
    keys: list[str] = []
    if answered is not None and answered.chat is not None and answered.message_id is not None:
        # The message is in another topic of this group.
        keys += keys_behind(f"{answered.chat.id}:{answered.message_id}")
    if answered is not None and isinstance(answered.origin, MessageOriginChannel):
        origin, number = hash_of(answered.origin), answered.origin.message_id
        for arrival in await request.read(recent_messages.passed_on, request.chat.id, origin, number):
            keys += keys_behind(f"{request.chat.id}:{arrival.head_id or arrival.message_id}")
    for key in keys:
        article = await request.call(request.library.find, collection=request.collection, key=key)
        if article is not None:
            return article
    raise EarlyReply(request.reply(request.texts.elsewhere))


async def article_of(request: Request, incoming: IncomingPost, *, save_if_missing: bool = True) -> Article | None:
    """The article that this message is or leads to, saved now if necessary; None when there is none.

    Raises InvalidText when it holds no words. Raises EarlyReply when its link or file cannot be read or a limit is
    reached.
    """
    for key in filter(None, (await head_key(request, incoming.message), *keys_behind(incoming.key))):
        article = await request.call(request.library.find, collection=request.collection, key=key)
        if article is not None:
            return article
    if not incoming.text and incoming.message.document is None:
        # People regard an album as one thing, whichever picture they answer.
        album = await article_of_album(request, incoming.message)
        if album is not None:
            return album
    if not save_if_missing:
        return None
    await charge_article(request, incoming.message)
    if incoming.leads:
        async with Progress(request, request.texts.downloading) as progress:
            post = await import_post(request, incoming, progress)
    else:
        post = await own_post(request, incoming)
    if not post.text.strip():
        return None
    arrival = _saved_arrival(incoming, post)
    async with _place_for(request, post):
        plan = await plan_article(request, post, replacing=post.head is not None)

        def write() -> Receipt:
            with request.library.transaction() as connection:
                recent_messages.note(connection, arrival)
                return _write(request, post, plan, connection)

        receipt = await request.call(write)
    return await request.call(request.library.article, collection=request.collection, article=receipt.article_id)


def is_worth_saving(incoming: IncomingPost) -> bool:
    """Whether a question about a post makes it an article: a line of chat or a question does not become one."""
    if incoming.leads or not incoming.text or incoming.worth is Worth.ARTICLE:
        return True
    return incoming.passed_on and incoming.worth in (Worth.SENTENCE, Worth.REMARK)


async def take_back(request: Request, incoming: IncomingPost) -> str | None:
    """Removes the article made from the message's own text at once; returns its title, None when there is none.

    An article that was here before the message came stays.
    """
    key = await head_key(request, incoming.message) or incoming.key
    receipt = await request.call(request.library.receipt, collection=request.collection, key=key)
    if receipt is None or receipt.relation is Relation.SAME:
        return None
    article = await request.article_or_none(receipt.article_id)
    if article is None:
        return None
    scope = Scope(articles=(article.id,))
    # Committed separately: the next question searches what is left. Repeating it changes nothing.
    await request.call(request.library.hide, collection=request.collection, scope=scope)
    return article.title


def _place_for(request: Request, post: Post) -> AbstractAsyncContextManager[None]:
    """A place for preparing a long text until it is stored: it takes time and memory."""
    if len(post.text) <= LONG_TEXT:
        return nullcontext()
    user = request.update.effective_user
    return request.services.long_texts.one(request.chat.id if user is None else user.id)


def _saved_arrival(incoming: IncomingPost, post: Post) -> Arrival:
    """The record of a message whose ``post`` is saved."""
    arrival = replace(incoming.arrival, kept=True)
    if post.head is not None:
        return replace(arrival, head_id=post.head.message_id)
    begins = post.key == incoming.key and (may_go_on(arrival) or arrival.album_id is not None)
    return replace(arrival, head_id=arrival.message_id) if begins else arrival


def _write(request: Request, post: Post, plan: Plan, within: Connection | None) -> Receipt:
    write = request.library.add if post.head is None else request.library.revise
    return write(collection=request.collection, key=post.key, plan=plan, within=within)


async def _album_lines(request: Request, arrival: Arrival, key: str) -> list[ReceiptLine]:
    """Receipt lines for the album's earlier articles, without the one with this key."""
    lines: dict[str, ReceiptLine] = {}
    for other in await album_of(request, arrival):
        for own, article in await articles_behind(request, other):
            if own == key or own in lines:
                continue
            receipt = await request.call(request.library.receipt, collection=request.collection, key=own)
            if receipt is None:
                # The article was deleted just now.
                continue
            related = None if receipt.related is None else await request.article_or_none(receipt.related)
            name, hidden = article.source, bool(hidden_in(article))
            line = _line(receipt, own, other.message_id, related, name, article.published_at, article.url)
            lines[own] = replace(line, hidden=line.hidden or hidden)
    return list(lines.values())


def _related(request: Request, receipt: Receipt, connection: Connection) -> Article | None:
    """The article with which the receipt compares; None when there is none or it was forgotten since."""
    if receipt.related is None:
        return None
    with suppress(UnknownArticle):
        return request.library.article(collection=request.collection, article=receipt.related, within=connection)
    return None


def _line(
    receipt: Receipt,
    key: str,
    message_id: int,
    related: Article | None,
    source: str | None,
    published_at: datetime | None,
    url: str | None,
) -> ReceiptLine:
    """A line of a receipt; ``related`` is the article compared with, if it still exists."""
    named = related is not None or receipt.relation is Relation.SAME
    return ReceiptLine(
        article_id=receipt.article_id,
        title=receipt.title,
        source=source,
        published=published_at.timestamp() if published_at else None,
        kept=receipt.kept,
        repeated=receipt.repeated,
        changed=receipt.changed,
        words=receipt.words,
        relation=int(receipt.relation if named else Relation.NEW),
        related=related.title if related else None,
        hidden=related is not None and bool(hidden_in(related)),
        differences=receipt.differences,
        since=receipt.since.timestamp() if receipt.since else None,
        reply_to=message_id,
        key=key,
        url=url,
    )
