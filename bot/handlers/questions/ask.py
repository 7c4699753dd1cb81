"""Questions: /ask, and in groups replies to what the bot said."""

from __future__ import annotations

from telegram.ext import filters

from bot.domain.parsing.mentions import answers_us
from bot.handlers.adapter import on_command, on_message
from bot.services.follow_ups import answer_follow_up, is_small_talk
from bot.services.request import Request, Result


@on_command("ask")
async def command(request: Request) -> Result:
    """Answers from the article replied to, or from everything here."""
    if not request.arguments:
        return [request.reply(request.texts.ask_what)]
    return await answer_follow_up(request, request.arguments)


@on_message(filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND, only=answers_us)
async def go_on(request: Request) -> Result:
    """A reply to the bot goes on with what its message was about; other people's talk is theirs."""
    text = request.message.text or ""
    if request.replied is None or is_small_talk(text):
        return []
    return await answer_follow_up(request, text)


ROUTES = (command, go_on)
