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
    from index.library import Library
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

# Loaded when they are asked for: a process that only reads a document is ready in a third of the time without them.
_WHERE = {
    "Database": "index.store.engine",
    "Library": "index.library",
    "Plan": "index.planning",
    "warm": "index.warming",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(_WHERE[name]), name)
    return found
