"""The state of the local Telegram: users, chats, messages, files and the bot. It knows nothing of HTTP."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any, Literal, Protocol

from bot.playground.errors import bad_request
from bot.playground.store import Store
from bot.playground.world.chats import INSIDE, Chat, Status, bot_sees, member
from bot.playground.world.faults import Faults, FloodLimits
from bot.playground.world.inline import InlineMode
from bot.playground.world.posts import Call, File, Message, Post, Press
from bot.playground.world.updates import Updates
from bot.playground.world.watching import PATIENCE, Watched
from bot.playground.world.whispers import Whisper, Whispers


class HasId(Protocol):
    """A user who can be in a chat."""

    @property
    def id(self) -> int: ...


class WorldState(Watched):
    """A local Telegram with one bot in it; `World` adds the people who act in it.

    `path` is an SQLite file that keeps everything between runs, so that ids never repeat (`None`: memory). `clock`
    gives the time in seconds and `chance` the randomness of file ids. `strict` refuses parameters that the method does
    not have; Telegram ignores them. With `reads_groups` privacy mode is off, with `inline` inline mode is on, with
    `guest` guest mode. `limits` are flood limits.
    """

    def __init__(
        self,
        path: Path | None = None,
        *,
        clock: Callable[[], float] = time.time,
        chance: random.Random | None = None,
        strict: bool = False,
        token: str = "1000001:playground",
        bot_name: str = "Verbatim",
        bot_username: str = "verbatim_bot",
        reads_groups: bool = False,
        mentions_reach_bot: bool = False,
        inline: bool = True,
        guest: bool = True,
        limits: FloodLimits | None = None,
    ) -> None:
        self.clock, self.strict, self.token, self.limits = clock, strict, token, limits
        self.chance = chance or random.Random()
        self.mentions_reach_bot = mentions_reach_bot
        # A server older than the field omits quotations from rich messages.
        self.quotes_rich = True
        # The version of the server's ephemeral messages; `None`: the server is older.
        self.ephemeral: Literal["10.2", "10.3"] | None = None
        self.whispers = Whispers()
        # Telegram may or may not say which ephemeral message somebody answers.
        self.tells_what_is_answered = False
        # A server older than setMySettings does not know the method.
        self.changes_settings = True
        self.callback_lifetime = 60.0
        self.store = Store(path)
        super().__init__()
        self.update_observers: list[Callable[[dict[str, Any]], None]] = []
        self.faults = Faults()
        self.presses: dict[str, Press] = {}
        self.inline = InlineMode()
        self.calls: dict[str, Call] = {}
        self.bot: dict[str, Any] = {
            "id": int(token.split(":")[0]),
            "is_bot": True,
            "first_name": bot_name,
            "username": bot_username,
            "can_join_groups": True,
            "can_read_all_group_messages": reads_groups,
            "supports_inline_queries": inline,
            "supports_guest_queries": guest,
        }
        self._load()

    def _load(self) -> None:
        self.users: dict[int, dict[str, Any]] = {int(key): user for key, user in self.store.all("user")}
        self.chats: dict[int, Chat] = {int(key): Chat.of(kept) for key, kept in self.store.all("chat")}
        self.posts: dict[tuple[int, int], Post] = {}
        for _, kept in self.store.all("post"):
            reactions = {int(user): given for user, given in kept["reactions"].items()}
            post = Post(kept["data"], kept["version"], kept["deleted"], reactions, kept.get("unseen", False))
            self.posts[post.chat_id, post.id] = post
        self.files: dict[str, File] = {key: File(**kept) for key, kept in self.store.all("file")}
        self.profile: dict[str, Any] = dict(self.store.all("profile"))
        self.updates = Updates(self.store, self._observe_update, lambda: self.emit("confirmed", None))

    def close(self) -> None:
        self.store.close()

    @property
    def has_ephemeral_next(self) -> bool:
        """Whether a server started later over this world has ephemeral messages."""
        return bool(dict(self.store.all("setting")).get("ephemeral", True))

    def keep_ephemeral(self, wanted: bool) -> None:
        """Sets that for the next start: a bot does not expect it to change while it runs."""
        self.store.put("setting", "ephemeral", wanted)
        self.emit("commands", None)

    # Who and where

    @property
    def now(self) -> int:
        return int(self.clock())

    @property
    def bot_user(self) -> dict[str, Any]:
        """The bot as messages name their sender."""
        return {key: self.bot[key] for key in ("id", "is_bot", "first_name", "username")}

    def add_user(
        self, name: str, *, last_name: str | None, username: str | None, language: str | None, started: bool
    ) -> int:
        """A new person with a private chat with the bot; their id."""
        user_id = self.store.next("user_id", 5_000_001)
        user: dict[str, Any] = {"id": user_id, "is_bot": False, "first_name": name}
        user |= {"last_name": last_name} if last_name else {}
        user |= {"username": username} if username else {}
        members: dict[int, Status] = {user_id: "member", self.bot["id"]: "member" if started else "left"}
        chat = Chat({**user, "type": "private"}, members)
        del chat.data["is_bot"]
        user |= {"language_code": language} if language else {}
        self.users[user_id] = user
        self.store.put("user", user_id, user)
        self.save(chat)
        return user_id

    def user(self, user_id: int) -> dict[str, Any]:
        """The person or bot with that id."""
        return self.bot_user if user_id == self.bot["id"] else self.users[user_id]

    def group(
        self,
        title: str = "Book club",
        people: Iterable[HasId] = (),
        *,
        kind: Literal["group", "supergroup"] = "supergroup",
        bot: Status = "member",
        username: str | None = None,
        forum: bool = False,
    ) -> Chat:
        """A group of these people (the first is its owner) and, unless `bot` says otherwise, the bot.

        A `forum` is a supergroup with topics, which people create.
        """
        number = self.store.next("group_id", 1_000_001)
        chat = Chat({"id": -number if kind == "group" else -1_000_000_000_000 - number, "type": kind, "title": title})
        chat.data |= ({"username": username} if username else {}) | ({"is_forum": True} if forum else {})
        if forum:
            self.store.next(f"message {chat.id}")  # the number 1 means General
        for position, person in enumerate(people):
            chat.members[person.id] = "member" if position else "creator"
        chat.members[self.bot["id"]] = bot
        self.save(chat)
        return chat

    def channel(self, title: str, *, username: str | None = None) -> Chat:
        """The channel of that name, created on first use. The bot is not in it."""
        for chat in self.chats.values():
            if chat.type == "channel" and chat.title == title:
                return chat
        number = self.store.next("group_id", 1_000_001)
        chat = Chat({"id": -1_000_000_000_000 - number, "type": "channel", "title": title})
        chat.data |= {"username": username} if username else {}
        self.save(chat)
        return chat

    def link(self, channel: Chat, group: Chat) -> None:
        """Make a supergroup the discussion group of a channel: it gets the channel's posts as automatic forwards."""
        channel.linked, group.linked = group.id, channel.id
        self.save(channel)
        self.save(group)

    def save(self, chat: Chat) -> None:
        """Stores a new or changed chat."""
        self.chats[chat.id] = chat
        self.store.put("chat", chat.id, asdict(chat))
        self.emit("chat", chat)

    def find_chat(self, raw: int | str | None) -> Chat:
        """The chat that a bot names by id or @username, if it may know it. Raises `ApiError`."""
        if raw is None or raw == "":
            raise bad_request("chat_id is empty")
        text = str(raw)
        if text.startswith("@"):
            named = (c for c in self.chats.values() if str(c.data.get("username", "")).lower() == text[1:].lower())
            chat = next(named, None)
        else:
            chat = self.chats.get(int(text)) if text.lstrip("-").isdecimal() else None
        if chat is not None and (chat.type != "private" or self.bot["id"] in chat.members):
            return chat
        raise bad_request("chat not found")

    # Messages

    def add_post(self, chat: Chat, content: Message) -> Post:
        """Puts a message into a chat; `content` is the whole message except its id, date and chat."""
        sequence = f"message {chat.id}" if chat.numbers_its_messages else "message"
        head = {"message_id": self.store.next(sequence), "date": self.now, "chat": chat.data}
        post = Post({**head, **content})
        self.posts[chat.id, post.id] = post
        self.keep(post)
        self.emit("message", post)
        return post

    def whisper(self, chat: Chat, content: Message, person: int, *, replaces: Post | None = None) -> Whisper:
        """Shows an ephemeral message to a person in a group, or that person's own one to the bot."""
        number = self.store.next("ephemeral", 29_000_001)
        head = {"message_id": 0, "ephemeral_message_id": number, "date": self.now, "chat": chat.data}
        after = max((post.id for post in self.history(chat)), default=0)
        post = Whisper({**head, **content}, person=person, after=after, replaces=replaces)
        self.whispers.all.append(post)
        self.emit("message", post)
        return post

    def change_whisper(self, post: Whisper, changes: Message, *, removed: tuple[str, ...]) -> None:
        """Edit an ephemeral message in place."""
        post.data = {key: value for key, value in post.data.items() if key not in removed} | changes
        post.version += 1
        self.emit("edit", post)

    def find_post(self, chat: Chat, message_id: int | None) -> Post | None:
        """The message with that id; `None` if there is none or it has been deleted."""
        post = self.posts.get((chat.id, message_id or 0))
        return None if post is None or post.deleted else post

    def find_inline_post(self, name: str) -> Post | None:
        """The message of that `inline_message_id`; `None` when there is none."""
        head, _, rest = name.partition(".")
        chat, _, number = rest.rpartition(".")
        if head != "inline" or not (chat.lstrip("-").isdecimal() and number.isdecimal()):
            return None
        post = self.posts.get((int(chat), int(number)))
        return post if post is not None and not post.deleted and "via_bot" in post.data else None

    def history(self, chat: Chat, *, after: int = 0) -> list[Post]:
        """A chat's messages that are not deleted, oldest first, with ids above `after`."""
        found = [post for (chat_id, number), post in self.posts.items() if chat_id == chat.id and number > after]
        return sorted((post for post in found if not post.deleted), key=lambda post: post.id)

    def revise(self, post: Post, changes: Message, *, removed: tuple[str, ...] = ()) -> None:
        """Edit a message in place."""
        post.data = {key: value for key, value in post.data.items() if key not in removed} | changes
        post.version += 1
        self.keep(post)
        self.emit("edit", post)

    def delete(self, post: Post) -> None:
        """Delete a message for everybody. No update tells the bot."""
        post.deleted = True
        self.keep(post)
        self.emit("delete", post)

    def keep(self, post: Post) -> None:
        kept = {
            "data": post.data,
            "version": post.version,
            "deleted": post.deleted,
            "reactions": post.reactions,
            "unseen": post.unseen,
        }
        self.store.put("post", f"{post.chat_id}/{post.id}", kept)

    def deliver(self, post: Post, *, edited: bool = False) -> None:
        """Passes a message on to the bot if Telegram would show it."""
        chat = self.chats[post.chat_id]
        if bot_sees(chat, post.data, self.bot, mentions=self.mentions_reach_bot):
            kind = "channel_post" if chat.type == "channel" else "message"
            self.updates.push(f"edited_{kind}" if edited else kind, post.data)
            self._shown(post)
            self._shown(self.find_post(chat, post.data.get("reply_to_message", {}).get("message_id")))
        elif not edited and chat.type in ("group", "supergroup") and chat.status(self.bot["id"]) in INSIDE:
            post.unseen = True
            self.keep(post)

    def _shown(self, post: Post | None) -> None:
        """Marks the message as known to the bot: it was passed on, by itself or with a reply to it."""
        if post is not None and post.unseen:
            post.unseen = False
            self.keep(post)
            self.emit("seen", post)

    def change_member(self, chat: Chat, actor: dict[str, Any], user_id: int, status: Status) -> None:
        """Changes a user's status in a chat, and tells the bot if it may know."""
        user = self.user(user_id)
        change = {
            "chat": chat.data,
            "from": actor,
            "date": self.now,
            "old_chat_member": member(user, chat.status(user_id)),
            "new_chat_member": member(user, status),
        }
        was_inside = chat.status(self.bot["id"]) in INSIDE
        chat.members[user_id] = status
        self.save(chat)
        if user_id == self.bot["id"]:
            self.updates.push("my_chat_member", change)
        elif was_inside and chat.status(self.bot["id"]) == "administrator":
            self.updates.push("chat_member", change)

    def add_file(self, name: str, mime: str, content: bytes) -> File:
        """Keep a file; it gets a new id."""
        file_id = "".join(self.chance.choices("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnopqrstuvwxyz23456789", k=40))
        file = File(file_id, file_id[-12:], len(content), name, mime)
        self.files[file_id] = file
        self.store.put("file", file_id, file.__dict__)
        self.store.put_content(file_id, content)
        return file

    def new_album(self) -> str:
        """A `media_group_id` for the messages of one album."""
        return str(self.store.next("media_group", 13_000_000_001))

    def _observe_update(self, update: dict[str, Any]) -> None:
        for observer in self.update_observers:
            observer(update)

    def from_bot(self, chat: Chat, *, after: int = 0) -> list[Post]:
        """The bot's messages in a chat, oldest first, with ids above `after`."""
        return [post for post in self.history(chat, after=after) if post.sender_id == self.bot["id"]]

    async def reply(self, post: Post, *, containing: str = "", timeout: float = PATIENCE) -> Post:
        """Waits for the bot's next message after `post` in its chat, one that says or quotes the given words."""
        chat = self.chats[post.chat_id]

        def said() -> Post | None:
            return next((found for found in self.from_bot(chat, after=post.id) if containing in found.shown), None)

        return await self.until(said, timeout)
