"""The confidence is always a number between 0 and 1, and rests on visible signals."""

from __future__ import annotations

from math import inf, isfinite, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ranking import rerank
from index.ranking.confidence import FARTHEST, PRODUCTS, Scale, log_odds, probability, scaled, signals
from index.ranking.features.answer_features import Evidence, Similarity
from index.ranking.features.candidates import Place
from index.ranking.rerank import SCALES, choose
from tests.support.cases import every_case
from tests.support.index.evidence import evidence, similarity

SHIP, CREW = "The ship lost power. Nobody was hurt.", "The captain spoke."


def seen(found: Evidence) -> dict[str, float]:
    scores, order, chosen = choose(found)
    return signals(found, scores, order, chosen)


def test_the_signals_say_how_much_of_the_question_stands_in_the_sentence_and_in_its_article() -> None:
    told = seen(evidence("ship power captain", SHIP, CREW, places=[Place(7), Place(7)]))
    assert told["sentence held"] == pytest.approx(2 / 3)
    assert told["article held"] == pytest.approx(1)
    assert told["lacking"] == pytest.approx(1 / 3)
    assert told["all in sentence"] == 0
    assert told["unheld"] == pytest.approx(0)
    whole = seen(evidence("ship power", SHIP, CREW))
    assert (whole["sentence held"], whole["all in sentence"], whole["words not in sentence"]) == (1, 1, 0)


def test_the_signals_tell_names_that_nothing_here_holds() -> None:
    told = seen(evidence("did the ship reach Tarvik", SHIP, CREW, unknown=["tarvik"]))
    assert (told["names"], told["unknown names"], told["names not in sentence"]) == (1, 1, 1)
    assert told["unknown words"] >= 1


def test_the_lead_is_that_before_the_next_paragraphs_and_the_longest_where_there_is_none() -> None:
    alone, beside = seen(evidence("ship power", SHIP)), seen(evidence("ship power", SHIP, CREW))
    assert alone["lead"] >= beside["lead"] > 0
    assert 0 < beside["share"] <= 1
    assert seen(evidence("ship power", SHIP, SHIP))["lead"] == pytest.approx(0)


def test_what_is_asked_for_is_held_or_not() -> None:
    told = seen(evidence("how many crowns did it cost?", "It cost 40 crowns."))
    assert (told["asks number"], told["holds all"], told["holds none"]) == (1, 1, 0)
    told = seen(evidence("how many crowns did it cost?", "It cost crowns."))
    assert (told["asks number"], told["holds all"], told["holds none"]) == (1, 0, 1)
    told = seen(evidence("ship", SHIP))
    assert (told["asks nothing"], told["holds all"], told["holds none"], told["denies"]) == (1, 0, 0, 0)
    assert seen(evidence("who did not come", SHIP))["denies"] == 1


def test_nearness_is_a_signal_only_with_vectors() -> None:
    near = similarity([0.2, -0.1], [0.3, 0.1, -0.1])
    told = seen(evidence("what stopped her", SHIP, CREW, near=near))
    assert told["sentence meaning"] == pytest.approx(told["cosine above the mean"] / near.spread)
    assert told["nearest paragraph"] == pytest.approx(2)
    assert "cosine" not in seen(evidence("what stopped her", SHIP, CREW))


def test_every_signal_that_a_fit_weighs_exists() -> None:
    near = similarity([0.2, -0.1], [0.3, 0.1, -0.1])
    for by_meaning, scales in zip((None, near), SCALES, strict=True):
        told = seen(evidence("what stopped her", SHIP, CREW, near=by_meaning))
        for scale in scales:
            assert set(scale.signals) <= set(told)
            assert set(scale.weights) <= {"constant", *scaled(told, scale.signals)}


@every_case("question", ["who", "ferry 12", "the a of", "米", "Was it Anna in 2027?"])
@every_case("texts", [["The ferry."], ["😀", "12 ferries.", "A. B."], ["米", "a " * 300]])
def test_no_number_is_ever_missing_from_the_order_or_the_confidence(question: str, texts: list[str]) -> None:
    count = evidence(question, *texts).matrix.candidates.sentences
    some: tuple[Similarity | None, ...] = (
        None,
        similarity([nan] * len(texts), [nan] * count),
        similarity([0.9] * len(texts), [nan] * count),
        similarity([0.0] * len(texts), [0.0] * count, spread=0.0),
    )
    for near in some:
        found = evidence(question, *texts, near=near)
        matrix = found.matrix
        ranked = rerank.rerank(matrix.question, matrix.candidates, near)
        assert sorted(ranked.order) == list(range(len(texts)))
        assert all(map(isfinite, (*ranked.scores, ranked.right, ranked.answered, *seen(found).values())))


def test_the_best_sentence_of_each_paragraph_is_chosen_and_the_best_paragraph_comes_first() -> None:
    scores, order, chosen = choose(evidence("captain spoke", SHIP, CREW))
    assert order == [1, 0]
    assert chosen[1] == 2
    assert scores[chosen[0]] == max(scores[:2])


def test_paragraphs_that_are_equally_good_stay_as_they_were() -> None:
    assert choose(evidence("ship power", SHIP, SHIP, SHIP)).order == [0, 1, 2]


def test_signals_count_in_spreads_from_their_mean_and_no_further_than_a_limit() -> None:
    scale = {"lead": (1.0, 2.0), "score": (0.0, 1.0), "length": (0.0, 1.0), "absent": (0.0, 1.0)}
    values = scaled({"lead": 3.0, "score": 900.0, "length": -900.0, "unscaled": 5.0}, scale)
    assert (values["lead"], values["score"], values["length"]) == (1.0, FARTHEST, -FARTHEST)
    assert {"lead", "score"} <= set(PRODUCTS)
    assert values["lead × score"] == FARTHEST
    assert values["lead × lead"] == 1.0
    assert not {"absent", "unscaled", "score × lead", "length × length"} & set(values)


def test_the_log_odds_are_the_weighted_sum_and_the_constant() -> None:
    scale = Scale({"lead": (0.0, 1.0), "score": (0.0, 1.0)}, {"constant": 1.0, "lead": 2.0, "lead × score": -3.0})
    assert log_odds({"lead": 1.0, "score": 0.5}, scale) == pytest.approx(1 + 2 - 1.5)
    assert log_odds({}, scale) == 1.0


@given(st.floats(allow_nan=False))
def test_a_probability_is_between_none_and_one(odds: float) -> None:
    assert 0 < probability(odds) < 1


def test_even_odds_are_one_half_and_better_odds_are_likelier() -> None:
    assert probability(0) == 0.5
    assert probability(-inf) < probability(-1) < probability(1) < probability(inf)
    assert probability(1) + probability(-1) == pytest.approx(1)
