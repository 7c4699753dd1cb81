"""In forums: whether a question looks in one topic or in all of them."""

from __future__ import annotations

from bot.domain import callback_data as buttons
from bot.domain.messages import About, Rows
from bot.presentation.texts import Texts


def topic_buttons(about: About, topic: int | None, texts: Texts) -> Rows:
    """Under an answer in a topic, the way to look elsewhere; nothing where single articles were asked."""
    if topic is None or about.scope is not None:
        return ()
    if about.within is None:
        return ((buttons.button(texts.b_this_topic, buttons.TOPIC, 1),),)
    return ((buttons.button(texts.b_all_topics, buttons.TOPIC, 0),),)
