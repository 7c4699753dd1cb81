"""Searches a collection that another version of the analyser indexed, until its new index is made.

How the earlier version stemmed words is no longer known. But its stem is nearly always the beginning of the word, or
the whole word, and the terms of a collection can be looked up. So each word is searched for under its longest beginning
that is a term of the collection. It is also searched for under the current version's term, which indexes the articles
added since. A stem that lacks the word's beginning or changes its inside (some in Arabic, say) is not found this way;
another word of the question, or the new index, finds it. The second stage reads views made anew from the texts, so that
order, sentence and confidence come from one version.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from sqlalchemy import Connection, select

from index.analysis import tokenizer
from index.analysis.codec import term_hash
from index.analysis.encoding import prepare
from index.analysis.sentences.segmentation import unpack
from index.ranking.bm25 import Postings
from index.ranking.query.query import Word
from index.store.postings import reader
from index.store.schema import content

# A term has at least ``_ROOT`` letters of its word and lacks at most ``_ENDING``. Of a short word, or a pair of
# characters, it has at least one.
_ROOT: Final = 3
_ENDING: Final = 6


def read(connection: Connection, index_id: int, words: Sequence[Word]) -> dict[str, Postings]:
    """The postings by term of ``words``, with those of the earlier terms that may stand for them in that index."""
    texts = {word: _beginnings(word.text) for word in words}
    wanted = {term_hash(text): text for word in words for text in (*word.terms, *texts[word])}
    found = reader.read(connection, index_id, list(wanted))
    held = {wanted[key]: entries for key, entries in found.items() if len(entries)}
    entries = {}
    for word in words:
        longest = next((text for text in texts[word] if text in held), None)
        for term in word.terms:
            parts = [held[text] for text in dict.fromkeys((term, longest)) if text in held]
            if parts:
                entries[term] = parts[0] if len(parts) == 1 else _once(np.concatenate(parts))
    return entries


def views(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, bytes]:
    """The packed views of the contents, by id, as the current analyser makes them."""
    columns = (content.c.id, content.c.text, content.c.language, content.c.sentences, content.c.analyser)
    query = select(*columns, content.c.views).where(content.c.collection_id == collection_id, content.c.id.in_(ids))
    # A content that is gone by now gets an empty view.
    found = dict.fromkeys(ids, prepare("", "und", ()).encoded)
    for row in connection.execute(query):
        current = row.analyser == tokenizer.ANALYSER
        found[row.id] = bytes(row.views) if current else prepare(row.text, row.language, unpack(row.sentences)).encoded
    return found


def _beginnings(word: str) -> list[str]:
    """The stems that an earlier analyser may have made of the word, the longest first."""
    shortest = 1 if len(word) <= _ROOT else max(_ROOT, len(word) - _ENDING)
    found: dict[str, None] = {}
    for end in range(len(word), shortest - 1, -1):
        found.update(dict.fromkeys((word[:end], tokenizer.without_accents(word[:end]))))
    return list(found)


def _once(entries: Postings) -> Postings:
    """Each content's first entry."""
    kept: Postings = entries[np.sort(np.unique(entries["content"], return_index=True)[1])]
    return kept
