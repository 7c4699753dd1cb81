"""/digest: the chat's recent articles, grouped into stories."""

from __future__ import annotations

from datetime import timedelta

from bot.domain import callback_data
from bot.domain.messages import MessageContext, Rows
from bot.handlers.adapter import on_button, on_command
from bot.presentation.views import digest
from bot.services.answering import articles_mentioning
from bot.services.article_lookup import arrived_since, nothing_listed
from bot.services.request import Request, Result
from index import Digest, Scope

RECENT_DAYS = 30
MOST_DAYS = 3650
MOST_OFFSET = 10**6


@on_command("digest")
async def command(request: Request) -> Result:
    """The first page."""
    found = await _digest(request, request.arguments, None, 0)
    if not found:
        return [await nothing_listed(request, request.texts.digest_empty)]
    text, rows, about = _render(request, found, request.arguments, None)
    return [request.send(text, buttons=rows, about=about)]


@on_button(callback_data.DIGEST_NEW)
async def digest_of_new(request: Request) -> Result:
    """What a list of new articles shows, story by story, in a message of its own."""
    since = request.known((await request.pressed_context()).since)
    found = await _digest(request, "", since, 0)
    if not found:
        raise request.toast(request.texts.gone)
    text, rows, about = _render(request, found, "", since)
    return [request.send(text, buttons=rows, about=about)]


@on_button(callback_data.DIGEST)
async def turn_page(request: Request, offset: int) -> Result:
    """Another page, in place."""
    about = await request.pressed_context()
    if about.question is None or offset > MOST_OFFSET:
        raise request.old_button()
    found = await _digest(request, about.question, about.since, offset)
    if not found:
        raise request.toast(request.texts.gone)
    text, rows, about = _render(request, found, about.question, about.since)
    return [request.edit(text, buttons=rows, about=about)]


async def _digest(request: Request, words: str, since: float | None, offset: int) -> Digest:
    scope = await _scope(request, words) if since is None else arrived_since(since)
    return await request.call(
        request.library.digest, collection=request.collection, scope=scope, offset=offset, limit=digest.PAGE
    )


async def _scope(request: Request, words: str) -> Scope:
    """The articles that the words behind the command ask for: today, week, a number of days, or a subject."""
    # The day begins when it does where the bot runs.
    now = request.preferences.now
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    word = words.strip().casefold()
    if word in ("today", ""):
        return Scope(arrived=midnight if word else midnight - timedelta(days=RECENT_DAYS))
    if word == "week":
        return Scope(arrived=midnight - timedelta(days=6))
    if word.isdecimal() and 0 < int(word) <= MOST_DAYS:
        return Scope(arrived=midnight - timedelta(days=int(word) - 1))
    return Scope(articles=await articles_mentioning(request, words, Scope()))


def _render(request: Request, found: Digest, words: str, since: float | None) -> tuple[str, Rows, MessageContext]:
    """The digest as text, the buttons below, and what the message is about."""
    text = digest.digest(found, request.texts, request.preferences.now)
    # A reply to the digest asks about all that it tells of.
    told = tuple(dict.fromkeys(article.id for story in found.stories for article in story.articles))
    about = MessageContext(kind="digest", articles=told, question=words, since=since)
    return text, digest.digest_buttons(found, request.texts), about


ROUTES = (command, digest_of_new, turn_page)
