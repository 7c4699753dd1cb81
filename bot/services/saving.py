"""Keeping an article: a message becomes one, and its receipt is owed. Used by every handler that takes articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection
from telegram import Message

from bot.domain.links import keys_of, links_of
from bot.domain.messages import Outgoing, ReceiptLine, SendReceipt
from bot.domain.posts import Post, arrival_of, post_of
from bot.domain.split_posts import Arrival, may_go_on
from bot.services.importing import from_file, from_link
from bot.services.post_grouping import (
    MergedPost,
    album_of,
    answered_again,
    articles_behind,
    head_key,
    merged_post,
    remarks_on,
)
from bot.services.progress import Progress
from bot.services.request import Request
from bot.store import recent_messages
from index import Article, Plan, Receipt

# A text of more characters takes its time; people see that it does.
LONG_TEXT = 100_000

Change = Callable[[Connection], Sequence[Outgoing]]


async def prepared(request: Request, post: Post, *, replacing: bool = False) -> Plan:
    """The slow half of keeping an article, before any lock; ``replacing``: it takes the place of an earlier one.

    Raises InvalidText when it holds no words.
    """
    plan: Plan = await request.call(
        request.library.prepare,
        collection=request.collection,
        text=post.text,
        title=post.title,
        url=post.url,
        source=post.source,
        topic=post.topic,
        published_at=post.published_at,
        places=post.places,
        replacing=post.key if replacing else None,
    )
    return plan


async def keep(
    request: Request, message: Message, post: Post | None = None, progress: Progress | None = None
) -> Change:
    """Adds the message as an article and owes its receipt; ``post`` is what it leads to, if not its own text.

    A further part of a long post makes that one longer. Questions that came with the message are answered again.
    Raises InvalidText when it holds no words, or too many.
    """
    whole = await merged_post(request, message) if post is None else None
    here = _arrival(message, whole, own=post is None)
    post = whole.post if whole else post or post_of(message)
    if progress is not None:
        progress.says(request.texts.indexing)
    plan = await prepared(request, post, replacing=whole is not None)
    remarks = await remarks_on(request, here)
    said: list[Outgoing] = []
    if remarks or len(post.text) > LONG_TEXT:
        # Committed by itself: to be asked at once, or because it takes long. Doing it again below changes nothing.
        kept = await request.call(_write, request, post, plan, whole, None)
        said = await answered_again(request, remarks, kept.article_id)
    earlier = await _of_album(request, here, post.key)

    def change(connection: Connection) -> Sequence[Outgoing]:
        receipt = _write(request, post, plan, whole, connection)
        recent_messages.note(connection, here)
        for remark in remarks:
            request.services.outbox.withdraw(connection, request.chat.id, asked=remark.message_id)
        request.services.outbox.withdraw(connection, request.chat.id, album=here.album_id)
        own = _saved(receipt, post.key, here.head_id or here.message_id, _related(request, receipt, connection))
        own = _sourced(own, post.source.name, post.published_at, post.url)
        again = whole is not None or here.album_id is not None
        return [acknowledge(request, [*earlier, own], again=again, album=here.album_id), *said]

    return change


async def article_of(request: Request, message: Message, *, keep: bool = True) -> Article | None:
    """The article that this message is or leads to, kept now if it was not yet and ``keep``; None when there is none.

    Raises InvalidText when it holds no words, and Instead when its link or file cannot be read.
    """
    for key in filter(None, (await head_key(request, message), *keys_of(message))):
        found: Article | None = await request.call(request.library.find, collection=request.collection, key=key)
        if found is not None:
            return found
    if not keep:
        return None
    leads = message.document is not None or links_of(message).leads
    whole = None if leads else await merged_post(request, message)
    post = whole.post if whole else await _post(request, message)
    if not post.text.strip():
        return None
    plan = await prepared(request, post, replacing=whole is not None)
    here = _arrival(message, whole, own=not leads)

    def write() -> Receipt:
        with request.library.transaction() as connection:
            if here.head_id is not None:
                recent_messages.note(connection, here)
            return _write(request, post, plan, whole, connection)

    receipt: Receipt = await request.call(write)
    kept: Article = await request.call(
        request.library.article, collection=request.collection, article=receipt.article_id
    )
    return kept


async def _post(request: Request, message: Message) -> Post:
    links = links_of(message)
    if message.document is None and not links.leads:
        return post_of(message)
    async with Progress(request, request.texts.downloading) as progress:
        if message.document is not None:
            return await from_file(request, message, progress)
        return await from_link(request, message, links, links.likeliest, progress)


def _arrival(message: Message, whole: MergedPost | None, *, own: bool) -> Arrival:
    """What is remembered of a message that is kept; ``own``: for its own text."""
    here = replace(arrival_of(message), kept=True)
    if whole is not None:
        return replace(here, head_id=whole.head.message_id)
    return replace(here, head_id=here.message_id) if own and (may_go_on(here) or here.album_id is not None) else here


def _write(request: Request, post: Post, plan: Plan, whole: MergedPost | None, within: Connection | None) -> Receipt:
    if whole is not None:
        return request.library.revise(collection=request.collection, key=post.key, plan=plan, within=within)
    return request.library.add(collection=request.collection, key=post.key, plan=plan, within=within)


async def _of_album(request: Request, here: Arrival, key: str) -> list[ReceiptLine]:
    """What is to be said of the articles that came of the same album before, but not of the one with this key."""
    found: dict[str, ReceiptLine] = {}
    for arrival in await album_of(request, here):
        for own, article in await articles_behind(request, arrival):
            if own == key or own in found:
                continue
            receipt = await request.call(request.library.add, collection=request.collection, key=own)
            related = None
            if receipt.related is not None:
                stored = await request.call(
                    request.library.article, collection=request.collection, article=receipt.related
                )
                related = stored.title
            saved = _saved(receipt, own, arrival.message_id, related)
            found[own] = _sourced(saved, article.source, article.published_at, article.url)
    return list(found.values())


def _related(request: Request, receipt: Receipt, connection: Connection) -> str | None:
    if receipt.related is None:
        return None
    return request.library.article(collection=request.collection, article=receipt.related, within=connection).title


def _saved(receipt: Receipt, key: str, message_id: int, related: str | None) -> ReceiptLine:
    """A line of a receipt; ``related`` is the title of the article that this one is compared with."""
    return ReceiptLine(
        article_id=receipt.article_id,
        title=receipt.title,
        source=None,
        published=None,
        kept=receipt.kept,
        repeated=receipt.repeated,
        changed=receipt.changed,
        words=receipt.words,
        relation=int(receipt.relation),
        related=related,
        differences=receipt.differences,
        since=receipt.since.timestamp() if receipt.since else None,
        reply_to=message_id,
        key=key,
    )


def _sourced(saved: ReceiptLine, name: str | None, published_at: datetime | None, url: str | None) -> ReceiptLine:
    return replace(saved, source=name, published=published_at.timestamp() if published_at else None, url=url)


def acknowledge(
    request: Request, saved: Sequence[ReceiptLine], *, again: bool = False, album: str | None = None
) -> SendReceipt:
    """The receipt as it is owed to the chat."""
    return SendReceipt(
        chat_id=request.chat.id,
        saved=tuple(saved),
        language=request.texts.language,
        topic=request.topic,
        zone=request.preferences.zone,
        again=again,
        albums=() if album is None else (album,),
    )
