"""What people do: write, forward, reply, edit, press, join and leave. The way tests and the page drive the world."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from bot.playground import entities as formatted
from bot.playground import units
from bot.playground.chats import INSIDE, Chat
from bot.playground.entities import Entity
from bot.playground.errors import ApiError
from bot.playground.posts import Message, Post, Press
from bot.playground.replies import reply_fields

if TYPE_CHECKING:
    from bot.playground.world import World

TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024


@dataclass(frozen=True)
class Person:
    """Somebody who uses Telegram. Every `chat` argument means the private chat with the bot when left out."""

    world: World
    id: int

    @property
    def user(self) -> dict[str, Any]:
        """The person as messages name their sender."""
        return self.world.users[self.id]

    @property
    def name(self) -> str:
        return str(self.user["first_name"])

    @property
    def chat(self) -> Chat:
        """The private chat with the bot."""
        return self.world.chats[self.id]

    # Writing

    def says(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: Post | None = None,
        quote: str | None = None,
        entities: Iterable[Entity] = (),
        **extra: Any,
    ) -> Post:
        """Send a text, as a reply and quoting a part of it if so asked.

        `extra` goes into the message as it is (`message_thread_id`, `sender_chat`, …). Raises `ValueError` for a text
        that a client would not send: empty, too long, or quoting what is not there.
        """
        return self._send({**_text(text, entities), **extra}, chat, reply_to, quote)

    def pastes(self, text: str, *, chat: Chat | None = None, reply_to: Post | None = None) -> list[Post]:
        """Send a text of any length, in as many messages as a client makes of it."""
        parts = split(text)
        return [self.says(part, chat=chat, reply_to=None if number else reply_to) for number, part in enumerate(parts)]

    def forwards(
        self,
        source: Chat | Person | str,
        text: str,
        *,
        chat: Chat | None = None,
        date: int | None = None,
        author: str | None = None,
        number: int | None = None,
        entities: Iterable[Entity] = (),
        **extra: Any,
    ) -> Post:
        """Forward a text from a channel or group, a person, or somebody who hides their account (a name).

        `date` is when the original was posted (default: an hour ago), `author` signs it, and `number` is the
        original's message id in its channel (default: a new one).
        """
        origin = self._origin(source, date, author, number)
        return self._send({**_text(text, entities), "forward_origin": origin, **extra}, chat)

    def sends_file(
        self,
        name: str,
        content: bytes,
        *,
        mime: str = "application/octet-stream",
        caption: str = "",
        chat: Chat | None = None,
        reply_to: Post | None = None,
        source: Chat | Person | str | None = None,
        **extra: Any,
    ) -> Post:
        """Send a document, or forward it from `source`."""
        file = self.world.add_file(name, mime, content)
        content_fields: Message = {"document": document(file.file_id, self.world)}
        if source is not None:
            content_fields["forward_origin"] = self._origin(source, None, None, None)
        return self._send({**content_fields, **_caption(caption), **extra}, chat, reply_to)

    def sends_album(
        self, files: dict[str, bytes], *, caption: str = "", chat: Chat | None = None, mime: str = "text/plain"
    ) -> list[Post]:
        """Send several documents as one album: as many messages, the caption on the last."""
        album = str(self.world.store.next("media_group", 13_000_000_001))
        last = len(files) - 1
        return [
            self.sends_file(
                name, content, mime=mime, chat=chat, caption=caption if number == last else "", media_group_id=album
            )
            for number, (name, content) in enumerate(files.items())
        ]

    def edits(self, post: Post, text: str, *, entities: Iterable[Entity] = ()) -> Post:
        """Edit one's own message; the same `Post` comes back, changed."""
        if post.sender_id != self.id:
            raise ValueError("only one's own messages can be edited")
        changes = _text(text, entities) if "text" in post.data else _caption(text)
        stale = ("entities", "caption", "caption_entities")
        self.world.revise(post, {**changes, "edit_date": self.world.now}, removed=stale)
        self.world.deliver(post, edited=True)
        return post

    def deletes(self, post: Post) -> None:
        """Delete a message for everybody. The bot is not told."""
        self.world.delete(post)

    # Pressing and reacting

    def presses(self, post: Post, button: str) -> Press:
        """Press the inline button with these words on it, or with this callback data. Raises `ValueError` if there
        is none."""
        data = next((b["callback_data"] for b in post.keyboard if button in (b["text"], b.get("callback_data"))), None)
        if data is None:
            raise ValueError(f"no button {button!r}, only {post.buttons}")
        return self.forges(post, data)

    def forges(self, post: Post, data: str) -> Press:
        """Press a button that need not be there, as a modified client can."""
        world = self.world
        number = str(world.store.next("callback_query", 4_000_000_000_001))
        press = Press(world, number, post, data, world.clock(), post.version)
        world.presses[number] = press
        query = {"id": number, "from": self.user, "message": post.data, "chat_instance": str(hash(post.chat_id))}
        world.updates.push("callback_query", {**query, "data": data})
        world.emit("press", press)
        return press

    def reacts(self, post: Post, *emoji: str) -> None:
        """Put these reactions on a message instead of the earlier ones."""
        old = post.reactions.get(self.id, [])
        post.reactions[self.id] = [{"type": "emoji", "emoji": one} for one in emoji]
        self.world.keep(post)
        self.world.emit("reaction", post)
        chat = self.world.chats[post.chat_id]
        if chat.type == "private" or chat.status(self.world.bot["id"]) == "administrator":
            change = {"chat": chat.data, "message_id": post.id, "user": self.user, "date": self.world.now}
            change |= {"old_reaction": old, "new_reaction": post.reactions[self.id]}
            self.world.updates.push("message_reaction", change)

    # Coming and going

    def adds_bot(self, chat: Chat) -> Post:
        """Add the bot to a group, with the updates and the service message that come with it."""
        self.world.change_member(chat, self.user, self.world.bot["id"], "member")
        return self._send({"new_chat_members": [self.world.bot_user]}, chat)

    def promotes_bot(self, chat: Chat) -> None:
        """Make the bot an administrator."""
        self.world.change_member(chat, self.user, self.world.bot["id"], "administrator")

    def removes_bot(self, chat: Chat) -> None:
        """Kick the bot out of a group."""
        self.world.change_member(chat, self.user, self.world.bot["id"], "kicked")

    def joins(self, chat: Chat) -> Post:
        self.world.change_member(chat, self.user, self.id, "member")
        return self._send({"new_chat_members": [self.user]}, chat)

    def leaves(self, chat: Chat) -> Post:
        post = self._send({"left_chat_member": self.user}, chat)
        self.world.change_member(chat, self.user, self.id, "left")
        return post

    def blocks_bot(self) -> None:
        self.world.change_member(self.chat, self.user, self.world.bot["id"], "kicked")

    def unblocks_bot(self) -> None:
        self.world.change_member(self.chat, self.user, self.world.bot["id"], "member")

    def upgrades(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup, which has a new id and counts its messages anew."""
        new = self.world.group(group.title, kind="supergroup")
        new.members = dict(group.members)
        self.world.save(new)
        self._send({"migrate_to_chat_id": new.id}, group)
        group.migrated_to = new.id
        self.world.save(group)
        self._send({"migrate_from_chat_id": group.id}, new)
        return new

    def _send(
        self, content: Message, chat: Chat | None, reply_to: Post | None = None, quote: str | None = None
    ) -> Post:
        world, chat = self.world, chat or self.chat
        if chat.status(self.id) not in INSIDE:
            raise ValueError(f"{self.name} is not in {chat.title}")
        if chat.type == "private" and chat.status(world.bot["id"]) == "left":
            chat.members[world.bot["id"]] = "member"  # the first message starts the bot
            world.save(chat)
        reply: Message = {}
        if reply_to is not None:
            try:
                reply = reply_fields(world, chat, {"message_id": reply_to.id, **_quote_of(reply_to, quote)})
            except ApiError as error:
                raise ValueError(error.description) from error
        post = world.add_post(chat, {"from": self.user, **reply, **content})
        world.deliver(post)
        return post

    def _origin(
        self, source: Chat | Person | str, date: int | None, author: str | None, number: int | None
    ) -> dict[str, Any]:
        when: dict[str, Any] = {"date": self.world.now - 3600 if date is None else date}
        if isinstance(source, str):
            return {"type": "hidden_user", "sender_user_name": source, **when}
        if isinstance(source, Person):
            return {"type": "user", "sender_user": source.user, **when}
        signed = {"author_signature": author} if author else {}
        if source.type == "channel":
            number = self.world.store.next(f"message {source.id}") if number is None else number
            return {"type": "channel", "chat": source.data, "message_id": number, **when, **signed}
        return {"type": "chat", "sender_chat": source.data, **when, **signed}


def split(text: str, limit: int = TEXT_LIMIT) -> list[str]:
    """The messages a client makes of a long text: cut at the last paragraph, line or word that fits."""
    parts = []
    rest = text.strip()
    while units.length(rest) > limit:
        head = units.cut(rest, 0, limit)
        head = head[:-1] if "\ud800" <= head[-1] <= "\udbff" else head  # never half a character
        cut = next((at for mark in ("\n\n", "\n", " ") if (at := head.rfind(mark)) > len(head) // 2), len(head))
        parts.append(head[:cut].strip())
        rest = rest[cut:].strip()
    return [part for part in (*parts, rest) if part]


def document(file_id: str, world: World) -> dict[str, Any]:
    """A `Document` of a file on the server."""
    file = world.files[file_id]
    return {
        "file_id": file.file_id,
        "file_unique_id": file.unique_id,
        "file_name": file.name,
        "mime_type": file.mime,
        "file_size": file.size,
    }


def _text(text: str, entities: Iterable[Entity]) -> Message:
    tidy, found = formatted.tidy(text, entities)
    if not tidy:
        raise ValueError("a message needs some text")
    if units.length(tidy) > TEXT_LIMIT:
        raise ValueError(f"a message has at most {TEXT_LIMIT} UTF-16 units of text; use pastes() for longer ones")
    return {"text": tidy, **({"entities": found} if found else {})}


def _caption(text: str) -> Message:
    tidy, found = formatted.tidy(text)
    if units.length(tidy) > CAPTION_LIMIT:
        raise ValueError(f"a caption has at most {CAPTION_LIMIT} UTF-16 units")
    return ({"caption": tidy} if tidy else {}) | ({"caption_entities": found} if found else {})


def _quote_of(post: Post, quote: str | None) -> dict[str, Any]:
    """A client quotes with the formatting that stands there."""
    if quote is None:
        return {}
    at = post.text.find(quote)
    start = units.length(post.text[: max(0, at)])
    end = start + units.length(quote)
    inside = [
        {**entity, "offset": left - start, "length": right - left}
        for entity in post.entities
        if (left := max(start, entity["offset"])) < (right := min(end, entity["offset"] + entity["length"]))
    ]
    return {"quote": quote, "quote_position": start, "quote_entities": inside}
