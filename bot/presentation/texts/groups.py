"""In groups: the first words there, what can be seen, and what is looked at."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Groups(Words):
    """In groups: the first words there, what can be seen, and what is looked at."""

    __slots__ = ()

    @property
    def joined(self) -> str:
        return self._("👋 I quote from articles: reply to a post, link or file with /summary or “/ask your question”.")

    @property
    def sees_asked(self) -> str:
        return self._(
            "I see only commands and replies to me. I keep only what you ask me about, and speak only when asked."
        )

    @property
    def sees_everything(self) -> str:
        return self._("I can see all messages here, but keep only what you ask me about, and speak only when asked.")

    @property
    def where_settings_are(self) -> str:
        return self._("/settings · /privacy")

    @property
    def b_this_topic(self) -> str:
        return self._("Only this topic")

    @property
    def b_all_topics(self) -> str:
        return self._("All topics")

    @property
    def keep_what(self) -> str:
        return self._("Reply with /keep to the post, link or file that I should keep.")

    @property
    def nothing_to_keep(self) -> str:
        return self._("There is nothing to keep in that message: it has no text that I can read.")
