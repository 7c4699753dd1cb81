"""Finds sentences that name a day (a date, year, month or weekday), and the one nearest to a place in an article."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import regex
from sqlalchemy import Connection

from index.analysis.questions.answer_words import CAPITALISED_DAYS, DAYS, WRITTEN_DAY
from index.analysis.tokenizer import words
from index.dedup.words import lexicon
from index.models import Passage, Span
from index.store.contents import contents
from index.store.contents.contents import StoredParagraph

_DATE: Final = regex.compile(WRITTEN_DAY)


def names_day(sentence: str, language: str) -> bool:
    """Whether the sentence gives the day, month or year of something."""
    if _DATE.search(sentence):
        return True
    for word in words(sentence):
        written = word.span.of(sentence)
        key = written.casefold()
        if key in _further():
            return True
        known = key in lexicon.MONTHS or key in lexicon.WEEKDAYS
        if known and (language not in CAPITALISED_DAYS or written[:1].isupper()):
            return True
    return False


@cache
def _further() -> frozenset[str]:
    return frozenset(DAYS.casefold().split())


def nearest_day(connection: Connection, collection_id: int, article_id: int, at: int) -> Passage | None:
    """The sentence at code point ``at`` if it names a day, else the nearest one in its paragraph that does, or None."""
    paragraphs = contents.of_article(connection, collection_id, article_id)
    for number, each in enumerate(paragraphs, 1):
        if each.span.start <= at < each.span.end:
            dated = [span for span in each.sentences if names_day(span.of(each.text), each.language)]
            if not dated:
                return None
            place = at - each.span.start
            nearest = min(dated, key=lambda span: 0 if span.start <= place < span.end else 1 + abs(span.start - place))
            return _passage(each, nearest, number, paragraphs)
    return None


def nearest_elsewhere(connection: Connection, collection_id: int, article_id: int, at: int) -> Passage | None:
    """The article's sentence that names a day in the paragraph nearest to code point ``at``; None without one."""
    paragraphs = contents.of_article(connection, collection_id, article_id)
    for number, each in sorted(enumerate(paragraphs, 1), key=lambda pair: abs(pair[1].span.start - at)):
        for sentence in each.sentences:
            if names_day(sentence.of(each.text), each.language):
                return _passage(each, sentence, number, paragraphs)
    return None


def dated(passages: Sequence[Passage], language: str) -> tuple[Passage, ...]:
    """The passages whose answering sentence names a day."""
    return tuple(each for each in passages if names_day(each.answering.of(each.text), language))


def _passage(each: StoredParagraph, sentence: Span, number: int, paragraphs: Sequence[StoredParagraph]) -> Passage:
    return Passage(
        text=each.text,
        highlight=sentence,
        answering=sentence,
        article_id=each.article_id,
        score=0.0,
        span=each.span,
        number=number,
        paragraphs=len(paragraphs),
    )
