"""What forgetting and undoing it share: the kinds of their messages, who may do it, and what brings articles back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import Connection

from bot.domain.messages import MessageContext
from bot.services.articles.article_lookup import ALL, NEW, OF_A_DAY, ONE
from bot.services.request import Request
from bot.store import pending_deletions, sent_messages

ASKED: Final = "forget"
FORGOTTEN: Final = "forgotten"
RESTORED: Final = "restored"
KEPT: Final = "kept"
# What a message may show last: small talk comes between.
SHOWN: Final = (ASKED, FORGOTTEN, RESTORED, KEPT, "answer", "summary", "digest", ALL, ONE, NEW, OF_A_DAY, "receipt")


async def check_may_forget(request: Request) -> None:
    """Raises EarlyReply when the person may not make the bot forget anything here."""
    if not (request.private or request.preferences.anybody_forgets or await request.administers()):
        raise request.refusal(request.texts.admins_only)


async def shown_last(request: Request) -> tuple[int, MessageContext] | None:
    """Our message that was replied to, or else the last one that shows something, and its context."""
    if request.replied is None:
        return await request.latest_message(SHOWN)
    about = await request.context_of(request.replied)
    return None if about is None else (request.replied.message_id, about)


def bring_back(request: Request, connection: Connection, message_id: int, about: MessageContext) -> str | None:
    """Brings back what our message says is forgotten, which is noted there at once; returns what to say.

    None when it is gone.
    """
    moment = datetime.fromtimestamp(about.since or 0.0, UTC)
    found = request.library.restore(collection=request.collection, moment=moment, within=connection)
    if not found:
        return None
    pending_deletions.undo(connection, request.chat.id)
    # The button stays until the message is edited, and may be pressed again before that.
    done, now = restored(about), request.preferences.now.timestamp()
    sent_messages.note(connection, request.chat.id, message_id, done, now=now)
    return request.texts.brought_back(min(found, max(1, about.shown)))


def restored(about: MessageContext) -> MessageContext:
    """The context of a message whose articles are back."""
    return replace(about, kind=RESTORED)
