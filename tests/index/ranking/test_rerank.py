"""Each feature is one number that can be checked by eye; stored arrays are read back unchanged."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.analysis.char_ngrams import SIZE, grams
from index.analysis.codec import pack, unpack
from index.analysis.questions.answer_types import NAME, NUMBER, TIME, answer_types
from index.ranking import weights
from index.ranking.features import paragraph_features, sentence_features
from index.ranking.features.candidates import Candidates, Place, decode_candidates
from index.ranking.features.match_matrix import MatchMatrix, match
from index.ranking.features.paragraph_features import PARAGRAPH_FEATURES
from index.ranking.features.sentence_features import SENTENCE_FEATURES
from index.ranking.query.fuzzy import closest, distance, stand_ins
from index.ranking.query.query import STOP_WEIGHT, build_question, read_words
from tests.support.cases import every_case
from tests.support.index.paragraph_collection import prepared


def matched(question: str, *paragraphs: str) -> MatchMatrix:
    words, folded = read_words(question, ["en"])
    rarity = {term: 2.0 for word in words for term in word.terms}
    asked = build_question(words, folded, rarity, 3.0, {})
    candidates = decode_candidates(asked, [prepared(text).encoded for text in paragraphs], np.ones(len(paragraphs)))
    return match(asked, candidates)


def test_a_paragraph_has_its_article_behind_it() -> None:
    # The storm is named in the first paragraph of one article, and neither cost is beside its name.
    texts = ["Storm Edda came at night.", "Repairs cost nine million.", "Tickets cost a crown."]
    words, folded = read_words("cost storm edda", ["en"])
    asked = build_question(words, folded, {term: 2.0 for word in words for term in word.terms}, 3.0, {})
    blobs = [prepared(text).encoded for text in texts]
    shares = [
        paragraph_features.article_likeness(match(asked, decode_candidates(asked, blobs, np.ones(3), places))).tolist()
        for places in ([Place(7), Place(7), Place(9)], None)
    ]
    assert shares[0] == pytest.approx([1.0, 1.0, 1 / 3])
    assert shares[1] == pytest.approx([2 / 3, 1 / 3, 1 / 3])


def weighed(question: str, language: str, rarity: dict[str, float]) -> dict[str, float]:
    words, folded = read_words(question, [language])
    asked = build_question(words, folded, rarity, 5.0, {}, [language])
    return {word.text: weight for word, weight in zip(words, asked.weights.tolist(), strict=True)}


def test_a_pair_of_characters_torn_from_two_words_counts_little() -> None:
    # "Who is the doctor's granddaughter": half of the pairs are not words.
    counts = weighed("博士的孙女是谁", "zh", {"博士": 3.0, "士的": 4.0, "孙女": 4.5})
    assert counts["士的"] == counts["的孙"] == counts["女是"] == STOP_WEIGHT
    assert counts["博士"] == counts["孙女"] == 1.0


def test_a_word_of_characters_that_are_stop_words_by_themselves_counts_in_full() -> None:
    # 在 and 本 are stop words; "at sea" is one pair, "Japan" another. A pair by itself overlaps nothing.
    assert weighed("在日本海", "zh", {"在日": 4.0, "日本": 2.0, "本海": 5.0})["日本"] == 1.0
    assert weighed("日本", "zh", {"日本": 5.0}) == {"日本": 1.0}


def test_stop_words_count_less_beside_others_and_in_full_where_there_are_no_others() -> None:
    rarity = {"is": 1.0, "so": 2.0, "on": 1.0, "fire": 3.0}
    assert weighed("is so on", "en", rarity) == {"is": 1.0, "so": 1.0, "on": 1.0}
    assert weighed("is fire on", "en", rarity) == {"is": STOP_WEIGHT, "fire": 1.0, "on": STOP_WEIGHT}


def held(*paragraphs: str) -> Candidates:
    return matched("anything", *paragraphs).candidates


def test_sentences_keep_their_places() -> None:
    texts = ["One cat. Two dogs.", "Three cows."]
    candidates = held(*texts)
    assert candidates.owner.tolist() == [0, 0, 1]
    spans = [candidates.span(number) for number in range(3)]
    assert [span.of(texts[owner]) for span, owner in zip(spans, candidates.owner, strict=True)] == [
        "One cat.",
        "Two dogs.",
        "Three cows.",
    ]


def test_coverage_is_the_share_of_the_question_in_each_sentence() -> None:
    matrix = matched("cats dogs", "Cats sleep. Dogs chase cats.", "Cows.")
    assert sentence_features.coverage(matrix).tolist() == [0.5, 1.0, 0.0]


def test_a_compound_or_a_slip_is_alike_and_the_word_itself_more() -> None:
    likeness = sentence_features.likeness(matched("dedication", "Dedication.", "Rededications.", "Cows."))
    assert likeness[0] == 1.0
    assert 0 < likeness[1] < 1
    assert likeness[2] == 0.0


def test_words_together_count_more_than_apart() -> None:
    matrix = matched("prime minister", "The prime minister left.", "The minister paid a prime rate.", "The minister.")
    for values in (paragraph_features.pairs, paragraph_features.proximity):
        together, apart, alone = values(matrix).tolist()
        assert together > apart > alone == 0.0


def test_every_feature_gives_a_finite_number_for_each() -> None:
    for question in ("who", "ferry 12", "the a of", "米", "x"):
        for paragraphs in (["The ferry."], ["😀", "12 ferries.", "A. B."], ["米"]):
            matrix = matched(question, *paragraphs)
            for feature in PARAGRAPH_FEATURES:
                values = feature.values(matrix)
                assert values.shape == (len(paragraphs),)
                assert np.isfinite(values).all(), feature.name
            for feature in SENTENCE_FEATURES:
                values = feature.values(matrix)
                assert values.shape == (matrix.candidates.sentences,)
                assert np.isfinite(values).all(), feature.name


def test_each_feature_has_a_name_and_a_weight_of_its_own() -> None:
    for features, weighted in ((PARAGRAPH_FEATURES, weights.PARAGRAPH), (SENTENCE_FEATURES, weights.SENTENCE)):
        assert [feature.name for feature in features] == list(weighted)


@every_case(
    ("sentence", "kinds"),
    [
        ("Nobody came.", 0),
        ("It cost 40 crowns.", NUMBER),
        ("It opened in 1961.", NUMBER | TIME),
        ("It left at 5:40.", NUMBER | TIME),
        ("Then came Paul Drescher.", NAME),
        ("出土竹简3000枚，2月3日公布。", NUMBER | TIME),
    ],
)
def test_a_sentence_offers_the_kinds_of_answer_that_are_in_it(sentence: str, kinds: int) -> None:
    assert answer_types(sentence) & (NUMBER | TIME | NAME) == kinds


@given(st.lists(st.lists(st.integers(0, 65_535), max_size=9), max_size=6), st.integers(0, 2**31))
def test_what_is_packed_is_unpacked(arrays: list[list[int]], length: int) -> None:
    packed = unpack(pack("en", length, [np.array(array, dtype="<u2") for array in arrays]))
    assert (packed.language, packed.length) == ("en", length)
    assert [np.frombuffer(part, dtype="<u2").tolist() for part in packed.arrays] == arrays


@given(st.text())
def test_grams_are_small_and_start_in_the_text(text: str) -> None:
    hashes, starts = grams(f" {text} ")
    assert len(hashes) == len(starts)
    assert all(0 <= value < SIZE for value in hashes.tolist())
    assert starts.tolist() == sorted(starts.tolist())


@every_case(
    ("one", "other", "apart"),
    [
        ("minister", "minister", 0),
        ("ministre", "minister", 1),
        ("minstr", "minister", 2),
        ("", "ab", 2),
        ("abc", "", 3),
    ],
)
def test_a_slip_is_a_letter_more_less_other_or_swapped(one: str, other: str, apart: int) -> None:
    assert distance(one, other, 5) == distance(other, one, 5) == apart


@given(st.text("abc", max_size=8), st.text("abc", max_size=8), st.integers(0, 3))
def test_the_distance_is_the_same_either_way_and_never_over_its_limit(one: str, other: str, limit: int) -> None:
    apart = distance(one, other, limit)
    assert apart == distance(other, one, limit)
    assert (apart == 0) == (one == other)
    assert apart <= limit + 1


def test_the_nearest_words_stand_in_and_short_or_numbered_ones_do_not() -> None:
    assert closest("deadlin", ["dedlin", "headlin", "outlin"]) == ["dedlin", "headlin"]
    assert closest("tol", ["toll"]) == []
    assert closest("2026", ["2025"]) == []


def test_a_word_that_goes_on_stands_in_only_when_no_slip_explains_it() -> None:
    assert stand_ins("weigerung", ["weiger", "weite"]) == ["weiger"]
    assert stand_ins("deadlin", ["dedlin", "deadlines"]) == ["dedlin"]
    assert stand_ins("ferri", ["fer"]) == []
