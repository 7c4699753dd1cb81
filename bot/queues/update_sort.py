"""Of what sort an update is, as far as its turn depends on it: whose, how heavy, and about what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.domain.ephemeral import EPHEMERAL
from bot.domain.incoming.rich_messages import flatten

# A group has become a supergroup.
_MOVED = {"migrate_to_chat_id", "migrate_from_chat_id"}
_SIGNS = ('"document"', '"url"', '"text_link"', '"lnk:')


@dataclass(frozen=True, slots=True, kw_only=True)
class Sort:
    """Of what sort an update is: whose, whether something is fetched for it, and what it takes the place of.

    Of two updates with the same ``subject`` (not None) that wait one right behind the other, the later one will do.
    ``press`` is Telegram's number of the press of a button, which wants an answer all the same.
    """

    person: int
    heavy: bool = False
    subject: tuple[object, ...] | None = None
    press: str | None = field(default=None, compare=False)


def sort_of(body: str, chat: int) -> Sort:
    """Of what sort the raw update ``body`` of a chat is. It need not be well-formed."""
    try:
        return _sort(json.loads(body), body, chat)
    except Exception:
        # What nobody has thought of must not keep others from being taken: it is set aside when its turn has come.
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
        # Nothing is fetched for what stands in another chat.
        return Sort(person=_sender(guest) or chat)
    edited = _part(update, "edited_message")
    message = _part(update, "message") or edited
    if _MOVED & message.keys():
        # What members say afterwards must not go before, whatever the person who did it has in hand elsewhere.
        return Sort(person=chat)
    subject = ("edit", *_number(edited)) if edited else None
    return Sort(person=_sender(message) or chat, heavy=_is_heavy(message, body), subject=subject)


def _is_heavy(message: Mapping[str, Any], body: str) -> bool:
    """Whether something has to be fetched for a message."""
    if not any(sign in body for sign in _SIGNS):
        return False
    # In a group it is what is replied to that is read.
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
    # All ephemeral messages have 0 for the first of them.
    return message.get("message_id"), message.get(EPHEMERAL)


def _sender(payload: Mapping[str, Any]) -> int:
    # Anonymous administrators all have one account: theirs counts as the group's.
    sender = _part(payload, "chat" if "sender_chat" in payload else "from")
    number = sender.get("id")
    return number if isinstance(number, int) else 0


def _part(payload: object, name: str) -> Mapping[str, Any]:
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return found if isinstance(found, Mapping) else {}
