"""Words by which a text says whom it has its news from ("the council said", "laut Polizei"), and that it is news."""

from __future__ import annotations

import regex

_SAID_WORDS = """
    said, told, according, announced, reported, reports, confirmed, officials, reporters, spokesman, spokeswoman,
    spokesperson,
    sagte, sagten, teilte, teilten, laut, zufolge, erklärte, erklärten, berichtet, berichtete, meldet, meldete, angaben,
    mitgeteilt, sprecher, sprecherin,
    dijo, dijeron, según, anunció, anunciaron, informó, informaron, declaró, confirmó, portavoz,
    selon, annoncé, déclaré, affirmé, indiqué, précisé, rapporté, confirmé,
    disse, disseram, segundo, anunciou, informou, afirmou, confirmou, declarou,
    söyledi, açıkladı, belirtti, bildirdi, duyurdu, göre, dedi, aktardı,
    قال, قالت, قالوا, أعلن, أعلنت, حسب, حسبما, بحسب, وفق, وفقا, ذكر, ذكرت, أفاد, أفادت, صرح, صرحت,
    कहा, बताया, अनुसार, मुताबिक, घोषणा
"""
_SAID = frozenset(map(str.strip, _SAID_WORDS.split(",")))
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# Russian and Ukrainian verbs by their stems; Korean by its endings.
_STEM = regex.compile(
    r"(?:сообщ|заяв|объяв|подтверд|повідом|оголос|підтверд)\p{L}{1,12}|\p{Hangul}{1,10}(?:혔다|했다|따르면)"
)
# Where words are not kept apart.
_WITHIN = regex.compile(
    r"表示|[警方社府院局部会行]称|宣布|[据據]|报道|報道|通报|指出|透露|人士|発表|述べ|明らかに|によると|見込み|見通し"
    r"|แถลง|กล่าว|ระบุ|รายงาน|เปิดเผย|ประกาศ"
)
_ALERT = regex.compile(
    r"\W{0,10}(?:\p{Lu}{3,15}(?: \p{Lu}{3,15}){0,2}|快[讯訊]|突[发發]|عاجل|ब्रेकिंग(?: न्यूज़)?|速報|ด่วน)\s*[:：|–—!-]"
)


def attributes(text: str) -> bool:
    """Whether a text says whom it has something from."""
    words = _WORD.findall(text.casefold())
    if any(word in _SAID or _STEM.fullmatch(word) is not None for word in words):
        return True
    return _WITHIN.search(text) is not None


def alerts(text: str) -> bool:
    """Whether a text begins as news that cannot wait: "BREAKING: …"."""
    return _ALERT.match(text) is not None
