"""What does the bot say, in the reader's language? Every string that a person reads, a file a concern.

In: the code of a language, names, numbers and dates to fill in. Out: the strings, through gettext and ``../locales``.
May import: ``bot.domain``. Views put strings together; nothing else speaks. New strings: ``make messages``.
"""

from __future__ import annotations

from bot.presentation.texts.access import AccessTexts
from bot.presentation.texts.answers import AnswerTexts
from bot.presentation.texts.articles import ArticleTexts
from bot.presentation.texts.bot_settings import BotSettingsTexts
from bot.presentation.texts.buttons import ButtonTexts
from bot.presentation.texts.catalogues import spoken
from bot.presentation.texts.checking import CheckTexts
from bot.presentation.texts.imports import ImportTexts
from bot.presentation.texts.onboarding import OnboardingTexts
from bot.presentation.texts.privacy import PrivacyTexts
from bot.presentation.texts.receipts import ReceiptTexts
from bot.presentation.texts.settings import SettingsTexts
from bot.presentation.texts.small_talk import SmallTalkTexts
from bot.presentation.texts.summaries import SummaryTexts


class Texts(
    AccessTexts,
    AnswerTexts,
    ArticleTexts,
    BotSettingsTexts,
    ButtonTexts,
    CheckTexts,
    ImportTexts,
    OnboardingTexts,
    PrivacyTexts,
    ReceiptTexts,
    SettingsTexts,
    SmallTalkTexts,
    SummaryTexts,
):
    """The bot's strings in one language; strings with a number have plural forms."""

    __slots__ = ()

    @classmethod
    def of(cls, code: str | None) -> Texts:
        """The strings for a Telegram language code such as "de" or "pt-br"; English for other languages."""
        return cls(spoken(code))
