"""/start, /help and /privacy: what the bot is for, and what it keeps."""

from __future__ import annotations

from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_command
from bot.presentation.views.privacy import privacy
from bot.services.request import Request, Result


@on_command("start")
async def start(request: Request) -> Result:
    """Says what the bot is for."""
    return [request.send(request.texts.start if request.private else request.texts.start_group)]


@on_command("help", wish=Kind.HELP)
async def explain(request: Request) -> Result:
    """Says everything it can do."""
    return [request.send(request.texts.help)]


@on_command("privacy")
async def explain_privacy(request: Request) -> Result:
    """Says what is kept, where, for how long, who sees it, and how to delete it."""
    return [request.reply(privacy(request.preferences, request.texts, private=request.private))]


ROUTES = (start, explain, explain_privacy)
