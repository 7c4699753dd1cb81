"""A question finds answers in other words; without vectors, or with few, its words alone decide."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import isfinite

import numpy as np
import pytest
from numpy.typing import NDArray
from sqlalchemy import Connection

from index import Answer, Library
from index.meaning.encoder import Encoder
from index.meaning.quantised import SIZE
from index.models import Scope
from index.search.retrieval import NEAREST, FirstStage, Ranking, first_stage, rank, with_nearest
from index.store import collections
from index.store.contents import contents
from index.store.vectors import blocks
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.cases import every_case
from tests.support.index.encoding import WordHashes, embed_all

GERMAN = """\
Fähre sitzt fest
Die Fähre lief am Samstag auf eine Sandbank. Niemand wurde bei dem Unglück verletzt.

Der Kapitän sagte, das Schiff habe den Strom verloren.

Die Karten werden in zehn Tagen erstattet, sagte die Reederei."""


class Directions(WordHashes):
    """An encoder with one dimension for each set of words ``alike``: 1 if the text has any word of it."""

    def __init__(self, *alike: set[str]) -> None:
        super().__init__()
        self._alike = alike

    def _vector(self, text: str) -> NDArray[np.float32]:
        said = {word.strip(".,?!").lower() for word in text.split()}
        vector = np.zeros(384, dtype=np.float32)
        for at, words in enumerate(self._alike):
            vector[at] = bool(said & words)
        length = float(np.linalg.norm(vector))
        # A text with none of the words is near no other.
        return vector / length if length else np.eye(384, dtype=np.float32)[-1]


def kept(library: Library, *texts: str) -> None:
    for number, text in enumerate(texts, 1):
        library.add(collection="c", key=str(number), text=text)


def row_id(connection: Connection) -> int:
    row = collections.find(connection, "c")
    assert row is not None
    return row.id


@pytest.fixture(scope="module")
def news() -> Iterator[Library]:
    """Three articles, encoded by the model shipped with the package."""
    assert Encoder.load() is not None
    with Library.open("sqlite://") as library:
        kept(library, FERRY, BUDGET, GLACIER)
        embed_all(library)
        yield library


def asked(library: Library, question: str, recent: Sequence[int] = ()) -> Answer:
    return library.ask(collection="c", question=question, recent=recent)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Will customers get their money back?", "Tickets will be refunded within ten days, it said."),
        ("Who was in charge of the vessel?", "Captain Ewa Lindqvist"),
        ("Is education funded better?", "Schools receive 620 million crowns"),
        ("how fast does the ice vanish?", "loses 4.1 metres of ice a year"),
    ],
)
def test_a_question_in_other_words_is_answered_or_offered_a_sentence_that_perhaps_does(
    news: Library, question: str, said: str
) -> None:
    found = asked(news, question)
    assert said in found.passages[0].sentence
    assert 0 < found.confidence < 1


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Bekommen die Reisenden ihr Geld zurück?", "Tickets will be refunded"),
        ("Combien d'argent pour les écoles ?", "Schools receive 620 million crowns"),
    ],
)
def test_a_question_in_another_language_finds_what_answers_it(news: Library, question: str, said: str) -> None:
    assert said in asked(news, question).passages[0].sentence


@pytest.mark.parametrize("question", ["What is the capital of Peru?", "How can I bake sourdough bread?"])
def test_what_nothing_is_about_has_no_answer_though_something_is_always_nearest(news: Library, question: str) -> None:
    found = asked(news, question)
    assert not found
    assert not found.sure
    assert found.closest is not None
    assert found.confidence < 0.2


@pytest.mark.parametrize("article", [1, 2, 3])
def test_a_question_that_names_nothing_is_about_the_article_that_is_talked_about(news: Library, article: int) -> None:
    found = asked(news, "why?", recent=[article])
    assert found.passages[0].article_id == article


def test_a_question_that_names_something_is_about_that_whatever_is_talked_about(news: Library) -> None:
    for recent in ((), (1,), (2,), (3,)):
        assert "620 million" in asked(news, "How much do schools receive?", recent).passages[0].sentence
        assert "Lindqvist" in asked(news, "who is the captain?", recent).passages[0].sentence


def test_an_article_that_is_gone_or_never_was_is_not_talked_about(news: Library) -> None:
    assert asked(news, "why?", recent=[99, -1, 2**40]) == asked(news, "why?")


@pytest.mark.parametrize("question", ["😀", "🚢", "???", "...", "♥ ♥", "\ud800", "\0", "\u200b"])
def test_a_question_without_a_word_finds_nothing(news: Library, question: str) -> None:
    assert asked(news, question) == Answer(articles=3)


@every_case("unit", ["a", "米", "ก", "ferry ", "😀", "\ud800a", "ferry? "])
def test_a_question_of_thirty_thousand_letters_is_just_a_question(news: Library, unit: str) -> None:
    found = asked(news, unit * (30_000 // len(unit)))
    assert isfinite(found.confidence)
    assert all(isfinite(each.score) for each in found.passages)


def test_without_vectors_words_alone_find_and_say_how_sure_they_are() -> None:
    with Library.open("sqlite://", meaning=False) as library:
        kept(library, FERRY, BUDGET, GLACIER)
        found = asked(library, "How much do schools receive?", recent=[1])
        assert found.sure
        assert found.passages[0].sentence.startswith("Schools receive 620 million")
        assert 0.5 < found.confidence < 1
        assert not asked(library, "What is the capital of Peru?")
        assert asked(library, "Wer verlor sein Geld?") == Answer(articles=3)


def test_until_there_are_vectors_words_alone_answer_and_then_meaning_does_too() -> None:
    with Library.open("sqlite://", encoder=lambda: Directions({"vessel", "ship"})) as library:
        kept(library, FERRY, BUDGET, GLACIER)
        assert "captain" in asked(library, "who is the captain?").passages[0].sentence.lower()
        assert not nearest_first(library, "vessel troubles?")
        embed_all(library)
        assert "the ship had lost power" in nearest_first(library, "vessel troubles?")[0]


def nearest_first(library: Library, question: str) -> list[str]:
    """The texts of the paragraphs ranked for a question, best first."""
    with library.database.read() as connection:
        vector = library._question_vector(question)
        hits = rank(connection, row_id(connection), question, vector=vector).hits
        said = contents.texts(connection, row_id(connection), [hit.content_id for hit in hits])
        return [said[hit.content_id] for hit in hits]


@contextmanager
def stages(library: Library, question: str) -> Iterator[tuple[FirstStage, FirstStage, dict[int, str]]]:
    """The first stage by words, the same with the nearest in meaning, and the paragraphs' texts by id."""
    with library.database.read() as connection:
        number = row_id(connection)
        vector = library._question_vector(question)
        assert vector is not None
        first = first_stage(connection, number, question)
        said = contents.texts(connection, number, range(1, 200))
        yield first, with_nearest(connection, number, first, vector), said


def boats(*names: str) -> str:
    return "\n\n".join(f"The {name} is a ferry that sails to {name}haven on most days." for name in names)


OLD, NEW = ("Alma", "Berta", "Clara"), ("Dora", "Emma", "Frida", "Gerda")


def test_where_most_of_what_words_find_waits_for_vectors_words_alone_decide() -> None:
    with Library.open("sqlite://", encoder=WordHashes) as library:
        library.add(collection="c", key="old", text=boats(*OLD))
        embed_all(library)
        library.add(collection="c", key="new", text=boats(*NEW))
        with stages(library, "which ferry?") as (first, both, _):
            assert len(first.contents) == 7
            assert both is first
        found = asked(library, "which ferry is the Gerda?")
        assert found.passages[0].text.startswith("The Gerda")


def test_where_half_of_what_words_find_has_vectors_the_rest_is_looked_at_too() -> None:
    with Library.open("sqlite://", encoder=WordHashes) as library:
        library.add(collection="c", key="old", text=boats(*OLD))
        embed_all(library)
        library.add(collection="c", key="new", text=boats(*NEW[:3]))
        with stages(library, "which ferry?") as (first, both, said):
            assert both.nearness is not None
            assert sorted(both.contents.tolist()) == sorted(first.contents.tolist())
            waiting = [said[each].split()[1] in NEW for each in both.contents.tolist()]
            assert np.isnan(both.nearness.cosines).tolist() == waiting


@pytest.mark.usefixtures("news")
def test_where_the_best_by_words_waits_for_vectors_words_alone_say_how_sure_that_is() -> None:
    text = "The pilot Ulla Renn steered the Alma into Tarvik."
    with Library.open("sqlite://") as library, Library.open("sqlite://", meaning=False) as by_words:
        for each in (library, by_words):
            kept(each, FERRY, BUDGET, GLACIER)
            embed_all(each)
            each.add(collection="c", key="new", text=text)
        found = asked(library, "who is the pilot of the Alma?")
        assert found == asked(by_words, "who is the pilot of the Alma?")
        assert found.sure
        assert found.passages[0].text == text


def test_the_nearest_come_behind_what_words_found_none_twice_and_not_too_many() -> None:
    texts = [f"Vessel number {number} is of {2 * number} tons." for number in range(40)]
    with Library.open("sqlite://", encoder=lambda: Directions({"vessel", "ship"})) as library:
        kept(library, "\n\n".join([*texts, "One ship sank.", "Rain fell."]))
        embed_all(library)
        with stages(library, "ship?") as (first, both, said):
            assert [said[each] for each in first.contents.tolist()] == ["One ship sank."]
            found = both.contents.tolist()
            assert found[:1] == first.contents.tolist()
            assert len(set(found)) == len(found)
            assert len(found) in (NEAREST, NEAREST + 1)
            assert not {"Rain fell."} & {said[each] for each in found}
            assert both.scores.tolist() == [*first.scores.tolist(), *[0.0] * (len(found) - 1)]
            assert both.nearness is not None
            assert np.isfinite(both.nearness.cosines).all()


def test_meaning_looks_only_where_the_question_does_and_at_nothing_that_is_hidden() -> None:
    with Library.open("sqlite://", encoder=lambda: Directions({"vessel", "ship"})) as library:
        kept(library, FERRY, BUDGET, "A ship was painted green.")
        embed_all(library)
        question = "vessel troubles?"
        for articles in ((1,), (2,), (2, 3)):
            found = library.ask(collection="c", question=question, articles=articles)
            shown = (*found.passages, *([found.closest] if found.closest else ()))
            assert {each.article_id for each in shown} <= set(articles)
        library.hide(collection="c", scope=Scope(articles=(1,)))
        found = library.ask(collection="c", question=question, limit=10)
        shown = (*found.passages, *([found.closest] if found.closest else ()))
        assert {each.article_id for each in shown} <= {2, 3}


def test_paragraphs_are_no_nearer_for_the_language_that_they_are_written_in() -> None:
    # All German texts share a direction here, and the question, in a third language, shares it, too.
    with Library.open("sqlite://", encoder=lambda: Directions({"die", "der", "quoi"}, {"the", "of"})) as library:
        kept(library, FERRY, BUDGET)
        embed_all(library)
        with stages(library, "quoi") as (_, both, _said):
            assert both.nearness is not None
            assert not both.nearness.shift.any()
        library.add(collection="c", key="german", text=GERMAN)
        embed_all(library)
        with stages(library, "quoi") as (_, both, said):
            near = both.nearness
            assert near is not None
            german = np.array([said[each] in GERMAN for each in both.contents.tolist()])
            assert german.sum() == 3
            raw = near.cosines + near.shift
            # The mean of three paragraphs counts by half.
            assert near.shift[german] == pytest.approx((raw[german].mean() - raw.mean()) / 2, abs=1e-3)
            assert np.all(near.shift[~german] < 0)
            assert near.cosines[german].mean() - near.cosines[~german].mean() < raw[german].mean() - raw[~german].mean()


def test_a_damaged_vector_undoes_neither_the_order_nor_the_confidence() -> None:
    with Library.open("sqlite://", encoder=WordHashes) as library:
        kept(library, FERRY, BUDGET, GLACIER)
        embed_all(library)
        with library.database.write() as connection:
            number = row_id(connection)
            broken = blocks.Made(spans=b"", paragraph=np.float32(np.nan).tobytes() + bytes(SIZE - 4))
            blocks.add(connection, number, Encoder.MODEL, {1: broken})
            blocks.changed(connection, number)
        for question in ("who is the captain?", "How much do schools receive?", "the ferry Maris Stella"):
            found = asked(library, question)
            assert isfinite(found.confidence)
            assert all(isfinite(each.score) for each in found.passages)
        assert "Lindqvist" in asked(library, "who is the captain?").passages[0].sentence


def test_a_question_whose_vector_is_no_number_is_answered_by_its_words() -> None:
    with Library.open("sqlite://", encoder=WordHashes) as library:
        kept(library, FERRY, BUDGET, GLACIER)
        embed_all(library)
        with library.database.read() as connection:
            number, question = row_id(connection), "How much do schools receive?"
            broken = np.full(384, np.nan, dtype=np.float32)
            assert rank(connection, number, question, vector=broken) == rank(connection, number, question)


def test_a_follow_up_that_leaves_its_subject_unsaid_is_about_that_of_the_earlier_question(news: Library) -> None:
    found = news.ask(collection="c", question="And when?", earlier="Will tickets be refunded?")
    assert found.passages[0].sentence == "Tickets will be refunded within ten days, it said."


def test_without_a_word_and_without_a_paragraph_there_is_nothing() -> None:
    with Library.open("sqlite://", encoder=WordHashes) as library:
        assert asked(library, "who?", recent=[1]) == Answer()
        kept(library, FERRY)
        embed_all(library)
        with library.database.read() as connection:
            none = np.array([], dtype=np.int64)
            vector = WordHashes().question("ferry")
            assert rank(connection, row_id(connection), "ferry", content_ids=none, vector=vector) == Ranking()
            assert rank(connection, row_id(connection), "ferry", limit=0, vector=vector) == Ranking()
            assert rank(connection, 99, "ferry", vector=vector, recent=[1]) == Ranking()


def test_what_is_talked_about_does_not_surely_answer_what_no_article_is_about(news: Library) -> None:
    found = [asked(news, "will it rain tomorrow?", recent=[article]) for article in (1, 2, 3)]
    assert any(each.narrowed for each in found)
    assert not [each for each in found if each.narrowed and each.sure]


STRIKE = """\
The drivers of the night buses in Tarvik walked out at the depot over the new rota.

The union says that nobody asked the drivers about it. Passengers were taken home by taxi."""


@every_case(
    "question, sure",
    [
        ("where did the drivers of the night buses walk out?", True),
        ("when did the drivers of the night buses walk out at the depot?", False),
        ("how many drivers of the night buses walked out at the depot?", False),
        ("how much did the passengers pay for the taxi?", False),
    ],
)
def test_a_sentence_that_lacks_the_number_time_or_price_asked_for_is_only_perhaps_the_answer(
    strike: Library, question: str, sure: bool
) -> None:
    found = asked(strike, question)
    assert found.passages
    assert found.sure == sure


@pytest.fixture(scope="module")
def strike() -> Iterator[Library]:
    """A chat with one article, encoded by the model shipped with the package."""
    with Library.open("sqlite://") as library:
        kept(library, STRIKE)
        embed_all(library)
        yield library
