"""One file a concern: each translates an update, calls one use case and says what came of it."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.handlers import articles, asked, digest, edited, files, forget, linked, news, received, rest, start, summary
from bot.turn import Services

# The first that matches handles an update: commands before plain messages, `rest` last.
ORDER = (edited, start, summary, asked, digest, articles, forget, news, linked, files, received, rest)


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Adds every handler, in order."""
    for concern in ORDER:
        application.add_handlers(concern.handlers(services))
    application.add_error_handler(rest.failed(services))
