"""The articles of a chat: their list, forgetting them, and taking them elsewhere."""

from __future__ import annotations

from bot.presentation.texts.base import BaseTexts, Plural, Sentence


class ArticleTexts(BaseTexts):
    """The articles of a chat: their list, forgetting them, and taking them elsewhere."""

    __slots__ = ()

    articles_here = Plural("<b>{n} article here</b>, newest first", "<b>{n} articles here</b>, newest first")

    def version(self, number: int, of: int) -> str:
        return self._("version {number} of {of}").format(number=number, of=of)

    def articles_for(self, number: int, words: str) -> str:
        return self.n(
            "<b>{n} article here</b> for “{words}”, newest first",
            "<b>{n} articles here</b> for “{words}”, newest first",
            number,
        ).replace("{words}", words)

    def no_article_for(self, words: str) -> str:
        return self._("No article here is about “{words}”. /articles lists what there is.").format(words=words)

    open_hint = Sentence("Each number opens an article.")
    ask_hint = Sentence("Reply to this message with a question to look only in this article.")

    def here_since(self, day: str) -> str:
        return self._("here since {day}").format(day=day)

    def forget_article(self, title: str) -> str:
        return self._("Forget <b>{title}</b>? You can undo it for a minute; then it is gone for good.").format(
            title=title
        )

    def forget_many(self, number: int, words: str) -> str:
        return self.n(
            "Forget the {n} article for “{words}”? You can undo it for a minute; then it is gone for good.",
            "Forget the {n} articles for “{words}”? You can undo it for a minute; then they are gone for good.",
            number,
        ).replace("{words}", words)

    forget_all = Plural(
        "Forget the {n} article here? You can undo it for a minute; then it is gone for good.",
        "Forget all {n} articles here? You can undo it for a minute; then they are gone for good.",
    )

    def forget_unread(self, given: str) -> str:
        return self._(
            "I do not know what “{given}” is. Reply to an article with /forget, or write /forget 3 (its number in "
            "/articles), /forget from:reuters, /forget before:2026-01-01, or /forget alone for everything."
        ).format(given=given)

    def no_such_number(self, number: int) -> str:
        return self._("There is no article number {number} here. /articles lists them.").format(number=number)

    def forgotten(self, title: str) -> str:
        return self._("🗑 Forgotten: <b>{title}</b>").format(title=title)

    forgotten_all = Plural("🗑 Forgotten: {n} article.", "🗑 Forgotten: {n} articles.")
    gone_in_a_minute = Sentence("Gone for good in a minute.")
    brought_back = Plural("↩️ Brought back: {n} article.", "↩️ Brought back: {n} articles.")
    nothing_to_undo = Sentence("There is nothing to undo.")
    undone_already = Sentence("That is undone already.")
    too_late_to_undo = Sentence("It is too late to undo that: it is gone for good.")
    kept_after_all = Sentence("Nothing was forgotten.")
    nothing_to_forget = Sentence("There is nothing here to forget.")

    # Taking articles elsewhere: exports, and quoting in other chats

    exporting = Plural("📦 Putting {n} article into a file …", "📦 Putting {n} articles into a file …")
    exported = Plural("📦 {n} article, as JSON and as Markdown", "📦 {n} articles, as JSON and as Markdown")

    def exported_part(self, number: int, part: int) -> str:
        return self.n(
            "📦 Part {part}: {n} article, as JSON and as Markdown",
            "📦 Part {part}: {n} articles, as JSON and as Markdown",
            number,
        ).replace("{part}", str(part))

    export_failed = Sentence("The file could not be sent. Please try /export again in a moment.")
    inline_stranger = Sentence("Start me in private first")
    inline_empty = Sentence("No articles yet: forward me one")
    inline_nothing = Sentence("Nothing in your articles answers that")
