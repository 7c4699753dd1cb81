"""Chats and their members."""

from __future__ import annotations

from typing import Any

from bot.playground.chats import INSIDE
from bot.playground.errors import bad_request, forbidden
from bot.playground.members import member, permissions
from bot.playground.methods.registry import Call, method


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
    return full


@method("getChatMember", chat_id="chat", user_id="int")
def get_chat_member(call: Call) -> dict[str, Any]:
    chat, user_id = call.chat(), call.get("user_id")
    if user_id == call.world.bot["id"]:
        return member(call.world.bot_user, chat.status(user_id))
    if user_id not in call.world.users:
        raise bad_request("PARTICIPANT_ID_INVALID")
    return member(call.world.users[user_id], chat.status(user_id))


@method("getChatAdministrators", chat_id="chat")
def get_chat_administrators(call: Call) -> list[dict[str, Any]]:
    chat = call.chat()
    if chat.type == "private":
        raise bad_request("there are no administrators in the private chat")
    people = {**call.world.users, call.world.bot["id"]: call.world.bot_user}
    found = chat.members.items()
    return [member(people[user], status) for user, status in found if status in ("creator", "administrator")]


@method("getChatMemberCount", chat_id="chat")
def get_chat_member_count(call: Call) -> int:
    return sum(status in INSIDE for status in call.chat().members.values())


@method("leaveChat", chat_id="chat")
def leave_chat(call: Call) -> bool:
    chat = call.chat()
    chat.check_bot_may_write(call.world.bot["id"])
    if chat.type == "private":
        raise bad_request("chat member status can't be changed in private chats")
    call.world.change_member(chat, call.world.bot_user, call.world.bot["id"], "left")
    return True
