"""What says the same in other words, by the real model of meaning: near, and without a fact of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Library, Mark
from index.analysis.language import detect
from index.checking.figures import figures
from index.checking.opposites import opposed
from index.checking.reading import Reading
from index.checking.support import Said, contradictions
from tests.support.cases import every_case

ARTICLES = (
    "Mudslide in Orvel\n\nA mudslide killed 14 people in Orvel on Tuesday night and buried the road to the valley. "
    "Rescuers from three districts worked until dawn.",
    "Bibliothek in Tannau eröffnet\n\nDie neue Bibliothek in Tannau hat am Montag eröffnet. "
    "Der Bau hat 12 Millionen Euro gekostet.",
    "Школа в Белогорье\n\nШкола в Белогорье закрыта до пятницы из-за прорыва трубы. Занятия идут онлайн.",
)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    with Library.open("sqlite://") as library:
        for number, text in enumerate(ARTICLES):
            library.add(collection="c", key=str(number), text=text)
        library.embed(seconds=60)
        yield library


def verdict(library: Library, text: str) -> Mark:
    (found,) = library.check(collection="c", text=text).sentences
    return found.verdict


@pytest.mark.parametrize(
    ("same", "other"),
    [
        ("In Orvel, 14 people lost their lives in a mudslide.", "In Orvel, 41 people lost their lives in a mudslide."),
        (
            "Helpers of three districts were at work until the early morning.",
            "Helpers of five districts were at work until the early morning.",
        ),
        ("Zwölf Millionen Euro kostete die Bibliothek.", "Zwanzig Millionen Euro kostete die Bibliothek."),
        (
            "In Tannau ist seit Montag die neue Bibliothek offen.",
            "In Tannau ist seit Montag die neue Bibliothek geschlossen.",
        ),
        ("Школа Белогорья не работает до пятницы.", "Школа Белогорья открыта до пятницы."),
        ("The library in Tannau cost 12 million euros.", "The library in Tannau cost 15 million euros."),
    ],
)
def test_a_statement_in_other_words_is_told_from_one_with_another_fact(library: Library, same: str, other: str) -> None:
    assert verdict(library, other) is not Mark.SUPPORTED
    assert verdict(library, same) in (Mark.SUPPORTED, Mark.ABSENT)


def test_most_of_what_says_the_same_is_found(library: Library) -> None:
    said = [
        "In Orvel, 14 people lost their lives in a mudslide.",
        "In Tannau ist seit Montag die neue Bibliothek offen.",
        "Der Bau kostete zwölf Millionen Euro.",
    ]
    assert [verdict(library, each) for each in said] == [Mark.SUPPORTED] * 3


@every_case(
    ("text", "language", "numbers"),
    [
        ("Six people and twenty-one dogs", "en", {"6", "21"}),
        ("Пострадали трёх человек и две тысячи домов", "ru", {"3", "2 тысяч"}),
        ("On dokuz saat sonra, beşi öldü", "tr", {"19", "5"}),
        ("风力十四级，五十六人受伤，一个人", "zh", {"14", "56"}),
        ("خلال ثلاثة أيام ولسبعة أشخاص", "ar", {"3", "7"}),
        ("3.50 euros on 4 May", "en", {"3.5", "4", "month 5"}),
    ],
)
def test_numbers_are_read_in_figures_and_in_words(text: str, language: str, numbers: set[str]) -> None:
    assert set(figures(Reading(text, language), language)) >= numbers


@every_case(
    ("language", "source", "present", "former"),
    [
        ("en", "The repairs cost four million euros, up from three million in 2024.", "four million", "three million"),
        ("en", "The number of nurses fell from 40 to 31.", "31", "40"),
        ("en", "Five rather than six lanes will be open.", "five", "six"),
        ("de", "Die Karte kostet jetzt sieben statt fünf Euro.", "sieben", "fünf"),
        ("de", "Die Zahl stieg von 12 auf 19.", "19", "12"),
        ("es", "El billete cuesta siete euros en lugar de cinco.", "siete", "cinco"),
        ("fr", "Le billet coûte sept euros, contre cinq auparavant.", "sept", "cinq"),
        ("pt", "O bilhete custa sete euros em vez de cinco.", "sete", "cinco"),
        ("ru", "Билет стоит семь евро вместо пяти.", "семь", "пять"),
        ("uk", "Квиток коштує сім євро замість чотирьох.", "сім", "чотири"),
        ("tr", "Bilet 5 avro yerine 7 avro oldu.", "7", "5"),
        ("ar", "سعر التذكرة 7 يورو بدلا من 5 يورو.", "7", "5"),
        ("hi", "टिकट अब 5 यूरो के बजाय 7 यूरो का है।", "7", "5"),
        ("zh", "票价是7欧元，而不是5欧元。", "7", "5"),
    ],
)
def test_a_former_figure_supports_no_present_one(language: str, source: str, present: str, former: str) -> None:
    there = Reading(source, language)
    said = Said(sentence=there, paragraph=[there], language=language, cosine=0.9)

    def contradicted(claim: str) -> bool:
        found = contradictions(Reading(claim, language), said, language)
        return any(each.kind == "figure" for each in found)

    assert contradicted(former)
    assert not contradicted(present)
    assert not contradicted(source)


@every_case(
    ("claim", "source", "found"),
    [
        ("the pool opens", "the pool closes", True),
        ("it rose and then fell", "it fell and then rose", False),
        ("every week", "every month", True),
        ("the pool opens", "the pool is blue", False),
        ("die Preise sinken", "die Preise steigen", True),
        ("цена выросла", "цена снизилась", True),
    ],
)
def test_words_that_exclude_each_other_are_told(claim: str, source: str, found: bool) -> None:
    language = detect(f"{claim} {source} {claim} {source}")
    language = language if language in ("en", "de", "ru") else "en"
    assert (opposed(claim.split(), language, source.split(), language) is not None) is found
