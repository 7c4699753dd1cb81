"""Text around a paragraph that readers skip: datelines, bylines, credits, links.

It is no part of what the paragraph says. Only the paragraph's ends are read, and some words always remain.
"""

from __future__ import annotations

import re
from functools import cache

import regex

# The most characters of a dateline or byline, and of a credit at the end.
REACH = 200
# The least words that a paragraph keeps.
LEAST_WORDS = 3

_NAME = r"\p{Lu}[\p{L}\p{M}.'-]*+"
_PERSON = r"\p{Lu}(?:\.|[\p{L}\p{M}'-]*)"
_PLACE = rf"(?:{_NAME}|\p{{Lo}}[\p{{L}}\p{{M}}]*+)"
_PARENTHESIS = r"[(\[][^()\[\]]{2,60}[)\]]"
_YEAR = r"(?:,?\s+\d{4})?"
_DATE = (
    r"(?:[\p{L}\p{M}]{3,12}\.?\s+\d{1,2}\b|\d{1,2}\.?\s+(?:de\s+)?[\p{L}\p{M}]{3,12}\.?|\d{1,2}[./]\d{1,2}[./]?)"
    + _YEAR
)
_BY = r"(?:By|BY|Von|VON|Par|PAR|Por|POR|Di|Da|Door|Text|Texte|Texto|Testo|Автор|Текст)\b:?\s+"
_OUR = r"(?:our|unserem|unserer|notre|nuestro|nuestra|nostro|nossa|onze)\s+(?:[\p{L}\p{M}-]+,?\s+){1,3}"
_HEADS = (
    # PARIS (AFP) - · Madrid, 5 jul (EFE).- · STANWICK BAY (Echo/Tellus), March 3 - · القاهرة (رويترز) -
    rf"{_PLACE}(?:[\s/,-]+{_PLACE}|\s+(?:de|del|la|le|les|sur|am|an|der|di|da|do|upon|na|an)\b){{0,5}}"
    rf"(?:[,.]?\s*{_DATE})?[,.]?\s*{_PARENTHESIS}(?:,?\s*{_DATE})?(?:\.?\s*-+\s*|\.\s+|:\s+)",
    # (Reuters) - · (ANSA) - ROMA, 5 GIU -
    rf"{_PARENTHESIS}\s*(?:-+|:)\s+(?:\p{{Lu}}[\p{{Lu}}\p{{M}}]+,?\s+{_DATE}\s*-\s+)?",
    # HELSINKI - · WASHINGTON, July 16 - · NEW YORK, United States -
    rf"\p{{Lu}}[\p{{Lu}}\p{{M}}.'-]{{2,}}+(?:[\s,]+\p{{Lu}}[\p{{Lu}}\p{{M}}.'-]+){{0,3}}"
    rf"(?:,\s*(?:{_NAME}\s*){{1,3}})?(?:[,.]?\s*{_DATE})?[.,]?\s*-+\s+",
    # Moscow - President …
    rf"{_NAME}(?:\s{_NAME})?\s-\s+(?=[\"']?\p{{Lu}})",
    # MOSCOW, June 5. /TASS/. · Москва. 5 июня. ИНТЕРФАКС -
    rf"{_PLACE}(?:[\s-]+{_PLACE}){{0,3}}[,.]\s*{_DATE}[.,]?\s*(?:/[^/]{{2,40}}/\.?\s*(?:-+\s*)?|(?:\p{{Lu}}[\p{{Lu}}.]+\s*)?-+\s+)",
    # 新华社北京7月5日电（记者王明） · 【环球时报】
    r"【[^【】]{1,30}】|[^。,,\s]{0,12}社[^。,,\s]{0,20}电\s*(?:[((][^()()]{1,40}[))])?\s*[::]?",
    # By Ann Lee, Reuters: · By our consumer desk, with Tellus.
    rf"{_BY}(?:{_OUR})?(?:(?:{_PERSON}|and|und|et|y|e|en|with|mit|avec|con|com|met|и)[,\s]+){{0,8}}(?:{_PERSON}|[a-z]{{2,4}})\s*(?:[:|]|\.(?=\s)|\s-+\s)\s*",
    # FILE - · EXCLUSIVE: · UPDATE 1- · BREAKING:
    r"(?:FILE|EXCLUSIVE|UPDATE(?:\s\d)?|BREAKING|WATCH|LIVE|JUST IN|EILMELDUNG|EXKLUSIV|URGENT|URGENTE|СРОЧНО|МОЛНИЯ)"
    r"\s*[:!|-]+\s*",
    # FILE In this file photo …
    r"FILE\s+(?=\p{Lu}\p{Ll})",
)
_AGENCIES = "AP|AFP|PA|EPA|dpa|DPA|EFE|ANSA|TASS|Reuters|REUTERS|Getty|Xinhua|ТАСС|РИА|Интерфакс"
# Possessive quantifiers: otherwise a link could end before any of its letters and another one begin there.
_HANDLE = r"(?:[@#][\w.]{2,40}+|(?:https?://|www\.|t\.me/)\S{1,160}+)"
_CREDIT_WORDS = (
    r"report\w*|edit\w*|writ\w*|photo\w*|foto\w*|compil\w*|translat\w*|pool|file|redaktion|rédaction|redacción|redazione"
    r"|bearbeit\w*|édit\w*|edición|getty|via|source|quelle|fuente|fonte|репортаж|редактор|фото"
)
_AFTER = r"(?:^|(?<=[.!?…\"')\]。»]\s?))"
_TAILS = (
    # (Reporting by …; Editing by …) · (AP Photo/…)
    rf"[(\[](?=[^()\[\]]*(?:\b(?:{_CREDIT_WORDS})\b|\w/))[^()\[\]]{{3,180}}[)\]]\.?",
    # [nL8N1U7564]
    r"\[[a-zA-Z]{1,3}\d\w{4,12}\]",
    # Source: Reuters · Quelle: dpa · 来源：新华社
    rf"{_AFTER}(?:sources?|quellen?|fuente|fonte|bron|источник|kaynak|المصدر|来源|photos?|fotos?|bild|image|picture)"
    r"\s*:\s*[^.!?]{2,60}\.?",
    # Photograph by … / AFP / Getty
    rf"{_AFTER}(?:Photograph|Photo|Foto|Picture|Bild|Image)s?\s+(?:by|von|de|par|di)\s+[^.!?]{{2,80}}",
    # PA via AP Andrew Milligan · Ann Lee/Reuters
    rf"{_AFTER}(?-i:(?=[^.!?]*\b(?:{_AGENCIES})\b)(?:(?:{_NAME}|via|for|and|with)[\s,/|-]*){{1,8}})",
    # Read more: https://… · via @channel · @one | #two; but "stolen from @one" says who.
    rf"(?:{_AFTER}(?:[^.!?:]{{1,40}}:\s*|(?:from|von|par|da|door|через|по)\s+)?|\bvia\s+|[|·•<>-]\s*|\s(?=\#))"
    rf"(?:{_HANDLE}[\s|,·•/-]*+){{1,6}}",
    # less · … more
    rf"{_AFTER}(?:\.\.\.\s*)?(?:less|more|read more|weiterlesen|mehr|lire la suite|leer más|читать далее)",
    # the stump of a caption's credit
    r"\(",
)
# Every credit has one of these, the words behind the last full stop.
_MARKS = re.compile(r"[()\[\]@#/:]")
_LABELS = regex.compile(
    rf"(?i:photo|foto|picture|bild|image|less|more|mehr|la suite|leer más|читать далее)|\b(?:{_AGENCIES})\b"
)
_ELLIPSIS = regex.compile(r"\s*(?:\[\s*\.\.\.\s*\]|\(\s*\.\.\.\s*\)|\.\.\.)\s*$")
_WORDS = regex.compile(r"[\p{L}\p{N}]+")


@cache
def _heads() -> regex.Pattern[str]:
    return regex.compile("|".join(f"(?:{each})" for each in _HEADS))


@cache
def _tails() -> tuple[regex.Pattern[str], ...]:
    return tuple(regex.compile(rf"(?:{each})\s*$", regex.IGNORECASE) for each in _TAILS)


def body(text: str) -> tuple[str, bool]:
    """A text in normal form without its credits, and whether it breaks off ("…") at the end.

    Nothing is removed if fewer than ``LEAST_WORDS`` words would remain.
    """
    head = _heads().match(text[:REACH])
    if head and _remains(text[head.end() :]):
        text = text[head.end() :]
    for _ in range(3):
        shorter = _without_credit(text)
        if shorter == text:
            break
        text = shorter
    broken = _ELLIPSIS.search(text[-12:]) is not None
    return text, broken


def _without_credit(text: str) -> str:
    start = max(0, len(text) - REACH)
    tail = text[start:]
    behind = tail[1 + max(map(tail.rfind, ".!?")) :]
    if not _MARKS.search(tail) and not _LABELS.search(behind):
        return text
    for pattern in _tails():
        found = pattern.search(tail)
        if found and _remains(text[: start + found.start()]):
            return text[: start + found.start()].rstrip()
    return text


def _remains(text: str) -> bool:
    return sum(1 for _ in zip(_WORDS.finditer(text), range(LEAST_WORDS), strict=False)) == LEAST_WORDS or _long(text)


def _long(text: str) -> bool:
    # In scripts without spaces one run of letters may be a sentence.
    return max((len(word) for word in _WORDS.findall(text[:REACH])), default=0) > 12
