"""/owner: who may use the bot, and the buttons with which the owner decides. For everybody else it does not exist."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.messages import Rows, Send
from bot.handlers.adapter import on_button, on_command, unknown_command
from bot.presentation.texts import Texts
from bot.presentation.views import guests
from bot.presentation.views.bot_settings import way_there
from bot.queues.ownership import ACCESS
from bot.services.request import Replies, Request, Result
from bot.store import access
from bot.store.access import ALLOWED, IGNORED, Guest
from bot.transport.refusals import Logged

MOST_OFFSET = 10**6


@on_command("owner")
async def command(request: Request) -> Result:
    """Lists who may use the bot, and who would like to; only in private."""
    if not request.private:
        return []
    if not await request.from_owner():
        return await unknown_command(request)
    text, rows = await request.read(_list, request, 0)
    messages = [request.send(text, buttons=rows)]
    waiting = await request.read(access.undecided)
    if waiting:
        text, rows = guests.strangers(waiting, request.texts)
        messages.append(request.send(text, buttons=rows))
    return messages


@on_button(callback_data.OWNER)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page, in place."""
    if offset > MOST_OFFSET or not await request.from_owner():
        raise request.old_button()
    text, rows = await request.read(_list, request, offset)
    return [request.edit(text, buttons=rows)]


@on_button(callback_data.ALLOW, callback_data.IGNORE, callback_data.REVOKE)
async def decide(request: Request, number: int) -> Result:
    """Allow, Ignore and Revoke: stored in one transaction with the reply."""
    verb = request.verb
    if not await request.from_owner():
        raise request.old_button()
    guest = await request.read(access.numbered, number)
    if guest is None:
        raise request.toast(request.texts.not_decided)
    if verb == callback_data.IGNORE and guest.guest_id < 0:
        # The bot leaves a group that is ignored.
        with Logged("to let us leave a group"):
            await request.services.bot.leave_chat(guest.guest_id)

    def change(connection: Connection) -> Replies:
        request.services.ownership.publish_within(connection, ACCESS)
        if verb == callback_data.REVOKE:
            access.forget(connection, guest.guest_id)
        else:
            access.decide(connection, guest.number, ALLOWED if verb == callback_data.ALLOW else IGNORED)
        return _confirm(request, connection, guest)

    return change


def _confirm(request: Request, connection: Connection, guest: Guest) -> Replies:
    """The decision above the list in which it was made, and a message to the person who was let in."""
    texts, allows = request.texts, request.verb == callback_data.ALLOW
    name = escape(guests.name_of(guest, texts))
    if request.verb == callback_data.REVOKE:
        text, rows = _list(connection, request, 0)
        return [request.edit(f"{texts.now_revoked(name)}\n{text}", buttons=rows)]
    done = texts.now_allowed(name) if allows else texts.now_ignored(name)
    waiting = access.undecided(connection)
    text, rows = guests.strangers(waiting, texts) if waiting else ("", ())
    edit = request.edit(f"{done}\n{text}".strip(), buttons=rows)
    if allows and not request.services.access.policy.everybody:
        return [edit, Send(chat_id=guest.guest_id, text=Texts.of(None).let_in)]
    return [edit]


def _list(connection: Connection, request: Request, offset: int) -> tuple[str, Rows]:
    policy = request.services.access.policy
    if policy.everybody:
        return request.texts.everybody_may, way_there(request.texts)
    settled = len(policy.users) + len(policy.chats)
    text, rows = guests.allowed(access.allowed(connection), settled, offset, request.texts)
    return text, (*rows, *way_there(request.texts))


ROUTES = (command, turn_page, decide)
