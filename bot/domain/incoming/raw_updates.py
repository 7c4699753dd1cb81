"""Updates as Telegram sent them, however broken they are: whose they are, and entities that a server left out.

Telegram itself always marks commands and links in a text, and python-telegram-bot finds commands by that only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from bot.domain.html import units

_COMMAND = regex.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?=\s|$)")
_LINK = regex.compile(r"(?i)\bhttps?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’]")
_OWNERS = (("chat",), ("message", "chat"), ("from",), ("user",))
_MESSAGES = ("message", "edited_message", "guest_message", "channel_post", "edited_channel_post")


def chat_of(update: object) -> int:
    """The chat that a raw update belongs to, or else the person; 0 when it names none. It need not be well-formed.

    Where the bot is a guest the chat is none of ours, and its number may be that of another one.
    """
    for kind, payload in update.items() if isinstance(update, Mapping) else ():
        if isinstance(payload, Mapping):
            for path in _OWNERS if kind != "guest_message" else (("from",),):
                found = _number(payload, path)
                if found is not None:
                    return found
    return 0


def _number(payload: Mapping[str, Any], path: tuple[str, ...]) -> int | None:
    for name in (*path, "id"):
        inner = payload.get(name)
        if name == "id":
            # What no database has room for is nobody's number.
            return inner if isinstance(inner, int) and -(2**63) <= inner < 2**63 else None
        if not isinstance(inner, Mapping):
            return None
        payload = inner
    return None


def completed(update: dict[str, Any]) -> dict[str, Any]:
    """The raw update, with its message's entities filled in where there are none at all."""
    for kind in _MESSAGES:
        message = update.get(kind)
        if not isinstance(message, dict):
            continue
        for field, marked in (("text", "entities"), ("caption", "caption_entities")):
            text = message.get(field)
            if isinstance(text, str) and not message.get(marked) and (found := _found(text)):
                update = {**update, kind: {**message, marked: found}}
    return update


def _found(text: str) -> list[dict[str, Any]]:
    command = _COMMAND.match(text)
    found = [("bot_command", command)] if command else []
    found += [("url", each) for each in _LINK.finditer(text)]
    marked: list[dict[str, Any]] = []
    offset = end = 0
    for kind, each in found:
        offset, end = offset + units(text[end : each.start()]), each.start()
        marked.append({"type": kind, "offset": offset, "length": units(each[0])})
    return marked
