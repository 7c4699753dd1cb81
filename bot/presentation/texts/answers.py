"""Answers, and why there is none."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class AnswerTexts(BaseTexts):
    """Answers, and why there is none."""

    __slots__ = ()

    def place(self, number: int, of: int) -> str:
        return self._("paragraph {number} of {of}").format(number=number, of=of)

    def in_article(self, title: str) -> str:
        return self._("in {title}").format(title=title)

    older_version = Sentence("earlier version")
    also_in = Plural("also in {n} other article", "also in {n} other articles")
    no_answer = Plural("Nothing in the article here answers that.", "Nothing in the {n} articles here answers that.")
    perhaps = Sentence("Perhaps:")
    no_answer_there = Sentence("Nothing in that article answers this.")

    def no_articles(self, private: bool) -> str:
        if private:
            return self._("There is no article here yet. Forward me one, or paste its text, and then ask.")
        return self._("There is no article here yet. Reply to a post with /summary or “/ask your question”.")

    def unread_filter(self, given: str) -> str:
        explained = self._("I do not understand {given}. Write dates like since:monday or before:2026-11-03.")
        return explained.format(given=given)

    no_article_fits = Sentence("No article here is from that source and time. /articles lists what there is.")

    def guest_how(self, name: str) -> str:
        return self._("Reply to a post with {name} summary, or with {name} and your question.").format(name=name)

    # What people say about an answer

    def quoted_from(self, title: str) -> str:
        return self._("That is quoted from {title}, as it stands there.").format(title=title)

    quoted_each = Sentence("Each is quoted from its article, as it stands there.")
    not_sure = Sentence("I am not sure that it answers.")
    nothing_quoted = Sentence("I have quoted nothing here lately.")

    def no_such_one(self, number: int) -> str:
        return self._("There is no number {number} there.").format(number=self.number(number))

    ask_otherwise = Sentence("Ask it in other words, or reply with it to the article that you mean.")

    def of_that_day(self, day: str) -> str:
        return self._("No other day stands there; the article is of {day}.").format(day=day)

    no_more = Sentence("That was all.")
    ask_what = Sentence("Ask like this: /ask how many people came? As a reply to a post, I look only in that post.")
