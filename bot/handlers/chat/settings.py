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
from bot.domain.messages import CallbackAnswer, Edit, MessageContext, Outgoing, ReplyTo, Rows, Send
from bot.domain.preference_choices import Preference, choices, preferences_for, with_value
from bot.domain.preferences import Preferences
from bot.domain.timezones import REGIONS, zone_named
from bot.handlers.adapter import adapt, on_command
from bot.presentation.texts import Texts
from bot.presentation.views import settings
from bot.presentation.views.privacy import privacy
from bot.services.request import Request, Result, Services
from bot.store import chats
from bot.transport.group_admins import sees_everything
from index import Scope


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to."""
    return [
        on_command("settings", adapt(services, command)),
        CallbackQueryHandler(adapt(services, opened), pattern=rf"^{buttons.SETTINGS}:"),
        CallbackQueryHandler(adapt(services, chosen), pattern=rf"^{buttons.DECIDE}:"),
    ]


async def command(request: Request) -> Result:
    """The list, with buttons for whoever may change it; a time zone behind the command is decided at once."""
    may_change = await _may_change(request)
    if not request.arguments:
        return [_listed(request, request.preferences, may_change=may_change)]
    if not may_change:
        return [_say(request, request.texts.settings_refused)]
    zone = await request.call(zone_named, request.arguments)
    if zone is None:
        return [_say(request, request.texts.no_such_zone(escape(request.arguments[:40])))]
    preferences = with_value(request.preferences, Preference.ZONE, zone)
    return _decides(request, preferences, lambda: _listed(request, preferences, may_change=True))


async def opened(request: Request) -> Result:
    """One preference with its values, or the list again, in place."""
    numbers = buttons.parse(request.pressed, buttons.SETTINGS, 2)
    if numbers is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_change(request):
        return [CallbackAnswer(text=request.texts.settings_refused)]
    number, part = numbers
    if number == settings.MAIN:
        return [_list_again(request, request.preferences)]
    if number == settings.PRIVACY:
        text = privacy(request.preferences, request.texts, private=request.private)
        return [_edit(request, text, settings.back_button(request.texts))]
    if number not in preferences_for(request.private) or not 0 <= part <= len(REGIONS):
        return [CallbackAnswer(text=request.texts.old_button)]
    preference, now = Preference(number), request.preferences.now
    if preference is Preference.ZONE and part:
        return [_edit(request, *settings.zones(part, request.preferences, request.texts, now))]
    text, rows = settings.choice(preference, request.preferences, request.texts, now)
    if preference is Preference.KEEPING and not await sees_everything(request.services.bot, request.chat.id):
        text = f"{text}\n\n{request.texts.sees_too_little}"
    return [_edit(request, text, rows)]


async def chosen(request: Request) -> Result:
    """Decides, and shows the list again; a limit that old articles would fall under takes another press."""
    numbers = buttons.parse(request.pressed, buttons.DECIDE, 3)
    if numbers is None:
        return [CallbackAnswer(text=request.texts.old_button)]
    if not await _may_change(request):
        return [CallbackAnswer(text=request.texts.settings_refused)]
    number, place, sure = numbers
    if number not in preferences_for(request.private) or place not in choices(Preference(number)):
        return [CallbackAnswer(text=request.texts.old_button)]
    preference, value = Preference(number), choices(Preference(number))[place]
    if preference is Preference.RETENTION and value and not sure:
        older = await _older(request, value)
        if older:
            return [_edit(request, *settings.doubted(place, older, value, request.texts))]
    preferences = with_value(request.preferences, preference, value)
    if preference is Preference.LANGUAGE:
        request = replace(request, texts=Texts.of(value or _own_language(request)))
    return _decides(request, preferences, lambda: _list_again(request, preferences))


def _decides(request: Request, preferences: Preferences, shown: Callable[[], Outgoing]) -> Result:
    def change(connection: Connection) -> Sequence[Outgoing]:
        chats.decide(connection, request.chat.id, preferences)
        return [shown()]

    return change


async def _may_change(request: Request) -> bool:
    return request.private or await request.administers()


async def _older(request: Request, days: int) -> int:
    """How many articles came more than so many days ago."""
    limit = datetime.now(UTC) - timedelta(days=days)
    everything = await request.call(request.library.articles, collection=request.collection, limit=1)
    recent = await request.call(
        request.library.articles, collection=request.collection, scope=Scope(arrived=limit), limit=1
    )
    return int(everything.total - recent.total)


def _own_language(request: Request) -> str | None:
    return request.update.effective_user.language_code if request.update.effective_user else None


def _listed(request: Request, preferences: Preferences, *, may_change: bool) -> Send:
    text = settings.listed(preferences, request.texts, private=request.private, now=preferences.now)
    rows = settings.list_buttons(request.texts, private=request.private) if may_change else ()
    return _say(request, text if may_change else f"{text}\n\n{request.texts.settings_admins_only}", rows)


def _list_again(request: Request, preferences: Preferences) -> Edit:
    text = settings.listed(preferences, request.texts, private=request.private, now=preferences.now)
    return _edit(request, text, settings.list_buttons(request.texts, private=request.private))


def _say(request: Request, text: str, rows: Rows = ()) -> Send:
    here = ReplyTo(message_id=request.message.message_id)
    about = MessageContext(kind="settings")
    return Send(chat_id=request.chat.id, text=text, reply_to=here, buttons=rows, topic=request.topic, about=about)


def _edit(request: Request, text: str, rows: Rows) -> Edit:
    return Edit(chat_id=request.chat.id, message_id=request.message.message_id, text=text, buttons=rows)
