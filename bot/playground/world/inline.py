"""Inline mode: queries, the bot's answers, and Telegram's cache of answers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final

from bot.playground.world.posts import Call, Message, Post
from bot.playground.world.watching import PATIENCE, Watched

_REMEMBERED: Final = 200


@dataclass
class InlineQuery:
    """A person's "@bot words". `answer` is the one that `answerInlineQuery` gave (`results`, `cache_time`,
    `is_personal`, `next_offset`, `button`), `None` until then."""

    world: Watched
    id: str
    user_id: int
    query: str
    offset: str
    asked_at: float
    answer: dict[str, Any] | None = None

    @property
    def results(self) -> list[dict[str, Any]]:
        return list(self.answer["results"]) if self.answer else []

    async def answered(self, timeout: float = PATIENCE) -> dict[str, Any]:
        """The bot's answer, awaited."""
        await self.world.until(lambda: self.answer is not None, timeout)
        assert self.answer is not None
        return self.answer


@dataclass
class InlineMode:
    """Queries by id, and Telegram's cache: an answer serves everybody with the same query for `cache_time` seconds,
    or, if it is personal, only the person who asked."""

    queries: dict[str, InlineQuery] = field(default_factory=dict)
    cache: dict[tuple[str, str, int | None], tuple[float, dict[str, Any]]] = field(default_factory=dict)

    def remember(self, asked: InlineQuery) -> None:
        """Stores a query. Every key that somebody types makes one, so the oldest are forgotten."""
        self.queries[asked.id] = asked
        while len(self.queries) > _REMEMBERED:
            del self.queries[next(iter(self.queries))]

    def cached(self, asked: InlineQuery) -> dict[str, Any] | None:
        """The cached answer to such a query; `None` when the bot must be asked."""
        for user in (asked.user_id, None):
            until, answer = self.cache.get((asked.query, asked.offset, user), (0.0, None))
            if asked.asked_at < until:
                return answer
        return None

    def keep(self, asked: InlineQuery, answer: dict[str, Any], now: float) -> None:
        """Gives the answer to the person who asked, and caches it for as long as it says."""
        asked.answer = answer
        user = asked.user_id if answer["is_personal"] else None
        self.cache[asked.query, asked.offset, user] = (now + answer["cache_time"], answer)


def chosen(result: dict[str, Any]) -> Message:
    """The message that a checked result becomes."""
    content: Message = dict(result["message"])
    return content | ({"reply_markup": result["reply_markup"]} if result.get("reply_markup") else {})


def guest_answer(world: Any, call: Call, result: dict[str, Any]) -> Post:
    """The message that a checked result becomes in the chat that the bot was called into."""
    head = {"from": world.bot_user, "guest_bot_caller_user": call.post.data["from"]}
    inner = {key: value for key, value in call.post.data.items() if key != "reply_to_message"}
    post: Post = world.add_post(world.chats[call.post.chat_id], {**head, "reply_to_message": inner, **chosen(result)})
    call.answer = post
    world.emit("guest", call)
    return post


def inline_id(post: Post) -> str:
    """The bot's id for a message that was sent through inline mode."""
    return f"inline.{post.chat_id}.{post.id}"
