"""Other forms of a question's word that a paragraph may have: a number in digits, a word without its proclitic.

Arabic and Hebrew write "and", "in", "for", "the" as the first letter of a word. Stemmers leave most of them on, since
a word may begin with the same letter; so a question's word is searched for with and without it: a form that is no
word finds nothing. Arabic's light stemmers take off the same letters (Larkey, Ballesteros and Connell, Light Stemming
for Arabic Information Retrieval, 2007), but in texts as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

_VALUES: Final = (*range(1, 21), 30, 40, 50, 60, 70, 80, 90, 100)

# The words for _VALUES in order, as one word each; a dash where the language has none.
_WORDS: Final = {
    "en": "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred",
    "de": "- zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn"
    " achtzehn neunzehn zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert",
    "nl": "- twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien"
    " achttien negentien twintig dertig veertig vijftig zestig zeventig tachtig negentig honderd",
    "es": "- dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis diecisiete"
    " dieciocho diecinueve veinte treinta cuarenta cincuenta sesenta setenta ochenta noventa cien",
    "pt": "- dois três quatro cinco seis sete oito nove dez onze doze treze catorze quinze dezesseis dezessete dezoito"
    " dezenove vinte trinta quarenta cinquenta sessenta setenta oitenta noventa cem",
    "it": "- due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici"
    " diciassette diciotto diciannove venti trenta quaranta cinquanta sessanta settanta ottanta novanta cento",
    "fr": "- deux trois quatre cinq six sept huit - dix onze douze treize quatorze quinze seize - - - vingt trente"
    " quarante cinquante soixante - - - cent",
    "ru": "- два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать четырнадцать"
    " пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят шестьдесят"
    " семьдесят восемьдесят девяносто сто",
}


@cache
def other_forms(language: str) -> Mapping[str, str]:
    """The digits of each number word of ``language``, and the word of each such number in digits."""
    pairs = [
        (word, str(value))
        for word, value in zip(_WORDS.get(language, "").split(), _VALUES, strict=False)
        if word != "-"
    ]
    return dict(pairs) | {digits: word for word, digits in pairs}


_PROCLITICS: Final = {"ar": "وفبكل", "he": "והבכלמש"}
# What is left of a shorter word is too often another word.
_SHORTEST: Final = 5


def without_proclitic(word: str, language: str) -> str | None:
    """A folded ``word`` of ``language`` without its first letter if that may be a word by itself, else ``None``."""
    if len(word) < _SHORTEST or word[0] not in _PROCLITICS.get(language, ""):
        return None
    return word[1:]
