"""One file a concern: each translates an update, calls one use case and says what came of it."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.handlers.admission import access_gate as gate
from bot.handlers.admission import fallback as rest
from bot.handlers.admission import group_migration as migration
from bot.handlers.admission import membership
from bot.handlers.articles import additions as news
from bot.handlers.articles import article_list as articles
from bot.handlers.articles import edits as edited
from bot.handlers.articles import export, files, forget, keep, new
from bot.handlers.articles import links as linked
from bot.handlers.articles import receive as received
from bot.handlers.chat import owner, privacy, settings, start
from bot.handlers.questions import ask as asked
from bot.handlers.questions import forum_topics as topics
from bot.handlers.questions import inline, mentions
from bot.handlers.questions import passage_context as context
from bot.handlers.summaries import digest, summary
from bot.services.request import Services

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
