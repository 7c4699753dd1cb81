"""An answer as it is read: one passage that answers, or "Perhaps:" and up to three sentences, each with its source."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.html import LONGEST_MESSAGE, plain
from bot.domain.messages import Rows
from bot.playground.text.html import parse
from bot.presentation.texts import Texts
from bot.presentation.views.answer import (
    LONGEST_ALONE,
    MOST_PERHAPS,
    fewest,
    nothing_buttons,
    passage_buttons,
    passages,
)
from bot.presentation.views.digest import digest
from bot.presentation.views.summary import summary
from index import Answer, Article, Digest, Passage, Span, Story, Summary, SummarySentence
from tests.support.cases import every_case

NOW = datetime(2026, 11, 3, tzinfo=UTC)
TEXTS = Texts("en")


def article(number: int) -> Article:
    return Article(
        id=number,
        title=f"Article {number}",
        url=None,
        source=f"Paper {number}",
        language="en",
        topic=None,
        words=9,
        paragraphs=4,
        added_at=NOW,
        published_at=None,
    )


def passage(number: int, before: str = "Before it. ", sentence: str = "") -> Passage:
    said = sentence or f"Sentence {number} answers."
    return Passage(
        text=f"{before}{said} After it.",
        highlight=Span(len(before), len(before) + len(said)),
        answering=Span(len(before), len(before) + len(said)),
        article_id=number,
        score=1.0 / number,
        span=Span(0, len(before) + len(said) + 10),
        number=2,
        paragraphs=4,
    )


def answer(count: int, *, sure: bool) -> Answer:
    return Answer(passages=tuple(map(passage, range(1, count + 1))), sure=sure, articles=count)


def shown(found: Answer, count: int, quoted: str | None = None, texts: Texts = TEXTS) -> str:
    articles = {each.article_id: article(each.article_id) for each in found.passages}
    return str(parse(passages(found, count, articles, texts, NOW, quoted=quoted))[0])


def pointing_back(text: str, answering: str) -> Answer:
    """A sure answer whose sentence cannot be understood without what stands around it."""
    start = text.index(answering)
    found = replace(passage(1), text=text, highlight=Span(0, len(text)), answering=Span(start, start + len(answering)))
    return Answer(passages=(found,), sure=True, articles=1)


def labels(rows: Rows) -> list[list[str]]:
    return [[button.text for button in row] for row in rows]


@every_case(("count", "sure", "few"), [(0, False, 0), (1, False, 1), (2, False, 2), (9, False, 3)])
def test_three_passages_that_perhaps_answer_are_shown_at_first(count: int, sure: bool, few: int) -> None:
    assert fewest(answer(count, sure=sure)) == few <= MOST_PERHAPS


def test_one_passage_of_a_sure_answer_is_shown_at_first() -> None:
    assert fewest(answer(9, sure=True)) == 1


def test_a_sure_answer_is_its_whole_paragraph_with_where_it_stands() -> None:
    assert shown(answer(3, sure=True), 1) == ("“Before it. Sentence 1 answers. After it.”\nPaper 1 · paragraph 2 of 4")


def test_what_telegram_quotes_above_an_answer_is_not_said_again() -> None:
    assert shown(answer(3, sure=True), 1, "Sentence 1 answers.") == "Paper 1 · paragraph 2 of 4"
    assert shown(answer(1, sure=False), 1, "Sentence 1 answers.") == "Perhaps:\nPaper 1 · paragraph 2 of 4"


def test_where_something_else_is_quoted_above_the_text_says_it() -> None:
    assert shown(answer(1, sure=True), 1, "Other words.").startswith("“Before it. Sentence 1 answers. After it.”\n")


def test_the_passage_that_is_quoted_above_has_only_its_place() -> None:
    assert shown(answer(2, sure=True), 2, "Sentence 1 answers.") == (
        "1. ↑ Paper 1 · paragraph 2 of 4\n\n2. “Before it. Sentence 2 answers. After it.”\nPaper 2 · paragraph 2 of 4"
    )


def test_what_a_sentence_needs_to_be_understood_stands_below_its_quotation() -> None:
    found = pointing_back("Ewa is the captain. She took over in May.", "She took over in May.")
    assert shown(found, 1, "She took over in May.") == "“Ewa is the captain. …”\nPaper 1 · paragraph 2 of 4"
    found = pointing_back("One reason: The dam is old.", "One reason:")
    assert shown(found, 1, "One reason:").startswith("“… The dam is old.”\n")


def test_what_a_quotation_cuts_off_goes_on_below_it() -> None:
    found = answer(1, sure=True)
    assert shown(found, 1, "Sentence 1") == "“… answers.”\nPaper 1 · paragraph 2 of 4"


@pytest.mark.parametrize("sure", [True, False])
def test_one_sentence_is_bold_though_another_is_needed_to_understand_it(sure: bool) -> None:
    found = replace(pointing_back("Ewa is the captain. She took over in May.", "She took over in May."), sure=sure)
    markup = passages(found, 1, {1: article(1)}, TEXTS, NOW)
    assert "“Ewa is the captain. <b>She took over in May.</b>”" in markup


@every_case(
    ("language", "quoted"),
    [("en", "“S.”"), ("de", "„S.“"), ("fr", "«\u00a0S.\u00a0»"), ("ru", "«S.»"), ("ar", "«S.»"), ("zh", "“S.”")],
)
def test_quotations_stand_between_the_marks_of_the_readers_language(language: str, quoted: str) -> None:
    found = Answer(passages=(passage(1, before="", sentence="S."),), articles=1)
    assert quoted in shown(found, 1, texts=Texts(language))


def test_passages_that_perhaps_answer_are_single_sentences_with_their_sources() -> None:
    found = answer(5, sure=False)
    assert shown(found, fewest(found)) == "Perhaps:\n\n" + "\n\n".join(
        f"{number}. “Sentence {number} answers.”\nPaper {number} · paragraph 2 of 4" for number in (1, 2, 3)
    )


def test_more_of_an_unsure_answer_shows_whole_paragraphs_and_still_says_perhaps() -> None:
    text = shown(answer(5, sure=False), 5)
    assert text.startswith("Perhaps:\n\n1. “Before it. Sentence 1 answers. After it.”")
    assert text.count("After it.") == 5


def test_the_nearest_miss_on_request_is_called_perhaps_too() -> None:
    assert shown(answer(1, sure=False), 1) == "Perhaps:\n“Sentence 1 answers.”\nPaper 1 · paragraph 2 of 4"


def test_a_sentence_of_any_length_and_any_signs_fits_a_message() -> None:
    long = Answer(passages=tuple(passage(number, sentence="<b>& " * 5000) for number in range(1, 11)), articles=10)
    for count in (3, 10):
        text = shown(long, count)
        assert text.startswith("Perhaps:\n\n1. “")
        assert "<b>& <b>&" in text
        assert len(text) <= LONGEST_MESSAGE
    assert all(len(each) <= LONGEST_ALONE + 60 for each in shown(long, 3).split("\n\n"))


def test_the_buttons_show_more_as_long_as_there_are_more_and_then_fewer() -> None:
    def row(count: int, number: int, *, sure: bool) -> list[str]:
        rows = passage_buttons(answer(count, sure=sure), number, scoped=False, alone=True, texts=TEXTS)
        return labels(rows)[number > 1]

    assert row(5, 3, sure=False) == [TEXTS.b_more]
    assert row(5, 5, sure=False) == [TEXTS.b_fewer]
    assert row(1, 1, sure=False) == [TEXTS.b_in_context, TEXTS.b_summary]
    assert row(3, 1, sure=True) == [TEXTS.b_more, TEXTS.b_in_context, TEXTS.b_summary]
    assert row(3, 3, sure=True) == [TEXTS.b_fewer]


def test_several_sentences_have_two_rows_of_few_buttons_at_most() -> None:
    def rows(found: Answer, count: int, *, scoped: bool) -> list[list[str]]:
        return labels(passage_buttons(found, count, scoped=scoped, alone=False, texts=TEXTS))

    numbers, found = ["¶ 1", "¶ 2", "¶ 3"], answer(5, sure=False)
    # They are of several articles: no single one is meant.
    assert rows(found, 3, scoped=False) == [numbers, [TEXTS.b_more]]
    assert rows(found, 3, scoped=True) == [numbers, [TEXTS.b_more, TEXTS.b_all_articles]]
    same = replace(found, passages=tuple(replace(each, article_id=1) for each in found.passages))
    assert rows(same, 3, scoped=False) == [numbers, [TEXTS.b_more, TEXTS.b_only_this]]


def test_fewer_goes_back_to_what_was_shown_at_first() -> None:
    for found, few in ((answer(5, sure=False), 3), (answer(5, sure=True), 1)):
        row = passage_buttons(found, 5, scoped=False, alone=True, texts=TEXTS)[-1]
        [fewer] = [button for button in row if button.text == TEXTS.b_fewer]
        assert str(fewer.data).endswith(f":{few}")


def test_each_of_several_sentences_has_its_context() -> None:
    rows = labels(passage_buttons(answer(5, sure=False), 3, scoped=False, alone=True, texts=TEXTS))
    assert rows[0] == ["¶ 1", "¶ 2", "¶ 3"]


def test_the_nearest_miss_can_be_shown_where_nothing_answers() -> None:
    found = Answer(closest=passage(1), articles=1)
    assert labels(nothing_buttons(found, False, None, TEXTS)) == [[TEXTS.b_show_anyway]]
    assert nothing_buttons(Answer(articles=1), False, None, TEXTS) == ()


def test_a_title_that_is_the_beginning_of_what_is_quoted_is_not_said_again() -> None:
    untitled = replace(article(1), source=None, title="Sentence 1 …", published_at=NOW)
    shown = passages(answer(1, sure=True), 1, {1: untitled}, TEXTS, NOW)
    assert plain(shown).count("Sentence 1") == 1
    assert "3 Nov · paragraph 2 of 4" in plain(shown)
    titled = replace(untitled, title="Of sentences")
    assert "Of sentences, 3 Nov · paragraph 2 of 4" in plain(passages(answer(1, sure=True), 1, {1: titled}, TEXTS, NOW))
    # A link leads somewhere.
    linked = replace(untitled, url="https://example.org/1")
    assert "https://example.org/1" in passages(answer(1, sure=True), 1, {1: linked}, TEXTS, NOW)


def test_an_article_without_a_source_is_named_once_in_its_summary_and_in_a_digest() -> None:
    linked = replace(article(1), source=None, url="https://example.org/1")
    told = SummarySentence(text="Bees came.", article_id=1, span=Span(0, 10))
    short = summary(Summary(sentences=(told,), total=4, words=9), linked, TEXTS, NOW)
    day = digest(
        Digest(stories=(Story(articles=(linked,), sentences=(told,), headline="Article 1"),), total=1, articles=1),
        TEXTS,
        NOW,
    )
    for shown in (short, day):
        assert plain(shown).count("Article 1") == 1
        assert shown.count('href="https://example.org/1"') == 1
