"""Whose bot it is, who may use it, and what its owner is told."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Access(Words):
    """Whose bot it is, who may use it, and what its owner is told."""

    __slots__ = ()

    @property
    def private_bot(self) -> str:
        return self._(
            "Sorry, I am a private bot: I work only for people whom my owner has let in. "
            "Nothing that you send here is kept."
        )

    @property
    def private_bot_group(self) -> str:
        return self._("Sorry, I am a private bot, and my owner has not let this group in. I stay silent here.")

    @property
    def private_toast(self) -> str:
        return self._("Sorry, I am a private bot.")

    @property
    def unclaimed(self) -> str:
        return self._("I wait for my owner. If I am yours, send me /start with the code that I printed when I started.")

    @property
    def wrong_code(self) -> str:
        return self._("That is not the code. It is among the lines that I printed at my last start.")

    @property
    def too_many_guesses(self) -> str:
        return self._("That were too many codes. Please try again in an hour.")

    @property
    def claimed(self) -> str:
        return self._(
            "🔑 You are my owner now. Nobody else can use me until you let them in: when somebody asks, I tell you, "
            "and you decide with a button. Groups that you add me to may use me at once. /owner lists who may."
        )

    @property
    def claimed_open(self) -> str:
        return self._("🔑 You are my owner now: I tell you when there is trouble. Everybody may use me.")

    @property
    def let_in(self) -> str:
        return self._("👋 My owner has let you in. /start says what I can do.")

    def strangers(self, number: int) -> str:
        return self.n("🚪 {n} stranger asked to use me:", "🚪 {n} strangers asked to use me:", number)

    def more_strangers(self, number: int) -> str:
        return self.n("… and {n} more: /owner", "… and {n} more: /owner", number)

    def group_called(self, name: str) -> str:
        return self._("the group “{name}”").format(name=name)

    @property
    def nameless(self) -> str:
        return self._("somebody without a name")

    def now_allowed(self, name: str) -> str:
        return self._("✅ {name} may use me now.").format(name=name)

    def now_ignored(self, name: str) -> str:
        return self._("🚫 I ignore {name}, and shall not mention it again.").format(name=name)

    def now_revoked(self, name: str) -> str:
        return self._("{name} may not use me any more.").format(name=name)

    @property
    def everybody_may(self) -> str:
        return self._("Everybody may use me (OPEN_TO_ALL).")

    @property
    def only_you(self) -> str:
        return self._("Only you may use me so far.")

    def may_use(self, number: int) -> str:
        return self.n("Besides you, {n} may use me:", "Besides you, these {n} may use me:", number)

    def by_settings(self, number: int) -> str:
        return self.n("{n} more is named in the settings.", "{n} more are named in the settings.", number)

    def b_allow(self, name: str) -> str:
        return self._("✅ Allow {name}").format(name=name)

    @property
    def b_ignore(self) -> str:
        return self._("🚫 Ignore")

    def b_revoke(self, name: str) -> str:
        return self._("Revoke: {name}").format(name=name)

    @property
    def not_decided(self) -> str:
        return self._("Nobody is waiting for that decision any more.")

    def set_aside(self, number: int) -> str:
        return self.n(
            "⚠️ {n} message could not be handled and was set aside. “python -m bot doctor” says more.",
            "⚠️ {n} messages could not be handled and were set aside. “python -m bot doctor” says more.",
            number,
        )

    def disk_nearly_full(self, megabytes: int) -> str:
        return self.n(
            "⚠️ The disk is nearly full: {n} MB are left. When it is full I can take nothing in.",
            "⚠️ The disk is nearly full: {n} MB are left. When it is full I can take nothing in.",
            megabytes,
        )

    def could_not_write(self, minutes: int) -> str:
        return self.n(
            "⚠️ For {n} minute I could not write to my database. It works again; what came meanwhile was not lost.",
            "⚠️ For {n} minutes I could not write to my database. It works again; what came meanwhile was not lost.",
            minutes,
        )

    @property
    def ended_badly(self) -> str:
        return self._(
            "⚠️ My last run did not end as it should: killed, crashed, or out of power. I went on where it stopped."
        )

    @property
    def was_stuck(self) -> str:
        return self._("⚠️ I had stopped working and was started again; I went on where I stopped. My log says more.")
