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
from bot.domain.messages import Edit, Outgoing, Rows, Send, Toast
from bot.handlers.adapter import command_handler, handled
from bot.handlers.admission.fallback import unknown_command
from bot.presentation.texts import Texts
from bot.presentation.views import guests as view
from bot.queues.ownership import ACCESS
from bot.services.request import Outcome, Services, Turn
from bot.store import access as store
from bot.store.access import ALLOWED, IGNORED, Guest


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to; in a group nothing of it is said."""
    verbs = "|".join((buttons.ALLOW, buttons.IGNORE, buttons.REVOKE))
    return [
        command_handler("owner", handled(services, command)),
        CallbackQueryHandler(handled(services, decided), pattern=rf"^(?:{verbs}):"),
        CallbackQueryHandler(handled(services, turned), pattern=rf"^{buttons.OWNER}:"),
    ]


async def command(turn: Turn) -> Outcome:
    """Who may use the bot; below, who would like to."""
    if not turn.private:
        return []
    if not await _is_owner(turn):
        return await unknown_command(turn)
    text, rows = await turn.call(_listed, turn, 0)
    said = [Send(chat_id=turn.chat.id, text=text, buttons=rows)]
    waiting = await turn.call(_waiting, turn)
    if waiting:
        text, rows = view.strangers(waiting, turn.texts)
        said.append(Send(chat_id=turn.chat.id, text=text, buttons=rows))
    return said


async def turned(turn: Turn) -> Outcome:
    """Another page, in place."""
    numbers = buttons.parse(turn.pressed, buttons.OWNER, 1)
    if numbers is None or numbers[0] > 10**6 or not await _is_owner(turn):
        return [Toast(text=turn.texts.old_button)]
    text, rows = await turn.call(_listed, turn, numbers[0])
    return [Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows)]


async def decided(turn: Turn) -> Outcome:
    """Allow, Ignore and Revoke: kept in the database, in one transaction with saying so."""
    verb = (turn.pressed or "")[:3]
    numbers = buttons.parse(turn.pressed, verb, 1)
    if numbers is None or not await _is_owner(turn):
        return [Toast(text=turn.texts.old_button)]
    guest = await turn.call(_numbered, turn, numbers[0])
    if guest is None:
        return [Toast(text=turn.texts.not_decided)]
    if verb == buttons.IGNORE and guest.guest_id < 0:
        # A group that is ignored need not have us in it.
        with suppress(TelegramError):
            await turn.services.bot.leave_chat(guest.guest_id)

    def change(connection: Connection) -> Sequence[Outgoing | Toast]:
        turn.services.order.ownership.tell_within(connection, ACCESS)
        if verb == buttons.REVOKE:
            store.forget(connection, guest.guest_id)
        else:
            store.decide(connection, guest.number, ALLOWED if verb == buttons.ALLOW else IGNORED)
        return _said(turn, connection, verb, guest)

    return change


def _said(turn: Turn, connection: Connection, verb: str, guest: Guest) -> Sequence[Outgoing | Toast]:
    texts = turn.texts
    name = escape(view.name_of(guest, texts))
    if verb == buttons.REVOKE:
        text, rows = _list(turn, connection, 0)
        return [_edit(turn, f"{texts.now_revoked(name)}\n{text}", rows)]
    done = texts.now_allowed(name) if verb == buttons.ALLOW else texts.now_ignored(name)
    waiting = store.undecided(connection)
    text, rows = view.strangers(waiting, texts) if waiting else ("", ())
    said: list[Outgoing | Toast] = [_edit(turn, f"{done}\n{text}".strip(), rows)]
    if verb == buttons.ALLOW and not turn.services.access.policy.everybody:
        said.append(Send(chat_id=guest.guest_id, text=Texts.of(None).let_in))
    return said


async def _is_owner(turn: Turn) -> bool:
    user = turn.update.effective_user

    def look() -> bool:
        with turn.library.database.read() as connection:
            owner = store.owner(connection)
        return owner is not None and user is not None and owner.user_id == user.id

    # What the owner is shown is shown in private: a button that was copied elsewhere does nothing there.
    return turn.private and bool(await turn.call(look))


def _listed(turn: Turn, offset: int) -> tuple[str, Rows]:
    with turn.library.database.read() as connection:
        return _list(turn, connection, offset)


def _list(turn: Turn, connection: Connection, offset: int) -> tuple[str, Rows]:
    policy = turn.services.access.policy
    if policy.everybody:
        return turn.texts.everybody_may, ()
    return view.allowed(store.allowed(connection), len(policy.users) + len(policy.chats), offset, turn.texts)


def _waiting(turn: Turn) -> list[Guest]:
    with turn.library.database.read() as connection:
        return store.undecided(connection)


def _numbered(turn: Turn, number: int) -> Guest | None:
    with turn.library.database.read() as connection:
        return store.numbered(connection, number)


def _edit(turn: Turn, text: str, rows: Rows) -> Edit:
    return Edit(chat_id=turn.chat.id, message_id=turn.message.message_id, text=text, buttons=rows)
