"""The library's database, for a caller that keeps its own tables in it, backs it up or copies it.

``sql`` runs frequent statements cheaply. ``History`` is the migrations of one set of tables (``HISTORY``: the
library's), ``current`` the revision of a database. ``tables`` are the library's, in an order in which they can be
filled; ``statistics`` counts what they hold. ``vector_model`` is the version of the vectors that this program makes,
or the reason why it makes none.
"""

from index.meaning.encoder import Encoder
from index.meaning.lazy import LazyEncoder
from index.store import sql
from index.store.database import Database
from index.store.migrate import HISTORY, History, current
from index.store.schema import metadata
from index.store.statistics import statistics

__all__ = ["HISTORY", "Database", "History", "current", "sql", "statistics", "tables", "vector_model"]

tables = tuple(metadata.sorted_tables)


def vector_model() -> int | str:
    """The version of the vectors that are made, or the reason why none are."""
    encoder = LazyEncoder(Encoder.load)
    model = encoder.get()
    return encoder.trouble() or "" if model is None else model.MODEL
