"""Pronouns that stand for something said before, by language; none that opens clauses, or means whoever is asked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

PRONOUNS: Final[Mapping[str, str]] = {
    "ar": "هو هي هم هما هن",
    "de": "er sie es ihn ihm ihr ihnen ihre ihren ihrem ihres seine seinen seinem seiner seines",
    "en": "it its he him his she her hers they them their theirs",
    "es": "él ella ello ellos ellas lo le les su sus eso",
    "fr": "il elle ils elles lui leur leurs",
    "hi": "वह वे उसे उसका उसकी उसके उन्हें उनका उनकी उनके इसे इसका इसकी इसके",
    "pt": "ele ela eles elas dele dela deles delas nele nela neles nelas isso",
    "ru": "он она оно они его ее её ей ему им их него нее неё ней нем нём них ним",
    "tr": "o onu onun ona ondan onda onlar onları onların onlara",
    "uk": "він вона воно вони його її їй йому їм їх нього неї ній ньому них ним",
    "zh": "它 他 她",
}
EMPTY: Final[Mapping[str, str]] = {
    "de": "es gibt, es gab, gibt es, gab es, geht es, ging es",
    "en": "is it true, is it possible, it is true, it is possible, it seems",
    "fr": "il y a, y a t il, il faut, faut il",
}
"""Phrases between commas in which a pronoun stands for nothing."""
HAPPENING: Final[Mapping[str, str]] = {
    "ar": "حدث حصل وقع جرى",
    "de": "passiert passierte geschah geschehen geschieht stattgefunden",
    "en": "happen happened happens occur occurred place",
    "es": "pasó ocurrió sucedió ocurre pasa pasado ocurrido sucedido",
    "fr": "passé passe arrivé arrivée produit lieu",
    "hi": "हुआ हुई हुए घटा",
    "pt": "aconteceu ocorreu acontece acontecido",
    "ru": "произошло случилось произошел произошла было",
    "tr": "oldu olmuş gerçekleşti zamandı",
    "uk": "сталося трапилося відбулося відбулась відбувся",
}
"""Words that say no more than that something happened: beside a "when" they name nothing."""
