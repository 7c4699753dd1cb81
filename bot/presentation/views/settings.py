"""Settings: the list of a chat's decisions, and for each the values to choose from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.languages import LANGUAGES
from bot.domain.messages import Button, Rows
from bot.domain.preference_choices import Decision, for_chat, value_of, values, zone_number
from bot.domain.preferences import Preferences, zone_of
from bot.domain.timezones import REGIONS, city
from bot.presentation.texts import Texts
from bot.presentation.views.layout import in_rows

MAIN, PRIVACY = 0, 99
# Buttons in a row, where they are short.
BESIDE = 2


def listed(preferences: Preferences, texts: Texts, *, private: bool, now: datetime) -> str:
    """Every decision with its value."""
    lines = [texts.settings, ""]
    for each in for_chat(private):
        lines.append(texts.setting(_name(each, texts), escape(_value(each, value_of(preferences, each), texts, now))))
    return "\n".join(lines)


def list_buttons(texts: Texts, *, private: bool) -> Rows:
    """A button for each decision, and the way to what is kept."""
    each = [callback_data.button(_name(one, texts), callback_data.SETTINGS, int(one), 0) for one in for_chat(private)]
    return (*in_rows(each, BESIDE), (callback_data.button(texts.s_privacy, callback_data.SETTINGS, PRIVACY, 0),))


def choice(decision: Decision, preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    """What is decided, what it is about, and the values; the present one is marked."""
    if decision is Decision.ZONE:
        return _regions(preferences, texts, now)
    present = value_of(preferences, decision)
    each = [
        _choose(decision, number, _value(decision, value, texts, now), chosen=value == present)
        for number, value in values(decision).items()
    ]
    short = decision in (Decision.LANGUAGE, Decision.RETENTION, Decision.SENTENCES)
    return _head(decision, preferences, texts, now), (*in_rows(each, BESIDE if short else 1), _back(texts))


def zones(region: int, preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    """The zones of a part of the world (from 1), each with the time there."""
    each = [
        _choose(
            Decision.ZONE,
            zone_number(region, place),
            f"{city(zone)} · {now.astimezone(zone_of(zone)):%H:%M}",
            chosen=zone == preferences.zone,
        )
        for place, zone in enumerate(REGIONS[region - 1][1])
    ]
    back = (callback_data.button(texts.b_back, callback_data.SETTINGS, int(Decision.ZONE), 0),)
    return _head(Decision.ZONE, preferences, texts, now), (*in_rows(each, BESIDE), back)


def doubted(choice: int, older: int, days: int, texts: Texts) -> tuple[str, Rows]:
    """What a limit would do to articles that are older; it takes another press."""
    yes = callback_data.button(texts.b_decide, callback_data.DECIDE, int(Decision.RETENTION), choice, 1)
    back = callback_data.button(texts.b_back, callback_data.SETTINGS, int(Decision.RETENTION), 0)
    return texts.older_would_go(older, days), ((yes, back),)


def back_button(texts: Texts) -> Rows:
    """The way back to the list."""
    return (_back(texts),)


def _regions(preferences: Preferences, texts: Texts, now: datetime) -> tuple[str, Rows]:
    text = f"{_head(Decision.ZONE, preferences, texts, now)}\n\n{texts.zone_where}"
    machine = _choose(Decision.ZONE, 0, texts.machines_zone, chosen=preferences.zone is None)
    each = [
        callback_data.button(name, callback_data.SETTINGS, int(Decision.ZONE), number)
        for number, (name, _) in enumerate(REGIONS, 1)
    ]
    return text, (*in_rows(each, BESIDE), (machine,), _back(texts))


def _head(decision: Decision, preferences: Preferences, texts: Texts, now: datetime) -> str:
    about = {
        Decision.LANGUAGE: texts.about_language,
        Decision.ZONE: texts.about_zone,
        Decision.SENTENCES: texts.about_sentences,
        Decision.FETCHING: texts.about_fetching,
        Decision.RETENTION: texts.about_retention,
        Decision.KEEPING: texts.about_keeping,
        Decision.FORGETTING: texts.about_forgetting,
        Decision.LEAVING: texts.about_leaving,
    }[decision]
    value = _value(decision, value_of(preferences, decision), texts, now)
    return f"{texts.setting(_name(decision, texts), escape(value))}\n\n{about}"


def _name(decision: Decision, texts: Texts) -> str:
    return {
        Decision.LANGUAGE: texts.s_language,
        Decision.ZONE: texts.s_zone,
        Decision.SENTENCES: texts.s_sentences,
        Decision.FETCHING: texts.s_fetching,
        Decision.RETENTION: texts.s_retention,
        Decision.KEEPING: texts.s_keeping,
        Decision.FORGETTING: texts.s_forgetting,
        Decision.LEAVING: texts.s_leaving,
    }[decision]


def _value(decision: Decision, value: Any, texts: Texts, now: datetime) -> str:
    match decision:
        case Decision.LANGUAGE:
            return LANGUAGES.get(value, texts.automatic)
        case Decision.ZONE:
            return texts.zone_now(value or texts.machines_zone, f"{now.astimezone(zone_of(value)):%H:%M}")
        case Decision.SENTENCES:
            return texts.sentences_each(value) if value else texts.as_suits
        case Decision.FETCHING:
            return texts.links_followed if value else texts.links_left
        case Decision.RETENTION:
            return texts.days(value) if value else texts.for_good
        case Decision.KEEPING:
            return texts.kept_when_posted if value else texts.kept_when_asked
        case Decision.FORGETTING:
            return texts.everybody_forgets if value else texts.admins_forget
        case Decision.LEAVING:
            return texts.purged_on_leaving if value else texts.kept_after_leaving


def _choose(decision: Decision, number: int, text: str, *, chosen: bool) -> Button:
    return callback_data.button(f"✓ {text}" if chosen else text, callback_data.DECIDE, int(decision), number, 0)


def _back(texts: Texts) -> tuple[Button, ...]:
    return (callback_data.button(texts.b_back, callback_data.SETTINGS, MAIN, 0),)
