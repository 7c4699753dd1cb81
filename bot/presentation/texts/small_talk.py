"""Small talk and trouble."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Talk(Words):
    """Small talk and trouble."""

    __slots__ = ()

    @property
    def hello(self) -> str:
        return self._("👋 Hello! Forward me an article, or ask about those that are here.")

    @property
    def welcome(self) -> str:
        return self._("You are welcome.")

    def unknown_command(self, command: str) -> str:
        return self._("I do not know {command}. /help lists what I can do.").format(command=command)

    @property
    def cannot_read(self) -> str:
        return self._(
            "I can read text, links and files (PDF, Word, EPUB, HTML): forward the article's text, or paste it."
        )

    @property
    def no_words(self) -> str:
        return self._("There are no words in that message, so there is nothing to keep or to look for.")

    @property
    def too_long(self) -> str:
        return self._("That text is too long for me to keep. Send it in smaller parts.")

    @property
    def gone(self) -> str:
        return self._("That article is not here any more.")

    @property
    def old_button(self) -> str:
        return self._("This button is too old to know what it was about. Please ask again.")

    @property
    def late(self) -> str:
        return self._("⏳ Sorry that this comes late: I was away for a while.")

    @property
    def trouble(self) -> str:
        return self._(
            "Something went wrong on my side; nothing that was kept is lost. Please try that again in a moment."
        )
