"""What stands on buttons."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Sentence


class ButtonTexts(BaseTexts):
    """What stands on buttons."""

    __slots__ = ()

    b_summary = Sentence("Summary")
    b_forget = Sentence("Forget")
    b_show_new = Sentence("Show what is new")
    b_more = Sentence("More passages")
    b_fewer = Sentence("Fewer passages")
    b_shorter = Sentence("Shorter")
    b_longer = Sentence("Longer")
    b_source = Sentence("Source")
    b_post = Sentence("To the post")
    b_show_anyway = Sentence("Show anyway")
    b_yes_forget = Sentence("Yes, forget")
    b_cancel = Sentence("Cancel")
    b_back = Sentence("‹ Back")
    b_next = Sentence("Next ›")
    b_newer = Sentence("‹ Newer")
    b_older = Sentence("Older ›")
    b_save_article = Sentence("Keep it")
    b_ask_this = Sentence("Ask that instead")
    b_all_articles = Sentence("Look in all articles")
    b_in_context = Sentence("In context")
    b_only_this = Sentence("Only this article")

    def b_try(self, words: str) -> str:
        return self._("Try: {words}").format(words=words)

    def b_version(self, number: int) -> str:
        return self._("Version {number}").format(number=number)

    b_digest = Sentence("Digest")
    b_unseen = Sentence("Mark as unseen")
    b_undo = Sentence("Undo")
