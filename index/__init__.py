"""Verbatim's library of articles: deduplicated, indexed with BM25, quoted and never paraphrased.

It knows nothing of Telegram, opens no sockets and reads no environment.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from index.errors import InvalidText, LibraryError, StorageError, UnknownArticle
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

if TYPE_CHECKING:
    from index.indexing.plan import Plan
    from index.library import Library
    from index.store.database import Database
    from index.warmup import warm

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

# Loaded when they are asked for: a process that only reads a document is ready in a third of the time without them.
_WHERE = {
    "Database": "index.store.database",
    "Library": "index.library",
    "Plan": "index.indexing.plan",
    "warm": "index.warmup",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return found
