"""Groups messages: a long post split by Telegram, an album, or a remark that came with a post."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Connection
from telegram import Message

from bot.domain.incoming import split_posts
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.links import keys_behind
from bot.domain.incoming.posts import Post, joined_post, part_of, parts_of
from bot.domain.incoming.split_posts import Arrival, Part
from bot.domain.messages import MessageContext, Outgoing, ReplyTo, Send
from bot.domain.parsing.intents.intent import asks
from bot.services.answers.answering import answer_question
from bot.services.request import Change, Replies, Request
from bot.store import recent_messages, superseding
from bot.store.recent_messages import BESIDE_SECONDS
from index import Article

# A remark comes within a moment of its post.
MOMENT_SECONDS = 1.0
# A reply to a remark without a question waits this long: it is dropped if a post arrives with the remark.
HOLD_SECONDS = 1.0


async def merged_post(request: Request, incoming: IncomingPost) -> Post | None:
    """The post that the message's own text continues, with that text; None when it stands alone."""
    arrival = incoming.arrival
    near = await _near(request, arrival, BESIDE_SECONDS)
    others = [each for each in near if each.message_id != arrival.message_id]
    if arrival.album_id is not None:
        head = next(
            (each.head_id for each in others if each.album_id == arrival.album_id and each.head_id is not None), None
        )
    else:
        before = max((each for each in others if split_posts.follows(each, arrival)), key=_number, default=None)
        head = None if before is None else before.head_id
    if head is None or arrival.text_units == 0:
        return None
    parts = [each for each in others if each.head_id == head]
    pieces = await _pieces(request, head, parts)
    if pieces is None or len(parts) >= split_posts.MOST_PARTS:
        return None
    if arrival.album_id is None:
        last = max(parts, key=_number)
        cut = split_posts.cut_between(pieces[last.message_id].text, incoming.text)
        if not (split_posts.follows(last, arrival) and cut):
            return None
    return _put_together(incoming.message, arrival, pieces, parts, head)


async def own_post(request: Request, incoming: IncomingPost) -> Post:
    """The message's own text as a post: of all the messages that it spans, or of this one alone."""
    return await merged_post(request, incoming) or incoming.post


async def edited_post(request: Request) -> Post:
    """The post of the edited message, or the post that it is a part of, with the current text."""
    message = request.message
    stored = await request.read(recent_messages.get, request.chat.id, message.message_id)
    if stored is None or stored.head_id is None:
        return request.incoming.post
    near = await _near(request, stored, BESIDE_SECONDS)
    parts = [each for each in near if each.head_id == stored.head_id and each.message_id != stored.message_id]
    pieces = await _pieces(request, stored.head_id, parts) if parts else None
    if pieces is None:
        return request.incoming.post
    return _put_together(message, stored, pieces, parts, stored.head_id)


async def head_key(request: Request, message: Message) -> str | None:
    """The delivery key of the article that this message is known to continue."""
    stored = await request.read(recent_messages.get, request.chat.id, message.message_id)
    return None if stored is None or stored.head_id is None else f"{request.chat.id}:{stored.head_id}"


async def album_of(request: Request, arrival: Arrival) -> list[Arrival]:
    """The earlier messages of the message's album, without it; empty when it is in none."""
    if arrival.album_id is None:
        return []
    near = await _near(request, arrival, BESIDE_SECONDS)
    return [each for each in near if each.album_id == arrival.album_id and each.message_id != arrival.message_id]


async def posts_beside(request: Request) -> tuple[int, ...]:
    """The articles forwarded together with the current question, or in its album."""
    arrival = request.incoming.arrival
    near = await _near(request, arrival, MOMENT_SECONDS)
    # Programs send the remark first, whatever the order of the updates. A later question belongs to the post only when
    # nothing was said in between.
    earliest = arrival.message_id
    while any(each.message_id == earliest - 1 for each in near):
        earliest -= 1
    posts = [each for each in _posts_of(arrival, near) if each.message_id >= earliest or each.album_id is not None]
    return await _articles_in(request, posts)


async def remarks_on(request: Request, post: Arrival) -> list[Arrival]:
    """The questions and remarks sent together with this post, or in its album."""
    if post.origin_hash is None and post.album_id is None:
        return []
    near = await _near(request, post, MOMENT_SECONDS)
    return [each for each in near if each.remark and _belong(each, post)]


async def answer_remarks(request: Request, remarks: Sequence[Arrival], post: Arrival, article: int) -> list[Outgoing]:
    """New answers, from within the post, to the questions that came with it; ``article`` is the post's."""
    replies: list[Outgoing] = []
    for remark in remarks:
        about = await request.read(superseding.question_in, request.chat.id, remark.message_id)
        if about is None or about.kind != "answer" or not about.question or not asks(about.question):
            continue
        near = await _near(request, remark, MOMENT_SECONDS)
        beside = await _articles_in(request, _posts_of(remark, near))
        scope = tuple(dict.fromkeys([*beside, article]))
        answer = (await answer_question(request, about.question, scope))[0]
        if answer.about is not None and not _elsewhere(remark, post, about, answer.about):
            here = answer.reply_to if answer.about.shown else ReplyTo(message_id=remark.message_id)
            context = replace(answer.about, asked=remark.message_id)
            replies.append(replace(answer, again=True, about=context, reply_to=here))
    return replies


def _elsewhere(remark: Arrival, post: Arrival, before: MessageContext, within: MessageContext) -> bool:
    """Whether a question was none about the post.

    Programs send a remark and its post at once. One that is a second older may have been asked for itself: when
    something answers it already, only what surely answers it in another article takes the place of that.
    """
    told = before.sure and before.articles[:1] == within.articles[:1]
    return remark.sent_at < post.sent_at and bool(before.shown) and (told or not within.sure)


async def article_of_album(request: Request, message: Message) -> Article | None:
    """The first kept article of a message's album; None when there is none or no album."""
    if message.media_group_id is None:
        return None
    for each in await request.read(recent_messages.in_album, request.chat.id, message.media_group_id):
        for _, article in await articles_behind(request, each):
            return article
    return None


async def articles_behind(request: Request, arrival: Arrival) -> list[tuple[str, Article]]:
    """The articles made from a message, by delivery key: its text, its file, its links' pages."""
    keys = list(keys_behind(f"{arrival.chat_id}:{arrival.message_id}"))
    if arrival.head_id is not None:
        keys[0] = f"{arrival.chat_id}:{arrival.head_id}"
    found = [(key, await request.call(request.library.find, collection=request.collection, key=key)) for key in keys]
    return [(key, article) for key, article in found if article is not None]


def remember_message(request: Request, replies: Replies, *, remark: bool = False) -> Change:
    """Sends the replies and remembers the message; ``remark``: it may refer to a post that comes with it."""

    def change(connection: Connection) -> Replies:
        recent_messages.note(connection, replace(request.incoming.arrival, remark=remark))
        return replies

    return change


def hold_back(replies: Sequence[Send]) -> list[Send]:
    """The same replies, which are dropped if a message that makes them pointless arrives in a moment."""
    return [replace(each, hold=HOLD_SECONDS) for each in replies]


async def _articles_in(request: Request, posts: Sequence[Arrival]) -> tuple[int, ...]:
    ids = [article.id for post in posts for _, article in await articles_behind(request, post)]
    return tuple(dict.fromkeys(ids))


def _posts_of(remark: Arrival, near: Sequence[Arrival]) -> list[Arrival]:
    return [each for each in near if each.kept and _belong(remark, each)]


def _belong(remark: Arrival, post: Arrival) -> bool:
    if post.album_id is not None and post.album_id == remark.album_id:
        return True
    return post.origin_hash is not None and remark.origin_hash is None and remark.topic_id == post.topic_id


async def _near(request: Request, arrival: Arrival, seconds: float) -> Sequence[Arrival]:
    """The sender's messages up to ``seconds`` before or after this one, in message order."""
    if request.update.message is not None and arrival.message_id == request.message.message_id:
        return [each for each in request.near if abs(each.sent_at - arrival.sent_at) <= seconds]
    return await request.read(recent_messages.beside, arrival, seconds)


async def _pieces(request: Request, head: int, parts: Sequence[Arrival]) -> dict[int, Part] | None:
    """The stored pieces of these parts; None when the article is gone or they can no longer be told apart."""
    key = f"{request.chat.id}:{head}"
    article = await request.call(request.library.find, collection=request.collection, key=key)
    if article is None:
        return None
    text = await request.call(request.library.text, collection=request.collection, article=article.id)
    pieces = parts_of(article, text, request.chat.id)
    wanted = {part.message_id for part in parts}
    return {number: pieces[number] for number in wanted} if wanted <= pieces.keys() else None


def _put_together(
    message: Message, arrival: Arrival, pieces: dict[int, Part], parts: Sequence[Arrival], head: int
) -> Post:
    ordered = sorted([*pieces.items(), (message.message_id, part_of(message))])
    first = next((part for part in parts if part.message_id == head), arrival)
    return joined_post(message, [piece for _, piece in ordered], first)


def _number(arrival: Arrival) -> int:
    return arrival.message_id
