"""The current subject of a person's conversation: a question that names nothing refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection

from bot.domain.incoming.links import keys_behind
from bot.domain.incoming.posts import key_in
from bot.domain.incoming.split_posts import Arrival
from bot.domain.messages import MessageContext
from bot.services.request import Request
from bot.store import recent_messages, sent_messages
from index import Leaning

_TOLD: Final = ("answer", "sentence", "summary")
LATELY_SECONDS: Final = 900.0
"""After a quarter of an hour a question that names nothing may refer to anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """The subject: ``articles`` (ids), and the ``earlier`` question that this one continues, if any.

    ``place`` is where the earlier question's answer stands: an article and a code point of its text.
    """

    articles: tuple[int, ...] = ()
    earlier: str | None = None
    place: tuple[int, int] | None = None


async def talked_about(request: Request, question: str) -> Talk:
    """The subject of the person who asks: the last forwarded post, and the questions since then.

    Only this chat and topic in the last quarter of an hour count, and neither other people's questions nor other chats.
    """
    # A quick person asks again before the sending of the last answer is recorded.
    await request.services.outbox.noted(request.chat.id)
    return await request.call(_talked_about, request, question)


def _talked_about(request: Request, question: str) -> Talk:
    here = request.incoming.arrival
    with request.library.database.read() as connection:
        answered = sent_messages.last_answer(connection, here, LATELY_SECONDS)
        message_id = recent_messages.kept_last(connection, here, LATELY_SECONDS)
        forwarded = () if message_id is None else _article_of(connection, request, here, message_id)
    # A post forwarded after a question starts a new subject.
    if answered is None or answered.kind not in _TOLD or (answered.asked or 0) < (message_id or 0):
        return Talk(articles=forwarded)
    leaning = request.library.leaning(collection=request.collection, question=question)
    if not _counts(answered, leaning):
        return Talk(articles=forwarded)
    articles = (*forwarded, *answered.articles[:1])
    earlier = subject_of(request, answered) if leaning else None
    return Talk(articles=tuple(dict.fromkeys(articles)), earlier=earlier, place=place_of(answered))


def place_of(answered: MessageContext) -> tuple[int, int] | None:
    """Where the first passage of our message stands: an article and a code point of its text."""
    if answered.places:
        return answered.places[0][:2]
    return (answered.articles[0], 0) if answered.articles and answered.shown else None


def _counts(answered: MessageContext, leaning: Leaning) -> bool:
    """Whether the article of that answer belongs to the subject.

    A merely possible answer may stand in any article. It would draw all later questions there, and one wrong guess
    would follow another. A person who replies to a message means its article. A question that leans on the one before
    continues with whatever was shown.
    """
    return bool(answered.shown) and (answered.sure or answered.scope is not None or bool(leaning))


def subject_of(request: Request, answered: MessageContext) -> str | None:
    """The question that names the subject of our answer: its own, or the one before if its own names nothing.

    Waits for the database: not for the event loop.
    """
    last = answered.question
    if last is None or answered.earlier is None:
        return last
    names = not request.library.leaning(collection=request.collection, question=last).names_nothing
    return last if names else answered.earlier


def _article_of(connection: Connection, request: Request, here: Arrival, message_id: int) -> tuple[int, ...]:
    for each in keys_behind(key_in(here.chat_id, message_id)):
        receipt = request.library.receipt(collection=request.collection, key=each, within=connection)
        if receipt is not None:
            return (receipt.article_id,)
    return ()
