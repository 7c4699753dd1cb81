"""Words that make a text a question without a question mark."""

from __future__ import annotations

import regex

_INTERROGATIVE_WORDS = """
    who, whom, whose, what, when, where, why, how, which, did, does, do, is, are, was, were, has, have, had,
    can, could, will, would, should, wer, wen, wem, wessen, was, wann, wo, wohin, woher, warum, weshalb, wieso,
    wie, welche, welcher, welches, wieviel, quién, quien, quiénes, qué, cuándo, cuando, dónde, donde, cómo,
    cuánto, cuántos, cuántas, cuál, qui, que, quoi, quand, où, pourquoi, comment, combien, quel, quelle, quels,
    quelles, chi, cosa, quando, dove, perché, come, quanto, quanti, quale, quem, onde, quantos, qual, кто, что,
    когда, где, куда, почему, зачем, как, сколько, какой, какая, какие, чей, хто, що, коли, де, чому, скільки,
    kim, ne, nerede, neden, nasıl, kaç, hangi, من, ما, ماذا, متى, أين, لماذا, كيف, كم, هل, कौन, क्या, कब, कहाँ,
    क्यों, कैसे, कितने
"""
INTERROGATIVES = frozenset(map(str.strip, _INTERROGATIVE_WORDS.split(",")))
WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# For scripts without spaces, and for languages whose question word stands at the end.
_WITHIN = regex.compile(
    r"什么|甚麼|什麼|[谁誰]|哪[里裡儿些个年天位]|多少|几[点个次岁年位]|怎[么麼样]|为什么|为何|何时|[吗嗎呢]\W*$|[吗嗎]"
    r"|[かの]\W*$|(?:ですか|ますか|何[がをの時]|いつ|どこ|だれ|誰|なぜ|いくら|どうして)"
    r"|ไหม|มั้ย|หรือไม่|หรือเปล่า|อะไร|ที่ไหน|เมื่อไ[หร]|ใคร|ทำไม|เท่าไ|กี่|อย่างไร|ยังไง"
)
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_LAST = regex.compile(r"(?:^|\s)(?:m[ıiuü](?:s[ıiuü]n(?:[ıiuü]z)?|y[ıiuü]z|d[ıiuü]r)?)\W*$")


def opens_asking(text: str) -> bool:
    """Whether ``text`` opens with a question word."""
    first = WORDS.search(text.casefold())
    return first is not None and first[0] in INTERROGATIVES


def asks_unmarked(text: str, *, alone: bool) -> bool:
    """Whether a text without a question mark is a question.

    ``alone``: nothing stands before it. After other sentences a word such as "when" may open a clause as well.
    """
    tail = text[-200:]
    if _UNSPACED.search(tail):
        return _WITHIN.search(tail) is not None
    if _LAST.search(tail):
        return True
    # "What a story!" is no question.
    return alone and opens_asking(text[:200]) and not text.rstrip().endswith(("!", "！"))
