"""Verbatim's library of articles: deduplicated, indexed with BM25, quoted and never paraphrased.

In: texts with their sources and places; questions. Out: the values below, which quote by spans of the texts.
Public: what this module exports, ``index.extract`` (files to text), ``index.names`` and ``index.database`` (for a
caller with tables of its own). Everything else is private. It knows nothing of Telegram, opens no sockets and reads
no environment; the order of its packages is in pyproject.toml, under import-linter.
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
    Leaning,
    LibraryStatistics,
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
    from index.checking.models import Check, CheckedSentence, CheckedSource, Mark
    from index.dedup.compare.differences import Difference
    from index.indexing.plan import Plan
    from index.library import Library
    from index.store.database import Database
    from index.summaries.summarize import METHODS as SUMMARY_METHODS
    from index.warmup import warm

__all__ = [
    "SUMMARY_METHODS",
    "Answer",
    "Article",
    "Check",
    "CheckedSentence",
    "CheckedSource",
    "Context",
    "Database",
    "Difference",
    "Digest",
    "Forgotten",
    "InvalidText",
    "Leaning",
    "Library",
    "LibraryError",
    "LibraryStatistics",
    "Mark",
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

# Loaded at first use: a process that only reads a document starts in a third of the time without them.
_WHERE = {
    "Check": "index.checking.models.Check",
    "CheckedSentence": "index.checking.models.CheckedSentence",
    "CheckedSource": "index.checking.models.CheckedSource",
    "Difference": "index.dedup.compare.differences.Difference",
    "Mark": "index.checking.models.Mark",
    "Database": "index.store.database.Database",
    "Library": "index.library.Library",
    "Plan": "index.indexing.plan.Plan",
    "SUMMARY_METHODS": "index.summaries.summarize.METHODS",
    "warm": "index.warmup.warm",
}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, _, attribute = _WHERE[name].rpartition(".")
    found = globals()[name] = getattr(import_module(module), attribute)
    return found
