"""A question finds the paragraph that answers it, and the sentence to highlight, in a corpus small enough to see."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from sqlalchemy import Connection

from index.search.retrieval import Ranking, rank
from tests.support.index.paragraph_collection import add, database, found, index, prepared

NEWS = {
    1: "The ferry Maris Stella ran aground off Brannock on Saturday. Nobody was hurt, the coastguard said.",
    2: "Captain Ewa Lindqvist said that the ship had lost power. Tugboats from Tarvik reached her two hours later.",
    3: "The council of Lorhaven approved a budget of 3.4 billion crowns. Schools receive 620 million crowns.",
    4: "Mayor Ines Otterburn called the vote a victory. The opposition said that the plan ignores the debt.",
    5: "A fire destroyed the old library on Quay Street. Firefighters needed nine hours to put it out.",
}


@pytest.fixture
def news() -> Iterator[Connection]:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, NEWS)
        yield connection


def first(connection: Connection, question: str) -> int:
    return rank(connection, 1, question).hits[0].content_id


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("Where did the ferry run aground?", 1),
        ("who is the captain", 2),
        ("How much do schools receive?", 3),
        ("whos the mayor", 4),
        ("what did the fire destroy", 5),
        ("tugbaots", 2),
        ("coastgard", 1),
        ("oposition", 4),
        ("what took 9 hours", 5),
    ],
)
def test_the_paragraph_that_answers_comes_first(news: Connection, question: str, number: int) -> None:
    assert first(news, question) == number


def test_the_sentence_that_answers_is_highlighted(news: Connection) -> None:
    hit = rank(news, 1, "How much do schools receive?").hits[0]
    assert hit.highlight.of(NEWS[hit.content_id]) == "Schools receive 620 million crowns."


def test_a_question_of_one_word_finds_it_even_a_stop_word(news: Connection) -> None:
    assert first(news, "fire") == 5
    assert first(news, "nobody") == 1


def test_bare_words_that_are_there_are_answered(news: Connection) -> None:
    assert rank(news, 1, "library fire").answers
    assert rank(news, 1, "Lindqvist").answers


def test_function_words_alone_are_never_surely_answered() -> None:
    """They stand anywhere: "before that" in a paragraph says nothing of what came before something else."""
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {**NEWS, 6: "The line spent 31 million crowns, more than ever before that."})
        for question in ("and before that?", "before that"):
            ranking = rank(connection, 1, question)
            assert (ranking.hits[0].content_id, ranking.answers, ranking.sure) == (6, True, False)


def test_a_scope_is_looked_at_alone(news: Connection) -> None:
    ranking = rank(news, 1, "the ferry", content_ids=np.array([3, 4]))
    assert {hit.content_id for hit in ranking.hits} <= {3, 4}
    assert rank(news, 1, "ferry", content_ids=np.array([], dtype=np.int64)) == Ranking()


def test_at_most_the_limit_comes_back_best_first(news: Connection) -> None:
    hits = rank(news, 1, "the ferry captain said", limit=2).hits
    assert len(hits) == 2
    assert hits[0].score >= hits[1].score


def test_the_same_question_is_answered_the_same(news: Connection) -> None:
    assert rank(news, 1, "who is the captain") == rank(news, 1, "who is the captain")


@pytest.mark.parametrize("question", ["", " ", "???", "😀", "\0", "\ud800", "\u200b", "zzzzqqq"])
def test_what_no_paragraph_holds_finds_nothing(news: Connection, question: str) -> None:
    assert rank(news, 1, question) == Ranking()


def test_a_word_is_no_slip_of_a_stop_word_whatever_the_language() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, NEWS)
        add(connection, 1, {11: "Die Bahn kostet 24 Millionen Euro und soll im Mai fahren. Tausende warten."}, "de")
        for question in ("undo", "bundle", "undone"):
            assert rank(connection, 1, question) == Ranking()
        assert first(connection, "Milionen") == 11


def test_an_empty_collection_and_an_unknown_one_find_nothing() -> None:
    with database() as connection:
        found(connection, 1)
        assert rank(connection, 1, "anything") == Ranking()
        assert rank(connection, 99, "anything") == Ranking()


def test_a_collection_of_one_is_found() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {1: NEWS[1]})
        assert first(connection, "Where did the ferry run aground?") == 1


def test_each_language_is_asked_in_its_own() -> None:
    with database() as connection:
        found(connection, 1)
        add(connection, 1, NEWS)
        add(connection, 1, {11: "Die Bombe wurde am Donnerstag entschärft. Tausende Menschen warteten."}, "de")
        add(connection, 1, {12: "Поезд столкнулся с грузовиком на переезде. Пострадали 52 человека."}, "ru")
        add(connection, 1, {13: "考古队在北岭发现了大型粮仓遗址。出土竹简三千余枚。"}, "zh")
        assert first(connection, "Wann wurde die Bombe entschärft?") == 11
        assert first(connection, "С чем столкнулся поезд?") == 12
        assert first(connection, "出土多少竹简") == 13
        assert first(connection, "ferry") == 1


@pytest.mark.parametrize(
    ("language", "question", "texts"),
    [
        ("ar", "ما الاسم الآخر لمدينة؟", ["تقع مدينة فريسنو شمالا.", "وصل القطار لمدينة أخرى.", "سقط المطر أمس."]),
        ("he", "מתי נסעו לירושלים?", ["ירושלים היא עיר גדולה.", "הרכבת יצאה לירושלים.", "אתמול ירד גשם."]),
    ],
)
def test_a_word_is_found_without_the_small_one_that_is_written_with_it(
    language: str, question: str, texts: list[str]
) -> None:
    # "To the city" is one word in the question; the first paragraph has "city" alone.
    with database() as connection:
        found(connection, 1)
        add(connection, 1, dict(enumerate(texts, 1)), language)
        assert {hit.content_id for hit in rank(connection, 1, question).hits} == {1, 2}


@pytest.mark.parametrize("unit", ["a", "米", "ferry ", "😀", "\ud800", "ก", "ferry? "])
def test_a_hostile_question_is_just_a_question(news: Connection, unit: str) -> None:
    rank(news, 1, unit * 20_000)


@pytest.mark.parametrize("unit", ["a", "米", "a ", "😀", "\u202e", "\ud800\0", "ก", "Ab. "])
def test_a_hostile_paragraph_is_just_a_paragraph(unit: str) -> None:
    text = unit * (40_000 // len(unit))
    with database() as connection:
        found(connection, 1)
        add(connection, 1, {1: "The ferry."})
        index(connection, 1, [(2, prepared(text))])
        assert first(connection, "ferry") == 1
