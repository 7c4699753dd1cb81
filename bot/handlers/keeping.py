"""Keeping an article: a message becomes one, and its receipt is owed. Used by every handler that takes articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection
from telegram import Message

from bot.gathering import from_file, from_link, keys_of, links_of
from bot.incoming import Post, post_of
from bot.outgoing import Acknowledge, Saved
from bot.turn import Turn
from index import Article, Plan, Receipt


async def prepared(turn: Turn, post: Post) -> Plan:
    """The slow half of keeping an article, before any lock. Raises InvalidText when it holds no words."""
    plan: Plan = await turn.call(
        turn.library.prepare,
        collection=turn.collection,
        text=post.text,
        title=post.title,
        url=post.url,
        source=post.source,
        topic=post.topic,
        published_at=post.published_at,
        places=post.places,
    )
    return plan


async def keep(turn: Turn, message: Message, post: Post | None = None) -> Callable[[Connection], Sequence[Acknowledge]]:
    """Adds the message as an article and owes its receipt; ``post`` is what it leads to, if not its own text.

    Raises InvalidText when it holds no words, or too many.
    """
    post = post or post_of(message)
    plan = await prepared(turn, post)

    def change(connection: Connection) -> Sequence[Acknowledge]:
        receipt = turn.library.add(collection=turn.collection, key=post.key, plan=plan, within=connection)
        return [acknowledge(turn, receipt, post, message.message_id, _related(turn, receipt, connection))]

    return change


async def article_of(turn: Turn, message: Message, *, keep: bool = True) -> Article | None:
    """The article that this message is or leads to, kept now if it was not yet and ``keep``; None when there is none.

    Raises InvalidText when it holds no words, and Instead when its link or file cannot be read.
    """
    for key in keys_of(message):
        found: Article | None = await turn.call(turn.library.find, collection=turn.collection, key=key)
        if found is not None:
            return found
    post = await _post(turn, message) if keep else None
    if post is None or not post.text.strip():
        return None
    plan = await prepared(turn, post)
    receipt: Receipt = await turn.call(turn.library.add, collection=turn.collection, key=post.key, plan=plan)
    kept: Article = await turn.call(turn.library.article, collection=turn.collection, article=receipt.article_id)
    return kept


async def _post(turn: Turn, message: Message) -> Post:
    if message.document is not None:
        return await from_file(turn, message)
    links = links_of(message)
    return await from_link(turn, message, links, links.likeliest) if links.leads else post_of(message)


def _related(turn: Turn, receipt: Receipt, connection: Connection) -> str | None:
    if receipt.related is None:
        return None
    return turn.library.article(collection=turn.collection, article=receipt.related, within=connection).title


def acknowledge(turn: Turn, receipt: Receipt, post: Post, message_id: int, related: str | None) -> Acknowledge:
    """The receipt as it is owed to the chat; ``related`` is the title of the article that it is compared with."""
    saved = Saved(
        article_id=receipt.article_id,
        title=receipt.title,
        source=post.source.name,
        published=post.published_at.timestamp() if post.published_at else None,
        kept=receipt.kept,
        repeated=receipt.repeated,
        changed=receipt.changed,
        words=receipt.words,
        relation=int(receipt.relation),
        related=related,
        differences=receipt.differences,
        since=receipt.since.timestamp() if receipt.since else None,
        reply_to=message_id,
    )
    return Acknowledge(
        chat_id=turn.chat.id,
        saved=(saved,),
        language=turn.texts.language,
        topic=turn.topic,
        zone=turn.preferences.zone,
    )
