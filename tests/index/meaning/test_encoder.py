"""Vectors represent a text's meaning in any language, are the same each time, and exist for every text."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
import pytest

from index.meaning.encoder import Encoder
from index.meaning.transformer import POSITIONS, WIDTH, Transformer

# A text, its translation or paraphrase, and another text of similar length and subject.
TRIPLES = {
    "en": ("The ferry sank during the storm.", "The boat went down in bad weather.", "The mayor opened a new library."),
    "de": ("Die Fähre sank während des Sturms.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "es": ("El transbordador se hundió en la tormenta.", "The ferry sank in the storm.", "A new library was opened."),
    "fr": ("Le ferry a coulé pendant la tempête.", "The ferry sank during the storm.", "The mayor opened a library."),
    "ru": ("Паром затонул во время шторма.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "ar": ("غرقت العبارة أثناء العاصفة.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "he": ("המעבורת טבעה בזמן הסערה.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "hi": ("तूफ़ान के दौरान नाव डूब गई।", "The ferry sank during the storm.", "The mayor opened a new library."),
    "tr": ("Feribot fırtına sırasında battı.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "zh": ("渡轮在暴风雨中沉没了。", "The ferry sank during the storm.", "The mayor opened a new library."),
    "ja": ("フェリーは嵐の最中に沈没した。", "The ferry sank during the storm.", "The mayor opened a new library."),
    "ko": ("여객선이 폭풍 중에 침몰했다.", "The ferry sank during the storm.", "The mayor opened a new library."),
    "th": ("เรือเฟอร์รี่จมระหว่างเกิดพายุ", "The ferry sank during the storm.", "The mayor opened a new library."),
}
QUESTIONS = [
    ("How many people did the ship carry?", "There were 212 passengers on board.", "Tickets cost eight euros."),
    ("Wann wurde das Rathaus gebaut?", "The town hall dates from 1874.", "The town hall has a red roof."),
    (
        "Кто руководит больницей?",
        "Dr. Amina Yusuf has been head of the hospital since May.",
        "The swimming pool has 40 lockers.",
    ),
    ("为什么学校关闭了？", "Classes are suspended because the roof leaks.", "The school has 300 pupils."),
]
PARAGRAPH = ["The ferry left at noon.", "It carried 212 passengers.", "Nobody was hurt when it ran aground."]


@pytest.mark.parametrize("language", TRIPLES)
def test_a_translation_is_nearer_than_something_else(language: str, encoder: Encoder) -> None:
    text, same, other = (each.paragraph for each in encoder.paragraphs([[each] for each in TRIPLES[language]]))
    assert text @ same > text @ other + 0.03


@pytest.mark.parametrize(("question", "answer", "other"), QUESTIONS)
def test_a_question_is_nearer_to_its_answer_in_another_language_too(
    question: str, answer: str, other: str, encoder: Encoder
) -> None:
    vector = encoder.question(question)
    right, wrong = (each.paragraph for each in encoder.paragraphs([[answer], [other]]))
    assert vector @ right > vector @ wrong


def test_vectors_have_length_one_and_a_paragraph_one_for_each_sentence(encoder: Encoder) -> None:
    [made] = encoder.paragraphs([PARAGRAPH])
    assert made.paragraph.shape == (WIDTH,)
    assert made.sentences.shape == (3, WIDTH)
    question = encoder.question("Who was hurt?")
    for vector in (question, made.paragraph, *made.sentences):
        assert vector.dtype == np.float32
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


def test_of_a_paragraphs_sentences_the_one_that_answers_is_nearest(encoder: Encoder) -> None:
    [made] = encoder.paragraphs([PARAGRAPH])
    nearest = [int(np.argmax(made.sentences @ encoder.question(each))) for each in ("When did it depart?", "Injuries?")]
    assert nearest == [0, 2]


def test_a_batch_gives_what_each_gives_alone(encoder: Encoder) -> None:
    items = [PARAGRAPH, ["渡轮在暴风雨中沉没了。"], [], ["A line."] * 60, PARAGRAPH[::-1]]
    for item, made in zip(items, encoder.paragraphs(items), strict=True):
        [alone] = encoder.paragraphs([item])
        assert made.paragraph == pytest.approx(alone.paragraph, abs=1e-3)
        assert made.sentences == pytest.approx(alone.sentences, abs=1e-3)


def test_threads_that_encode_at_once_get_their_own_vectors(encoder: Encoder) -> None:
    expected = {each: encoder.question(each) for each, *_ in QUESTIONS}
    found: dict[str, list[bool]] = {each: [] for each in expected}

    def work(text: str) -> None:
        found[text].extend(bool(np.allclose(encoder.question(text), expected[text], atol=1e-3)) for _ in range(5))

    threads = [threading.Thread(target=work, args=(each,)) for each in expected]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == {each: [True] * 5 for each in expected}


@pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d", "\x00\x07", "\u00ad"])
def test_without_a_word_there_are_zeros(text: str, encoder: Encoder) -> None:
    [made] = encoder.paragraphs([[text, text]])
    assert not encoder.question(text).any()
    assert not made.paragraph.any()
    assert made.sentences.shape == (2, WIDTH)
    assert not made.sentences.any()


def test_a_sentence_without_a_word_does_not_disturb_the_others(encoder: Encoder) -> None:
    [made], [alone] = (
        encoder.paragraphs([["One line.", " ", "Another."]]),
        encoder.paragraphs([["One line.", "Another."]]),
    )
    assert not made.sentences[1].any()
    assert made.sentences[[0, 2]] == pytest.approx(alone.sentences, abs=1e-3)


@pytest.mark.parametrize(
    "text",
    [
        "\ud800\udfff\udc00",
        "😀👩‍👩‍👧‍👦🏳️‍🌈",
        "a\x00b\x1bc",
        "e" + "\u0301" * 5000,
        "\U000e0001\U0010ffff",
        "?" * 1000,
        "\ufdfa" * 100,
    ],
    ids=["surrogates", "emoji", "controls", "marks", "private", "punctuation", "long forms"],
)
def test_hostile_text_has_a_vector_too(text: str, encoder: Encoder) -> None:
    [made] = encoder.paragraphs([[text, "And a line."]])
    for vector in (encoder.question(text), made.paragraph, *made.sentences):
        assert np.isfinite(vector).all()
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-4)


class Counting(Transformer):
    """Records the lengths of the texts in each batch."""

    def __init__(self) -> None:
        self.read: list[list[int]] = []

    def states(self, texts: Sequence[Sequence[int]]) -> list[np.ndarray[tuple[int, int], np.dtype[np.float32]]]:
        """``(pieces, WIDTH) float32`` of ones for each text; the values do not matter."""
        self.read.append([len(text) for text in texts])
        return [np.ones((len(text), WIDTH), dtype=np.float32) for text in texts]


def counting(encoder: Encoder) -> tuple[Encoder, Counting]:
    """An encoder with the same pieces, whose transformer only counts them."""
    mine, counted = Encoder(encoder._arrays), Counting()
    mine._transformer = counted
    return mine, counted


@pytest.mark.parametrize("sentences", [["a" * 1_000_000], ["word " * 200_000], ["A line."] * 100_000, ["語" * 500_000]])
def test_of_a_paragraph_eight_windows_are_read_however_long_it_is(sentences: list[str], encoder: Encoder) -> None:
    mine, counted = counting(encoder)
    [made] = mine.paragraphs([sentences])
    assert len(made.sentences) == len(sentences)
    # Windows of whole sentences are not quite full.
    assert 1 <= sum(map(len, counted.read)) <= 9
    assert max(map(sum, counted.read)) <= POSITIONS


def test_of_a_question_one_window_is_read(encoder: Encoder) -> None:
    mine, counted = counting(encoder)
    mine.question("why " * 300_000)
    assert counted.read == [[POSITIONS]]


def test_short_paragraphs_are_read_together_up_to_one_window(encoder: Encoder) -> None:
    mine, counted = counting(encoder)
    mine.paragraphs([PARAGRAPH] * 40)
    assert sum(map(len, counted.read)) == 40
    assert len(counted.read) <= 4
    assert max(map(sum, counted.read)) <= POSITIONS
