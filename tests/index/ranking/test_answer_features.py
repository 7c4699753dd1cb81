"""Each feature of an answering sentence is one number that can be checked by eye, and never NaN."""

from __future__ import annotations

from math import log, nan

import numpy as np
import pytest

from index.analysis.questions.answer_types import NUMBER, TIME
from index.ranking import weights
from index.ranking.features import answer_features as features
from index.ranking.features.answer_features import ANSWER_NAMES, answer_table
from index.ranking.features.candidates import Place
from tests.support.cases import every_case
from tests.support.index.evidence import evidence, similarity

SHIP, CREW = "The ship lost power. Nobody was hurt.", "The captain spoke."


def test_a_paragraph_is_as_near_as_the_spreads_it_is_from_the_average() -> None:
    near = similarity([0.2, -0.1], [0.3, 0.1, -0.1])
    found = evidence("what stopped her", SHIP, CREW, near=near)
    assert features.paragraph_meaning(found).tolist() == pytest.approx([2, 2, -1])
    assert features.sentence_meaning(found).tolist() == pytest.approx([3, 1, -1])
    assert features.best_meaning(found).tolist() == pytest.approx([3, 3, -1])


def test_however_near_or_far_a_paragraph_is_it_counts_within_limits() -> None:
    near = similarity([0.9, -0.9], [0.9, 0.9, -0.9], spread=0.0)
    assert features.sentence_meaning(evidence("ship", SHIP, CREW, near=near)).tolist() == [6, 6, -3]


def test_what_has_no_vector_is_as_near_as_the_median_of_the_others() -> None:
    near = similarity([0.1, nan, 0.3, 0.2], [0.1, nan, 0.3, 0.2])
    found = evidence("cats", "One.", "Two.", "Three.", "Four.", near=near)
    assert features.paragraph_meaning(found).tolist() == pytest.approx([1, 2, 3, 2])


def test_where_nothing_has_a_vector_or_there_are_none_meaning_says_nothing() -> None:
    for near in (similarity([nan, nan], [nan, nan, nan]), None):
        found = evidence("what stopped her", SHIP, CREW, near=near)
        meant = (
            features.paragraph_meaning,
            features.sentence_meaning,
            features.best_meaning,
            features.best_of_many,
            features.article_meaning,
        )
        for values in meant:
            assert values(found).tolist() == [0, 0, 0], values.__name__


def test_an_article_is_as_near_as_its_three_nearest_paragraphs() -> None:
    cosines = [0.1, 0.2, 0.3, -0.3, 0.4]
    places = [Place(7), Place(7), Place(7), Place(7), Place(9)]
    found = evidence("x", "A.", "B.", "C.", "D.", "E.", near=similarity(cosines, cosines), places=places)
    assert features.article_meaning(found).tolist() == pytest.approx([2, 2, 2, 2, 4])


def test_the_nearest_sentence_of_a_long_paragraph_tells_more_than_that_of_a_short_one() -> None:
    near = similarity([0.2, 0.2], [0.2, 0.0, 0.2])
    assert features.best_of_many(evidence("x", SHIP, CREW, near=near)).tolist() == pytest.approx(
        [2 * log(3), 2 * log(3), 2 * log(2)]
    )


def test_what_the_question_lacks_is_lacking_in_the_sentence_that_holds_most_of_it() -> None:
    assert evidence("ship captain", SHIP, CREW).lacking == pytest.approx(0.5)
    assert evidence("captain", SHIP, CREW).lacking == pytest.approx(0)
    assert evidence("glacier", SHIP, CREW).lacking == pytest.approx(1)


def test_the_less_the_words_tell_the_more_doubled_features_count() -> None:
    near = similarity([0.2, 0.1], [0.2, 0.1, 0.1])
    column, again = ANSWER_NAMES.index("sentence meaning"), ANSWER_NAMES.index("sentence meaning × lacking")
    for question, lacking in (("captain", 0.0), ("ship captain", 0.5), ("glacier", 1.0)):
        table = answer_table(evidence(question, SHIP, CREW, near=near))
        assert table[:, again] == pytest.approx(lacking * table[:, column])


def test_the_best_sentence_of_a_paragraph_leads_and_others_are_behind_it() -> None:
    lead = features.sentence_lead(evidence("lost power", SHIP, CREW)).tolist()
    assert lead[0] == lead[2] == 0
    assert lead[1] < 0


def test_few_words_seldom_answer() -> None:
    found = features.few_words(evidence("x", "Yes.", "The ship lost all of its power at night."))
    assert found[0] > found[1] == 0


def test_an_article_that_is_talked_about_is_marked_in_all_its_sentences() -> None:
    found = evidence("x", SHIP, CREW, places=[Place(7, recent=True), Place(9)])
    assert features.recent(found).tolist() == [1, 1, 0]


def test_the_questions_language_tells_apart_only_where_there_are_several() -> None:
    mixed = evidence("x", SHIP, CREW, places=[Place(7), Place(9, same_language=False)])
    assert features.same_language(mixed).tolist() == [1, 1, 0]
    assert features.same_language(evidence("x", SHIP, CREW)).tolist() == [0, 0, 0]


def test_a_headline_is_a_short_paragraph_that_begins_an_article() -> None:
    places = [Place(7, opening=True), Place(7), Place(8, opening=True)]
    found = evidence("x", "Ferry strands", "Short too.", "One. Two. Three.", places=places)
    assert features.headline(found).tolist() == [1, 0, 0, 0, 0]
    assert features.first_sentence(found).tolist() == [1, 1, 1, 0, 0]


def test_a_kind_of_answer_is_there_or_missing_only_where_it_is_asked_for() -> None:
    texts = ("It cost 40 crowns.", "It was dear.")
    asked, other = evidence("how many crowns did it cost?", *texts), evidence("who paid?", *texts)
    assert (features.holds(NUMBER)(asked).tolist(), features.lacks(NUMBER)(asked).tolist()) == ([1, 0], [0, 1])
    assert (features.holds(NUMBER)(other).tolist(), features.lacks(NUMBER)(other).tolist()) == ([0, 0], [0, 0])
    assert features.lacks(TIME)(asked).tolist() == [0, 0]


def test_a_year_that_an_article_does_not_name_is_missing_from_all_of_it() -> None:
    places = [Place(7), Place(7), Place(9)]
    found = evidence("budget 2027", "The budget.", "It is for 2027.", "A budget.", places=places)
    assert features.missing_numbers(found).tolist() == [0, 0, 1]
    assert features.missing_numbers(evidence("budget", "The budget.")).tolist() == [0]


def test_a_name_is_missing_only_if_another_article_holds_it() -> None:
    texts = ("Tarvik sent tugboats.", "The mayor sent nobody.")
    assert features.missing_names(evidence("what came from Tarvik", *texts)).tolist() == [0, 1]
    assert features.missing_names(evidence("what came from Tarvik", *texts, unknown=["tarvik"])).tolist() == [0, 0]


@every_case("question", ["who", "ferry 12", "the a of", "米", "x", "Was it Anna in 2027?"])
@every_case("texts", [["The ferry."], ["😀", "12 ferries.", "A. B."], ["米", "a " * 300]])
def test_every_feature_gives_a_finite_number_for_each_sentence(question: str, texts: list[str]) -> None:
    bare = evidence(question, *texts)
    count = bare.matrix.candidates.sentences
    for near in (
        None,
        similarity([0.0] * len(texts), [0.0] * count, spread=0.0),
        similarity([nan] * len(texts), [nan] * count),
        similarity([nan, *[0.5] * (len(texts) - 1)], [nan, *[0.5] * (count - 1)]),
    ):
        table = answer_table(evidence(question, *texts, near=near))
        assert table.shape == (count, len(ANSWER_NAMES))
        assert np.isfinite(table).all()


def test_every_weight_is_that_of_a_feature() -> None:
    assert len(set(ANSWER_NAMES)) == len(ANSWER_NAMES)
    for weighed in (weights.ANSWER, weights.ANSWER_BY_WORDS):
        assert set(weighed) <= set(ANSWER_NAMES)
