"""Chats and their members."""

from __future__ import annotations

from typing import Any

from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import bad_request, forbidden
from bot.playground.world.chats import ADMINISTRATORS, INSIDE, Chat, member, permissions
from bot.playground.world.people.actor import ANONYMOUS, CHANNEL


@method("getChat", chat_id="chat")
def get_chat(call: Call) -> dict[str, Any]:
    chat = call.chat()
    if chat.type != "private" and chat.status(call.world.bot["id"]) not in INSIDE:
        raise forbidden(f"bot is not a member of the {chat.type} chat")
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = {**chat.data, "accent_color_id": chat.id % 7, "max_reaction_count": 11}
    full["accepted_gift_types"] = dict.fromkeys(gifts, False)
    if chat.type in ("group", "supergroup"):
        full["permissions"] = permissions()
    if chat.linked is not None:
        full["linked_chat_id"] = chat.linked
    if chat.reactions is not None:
        full["available_reactions"] = [{"type": "emoji", "emoji": emoji} for emoji in chat.reactions]
    return full


@method("getChatMember", chat_id="chat", user_id="int")
def get_chat_member(call: Call) -> dict[str, Any]:
    chat, user_id, world = _members_of(call), call.get("user_id"), call.world
    stand_ins = {sender["id"]: sender for sender in (ANONYMOUS, CHANNEL)}
    if user_id in stand_ins:  # they stand for others, and are members of nothing
        return member(stand_ins[user_id], "left")
    if user_id != world.bot["id"] and user_id not in world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member(world.user(user_id), chat.status(user_id))


@method("getChatAdministrators", chat_id="chat")
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = _members_of(call)
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    found = chat.members.items()
    return [member(call.world.user(user), status) for user, status in found if status in ADMINISTRATORS]


@method("getChatMemberCount", chat_id="chat")
def get_chat_member_count(call: Call) -> int:
    return sum(status in INSIDE for status in _members_of(call).members.values())


@method("leaveChat", chat_id="chat")
def leave_chat(call: Call) -> bool:
    chat = _members_of(call)
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    call.world.change_member(chat, call.world.bot_user, call.world.bot["id"], "left")
    return True


def _members_of(call: Call) -> Chat:
    """The chat, if the bot may see its members."""
    chat = call.chat()
    chat.check_bot_may_look(call.world.bot["id"])
    return chat
