"""Floors under the quality of summaries, on articles written for this: they only rise."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from index.summaries.summarize import Document, choose

BRIDGE = (
    "The Karsten bridge, which carries 30,000 cars a day across the Oder strait, was closed on Monday after engineers "
    "found cracks in two of its steel cables. ",
    "Photo: Lena Holt / Harbour Post",
    "The road authority said repairs to the cables would take at least four months and cost about 18 million crowns.",
    "Rain had been forecast for the morning.",
    "Until the bridge opens again, ferries will run every twenty minutes and cars must take the tunnel at Vell.",
    "They were bought in 1988.",
    '"I saw the queue and turned round," said a baker from Vell.',
    "The cracks were found by a drone on Sunday night, the authority said.",
    "Read also: Ten bridges that changed the strait",
    "Ferry operator Nordline hired 40 people for the extra trips across the strait.",
)
RIVER = (
    "Nach tagelangem Regen ist die Luhe am Mittwoch über die Ufer getreten und hat in Brakel rund 300 Häuser "
    "überflutet.",
    "Von Jana Petersen",
    "Die Stadt rief den Notstand aus und brachte 900 Menschen in zwei Schulen unter.",
    "Das Café am Markt hatte noch offen.",
    "Der Pegel der Luhe soll nach Angaben der Behörden bis Freitag um einen Meter fallen.",
    "Er mag den Fluss.",
    "Bei dem Hochwasser wurden in Brakel elf Menschen verletzt, zwei von ihnen schwer.",
    "Lesen Sie auch: Wie sich Häuser schützen lassen",
)
SCHOOL = (
    "La ville de Montrel va fermer trois de ses sept écoles à la rentrée, a annoncé le maire jeudi soir.",
    "Le nombre des élèves a baissé d'un tiers en dix ans dans les écoles de la ville.",
    "Il pleuvait.",
    "À lire aussi : la carte des écoles",
    "Les parents d'élèves ont appelé à manifester samedi devant la mairie de Montrel contre la fermeture des écoles.",
    "Elle a souri.",
    "Les enfants des écoles fermées seront conduits en car, selon le maire, et aucun poste ne sera supprimé.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """An article, the numbers of the sentences an editor would keep, and of those that nobody would."""

    texts: tuple[str, ...]
    language: str
    worth: frozenset[int]
    never: frozenset[int]


CASES = (
    Case(texts=BRIDGE, language="en", worth=frozenset({0, 2, 4, 7}), never=frozenset({1, 3, 5, 8})),
    Case(texts=RIVER, language="de", worth=frozenset({0, 2, 4, 6}), never=frozenset({1, 3, 5, 7})),
    Case(texts=SCHOOL, language="fr", worth=frozenset({0, 1, 4, 6}), never=frozenset({2, 3, 5})),
)
FLOOR = 9
"""Of the nine sentences of three summaries, so many are ones that an editor would keep."""


def summary(case: Case) -> set[int]:
    return set(choose(Document.build([[text] for text in case.texts], language=case.language), 3))


def test_summaries_keep_what_an_editor_would_keep() -> None:
    assert sum(len(summary(case) & case.worth) for case in CASES) >= FLOOR


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_nothing_that_nobody_would_quote_is_quoted(case: Case) -> None:
    assert not summary(case) & case.never


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.language)
def test_the_news_itself_comes_first(case: Case) -> None:
    document = Document.build([[text] for text in case.texts], language=case.language)
    assert choose(document, 1) == [0]
