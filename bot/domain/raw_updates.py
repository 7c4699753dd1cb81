"""What Telegram marks in a text, for servers that leave it out: a command at the start, and links.

Telegram itself always says where they are, and python-telegram-bot finds commands by that only.
"""

from __future__ import annotations

from typing import Any

import regex

from bot.domain.html import units

_COMMAND = regex.compile(r"/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?(?=\s|$)")
_LINK = regex.compile(r"(?i)\bhttps?://[^\s<>\"“”]+[^\s<>\"“”.,;:!?)\]}'’]")
_MESSAGES = ("message", "edited_message")


def completed(update: dict[str, Any]) -> dict[str, Any]:
    """The raw update, its message's entities filled in where there are none at all; what is there is not touched."""
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
