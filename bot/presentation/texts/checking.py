"""What a check of a text found."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class CheckTexts(BaseTexts):
    """What a check of a text found."""

    __slots__ = ()

    def standing(self, number: int, of: int) -> str:
        told = self.n(
            "<b>{number} of {n} sentence</b> stands in the articles here",
            "<b>{number} of {n} sentences</b> stand in the articles here",
            of,
        )
        return told.replace("{number}", self.number(number))

    word_for_word = Sentence("word for word")
    altered = Sentence("altered")
    in_other_words = Sentence("in other words")
    not_here = Sentence("not in the articles here")
    first_checked = Plural("Only the first {n} sentence was checked.", "Only the first {n} sentences were checked.")
    check_what = Sentence(
        "Reply with /check to a text, or write it behind the command: I show which of its sentences stand in the "
        "articles here, and what was altered."
    )
    b_check = Sentence("Check it")
