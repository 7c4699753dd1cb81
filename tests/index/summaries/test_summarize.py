"""Summaries quote the right sentences of articles that can be judged by eye."""

from __future__ import annotations

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.summaries.salience import Vocabulary
from index.summaries.summarize import CLASSIC_METHODS, METHODS, Document, choose, default_length, length_for
from tests.support.cases import every_case

MINE = (
    "Forty-one miners were trapped on Tuesday when the roof of a potash mine fell in near the town of Stanwick.",
    "Rescue teams had not reached the miners by nightfall, the mines inspectorate said.",
    "He said that nobody could say more.",
    "The mine's owner, Northern Potash, had been fined twice for roof falls since 2019.",
    "A local choir sang on the square.",
    "The inspectorate had ordered the owner to secure the roof of the mine within a month.",
    "It rained.",
    "Relatives of the trapped miners waited at the gate of the mine through the night.",
)
TEXTS = st.lists(
    st.sampled_from([*MINE, "By Ann Lee", "Read more: it.", "", "😀😀", "\ud800", "中文也行。", "x" * 300]), max_size=14
)


def said(document: Document, count: int, **options: str) -> list[str]:
    return [document.sentences[number].text for number in choose(document, count, **options)]


def article(*texts: str, title: str | None = None, language: str = "en") -> Document:
    return Document.build([[text] for text in texts], title=title, language=language)


def test_the_sentence_that_says_the_most_comes_first() -> None:
    assert said(article(*MINE), 1) == [MINE[0]]


def test_side_remarks_come_last() -> None:
    assert not {MINE[4], MINE[6]} & set(said(article(*MINE), 4))


def test_sentences_come_in_reading_order() -> None:
    chosen = choose(article(*MINE), 5)
    assert chosen == sorted(chosen)


def test_a_sentence_that_points_back_is_not_quoted_without_the_one_before() -> None:
    for count in range(1, 6):
        chosen = choose(article(*MINE), count)
        assert 2 not in chosen or 1 in chosen


@every_case(
    "part",
    ["and the miners' mine near Stanwick too.", "The trapped miners of the Stanwick mine are these:",
     "“The roof of the mine fell on the miners of Stanwick.", "Who owns the potash mine near the town of Stanwick?"],
)  # fmt: skip
def test_half_sentences_and_questions_wait_for_whole_statements(part: str) -> None:
    assert part not in said(article(*MINE[:2], part, *MINE[3:]), 3)


def test_the_same_sentence_is_quoted_once() -> None:
    chosen = said(article(*MINE, *MINE), 2 * len(MINE))
    assert len(chosen) == len(set(chosen))


def test_a_repeated_half_changes_nothing() -> None:
    assert said(article(*MINE, *MINE[4:]), 3) == said(article(*MINE), 3)


@pytest.mark.parametrize(
    "line",
    [
        "By Ann Lee, Northern Echo",
        "By Ann Lee, mining correspondent, Northern Echo.",
        "Von Jan Maier und Eva Roth",
        "STANWICK, March 3 (Tellus) -",
        "Updated 1:36 PM ET, Mon March 2, 2015",
        "Photo: Ann Lee / Tellus",
        "Rescue teams at the mine - Photo: Tellus",
        "Read also: Forty-one miners trapped in the mine near Stanwick",
        "Lire aussi : les mineurs de Stanwick",
        "Читайте также: шахтёры",
        "© 2026 Northern Echo. All rights reserved.",
        "Ann Lee and Tom Roe contributed to this report.",
        "https://example.org/mine #mine @echo",
        "Subscribe to our newsletter about miners and mines in the north.",
    ],
)
def test_what_only_labels_credits_or_advertises_is_never_quoted(line: str) -> None:
    for document in (article(line, *MINE), article(*MINE[:3], line, *MINE[3:]), article(*MINE, line)):
        assert line not in said(document, 20)


def test_real_sentences_that_look_like_labels_are_quoted() -> None:
    texts = (
        "By Tuesday the flood had reached the mine and the town.",
        "Photos of the mine went round the world within hours.",
    )
    assert said(article(*texts), 2) == list(texts)


def test_where_there_is_nothing_else_even_a_label_is_better_than_silence() -> None:
    assert choose(article("Photo: Ann Lee / Tellus"), 3) == [0]


def test_a_heading_is_not_quoted_while_there_are_sentences() -> None:
    document = article("Miners trapped near Stanwick", *MINE)
    assert 0 not in choose(document, 5)


def test_posts_without_full_stops_are_summarised_too() -> None:
    document = article(
        "Oil rises 3% on supply fears", "Gold falls for a third day", "Shares in Asia mixed before the vote"
    )
    assert len(choose(document, 2)) == 2


def test_the_title_draws_its_words() -> None:
    even = ("The council met on the budget of the town.", "The choir of the town sang for the council.",
            "The harbour of the town was dredged.", "The library of the town was painted.")  # fmt: skip
    assert said(article(*even, title="Harbour dredged at last"), 1) == [even[2]]


def test_a_year_is_no_figure() -> None:
    vocabulary = Vocabulary("en")
    said = ("The plan of 2019 failed.", "It costs 2300 crowns.", "In 1987 it took 12 years.")
    assert [vocabulary.of(text).figures for text in said] == [0, 1, 1]


def test_a_focus_picks_what_speaks_of_it() -> None:
    assert said(article(*MINE), 2, focus="the owner") == [MINE[3], MINE[5]]
    assert said(article(*MINE), 3, focus="relative") == [MINE[7]]


def test_a_focus_that_nothing_speaks_of_gives_nothing() -> None:
    assert choose(article(*MINE), 3, focus="parliament") == []


def test_the_function_words_of_a_focus_find_nothing_unless_it_has_no_others() -> None:
    for focus in ("the parliament", "about the parliament in it", "Was it for her parliament?"):
        assert choose(article(*MINE), 3, focus=focus) == []
    document = article("Who are they?", "Rain fell on the other gathering.", "Nobody came.")
    assert said(document, 3, focus="they") == ["Who are they?"]


def test_a_part_of_a_longer_word_is_a_focus_too() -> None:
    document = article("Der Ölpreis stieg am Montag.", "Die Wahl ist am Sonntag.", language="de")
    assert choose(document, 2, focus="Preis") == [0]


def test_a_focus_comes_as_it_is_written_before_its_other_forms() -> None:
    document = article(
        "The town wants to build a battery park beside the old coal-fired power station of Brunn.",
        "The council fired its planner over the power station, and the town wants the park.",
        "Opponents say that the batteries are a fire risk.",
        "The fire brigade has demanded a second road.",
    )
    assert choose(document, 2, focus="fire") == [2, 3]
    assert choose(document, 4, focus="fire") == [0, 1, 2, 3]


@every_case("method", METHODS)
def test_every_method_quotes_that_many_sentences_in_order(method: str) -> None:
    chosen = choose(article(*MINE), 3, method=method)
    assert len(set(chosen)) == 3
    assert chosen == sorted(chosen)


@every_case("method", CLASSIC_METHODS)
def test_classic_methods_tell_equal_sentences_apart(method: str) -> None:
    chosen = choose(article(*MINE, *MINE), 4, method=method)
    assert len(set(chosen)) == 4


def test_a_classic_method_that_would_take_too_long_gives_way_and_says_so(caplog: pytest.LogCaptureFixture) -> None:
    document = article(*(f"{MINE[number % 8]} Number {number}." for number in range(120)))
    with caplog.at_level(logging.WARNING):
        assert choose(document, 3, method="kl") == choose(document, 3)
    assert "kl" in caplog.text
    assert "Stanwick" not in caplog.text


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown summary method"):
        choose(article(*MINE), 3, method="magic")


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        ("zh", ("大火烧毁了城里的老市场,三百个摊位被毁。", "消防队用了六个小时才控制住市场的大火。", "天气很好。")),
        ("ar", ("دمر حريق كبير السوق القديم في المدينة ليلة أمس.", "عمل رجال الإطفاء في السوق.", "الطقس جميل.")),
        ("hi", ("पुराने बाज़ार में लगी आग से तीन सौ दुकानें जल गईं।", "दमकल को आग बुझाने में समय लगा।", "मौसम ठीक।")),
    ],
)  # fmt: skip
def test_every_script_has_summaries(language: str, texts: tuple[str, ...]) -> None:
    assert choose(article(*texts, language=language), 2) == [0, 1]


@given(TEXTS)
@settings(deadline=None, max_examples=40)
def test_longer_always_holds_what_shorter_had(texts: list[str]) -> None:
    document = article(*texts)
    shorter: set[int] = set()
    for count in range(len(texts) + 2):
        chosen = choose(document, count)
        assert shorter <= set(chosen) <= set(range(len(texts)))
        assert len(chosen) <= count
        shorter = set(chosen)
    assert bool(shorter) == any(text.strip() for text in texts)


def test_five_thousand_sentences_are_not_too_many() -> None:
    document = Document.build(
        [[f"{MINE[number % 8]} Number {number} of many." for number in range(5_000)]], language="en"
    )
    assert len(choose(document, 8)) == 8


@every_case("text", ["", " \n", "😀" * 50_000, "x" * 200_000, "\0", "\ud800", "\u200b" * 1_000, "؟" * 1_000, "1"])
def test_hostile_text_is_summarised_or_not_but_never_fails(text: str) -> None:
    document = Document.of(text)
    assert set(choose(document, 3)) <= set(range(len(document.sentences)))


def test_default_length_follows_the_article() -> None:
    lengths = [default_length(total) for total in (0, 1, 4, 14, 40, 1_000)]
    assert lengths == sorted(lengths)
    assert lengths[0] == 0
    assert lengths[3] == 3
    assert [default_length(total) for total in (1, 2, 4, 6, 9, 20)] == [1, 1, 2, 3, 3, 3]
    assert lengths[-1] == 8


@every_case(
    ("kind", "total", "expected"),
    [(5, 14, 5), (5, 3, 3), (0, 9, 1), (-2, 9, 1), (0.3, 10, 3), (2.0, 10, 10), (float("nan"), 4, 4), ("medium", 14, 3),
     ("short", 14, 2), ("long", 14, 6), ("long", 2, 2), (3, 0, 0)],
)  # fmt: skip
def test_requested_lengths_stay_within_the_article(kind: str | int | float, total: int, expected: int) -> None:
    assert length_for(kind, total) == expected


def test_an_unknown_length_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown length"):
        length_for("endless", 9)
