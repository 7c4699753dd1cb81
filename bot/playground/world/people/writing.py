"""People's messages: texts, forwards, files, albums, posts in channels, and edits of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from bot.playground.text.entities import Entity
from bot.playground.world.chats import ADMINISTRATORS, Chat
from bot.playground.world.content import ALBUM_LIMIT, caption_content, document, forwarded, photo, split, text_content
from bot.playground.world.people.actor import TELEGRAM, Actor
from bot.playground.world.posts import Message, Post


class Writing(Actor):
    """Common arguments. `chat`: the private chat with the bot when left out. `reply_to` and `quote`: a reply that
    quotes a part. `topic`: the id of a forum topic (none: General). `as_chat`: the sender shown, the group itself for
    an anonymous administrator, or a channel. `extra`: fields added to the message as they are.

    All methods raise `ValueError` for a message that a client would not send: an empty or too long text, a quote that
    does not occur, a chat that the person is not in.
    """

    def says(
        self,
        text: str,
        *,
        chat: Chat | None = None,
        reply_to: Post | None = None,
        quote: str | None = None,
        entities: Iterable[Entity] = (),
        topic: int | None = None,
        as_chat: Chat | None = None,
        **extra: Any,
    ) -> Post:
        """Send a text."""
        content = {**text_content(text, entities), **extra}
        return self._send(content, chat, reply_to, quote, topic=topic, as_chat=as_chat)

    def pastes(
        self, text: str, *, chat: Chat | None = None, reply_to: Post | None = None, topic: int | None = None
    ) -> list[Post]:
        """Sends a text of any length, in as many messages as a client makes of it."""
        parts = split(text)
        return [
            self.says(part, chat=chat, reply_to=None if number else reply_to, topic=topic)
            for number, part in enumerate(parts)
        ]

    def forwards(
        self,
        source: Chat | Actor | str,
        text: str,
        *,
        chat: Chat | None = None,
        date: int | None = None,
        author: str | None = None,
        number: int | None = None,
        entities: Iterable[Entity] = (),
        topic: int | None = None,
        comment: str = "",
        **extra: Any,
    ) -> Post:
        """Forward a text from a channel or group, a person, or somebody who hides their account (a name).

        `date` is when the original was posted (default: an hour ago), `author` signs it, and `number` is the
        original's message id in its channel (default: a new one). A `comment` goes before it as a message of its own,
        which is what clients do with words added to a forward.
        """
        if comment:
            self.says(comment, chat=chat, topic=topic)
        origin = self._origin(source, date, author, number)
        return self._send({**text_content(text, entities), "forward_origin": origin, **extra}, chat, topic=topic)

    def forwards_post(
        self, post: Post, *, chat: Chat | None = None, topic: int | None = None, comment: str = ""
    ) -> Post:
        """Forward a message that stands in a chat; a forward of a forward keeps its first origin."""
        if comment:
            self.says(comment, chat=chat, topic=topic)
        return self._send(forwarded(post), chat, topic=topic)

    def sends_file(
        self,
        name: str,
        content: bytes,
        *,
        mime: str = "application/octet-stream",
        caption: str = "",
        chat: Chat | None = None,
        reply_to: Post | None = None,
        source: Chat | Actor | str | None = None,
        topic: int | None = None,
        as_photo: bool = False,
        **extra: Any,
    ) -> Post:
        """Send a document, or forward it from `source`; `as_photo` sends it as a picture, not as a file."""
        file = self.world.add_file(name, mime, content)
        made = photo(file.file_id, self.world) if as_photo else document(file.file_id, self.world)
        content_fields: Message = {"photo" if as_photo else "document": made}
        if source is not None:
            content_fields["forward_origin"] = self._origin(source, None, None, None)
        return self._send({**content_fields, **caption_content(caption), **extra}, chat, reply_to, topic=topic)

    def sends_photo(
        self, caption: str = "", *, content: bytes = b"\xff\xd8\xff picture", chat: Chat | None = None, **more: Any
    ) -> Post:
        """Send a picture, or forward it from a `source`; `more` is as for `sends_file`."""
        return self.sends_file(
            "photo.jpg", content, mime="image/jpeg", caption=caption, chat=chat, as_photo=True, **more
        )

    def sends_album(
        self,
        files: Mapping[str, bytes],
        *,
        caption: str = "",
        captions: Mapping[str, str] | None = None,
        chat: Chat | None = None,
        mime: str = "text/plain",
        kind: Literal["document", "photo"] = "document",
        **more: Any,
    ) -> list[Post]:
        """Send several files as one album: as many messages, each an update of its own.

        `captions` by file name; `caption` is the last one's, where clients put an album of documents' only caption.
        With kind "photo" they are pictures. `more` is as for `sends_file`.
        """
        if not 2 <= len(files) <= ALBUM_LIMIT:
            raise ValueError(f"an album has 2 to {ALBUM_LIMIT} items")
        album = self.world.new_album()
        words = {list(files)[-1]: caption, **(captions or {})}
        more |= {"as_photo": True, "mime": "image/jpeg"} if kind == "photo" else {"mime": mime}
        return [
            self.sends_file(name, content, chat=chat, caption=words.get(name, ""), media_group_id=album, **more)
            for name, content in files.items()
        ]

    def publishes(
        self, channel: Chat, text: str, *, entities: Iterable[Entity] = (), author: str | None = None
    ) -> Post:
        """Post a text in a channel (as one of its administrators); a linked group gets it as an automatic forward,
        which is the last message of its history afterwards."""
        signed: Message = {"author_signature": author} if author else {}
        return self._publish(channel, {**text_content(text, entities), **signed})

    def publishes_rich(self, channel: Chat, *blocks: Any) -> Post:
        """Post a rich message of these blocks in a channel, as `publishes` does with a text."""
        return self._publish(channel, {"rich_message": {"blocks": list(blocks)}})

    def _publish(self, channel: Chat, content: Message) -> Post:
        post = self.world.add_post(channel, {"sender_chat": channel.data, **content})
        self.world.deliver(post)
        group = self.world.chats.get(channel.linked or 0)
        if group is not None:
            head: Message = {"from": TELEGRAM, "sender_chat": channel.data, "is_automatic_forward": True}
            self.world.deliver(self.world.add_post(group, {**head, **forwarded(post)}))
        return post

    def edits(self, post: Post, text: str, *, entities: Iterable[Entity] = ()) -> Post:
        """Edit one's own message, or a channel's post; the same `Post` comes back, changed.

        A linked group's automatic forward of a channel's post changes with it.
        """
        posted = post.sender_id is None
        if (not posted and post.sender_id != self.id) or "forward_origin" in post.data:
            raise ValueError("only one's own messages can be edited")
        changes = text_content(text, entities) if "text" in post.data else caption_content(text, entities)
        for one in [post, *(self._copies(post) if posted else ())]:
            stale = ("entities", "caption", "caption_entities")
            self.world.revise(one, {**changes, "edit_date": self.world.now}, removed=stale)
            self.world.deliver(one, edited=True)
        return post

    def sends_rich(
        self,
        *blocks: Any,
        chat: Chat | None = None,
        reply_to: Post | None = None,
        source: Chat | Actor | str | None = None,
        topic: int | None = None,
        as_chat: Chat | None = None,
        **extra: Any,
    ) -> Post:
        """Send a rich message of these blocks, as the Bot API has them, or forward one from `source`."""
        content: Message = {"rich_message": {"blocks": list(blocks)}, **extra}
        if source is not None:
            content["forward_origin"] = self._origin(source, None, None, extra.pop("number", None))
        return self._send(content, chat, reply_to, topic=topic, as_chat=as_chat)

    def sends_bare(
        self,
        *,
        chat: Chat | None = None,
        reply_to: Post | None = None,
        topic: int | None = None,
        as_chat: Chat | None = None,
        **content: Any,
    ) -> Post:
        """Send a message of just these fields, as the Bot API has them: a poll, a voice message, something new."""
        return self._send(content, chat, reply_to, topic=topic, as_chat=as_chat)

    def edits_into_rich(self, post: Post, *blocks: Any) -> Post:
        """Edit one's own message so that it is a rich one, of these blocks."""
        if post.sender_id != self.id or "forward_origin" in post.data:
            raise ValueError("only one's own messages can be edited")
        changes = {"rich_message": {"blocks": list(blocks)}, "edit_date": self.world.now}
        self.world.revise(post, changes, removed=("text", "entities", "link_preview_options"))
        self.world.deliver(post, edited=True)
        return post

    def deletes(self, post: Post) -> None:
        """Delete a message for everybody. The bot is not told."""
        chat = self.world.chats[post.chat_id]
        if post.sender_id != self.id and chat.type != "private" and chat.status(self.id) not in ADMINISTRATORS:
            raise ValueError("only administrators delete what others wrote")
        self.world.delete(post)

    def _copies(self, post: Post) -> list[Post]:
        group = self.world.chats.get(self.world.chats[post.chat_id].linked or 0)
        found = self.world.history(group) if group is not None else []
        copies = [one for one in found if one.data.get("is_automatic_forward")]
        return [one for one in copies if one.data["forward_origin"].get("message_id") == post.id]
