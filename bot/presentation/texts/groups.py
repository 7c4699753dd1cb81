"""In groups: the first words there, what can be seen, and what is looked at."""

from __future__ import annotations

from bot.presentation.texts.base import Sentence, Words


class Groups(Words):
    """In groups: the first words there, what can be seen, and what is looked at."""

    __slots__ = ()

    joined = Sentence("👋 I quote from articles: reply to a post, link or file with /summary or “/ask your question”.")
    sees_asked = Sentence(
        "I see only commands and replies to me. I keep only what you ask me about, and speak only when asked."
    )
    sees_everything = Sentence(
        "I can see all messages here, but keep only what you ask me about, and speak only when asked."
    )
    where_settings_are = Sentence("/settings · /privacy")
    b_this_topic = Sentence("Only this topic")
    b_all_topics = Sentence("All topics")
    keep_what = Sentence("Reply with /keep to the post, link or file that I should keep.")
    nothing_to_keep = Sentence("There is nothing to keep in that message: it has no text that I can read.")
