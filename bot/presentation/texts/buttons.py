"""What stands on buttons."""

from __future__ import annotations

from bot.presentation.texts.base import Words


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

    @property
    def b_in_context(self) -> str:
        return self._("In context")

    @property
    def b_only_this(self) -> str:
        return self._("Only this article")

    def b_try(self, words: str) -> str:
        return self._("Try: {words}").format(words=words)

    def b_version(self, number: int) -> str:
        return self._("Version {number}").format(number=number)

    @property
    def b_digest(self) -> str:
        return self._("Digest")

    @property
    def b_unseen(self) -> str:
        return self._("Mark as unseen")

    @property
    def b_undo(self) -> str:
        return self._("Undo")
