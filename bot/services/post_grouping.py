"""What a message belongs to: the long post that it goes on with, its album, or the remark that came with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection
from telegram import Message

from bot.domain import split_posts
from bot.domain.links import keys_behind
from bot.domain.messages import MessageContext, Outgoing, ReplyTo, Send
from bot.domain.parsing.intent import asks
from bot.domain.posts import Post, arrival_of, joined_post, part_of, parts_of
from bot.domain.split_posts import Arrival
from bot.services.answering import answered
from bot.services.request import Request
from bot.store import recent_messages
from bot.store import superseding as again
from bot.store.recent_messages import BESIDE_SECONDS
from index import Article

# A remark comes within a moment of its post.
MOMENT_SECONDS = 1.0
# A reply to a remark that asks nothing waits so long: when a post comes with it there is nothing to say.
HOLD_SECONDS = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedPost:
    """One text that stands in several messages, of which ``head`` came first."""

    post: Post
    head: Arrival


async def merged_post(request: Request, message: Message) -> MergedPost | None:
    """The article that this message's own text is a further part of, with that text; None when it stands alone."""
    here = arrival_of(message)
    near = await _near(request, here, BESIDE_SECONDS)
    others = [each for each in near if each.message_id != here.message_id]
    if here.album_id is not None:
        head = next(
            (each.head_id for each in others if each.album_id == here.album_id and each.head_id is not None), None
        )
    else:
        before = max((each for each in others if split_posts.follows(each, here)), key=_number, default=None)
        head = None if before is None else before.head_id
    if head is None or here.text_units == 0:
        return None
    parts = [each for each in near if each.head_id == head and each.message_id != here.message_id]
    pieces = await _pieces(request, head, parts)
    if pieces is None or len(parts) >= split_posts.MOST_PARTS:
        return None
    if here.album_id is None:
        last = max(parts, key=_number)
        cut = split_posts.cut_between(pieces[last.message_id].text, part_of(message).text)
        if not (split_posts.follows(last, here) and cut):
            return None
    return _put_together(message, here, pieces, parts, head)


async def edited_whole(request: Request, message: Message) -> MergedPost | None:
    """The article that an edited message is a part of, with the part as it is now; None when it is no part of one."""
    stored = await request.call(_stored, request, message.message_id)
    if stored is None or stored.head_id is None:
        return None
    near = await _near(request, stored, BESIDE_SECONDS)
    parts = [each for each in near if each.head_id == stored.head_id and each.message_id != stored.message_id]
    pieces = await _pieces(request, stored.head_id, parts) if parts else None
    return None if pieces is None else _put_together(message, stored, pieces, parts, stored.head_id)


async def head_key(request: Request, message: Message) -> str | None:
    """The delivery key of the article that this message is known to be a further part of."""
    stored = await request.call(_stored, request, message.message_id)
    return None if stored is None or stored.head_id is None else f"{request.chat.id}:{stored.head_id}"


async def album_of(request: Request, here: Arrival) -> list[Arrival]:
    """What came before of the album of a message, that one left out; nothing when it is in none."""
    if here.album_id is None:
        return []
    near = await _near(request, here, BESIDE_SECONDS)
    return [each for each in near if each.album_id == here.album_id and each.message_id != here.message_id]


async def posts_beside(request: Request) -> tuple[int, ...]:
    """The articles that were forwarded in the same moment as the question in hand, or are in its album."""
    here = arrival_of(request.message)
    near = await _near(request, here, MOMENT_SECONDS)
    # Programs send the remark first, whatever the order of the updates. What comes later belongs to the post only
    # when nothing was said in between.
    earliest = here.message_id
    while any(each.message_id == earliest - 1 for each in near):
        earliest -= 1
    posts = [each for each in near if each.kept and _belong(here, each)]
    posts = [each for each in posts if each.message_id >= earliest or each.album_id is not None]
    return tuple(dict.fromkeys([each.id for post in posts for _, each in await articles_behind(request, post)]))


async def remarks_on(request: Request, here: Arrival) -> list[Arrival]:
    """The questions and remarks that were sent in the same moment as this post, or are in its album."""
    if here.origin_hash is None and here.album_id is None:
        return []
    near = await _near(request, here, MOMENT_SECONDS)
    return [each for each in near if each.remark and _belong(each, here)]


async def answered_again(request: Request, remarks: Sequence[Arrival], article: int) -> list[Outgoing]:
    """The questions that came with a post, answered once more within it; ``article`` is the post's."""
    said: list[Outgoing] = []
    for remark in remarks:
        about = await request.call(_question_in, request, remark.message_id)
        if about is None or about.kind != "answer" or not about.question or not asks(about.question):
            continue
        near = await _near(request, remark, MOMENT_SECONDS)
        posts = [each for each in near if each.kept and _belong(remark, each)]
        ids = [each.id for post in posts for _, each in await articles_behind(request, post)]
        sent = (await answered(request, about.question, tuple(dict.fromkeys([*ids, article]))))[0]
        if sent.about is not None:
            here = sent.reply_to if sent.about.shown else ReplyTo(message_id=remark.message_id)
            meant = replace(sent.about, asked=remark.message_id)
            said.append(replace(sent, again=True, about=meant, reply_to=here))
    return said


async def articles_behind(request: Request, arrival: Arrival) -> list[tuple[str, Article]]:
    """The articles that came of a message, by delivery key: its text, its file, what its links lead to."""
    keys = list(keys_behind(f"{arrival.chat_id}:{arrival.message_id}"))
    if arrival.head_id is not None:
        keys[0] = f"{arrival.chat_id}:{arrival.head_id}"
    found = [(key, await request.call(request.library.find, collection=request.collection, key=key)) for key in keys]
    return [(key, article) for key, article in found if article is not None]


def noted(
    request: Request, said: Sequence[Outgoing], *, remark: bool = False
) -> Callable[[Connection], Sequence[Outgoing]]:
    """Says this, and remembers that the message came; ``remark``: it may be about a post that comes with it."""

    def change(connection: Connection) -> Sequence[Outgoing]:
        recent_messages.note(connection, replace(arrival_of(request.message), remark=remark))
        return said

    return change


def held(said: Sequence[Send]) -> list[Send]:
    """The same, if nothing comes in a moment that makes it pointless."""
    return [replace(each, hold=HOLD_SECONDS) for each in said]


def _belong(remark: Arrival, post: Arrival) -> bool:
    if post.album_id is not None and post.album_id == remark.album_id:
        return True
    return post.origin_hash is not None and remark.origin_hash is None and remark.topic_id == post.topic_id


async def _near(request: Request, here: Arrival, seconds: float) -> list[Arrival]:
    if request.update.message is not None and here.message_id == request.message.message_id:
        return [each for each in request.near if abs(each.sent_at - here.sent_at) <= seconds]

    def look_up() -> list[Arrival]:
        with request.library.database.read() as connection:
            return recent_messages.beside(connection, here, seconds)

    found: list[Arrival] = await request.call(look_up)
    return found


async def _pieces(request: Request, head: int, parts: Sequence[Arrival]) -> dict[int, split_posts.Part] | None:
    """The stored pieces of these parts; None when the article is gone, or they cannot be told apart any more."""
    key = f"{request.chat.id}:{head}"
    article = await request.call(request.library.find, collection=request.collection, key=key)
    if article is None:
        return None
    text = await request.call(request.library.text, collection=request.collection, article=article.id)
    found = parts_of(article, text, request.chat.id)
    wanted = {each.message_id for each in parts}
    return {each: found[each] for each in wanted} if wanted <= found.keys() else None


def _put_together(
    message: Message, here: Arrival, pieces: dict[int, split_posts.Part], parts: Sequence[Arrival], head: int
) -> MergedPost:
    ordered = sorted([*pieces.items(), (message.message_id, part_of(message))])
    first = next((each for each in parts if each.message_id == head), here)
    return MergedPost(post=joined_post(message, [part for _, part in ordered], first), head=first)


def _stored(request: Request, message_id: int) -> Arrival | None:
    with request.library.database.read() as connection:
        return recent_messages.get(connection, request.chat.id, message_id)


def _question_in(request: Request, message_id: int) -> MessageContext | None:
    with request.library.database.read() as connection:
        return again.question_in(connection, request.chat.id, message_id)


def _number(arrival: Arrival) -> int:
    return arrival.message_id
