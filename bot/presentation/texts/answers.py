"""Answers, and why there is none."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Answers(Words):
    """Answers, and why there is none."""

    __slots__ = ()

    def place(self, number: int, of: int) -> str:
        return self._("paragraph {number} of {of}").format(number=number, of=of)

    def also_in(self, number: int) -> str:
        return self.n("also in {n} other article", "also in {n} other articles", number)

    def no_answer(self, articles: int) -> str:
        return self.n(
            "Nothing in the article here answers that.", "Nothing in the {n} articles here answers that.", articles
        )

    @property
    def no_answer_there(self) -> str:
        return self._("Nothing in that article answers this.")

    def closest(self, words: str) -> str:
        return self._("Closest: “{words}”").format(words=words)

    def no_articles(self, private: bool) -> str:
        if private:
            return self._("There is no article here yet. Forward me one, or paste its text, and then ask.")
        return self._("There is no article here yet. Reply to a post with /summary or “/ask your question”.")

    def unread_filter(self, given: str) -> str:
        explained = self._("I do not understand {given}. Write dates like since:monday or before:2026-11-03.")
        return explained.format(given=given)

    @property
    def no_article_fits(self) -> str:
        return self._("No article here is from there or then. /articles lists what there is.")

    @property
    def ask_what(self) -> str:
        return self._("Ask like this: /ask how many people came? As a reply to a post, I look only in that post.")
