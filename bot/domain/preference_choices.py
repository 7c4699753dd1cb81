"""Preferences that buttons set: the values to choose from, and which chats each preference is for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from enum import IntEnum
from typing import Any

from bot.domain.languages import LANGUAGES
from bot.domain.preferences import Preferences
from bot.domain.timezones import REGIONS


class Preference(IntEnum):
    """A field of ``Preferences``. The numbers are in buttons: new ones go to the end."""

    LANGUAGE = 1
    ZONE = 2
    SENTENCES = 3
    FETCHING = 4
    RETENTION = 5
    KEEPING = 6
    FORGETTING = 7
    LEAVING = 8
    ANSWERS = 9


GROUPS_ONLY = frozenset({Preference.KEEPING, Preference.FORGETTING, Preference.LEAVING, Preference.ANSWERS})
_FIELDS = {
    Preference.LANGUAGE: "language",
    Preference.ZONE: "zone",
    Preference.SENTENCES: "sentences",
    Preference.FETCHING: "fetching",
    Preference.RETENTION: "retention",
    Preference.KEEPING: "keeping",
    Preference.FORGETTING: "anybody_forgets",
    Preference.LEAVING: "purging",
    Preference.ANSWERS: "whispering",
}
# Buttons carry the place in these lists: new values go to the end, or old messages' buttons mean another one.
_VALUES: dict[Preference, tuple[Any, ...]] = {
    Preference.LANGUAGE: (None, *LANGUAGES),
    Preference.SENTENCES: (None, 2, 3, 5, 8, 12),
    Preference.FETCHING: (True, False),
    Preference.RETENTION: (0, 7, 30, 90, 365),
    Preference.KEEPING: (False, True),
    Preference.FORGETTING: (False, True),
    Preference.LEAVING: (False, True),
    Preference.ANSWERS: (False, True),
}


def choices(preference: Preference) -> Mapping[int, Any]:
    """The values to choose from, in order, by the number that a button carries."""
    if preference is not Preference.ZONE:
        return dict(enumerate(_VALUES[preference]))
    found: dict[int, Any] = {0: None}
    for part, (_, zones) in enumerate(REGIONS, 1):
        found.update((zone_number(part, place), zone) for place, zone in enumerate(zones))
    return found


def zone_number(part: int, place: int) -> int:
    """What a button carries for a zone by its place in a part of the world (from 1): a list may grow at its end."""
    return 100 * part + place


def value_of(preferences: Preferences, preference: Preference) -> Any:
    """The value of that preference."""
    return getattr(preferences, _FIELDS[preference])


def with_value(preferences: Preferences, preference: Preference, value: Any) -> Preferences:
    """The preferences with one of them changed."""
    return replace(preferences, **{_FIELDS[preference]: value})


def preferences_for(private: bool, *, ephemeral: bool = False) -> tuple[Preference, ...]:
    """The preferences that make sense in a private chat, or in a group; ``ephemeral``: where Telegram can show messages
    to one person only."""
    wanted = (each for each in Preference if not (private and each in GROUPS_ONLY))
    return tuple(each for each in wanted if ephemeral or each is not Preference.ANSWERS)
