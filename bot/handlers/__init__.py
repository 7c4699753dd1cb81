"""One file a concern: each translates an update, calls one use case and says what came of it."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.handlers import (
    articles,
    asked,
    context,
    digest,
    edited,
    export,
    files,
    forget,
    gate,
    inline,
    keep,
    linked,
    membership,
    mentions,
    migration,
    new,
    news,
    owner,
    privacy,
    received,
    rest,
    settings,
    start,
    summary,
    topics,
)
from bot.turn import Services

# The first that matches handles an update: commands before plain messages, `rest` last.
ORDER = (
    membership,
    edited,
    start,
    owner,
    settings,
    privacy,
    summary,
    mentions,
    asked,
    topics,
    keep,
    context,
    digest,
    articles,
    forget,
    export,
    new,
    news,
    inline,
    linked,
    files,
    received,
    rest,
)


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Adds every handler, in order; before them all the gate."""
    application.add_handlers(migration.handlers(services), group=migration.FIRST)
    application.add_handlers(gate.handlers(services), group=gate.FIRST)
    for concern in ORDER:
        application.add_handlers(concern.handlers(services))
    application.add_error_handler(rest.failed(services))
