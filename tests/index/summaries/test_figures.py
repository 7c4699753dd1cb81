"""The figures of a sentence by what they count, and those that a newer article replaces."""

from __future__ import annotations

from index.summaries.boilerplate import is_label
from index.summaries.figures import counts, replaced
from tests.support.cases import every_case

COUNTED = [
    ("At least 27 people were killed and more than 140 injured.", {"dead": "27", "hurt": "140"}),
    ("The death toll of the fire in the old mill of the town has risen to 41.", {"dead": "41"}),
    ("Bei dem Unglück wurden 30 Menschen verletzt.", {"hurt": "30"}),
    ("При взрыве погибли 7 человек, ещё 15 ранены.", {"dead": "7", "hurt": "15"}),
    ("爆炸造成7人死亡。", {"dead": "7"}),
    ("The death toll rose from 9 to 11, officials said.", {"dead": "11"}),
    ("Die Zahl der Verletzten stieg von 9 auf 11.", {"hurt": "11"}),
    ("El número de muertos sube de 9 a 11.", {"dead": "11"}),
    ("Число погибших выросло с 9 до 11.", {"dead": "11"}),
    ("ارتفع عدد قتلى الحريق من 9 إلى 11.", {"dead": "11"}),
    ("死亡人数从9升至11。", {"dead": "11"}),
    ("Of the passengers 4 of the 11 injured are children.", {"hurt": "11"}),
    ("Drei Kinder, 4 von 11 Verletzten, sind in der Klinik.", {"hurt": "11"}),
    ("There were 4 children among the 11 people killed.", {"dead": "11"}),
    ("The injury toll rises to 11.", {"hurt": "11"}),
    ("The toll of injured rises to 11.", {"hurt": "11"}),
    ("2 more people died, which brings the toll to 11.", {"dead": "11"}),
    ("Another 9 people were hurt.", {}),
    ("The quake had a magnitude of 6.3 on the scale.", {"of on": "6.3"}),
    ("It happened at 08:15 in 2026.", {}),
    ("Nothing is counted here.", {}),
]


@every_case(("text", "found"), COUNTED)
def test_what_a_sentence_counts_is_told_by_the_words_beside_the_figure(text: str, found: dict[str, str]) -> None:
    assert counts(text) == found


def test_an_older_figure_is_out_of_date_and_named_beside_the_newer_one() -> None:
    newer, older = ["Toll", "The toll is 41 dead."], ["Fire", "At least 27 people were killed.", "The mill is old."]
    assert replaced([newer, older]) == ({(1, 1)}, {(0, 1): ("27",)})


def test_a_part_or_a_former_figure_stands_against_no_total() -> None:
    newer = ["Toll", "The death toll rises to 11.", "2 more people died in the night."]
    older = ["Crash", "The crash killed 11 people, injuring 9.", "Of the 11 dead 4 of 11 were children."]
    assert replaced([newer, older]) == (set(), {})


def test_the_same_figure_in_two_articles_replaces_nothing() -> None:
    assert replaced([["", "The fire killed 27."], ["", "At least 27 people were killed."]]) == (set(), {})


@every_case("text", ["Part 3.", "Teil 2", "3/10", "Page 4 of 9", "Часть 2.", "第3章", "IMG_1234"])
def test_what_only_numbers_itself_is_a_label(text: str) -> None:
    assert is_label(text)


@every_case("text", ["Part of the roof fell in.", "Three men were hurt.", "Route 7 is closed.", "41 dead"])
def test_what_says_something_is_no_label(text: str) -> None:
    assert not is_label(text)


def test_a_hostile_sentence_is_read_in_part_only() -> None:
    assert len(counts("killed 1 " * 100_000)) <= 12
