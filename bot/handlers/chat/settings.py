"""/settings: what a chat has decided, changed by buttons in place. In groups only administrators change it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import About, Edit, Outgoing, ReplyTo, Rows, Send, Toast
from bot.domain.preference_choices import Decision, decided, for_chat, values
from bot.domain.preferences import Preferences
from bot.domain.timezones import REGIONS, zone_named
from bot.handlers.adapter import command_handler, handled
from bot.presentation.texts import Texts
from bot.presentation.views import settings as view
from bot.presentation.views.privacy import privacy
from bot.services.request import Outcome, Services, Turn
from bot.store import chats
from bot.transport.group_admins import sees_everything
from index import Scope


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        command_handler("settings", handled(services, command)),
        CallbackQueryHandler(handled(services, opened), pattern=rf"^{buttons.SETTINGS}:"),
        CallbackQueryHandler(handled(services, chosen), pattern=rf"^{buttons.DECIDE}:"),
    ]


async def command(turn: Turn) -> Outcome:
    """The list, with buttons for whoever may change it; a time zone behind the command is decided at once."""
    may_change = await _may_change(turn)
    if not turn.arguments:
        return [_listed(turn, turn.preferences, may_change=may_change)]
    if not may_change:
        return [_say(turn, turn.texts.settings_refused)]
    zone = await turn.call(zone_named, turn.arguments)
    if zone is None:
        return [_say(turn, turn.texts.no_such_zone(escape(turn.arguments[:40])))]
    preferences = decided(turn.preferences, Decision.ZONE, zone)
    return _decides(turn, preferences, lambda: _listed(turn, preferences, may_change=True))


async def opened(turn: Turn) -> Outcome:
    """One decision with its values, or the list again, in place."""
    numbers = buttons.parse(turn.pressed, buttons.SETTINGS, 2)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_change(turn):
        return [Toast(text=turn.texts.settings_refused)]
    number, part = numbers
    if number == view.MAIN:
        return [_list_again(turn, turn.preferences)]
    if number == view.PRIVACY:
        text = privacy(turn.preferences, turn.texts, private=turn.private)
        return [_edit(turn, text, view.back_button(turn.texts))]
    if number not in for_chat(turn.private) or not 0 <= part <= len(REGIONS):
        return [Toast(text=turn.texts.old_button)]
    decision, now = Decision(number), turn.preferences.now
    if decision is Decision.ZONE and part:
        return [_edit(turn, *view.zones(part, turn.preferences, turn.texts, now))]
    text, rows = view.choice(decision, turn.preferences, turn.texts, now)
    if decision is Decision.KEEPING and not await sees_everything(turn.services.bot, turn.chat.id):
        text = f"{text}\n\n{turn.texts.sees_too_little}"
    return [_edit(turn, text, rows)]


async def chosen(turn: Turn) -> Outcome:
    """Decides, and shows the list again; a limit that old articles would fall under takes another press."""
    numbers = buttons.parse(turn.pressed, buttons.DECIDE, 3)
    if numbers is None:
        return [Toast(text=turn.texts.old_button)]
    if not await _may_change(turn):
        return [Toast(text=turn.texts.settings_refused)]
    number, place, sure = numbers
    if number not in for_chat(turn.private) or place not in values(Decision(number)):
        return [Toast(text=turn.texts.old_button)]
    decision, value = Decision(number), values(Decision(number))[place]
    if decision is Decision.RETENTION and value and not sure:
        older = await _older(turn, value)
        if older:
            return [_edit(turn, *view.doubted(place, older, value, turn.texts))]
    preferences = decided(turn.preferences, decision, value)
    if decision is Decision.LANGUAGE:
        turn = replace(turn, texts=Texts.of(value or _own_language(turn)))
    return _decides(turn, preferences, lambda: _list_again(turn, preferences))


def _decides(turn: Turn, preferences: Preferences, shown: Callable[[], Outgoing]) -> Outcome:
    def change(connection: Connection) -> Sequence[Outgoing]:
        chats.decide(connection, turn.chat.id, preferences)
        return [shown()]

    return change


async def _may_change(turn: Turn) -> bool:
    return turn.private or await turn.administers()


async def _older(turn: Turn, days: int) -> int:
    """How many articles came more than so many days ago."""
    limit = datetime.now(UTC) - timedelta(days=days)
    everything = await turn.call(turn.library.articles, collection=turn.collection, limit=1)
    recent = await turn.call(turn.library.articles, collection=turn.collection, scope=Scope(arrived=limit), limit=1)
    return int(everything.total - recent.total)


def _own_language(turn: Turn) -> str | None:
    return turn.update.effective_user.language_code if turn.update.effective_user else None


def _listed(turn: Turn, preferences: Preferences, *, may_change: bool) -> Send:
    text = view.listed(preferences, turn.texts, private=turn.private, now=preferences.now)
    rows = view.list_buttons(turn.texts, private=turn.private) if may_change else ()
    return _say(turn, text if may_change else f"{text}\n\n{turn.texts.settings_admins_only}", rows)


def _list_again(turn: Turn, preferences: Preferences) -> Edit:
    text = view.listed(preferences, turn.texts, private=turn.private, now=preferences.now)
    return _edit(turn, text, view.list_buttons(turn.texts, private=turn.private))


def _say(turn: Turn, text: str, rows: Rows = ()) -> Send:
    here = ReplyTo(message_id=turn.message.message_id)
    about = About(kind="settings")
    return Send(chat_id=turn.chat.id, text=text, reply_to=here, buttons=rows, topic=turn.topic, about=about)


def _edit(turn: Turn, text: str, rows: Rows) -> Edit:
    return Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows)
