"""Summaries and digests."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Summaries(Words):
    """Summaries and digests."""

    __slots__ = ()

    def sentences(self, number: int, of: int) -> str:
        return self._("{number} of {of} sentences").format(number=number, of=of)

    @property
    def nothing_to_summarise(self) -> str:
        return self._("There is nothing to summarise in that message: it has no text that I can read.")

    def bad_length(self, given: str) -> str:
        explained = self._("“{given}” is no length. Write /summary, /summary 5, /summary short, or /summary about oil")
        return explained.format(given=given)

    def nothing_on(self, subject: str) -> str:
        return self._("Nothing in that article is about “{subject}”.").format(subject=subject)

    def digest(self, stories: int, articles: int) -> str:
        counted = self.n("{n} article", "{n} articles", articles)
        told = self.n("{n} story", "{n} stories", stories)
        return self._("🗞 <b>{stories}</b> in {articles}").format(stories=told, articles=counted)

    @property
    def digest_empty(self) -> str:
        return self._("No article here fits that. /digest week looks further back, /digest alone at everything recent.")

    def more_sources(self, number: int) -> str:
        return self.n("{n} more", "{n} more", number)
