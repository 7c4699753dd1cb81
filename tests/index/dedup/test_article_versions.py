"""An article is recognised again, as an update or in parts, by its source, its link and what it says."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.dedup.article_versions import JudgedParagraph, StoredArticle, relate
from index.dedup.compare.differences import Difference
from index.dedup.compare.verdict import VerdictKind
from index.dedup.urls import normalise_link
from index.models import Relation
from tests.support.cases import every_case

BASE = {1: StoredArticle(id=1, words=100, identity="channel/5", link="https://example.org/story")}


def old(content: int, words: int = 25) -> JudgedParagraph:
    return JudgedParagraph(kind=VerdictKind.DUPLICATE, words=words, content=content, articles=(1,))


def changed(content: int, old: str = "83", new: str = "87") -> JudgedParagraph:
    difference = Difference(kind="figure", old=old, new=new)
    return JudgedParagraph(kind=VerdictKind.CHANGED, words=25, content=content, articles=(1,), difference=difference)


NEW = JudgedParagraph(kind=VerdictKind.NEW, words=25)


def test_the_whole_article_again_is_the_same() -> None:
    assert relate([old(1), old(2), old(3), old(4)], BASE).relation is Relation.SAME


def test_a_part_of_it_is_an_excerpt() -> None:
    found = relate([old(3)], BASE)
    assert (found.relation, found.of, found.adds) == (Relation.EXCERPT, 1, False)


def test_most_of_it_with_something_new_is_an_update_that_says_what() -> None:
    found = relate([old(1), changed(2), old(3), old(4), NEW], BASE)
    assert (found.relation, found.of, found.new, found.changed) == (Relation.UPDATE, 1, 1, 1)
    assert [str(each) for each in found.differences] == ["83 → 87"]


def test_one_common_paragraph_is_only_shared() -> None:
    found = relate([old(1), NEW, NEW, NEW], BASE)
    assert (found.relation, found.of, found.shared) == (Relation.SHARES, 1, 1)


def test_a_greeting_in_common_makes_no_connection() -> None:
    assert relate([old(1, words=2), NEW], BASE).relation is Relation.NEW


def test_nothing_in_common_is_new() -> None:
    found = relate([NEW, NEW], BASE)
    assert (found.relation, found.of, found.new) == (Relation.NEW, None, 2)


def test_the_same_source_is_a_version_however_much_was_rewritten() -> None:
    assert relate([NEW, NEW], BASE, identity="channel/5").relation is Relation.UPDATE
    assert relate([old(1)], BASE, identity="channel/5").relation is Relation.SAME


def test_the_same_link_needs_something_in_common() -> None:
    link = normalise_link("http://m.example.org/story/amp?utm_source=x#top")
    assert relate([old(1), NEW, NEW, NEW], BASE, link=link).relation is Relation.UPDATE
    assert relate([NEW], BASE, link=link).relation is Relation.NEW


def test_an_update_is_one_of_the_newest_version() -> None:
    both = BASE | {2: StoredArticle(id=2, words=100)}
    paragraphs = [JudgedParagraph(kind=VerdictKind.DUPLICATE, words=25, content=n, articles=(1, 2)) for n in (1, 2, 3)]
    assert relate([*paragraphs, NEW], both).of == 2


@every_case(
    "link",
    [
        "https://example.org/a/b?id=7",
        "HTTP://WWW.Example.ORG:80/a/b/?utm_source=tg&id=7#part",
        "https://m.example.org/a/b/amp/?id=7&fbclid=x",
        "https://amp.example.org/amp/a/b?gclid=1&id=7",
        "https://www.google.com/amp/s/example.org/a/b?id=7",
        "https://example-org.cdn.ampproject.org/c/s/example.org/a/b?id=7",
    ],
)
def test_links_to_one_page_are_one(link: str) -> None:
    assert normalise_link(link) == "https://example.org/a/b?id=7"


@pytest.mark.parametrize(
    "other", ["https://example.org/a/c?id=7", "https://example.org/a/b?id=8", "https://example.org:8080/a/b?id=7"]
)
def test_links_to_other_pages_are_not(other: str) -> None:
    assert normalise_link(other) != normalise_link("https://example.org/a/b?id=7")


@given(st.one_of(st.text(max_size=60), st.text("htps:/.wmamp?=&#%[]@é7\ud800", max_size=40).map("http://".__add__)))
@settings(max_examples=200, deadline=None)
def test_any_text_can_be_normalised_and_stays(url: str) -> None:
    assert normalise_link(normalise_link(url)) == normalise_link(url)
