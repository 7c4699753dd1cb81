"""Verbatim's library of articles: deduplicated, indexed with BM25, quoted and never paraphrased.

It knows nothing of Telegram, opens no sockets and reads no environment.
"""

from index.errors import InvalidText, LibraryError, StorageError, UnknownArticle
from index.library import Library
from index.models import (
    Answer,
    Article,
    Context,
    Digest,
    Forgotten,
    News,
    Page,
    Paragraph,
    Passage,
    Place,
    Receipt,
    Relation,
    Scope,
    Source,
    Span,
    Story,
    Summary,
    SummarySentence,
    Unfinished,
)
from index.planning import Plan
from index.store.engine import Database
from index.warming import warm

__all__ = [
    "Answer",
    "Article",
    "Context",
    "Database",
    "Digest",
    "Forgotten",
    "InvalidText",
    "Library",
    "LibraryError",
    "News",
    "Page",
    "Paragraph",
    "Passage",
    "Place",
    "Plan",
    "Receipt",
    "Relation",
    "Scope",
    "Source",
    "Span",
    "StorageError",
    "Story",
    "Summary",
    "SummarySentence",
    "Unfinished",
    "UnknownArticle",
    "warm",
]
