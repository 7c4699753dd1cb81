"""What can be decided with buttons: each decision, the values to choose from, and which chats it is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any

from bot.domain.languages import LANGUAGES
from bot.domain.preferences import Preferences
from bot.domain.timezones import REGIONS


class Decision(IntEnum):
    """The numbers are in buttons: new ones go to the end."""

    LANGUAGE = 1
    ZONE = 2
    SENTENCES = 3
    FETCHING = 4
    RETENTION = 5
    KEEPING = 6
    FORGETTING = 7
    LEAVING = 8


GROUPS_ONLY = frozenset({Decision.KEEPING, Decision.FORGETTING, Decision.LEAVING})
_FIELDS = {
    Decision.LANGUAGE: "language",
    Decision.ZONE: "zone",
    Decision.SENTENCES: "sentences",
    Decision.FETCHING: "fetching",
    Decision.RETENTION: "retention",
    Decision.KEEPING: "keeping",
    Decision.FORGETTING: "anybody_forgets",
    Decision.LEAVING: "purging",
}
# Buttons carry the place in these lists: new values go to the end, or old messages' buttons mean another one.
_VALUES: dict[Decision, tuple[Any, ...]] = {
    Decision.LANGUAGE: (None, *LANGUAGES),
    Decision.SENTENCES: (None, 2, 3, 5, 8, 12),
    Decision.FETCHING: (True, False),
    Decision.RETENTION: (0, 7, 30, 90, 365),
    Decision.KEEPING: (False, True),
    Decision.FORGETTING: (False, True),
    Decision.LEAVING: (False, True),
}


def values(decision: Decision) -> Mapping[int, Any]:
    """What there is to choose from, in order, by the number that a button carries."""
    if decision is not Decision.ZONE:
        return dict(enumerate(_VALUES[decision]))
    found: dict[int, Any] = {0: None}
    for part, (_, zones) in enumerate(REGIONS, 1):
        found.update((zone_number(part, place), zone) for place, zone in enumerate(zones))
    return found


def zone_number(part: int, place: int) -> int:
    """What a button carries for a zone by its place in a part of the world (from 1): a list may grow at its end."""
    return 100 * part + place


def value_of(preferences: Preferences, decision: Decision) -> Any:
    """What the chat has decided."""
    return getattr(preferences, _FIELDS[decision])


def decided(preferences: Preferences, decision: Decision, value: Any) -> Preferences:
    """The preferences with one decision made anew."""
    return replace(preferences, **{_FIELDS[decision]: value})


def for_chat(private: bool) -> tuple[Decision, ...]:
    """The decisions that make sense in a private chat, or in a group."""
    return tuple(each for each in Decision if not (private and each in GROUPS_ONLY))
