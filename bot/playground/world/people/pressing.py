"""Buttons, reactions and inline queries: people's actions beside writing."""

from __future__ import annotations

from typing import Final

from bot.playground.world.chats import Chat
from bot.playground.world.content import text_content
from bot.playground.world.inline import InlineQuery, chosen, inline_id
from bot.playground.world.people.actor import Actor
from bot.playground.world.posts import Call, Message, Post, Press

_QUERY_LIMIT: Final = 256


class Pressing(Actor):
    """Raises `ValueError` for an action that a client does not offer."""

    def presses(self, post: Post, button: str) -> Press:
        """Presses the inline button with this label or this callback data. Raises `ValueError` if there is none."""
        data = next((b["callback_data"] for b in post.keyboard if button in (b["text"], b.get("callback_data"))), None)
        if data is None:
            raise ValueError(f"no button {button!r}, only {post.buttons}")
        return self.forges(post, data)

    def forges(self, post: Post, data: str) -> Press:
        """Presses a button that need not exist, as a modified client can."""
        world = self.world
        number = str(world.store.next("callback_query", 4_000_000_000_001))
        press = Press(world, number, post, data, world.clock(), post.version, self.id)
        world.presses[number] = press
        # For a message sent through inline mode, the bot knows only this id.
        where: Message = {"inline_message_id": inline_id(post)} if "via_bot" in post.data else {"message": post.data}
        query = {"id": number, "from": self.user, **where, "chat_instance": str(hash(post.chat_id))}
        world.updates.push("callback_query", {**query, "data": data})
        world.emit("press", press)
        return press

    def reacts(self, post: Post, *emoji: str) -> None:
        """Replaces the person's reactions on a message."""
        old = post.reactions.get(self.id, [])
        post.reactions[self.id] = [{"type": "emoji", "emoji": one} for one in emoji]
        self.world.keep(post)
        self.world.emit("reaction", post)
        chat = self.world.chats[post.chat_id]
        if chat.type == "private" or chat.status(self.world.bot["id"]) == "administrator":
            change = {"chat": chat.data, "message_id": post.id, "user": self.user, "date": self.world.now}
            change |= {"old_reaction": old, "new_reaction": post.reactions[self.id]}
            self.world.updates.push("message_reaction", change)

    def asks_inline(self, query: str, *, chat: Chat | None = None, offset: str = "") -> InlineQuery:
        """Writes "@bot query" without sending it; await `answered()` for the results.

        `chat` is where it is written. An answer in Telegram's cache is given without asking the bot.
        """
        world = self.world
        if not world.bot["supports_inline_queries"]:
            raise ValueError("inline mode is off for this bot")
        number = str(world.store.next("inline_query", 5_000_000_000_001))
        asked = InlineQuery(world, number, self.id, query[:_QUERY_LIMIT], offset, world.clock())
        asked.answer = world.inline.cached(asked)
        world.inline.remember(asked)
        if asked.answer is None:
            where = chat or self.chat
            kind = "sender" if where is self.chat else where.type
            update = {"id": number, "from": self.user, "query": asked.query, "offset": offset, "chat_type": kind}
            world.updates.push("inline_query", update)
        return asked

    def calls(self, text: str, *, chat: Chat, reply_to: Post | None = None) -> Call:
        """Sends a message that names the bot to a chat that the bot is not in. This calls the bot as a guest, which
        sees this message and the one replied to. Await `answered()` for its answer there."""
        world = self.world
        if not world.bot["supports_guest_queries"]:
            raise ValueError("guest mode is off for this bot")
        if f"@{world.bot['username']}" not in text:
            raise ValueError("a message calls the bot by its name")
        post = self._send(text_content(text, ()), chat, reply_to)
        number = str(world.store.next("guest_query", 6_000_000_000_001))
        call = world.calls[number] = Call(world, number, post)
        world.updates.push("guest_message", {**post.data, "guest_query_id": number})
        return call

    def chooses(self, asked: InlineQuery, result: str, *, chat: Chat | None = None, topic: int | None = None) -> Post:
        """Sends one of the results, by its id or title, to a chat: a message "via @bot". The bot is told that the
        result was chosen, but not where, and need not be in that chat."""
        found = next((one for one in asked.results if result in (one["id"], one.get("title"))), None)
        if found is None:
            raise ValueError(f"no result {result!r}, only {[one.get('title') for one in asked.results]}")
        post = self._send({**chosen(found), "via_bot": self.world.bot_user}, chat, topic=topic)
        choice = {"result_id": found["id"], "from": self.user, "query": asked.query}
        if "reply_markup" in post.data:
            choice["inline_message_id"] = inline_id(post)
        self.world.updates.push("chosen_inline_result", choice)
        return post
