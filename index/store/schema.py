"""The tables. Every key begins with the collection or its index, so that a query's cost depends on its own articles
only, deleting a collection is complete, and a cluster can be split by it.

``content`` is a paragraph's text, ``occurrence`` its place in an article. A paragraph that several articles share, up
to its normal form, is stored and indexed once. An occurrence has a text of its own only if it differs from its
content's.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    BindParameter,
    Column,
    ColumnElement,
    DateTime,
    Dialect,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    and_,
    text,
)

# The newest migration; a database at this revision needs no upgrade.
REVISION = "0007"


class UtcDateTime(TypeDecorator[datetime]):
    """An aware point in time, stored and returned in UTC; SQLite itself has no time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a point in time needs a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


# An index keeps its name when its table or column is renamed: SQLite would rebuild it.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _owner(name: str = "collection_id") -> Column[int]:
    return Column(name, Integer, ForeignKey("collection.id", ondelete="CASCADE"), primary_key=True)


def owned(table: Table, owner_id: int | BindParameter[int], **values: Any) -> ColumnElement[bool]:
    """The condition that a row of ``table`` belongs to that collection or index and has these values in its columns."""
    owner, *_ = table.primary_key.columns
    return and_(owner == owner_id, *(table.c[name] == value for name, value in values.items()))


collection = Table(
    "collection",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    # Ids are handed out per collection, so that they do not reveal how much other chats hold.
    Column("next_article", Integer, nullable=False, default=1),
    Column("next_content", Integer, nullable=False, default=1),
    # Statistics of the first stage: indexed contents and the sum of their lengths in terms.
    Column("documents", Integer, nullable=False, default=0),
    Column("total_length", BigInteger, nullable=False, default=0),
    # Grows with every change; what was read under an older revision may be stale.
    Column("revision", BigInteger, nullable=False, default=0),
    # The version of the analyser that made the postings and views; another one: index/indexing/reindex.py.
    Column("analyser", Integer, nullable=False),
    # The id of its postings, waiting pairs and words (null: its own), and that of a new index under construction. Both
    # are rows of this table that nobody finds by name (index/store/postings/generations.py).
    Column("index_id", Integer),
    Column("new_index_id", Integer),
)

article = Table(
    "article",
    metadata,
    _owner(),
    Column("id", Integer, primary_key=True),
    Column("title", Text, nullable=False),
    Column("url", Text),
    Column("source_identity", Text),
    Column("source_name", Text),
    Column("language", Text, nullable=False),
    Column("topic", Text),
    Column("words", Integer, nullable=False),
    Column("paragraphs", Integer, nullable=False),
    # A hash of the normal forms of the paragraphs in order: equal for the same article from any source.
    Column("fingerprint", LargeBinary(16), nullable=False),
    # The link in its normal form (dedup.urls): equal for the same page, however it was shared.
    Column("link", Text),
    # What it was to the stored articles when it came (models.Relation), and to which of them.
    Column("relation", SmallInteger, nullable=False, default=0),
    Column("related", Integer),
    Column("added_at", UtcDateTime, nullable=False),
    Column("published_at", UtcDateTime),
    # When it was hidden: it can be brought back for a moment, then it is deleted.
    Column("forgotten_at", UtcDateTime),
    Index(None, "collection_id", "fingerprint"),
    Index(None, "collection_id", "source_identity"),
    Index(None, "collection_id", "link"),
    Index(None, "collection_id", "related"),
    Index("ix_article_collection_id_added_at", "collection_id", "added_at"),
    # A partial index, which is empty most of the time.
    Index(
        None,
        "forgotten_at",
        sqlite_where=text("forgotten_at IS NOT NULL"),
        postgresql_where=text("forgotten_at IS NOT NULL"),
    ),
)

# Separate from the article's row, which lists read often and which must stay small.
article_text = Table(
    "article_text",
    metadata,
    _owner(),
    Column("article_id", Integer, primary_key=True),
    Column("text", Text, nullable=False),
    ForeignKeyConstraint(["collection_id", "article_id"], ["article.collection_id", "article.id"], ondelete="CASCADE"),
)

delivery = Table(
    "delivery",
    metadata,
    _owner(),
    Column("key", Text, primary_key=True),
    Column("article_id", Integer, nullable=False),
    Column("receipt", Text, nullable=False),
    ForeignKeyConstraint(["collection_id", "article_id"], ["article.collection_id", "article.id"], ondelete="CASCADE"),
    Index(None, "collection_id", "article_id"),
)

place = Table(
    "place",
    metadata,
    _owner(),
    Column("article_id", Integer, primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("where", Text, nullable=False),
    ForeignKeyConstraint(["collection_id", "article_id"], ["article.collection_id", "article.id"], ondelete="CASCADE"),
)

content = Table(
    "content",
    metadata,
    _owner(),
    Column("id", Integer, primary_key=True),
    Column("fingerprint", LargeBinary(16), nullable=False),
    Column("text", Text, nullable=False),
    # Sentence boundaries within the text, packed by segment.pack.
    Column("sentences", LargeBinary, nullable=False),
    Column("language", Text, nullable=False),
    # The paragraph's arrays for the second stage, packed by the analyser.
    Column("views", LargeBinary, nullable=False),
    # The content that a near-duplicate counts as, and the difference from it.
    Column("representative_id", Integer),
    Column("verdict", SmallInteger, nullable=False, default=0),
    Column("difference", Text),
    # The version of the analyser that made ``sentences`` and ``views``; null: the first.
    Column("analyser", SmallInteger),
    UniqueConstraint("collection_id", "fingerprint"),
    Index("ix_content_collection_id_elder_id", "collection_id", "representative_id"),
)

occurrence = Table(
    "occurrence",
    metadata,
    _owner(),
    Column("article_id", Integer, primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("content_id", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    # Its own characters and sentence boundaries, only where they differ from the content's.
    Column("text", Text),
    Column("sentences", LargeBinary),
    # Whether the same content stands earlier in the same article.
    Column("is_repeat", SmallInteger, nullable=False),
    # What the paragraph added when it came (dedup.compare.verdict.VerdictKind): new, duplicate or changed.
    Column("verdict", SmallInteger, nullable=False),
    ForeignKeyConstraint(["collection_id", "article_id"], ["article.collection_id", "article.id"], ondelete="CASCADE"),
    Index(None, "collection_id", "content_id"),
)

# The first stage's tables. Their rows belong to an index, which has its collection's id or one of its own. A term is a
# 64-bit hash of its text: short, in the same order in every database, and enough to remove a content's postings by the
# hashes in its views.
posting = Table(
    "posting",
    metadata,
    _owner("index_id"),
    Column("term", BigInteger, primary_key=True),
    # Block 0 is the young one that grows; full ones are merged into 1, 2, …
    Column("block", Integer, primary_key=True),
    # With a rowid: without one, SQLite would read all of a long block to compare its key.
    Column("data", LargeBinary, nullable=False),
)

# The write buffer, one row for each addition: (term, posting) pairs on their way into the blocks of ``posting``.
# Writing one row is a hundredth of the work of growing the block of each of an article's terms.
posting_buffer = Table(
    "posting_buffer",
    metadata,
    _owner("index_id"),
    # One of the addition's contents; negative while the addition is staged and nobody may see it.
    Column("content_id", Integer, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

# Work in short transactions that is under way or pending (index/store/jobs.py).
job = Table(
    "job",
    metadata,
    _owner(),
    # Its contents, from ``first`` to ``last`` inclusive; 0 for all of them.
    Column("first", Integer, primary_key=True),
    Column("last", Integer, nullable=False),
    Column("kind", SmallInteger, nullable=False),
    Column("since", UtcDateTime, nullable=False),
)

# The words behind the hashes, in code point order, to find what a misspelt word may have meant.
vocabulary = Table(
    "vocabulary",
    metadata,
    _owner("index_id"),
    Column("term", BigInteger, primary_key=True),
    Column("text", Text().with_variant(Text(collation="C"), "postgresql"), nullable=False),
    Index("ix_vocabulary_collection_id_text", "index_id", "text"),
    sqlite_with_rowid=False,
)

# How many of a collection's contents are in each language, which decides how a short question is stemmed.
collection_language = Table(
    "collection_language",
    metadata,
    _owner(),
    Column("language", Text, primary_key=True),
    Column("documents", Integer, nullable=False),
)

# --- finding near-duplicates: index/store/contents/sketches.py ---
sketch = Table(
    "sketch",
    metadata,
    _owner(),
    Column("hash", BigInteger, primary_key=True),
    Column("content_id", Integer, primary_key=True),
    Index(None, "collection_id", "content_id"),
    # The key is the row: without a rowid SQLite stores it once, not twice.
    sqlite_with_rowid=False,
)

# --- what paragraphs and sentences mean: index/store/vectors ---
# The vectors of the contents whose ids divided by a number are the same.
vector_block = Table(
    "vector_block",
    metadata,
    _owner(),
    Column("block", Integer, primary_key=True),
    # The version of the encoder that made them.
    Column("model", SmallInteger, nullable=False),
    # How many contents are in it. Columns that are scanned come before those that are read for a few contents only.
    Column("number", SmallInteger, nullable=False),
    Column("contents", LargeBinary, nullable=False),
    Column("paragraphs", LargeBinary, nullable=False),
    Column("sentences", LargeBinary, nullable=False),
)

vector_state = Table(
    "vector_state",
    metadata,
    _owner(),
    # Grows with every change of the collection's vectors.
    Column("revision", BigInteger, nullable=False),
    # The revision of the collection at which no content that could be seen lacked vectors of this version.
    Column("complete_at", BigInteger),
    Column("model", SmallInteger),
)
