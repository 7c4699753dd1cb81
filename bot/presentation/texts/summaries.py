"""Summaries and digests, and what is new."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class SummaryTexts(BaseTexts):
    """Summaries and digests, and what is new."""

    __slots__ = ()

    def sentences(self, number: int, of: int) -> str:
        if number >= of:
            return self.n("{n} sentence", "{n} sentences", of)
        return self.n("{number} of {n} sentence", "{number} of {n} sentences", of).replace("{number}", str(number))

    no_article_there = Sentence("That is not an article: there is nothing to summarise.")
    short_enough = Sentence("That is one sentence, short enough as it is.")

    def bad_length(self, given: str) -> str:
        explained = self._(
            "“{given}” is not a length. Write /summary, /summary 5, /summary short, or /summary about oil"
        )
        return explained.format(given=given)

    def nothing_on(self, subject: str) -> str:
        return self._("Nothing in that article is about “{subject}”.").format(subject=subject)

    def digest(self, stories: int, articles: int) -> str:
        counted_articles = self.n("{n} article", "{n} articles", articles)
        counted_stories = self.n("{n} story", "{n} stories", stories)
        return self._("🗞 <b>{stories}</b> in {articles}").format(stories=counted_stories, articles=counted_articles)

    in_articles = Plural("in {n} article", "in {n} articles")
    digest_empty = Sentence(
        "No article here fits that. /digest week looks further back, /digest alone at everything recent."
    )
    more_sources = Plural("{n} more", "{n} more")

    def earlier(self, figures: str) -> str:
        """Figures that a quoted one replaces."""
        return self._("earlier: {figures}").format(figures=figures)

    # What is new since somebody looked

    new_since = Plural("🆕 <b>{n} article</b> since you last looked", "🆕 <b>{n} articles</b> since you last looked")
    new_of_a_day = Plural("🆕 <b>{n} article</b> in the last 24 hours", "🆕 <b>{n} articles</b> in the last 24 hours")
    nothing_since = Sentence("Nothing new since you last looked. /articles lists what there is.")
    nothing_of_a_day = Sentence("Nothing new in the last 24 hours. /articles lists what there is.")
    unseen_again = Sentence("Marked as unseen: /new will show these again.")
