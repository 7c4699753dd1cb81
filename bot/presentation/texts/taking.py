"""Taking articles elsewhere: exports, and quoting in other chats."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class Taking(Words):
    """Taking articles elsewhere: exports, and quoting in other chats."""

    __slots__ = ()

    def exporting(self, number: int) -> str:
        return self.n("📦 Putting {n} article into a file …", "📦 Putting {n} articles into a file …", number)

    def exported(self, number: int) -> str:
        return self.n("📦 {n} article, as JSON and as Markdown", "📦 {n} articles, as JSON and as Markdown", number)

    def exported_part(self, number: int, part: int) -> str:
        return self.n(
            "📦 Part {part}: {n} article, as JSON and as Markdown",
            "📦 Part {part}: {n} articles, as JSON and as Markdown",
            number,
        ).replace("{part}", str(part))

    @property
    def export_admins_only(self) -> str:
        return self._("Only the group's administrators can take its articles out.")

    @property
    def export_failed(self) -> str:
        return self._("The file could not be sent. Please try /export again in a moment.")

    @property
    def inline_stranger(self) -> str:
        return self._("Start me in private first")

    @property
    def inline_empty(self) -> str:
        return self._("No articles yet: forward me one")

    @property
    def inline_nothing(self) -> str:
        return self._("Nothing in your articles answers that")
