"""How much is handled side by side, so that nobody's load keeps others waiting.

A chat is handled one update at a time (bot.queues.dispatcher). What has to be fetched and read first, a file or a
page, takes seconds: it has places of its own, few of them, and only some of those
for one person, however many chats they use.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Any

from bot.domain.incoming.rich_messages import flatten

LIGHT = 64
HEAVY = 8
HEAVY_A_PERSON = 2
_SIGNS = ('"document"', '"url"', '"text_link"', '"lnk:')


class WorkerSlots:
    """Places for updates that are being handled."""

    def __init__(self, *, light: int = LIGHT, heavy: int = HEAVY, a_person: int = HEAVY_A_PERSON) -> None:
        self._light = asyncio.Semaphore(light)
        self._heavy = asyncio.Semaphore(heavy)
        self._a_person = a_person
        # People with something heavy under way: their places, and how many updates use or await one.
        self._people: dict[int, tuple[asyncio.Semaphore, int]] = {}

    @property
    def heavy(self) -> int:
        """How many updates have or await a place for what is heavy."""
        return sum(users for _, users in self._people.values())

    @asynccontextmanager
    async def place(self, body: str) -> AsyncIterator[None]:
        """A place for the raw update ``body`` while the block runs; waits until there is one."""
        person = heavy_of(body)
        if person is None:
            async with self._light:
                yield
            return
        theirs, users = self._people.get(person, (asyncio.Semaphore(self._a_person), 0))
        self._people[person] = (theirs, users + 1)
        try:
            # Their own place first: an update that waits for it must not hold a place that others could use.
            async with theirs, self._heavy:
                yield
        finally:
            theirs, users = self._people.pop(person)
            if users > 1:
                self._people[person] = (theirs, users - 1)


def heavy_of(body: str) -> int | None:
    """Whose update this is, if something has to be fetched for it; None when not. It need not be well-formed."""
    if not any(sign in body for sign in _SIGNS):
        return None
    update = json.loads(body)
    query = _part(update, "callback_query")
    if query:
        fetches = str(query.get("data", "")).startswith("lnk:")
        return _sender(query) if fetches else None
    message = _part(update, "message") or _part(update, "edited_message")
    # In a group it is what is replied to that is read.
    replied = _part(message, "reply_to_message") if _part(message, "chat").get("type") != "private" else {}
    return _sender(message) if _leads_elsewhere(message) or _leads_elsewhere(replied) else None


def _leads_elsewhere(message: Mapping[str, Any]) -> bool:
    if "document" in message:
        return True
    rich = message.get("rich_message")
    found = message.get("entities") or message.get("caption_entities") or (rich and [*flatten(rich).entities])
    entities = found if isinstance(found, list) else []
    return any(isinstance(each, Mapping) and each.get("type") in ("url", "text_link") for each in entities)


def _sender(payload: Mapping[str, Any]) -> int:
    # Anonymous administrators all have one account: theirs counts as the group's.
    sender = _part(payload, "chat" if "sender_chat" in payload else "from")
    number = sender.get("id")
    return number if isinstance(number, int) else 0


def _part(payload: object, name: str) -> Mapping[str, Any]:
    found = payload.get(name) if isinstance(payload, Mapping) else None
    return found if isinstance(found, Mapping) else {}
