"""Chats, their members, and which messages a bot sees there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Final, Literal

from bot.playground.errors import ApiError, bad_request, forbidden
from bot.playground.world.posts import Message

Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]
INSIDE: Final = frozenset({"creator", "administrator", "member", "restricted"})
ADMINISTRATORS: Final = frozenset({"creator", "administrator"})
_SERVICE: Final = frozenset(
    {
        "new_chat_members", "left_chat_member", "new_chat_title", "group_chat_created", "supergroup_chat_created",
        "migrate_to_chat_id", "migrate_from_chat_id", "pinned_message", "forum_topic_created", "forum_topic_closed",
        "forum_topic_edited", "forum_topic_reopened", "new_chat_photo", "delete_chat_photo",
    }
)  # fmt: skip
_RIGHTS: Final = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
    "can_send_welcome_messages",
)  # fmt: skip
_PERMISSIONS: Final = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    "can_edit_tag", "can_react_to_messages",
)  # fmt: skip


@dataclass
class Chat:
    """A private chat, basic group, supergroup or channel.

    `data` is the chat as messages name it. `members` maps user ids to their status. In a private chat the bot's own
    status is "kicked" after the person has blocked it and "left" before the person has started it. `topics` are a
    forum's topics by id (`name`, `closed`), without General. `linked` is the id of the group to which a channel's posts
    are forwarded, or of that group's channel. `reactions` are the emoji allowed here (`None`: all).
    """

    data: dict[str, Any]
    members: dict[int, Status] = field(default_factory=dict)
    migrated_to: int | None = None
    topics: dict[int, dict[str, Any]] = field(default_factory=dict)
    linked: int | None = None
    reactions: list[str] | None = None

    @classmethod
    def of(cls, kept: dict[str, Any]) -> Chat:
        """A chat from its stored form; JSON keeps ids as strings."""
        for name in ("members", "topics"):
            kept[name] = {int(key): value for key, value in kept.get(name, {}).items()}
        return cls(**kept)

    @property
    def id(self) -> int:
        return int(self.data["id"])

    @property
    def type(self) -> str:
        return str(self.data["type"])

    @property
    def title(self) -> str:
        return str(self.data.get("title") or self.data.get("first_name", ""))

    @property
    def numbers_its_messages(self) -> bool:
        """Supergroups and channels count their own message ids; all other chats of a bot share one sequence."""
        return self.type in ("supergroup", "channel")

    def status(self, user_id: int) -> Status:
        return self.members.get(user_id, "left")

    def check_bot_may_look(self, bot_id: int) -> None:
        """Raises Telegram's `ApiError` if the bot asks about the members of a chat that it is not in."""
        if self.type != "private" and self.status(bot_id) != "restricted":
            self.check_bot_may_write(bot_id)

    def check_bot_may_write(self, bot_id: int) -> None:
        """Raises Telegram's `ApiError` if the bot may not (or may no longer) write here."""
        status = self.status(bot_id)
        if self.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrated_to,
            )
        kind = "group" if self.type == "group" else self.type
        if self.type == "private" and status == "kicked":
            raise forbidden("bot was blocked by the user")
        if self.type == "private" and status == "left":
            raise forbidden("bot can't initiate conversation with a user")
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {kind} chat")
        if status == "left":
            raise forbidden(f"bot is not a member of the {kind} chat")
        if status == "restricted":
            raise bad_request("not enough rights to send text messages to the chat")
        if self.type == "channel" and status not in ("creator", "administrator"):
            raise bad_request("need administrator rights in the channel chat")


def bot_sees(chat: Chat, message: Message, bot: dict[str, Any], *, mentions: bool) -> bool:
    """Whether Telegram passes a message on to the bot.

    In groups with privacy mode on, a bot that is not an administrator gets service messages, replies to its own
    messages, messages sent through its inline mode, and commands for it or for no bot in particular. It gets mentions
    only if `mentions` is set (reports of Telegram's behaviour differ). It never gets messages of bots, itself included.
    """
    sender, status = message.get("from", {}), chat.status(bot["id"])
    # Anonymous administrators, and people who write in a channel's name, are shown as bots.
    if status not in INSIDE or (sender.get("is_bot") and "sender_chat" not in message):
        return False
    if chat.type in ("private", "channel") or bot["can_read_all_group_messages"] or status in ADMINISTRATORS:
        return True
    if not _SERVICE.isdisjoint(message) or message.get("via_bot", {}).get("id") == bot["id"]:
        return True
    if message.get("reply_to_message", {}).get("from", {}).get("id") == bot["id"]:
        return True
    text = str(message.get("text", message.get("caption", "")))
    name = f"@{bot['username']}".lower()
    words = text.split(maxsplit=1)
    if words and words[0].startswith("/") and len(words[0]) > 1:
        _, at, addressee = words[0].lower().partition("@")
        return not at or f"@{addressee}" == name
    return mentions and name in text.lower()


def member(user: dict[str, Any], status: Status) -> dict[str, Any]:
    """A `ChatMember` of that status; an administrator has every usual right but promoting others."""
    found: dict[str, Any] = {"user": user, "status": status}
    if status == "creator":
        found["is_anonymous"] = False
    elif status == "administrator":
        found |= dict.fromkeys(_RIGHTS, True) | {"can_promote_members": False}
        found |= {"can_be_edited": False, "is_anonymous": False}
    elif status == "kicked":
        found["until_date"] = 0
    elif status == "restricted":
        found |= permissions(False) | {"is_member": True, "until_date": 0}
    return found


def permissions(allowed: bool = True) -> dict[str, bool]:
    """A group member's permissions: all or none, in the playground."""
    return dict.fromkeys(_PERMISSIONS, allowed)
