"""Which sentences of a text stand in the articles: word for word, altered, in other words, or not at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from index import Check, CheckedSentence, Library, Mark

FLOOD = """Floods in Karsk

At least 27 people were killed and 140 injured when floods hit Karsk on Sunday, the interior ministry said. \
"We did not expect the river to rise so fast," said Anna Vanek, the mayor.

The government has promised 5 million euros for the town. It is not true that the dam broke. The on-line appeal \
raised €2,500 by 15 July."""
MILL = """Blaze in the old mill

A fire in the old mill at Deln destroyed two floors on 3 March. No one was hurt, the fire brigade said.

The owner, Marek Holt, wants to rebuild it before winter. Firefighters from Deln arrived before those from Karsk."""
BERLIN = """Brücke gesperrt

Die Brücke über die Alda bleibt bis zum 4. Mai gesperrt, teilte die Stadt mit. \
Rund 3,2 Millionen Euro kostet der Bau."""
CHINESE = """海边的新图书馆

新图书馆将于五月三日开放，馆长李明说。馆内有两百个座位。"""
ARABIC = """افتتاح المتحف

افتتح المتحف الجديد أبوابه يوم الأحد بحضور 300 زائر. قال المدير إن الدخول مجاني."""


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url, meaning=False) as library:
        for number, text in enumerate((FLOOD, MILL, BERLIN, CHINESE, ARABIC)):
            library.add(collection="c", key=str(number), text=text)
        yield library


def check(library: Library, text: str) -> Check:
    return library.check(collection="c", text=text)


def one(library: Library, text: str) -> CheckedSentence:
    (found,) = check(library, text).sentences
    return found


@pytest.mark.parametrize(
    "text",
    [
        "The government has promised 5 million euros for the town.",
        "the government has promised 5 million euros for the town",
        "- The government has promised five million euros for the town.",
        "2. **The government has promised 5 million euros for the town.** [3]",
        "The government has promised €5 million for the town.",
        "The government has promised ٥ million euros for the town.",
        "The government  has promised 5\u00a0million\neuros for the town.",
        "“We did not expect the river to rise so fast,” said Anna Vanek, the mayor.",
        "«We did not expect the river to rise so fast» said Anna Vanek – the mayor.",
        "The online appeal raised €2,500 by 15 July.",
        "The on‑line appeal raised €2500 by July 15.",
        "At least 27 people were killed and 140 injured … the interior ministry said.",
        "At least 27 people were killed […] when floods hit Karsk on Sunday, the interior ministry said.",
        "At least 27 people were killed and 140 injured...",
        "Die Brücke über die Alda bleibt bis zum 4. Mai gesperrt, teilte die Stadt mit.",
        "Rund 3,2 Millionen Euro kostet der Bau.",
        "新图书馆将于五月三日开放，馆长李明说。",
        "افتتح المتحف الجديد أبوابه يوم الأحد بحضور ٣٠٠ زائر.",
    ],
)
def test_what_stands_there_word_for_word_is_found_however_it_is_typed(library: Library, text: str) -> None:
    assert one(library, text).verdict is Mark.VERBATIM


@pytest.mark.parametrize(
    ("text", "kind", "old", "new"),
    [
        ("The government has promised 6 million euros for the town.", "figure", "5 million", "6 million"),
        ("The government has promised 5 million dollars for the town.", "unit", "euros", "dollars"),
        ("The government has never promised 5 million euros for the town.", "negation", "", "never"),
        ("It is true that the dam broke.", "negation", "not", ""),
        ("The owner, Marek Kolt, wants to rebuild it before winter.", "name", "Holt", "Kolt"),
        ("The owner, Marek Holt, wants to rebuild it after winter.", "direction", "before", "after"),
        ("A fire in the old mill at Deln destroyed two floors on 3 May.", "date", "March", "May"),
        ("Rund 3,4 Millionen Euro kostet der Bau.", "figure", "3,2 Millionen", "3,4 Millionen"),
        ("新图书馆将于五月三日关闭，馆长李明说。", "wording", "开放", "关闭"),
    ],
)
def test_what_was_altered_is_named_with_the_original_beside_it(
    library: Library, text: str, kind: str, old: str, new: str
) -> None:
    found = one(library, text)
    assert found.verdict is Mark.ALTERED
    assert [(each.kind, each.old, each.new) for each in found.differences] == [(kind, old, new)]
    assert found.source is not None
    assert found.source.span.of(library.text(collection="c", article=found.source.article_id)) == found.text


def test_who_came_first_is_altered_when_both_change_places(library: Library) -> None:
    found = one(library, "Firefighters from Karsk arrived before those from Deln.")
    assert found.verdict is Mark.ALTERED
    assert {word for each in found.differences for word in (each.old, each.new)} >= {"Deln", "Karsk"}


def test_a_cut_that_hides_a_not_is_no_quotation(library: Library) -> None:
    found = one(library, "… the dam broke.")
    assert (found.verdict, [str(each) for each in found.differences]) == (Mark.ALTERED, ["− not"])


def test_half_a_sentence_without_a_mark_that_it_is_cut_is_no_quotation(library: Library) -> None:
    found = one(library, "The owner, Marek Holt, wants to rebuild it.")
    assert (found.verdict, [str(each) for each in found.differences]) == (Mark.ALTERED, ["− before winter"])


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("A fire in the old mill at Deln destroyed two floors.", Mark.SUPPORTED),
        ("The on-line appeal raised €2,500.", Mark.ALTERED),
        ("No one was hurt.", Mark.ALTERED),
        ("The dam broke.", Mark.ALTERED),
    ],
)
def test_a_sentence_may_be_shorter_where_what_is_left_out_turns_nothing_round(
    library: Library, text: str, verdict: Mark
) -> None:
    assert one(library, text).verdict is verdict


def test_what_no_article_says_is_absent_and_nothing_more(library: Library) -> None:
    found = one(library, "Bananas were on sale in the harbour for two weeks.")
    assert (found.verdict, found.source, found.differences, found.text) == (Mark.ABSENT, None, (), "")


def test_words_in_quotation_marks_are_checked_for_themselves(library: Library) -> None:
    found = one(library, "Speaking to us, Vanek insisted: “We did expect the river to rise so fast”.")
    assert found.verdict is Mark.ALTERED
    (quoted,) = found.quotations
    assert (quoted.verdict, [str(each) for each in quoted.differences]) == (Mark.ALTERED, ["− not"])


def test_a_text_broken_into_lines_is_read_as_it_was(library: Library) -> None:
    wrapped = FLOOD.replace(" people were", "\npeople were").replace(" hit Karsk", "\nhit Karsk")
    assert {each.verdict for each in check(library, wrapped).sentences} == {Mark.VERBATIM}


def test_the_whole_article_is_verbatim_and_every_span_is_the_sentence_itself(library: Library) -> None:
    found = check(library, MILL)
    assert found.counts == {Mark.VERBATIM: 5}
    for each in found.sentences:
        assert each.source is not None
        assert each.source.span.of(MILL) == each.text == each.span.of(MILL)


def test_only_the_articles_asked_for_are_looked_at(library: Library) -> None:
    said = "The government has promised 5 million euros for the town."
    assert library.check(collection="c", text=said, articles=[2]).sentences[0].verdict is Mark.ABSENT
    assert library.check(collection="c", text=said, articles=[1]).sentences[0].verdict is Mark.VERBATIM
    assert library.check(collection="c", text=said, besides=1).sentences[0].verdict is Mark.ABSENT
    assert library.check(collection="elsewhere", text=said).sentences[0].verdict is Mark.ABSENT


def test_nothing_of_the_text_is_kept(library: Library) -> None:
    before = library.articles(collection="c")
    check(library, "Bananas were on sale. The dam broke.")
    assert library.articles(collection="c") == before
    assert not library.ask(collection="c", question="bananas")


@pytest.mark.parametrize("text", ["", "…", "“” — !!", "\n\n", "1."])
def test_a_text_without_a_sentence_has_no_verdict(library: Library, text: str) -> None:
    assert not [each for each in check(library, text).sentences if each.verdict is not Mark.ABSENT]


def test_a_very_long_text_is_checked_as_far_as_it_goes_and_says_so(library: Library) -> None:
    found = check(library, "The dam broke again. " * 1000)
    assert (len(found.sentences), found.unchecked) == (300, 700)


@pytest.mark.parametrize(
    "text",
    ["“" * 5000, "'a " * 5000, "…" * 5000, "[1]" * 5000, "a-" * 5000, "5 " * 5000, "1. " * 5000, "\n".join("a" * 3000)],
)
def test_hostile_texts_are_checked_like_any_other(library: Library, text: str) -> None:
    assert all(each.verdict in Mark for each in check(library, text).sentences)
