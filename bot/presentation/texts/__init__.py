"""Every string a person reads, through gettext: a file a concern. Views put them together; nothing else speaks."""

from __future__ import annotations

from bot.presentation.texts.access import Access
from bot.presentation.texts.answers import Answers
from bot.presentation.texts.articles import Articles
from bot.presentation.texts.buttons import Buttons
from bot.presentation.texts.catalogues import spoken
from bot.presentation.texts.groups import Groups
from bot.presentation.texts.imports import Sources
from bot.presentation.texts.news import News
from bot.presentation.texts.onboarding import Beginnings
from bot.presentation.texts.privacy import Confidences
from bot.presentation.texts.quotas import Quotas
from bot.presentation.texts.receipts import Receipts
from bot.presentation.texts.settings import Decisions
from bot.presentation.texts.small_talk import Talk
from bot.presentation.texts.summaries import Summaries
from bot.presentation.texts.taking import Taking


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
