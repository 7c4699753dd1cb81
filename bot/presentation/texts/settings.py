"""What a chat can decide: the list of settings, what each is about, and its values."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Decisions(Words):
    """What a chat can decide, and what is kept of it."""

    __slots__ = ()

    # The list of settings

    @property
    def settings(self) -> str:
        return self._("⚙️ <b>Settings of this chat</b>")

    @property
    def settings_admins_only(self) -> str:
        return self._("Only the group's administrators can change these.")

    @property
    def settings_refused(self) -> str:
        return self._("Only the group's administrators can change this.")

    def setting(self, name: str, value: str) -> str:
        return self._("{name}: <b>{value}</b>").format(name=name, value=value)

    @property
    def s_language(self) -> str:
        return self._("Language")

    @property
    def s_zone(self) -> str:
        return self._("Time zone")

    @property
    def s_sentences(self) -> str:
        return self._("Summaries")

    @property
    def s_fetching(self) -> str:
        return self._("Links")

    @property
    def s_retention(self) -> str:
        return self._("Kept for")

    @property
    def s_keeping(self) -> str:
        return self._("Articles posted here")

    @property
    def s_forgetting(self) -> str:
        return self._("Who may forget")

    @property
    def s_leaving(self) -> str:
        return self._("When I leave")

    @property
    def s_privacy(self) -> str:
        return self._("🔒 Privacy")

    # What each of them is about

    @property
    def about_language(self) -> str:
        return self._("The language of my own words; articles stay as they are. Automatic: that of whoever writes.")

    @property
    def about_zone(self) -> str:
        return self._(
            "When a day begins here, for dates and for words like “since Monday”. Or write it: {example}"
        ).format(example="/settings Europe/Berlin")

    @property
    def about_sentences(self) -> str:
        return self._("How long a summary is when nobody says it. “/summary 5” still gives five sentences.")

    @property
    def about_fetching(self) -> str:
        return self._("Whether I open links to read the article behind them.")

    @property
    def about_retention(self) -> str:
        return self._("How long articles stay. Older ones are forgotten by themselves, without a word.")

    @property
    def about_keeping(self) -> str:
        return self._(
            "Whether I keep forwarded posts, links, files and long posts that nobody asked about. I say so with a "
            "reaction, never with a message."
        )

    @property
    def sees_too_little(self) -> str:
        return self._(
            "⚠️ At the moment Telegram does not show me such posts: make me an administrator, or turn my privacy mode "
            "off at @BotFather and add me again."
        )

    @property
    def about_forgetting(self) -> str:
        return self._("Who may make me forget articles of this group.")

    @property
    def about_leaving(self) -> str:
        return self._("What happens to this group's articles when I am removed from it.")

    # Their values

    @property
    def automatic(self) -> str:
        return self._("automatic")

    def zone_now(self, zone: str, time: str) -> str:
        return self._("{zone}, now {time}").format(zone=zone, time=time)

    @property
    def machines_zone(self) -> str:
        return self._("that of the machine I run on")

    @property
    def as_suits(self) -> str:
        return self._("as long as suits the article")

    def sentences_each(self, number: int) -> str:
        return self.n("{n} sentence", "{n} sentences", number)

    @property
    def links_followed(self) -> str:
        return self._("I open them")

    @property
    def links_left(self) -> str:
        return self._("I leave them alone")

    @property
    def for_good(self) -> str:
        return self._("until you delete them")

    def days(self, number: int) -> str:
        return self.n("{n} day", "{n} days", number)

    @property
    def kept_when_asked(self) -> str:
        return self._("kept only when somebody asks")

    @property
    def kept_when_posted(self) -> str:
        return self._("all kept")

    @property
    def admins_forget(self) -> str:
        return self._("administrators")

    @property
    def everybody_forgets(self) -> str:
        return self._("everybody")

    @property
    def kept_after_leaving(self) -> str:
        return self._("keep everything for 30 days")

    @property
    def purged_on_leaving(self) -> str:
        return self._("forget everything at once")

    # Deciding

    def older_would_go(self, number: int, days: int) -> str:
        asked = self.n(
            "{n} article here is older than that. It would be forgotten within the hour, for good.",
            "{n} articles here are older than that. They would be forgotten within the hour, for good.",
            number,
        )
        return f"{self.setting(self.s_retention, self.days(days))}\n\n{asked}"

    @property
    def b_decide(self) -> str:
        return self._("Yes, do that")

    @property
    def zone_where(self) -> str:
        return self._("In which part of the world?")

    def no_such_zone(self, given: str) -> str:
        said = self._("I know no time zone “{given}”. Write it like this: {example}")
        return said.format(given=given, example="/settings Europe/Berlin")

    @property
    def links_off(self) -> str:
        return self._("I do not open links in this chat; /settings changes that. Paste the article's text instead.")
