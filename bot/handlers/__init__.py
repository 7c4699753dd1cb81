"""One file a concern: each translates an update, calls one use case and says what came of it."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.handlers.admission import access_gate, fallback, group_migration, membership
from bot.handlers.articles import additions, article_list, edits, export, files, forget, keep, links, new, receive
from bot.handlers.chat import owner, privacy, settings, start
from bot.handlers.questions import ask, forum_topics, inline, mentions, passage_context
from bot.handlers.summaries import digest, summary
from bot.services.request import Services

# The first that matches handles an update: commands before plain messages, `rest` last.
ORDER = (
    membership,
    edits,
    start,
    owner,
    settings,
    privacy,
    summary,
    mentions,
    ask,
    forum_topics,
    keep,
    passage_context,
    digest,
    article_list,
    forget,
    export,
    new,
    additions,
    inline,
    links,
    files,
    receive,
    fallback,
)


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Adds every handler, in order; before them all the gate."""
    application.add_handlers(group_migration.handlers(services), group=group_migration.FIRST)
    application.add_handlers(access_gate.handlers(services), group=access_gate.FIRST)
    for concern in ORDER:
        application.add_handlers(concern.handlers(services))
    application.add_error_handler(fallback.failed(services))
