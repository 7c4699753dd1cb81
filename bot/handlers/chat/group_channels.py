"""Channels of a group: below /settings somebody who administers a channel and the group switches it on there."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.handlers.adapter import on_button
from bot.presentation.views.channels import channels as shown
from bot.services.request import Replies, Request, Result
from bot.store import channels
from bot.store.channels import Channel
from bot.transport.group_admins import administers

# Of more channels than that nobody is asked who administers them. Those that whoever asks brought us into come first.
MOST_LOOKED_AT = 50
MOST_OFFERED = 20


@on_button(callback_data.CHANNELS)
async def show(request: Request) -> Result:
    """Those that are on here, and those that whoever presses could switch on."""
    await _check_administers(request)
    on = await request.read(channels.on_in, request.chat.id)
    text, rows = shown(await _offered(request, on), on, request.texts)
    return [request.page(text, buttons=rows)]


@on_button(callback_data.SWITCH)
async def switch(request: Request, number: int, wanted: int) -> Result:
    """Switches a channel on, for somebody who administers it and the group at this moment, or off."""
    await _check_administers(request)
    channel = request.known(await request.read(channels.numbered, number))
    if wanted and not await _administers_both(request, channel):
        raise request.toast(request.texts.channel_refused)
    on = await request.read(channels.on_in, request.chat.id)
    offered = await _offered(request, on | {channel.channel_id})
    on = on | {channel.channel_id} if wanted else on - {channel.channel_id}

    def change(connection: Connection) -> Replies:
        channels.switch(connection, channel.channel_id, request.chat.id, on=bool(wanted))
        text, rows = shown(offered, on, request.texts)
        return [request.page(text, buttons=rows)]

    return change


async def _check_administers(request: Request) -> None:
    if request.private:
        raise request.old_button()
    if not await request.administers():
        raise request.toast(request.texts.admins_only)


async def _administers_both(request: Request, channel: Channel) -> bool:
    user, bot = request.update.effective_user, request.services.bot
    if user is None:
        return False
    return await administers(bot, request.chat.id, user.id) and await administers(bot, channel.channel_id, user.id)


async def _offered(request: Request, on: frozenset[int]) -> list[Channel]:
    """The channels that are on, and others that whoever presses administers."""
    user, services = request.update.effective_user, request.services
    known = await request.read(channels.kept, 0 if user is None else user.id)
    mine = [each for each in known if each.channel_id in on]
    others = {each.channel_id: each for each in known if each.channel_id not in on}
    if user is not None:
        looked_at, room = list(others)[:MOST_LOOKED_AT], MOST_OFFERED - len(mine)
        theirs = await services.administrators.among(services.bot, looked_at, user.id, room)
        mine += [others[each] for each in theirs]
    return sorted(mine, key=lambda each: each.number)


ROUTES = (show, switch)
