"""Which articles a person talks about at this moment: a question that names nothing is about them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from bot.domain.links import keys_behind
from bot.domain.posts import key_in
from bot.domain.split_posts import Arrival
from bot.services.request import Request
from bot.store import recent_messages, sent_messages

LATELY_SECONDS: Final = 900.0
"""After a quarter of an hour a question that names nothing may be about anything."""


def talked_about(request: Request) -> tuple[int, ...]:
    """The article that the person who asks forwarded last, and the one that their last question was answered from.

    Of this chat and topic, and of the last quarter of an hour. Waits for the database: not for the event loop.
    """
    here = request.incoming.arrival
    with request.library.database.read() as connection:
        answered = sent_messages.last_answer(connection, here, LATELY_SECONDS)
        forwarded = _forwarded(connection, request, here)
    best = answered.articles[:1] if answered is not None and answered.shown else ()
    return tuple(dict.fromkeys((*forwarded, *best)))


def _forwarded(connection: Connection, request: Request, here: Arrival) -> tuple[int, ...]:
    message_id = recent_messages.kept_last(connection, here, LATELY_SECONDS)
    if message_id is None:
        return ()
    for each in keys_behind(key_in(here.chat_id, message_id)):
        receipt = request.library.receipt(collection=request.collection, key=each, within=connection)
        if receipt is not None:
            return (receipt.article_id,)
    return ()
