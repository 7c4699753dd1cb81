"""Every string a person reads, through gettext: a file a concern. Views put them together; nothing else speaks."""

from __future__ import annotations

from bot.texts.access import Access
from bot.texts.answers import Answers
from bot.texts.articles import Articles
from bot.texts.beginning import Beginnings
from bot.texts.buttons import Buttons
from bot.texts.catalogues import spoken
from bot.texts.groups import Groups
from bot.texts.news import News
from bot.texts.privacy import Confidences
from bot.texts.quotas import Quotas
from bot.texts.receipts import Receipts
from bot.texts.settings import Decisions
from bot.texts.sources import Sources
from bot.texts.summaries import Summaries
from bot.texts.taking import Taking
from bot.texts.talk import Talk


class Texts(
    Access,
    Quotas,
    Beginnings,
    Receipts,
    Answers,
    Summaries,
    Articles,
    Sources,
    Talk,
    Buttons,
    News,
    Taking,
    Decisions,
    Confidences,
    Groups,
):
    """The bot's words in one language; what takes a number has its plural forms."""

    __slots__ = ()

    @classmethod
    def of(cls, code: str | None) -> Texts:
        """The words for a Telegram language code such as "de" or "pt-br"; English for what is not there yet."""
        return cls(spoken(code))
