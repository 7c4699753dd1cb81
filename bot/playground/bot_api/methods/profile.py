"""The bot itself: who it is, its commands and descriptions, by scope and language."""

from __future__ import annotations

import re
from typing import Any, Final

from bot.playground.bot_api.methods.registry import Call, method
from bot.playground.errors import ApiError, bad_request

_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_SCOPES: Final = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method("getMe")
def get_me(call: Call) -> dict[str, Any]:
    extra = ("can_connect_to_business", "has_main_web_app")
    return {**call.world.bot, **dict.fromkeys(extra, False)}


@method(
    "setMySettings", supports_inline_queries="bool", supports_guest_queries="bool", can_read_all_group_messages="bool"
)
def set_my_settings(call: Call) -> bool:
    if not call.world.changes_settings:
        raise ApiError(404, "Not Found: method not found")
    call.world.bot.update(call.params)
    return True


@method("logOut")
@method("close")
def log_out(call: Call) -> bool:
    return True


@method("setMyCommands", commands="json", scope="json", language_code="str")
def set_my_commands(call: Call) -> bool:
    commands = call.get("commands")
    if not isinstance(commands, list) or len(commands) > 100:
        raise bad_request("can't parse commands: at most 100 commands are expected as an Array")
    kept = []
    for command in commands:
        name, description = str(command.get("command", "")).removeprefix("/"), str(command.get("description", ""))
        if not _COMMAND.fullmatch(name):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": name, "description": description})
    _keep(call, _commands_key(call), kept)
    return True


@method("getMyCommands", scope="json", language_code="str")
def get_my_commands(call: Call) -> list[dict[str, str]]:
    found: list[dict[str, str]] = call.world.profile.get(_commands_key(call), [])
    return found


@method("deleteMyCommands", scope="json", language_code="str")
def delete_my_commands(call: Call) -> bool:
    key = _commands_key(call)
    call.world.profile.pop(key, None)
    call.world.store.drop("profile", key)
    call.world.emit("commands", None)
    return True


@method("setMyDescription", description="str", language_code="str")
def set_my_description(call: Call) -> bool:
    return _describe(call, "description", 512)


@method("setMyShortDescription", short_description="str", language_code="str")
def set_my_short_description(call: Call) -> bool:
    return _describe(call, "short_description", 120)


@method("getMyDescription", language_code="str")
def get_my_description(call: Call) -> dict[str, str]:
    return _described(call, "description")


@method("getMyShortDescription", language_code="str")
def get_my_short_description(call: Call) -> dict[str, str]:
    return _described(call, "short_description")


@method("setMyName", name="str", language_code="str")
def set_my_name(call: Call) -> bool:
    return _describe(call, "name", 64)


@method("getMyName", language_code="str")
def get_my_name(call: Call) -> dict[str, str]:
    return {"name": _described(call, "name")["name"] or call.world.bot["first_name"]}


def _describe(call: Call, what: str, limit: int) -> bool:
    text = call.get(what, "")
    if len(text) > limit:
        raise bad_request(f"bot {what.replace('_', ' ')} is too long")
    _keep(call, f"{what} {_language(call)}", text)
    return True


def _described(call: Call, what: str) -> dict[str, str]:
    found = call.world.profile
    return {what: found.get(f"{what} {_language(call)}") or found.get(f"{what} ", "")}


def _keep(call: Call, key: str, value: Any) -> None:
    call.world.profile[key] = value
    call.world.store.put("profile", key, value)
    call.world.emit("commands", None)


def _language(call: Call) -> str:
    code = str(call.get("language_code", ""))
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad_request("LANG_CODE_INVALID")
    return code


def _commands_key(call: Call) -> str:
    scope = call.get("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad_request("can't parse BotCommandScope: unsupported type specified")
    place = [str(scope.get(field)) for field in _SCOPES[kind]]
    if "chat_id" in _SCOPES[kind]:
        place[0] = str(call.world.find_chat(scope.get("chat_id")).id)
    return " ".join(["commands", kind, *place, _language(call)])
