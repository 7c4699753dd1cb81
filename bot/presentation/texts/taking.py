"""Taking articles elsewhere: exports, and quoting in other chats."""

from __future__ import annotations

from bot.presentation.texts.base import Plural, Sentence, Words


class Taking(Words):
    """Taking articles elsewhere: exports, and quoting in other chats."""

    __slots__ = ()

    exporting = Plural("📦 Putting {n} article into a file …", "📦 Putting {n} articles into a file …")
    exported = Plural("📦 {n} article, as JSON and as Markdown", "📦 {n} articles, as JSON and as Markdown")

    def exported_part(self, number: int, part: int) -> str:
        return self.n(
            "📦 Part {part}: {n} article, as JSON and as Markdown",
            "📦 Part {part}: {n} articles, as JSON and as Markdown",
            number,
        ).replace("{part}", str(part))

    export_admins_only = Sentence("Only the group's administrators can take its articles out.")
    export_failed = Sentence("The file could not be sent. Please try /export again in a moment.")
    inline_stranger = Sentence("Start me in private first")
    inline_empty = Sentence("No articles yet: forward me one")
    inline_nothing = Sentence("Nothing in your articles answers that")
