"""What Telegram lets the bot do in other chats, which its owner can change by buttons."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Sentence


class BotSettingsTexts(BaseTexts):
    """What Telegram lets the bot do in other chats."""

    __slots__ = ()

    bot_settings = Sentence("⚙️ <b>What Telegram lets me do</b>")
    bs_inline = Sentence("Inline mode")
    bs_guest = Sentence("Guest mode")
    bs_privacy = Sentence("In groups I see")
    bs_on = Sentence("on")
    bs_off = Sentence("off")
    bs_all = Sentence("all messages")
    bs_meant = Sentence("what is meant for me")

    def about_bot_settings(self, name: str) -> str:
        return self._(
            "In inline mode {name} quotes your articles wherever you type it; in guest mode it answers under posts in "
            "chats that I am not in."
        ).format(name=name)

    at_botfather = Sentence(
        "I cannot change that from here: this server of the Bot API is too old. @BotFather can "
        "(/setinline, /setprivacy)."
    )
