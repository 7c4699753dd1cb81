"""A channel's bulletins are kept apart, whatever they share, and what is new of one event stays together."""

from __future__ import annotations

import pytest

from index import Digest, Library, Receipt, Relation, Scope, Source
from tests.index.dedup.bulletins import BULLETINS, UPDATES
from tests.support.cases import every_case

POSTS = [post for posts in BULLETINS.values() for post in posts]


def in_paragraphs(text: str) -> str:
    """The same with each sentence in a paragraph of its own."""
    return text.replace("。", "。\n\n") if "。" in text else text.replace(". ", ".\n\n")


def kept(texts: list[str]) -> tuple[list[Receipt], Digest]:
    """What comes of adding these, one after another, and the digest of them all."""
    with Library.open("sqlite://") as library:
        receipts = [library.add(collection="chat", key=str(number), text=text) for number, text in enumerate(texts)]
        return receipts, library.digest(collection="chat", scope=Scope(), sentences=4, limit=100)


@pytest.mark.parametrize("shape", [str, in_paragraphs])
def test_no_bulletin_is_an_update_of_another_event(shape: type[str]) -> None:
    receipts, _ = kept([shape(post) for post in POSTS])
    assert [receipt.relation for receipt in receipts if receipt.relation is Relation.UPDATE] == []
    assert {receipt.changed for receipt in receipts} == {0}


@pytest.mark.parametrize("shape", [str, in_paragraphs])
def test_every_event_is_in_the_digest_with_its_own_sentences_only(shape: type[str]) -> None:
    receipts, digest = kept([shape(post) for post in POSTS])
    assert digest.total == len(POSTS)
    assert {story.articles[0].id for story in digest.stories} == {receipt.article_id for receipt in receipts}
    for story in digest.stories:
        assert {sentence.article_id for sentence in story.sentences} <= {story.articles[0].id}


@every_case("shape", [str, in_paragraphs])
@every_case(("first", "later"), UPDATES)
def test_new_figures_of_one_event_are_an_update_and_one_story(shape: type[str], first: str, later: str) -> None:
    receipts, digest = kept([shape(first), shape(later)])
    assert receipts[1].relation is Relation.UPDATE
    assert receipts[1].differences
    assert digest.total == 1


def test_a_message_that_was_edited_stays_a_version_of_itself_whatever_it_names_now() -> None:
    first, other, _ = BULLETINS["quake"]
    source = Source(name="Quakes", identity="telegram:1/5")
    with Library.open("sqlite://") as library:
        library.add(collection="chat", key="1", text=first, source=source)
        assert library.add(collection="chat", key="2", text=other, source=source).relation is Relation.UPDATE


FIRE = (
    "Fire destroys mill in Halvern\n\nAt least 27 people were killed and more than 140 injured when a fire destroyed a"
    " mill in Halvern on Monday, the fire brigade said.\n\nThe cause is not known yet."
)
LATER = (
    "Death toll of Halvern fire rises\n\nThe death toll of the fire in the mill in Halvern has risen to 41, the fire"
    " brigade said on Tuesday. The mayor of Halvern visited the mill."
)


def test_a_digest_quotes_the_newest_figure_and_marks_the_one_before() -> None:
    _, digest = kept([FIRE, LATER])
    (story,) = digest.stories
    assert story.headline == "Death toll of Halvern fire rises"
    assert "risen to 41" in story.sentences[0].text
    assert story.sentences[0].earlier == ("27",)
    assert not any("27" in sentence.text for sentence in story.sentences)


def test_a_part_of_an_album_does_not_lead_a_digest() -> None:
    parts = [
        "A bridge was opened in Kest on Monday. It cost 4 million euros.",
        "Part 3. Residents liked it.",
        "Part 2.",
    ]
    _, digest = kept(parts)
    assert digest.stories[0].headline.startswith("A bridge was opened in Kest")
    assert "Residents liked it." not in [story.headline for story in digest.stories[:1]]
    assert not any(sentence.text.startswith("Part") for story in digest.stories for sentence in story.sentences[:1])
