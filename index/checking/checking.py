"""Checks each sentence of a text against a collection's articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.checking import changes, support
from index.checking.articles import CANDIDATES, Articles, Paragraph
from index.checking.claims import Claim, quotations, read_claims
from index.checking.models import Check, CheckedSentence, CheckedSource, Mark
from index.checking.reading import Part, Reading
from index.checking.verbatim import Run, find
from index.dedup.compare.align import blocks
from index.dedup.compare.differences import Difference
from index.giving_way import give_way
from index.models import Scope, Span
from index.search import meaning
from index.store import collections
from index.store.postings import reader

MOST_BY_MEANING: Final = 24
"""The most sentences that are compared by meaning, which takes a thirtieth of a second for each."""

# The most sentences of an article that one sentence of a text may join.
_TOGETHER: Final = 2

_NEAREST_SENTENCES: Final = 4
# From this likeness on a difference is an alteration, whatever it means.
_CLOSE: Final = 0.8
# The least share of common words that makes an alignment worthwhile.
_WORTH_A_LOOK: Final = 0.45

Read = Callable[[], AbstractContextManager[Connection]]
Encode = Callable[[str], "NDArray[np.float32] | None"]


class Found(NamedTuple):
    """What a claim is to one paragraph: ``at`` which of its sentences, and their likeness (``like``)."""

    mark: Mark
    paragraph: Paragraph
    at: Span
    differences: tuple[Difference, ...] = ()
    run: Run | None = None
    like: float = 0.0


def check(read: Read, name: str, text: str, scope: Scope, encode: Encode, *, besides: int | None = None) -> Check:
    """What each sentence of ``text`` is to the articles in scope of the collection ``name``; nothing is kept.

    ``read`` begins a read transaction; ``encode`` returns the vector ``(384,) float32`` of a text, or None. The article
    ``besides`` is left out.
    """
    with read() as connection:
        row = collections.find(connection, name)
        claims, left = read_claims(text, () if row is None else reader.about(connection, row.id).languages)
        if row is None or not claims:
            absent = tuple(CheckedSentence(span=claim.span, verdict=Mark.ABSENT) for claim in claims)
            return Check(sentences=absent, unchecked=left)
        held = Articles.of(connection, row.id, scope, besides)
        found = _by_words(held, claims)
        inside = [quotations(claim) for claim in claims]
        quoted = {
            number: _by_words(held, each) for number, each in enumerate(inside) if not _is_verbatim(found[number])
        }
    lacking = [number for number, each in enumerate(found) if each is None or _is_loose(each)][:MOST_BY_MEANING]
    vectors = {number: vector for number in lacking if (vector := encode(claims[number].text)) is not None}
    if vectors:
        with read() as connection:
            held.connection = connection
            for number, vector in vectors.items():
                supported = _by_meaning(held, claims[number], vector)
                # What was made of a sentence and contradicts it in nothing says the same in other words.
                if found[number] is None or (supported is not None and supported.mark is Mark.SUPPORTED):
                    found[number] = supported
    for number, quotes in quoted.items():
        if found[number] is None:
            found[number] = _by_quotations(claims[number], inside[number], quotes)
    return Check(
        sentences=tuple(
            _checked(claim, each, inside[number], quoted.get(number, []))
            for number, (claim, each) in enumerate(zip(claims, found, strict=True))
        ),
        unchecked=left,
    )


def _by_words(held: Articles, claims: Sequence[Claim]) -> list[Found | None]:
    """What each claim is by its words alone; None if no sentence has most of them."""
    found: list[Found | None] = []
    pending: list[list[Found]] = []
    for claim in claims:
        options: list[Found] = []
        for paragraph in held.by_words(claim.text):
            give_way()
            options += _in_paragraph(claim, paragraph)
            if any(each.mark is Mark.VERBATIM for each in options):
                break
        pending.append([each for each in options if each.run is not None])
        found.append(_best(options))
    for number, options in enumerate(pending):
        if not _is_verbatim(found[number]):
            for option in options:
                before = found[number - 1] if number else None
                after = pending[number + 1] if number + 1 < len(pending) else []
                if _goes_on(option, before, after):
                    found[number] = option._replace(mark=Mark.VERBATIM, differences=())
                    break
    return found


def _is_loose(found: Found) -> bool:
    """Whether a sentence was made from another one only loosely, so that it may say the same in other words."""
    return found.mark is Mark.ALTERED and found.run is None and found.like < _CLOSE


def _is_verbatim(found: Found | None) -> bool:
    return found is not None and found.mark is Mark.VERBATIM


def _goes_on(option: Found, before: Found | None, after: Sequence[Found]) -> bool:
    """Whether words that begin or end inside a sentence continue into its neighbour, which was split elsewhere."""
    run = option.run
    assert run is not None
    if run.hidden:
        return False
    begins = run.begins or (
        before is not None
        and before.run is not None
        and before.paragraph.stored.content_id == option.paragraph.stored.content_id
        and before.run.words.end == run.words.start
    )
    ends = run.ends or any(
        each.paragraph.stored.content_id == option.paragraph.stored.content_id
        and each.run is not None
        and each.run.words.start == run.words.end
        for each in after
    )
    return begins and ends


def _best(options: Sequence[Found]) -> Found | None:
    """A verbatim match, or else the option that keeps most words."""
    verbatim = [each for each in options if each.mark is Mark.VERBATIM]
    if verbatim:
        return verbatim[0]
    return max(options, key=lambda each: each.like, default=None)


def _in_paragraph(claim: Claim, paragraph: Paragraph) -> Iterator[Found]:
    language = paragraph.stored.language
    if _shared(claim.tokens, paragraph.all_tokens) < _WORTH_A_LOOK:
        return
    run = find(claim, paragraph.stretch, language)
    if run is not None:
        at = paragraph.stretch.covering(run.words)
        if run.begins and run.ends and not run.hidden:
            yield Found(Mark.VERBATIM, paragraph, at, run=run, like=1.0)
            return
        said = paragraph.joined(at)
        hidden = (Difference(kind="negation", old=run.hidden, new=""),) if run.hidden else ()
        told = hidden or changes.differences(claim.reading(language), said)
        shorter = not hidden and not claim.partial and changes.only_shorter(claim.reading(language), said)
        yield Found(Mark.SUPPORTED if shorter else Mark.ALTERED, paragraph, at, () if shorter else told, run, like=0.99)
        return
    reading = claim.reading(language)
    if claim.partial:
        yield from _requoted(reading, paragraph, language)
        return
    for at in _places(claim, paragraph):
        said = paragraph.joined(at)
        if changes.overlap(reading, said, language) >= changes.LIKE:
            like = changes.likeness(reading, said, language)
            if like.made_from and changes.only_shorter(reading, said):
                yield Found(Mark.SUPPORTED, paragraph, at, like=like.both)
            elif like.made_from:
                told = changes.differences(reading, said)
                sign = changes.signs_differ(reading, said)
                yield Found(Mark.ALTERED, paragraph, at, told or ((sign,) if sign else ()), like=like.both)


def _places(claim: Claim, paragraph: Paragraph) -> Iterator[Span]:
    """The sentences, and pairs of neighbours, that share enough words with a claim to be its source."""
    for first in range(len(paragraph.tokens)):
        held: frozenset[str] = frozenset()
        for last in range(first + 1, min(first + _TOGETHER, len(paragraph.tokens)) + 1):
            held |= paragraph.tokens[last - 1]
            if 2 * len(claim.tokens & held) >= _WORTH_A_LOOK * (len(claim.tokens) + len(held)):
                yield Span(first, last)


def _shared(tokens: frozenset[str], held: frozenset[str]) -> float:
    return len(tokens & held) / len(tokens) if tokens else 0.0


def _requoted(reading: Reading, paragraph: Paragraph, language: str) -> Iterator[Found]:
    """The sentence with most of a quotation's words, which may be a small part of it."""
    for number, said in enumerate(paragraph.readings):
        like = changes.likeness(reading, said, language)
        if like.of_claim >= changes.LIKE and like.kept >= _TOGETHER:
            inside = _inside(reading, said)
            told = changes.differences(reading, inside)
            yield Found(Mark.ALTERED, paragraph, Span(number, number + 1), told, like=like.of_claim)


def _inside(reading: Reading, said: Reading) -> Reading:
    """The part of a sentence from the first to the last word that it shares with a quotation."""
    keys = [word.key for word in said.words]
    gone = blocks(keys, [word.key for word in reading.words])
    missing = {number for left, _ in gone for number in range(left.start, left.end)}
    kept = [number for number in range(len(keys)) if number not in missing]
    return Part(said, Span(kept[0], kept[-1] + 1) if kept else Span(0, 0))


def _by_meaning(held: Articles, claim: Claim, vector: NDArray[np.float32]) -> Found | None:
    """The sentence that says the same in other words, or the same except a figure; None if none surely does."""
    ids, cosines = meaning.similar(held.connection, held.collection_id, vector, held.within)
    if not len(ids):
        return None
    nearest = ids[np.argsort(-cosines, kind="stable")[:CANDIDATES]].tolist()
    paragraphs = held.paragraphs(nearest)
    by_sentence = meaning.sentence_similarities(held.connection, held.collection_id, nearest, vector)
    options = [
        (float(cosine), paragraph, number)
        for paragraph in paragraphs
        for number, cosine in enumerate(by_sentence.get(paragraph.stored.content_id, ()))
        if number < len(paragraph.readings)
    ]
    reading = claim.reading(claim.language)
    likeliest: tuple[float, support.Said, Found] | None = None
    for cosine, paragraph, number in sorted(options, key=lambda each: -each[0])[:_NEAREST_SENTENCES]:
        said = support.Said(
            sentence=paragraph.readings[number],
            paragraph=paragraph.readings,
            language=paragraph.stored.language,
            cosine=cosine,
        )
        odds = support.log_odds(reading, said, claim.language)
        if likeliest is None or odds > likeliest[0]:
            likeliest = odds, said, Found(Mark.SUPPORTED, paragraph, Span(number, number + 1), like=cosine)
    if likeliest is None or likeliest[0] <= 0:
        return None
    # What a less likely sentence does not contradict says something else.
    told = support.contradictions(reading, likeliest[1], claim.language)
    if told and all(each.kind == "figure" and each.old for each in told):
        return likeliest[2]._replace(mark=Mark.ALTERED, differences=tuple(told))
    return None if told else likeliest[2]


def _by_quotations(claim: Claim, inside: Sequence[Claim], quoted: Sequence[Found | None]) -> Found | None:
    """The verdict by a sentence's quotations: altered if one is; supported by one if the sentence adds nothing else."""
    for each in quoted:
        if each is not None and each.mark is Mark.ALTERED:
            return each
    words = sum(len(each.reading(claim.language).words) for each in inside)
    reading = claim.reading(claim.language)
    if not quoted or 2 * words < len(reading.words) or any(each is None for each in quoted):
        return None
    found = quoted[0]
    assert found is not None
    said = support.Said(
        sentence=found.paragraph.readings[found.at.start],
        paragraph=found.paragraph.readings,
        language=found.paragraph.stored.language,
        cosine=1.0,
    )
    return None if support.contradictions(reading, said, claim.language) else found._replace(mark=Mark.SUPPORTED)


def _checked(
    claim: Claim, found: Found | None, inside: Sequence[Claim] = (), quoted: Sequence[Found | None] = ()
) -> CheckedSentence:
    quotes = tuple(_checked(each, of) for each, of in zip(inside, quoted, strict=False))
    if found is None:
        return CheckedSentence(span=claim.span, verdict=Mark.ABSENT, quotations=quotes)
    span = found.paragraph.span(found.at)
    return CheckedSentence(
        span=claim.span,
        verdict=found.mark,
        source=CheckedSource(found.paragraph.stored.article_id, span.shifted(found.paragraph.stored.span.start)),
        text=span.of(found.paragraph.stored.text),
        differences=found.differences,
        quotations=quotes,
    )
