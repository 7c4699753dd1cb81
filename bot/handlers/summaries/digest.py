"""/digest: the chat's recent articles, grouped into stories."""

from __future__ import annotations

from bot.domain import callback_data
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_button, on_command
from bot.services.articles.article_lookup import nothing_listed
from bot.services.digesting import digest_of, render_digest
from bot.services.request import Request, Result

MOST_OFFSET = 10**6


@on_command("digest", wish=Kind.DIGEST)
async def command(request: Request) -> Result:
    """The first page."""
    found = await digest_of(request, request.arguments, None, 0)
    if not found:
        return [await nothing_listed(request, request.texts.digest_empty)]
    text, rows, about = render_digest(request, found, request.arguments, None)
    return [request.send(text, buttons=rows, about=about, for_all=True)]


@on_button(callback_data.DIGEST_NEW)
async def digest_of_new(request: Request) -> Result:
    """A digest of the articles in a list of new ones, in a message of its own."""
    since = request.known((await request.pressed_context()).since)
    found = await digest_of(request, "", since, 0)
    if not found:
        raise request.toast(request.texts.gone)
    text, rows, about = render_digest(request, found, "", since)
    return [request.send(text, buttons=rows, about=about, for_all=True)]


@on_button(callback_data.DIGEST)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page, in place."""
    about = await request.pressed_context()
    if about.question is None or offset > MOST_OFFSET:
        raise request.old_button()
    found = await digest_of(request, about.question, about.since, offset)
    if not found:
        raise request.toast(request.texts.gone)
    text, rows, about = render_digest(request, found, about.question, about.since)
    return [request.page(text, buttons=rows, about=about)]


ROUTES = (command, digest_of_new, turn_page)
