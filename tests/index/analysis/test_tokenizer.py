"""Words keep their place in the text; terms are what two spellings of a word have in common."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.tokenizer import analyse, terms, words

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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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
