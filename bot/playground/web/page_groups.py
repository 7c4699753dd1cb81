"""Groups on the page: creating them, and the members' actions towards the bot and each other."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from bot.playground.web.page_lookup import Given, chat_of, person_of
from bot.playground.world.chats import ADMINISTRATORS, Chat
from bot.playground.world.people import Person
from bot.playground.world.world import World

_PAYLOAD: Final = re.compile(r"[A-Za-z0-9_-]{0,64}")
_DEEDS: Final[dict[str, Callable[[Person, Chat], object]]] = {
    "block": lambda person, _: person.blocks_bot(),
    "unblock": lambda person, _: person.unblocks_bot(),
    "add": lambda person, chat: person.adds_bot(chat),
    "remove": lambda person, chat: person.removes_bot(chat),
    "promote": lambda person, chat: person.promotes_bot(chat),
    "demote": lambda person, chat: person.demotes_bot(chat),
    "upgrade": lambda person, chat: person.upgrades(chat),
}


def is_payload(text: str) -> bool:
    """Whether a link of the bot may carry this payload."""
    return _PAYLOAD.fullmatch(text) is not None


def manage(world: World, given: Given) -> dict[str, Any]:
    """Performs a `deed` from above, "topic" (opens the topic `name`), or "admin" and "member" for the `person`."""
    chat, person, deed = chat_of(world, given), person_of(world, given), given.get("deed")
    if chat.type != "private" and chat.status(person.id) not in ADMINISTRATORS:
        raise ValueError("Only administrators can do that.")
    if deed == "topic":
        name = str(given.get("name", "")).strip()[:128]
        if not name:
            raise ValueError("Give the topic a name.")
        return {"topic": person.creates_topic(chat, name)}
    if deed in ("admin", "member"):
        other = person_of(world, given, "person")
        (person.promotes if deed == "admin" else person.demotes)(other, chat)
    elif deed in _DEEDS and (deed in ("block", "unblock")) == (chat.type == "private"):
        _DEEDS[deed](person, chat)
    else:
        raise ValueError("That cannot be done here.")
    return {"done": True}


def create(world: World, given: Given) -> dict[str, Any]:
    """Creates a group called `title` with everybody and the bot in it; a basic one, or by `kind` a "forum"."""
    title, person = str(given.get("title", "")).strip()[:128], person_of(world, given)
    if not title:
        raise ValueError("Give the group a name.")
    people = [person, *(other for other in world.people() if other != person)]
    kind = given.get("kind")
    chat = world.group(
        title, people, kind="group" if kind == "group" else "supergroup", bot="left", forum=kind == "forum"
    )
    person.adds_bot(chat)
    return {"chat": chat.id}
