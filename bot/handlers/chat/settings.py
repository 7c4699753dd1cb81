"""/settings: a chat's decisions, changed by buttons in place. In groups only administrators change them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.messages import Edit, MessageContext, Outgoing, Rows, Send
from bot.domain.parsing.wishes import Kind
from bot.domain.preference_choices import Preference, choices, preferences_for, with_value
from bot.domain.preferences import Preferences
from bot.domain.timezones import REGIONS, zone_named
from bot.handlers.adapter import language_of, on_button, on_command
from bot.presentation.texts import Texts
from bot.presentation.views import settings
from bot.presentation.views.privacy import privacy
from bot.services.articles.article_lookup import page_of
from bot.services.request import Replies, Request, Result
from bot.store import channels, chats
from bot.transport.ephemeral import offers_ephemeral
from bot.transport.group_admins import administered, sees_everything
from index import Scope


@on_command("settings", wish=Kind.SETTINGS)
async def command(request: Request) -> Result:
    """The list, with buttons for those who may change it; a time zone behind the command is set at once."""
    may_change = await _may_change(request)
    if not request.arguments:
        return [_list(request, request.preferences, await _shown(request), may_change=may_change)]
    if not may_change:
        return [_reply(request, request.texts.admins_only)]
    zone = await request.call(zone_named, request.arguments)
    if zone is None:
        return [_reply(request, request.texts.no_such_zone(escape(request.arguments[:40])))]
    preferences, shown = with_value(request.preferences, Preference.ZONE, zone), await _shown(request)
    return _decide(request, preferences, lambda: _list(request, preferences, shown, may_change=True))


@on_button(callback_data.SETTINGS)
async def show_choice(request: Request, number: int, part: int) -> Result:
    """One preference with its values, or the list again, in place."""
    await _check_may_change(request)
    shown = await _shown(request)
    if number == settings.MAIN:
        return [_list_again(request, request.preferences, shown)]
    if number == settings.PRIVACY:
        kept = await request.read(channels.kept_for, request.chat.id)
        text = privacy(request.preferences, request.texts, private=request.private, channels=kept)
        return [request.edit(text, buttons=settings.back_button(request.texts))]
    if number not in shown or not 0 <= part <= len(REGIONS):
        raise request.old_button()
    preference, now = Preference(number), request.preferences.now
    if preference is Preference.ZONE and part:
        text, rows = settings.zones(part, request.preferences, request.texts, now)
    else:
        text, rows = settings.choice(preference, request.preferences, request.texts, now)
    if preference is Preference.KEEPING and not await sees_everything(request.services.bot, request.chat.id):
        text = f"{text}\n\n{request.texts.sees_too_little}"
    if preference is Preference.ANSWERS and not await administered(request.services.bot, request.chat.id):
        text = f"{text}\n\n{request.texts.whispers_too_little}"
    return [request.edit(text, buttons=rows)]


@on_button(callback_data.DECIDE)
async def choose(request: Request, number: int, place: int, sure: int) -> Result:
    """Decides, and shows the list again; a limit that would delete old articles takes another press."""
    await _check_may_change(request)
    shown = await _shown(request)
    if number not in shown or place not in choices(Preference(number)):
        raise request.old_button()
    preference, value = Preference(number), choices(Preference(number))[place]
    if preference is Preference.RETENTION and value and not sure:
        older = await _older(request, value)
        if older:
            text, rows = settings.doubted(place, older, value, request.texts)
            return [request.edit(text, buttons=rows)]
    preferences = with_value(request.preferences, preference, value)
    if preference is Preference.LANGUAGE:
        request = replace(request, texts=Texts.of(value or request.noticed.language or language_of(request.update)))
    return _decide(request, preferences, lambda: _list_again(request, preferences, shown))


def _decide(request: Request, preferences: Preferences, shown: Callable[[], Outgoing]) -> Result:
    def change(connection: Connection) -> Replies:
        chats.decide(connection, request.chat.id, preferences)
        return [shown()]

    return change


async def _may_change(request: Request) -> bool:
    return request.private or await request.administers()


async def _check_may_change(request: Request) -> None:
    """Raises EarlyReply if the person may not change settings here."""
    if not await _may_change(request):
        raise request.toast(request.texts.admins_only)


async def _older(request: Request, days: int) -> int:
    """How many articles came more than ``days`` days ago."""
    limit = datetime.now(UTC) - timedelta(days=days)
    everything = await page_of(request, Scope(), limit=1)
    recent = await page_of(request, Scope(arrived=limit), limit=1)
    return everything.total - recent.total


async def _shown(request: Request) -> tuple[Preference, ...]:
    """The preferences that can be decided here."""
    services = request.services
    ephemeral = not request.private and await offers_ephemeral(services.bot, services.server)
    return preferences_for(request.private, ephemeral=ephemeral)


def _list(request: Request, preferences: Preferences, shown: Sequence[Preference], *, may_change: bool) -> Send:
    text = settings.listed(preferences, shown, request.texts, preferences.now)
    rows = settings.list_buttons(shown, request.texts, private=request.private) if may_change else ()
    return _reply(request, text if may_change else f"{text}\n\n{request.texts.admins_only}", rows)


def _list_again(request: Request, preferences: Preferences, shown: Sequence[Preference]) -> Edit:
    text = settings.listed(preferences, shown, request.texts, preferences.now)
    return request.edit(text, buttons=settings.list_buttons(shown, request.texts, private=request.private))


def _reply(request: Request, text: str, rows: Rows = ()) -> Send:
    return request.reply(text, buttons=rows, about=MessageContext(kind="settings"))


ROUTES = (command, show_choice, choose)
