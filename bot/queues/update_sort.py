"""Classifies an update for scheduling: whose it is, how heavy, and which subject it has."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.ephemeral import EPHEMERAL
from bot.domain.incoming.rich_messages import flatten

# A group has become a supergroup.
_MOVED = {"migrate_to_chat_id", "migrate_from_chat_id"}
# The bot's status in a chat that has removed it.
_OUTSIDE = ("left", "kicked")
_SIGNS = ('"document"', '"url"', '"text_link"', '"lnk:')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """The class of an update: whose it is, whether handling it fetches something, and what it supersedes.

    Of two consecutive waiting updates with the same ``subject`` (not None) only the later one is handled.
    ``press`` is the callback query's id: a superseded press must still be answered. An ``ordered`` update overtakes
    nothing in its chat, and nothing there overtakes it.
    """

    person: int
    heavy: bool = False
    subject: tuple[object, ...] | None = None
    press: str | None = field(default=None, compare=False)
    ordered: bool = False


def sort_of(body: str, chat: int) -> Sort:
    """Classifies the raw update ``body`` of a chat. The body need not be well-formed."""
    try:
        return _sort(json.loads(body), body, chat)
    except Exception:
        # An unforeseen form must not keep other updates from being taken. This one is set aside on its turn.
        return Sort(person=chat)


def _sort(update: object, body: str, chat: int) -> Sort:
    query = _part(update, "callback_query")
    if query:
        data, message, press = str(query.get("data", "")), _part(query, "message"), query.get("id")
        return Sort(
            person=_sender(query) or chat,
            heavy=data.startswith("lnk:"),
            subject=("press", *_number(message), data) if message else None,
            press=press if isinstance(press, str) else None,
        )
    guest = _part(update, "guest_message")
    if guest:
        # Nothing is fetched for a post in another chat.
        return Sort(person=_sender(guest) or chat)
    member = _part(_part(update, "my_chat_member"), "new_chat_member")
    if member.get("status") in _OUTSIDE or member.get("is_member") is False:
        return Sort(person=chat, ordered=True)
    edited = _part(update, "edited_message")
    message = _part(update, "message") or edited
    if _MOVED & message.keys():
        # Later messages of members must not overtake this, even if the person who did it is busy elsewhere.
        return Sort(person=chat)
    subject = ("edit", *_number(edited)) if edited else None
    return Sort(person=_sender(message) or chat, heavy=_is_heavy(message, body), subject=subject)


def _is_heavy(message: Mapping[str, Any], body: str) -> bool:
    """Whether handling a message requires a fetch."""
    if not any(sign in body for sign in _SIGNS):
        return False
    # In a group the bot reads the message replied to.
    replied = _part(message, "reply_to_message") if _part(message, "chat").get("type") != "private" else {}
    return _leads_elsewhere(message) or _leads_elsewhere(replied)


def _leads_elsewhere(message: Mapping[str, Any]) -> bool:
    if "document" in message:
        return True
    rich = message.get("rich_message")
    found = message.get("entities") or message.get("caption_entities") or (rich and [*flatten(rich).entities])
    entities = found if isinstance(found, list) else []
    return any(isinstance(each, Mapping) and each.get("type") in ("url", "text_link") for each in entities)


def _number(message: Mapping[str, Any]) -> tuple[object, object]:
    # Every ephemeral message has 0 as its message_id.
    return message.get("message_id"), message.get(EPHEMERAL)


def _sender(payload: Mapping[str, Any]) -> int:
    # All anonymous administrators share one account, so they count as the group.
    sender = _part(payload, "chat" if "sender_chat" in payload else "from")
    number = sender.get("id")
    return number if isinstance(number, int) else 0


def _part(payload: object, name: str) -> Mapping[str, Any]:
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return found if isinstance(found, Mapping) else {}
