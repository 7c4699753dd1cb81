"""What is kept, and forgetting it."""

from __future__ import annotations

from bot.texts.words import Words


class Articles(Words):
    """What is kept, and forgetting it."""

    __slots__ = ()

    def articles_here(self, number: int) -> str:
        return self.n("<b>{n} article here</b>, newest first", "<b>{n} articles here</b>, newest first", number)

    def version(self, number: int, of: int) -> str:
        return self._("version {number} of {of}").format(number=number, of=of)

    def forget_article(self, title: str) -> str:
        return self._("Forget <b>{title}</b>? It cannot be brought back; you can forward it again.").format(title=title)

    def forget_all(self, number: int) -> str:
        return self.n(
            "Forget the {n} article here? It cannot be brought back.",
            "Forget all {n} articles here? They cannot be brought back.",
            number,
        )

    def forgotten(self, title: str) -> str:
        return self._("🗑 Forgotten: <b>{title}</b>").format(title=title)

    def forgotten_all(self, number: int) -> str:
        return self.n("🗑 Forgotten: {n} article.", "🗑 Forgotten: {n} articles.", number)

    @property
    def kept_after_all(self) -> str:
        return self._("Nothing was forgotten.")

    @property
    def nothing_to_forget(self) -> str:
        return self._("There is nothing here to forget.")

    @property
    def forget_admins_only(self) -> str:
        return self._("Only the group's administrators can make me forget articles.")
