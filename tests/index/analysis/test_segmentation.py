"""Paragraphs and sentences: what a reader would mark with a pencil, as spans of the untouched text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.analysis.segmentation import pack, paragraphs, sentences, unpack
from index.models import Span

PIECES = st.sampled_from(
    ["Ann came. ", "It rose 3.2%. ", "“Yes. No.” ", '"', "\n", "\r\n", "\n\n", " ", "\u2028", "中文。", "नमस्ते। ",
     "مرحبا؟ ", "\u200b", "😀", "\ud800", "\0", "a" * 50, "- item\n", "Dr. ", "(", "«"]
)  # fmt: skip
TEXTS = st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map("".join))


def parts(text: str) -> list[str]:
    return [span.of(text) for span in paragraphs(text)]


def split(text: str, language: str = "en") -> list[str]:
    return [span.of(text) for span in sentences(text, language)]


def test_blank_lines_separate_paragraphs_and_lines_inside_stay_together() -> None:
    assert parts("One.\nStill one.\n \t\nTwo.") == ["One.\nStill one.", "Two."]


def test_without_blank_lines_each_line_is_a_paragraph() -> None:
    assert parts("A title\nFirst paragraph. It goes on.\nSecond.") == [
        "A title", "First paragraph. It goes on.", "Second."
    ]  # fmt: skip


def test_lines_that_only_keep_a_margin_are_one_paragraph() -> None:
    text = (
        "This is a mail that is wrapped at some margin that is about\n"
        "sixty characters wide, so that lines end in the middle of a\n"
        "sentence. New sentence here. And so on.\n"
        "A new paragraph starts here and it goes on for quite long so\n"
        "that it wraps as well. Done."
    )
    assert [part.split()[0] for part in parts(text)] == ["This", "A"]
    assert split(parts(text)[0])[0].endswith("middle of a\nsentence.")


@pytest.mark.parametrize("separator", ["\r\n", "\r", "\u2028", "\u2029", "\x85"])
def test_every_kind_of_line_break_counts(separator: str) -> None:
    assert parts(f"One.{separator}Two.") == ["One.", "Two."]


def test_lines_of_a_list_are_sentences_of_their_own() -> None:
    assert split("We need:\n- bread\n- milk and honey\n- salt") == ["We need:", "- bread", "- milk and honey", "- salt"]


def test_what_shows_nothing_is_no_paragraph() -> None:
    assert parts(" \n\u200b\n\ufeff\n\t") == []
    assert sentences("", "en") == []
    assert sentences(" \n ", "en") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("J. Smith paid 3.2% more. Dr. Who left.", "en", ["J. Smith paid 3.2% more.", "Dr. Who left."]),
        ("Le ministre M. de Rugy part. Il rit.", "fr", ["Le ministre M. de Rugy part.", "Il rit."]),
        ("“Yes. It is so.” She left.", "en", ["“Yes. It is so.”", "She left."]),
        ('He said "I go. I see. " They left.', "en", ['He said "I go. I see. "', "They left."]),
        ('It was over. "But I won," she said.', "en", ["It was over.", '"But I won," she said.']),
        ("今天很好。明天呢?", "zh", ["今天很好。", "明天呢?"]),
        ("यह अच्छा है। वह गया।", "hi", ["यह अच्छा है।", "वह गया।"]),
        ("ذهب الرجل. هل عاد؟ نعم!", "ar", ["ذهب الرجل.", "هل عاد؟", "نعم!"]),
        ("Am 3. Mai kam Dr. Roth. Er ging.", "de", ["Am 3. Mai kam Dr. Roth.", "Er ging."]),
        ("One here. Two here.", "xx", ["One here.", "Two here."]),
    ],
)
def test_a_sentence_ends_where_a_reader_says_so(text: str, language: str, expected: list[str]) -> None:
    assert split(text, language) == expected


def test_a_long_paragraph_is_split_as_a_short_one_is() -> None:
    one = "Ann said: “I know. We go.” Then she left. The rate rose by 3.2% in spring. "
    assert split(one * 300) == split(one) * 300


@given(TEXTS, st.sampled_from(["en", "fr", "zh", "und"]))
@settings(deadline=None, max_examples=50)
def test_nothing_visible_is_lost_and_nothing_comes_twice(text: str, language: str) -> None:
    for part in parts(text):
        assert part == part.strip() != ""
        end = 0
        for start, stop in sentences(part, language):
            assert part[end:start].strip() == ""
            assert part[start:stop] == part[start:stop].strip() != ""
            end = stop
        assert part[end:].strip() == ""


@given(TEXTS)
@settings(deadline=None, max_examples=50)
def test_paragraphs_keep_every_word_in_order(text: str) -> None:
    kept = "".join("".join(part.split()) for part in parts(text))
    assert [char for char in kept if char.isalnum()] == [char for char in text if char.isalnum()]


@given(st.lists(st.tuples(st.integers(0, 5_000), st.integers(0, 100_000)), max_size=30))
def test_packed_spans_come_back(gaps: list[tuple[int, int]]) -> None:
    spans: list[Span] = []
    for gap, length in gaps:
        start = (spans[-1].end if spans else 0) + gap
        spans.append(Span(start, start + length))
    assert unpack(pack(spans)) == spans


def test_spans_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order"):
        pack([Span(5, 9), Span(3, 4)])


@pytest.mark.parametrize(
    "piece", ["x", "“", "«", '"', "(", "😀", "a. ", "\0", "\ud800", "\u200b", "Hm! ", "\u202e؟ ", "中。"]
)
def test_of_hostile_text_nothing_is_lost(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    for part in parts(text):
        assert "".join("".join(split(part)).split()) == "".join(part.split())
