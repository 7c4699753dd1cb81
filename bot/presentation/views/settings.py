"""Settings: the list of a chat's preferences, and for each the values to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.languages import LANGUAGES
from bot.domain.messages import Button, Rows
from bot.domain.preference_choices import Preference, choices, value_of, zone_number
from bot.domain.preferences import Preferences, zone_of
from bot.domain.timezones import REGIONS, city
from bot.presentation.texts import Texts
from bot.presentation.views.layout import in_rows

MAIN, PRIVACY = 0, 99
# The most short buttons in a row.
BESIDE = 2


def listed(preferences: Preferences, shown: Sequence[Preference], texts: Texts, now: datetime) -> str:
    """Every preference that is shown with its value."""
    lines = [texts.settings, ""]
    for each in shown:
        lines.append(texts.setting(_name(each, texts), escape(_value(each, value_of(preferences, each), texts, now))))
    return "\n".join(lines)


def list_buttons(shown: Sequence[Preference], texts: Texts, *, private: bool) -> Rows:
    """A button for each preference, in a group one for channels, and one for /privacy."""
    buttons = [callback_data.button(_name(each, texts), callback_data.SETTINGS, int(each), 0) for each in shown]
    if not private:
        buttons.append(callback_data.button(texts.s_channels, callback_data.CHANNELS))
    return (*in_rows(buttons, BESIDE), (callback_data.button(texts.s_privacy, callback_data.SETTINGS, PRIVACY, 0),))


def choice(preference: Preference, preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    """A preference, what it is about, and its values; the present one is marked."""
    if preference is Preference.ZONE:
        return _regions(preferences, texts, now)
    present = value_of(preferences, preference)
    buttons = [
        _choose(preference, number, _value(preference, value, texts, now), chosen=value == present)
        for number, value in choices(preference).items()
    ]
    short = preference in (Preference.LANGUAGE, Preference.RETENTION, Preference.SENTENCES)
    return _head(preference, preferences, texts, now), (*in_rows(buttons, BESIDE if short else 1), _back(texts))


def zones(region: int, preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    """The time zones of a region (numbered from 1), each with its present time."""
    buttons = [
        _choose(
            Preference.ZONE,
            zone_number(region, place),
            f"{city(zone)} · {now.astimezone(zone_of(zone)):%H:%M}",
            chosen=zone == preferences.zone,
        )
        for place, zone in enumerate(REGIONS[region - 1][1])
    ]
    back = (callback_data.button(texts.b_back, callback_data.SETTINGS, int(Preference.ZONE), 0),)
    return _head(Preference.ZONE, preferences, texts, now), (*in_rows(buttons, BESIDE), back)


def doubted(choice: int, older: int, days: int, texts: Texts) -> tuple[str, Rows]:
    """The warning that a limit would delete older articles; it takes another press."""
    yes = callback_data.button(texts.b_decide, callback_data.DECIDE, int(Preference.RETENTION), choice, 1)
    back = callback_data.button(texts.b_back, callback_data.SETTINGS, int(Preference.RETENTION), 0)
    return texts.older_would_go(older, days), ((yes, back),)


def back_button(texts: Texts) -> Rows:
    """The button back to the list."""
    return (_back(texts),)


def _regions(preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    text = f"{_head(Preference.ZONE, preferences, texts, now)}\n\n{texts.zone_where}"
    machine = _choose(Preference.ZONE, 0, texts.machines_zone, chosen=preferences.zone is None)
    buttons = [
        callback_data.button(name, callback_data.SETTINGS, int(Preference.ZONE), number)
        for number, (name, _) in enumerate(REGIONS, 1)
    ]
    return text, (*in_rows(buttons, BESIDE), (machine,), _back(texts))


def _head(preference: Preference, preferences: Preferences, texts: Texts, now: datetime) -> str:
    about = {
        Preference.LANGUAGE: texts.about_language,
        Preference.ZONE: texts.about_zone,
        Preference.SENTENCES: texts.about_sentences,
        Preference.FETCHING: texts.about_fetching,
        Preference.RETENTION: texts.about_retention,
        Preference.KEEPING: texts.about_keeping,
        Preference.FORGETTING: texts.about_forgetting,
        Preference.LEAVING: texts.about_leaving,
        Preference.ANSWERS: texts.about_answers,
    }[preference]
    value = _value(preference, value_of(preferences, preference), texts, now)
    return f"{texts.setting(_name(preference, texts), escape(value))}\n\n{about}"


def _name(preference: Preference, texts: Texts) -> str:
    return {
        Preference.LANGUAGE: texts.s_language,
        Preference.ZONE: texts.s_zone,
        Preference.SENTENCES: texts.s_sentences,
        Preference.FETCHING: texts.s_fetching,
        Preference.RETENTION: texts.s_retention,
        Preference.KEEPING: texts.s_keeping,
        Preference.FORGETTING: texts.s_forgetting,
        Preference.LEAVING: texts.s_leaving,
        Preference.ANSWERS: texts.s_answers,
    }[preference]


def _value(preference: Preference, value: Any, texts: Texts, now: datetime) -> str:
    match preference:
        case Preference.LANGUAGE:
            return LANGUAGES.get(value, texts.automatic)
        case Preference.ZONE:
            return texts.zone_now(value or texts.machines_zone, f"{now.astimezone(zone_of(value)):%H:%M}")
        case Preference.SENTENCES:
            return texts.sentences_each(value) if value else texts.as_suits
        case Preference.FETCHING:
            return texts.links_followed if value else texts.links_left
        case Preference.RETENTION:
            return texts.days(value) if value else texts.for_good
        case Preference.KEEPING:
            return texts.kept_when_posted if value else texts.kept_when_asked
        case Preference.FORGETTING:
            return texts.everybody_forgets if value else texts.admins_forget
        case Preference.LEAVING:
            return texts.purged_on_leaving if value else texts.kept_after_leaving
        case Preference.ANSWERS:
            return texts.whoever_asks if value else texts.everybody_sees


def _choose(preference: Preference, number: int, text: str, *, chosen: bool) -> Button:
    return callback_data.button(f"✓ {text}" if chosen else text, callback_data.DECIDE, int(preference), number, 0)


def _back(texts: Texts) -> tuple[Button, ...]:
    return (callback_data.button(texts.b_back, callback_data.SETTINGS, MAIN, 0),)
