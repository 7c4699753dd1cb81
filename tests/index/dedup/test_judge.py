"""A paragraph is left out only if it adds nothing to one that is kept, and what changed is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dedup.compare.differences import Difference
from index.dedup.compare.verdict import VerdictKind, compare
from index.dedup.fingerprints import sketch
from index.dedup.judge import elect_representatives, judge
from index.dedup.normal_form import normal_form
from index.dedup.words.normalize import wording
from index.dedup.words.quantities import LONGEST_FIGURE

RAID = (
    "Police raided nine flats in Dorchester on Tuesday and arrested 14 people, the interior ministry said."
    ' "We had been watching them for a year," Inspector Helen Marsh told reporters.'
)
FLOOD = "The river Stour rose by 83 centimetres overnight and flooded the old town, where 1,200 people live."
BAKERY = "A bakery in Hill Street has won the regional prize for the best rye bread for the third time."


@dataclass(frozen=True)
class Draft:
    text: str

    @property
    def form(self) -> str:
        return normal_form(self.text)

    @property
    def sketch(self) -> tuple[int, ...]:
        return sketch(self.text)


class Shelf:
    """Stored paragraphs in memory, found by any common shingle."""

    def __init__(self, texts: Mapping[int, str]) -> None:
        self._texts = texts

    def candidates(self, sketches: Sequence[tuple[int, ...]]) -> list[list[int]]:
        return [[number for number, text in self._texts.items() if set(each) & set(sketch(text))] for each in sketches]

    def texts(self, ids: Sequence[int]) -> Mapping[int, str]:
        return {number: self._texts[number] for number in ids}


def test_the_same_words_in_other_clothes_are_a_duplicate() -> None:
    assert compare(f"LONDON (Tellus) — {RAID.replace(chr(34), '”')} via @town_news", RAID).kind is VerdictKind.DUPLICATE


def test_fewer_words_are_a_duplicate_and_more_are_not() -> None:
    assert (
        compare("Police raided nine flats in Dorchester on Tuesday, the interior ministry said.", RAID).kind
        is not VerdictKind.NEW
    )
    shorter = RAID[: RAID.index(' "')]
    assert compare(shorter, RAID).kind is VerdictKind.DUPLICATE
    assert compare(RAID, shorter).kind is VerdictKind.CHANGED


def test_another_story_is_new() -> None:
    assert compare(BAKERY, FLOOD).kind is VerdictKind.NEW


def test_a_changed_figure_is_shown_as_people_read_it() -> None:
    difference = compare(FLOOD.replace("83", "87"), FLOOD).difference
    assert difference == Difference(kind="figure", old="83", new="87")
    assert str(difference) == "83 → 87"
    assert Difference.from_json(difference.as_json()) == difference


def test_names_that_change_places_are_a_change() -> None:
    assert (
        compare("In the final Marlow beat Kingston.", "In the final Kingston beat Marlow.").kind is VerdictKind.CHANGED
    )


def test_sentences_that_change_places_are_none() -> None:
    first, second = RAID[: RAID.index(' "')], RAID[RAID.index('"') :]
    assert compare(f"{second} {first}", RAID).kind is VerdictKind.DUPLICATE


def test_who_speaks_may_be_said_otherwise_but_not_be_somebody_else() -> None:
    quoted = '"This bridge was never meant to carry lorries of forty tonnes," Mayor Ann Bell said on Monday.'
    assert (
        compare(quoted.replace("Mayor Ann Bell said on Monday", "Bell told reporters"), quoted).kind
        is VerdictKind.DUPLICATE
    )
    assert compare(quoted.replace("Mayor Ann Bell", "Engineer Paul Roe"), quoted).kind is VerdictKind.CHANGED


def test_a_text_that_breaks_off_adds_nothing() -> None:
    assert compare(FLOOD[:60] + "…", FLOOD).kind is VerdictKind.DUPLICATE


def test_a_batch_is_judged_against_what_is_stored_and_against_itself() -> None:
    incoming = [Draft(FLOOD.replace("83", "87")), Draft(BAKERY), Draft(f"(Tellus) - {BAKERY}"), Draft(RAID)]
    judged = judge(incoming, Shelf({7: FLOOD, 8: f"{RAID} (Reporting by Jo Low)"}))
    assert [each.verdict.kind for each in judged] == [
        VerdictKind.CHANGED,
        VerdictKind.NEW,
        VerdictKind.DUPLICATE,
        VerdictKind.DUPLICATE,
    ]
    assert [(each.representative, each.earlier) for each in judged] == [(7, None), (None, None), (None, 1), (8, None)]


def test_the_representative_of_a_duplicate_is_no_duplicate_itself() -> None:
    judged = judge([Draft(RAID), Draft(f"(Tellus) - {RAID}"), Draft(f"{RAID} via @town")], Shelf({}))
    assert [each.earlier for each in judged] == [None, 0, 0]


def test_when_the_representative_is_forgotten_the_next_takes_its_place() -> None:
    judged = elect_representatives({3: RAID, 5: f"(Tellus) - {RAID}", 9: RAID.replace("14", "41")})
    assert [judged[number].verdict.kind for number in (3, 5, 9)] == [
        VerdictKind.NEW,
        VerdictKind.DUPLICATE,
        VerdictKind.CHANGED,
    ]
    assert [judged[number].representative for number in (3, 5, 9)] == [None, 3, 3]


def test_a_sketch_is_short_stable_and_shared_by_versions() -> None:
    assert len(sketch(RAID * 9)) <= 24
    assert set(sketch(RAID)) & set(sketch(RAID.replace("14", "41")))
    assert all(-(2**63) <= value < 2**63 for value in sketch(RAID))
    assert sketch("🔥") == ()


@given(st.text(max_size=60), st.text(max_size=60))
@settings(max_examples=150, deadline=None)
def test_any_two_texts_can_be_compared_and_a_text_adds_nothing_to_itself(one: str, other: str) -> None:
    assert compare(one, one).kind is VerdictKind.DUPLICATE
    assert compare(one, other).kind in VerdictKind


@given(st.integers(0, 10**6), st.integers(0, 10**6))
@settings(max_examples=100, deadline=None)
def test_another_figure_is_never_left_out(one: int, other: int) -> None:
    if one != other:
        assert compare(FLOOD.replace("83", str(one)), FLOOD.replace("83", str(other))).kind is VerdictKind.CHANGED


@pytest.mark.parametrize("piece", ["a", "a ", "😀", "\x00", "\ud800", '"a" said ', "Aa ", "中", "1 234 ", "(a", "א"])
def test_hostile_texts_are_compared_in_linear_time(piece: str) -> None:
    text = piece * (50_000 // len(piece))
    assert compare(f"{text} 5", f"{text} 6 b").kind in VerdictKind


@pytest.mark.parametrize("link", ["t.me/a", "www.a", "https://a", "@aa#", "via www.a"])
def test_links_that_run_into_one_another_are_taken_off_in_one_way_only(link: str) -> None:
    """Where each of thirty links could end before any of its letters this would take minutes."""
    credited = ["He said so. " + link * 40 + f" {number} ]" for number in range(40)]
    assert {compare(one, other).kind for one, other in pairwise(credited)} == {VerdictKind.CHANGED}


def test_a_figure_has_an_end_however_often_it_is_multiplied() -> None:
    found = wording("1 " + "million " * 1_000, "en")
    assert max(len(word.key) for word in found) <= 2 * LONGEST_FIGURE
    assert [word.key for word in wording("7 million million", "en")] == ["7" + "0" * 12]


def test_many_quotations_that_differ_are_compared_in_linear_time() -> None:
    stored = [f'"a{number % 997}" said Bb' for number in range(4000)]
    incoming = [f"{each}q" if number % 3 else each for number, each in enumerate(stored)]
    opening = "the of and was " * 9
    assert compare(opening + " ".join(incoming), opening + " ".join(stored)).kind in VerdictKind
