"""Undoing what was forgotten, by the button or in plain words, for a moment."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain import callback_data
from bot.domain.messages import CallbackAnswer, Edit, MessageContext, OnlyFor
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_wish
from bot.services.articles.forgetting import FORGOTTEN, RESTORED, bring_back, check_may_forget, restored, shown_last
from bot.services.request import Replies, Request, Result


@on_button(callback_data.UNDO)
async def undo(request: Request) -> Result:
    """Brings back the articles that the message named, while that is possible."""
    about = await request.pressed_context()
    if about.kind == RESTORED:
        back = request.texts.brought_back(max(1, about.shown))
        return [request.edit(back, about=about), CallbackAnswer(text=request.texts.undone_already)]
    request.known(about.since if about.kind == FORGOTTEN else None)
    await check_may_forget(request)

    def change(connection: Connection) -> Replies:
        text = bring_back(request, connection, request.message.message_id, about)
        if text is None:
            late = request.texts.too_late_to_undo
            return [request.edit(late), CallbackAnswer(text=late)]
        return [request.edit(text, about=restored(about))]

    return change


@on_wish(Kind.UNDO)
async def undo_last(request: Request) -> Result:
    """What the Undo button under the last message would do, if there is one; of the message replied to, if any."""
    number, about = await shown_last(request) or (0, None)
    if about is None or about.kind != FORGOTTEN or about.since is None:
        return [request.reply(request.texts.nothing_to_undo)]
    await check_may_forget(request)

    def change(connection: Connection) -> Replies:
        text = bring_back(request, connection, number, about)
        told = MessageContext(kind=RESTORED)
        if text is None:
            return [request.reply(request.texts.too_late_to_undo, about=told)]
        return [_without_button(request, number, text, about), request.reply(text, about=told)]

    return change


def _without_button(request: Request, number: int, text: str, about: MessageContext) -> Edit:
    """The edit of our message that takes its button away: what it offers is done."""
    seen_by = None if about.only_for is None else OnlyFor(person=about.only_for)
    return Edit(chat_id=request.chat.id, message_id=number, text=text, about=restored(about), only_for=seen_by)


ROUTES = (undo, undo_last)
