"""/privacy: what is kept of this chat."""

from __future__ import annotations

from bot.handlers.adapter import on_command
from bot.presentation.views.privacy import privacy
from bot.services.request import Request, Result


@on_command("privacy")
async def command(request: Request) -> Result:
    """Says what is kept, where, for how long, who sees it, and how to delete it."""
    return [request.reply(privacy(request.preferences, request.texts, private=request.private))]


ROUTES = (command,)
