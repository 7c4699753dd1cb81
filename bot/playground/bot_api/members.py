"""A chat's members as the Bot API describes them."""

from __future__ import annotations

from typing import Any, Final

from bot.playground.world.chats import Status

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
    """What somebody in a group may do: all of it or nothing, in the playground."""
    return dict.fromkeys(_PERMISSIONS, allowed)
