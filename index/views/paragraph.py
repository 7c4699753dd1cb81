"""What is kept of a paragraph for the second stage, made once when it is added."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.models import Span
from index.terms import Term, without_accents
from index.views.cues import offers
from index.views.grams import grams
from index.views.packing import pack
from index.views.terms import term_hash


def views(text: str, language: str, sentences: Sequence[Span], found: Sequence[Term]) -> tuple[bytes, dict[str, int]]:
    """The packed arrays of a paragraph, in the order that ``Candidates`` reads them, and its terms' hashes.

    Terms in reading order; where each sentence begins among them; the sentences' spans; character grams in reading
    order; where each sentence begins among those; the kinds of answer in each sentence.
    """
    hashes = {term: term_hash(term) for term in {each.text for each in found}}
    spans = sentences or [Span(0, len(text))]
    starts = np.array([term.span.start for term in found], dtype=np.int64)
    first = np.searchsorted(starts, [span.start for span in spans])
    first[0] = 0
    words, offsets = joined_words(found)
    grammed, gram_starts = grams(words)
    gram_first = np.searchsorted(gram_starts, np.append(offsets, len(words))[first])
    gram_first[0] = 0
    arrays: list[NDArray[Any]] = [
        np.array([hashes[term.text] for term in found], dtype="<i8"),
        first.astype("<u4"),
        np.array(spans, dtype="<u4").reshape(-1),
        grammed,
        gram_first.astype("<u4"),
        np.array([offers(span.of(text)) for span in spans], dtype="<u1"),
    ]
    return pack(language, len(found), arrays), hashes


def joined_words(found: Sequence[Term]) -> tuple[str, NDArray[np.int64]]:
    """The folded words with spaces between and around them, and where each begins (its space included).

    Overlapping pairs of characters are joined to the run that they were cut from.
    """
    parts, offsets, length, end = [], [], 0, -1
    for _, word, (start, after), _ in found:
        if not word.isascii():
            word = without_accents(word)
        part = word[1:] if start < end else " " + word
        offsets.append(length)
        parts.append(part)
        length += len(part)
        end = after
    return "".join(parts) + " ", np.array(offsets, dtype=np.int64)
