"""Words by which people speak of themselves and to each other, as they do in chats and news does not.

Forms that mean something else in another of these languages are left out ("du", "sen", "us"): a few are enough.
"""

from __future__ import annotations

import regex

_PERSONAL_WORDS = """
    i, im, ive, ill, me, my, mine, myself, you, your, yours, youre, we, lets, gonna, wanna, guys,
    ich, mich, mir, mein, meine, meinen, meiner, meinem, dich, dir, dein, deine, deinen, euch, wir, uns, bin, bist,
    hast, habe, hab, kannst, willst, musst, möchte, glaube, leute,
    yo, mi, mis, mí, conmigo, tú, ti, contigo, te, estoy, tengo, voy, creo, quiero, sé, eres, tienes, quieres, puedes,
    chicos, vosotros, ustedes, tu, tus,
    je, j, moi, mon, ma, mes, toi, tes, vous, votre, vos, suis, ai, nous,
    meu, minha, meus, minhas, comigo, você, vocês, vc, estou, tô, tenho, vou, acho, quero, teu, tua, gente,
    я, меня, мне, мной, мой, моя, моё, мои, ты, тебя, тебе, твой, вы, вас, вам, ваш, ваши, мы, нас, нам, наш, ребята,
    мене, мені, мною, мій, моє, мої, ти, тебе, тобі, твій, ви, вам, ваш, ми, нам, хлопці,
    أنا, انا, أنت, انت, أنتم, انتم, نحن, لي, عندي, أريد, اريد, أعتقد, اعتقد, عليك, لك, لكم, شباب,
    मैं, मुझे, मेरा, मेरी, मेरे, मुझको, आप, आपको, आपका, आपकी, आपके, तुम, तुम्हें, तुम्हारा, तू, हम, हमें, हमारा, हमारी,
    bana, beni, benim, bende, bence, sana, seni, senin, sence, bizim, bizi, bize, sizin, arkadaşlar, geliyorum,
    나는, 저는, 제가, 내가, 우리
"""
_PERSONAL = frozenset(map(str.strip, _PERSONAL_WORDS.split(",")))
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
# Where words are not kept apart.
_WITHIN = regex.compile(r"[我你您咱俺妳]|私[はがもの]|[僕俺]|あなた|ผม|ฉัน|คุณ|เรา(?!ว)")
# "gidiyorum", "biliyorsun": Turkish says with the verb who does something.
_ENDING = regex.compile(r"\p{L}{2,20}[ıiuü]yor(?:um|uz|sun|sunuz)")
# The same syllable again and again: "hija" and "hoje" are words.
_LAUGHTER = regex.compile(
    r"([hj][aeiıou])\1+[hj]?|lo+l|lmf?ao+|xd+|k{3,}|(?:rs){2,}|([хазы]{2})\2+х?|ه{3,}|哈{2,}|呵{2,}"
)
_ADDRESSED = regex.compile(r"\s*@\w")


def speaks_personally(text: str) -> int:
    """How many words of a text are said by somebody of themselves, or to somebody."""
    words = _WORD.findall(text.casefold())
    found = sum(word in _PERSONAL or _ENDING.fullmatch(word) is not None for word in words)
    return found + len(_WITHIN.findall(text)) + (_ADDRESSED.match(text) is not None)


def laughs_in(text: str) -> bool:
    """Whether somebody laughs anywhere in a text."""
    return any(_LAUGHTER.fullmatch(word) is not None for word in _WORD.findall(text.casefold()))
