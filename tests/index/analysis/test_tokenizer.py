"""Words keep their place in the text; terms are what two spellings of a word have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis import tokenizer
from index.analysis.tokenizer import analyse, terms, words
from tests.support.cases import every_case

LANGUAGES = ["en", "de", "ru", "ar", "hi", "fa", "he", "el", "tr", "vi", "ko", "ja", "th", "zh", "und", ""]


def texts(text: str, language: str) -> list[str]:
    return [term.text for term in terms(text, language)]


@given(st.text(), st.sampled_from(LANGUAGES))
def test_every_token_stands_where_it_says(text: str, language: str) -> None:
    for token in words(text):
        assert token.span.of(text) == token.text
    for term in analyse(text, language):
        assert 0 <= term.span.start < term.span.end <= len(text)
        assert term.text or term.word


@given(st.text(), st.sampled_from(LANGUAGES))
def test_tokens_come_in_reading_order(text: str, language: str) -> None:
    starts = [term.span.start for term in analyse(text, language)]
    assert starts == sorted(starts)


def test_stop_words_are_indexed_but_are_not_what_a_text_is_about() -> None:
    assert texts("The minister of the interior", "en") == ["minist", "interior"]
    assert [term.stop for term in analyse("The minister of", "en")] == [True, False, True]


@every_case(
    ("language", "function", "content"),
    [
        (
            "en",
            "the of with which could itself why not",
            "fire bill home test work world man open won state year two us",
        ),
        ("de", "das im ohne welchem könnte sich warum nicht", "Tag Jahr Mensch Zeit Ende Recht zwei gut machen"),
        ("es", "la del para cuyo podría sí porqué no", "empleo trabajo estado día año dos bueno"),
        ("fr", "la du sans laquelle pourrait soi pourquoi pas", "temps jour monde travail homme deux bon"),
        ("pt", "a do sem cujo poderia si quando não", "tempo dia trabalho homem ponto dois bom"),
        ("ru", "и в который могла себя почему не", "город дом люди год время работа жизнь вопрос два"),
        ("uk", "і в який могла себе чому не", "місто дім люди рік час робота два"),
        ("tr", "bir ile hangi kendisi neden değil", "yıl gün iş ev insan zaman iki iyi"),
        ("ar", "في الذي كيف هذه ليس", "مليون مليار عام سنة يوم حريق"),
        ("hi", "का में जिसने क्यों नहीं", "साल दिन घर काम आग दो"),
        ("zh", "的 在 什么 我们 不", "人 年 日 月 火 大 二"),
        ("ja", "の から これ なぜ ない", "人 年 日 火 二"),
        ("pl", "w który dlaczego się nie", "rok dzień dom praca dwa"),
        ("it", "della quale perché sé non", "anno giorno casa lavoro città due"),
        ("fa", "در که چرا این نه", "سال روز خانه کار دو"),
    ],
)
def test_only_function_words_are_stop_words(language: str, function: str, content: str) -> None:
    for word in function.split():
        assert tokenizer.indexed(word, language)[2], word
    for word in content.split():
        assert not tokenizer.indexed(word, language)[2], word


def test_a_language_without_a_list_has_no_stop_words() -> None:
    for language in ("en", "de", "es", "fr", "ru", "zh", "ar", "hi", "pt", "tr", "uk", "ja", "ko", "fa", "vi"):
        assert len(tokenizer.stop_words(language)) > 60
    assert tokenizer.stop_words("und") == tokenizer.stop_words("../en") == frozenset()


@every_case(
    ("one", "other", "language"),
    [
        ("miners", "miner", "en"),
        ("Möngke", "mongke", "en"),
        ("Häuser", "Hauser", "de"),
        ("erupción", "erupcion", "es"),
        ("поезда", "поезд", "ru"),
        ("шофёр", "шофер", "ru"),
        ("لڑکا", "لڑكا", "ur"),
        ("کتاب", "كتاب", "fa"),
        ("مُحَمَّد", "محمد", "ar"),
        ("שָׁלוֹם", "שלום", "he"),
        ("Αθήνας", "ΑΘΗΝΑΣ", "el"),
        ("İSTANBUL", "istanbul", "tr"),
        ("ISPARTA", "ısparta", "tr"),
        ("ﬁre", "fire", "und"),
        ("１２", "12", "zh"),
    ],
)
def test_spellings_of_one_word_give_one_term(one: str, other: str, language: str) -> None:
    assert [term.text for term in analyse(one, language)] == [term.text for term in analyse(other, language)]


def test_a_vietnamese_tone_makes_another_word() -> None:
    assert texts("bán", "vi") != texts("bạn", "vi")


def test_a_hindi_word_is_not_cut_at_its_vowel_signs() -> None:
    assert [word.text for word in words("प्रधान मंत्री")] == ["प्रधान", "मंत्री"]


@every_case(
    ("text", "expected"),
    [
        ("北岭发现", ["北岭", "岭发", "发现"]),
        ("東京で", ["東京", "京で"]),
        ("서울에서 눈", ["서울", "울에", "에서", "눈"]),
        ("3G手机", ["3G", "手机"]),
        ("米", ["米"]),
    ],
)
def test_scripts_without_spaces_come_in_pairs(text: str, expected: list[str]) -> None:
    assert [word.text for word in words(text)] == expected


@pytest.mark.parametrize("unit", ["a", "米", "😀", "\u200b", "\u202e", "\ud800", "\0", "e\u0301", "א", "ก", "a ", "1"])
def test_hostile_text_has_terms_of_bearable_length(unit: str) -> None:
    found = analyse(unit * (100_000 // len(unit)), "en")
    assert all(len(term.text) <= 64 for term in found)
