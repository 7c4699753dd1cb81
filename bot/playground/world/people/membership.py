"""Membership: how people join and leave, and how they change the bot's and each other's status in a group."""

from __future__ import annotations

from typing import Final

from bot.playground.world.chats import INSIDE, Chat, Status
from bot.playground.world.people.actor import Actor
from bot.playground.world.posts import Message, Post

_TOPIC_COLOUR: Final = 7322096


class Membership(Actor):
    """Every change comes with Telegram's updates and service messages."""

    # The bot

    def adds_bot(self, chat: Chat, *, payload: str = "") -> Post:
        """Add the bot to a group; with a `payload` by way of its `?startgroup=` link."""
        post = self._adds(chat, self.world.bot["id"])
        if payload:
            self._send(_command(f"/start@{self.world.bot['username']}", payload), chat)
        return post

    def promotes_bot(self, chat: Chat) -> None:
        """Make the bot an administrator."""
        self._changes(chat, self.world.bot["id"], "administrator")

    def demotes_bot(self, chat: Chat) -> None:
        """Make the bot an ordinary member again."""
        self._changes(chat, self.world.bot["id"], "member")

    def restricts_bot(self, chat: Chat) -> None:
        """Let the bot stay, but send nothing."""
        self._changes(chat, self.world.bot["id"], "restricted")

    def removes_bot(self, chat: Chat) -> None:
        """Kick the bot out of a group."""
        self._removes(chat, self.world.bot["id"])

    def blocks_bot(self) -> None:
        self._changes(self.chat, self.world.bot["id"], "kicked")

    def unblocks_bot(self) -> None:
        self._changes(self.chat, self.world.bot["id"], "member")

    def starts(self, payload: str = "") -> Post:
        """Press "Start", perhaps by way of the bot's `?start=` link; unblocks it first if need be."""
        if self.chat.status(self.world.bot["id"]) == "kicked":
            self.unblocks_bot()
        return self._send(_command("/start", payload), None)

    # People

    def speaks(self, language: str) -> None:
        """Set the language of the person's Telegram, an IETF tag such as "de" or "pt-br"; empty for none."""
        user = {key: value for key, value in self.user.items() if key != "language_code"}
        self.world.users[self.id] = user | ({"language_code": language} if language else {})
        self.world.store.put("user", self.id, self.world.users[self.id])
        self.world.emit("chat", self.chat)

    def joins(self, chat: Chat) -> Post:
        self.world.change_member(chat, self.user, self.id, "member")
        return self._send({"new_chat_members": [self.user]}, chat)

    def leaves(self, chat: Chat) -> Post:
        post = self._send({"left_chat_member": self.user}, chat)
        self.world.change_member(chat, self.user, self.id, "left")
        return post

    def adds(self, person: Actor, chat: Chat) -> Post:
        """Bring somebody into a group."""
        return self._adds(chat, person.id)

    def removes(self, person: Actor, chat: Chat) -> Post:
        """Kick somebody out of a group."""
        return self._removes(chat, person.id)

    def promotes(self, person: Actor, chat: Chat) -> None:
        """Make somebody an administrator."""
        self._changes(chat, person.id, "administrator")

    def demotes(self, person: Actor, chat: Chat) -> None:
        self._changes(chat, person.id, "member")

    # Groups

    def creates_topic(self, chat: Chat, name: str) -> int:
        """Open a topic in a forum; its id, for `topic=`."""
        if not chat.data.get("is_forum"):
            raise ValueError(f"{chat.title} is no forum")
        created = {"name": name, "icon_color": _TOPIC_COLOUR}
        post = self.world.add_post(chat, {"from": self.user, "forum_topic_created": created})
        post.data |= {"message_thread_id": post.id, "is_topic_message": True}
        self.world.keep(post)
        chat.topics[post.id] = {"name": name, "closed": False}
        self.world.save(chat)
        self.world.deliver(post)
        return post.id

    def closes_topic(self, chat: Chat, topic: int) -> Post:
        """Only administrators write in a closed topic."""
        post = self._send({"forum_topic_closed": {}}, chat, topic=topic)
        chat.topics[topic]["closed"] = True
        self.world.save(chat)
        return post

    def deletes_topic(self, chat: Chat, topic: int) -> None:
        """Delete a topic with all that was said there. The bot is not told."""
        for post in self.world.history(chat):
            if post.data.get("message_thread_id") == topic:
                self.world.delete(post)
        del chat.topics[topic]
        self.world.save(chat)

    def renames(self, chat: Chat, title: str) -> Post:
        """Give a group another title."""
        chat.data["title"] = title
        self.world.save(chat)
        return self._send({"new_chat_title": title}, chat)

    def upgrades(self, group: Chat) -> Chat:
        """Turn a basic group into a supergroup, which has a new id and counts its messages anew."""
        if group.type != "group":
            raise ValueError(f"{group.title} is no basic group")
        new = self.world.group(group.title, kind="supergroup")
        new.members = dict(group.members)
        self.world.save(new)
        self._send({"migrate_to_chat_id": new.id}, group)
        group.migrated_to = new.id
        self.world.save(group)
        self._send({"migrate_from_chat_id": group.id}, new)
        return new

    def _adds(self, chat: Chat, user_id: int) -> Post:
        self._changes(chat, user_id, "member")
        return self._send({"new_chat_members": [self.world.user(user_id)]}, chat)

    def _removes(self, chat: Chat, user_id: int) -> Post:
        inside = chat.status(user_id) in INSIDE
        self._changes(chat, user_id, "kicked")
        post = self._send({"left_chat_member": self.world.user(user_id)}, chat)
        if user_id == self.world.bot["id"] and inside and chat.type == "group":
            self.world.updates.push("message", post.data)  # from a basic group the bot hears of its own end
        return post

    def _changes(self, chat: Chat, user_id: int, status: Status) -> None:
        self.world.change_member(chat, self.user, user_id, status)


def _command(name: str, payload: str) -> Message:
    """A message that is a command, with a payload if there is one."""
    entity = {"type": "bot_command", "offset": 0, "length": len(name)}
    return {"text": f"{name} {payload}".strip(), "entities": [entity]}
