"""What stands on buttons."""

from __future__ import annotations

from bot.texts.words import Words


class Buttons(Words):
    """What stands on buttons."""

    __slots__ = ()

    @property
    def b_summary(self) -> str:
        return self._("Summary")

    @property
    def b_forget(self) -> str:
        return self._("Forget")

    @property
    def b_show_new(self) -> str:
        return self._("Show what is new")

    @property
    def b_more(self) -> str:
        return self._("More passages")

    @property
    def b_fewer(self) -> str:
        return self._("Fewer passages")

    @property
    def b_shorter(self) -> str:
        return self._("Shorter")

    @property
    def b_longer(self) -> str:
        return self._("Longer")

    @property
    def b_source(self) -> str:
        return self._("Source")

    @property
    def b_show_anyway(self) -> str:
        return self._("Show anyway")

    @property
    def b_yes_forget(self) -> str:
        return self._("Yes, forget")

    @property
    def b_cancel(self) -> str:
        return self._("Cancel")

    @property
    def b_back(self) -> str:
        return self._("‹ Back")

    @property
    def b_next(self) -> str:
        return self._("Next ›")

    @property
    def b_newer(self) -> str:
        return self._("‹ Newer")

    @property
    def b_older(self) -> str:
        return self._("Older ›")

    @property
    def b_save_article(self) -> str:
        return self._("Save as an article")

    @property
    def b_ask_this(self) -> str:
        return self._("It is a question")

    @property
    def b_all_articles(self) -> str:
        return self._("Look in all articles")
