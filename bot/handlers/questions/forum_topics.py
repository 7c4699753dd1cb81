"""In forums an answer looks in the whole group; a button narrows it to the topic it stands in, and back."""

from __future__ import annotations

from bot.domain import callback_data as buttons
from bot.handlers.adapter import on_button
from bot.services.answering import answer_question
from bot.services.request import Request, Result


@on_button(buttons.TOPIC)
async def ask_again(request: Request, narrowed: int) -> Result:
    """The same question, to the articles of this topic or of all."""
    about = await request.pressed_context()
    if request.topic is None or about.question is None or about.kind != "answer":
        raise request.old_button()
    within = str(request.topic) if narrowed else None
    return await answer_question(request, about.question, None, earlier=about.earlier, within=within)


ROUTES = (ask_again,)
