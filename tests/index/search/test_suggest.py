"""Suggestions are names, nouns and the figures beside them, never a bare verb."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Library

ARTICLES = (
    "Harvest in the greenhouse\n\nThe harvest came to 11 tonnes. The team of Tomas Reyer said that the robots flew, "
    "and it rained in Oskvik.",
    "Ernte im Gewächshaus\n\nDie Ernte kam auf elf Tonnen. Der Leiter Tomas Reyer sagte, dass die Roboter gut flogen.",
    "La récolte\n\nLa récolte est arrivée à onze tonnes. Le chef a dit que les abeilles volaient bien.",
    "Урожай в теплице\n\nУрожай составил 11 тонн. Роботы прилетели из теплицы, и пошёл дождь.",
)


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url, meaning=False) as library:
        for number, text in enumerate(ARTICLES):
            library.add(collection="c", key=str(number), text=text)
        yield library


@pytest.mark.parametrize(
    "question",
    [
        "who came to Narnia yesterday evening?",
        "why flew Dumbledore to Mars?",
        "wer kam gestern nach Narnia?",
        "warum flogen Drachen nach Mars?",
        "qui est arrivée à Narnia ?",
        "кто прилетели на Марс?",
        "has it rained on Mars?",
    ],
)
def test_a_verb_alone_is_never_suggested(library: Library, question: str) -> None:
    assert library.suggest(collection="c", question=question) is None


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        ("why did the greenhouse explode on Mars?", "greenhouse"),
        ("did Reyer come to Narnia?", "Reyer"),
        ("who ate the robots that came to Narnia?", "robots"),
        ("wer stahl die Ernte auf Mars?", "Ernte"),
        ("qui a volé les abeilles sur Mars ?", "abeilles"),
        ("кто сломал теплицы на Марсе?", "теплицы"),
    ],
)
def test_what_names_something_is(library: Library, question: str, suggested: str) -> None:
    assert suggested in (library.suggest(collection="c", question=question) or "")


def test_a_function_word_is_never_suggested_though_something_is_called_so(library: Library) -> None:
    library.add(collection="c", key="9", text="A gallery\n\nThe And Gallery opened in Oskvik.")
    assert library.suggest(collection="c", question="and now?") is None
