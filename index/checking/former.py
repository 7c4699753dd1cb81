"""Removes a sentence's former figures: "four million, up from three", "statt drei", "вместо трёх".

Only a set phrase marks a figure as former; an unmarked figure may be either.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

import regex

from index.checking.reading import Reading

# Phrases before a former figure; "from" only after a verb of change.
_BEFORE: Final[Mapping[str, str]] = {
    "ar": r"بدلا من|بدلًا من|مقارنة ب|مقارنةً ب|بعد أن كان|بعدما كان"
    r"|(?:ارتفاعا|انخفاضا|صعودا|نزولا|ارتفع\S*|انخفض\S*)(?: \S+){0,2} من",
    "de": r"statt|anstatt|anstelle von|gegenüber|verglichen mit"
    r"|im vergleich (?:zu|mit)|von (?:zuvor|bisher|vormals)|zuvor noch"
    r"|(?:stieg|stiegen|sank|sanken|fiel|fielen|wuchs|wuchsen|steigt|sinkt|erhöht\w*|gesenkt)(?: \p{L}+){0,3} von",
    "en": r"(?:up|down|rose|risen|rising|grew|grown|increased|fell|fallen|dropped|cut|raised|reduced|lowered|doubled)"
    r"(?: \p{L}+){0,2} from|compared (?:with|to)|instead of|rather than|previously|formerly|as (?:against|opposed to)",
    "es": r"frente a|en lugar de|en vez de|comparado con|en comparación con"
    r"|(?:subi|baj|aument|creci|cay|pas)\p{L}+(?: \p{L}+){0,2} de",
    "fr": r"contre|au lieu de|plutôt que|par rapport à|comparé à"
    r"|(?:pass|mont|augment|baiss|tomb)\p{L}+(?: \p{L}+){0,2} de",
    "pt": r"contra|em vez de|ao invés de|em comparação com|comparado com"
    r"|(?:subi|ca[ií]|aument|pass|cresc)\p{L}+(?: \p{L}+){0,2} de",
    "ru": r"вместо|по сравнению с|против|(?:вырос|снизил|упал|увеличил|сократил|повысил)\p{L}*(?: \p{L}+){0,2} с",
    "uk": r"замість|порівняно з|проти|(?:зрос|знизил|впал|збільшил|скоротил|підвищил)\p{L}*(?: \p{L}+){0,2} з",
    "zh": r"而不是|而非|不再是|此前为|此前的|原来的|原先的|从(?=[^，。；]{1,12}(?:增|升|提高|上涨|下降|降|减))",
}
# Phrases behind one.
_BEHIND: Final[Mapping[str, str]] = {
    "hi": r"(?:की तुलना में|के बजाय|की जगह|के मुकाबले|के मुक़ाबले|से (?=बढ़|घट))",
    "tr": r"(?:yerine|kıyasla|oranla)",
}
# At most this many words behind such a phrase belong to the figure; it ends before the words of ``_ENDS``.
_MOST: Final = 4
_ENDS: Final = "|".join(
    (
        "to|in|on|at|by|last|a|an|the|year|auf|im|am|zu|à|au|en|el|la|hasta|em|no|na|para",
        "в|на|до|у|به|إلى|الى|على|في|عام",
    )
)
_WORD: Final = r"(?:[\p{Nd}]+(?:[.,]\p{Nd}+)*%?|[\p{L}\p{M}'’-]+)"


def present(reading: Reading, language: str) -> Reading:
    """The sentence without its former figures; itself where it has none."""
    pattern = _pattern(language)
    if pattern is None or not pattern.search(reading.text):
        return reading
    return Reading(pattern.sub(" ", reading.text), language)


@cache
def _pattern(language: str) -> regex.Pattern[str] | None:
    if language == "zh":
        return regex.compile(rf"(?:{_BEFORE[language]})[^，。；、增升提上下降减]{{1,12}}")
    if language in _BEHIND:
        return regex.compile(rf"(?i)(?<!\p{{L}})(?:{_WORD} ){{1,3}}{_BEHIND[language]}")
    if language not in _BEFORE:
        return None
    words = rf"(?: ?(?!(?:{_ENDS})(?![\p{{L}}\p{{M}}]))[$€£¥]?{_WORD}){{1,{_MOST}}}"
    return regex.compile(rf"(?i)(?<![\p{{L}}\p{{M}}])(?:{_BEFORE[language]}){words}")
