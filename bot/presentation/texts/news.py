"""What is new since somebody looked."""

from __future__ import annotations

from bot.presentation.texts.base import Words


class News(Words):
    """What is new since somebody looked."""

    __slots__ = ()

    def new_since(self, number: int) -> str:
        return self.n(
            "🆕 <b>{n} article</b> since you last looked", "🆕 <b>{n} articles</b> since you last looked", number
        )

    def new_of_a_day(self, number: int) -> str:
        return self.n(
            "🆕 <b>{n} article</b> in the last 24 hours", "🆕 <b>{n} articles</b> in the last 24 hours", number
        )

    @property
    def nothing_since(self) -> str:
        return self._("Nothing new since you last looked. /articles lists what there is.")

    @property
    def nothing_of_a_day(self) -> str:
        return self._("Nothing new in the last 24 hours. /articles lists what there is.")

    @property
    def unseen_again(self) -> str:
        return self._("Marked as unseen: /new will show these again.")
