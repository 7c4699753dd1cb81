"""The languages that the bot speaks."""

from __future__ import annotations

# Each under its own name, as people look for it.
LANGUAGES = {
    "en": "English",
    "de": "Deutsch",
    "es": "Español",
    "fr": "Français",
    "pt": "Português",
    "ru": "Русский",
    "uk": "Українська",
    "ar": "العربية",
    "hi": "हिन्दी",
    "tr": "Türkçe",
    "zh": "中文",
}
RIGHT_TO_LEFT = frozenset({"ar"})
