"""Which languages the bot speaks, and their catalogues of translated strings (gettext's .po files)."""

from __future__ import annotations

import gettext
from functools import cache
from io import BytesIO
from pathlib import Path

from bot.domain.languages import LANGUAGES

DOMAIN = "verbatim"
LOCALES = Path(__file__).parent.parent / "locales"


def spoken(code: str | None) -> str:
    """The bot's language for a Telegram language code such as "de" or "pt-br"; "en" if it does not speak that one."""
    language = (code or "en").lower().replace("_", "-").partition("-")[0]
    return language if language in LANGUAGES else "en"


def path_of(language: str) -> Path:
    """Where the catalogue of that language is."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The translations into that language; for English the strings themselves."""
    path = path_of(language)
    if not path.is_file():
        return gettext.NullTranslations()
    # Compiled in memory, so that no step is needed after a change and no binary is committed.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with path.open("rb") as source:
        messages = read_po(source, locale=language)
    compiled = BytesIO()
    write_mo(compiled, messages)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
