"""What keeping an article did."""

from __future__ import annotations

from bot.presentation.texts.base import Words

WORDS_A_MINUTE = 220


class Receipts(Words):
    """What keeping an article did."""

    __slots__ = ()

    def saved(self, title: str) -> str:
        return self._("✅ Saved <b>{title}</b>").format(title=title)

    def known_since(self, title: str, day: str) -> str:
        return self._("☑️ Already here since {day}: <b>{title}</b>").format(title=title, day=day)

    @property
    def nothing_new(self) -> str:
        return self._("Nothing new in it, nothing added.")

    def paragraphs(self, number: int) -> str:
        return self.n("{n} paragraph", "{n} paragraphs", number)

    def reading_time(self, words: int) -> str:
        return self.n("{n} min read", "{n} min read", max(1, round(words / WORDS_A_MINUTE)))

    def left_out(self, number: int) -> str:
        return self.n("{n} repeated paragraph left out", "{n} repeated paragraphs left out", number)

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

    def new_paragraphs(self, number: int) -> str:
        return self.n("{n} new paragraph", "{n} new paragraphs", number)

    def changed_paragraphs(self, number: int) -> str:
        return self.n("{n} changed", "{n} changed", number)

    def revised(self, title: str) -> str:
        return self._("🔄 Your edit is in: <b>{title}</b>. What it no longer says is not found any more.").format(
            title=title
        )

    @property
    def nothing_new_there(self) -> str:
        return self._("That article added nothing to those that were here.")

    def saved_many(self, number: int) -> str:
        return self.n("✅ Saved {n} article", "✅ Saved {n} articles", number)

    def known_many(self, number: int) -> str:
        return self.n("{n} was here already", "{n} were here already", number)

    def and_more(self, number: int) -> str:
        return self.n("… and {n} more", "… and {n} more", number)
