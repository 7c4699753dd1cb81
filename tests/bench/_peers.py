"""Other people's search beside ours: each takes paragraphs once and ranks them for a question."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from typing import Final, Protocol

import numpy as np

from index.analysis.language import detect
from index.analysis.tokenizer import terms


class Peer(Protocol):
    """A search engine over a fixed list of paragraphs; without a ``language`` it looks which one they are in."""

    def __init__(self, paragraphs: Sequence[str], language: str | None = None) -> None: ...

    def search(self, question: str, count: int) -> list[int]:
        """The numbers of the best ``count`` paragraphs, best first."""
        ...


def _tokens(text: str, language: str) -> list[str]:
    return [term.text for term in terms(text, language)]


class RankBm25:
    """The package as its README has it, with our words, stop words and stems, which it leaves to its user."""

    def __init__(self, paragraphs: Sequence[str], language: str | None = None) -> None:
        from rank_bm25 import BM25Plus

        self._language = language or detect(" ".join(paragraphs[:20]))
        self._index = BM25Plus([_tokens(text, self._language) or [""] for text in paragraphs])

    def search(self, question: str, count: int) -> list[int]:
        scores = self._index.get_scores(_tokens(question, self._language))
        return np.argsort(-scores, kind="stable")[:count].tolist()  # type: ignore[no-any-return]


class Bm25s:
    """Scores worked out when paragraphs are added, in sparse matrices; the same terms."""

    def __init__(self, paragraphs: Sequence[str], language: str | None = None) -> None:
        import bm25s

        self._language = language or detect(" ".join(paragraphs[:20]))
        self._size = len(paragraphs)
        self._index = bm25s.BM25()
        self._index.index([_tokens(text, self._language) for text in paragraphs], show_progress=False)

    def search(self, question: str, count: int) -> list[int]:
        # It refuses a question whose words are all unknown.
        asked = [token for token in _tokens(question, self._language) if token in self._index.vocab_dict]
        if not asked:
            return []
        found, _ = self._index.retrieve([asked], k=min(count, self._size), show_progress=False)
        return [int(number) for number in found[0]]


class Tantivy:
    """A search engine in Rust, on disk in memory, with its own English stemming."""

    def __init__(self, paragraphs: Sequence[str], language: str | None = None) -> None:
        import tantivy

        schema = tantivy.SchemaBuilder()
        schema.add_text_field("body", stored=False, tokenizer_name="en_stem")
        schema.add_integer_field("number", stored=True)
        self._index = tantivy.Index(schema.build())
        writer = self._index.writer(heap_size=50_000_000, num_threads=1)
        for number, text in enumerate(paragraphs):
            writer.add_document(tantivy.Document(body=text, number=number))
        writer.commit()
        writer.wait_merging_threads()
        self._index.reload()
        self._searcher = self._index.searcher()

    def search(self, question: str, count: int) -> list[int]:
        query, _ = self._index.parse_query_lenient(question, ["body"])
        return [self._searcher.doc(at)["number"][0] for _, at in self._searcher.search(query, count).hits]


class Fts5:
    """SQLite's own full-text index with its Porter stemmer."""

    def __init__(self, paragraphs: Sequence[str], language: str | None = None) -> None:
        self._base = sqlite3.connect(":memory:")
        self._base.execute("CREATE VIRTUAL TABLE body USING fts5(text, content='', tokenize='porter unicode61')")
        self._base.executemany("INSERT INTO body(rowid, text) VALUES (?, ?)", list(enumerate(paragraphs)))
        self._base.commit()
        self._language = language or detect(" ".join(paragraphs[:20]))

    def search(self, question: str, count: int) -> list[int]:
        from index.analysis.tokenizer import analyse

        asked = [term.word for term in analyse(question, self._language) if not term.stop]
        if not asked:
            return []
        query = " OR ".join(f'"{word}"' for word in asked)
        rows = self._base.execute("SELECT rowid FROM body WHERE body MATCH ? ORDER BY rank LIMIT ?", (query, count))
        return [row[0] for row in rows]


PEERS: Final[dict[str, Callable[..., Peer]]] = {
    "rank-bm25": RankBm25,
    "bm25s": Bm25s,
    "tantivy": Tantivy,
    "fts5": Fts5,
}
