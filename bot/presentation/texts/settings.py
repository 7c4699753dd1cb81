"""What a chat can decide: the list of settings, what each is about, and its values."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class SettingsTexts(BaseTexts):
    """What a chat can decide, and what is kept of it."""

    __slots__ = ()

    # The list of settings

    settings = Sentence("⚙️ <b>Settings of this chat</b>")
    admins_only = Sentence("Only the group's administrators can do that.")

    def setting(self, name: str, value: str) -> str:
        return self._("{name}: <b>{value}</b>").format(name=name, value=value)

    s_language = Sentence("Language")
    s_zone = Sentence("Time zone")
    s_sentences = Sentence("Summaries")
    s_fetching = Sentence("Links")
    s_retention = Sentence("Kept for")
    s_keeping = Sentence("Articles posted here")
    s_forgetting = Sentence("Who may forget")
    s_leaving = Sentence("When I leave")
    s_answers = Sentence("Who sees answers")
    s_channels = Sentence("📣 Channels")
    s_privacy = Sentence("🔒 Privacy")

    # What each of them is about

    about_language = Sentence(
        "The language that I speak; articles stay as they are. Automatic: the language of the person who writes; in "
        "a group, of most members."
    )

    @property
    def about_zone(self) -> str:
        return self._(
            "When a day begins here, for dates and for words like “since Monday”. Or write it: {example}"
        ).format(example="/settings Europe/Berlin")

    about_sentences = Sentence("How long a summary is by default. “/summary 5” still gives five sentences.")
    about_fetching = Sentence("Whether I open links to read the article behind them.")
    about_retention = Sentence("How long articles stay. I forget older ones without a word.")
    about_keeping = Sentence(
        "Whether I keep forwarded posts, links, files and long posts that nobody asked about. I say so with a "
        "reaction, never with a message."
    )
    sees_too_little = Sentence(
        "⚠️ At the moment Telegram does not show me such posts: make me an administrator, or turn my privacy mode "
        "off at @BotFather and add me again."
    )
    about_forgetting = Sentence("Who may make me forget articles of this group.")
    about_leaving = Sentence("What happens to this group's articles when I am removed from it.")
    about_answers = Sentence(
        "Who sees my answers here. Lists, settings and questions I cannot answer are always shown only to the person "
        "who asked."
    )
    whispers_too_little = Sentence(
        "⚠️ I am not an administrator here: for now, only replies to buttons can be shown to one person alone."
    )

    # Their values

    automatic = Sentence("automatic")

    def zone_now(self, zone: str, time: str) -> str:
        return self._("{zone}, now {time}").format(zone=zone, time=time)

    machines_zone = Sentence("that of the machine I run on")
    as_suits = Sentence("as long as suits the article")
    sentences_each = Plural("{n} sentence", "{n} sentences")
    links_followed = Sentence("I open them")
    links_left = Sentence("I leave them alone")
    for_good = Sentence("until you delete them")
    days = Plural("{n} day", "{n} days")
    kept_when_asked = Sentence("kept only when somebody asks")
    kept_when_posted = Sentence("all kept")
    admins_forget = Sentence("administrators")
    everybody_forgets = Sentence("everybody")
    everybody_sees = Sentence("everybody")
    whoever_asks = Sentence("whoever asked")
    kept_after_leaving = Sentence("keep everything for 30 days")
    purged_on_leaving = Sentence("forget everything at once")

    # Channels

    channels = Sentence(
        "📣 <b>Channels</b>\n\nEverything a channel posts after it is switched on (✓) is kept for this group, too. "
        "You can switch on channels that both of us administer; any administrator can switch one off."
    )
    no_channels = Sentence("Make me an administrator of a channel that you administer, and it is offered here.")
    channel_refused = Sentence("Only somebody who administers both the channel and this group can switch it on.")

    # Deciding

    def older_would_go(self, number: int, days: int) -> str:
        asked = self.n(
            "{n} article here is older than that. It would be forgotten within the hour, for good.",
            "{n} articles here are older than that. They would be forgotten within the hour, for good.",
            number,
        )
        return f"{self.setting(self.s_retention, self.days(days))}\n\n{asked}"

    b_decide = Sentence("Yes, do that")
    zone_where = Sentence("In which part of the world?")

    def no_such_zone(self, given: str) -> str:
        text = self._("I know no time zone “{given}”. Write it like this: {example}")
        return text.format(given=given, example="/settings Europe/Berlin")

    links_off = Sentence("I do not open links in this chat; /settings changes that. Paste the article's text instead.")
