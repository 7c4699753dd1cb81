"""What is new since somebody looked."""

from __future__ import annotations

from bot.presentation.texts.base import Plural, Sentence, Words


class News(Words):
    """What is new since somebody looked."""

    __slots__ = ()

    new_since = Plural("🆕 <b>{n} article</b> since you last looked", "🆕 <b>{n} articles</b> since you last looked")
    new_of_a_day = Plural("🆕 <b>{n} article</b> in the last 24 hours", "🆕 <b>{n} articles</b> in the last 24 hours")
    nothing_since = Sentence("Nothing new since you last looked. /articles lists what there is.")
    nothing_of_a_day = Sentence("Nothing new in the last 24 hours. /articles lists what there is.")
    unseen_again = Sentence("Marked as unseen: /new will show these again.")
