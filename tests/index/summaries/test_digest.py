"""Digests group articles that tell one story, and quote them together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.summaries.digest import Pick, digest
from index.summaries.stories import stories
from index.summaries.summarize import Document

MINE_A = Document.of(
    "Forty-one miners were trapped when the roof of a potash mine fell in near Stanwick on Tuesday. "
    "Rescue teams had not reached the miners by nightfall. The owner of the mine had been fined twice for roof falls.",
    title="Miners trapped near Stanwick",
)
MINE_B = Document.of(
    "Forty-one miners are trapped after the roof of a potash mine near Stanwick fell in on Tuesday. "
    "Relatives of the miners waited at the gate of the Stanwick mine. The rescue teams brought a drill from the coast.",
    title="Stanwick mine: roof falls, miners trapped",
)
BANK = Document.of(
    "Halvern Bank capped withdrawals on Friday after customers queued for their deposits. "
    "The regulator said the deposits of the bank were safe. Shares of Halvern Bank fell by a third.",
    title="Halvern Bank caps withdrawals",
)
BANK_DE = Document.of(
    "Die Halvern Bank begrenzt seit Freitag die Auszahlungen, nachdem Kunden Schlange standen.", title="Halvern Bank",
    language="de",
)  # fmt: skip
EMPTY = Document.of("")


def said(articles: list[Document], picks: list[Pick]) -> list[str]:
    return [articles[pick.article].sentences[pick.sentence].text for pick in picks]


def test_articles_on_one_story_are_one_group_and_the_biggest_comes_first() -> None:
    assert stories([BANK, MINE_A, MINE_B]) == [[1, 2], [0]]


def test_equal_groups_keep_the_order_of_their_first_articles() -> None:
    assert stories([MINE_A, BANK]) == [[0], [1]]


def test_a_story_is_told_in_one_language() -> None:
    assert stories([BANK, BANK_DE]) == [[0], [1]]


def test_no_articles_make_no_stories() -> None:
    assert stories([]) == []


def test_two_articles_say_the_same_thing_once() -> None:
    articles = [MINE_A, MINE_B]
    texts = said(articles, digest(articles, 6))
    assert sum("potash" in text for text in texts) == 1
    assert len(texts) == 5


def test_a_longer_digest_holds_the_shorter_one() -> None:
    shorter: set[Pick] = set()
    for count in range(7):
        longer = set(digest([MINE_A, MINE_B], count))
        assert shorter <= longer
        shorter = longer


def test_a_digest_keeps_to_its_words() -> None:
    articles = [MINE_A, MINE_B]
    for words in (0, 5, 17, 30, 60):
        assert sum(len(text.split()) for text in said(articles, digest(articles, words=words))) <= words


def test_sentences_come_article_by_article_in_reading_order() -> None:
    picks = digest([MINE_A, MINE_B], 5)
    assert picks == sorted(picks, key=lambda pick: (pick.article, pick.sentence))


def test_one_article_alone_is_summarised() -> None:
    assert digest([EMPTY, BANK], 1) == [Pick(article=1, sentence=0)]


def test_without_a_limit_there_are_three_sentences() -> None:
    assert len(digest([MINE_A, MINE_B, BANK])) == 3


@pytest.mark.parametrize("articles", [[], [EMPTY], [EMPTY, EMPTY]])
def test_nothing_to_say_is_said_with_nothing(articles: list[Document]) -> None:
    assert digest(articles) == []


@given(
    st.lists(st.sampled_from([MINE_A, MINE_B, BANK, BANK_DE, EMPTY, Document.of("😀"), Document.of("…")]), max_size=9)
)
@settings(deadline=None, max_examples=30)
def test_every_article_is_in_exactly_one_story_and_nothing_is_quoted_twice(articles: list[Document]) -> None:
    groups = stories(articles)
    assert sorted(number for group in groups for number in group) == list(range(len(articles)))
    for group in groups:
        told = [articles[number] for number in group]
        texts = said(told, digest(told, 10))
        assert len(texts) == len(set(texts))
