"""What keeping an article did."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence

WORDS_A_MINUTE = 220


class ReceiptTexts(BaseTexts):
    """What keeping an article did."""

    __slots__ = ()

    def saved(self, title: str) -> str:
        return self._("✅ Saved <b>{title}</b>").format(title=title)

    def known_since(self, title: str, day: str) -> str:
        return self._("☑️ Already here since {day}: <b>{title}</b>").format(title=title, day=day)

    nothing_new = Sentence("Nothing new in it, nothing added.")
    paragraphs = Plural("{n} paragraph", "{n} paragraphs")

    def reading_time(self, words: int) -> str:
        return self.n("{n} min read", "{n} min read", max(1, round(words / WORDS_A_MINUTE)))

    left_out = Plural("{n} repeated paragraph left out", "{n} repeated paragraphs left out")

    def update_of(self, title: str, day: str) -> str:
        return self._("🔄 Update of <b>{title}</b> of {day}").format(title=title, day=day)

    def part_of(self, title: str, day: str) -> str:
        return self._("☑️ Part of <b>{title}</b>, here since {day}").format(title=title, day=day)

    def shares_with(self, number: int, title: str) -> str:
        return self.n(
            "{n} paragraph already known from <b>{title}</b>",
            "{n} paragraphs already known from <b>{title}</b>",
            number,
        ).replace("{title}", title)

    new_paragraphs = Plural("{n} new paragraph", "{n} new paragraphs")
    changed_paragraphs = Plural("{n} changed", "{n} changed")

    def revised(self, title: str) -> str:
        return self._("🔄 Your edit is in: <b>{title}</b>. What you took out is not found any more.").format(
            title=title
        )

    nothing_new_there = Sentence("That article added nothing new.")
    saved_many = Plural("✅ Saved {n} article", "✅ Saved {n} articles")
    known_many = Plural("{n} was here already", "{n} were here already")
    and_more = Plural("… and {n} more", "… and {n} more")
