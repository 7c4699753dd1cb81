"""A highlight consists of whole sentences of the paragraph, as many as a reader needs to follow it."""

from __future__ import annotations

from index.analysis.sentences.segmentation import sentences
from index.models import Span
from index.search.highlight import LONGEST, highlight
from tests.support.cases import every_case


def shown(text: str, answering: str, language: str = "en") -> str:
    """The text highlighted for the sentence ``answering``."""
    start = text.index(answering)
    spans = [Span(*span) for span in sentences(text, language)]
    return highlight(text, spans, Span(start, start + len(answering)), language).of(text)


def test_a_sentence_that_stands_alone_is_shown_alone() -> None:
    text = "The mine opened in 1961. Prices rose in March. They fell in May."
    assert shown(text, "Prices rose in March.") == "Prices rose in March."


@every_case(
    ("text", "answering", "language"),
    [
        ("Ewa Lindqvist is the captain. She took over in May.", "She took over in May.", "en"),
        ("The bridge was closed. However, buses still cross it.", "However, buses still cross it.", "en"),
        ("“We waited for hours. Nobody came,” said Ines Moro.", "Nobody came,” said Ines Moro.", "en"),
        ('"We waited for hours. Nobody came," said Ines Moro.', 'Nobody came," said Ines Moro.', "en"),
        ("The pipes burst. Because of that, the school is closed.", "Because of that, the school is closed.", "en"),
        ("Die Brücke ist gesperrt. Sie wird im Mai geöffnet.", "Sie wird im Mai geöffnet.", "de"),
        ("Llovió tres días. Gracias a ello, el río creció.", "Gracias a ello, el río creció.", "es"),
        ("Мост закрыли вчера. Его откроют в мае.", "Его откроют в мае.", "ru"),
    ],
)
def test_one_that_points_back_brings_the_one_before(text: str, answering: str, language: str) -> None:
    assert shown(text, answering, language) == text


def test_one_that_announces_brings_the_one_after() -> None:
    text = "Rain fell. The mayor gave one reason: The dam is old. It dates from 1950."
    spans = [Span(0, 10), Span(11, 37), Span(38, 53), Span(54, 73)]
    assert highlight(text, spans, spans[1], "en").of(text) == "The mayor gave one reason: The dam is old."


def test_one_neighbour_is_enough() -> None:
    text = "Ewa Lindqvist is the captain. She took over in May. She has a crew of nine."
    assert shown(text, "She has a crew of nine.") == "She took over in May. She has a crew of nine."


def test_a_quotation_that_opens_here_needs_nothing_before() -> None:
    text = 'The mayor was blunt. "We waited for hours," she said.'
    assert shown(text, '"We waited for hours," she said.') == '"We waited for hours," she said.'


def test_what_could_not_be_quoted_in_one_piece_stays_short() -> None:
    # An emoji is two UTF-16 units.
    long = "Lamps " + "🎉" * (LONGEST // 2) + "."
    assert shown(f"{long} It rained.", "It rained.") == "It rained."


def test_without_a_sentence_the_paragraph_is_shown() -> None:
    assert highlight("No end", [], Span(0, 2), "en") == Span(0, 6)
