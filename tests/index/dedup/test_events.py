"""Posts made from one template tell of different events; new figures are news of the same one."""

from __future__ import annotations

from itertools import combinations

from index.dedup.events import other_event, tokens
from tests.index.dedup.bulletins import BULLETINS, UPDATES
from tests.support.cases import every_case


@every_case("kind", BULLETINS)
def test_bulletins_of_one_kind_about_different_places_names_or_days_are_different_events(kind: str) -> None:
    for one, other in combinations(BULLETINS[kind], 2):
        assert other_event(tokens(one), tokens(other))
        assert other_event(tokens(other), tokens(one))


@every_case(("first", "later"), UPDATES)
def test_new_figures_on_the_same_place_and_day_are_the_same_event(first: str, later: str) -> None:
    assert not other_event(tokens(first), tokens(later))
    assert not other_event(tokens(later), tokens(first))


SAME = [
    ("A mill burnt down in Halvern on Monday.", "A mill burnt down in Halvern on Monday. Two men were arrested."),
    ("A mill burnt down in Halvern, Mayor Lee said.", "A mill burnt down in Halvern, Minister Roe said."),
    ("Death toll in Halvern rises to 27.", "Fire brigade leaves Halvern after a long night."),
    ("Fire In Old Mill Of Halvern Kills Many", "Fire In Old Mill Of Halvern Injures Many"),
]


@every_case(("first", "later"), SAME)
def test_more_news_or_another_speaker_is_no_other_event(first: str, later: str) -> None:
    assert not other_event(tokens(first), tokens(later))


def test_openings_that_name_nothing_alike_are_different_events() -> None:
    assert other_event(tokens("The mayor of Halvern resigned."), tokens("A strike began at Kastor Shipping."))


@every_case("piece", ["a", "Aa ", "1 ", "Aa 1 ", "中", ".", "№ 1", "A-", "\n"])
def test_only_the_opening_of_a_hostile_text_is_read(piece: str) -> None:
    words = tokens(piece * 100_000)
    assert len(words) <= 70
    assert other_event(words, tokens("Bb " * 100_000)) in (True, False)
