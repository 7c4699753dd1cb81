"""In forums: whether a question looks in one topic or in all of them."""

from __future__ import annotations

from bot.domain import callback_data
from bot.domain.messages import MessageContext, Rows
from bot.presentation.texts import Texts


def topic_buttons(about: MessageContext, topic: int | None, texts: Texts) -> Rows:
    """Under an answer in a topic, the way to look elsewhere; nothing where single articles were asked."""
    if topic is None or about.scope is not None:
        return ()
    if about.within is None:
        return ((callback_data.button(texts.b_this_topic, callback_data.TOPIC, 1),),)
    return ((callback_data.button(texts.b_all_topics, callback_data.TOPIC, 0),),)
