"""A sentence says which types of answer it holds."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.encoding import prepare
from index.analysis.questions.answer_types import MONEY, NUMBER, PLACE, REASON, TIME, answer_types
from index.analysis.questions.number_words import CARDINALS, VALUES
from index.models import Span
from index.ranking.features.candidates import decode_candidates
from index.ranking.query.query import build_question, read_words
from tests.support.cases import every_case

LANGUAGES = ["en", "de", "es", "fr", "pt", "ru", "uk", "ar", "hi", "tr", "zh", "ja", "ko", "th", "vi", "und", ""]


@every_case(
    ("language", "holds", "lacks"),
    [
        ("en", "Seven keepers lived there.", "One of them never slept."),
        ("de", "Es waren siebenundzwanzig Boote.", "Viele Boote kamen zurück."),
        ("es", "Vivían allí siete guardianes.", "Vivían allí unos guardianes."),
        ("fr", "Dix-sept marins sont rentrés.", "Quelques marins sont rentrés."),
        ("pt", "Moravam ali sete faroleiros.", "Moravam ali os faroleiros."),
        ("ru", "Там жило семеро смотрителей.", "Там жили смотрители."),
        ("uk", "Там жило п'ять доглядачів.", "Там жили доглядачі."),
        ("ar", "عاش هناك سبعة حراس.", "عاش هناك الحراس."),
        ("hi", "वहाँ सात लोग रहते थे।", "वहाँ लोग रहते थे।"),
        ("tr", "Orada yedi bekçi yaşıyordu.", "Orada bekçiler yaşıyordu."),
        ("zh", "那里住过七人。", "那里住着一个老人，十分孤独。"),
        ("ja", "三人が助かった。", "船員が助かった。"),
    ],
)
def test_numbers_are_known_as_words(language: str, holds: str, lacks: str) -> None:
    assert answer_types(holds, language) & NUMBER
    assert not answer_types(lacks, language) & NUMBER


@every_case(
    ("language", "holds", "lacks"),
    [
        ("en", "The ferry was late because of fog.", "The ferry was late."),
        ("en", "It closed due to the storm.", "It is due on Monday."),
        ("de", "Die Fähre fiel wegen Nebels aus.", "Die Fähre fiel aus."),
        ("es", "El barco se retrasó debido a la niebla.", "El barco se retrasó."),
        ("fr", "Le bac est en retard à cause du brouillard.", "Le bac est en retard."),
        ("pt", "O barco atrasou porque havia nevoeiro.", "O barco atrasou."),
        ("ru", "Паром опоздал из-за тумана.", "Паром опоздал."),
        ("uk", "Пором запізнився через туман.", "Пором запізнився."),
        ("ar", "تأخرت العبارة بسبب الضباب.", "تأخرت العبارة."),
        ("hi", "नाव कोहरे के कारण देर से आई।", "नाव देर से आई।"),
        ("tr", "Vapur sis nedeniyle gecikti.", "Vapur gecikti."),
        ("zh", "由于大雾，渡轮晚点。", "渡轮晚点。"),
        ("ja", "霧のため、船が遅れた。", "船が遅れた。"),
    ],
)
def test_a_reason_stands_behind_a_connective(language: str, holds: str, lacks: str) -> None:
    assert answer_types(holds, language) & REASON
    assert not answer_types(lacks, language) & REASON


@every_case(
    ("language", "holds", "lacks"),
    [
        ("en", "A berth costs twelve pounds.", "The pounds were lost."),
        ("en", "A berth costs $12.", "A berth is 12 feet long."),
        ("en", "A berth costs 12 EUR.", "The Europeans sent 12 ships."),
        ("de", "Die Überfahrt kostet 12 Euro.", "Die Überfahrt dauert 12 Stunden."),
        ("es", "El billete cuesta 12 euros.", "El viaje dura 12 horas."),
        ("fr", "La traversée coûte 12 euros.", "La traversée dure 12 heures."),
        ("pt", "O bilhete custa 12 reais.", "A viagem dura 12 horas."),
        ("ru", "Билет стоит 300 рублей.", "Там 300 жителей."),
        ("uk", "Квиток коштує 300 гривень.", "Там 300 мешканців."),
        ("ar", "سعر التذكرة 12 دولارا.", "تستغرق الرحلة 12 ساعة."),
        ("hi", "टिकट 300 रुपये का है।", "वहाँ 300 लोग थे।"),
        ("tr", "Bilet 300 lira.", "Yolculuk 12 saat sürüyor."),
        ("zh", "船票12元。", "航程12小时。"),
    ],
)
def test_a_sum_of_money_is_a_number_with_a_currency(language: str, holds: str, lacks: str) -> None:
    assert answer_types(holds, language) & MONEY
    assert not answer_types(lacks, language) & MONEY


@every_case(
    ("language", "holds", "lacks"),
    [
        ("en", "The ferry lands in Norvik.", "The ferry lands in March."),
        ("de", "Die Fähre landet in Norvik.", "Die Fähre landet bald."),
        ("es", "El barco llega a Norvik.", "El barco llega tarde."),
        ("fr", "Le bac arrive à Norvik.", "Le bac arrive à midi."),
        ("pt", "O barco chega em Norvik.", "O barco chega em breve."),
        ("ru", "Паром прибывает в Норвик.", "Паром прибывает в полдень."),
        ("uk", "Пором прибуває до Норвіка.", "Пором прибуває до вечора."),
        ("ar", "تصل العبارة في ميناء نورفيك.", "وصلت العبارة."),
        ("hi", "नाव नॉर्विक में रुकी।", "नाव रुकी।"),
        ("tr", "Vapur Norvik'te durdu.", "Vapur durdu."),
        ("zh", "渡轮停在北港。", "渡轮停航。"),
    ],
)
def test_a_place_is_a_name_behind_a_preposition_or_before_a_particle(language: str, holds: str, lacks: str) -> None:
    assert answer_types(holds, language) & PLACE
    assert not answer_types(lacks, language) & PLACE


def test_a_year_is_a_time_in_any_digits() -> None:
    for sentence in ("It opened in 1961.", "فتح عام ١٩٦١.", "यह २०१४ में खुला।"):
        assert answer_types(sentence) & TIME


def test_a_paragraph_keeps_the_types_of_each_of_its_sentences() -> None:
    text = "The ferry was late because of fog. A berth costs twelve pounds."
    prepared = prepare(text, "en", [Span(0, 35), Span(35, len(text))])
    question = build_question(*read_words("ferry", ["en"]), {}, 1.0, {})
    stored = decode_candidates(question, [prepared.encoded], np.ones(1)).answer_types.tolist()
    assert [kind & (REASON | MONEY) for kind in stored] == [REASON, MONEY]
    assert stored == [answer_types(text[:35], "en"), answer_types(text[35:], "en")]


@every_case("language", sorted(CARDINALS))
def test_each_language_has_a_word_or_a_dash_for_each_number(language: str) -> None:
    assert len(CARDINALS[language].split()) == len(VALUES)


@given(st.text(), st.sampled_from(LANGUAGES))
def test_any_sentence_fits_in_a_byte(sentence: str, language: str) -> None:
    assert 0 <= answer_types(sentence, language) < 128
