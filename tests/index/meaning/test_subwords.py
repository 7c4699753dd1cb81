"""Any text is cut into the likeliest pieces of words, in time linear in its length."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.meaning import subwords
from index.meaning.subwords import LONGEST, SPECIAL, UNKNOWN, WORD, Subwords, hashes, normal
from tests.index.meaning.vocabulary import POINTS, vocabulary
from tests.support.cases import every_case


def pieces(text: str, most: int = 1000) -> list[str]:
    """The text cut up by a small vocabulary."""
    found, names = vocabulary()
    return [names[row] for row in found.rows(text, most)]


def test_the_likeliest_pieces_are_found_not_the_longest() -> None:
    # "unhappy" could begin with the longer "unh", but "un" and "happy" are likelier together.
    assert pieces("unhappy") == [f"{WORD}un", "happy"]
    assert pieces("happy un") == [f"{WORD}happy", f"{WORD}un"]


def test_no_piece_reaches_over_a_space() -> None:
    assert pieces("un happy") == [f"{WORD}un", f"{WORD}happy"]


def test_unknown_characters_in_a_row_are_one() -> None:
    assert pieces("un☃☃☃happy") == [f"{WORD}un", "?", "happy"]
    assert pieces("☃") == [WORD, "?"]


def test_the_sum_of_the_scores_is_the_highest_that_there_is() -> None:
    found, names = vocabulary()
    for text in ("unhappy", "unhunhappy", "haphappyunun", "pphaunhappy"):
        cut = [names[row] for row in found.rows(text, 100)]
        assert "".join(cut) == WORD + text
        assert sum(POINTS[each] for each in cut) == pytest.approx(_best(WORD + text))


def _best(text: str) -> float:
    """The likeliest pieces, found by trying every way to cut the text."""
    if not text:
        return 0.0
    ends = [end for end in range(1, min(len(text), LONGEST) + 1) if text[:end] in POINTS]
    return max((POINTS[text[:end]] + _best(text[end:]) for end in ends), default=float("-inf"))


@every_case(
    ("written", "read"),
    [
        ("  two\twords\n", "▁two▁words"),
        ("ﬁne ½ Ａ", "▁fine▁1⁄2▁A"),
        ("soft\u00adhyphen", "▁softhyphen"),
        ("zero\u200bwidth", "▁zero▁width"),
        ("bell\x07 and\x00 null", "▁bell▁and▁null"),
        ("e\u0301", "▁é"),
        ("", ""),
        (" \n\t", ""),
        ("▁▁", ""),
    ],
)
def test_text_is_read_in_compatible_characters_and_without_invisible_ones(written: str, read: str) -> None:
    assert normal(written) == read


def test_no_more_pieces_than_wanted() -> None:
    assert pieces("un happy un happy", 3) == [f"{WORD}un", f"{WORD}happy", f"{WORD}un"]
    assert pieces("happy", 0) == []


@given(st.text(st.characters(), max_size=200))
def test_whatever_is_written_has_rows_of_the_table_unless_it_has_no_word(text: str) -> None:
    found, names = vocabulary()
    rows = found.rows(text, 5000)
    assert all(UNKNOWN <= row < len(names) for row in rows)
    assert bool(rows) == bool(normal(text))
    # The same each time.
    assert found.rows(text, 5000) == rows


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "\ud800" * 1_000_000, "a" + "\u0301" * 1_000_000, "☃" * 1_000_000, "\u00ad" * 1_000_000],
    ids=["letter", "surrogates", "marks", "unknown", "invisible"],
)
def test_of_a_very_long_text_only_as_much_is_looked_at_as_is_wanted(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    found, _ = vocabulary()
    looked_at: list[int] = []
    matches = Subwords._matches

    def counting(self: Subwords, codes: np.ndarray[tuple[int], np.dtype[np.uint64]]) -> object:
        looked_at.append(len(codes))
        return matches(self, codes)

    monkeypatch.setattr(Subwords, "_matches", counting)
    rows = found.rows(text, 512)
    assert len(rows) <= 512
    assert sum(looked_at) <= 512 * 8 + 1024
    assert max(looked_at, default=0) <= 1024


def test_a_cut_between_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "unhappy happy un " * 50
    whole = pieces(text)
    monkeypatch.setattr(subwords, "_AT_ONCE", 40)
    assert pieces(text) == whole


def test_hashes_tell_pieces_apart() -> None:
    words = [f"{first}{second}" for first in "abcdefghij▁ßж語" for second in ("", *"abcdefghij▁ßж語")]
    assert len(set(hashes(words).tolist())) == len(words)
    assert len({subwords.BEGIN, subwords.END, UNKNOWN}) == SPECIAL
