"""/start and /help."""

from __future__ import annotations

from bot.handlers.adapter import on_command
from bot.services.request import Request, Result


@on_command("start")
async def start(request: Request) -> Result:
    """Says what the bot is for."""
    return [request.send(request.texts.start if request.private else request.texts.start_group)]


@on_command("help")
async def explain(request: Request) -> Result:
    """Says everything it can do."""
    return [request.send(request.texts.help)]


ROUTES = (start, explain)
