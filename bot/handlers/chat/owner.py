"""/owner: who may use the bot, and the buttons with which its owner decides. Nobody else learns that it is there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import Connection
from telegram.error import TelegramError
from telegram.ext import BaseHandler, CallbackQueryHandler

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.messages import CallbackAnswer, Edit, Outgoing, Rows, Send
from bot.handlers.adapter import adapt, on_command
from bot.handlers.admission.fallback import unknown_command
from bot.presentation.texts import Texts
from bot.presentation.views import guests
from bot.queues.ownership import ACCESS
from bot.services.request import Request, Result, Services
from bot.store import access
from bot.store.access import ALLOWED, IGNORED, Guest


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; in a group nothing of it is said."""
    verbs = "|".join((buttons.ALLOW, buttons.IGNORE, buttons.REVOKE))
    return [
        on_command("owner", adapt(services, command)),
        CallbackQueryHandler(adapt(services, decided), pattern=rf"^(?:{verbs}):"),
        CallbackQueryHandler(adapt(services, turned), pattern=rf"^{buttons.OWNER}:"),
    ]


async def command(request: Request) -> Result:
    """Who may use the bot; below, who would like to."""
    if not request.private:
        return []
    if not await _is_owner(request):
        return await unknown_command(request)
    text, rows = await request.call(_listed, request, 0)
    said = [Send(chat_id=request.chat.id, text=text, buttons=rows)]
    waiting = await request.call(_waiting, request)
    if waiting:
        text, rows = guests.strangers(waiting, request.texts)
        said.append(Send(chat_id=request.chat.id, text=text, buttons=rows))
    return said


async def turned(request: Request) -> Result:
    """Another page, in place."""
    numbers = buttons.parse(request.pressed, buttons.OWNER, 1)
    if numbers is None or numbers[0] > 10**6 or not await _is_owner(request):
        return [CallbackAnswer(text=request.texts.old_button)]
    text, rows = await request.call(_listed, request, numbers[0])
    return [Edit(chat_id=request.chat.id, message_id=request.message.message_id, text=text, buttons=rows)]


async def decided(request: Request) -> Result:
    """Allow, Ignore and Revoke: kept in the database, in one transaction with saying so."""
    verb = (request.pressed or "")[:3]
    numbers = buttons.parse(request.pressed, verb, 1)
    if numbers is None or not await _is_owner(request):
        return [CallbackAnswer(text=request.texts.old_button)]
    guest = await request.call(_numbered, request, numbers[0])
    if guest is None:
        return [CallbackAnswer(text=request.texts.not_decided)]
    if verb == buttons.IGNORE and guest.guest_id < 0:
        # A group that is ignored need not have us in it.
        with suppress(TelegramError):
            await request.services.bot.leave_chat(guest.guest_id)

    def change(connection: Connection) -> Sequence[Outgoing | CallbackAnswer]:
        request.services.dispatcher.ownership.publish_within(connection, ACCESS)
        if verb == buttons.REVOKE:
            access.forget(connection, guest.guest_id)
        else:
            access.decide(connection, guest.number, ALLOWED if verb == buttons.ALLOW else IGNORED)
        return _said(request, connection, verb, guest)

    return change


def _said(request: Request, connection: Connection, verb: str, guest: Guest) -> Sequence[Outgoing | CallbackAnswer]:
    texts = request.texts
    name = escape(guests.name_of(guest, texts))
    if verb == buttons.REVOKE:
        text, rows = _list(request, connection, 0)
        return [_edit(request, f"{texts.now_revoked(name)}\n{text}", rows)]
    done = texts.now_allowed(name) if verb == buttons.ALLOW else texts.now_ignored(name)
    waiting = access.undecided(connection)
    text, rows = guests.strangers(waiting, texts) if waiting else ("", ())
    said: list[Outgoing | CallbackAnswer] = [_edit(request, f"{done}\n{text}".strip(), rows)]
    if verb == buttons.ALLOW and not request.services.access.policy.everybody:
        said.append(Send(chat_id=guest.guest_id, text=Texts.of(None).let_in))
    return said


async def _is_owner(request: Request) -> bool:
    user = request.update.effective_user

    def look() -> bool:
        with request.library.database.read() as connection:
            owner = access.owner(connection)
        return owner is not None and user is not None and owner.user_id == user.id

    # What the owner is shown is shown in private: a button that was copied elsewhere does nothing there.
    return request.private and bool(await request.call(look))


def _listed(request: Request, offset: int) -> tuple[str, Rows]:
    with request.library.database.read() as connection:
        return _list(request, connection, offset)


def _list(request: Request, connection: Connection, offset: int) -> tuple[str, Rows]:
    policy = request.services.access.policy
    if policy.everybody:
        return request.texts.everybody_may, ()
    return guests.allowed(access.allowed(connection), len(policy.users) + len(policy.chats), offset, request.texts)


def _waiting(request: Request) -> list[Guest]:
    with request.library.database.read() as connection:
        return access.undecided(connection)


def _numbered(request: Request, number: int) -> Guest | None:
    with request.library.database.read() as connection:
        return access.numbered(connection, number)


def _edit(request: Request, text: str, rows: Rows) -> Edit:
    return Edit(chat_id=request.chat.id, message_id=request.message.message_id, text=text, buttons=rows)
