"""What people say about what was shown last, in plain words: "source?", "that's wrong", "the second one"."""

from __future__ import annotations

from bot.domain.parsing.mentions import text_addressed_to
from bot.domain.parsing.wishes import Kind
from bot.handlers.adapter import on_wish
from bot.services.articles.post_grouping import remember_message
from bot.services.follow_ups import answer_follow_up
from bot.services.picking import pick
from bot.services.remarks import ask_about, offer_others, say_where, stand_by
from bot.services.request import Request, Result


@on_wish(Kind.SOURCE)
async def source(request: Request) -> Result:
    """Where the last answer stands."""
    return remember_message(request, await say_where(request))


@on_wish(Kind.DOUBT)
async def doubt(request: Request) -> Result:
    """That it is quoted, and from where."""
    return remember_message(request, await stand_by(request), remark=True)


@on_wish(Kind.WRONG)
async def wrong(request: Request) -> Result:
    """The other candidates, or what to do next."""
    return remember_message(request, await offer_others(request), remark=True)


@on_wish(Kind.MEANT)
async def meant(request: Request) -> Result:
    """The last question, asked again about what was meant; without one the words are a question."""
    found = await ask_about(request, request.arguments) if request.arguments else None
    if found is None:
        words = text_addressed_to(request.message, request.services.bot) or request.incoming.text
        found = await answer_follow_up(request, words)
    return remember_message(request, found)


@on_wish(Kind.PICK)
async def picked(request: Request) -> Result:
    """One of the numbered things that were shown last; where there are none, the words are a question."""
    found = await pick(request, int(request.arguments))
    if found is None:
        words = text_addressed_to(request.message, request.services.bot) or request.incoming.text
        found = await answer_follow_up(request, words)
    return remember_message(request, found)


ROUTES = (source, doubt, wrong, meant, picked)
