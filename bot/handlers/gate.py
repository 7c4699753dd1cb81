"""What every update passes before any other handler sees it: may whoever sent it use the bot?"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from sqlalchemy import Connection
from telegram import Update
from telegram.ext import ApplicationHandlerStop, BaseHandler, ContextTypes, TypeHandler

from bot.access import Access, Knock, Standing, knock_of
from bot.outgoing import Outgoing, Send, Toast
from bot.store import access as store
from bot.texts import Texts
from bot.turn import Outcome, Services, finish

FIRST = -1
# Strangers are told why they get no answer, but no oftener than this; groups once.
TOLD_SECONDS = 86400.0


def handlers(services: Services) -> list[BaseHandler[Any, Any, Any]]:
    """What this file answers to: everything, before all others (in the group ``FIRST``)."""
    return [TypeHandler(Update, _stopping(services, _refused))]


def _stopping(
    services: Services, refused: Callable[[Services, Update], Coroutine[Any, Any, bool]]
) -> Callable[[Update, ContextTypes.DEFAULT_TYPE], Coroutine[Any, Any, None]]:
    async def callback(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        try:
            stop = await refused(services, update)
        except Exception as error:
            # The Application would go on to the other handlers: whoever cannot be judged is not let in.
            await context.application.process_error(update, error)
            stop = True
        if stop:
            raise ApplicationHandlerStop

    return callback


async def _refused(services: Services, update: Update) -> bool:
    """Whether no other handler is to see the update; then all that there is to say is owed."""
    access = services.access
    knock = knock_of(update, services.bot.bot)
    if knock is None or access.open_for(knock):
        return False
    now = time.time()

    def look() -> Standing:
        with services.library.database.read() as connection:
            return access.judge(connection, knock, now=now)

    standing = await asyncio.to_thread(look)
    if standing is Standing.WELCOME:
        return False
    if standing is Standing.BROUGHT:
        await services.order.writer.do(lambda connection: _bring(connection, knock, now))
        return False
    language = update.effective_user.language_code if update.effective_user else None
    texts = Texts.of(language)
    outcome = _outcome(access, update, knock, standing, texts, now)
    await finish(services, update, knock.place, outcome, language=texts.language)
    # The owner is told of strangers; a new owner, of those who came before.
    services.strangers.set()
    return True


def _bring(connection: Connection, knock: Knock, now: float) -> None:
    assert knock.person is not None
    store.bring(connection, knock.place, knock.name, knock.person, now=now)


def _outcome(access: Access, update: Update, knock: Knock, standing: Standing, texts: Texts, now: float) -> Outcome:
    if update.callback_query is not None:
        return [Toast(text=texts.private_toast)]
    match standing:
        case Standing.CLAIMS:
            return _claim(access, update, knock, texts, now)
        case Standing.WRONG_CODE:
            return [Send(chat_id=knock.place, text=texts.wrong_code)]
        case Standing.TOO_MANY_GUESSES:
            return _once(knock, texts.too_many_guesses, now)
        case Standing.UNCLAIMED if not knock.group:
            return _once(knock, texts.unclaimed, now)
        case _:
            return _once(knock, texts.private_bot_group if knock.group else texts.private_bot, now)


def _claim(access: Access, update: Update, knock: Knock, texts: Texts, now: float) -> Outcome:
    def change(connection: Connection) -> Sequence[Outgoing]:
        assert knock.person is not None
        user = update.effective_user
        language = user.language_code if user else None
        if not store.claim(connection, knock.person, language, now=now):
            # Somebody else was quicker by a moment.
            return [Send(chat_id=knock.place, text=texts.private_bot)]
        text = texts.claimed_open if access.policy.everybody else texts.claimed
        return [Send(chat_id=knock.place, text=text)]

    return change


def _once(knock: Knock, text: str, now: float) -> Outcome:
    """Says it, but not again and again; what a group talks about among itself is no question to us."""

    def change(connection: Connection) -> Sequence[Outgoing]:
        if not knock.addressed:
            return []
        guest = store.meet(connection, knock.place, knock.name, now=now)
        if guest is None:
            return []
        if guest.told_at is not None and (knock.group or guest.told_at > now - TOLD_SECONDS):
            return []
        store.told(connection, knock.place, now=now)
        return [Send(chat_id=knock.place, text=text)]

    return change
