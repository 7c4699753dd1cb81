"""All handlers, in the order in which python-telegram-bot tries them."""

from __future__ import annotations

from typing import Any

from telegram.ext import Application

from bot.handlers.admission import access_gate, fallback, membership
from bot.handlers.articles import article_list, channels, edits, export, files, forget, keep, receive, undo
from bot.handlers.chat import bot_settings, group_channels, owner, settings, start
from bot.handlers.questions import answer_buttons, ask, check, guest, inline, remarks
from bot.handlers.summaries import digest, going_on, summary
from bot.services.request import Services

# Migration comes before the gate, which must know which group a supergroup was before.
MIGRATION_GROUP, GATE_GROUP = -2, -1
# The first match handles an update: guest calls and channels first, then commands and wishes in plain words, then
# plain messages; `fallback` last.
ORDER = (
    guest,
    channels,
    membership,
    edits,
    start,
    owner,
    bot_settings,
    settings,
    group_channels,
    summary,
    digest,
    article_list,
    forget,
    undo,
    export,
    going_on,
    remarks,
    check,
    ask,
    keep,
    answer_buttons,
    inline,
    files,
    receive,
    fallback,
)


def register(application: Application[Any, Any, Any, Any, Any, Any], services: Services) -> None:
    """Adds all handlers in order: group migration first, then the gate, then the rest."""
    application.add_handler(membership.migration_route(services), group=MIGRATION_GROUP)
    application.add_handler(access_gate.route(services), group=GATE_GROUP)
    application.add_handlers([route(services) for concern in ORDER for route in concern.ROUTES])
    application.add_error_handler(fallback.failed(services))
