"""Small talk and trouble."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Sentence


class SmallTalkTexts(BaseTexts):
    """Small talk and trouble."""

    __slots__ = ()

    hello = Sentence("👋 Hello! Forward me an article, or ask about those that are here.")
    welcome = Sentence("You are welcome.")

    def unknown_command(self, command: str) -> str:
        return self._("I do not know {command}. /help lists what I can do.").format(command=command)

    other_bots = Sentence("That command is for another bot; /help lists mine.")
    cannot_read = Sentence(
        "I can read text, links and files (PDF, Word, EPUB, HTML): forward the article's text, or paste it."
    )

    def unread(self, kind: str, otherwise: str) -> str:
        """Names what a message is that cannot be read, before ``otherwise``.

        ``kind`` is the name of a ``bot.domain.incoming.message_kinds.MessageKind``.
        """
        texts = {
            "POLL": self._("That is a poll."),
            "VOICE": self._("That is a voice message."),
            "VIDEO": self._("That is a video."),
            "ANIMATION": self._("That is an animation."),
            "PICTURE": self._("That is a picture."),
            "AUDIO": self._("That is a sound file."),
            "STICKER": self._("That is a sticker."),
            "STORY": self._("That is a story."),
            "PLACE": self._("That is a place on the map."),
            "CONTACT": self._("That is a contact."),
            "GAME": self._("That is a game."),
            "CHECKLIST": self._("That is a checklist."),
            "PAID": self._("That is paid media."),
            "GIVEAWAY": self._("That is a giveaway."),
            "UNKNOWN": self._("That is a kind of message that I do not know yet."),
        }
        named = texts.get(kind)
        return self.sequence(named, otherwise) if named else otherwise

    no_words = Sentence("There are no words in that message that I can read.")
    own_words = Sentence("Those are my own words; I keep only those of others.")
    elsewhere = Sentence("I cannot see what you reply to: forward it to me, and then ask.")
    too_long = Sentence("That text is too long for me to keep. Send it in smaller parts.")
    gone = Sentence("That article is not here any more.")
    old_button = Sentence("This button is too old: I no longer know what it was about. Please ask again.")
    late = Sentence("⏳ Sorry that this comes late: I was away for a while.")
    trouble = Sentence(
        "Something went wrong on my side; nothing that was kept is lost. Please try that again in a moment."
    )
