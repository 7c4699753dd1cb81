"""Questions: /ask, replies to what the bot said, and the buttons under answers that show more or look elsewhere."""

from __future__ import annotations

from telegram.ext import filters

from bot.domain import callback_data as buttons
from bot.domain.parsing.mentions import answers_us
from bot.handlers.adapter import on_button, on_command, on_message
from bot.services.answering import answer_question, show_passages
from bot.services.follow_ups import answer_follow_up, is_small_talk
from bot.services.request import Request, Result

MOST_SHOWN = 100


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


@on_button(buttons.PASSAGES)
async def show_more(request: Request, count: int) -> Result:
    """More passages, or fewer, or the closest one although it does not answer."""
    about = await request.pressed_context()
    if not 1 <= count <= MOST_SHOWN or about.question is None:
        raise request.old_button()
    return await show_passages(request, about, count)


@on_button(buttons.EVERYWHERE)
async def ask_everywhere(request: Request) -> Result:
    """The same question to all articles of the chat."""
    about = await request.pressed_context()
    return await answer_question(request, request.known(about.question), None, earlier=about.earlier)


ROUTES = (command, go_on, show_more, ask_everywhere)
