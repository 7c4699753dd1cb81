"""An English question finds its answer in an article that uses other words."""

from __future__ import annotations

import numpy as np
import pytest

from index import Library
from index.analysis.codec import term_hash
from index.analysis.tokenizer import stemmer
from index.ranking.features import paragraph_features, sentence_features
from index.ranking.features.candidates import decode_candidates
from index.ranking.features.match_matrix import MatchMatrix, match
from index.ranking.query.query import build_question, read_words
from index.ranking.query.thesaurus import FILE, related
from tests.support.cases import every_case
from tests.support.index.paragraph_collection import prepared


def strength(one: str, other: str) -> float:
    """How strongly two words are related by the table."""
    stem = stemmer("en")
    found = related({term_hash(stem(one)): 0})
    shares: dict[int, float] = dict(zip(found.keys.tolist(), found.strengths.tolist(), strict=True))
    return shares.get(term_hash(stem(other)), 0.0)


# Also fails if stems have changed and the table was not remade.
@every_case(
    ("one", "other"),
    [("decide", "decision"), ("families", "households"), ("french", "France"), ("jail", "imprisoned")],
)
def test_words_that_mean_much_the_same_are_related_both_ways(one: str, other: str) -> None:
    assert strength(one, other.lower()) == strength(other.lower(), one) > 0.2


def test_unrelated_words_are_not_related() -> None:
    assert strength("bank", "miner") == strength("zzyzx", "bank") == 0.0


def test_a_term_related_to_two_words_stands_for_the_one_it_is_closer_to() -> None:
    stem = stemmer("en")
    found = related({term_hash(stem(word)): number for number, word in enumerate(("decide", "determine"))})
    assert (np.diff(found.keys) > 0).all()
    for key, word, share in zip(*(each.tolist() for each in found), strict=True):
        alone = [related({term_hash(stem(each)): 0}) for each in ("decide", "determine")]
        shares = [dict(zip(one.keys.tolist(), one.strengths.tolist(), strict=True)).get(key, 0.0) for one in alone]
        assert share == max(shares) == shares[word]


def matched(question: str, language: str, *paragraphs: str) -> MatchMatrix:
    words, folded = read_words(question, [language])
    asked = build_question(words, folded, {term: 2.0 for word in words for term in word.terms}, 3.0, {}, [language])
    blobs = [prepared(text, language).encoded for text in paragraphs]
    return match(asked, decode_candidates(asked, blobs, np.ones(len(paragraphs))))


def test_a_related_word_counts_where_the_asked_one_is_missing_and_only_there() -> None:
    found = matched(
        "households decision", "en", "Families waited.", "Households and families waited.", "Miners waited."
    )
    shares = paragraph_features.related_words(found)
    assert shares[0] == pytest.approx(strength("households", "families") / 2)
    assert shares[1:].tolist() == [0.0, 0.0]
    assert sentence_features.related_words(found).tolist() == pytest.approx(shares.tolist())


def test_other_languages_have_no_english_relatives() -> None:
    assert not paragraph_features.related_words(matched("gift hall", "de", "Present corridor gifts.")).any()


def test_a_question_in_other_words_finds_its_paragraph() -> None:
    text = "The minister went to church on Monday.\n\nThe minister went to jail on Monday."
    with Library.open("sqlite://") as library:
        library.add(collection="chat", key="1", text=text)
        answer = library.ask(collection="chat", question="When was the minister imprisoned?")
    best = answer.passages[0] if answer.passages else answer.closest
    assert best is not None
    assert "jail" in best.text


def test_the_table_is_small_and_carries_its_licence() -> None:
    assert FILE.stat().st_size < 250_000
    assert "Princeton" in (FILE.parent / "LICENSE-WordNet.txt").read_text("utf-8")
