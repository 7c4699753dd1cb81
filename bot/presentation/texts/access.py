"""Who may use the bot and how much, and what its owner is told."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class AccessTexts(BaseTexts):
    """Who may use the bot and how much, and what its owner is told."""

    __slots__ = ()

    private_bot = Sentence(
        "Sorry, I am a private bot: I work only for people whom my owner has let in. "
        "Nothing that you send here is kept."
    )
    private_bot_group = Sentence(
        "Sorry, I am a private bot, and my owner has not let this group in. I stay silent here."
    )
    private_toast = Sentence("Sorry, I am a private bot.")
    unclaimed = Sentence(
        "I have no owner yet. If I am yours, send me /start with the code that I printed when I started."
    )
    wrong_code = Sentence("That is not the code. It is among the lines that I printed at my last start.")
    too_many_guesses = Sentence("Those were too many codes. Please try again in an hour.")
    claimed = Sentence(
        "🔑 You are my owner now. Nobody else can use me until you let them in: when somebody asks, I tell you, "
        "and you decide with a button. Groups that you add me to may use me at once. /owner lists who may."
    )
    claimed_open = Sentence("🔑 You are my owner now: I tell you when there is trouble. Everybody may use me.")
    let_in = Sentence("👋 My owner has let you in. /start says what I can do.")
    strangers = Plural("🚪 {n} stranger asked to use me:", "🚪 {n} strangers asked to use me:")
    more_strangers = Plural("… and {n} more: /owner", "… and {n} more: /owner")

    def group_called(self, name: str) -> str:
        return self._("the group “{name}”").format(name=name)

    nameless = Sentence("somebody without a name")

    def now_allowed(self, name: str) -> str:
        return self._("✅ {name} may use me now.").format(name=name)

    def now_ignored(self, name: str) -> str:
        return self._("🚫 I ignore {name} and shall not ask again.").format(name=name)

    def now_revoked(self, name: str) -> str:
        return self._("{name} may not use me any more.").format(name=name)

    everybody_may = Sentence("Everybody may use me (OPEN_TO_ALL).")
    only_you = Sentence("Only you may use me so far.")
    may_use = Plural("Besides you, {n} other may use me:", "Besides you, {n} others may use me:")
    by_settings = Plural("{n} more is named in the settings.", "{n} more are named in the settings.")

    def b_allow(self, name: str) -> str:
        return self._("✅ Allow {name}").format(name=name)

    b_ignore = Sentence("🚫 Ignore")

    def b_revoke(self, name: str) -> str:
        return self._("Revoke: {name}").format(name=name)

    not_decided = Sentence("Nobody is waiting for that decision any more.")
    set_aside = Plural(
        "⚠️ {n} message could not be handled and was set aside. “python -m bot doctor” says more.",
        "⚠️ {n} messages could not be handled and were set aside. “python -m bot doctor” says more.",
    )
    disk_nearly_full = Plural(
        "⚠️ The disk is nearly full: {n} MB are left. When it is full, I can keep nothing new.",
        "⚠️ The disk is nearly full: {n} MB are left. When it is full, I can keep nothing new.",
    )
    could_not_write = Plural(
        "⚠️ For {n} minute I could not write to my database. It works again; nothing was lost.",
        "⚠️ For {n} minutes I could not write to my database. It works again; nothing was lost.",
    )
    ended_badly = Sentence(
        "⚠️ My last run did not end as it should: killed, crashed, or out of power. I went on where it stopped."
    )
    was_stuck = Sentence("⚠️ I had stopped working and was started again; I went on where I stopped. My log says more.")

    # How much each may ask for

    too_many_articles = Plural(
        "⏸ That is a lot at once. I do <b>not</b> keep this, nor what you send in the next {n} minute: "
        "please send it again after that.",
        "⏸ That is a lot at once. I do <b>not</b> keep this, nor what you send in the next {n} minutes: "
        "please send it again after that.",
    )
    too_many_questions = Plural(
        "⏸ That is a lot at once. I answer again in {n} minute; please ask this again then.",
        "⏸ That is a lot at once. I answer again in {n} minutes; please ask this again then.",
    )
    too_many_bytes = Plural(
        "⏸ That is as much as I fetch in a day. I do <b>not</b> keep this, nor any file or link in the next {n} "
        "minute: please send it again after that.",
        "⏸ That is as much as I fetch in a day. I do <b>not</b> keep this, nor any file or link in the next {n} "
        "minutes: please send it again after that.",
    )
    too_many_kept = Plural(
        "🗄 There is {n} article here, as many as I keep. I do <b>not</b> keep this one: /forget some first.",
        "🗄 There are {n} articles here, as many as I keep. I do <b>not</b> keep this one: /forget some first.",
    )
    too_much_toast = Sentence("That is a lot at once. Please try again in a few minutes.")
    were_not_kept = Plural(
        "I can keep articles again. {n} message, up to this one, was not kept: please send it again.",
        "I can keep articles again. {n} messages, up to this one, were not kept: please send them again.",
    )
    were_not_answered = Plural(
        "I can answer again. {n} question, up to this one, was left unanswered.",
        "I can answer again. {n} questions, up to this one, were left unanswered.",
    )
