"""The buttons with which another link of a message is followed, or a teaser is kept."""

from __future__ import annotations

from bot.domain import callback_data as buttons
from bot.domain.incoming_post import IncomingPost
from bot.handlers.adapter import on_button
from bot.services.request import Request, Result
from bot.services.saving import save_linked


@on_button(buttons.LINK)
async def follow_chosen(request: Request, number: int, teaser: int) -> Result:
    """Another link of a message, or the teaser that a page shows."""
    original = IncomingPost(request.known(request.message.reply_to_message))
    if not 1 <= number <= len(original.links.urls):
        raise request.old_button()
    return await save_linked(request, original, number, teaser=bool(teaser))


ROUTES = (follow_chosen,)
