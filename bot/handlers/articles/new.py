"""/new: what came since somebody looked, for each person and chat."""

from __future__ import annotations

from sqlalchemy import Connection

from bot.domain import callback_data as buttons
from bot.domain.messages import CallbackAnswer, MessageContext
from bot.handlers.adapter import on_button, on_command
from bot.services.article_lookup import NEW, OF_A_DAY, arrived_since, nothing_listed, page_of, render_list
from bot.services.request import Replies, Request, Result
from bot.store import last_seen

A_DAY = 86400.0


@on_command("new")
async def command(request: Request) -> Result:
    """The list of what came since the person looked, of the last day the first time; it counts as seen from now on."""
    person = _person(request)
    before = await request.read(last_seen.at, request.chat.id, person)
    since = request.preferences.now.timestamp() - A_DAY if before is None else before
    page = await page_of(request, arrived_since(since))
    if not page.total:
        nothing = request.texts.nothing_of_a_day if before is None else request.texts.nothing_since
        return [await nothing_listed(request, nothing)]
    about = MessageContext(kind=OF_A_DAY if before is None else NEW, since=since)
    text, rows = await render_list(request, page, about)
    # Not the time by the clock: an article that is being written at this moment is new next time.
    seen = max(article.added_at for article in page.items).timestamp()

    def change(connection: Connection) -> Replies:
        last_seen.put(connection, request.chat.id, person, seen)
        return [request.send(text, buttons=rows, about=about)]

    return change


@on_button(buttons.UNSEEN)
async def mark_unseen(request: Request) -> Result:
    """What the list shows is new again, for whoever presses."""
    since = request.known((await request.pressed_context()).since)

    def change(connection: Connection) -> Replies:
        last_seen.put(connection, request.chat.id, _person(request), since)
        return [CallbackAnswer(text=request.texts.unseen_again)]

    return change


def _person(request: Request) -> int:
    """The person who asks; administrators who are anonymous share one name, and what it has seen."""
    user = request.update.effective_user
    return user.id if user is not None else request.chat.id


ROUTES = (command, mark_unseen)
