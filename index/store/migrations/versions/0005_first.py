"""The tables as they were before the first release."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "collection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next_article", sa.Integer(), nullable=False),
        sa.Column("next_content", sa.Integer(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.Column("total_length", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("analyser", sa.Integer(), nullable=False),
        sa.Column("index_id", sa.Integer(), nullable=True),
        sa.Column("building_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_collection")),
        sa.UniqueConstraint("name", name=op.f("uq_collection_name")),
    )
    op.create_table(
        "article",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source_identity", sa.Text(), nullable=True),
        sa.Column("source_name", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.Column("paragraphs", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("link", sa.Text(), nullable=True),
        sa.Column("relation", sa.SmallInteger(), nullable=False),
        sa.Column("related", sa.Integer(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("forgotten_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_article_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "id", name=op.f("pk_article")),
    )
    op.create_index(
        op.f("ix_article_collection_id_fingerprint"), "article", ["collection_id", "fingerprint"], unique=False
    )
    op.create_index(op.f("ix_article_collection_id_link"), "article", ["collection_id", "link"], unique=False)
    op.create_index(op.f("ix_article_collection_id_related"), "article", ["collection_id", "related"], unique=False)
    op.create_index(
        op.f("ix_article_collection_id_source_identity"), "article", ["collection_id", "source_identity"], unique=False
    )
    op.create_index(
        op.f("ix_article_forgotten_at"),
        "article",
        ["forgotten_at"],
        unique=False,
        sqlite_where=sa.text("forgotten_at IS NOT NULL"),
        postgresql_where=sa.text("forgotten_at IS NOT NULL"),
    )
    op.create_index(op.f("ix_article_collection_id_added_at"), "article", ["collection_id", "added_at"], unique=False)
    op.create_table(
        "chore",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("first", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("kind", sa.SmallInteger(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_chore_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "first", name=op.f("pk_chore")),
    )
    op.create_table(
        "content",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(length=16), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sentences", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("views", sa.LargeBinary(), nullable=False),
        sa.Column("elder_id", sa.Integer(), nullable=True),
        sa.Column("verdict", sa.SmallInteger(), nullable=False),
        sa.Column("difference", sa.Text(), nullable=True),
        sa.Column("analyser", sa.SmallInteger(), nullable=True),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_content_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "id", name=op.f("pk_content")),
        sa.UniqueConstraint("collection_id", "fingerprint", name=op.f("uq_content_collection_id_fingerprint")),
    )
    op.create_index(op.f("ix_content_collection_id_elder_id"), "content", ["collection_id", "elder_id"], unique=False)
    op.create_table(
        "posting",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("block", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_posting_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "term", "block", name=op.f("pk_posting")),
    )
    op.create_table(
        "recent",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_recent_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "content_id", name=op.f("pk_recent")),
    )
    op.create_table(
        "sketch",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("hash", sa.BigInteger(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_sketch_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "hash", "content_id", name=op.f("pk_sketch")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_sketch_collection_id_content_id"), "sketch", ["collection_id", "content_id"], unique=False)
    op.create_table(
        "tongue",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("documents", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_tongue_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "language", name=op.f("pk_tongue")),
    )
    op.create_table(
        "vocabulary",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("term", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text().with_variant(sa.Text(collation="C"), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_vocabulary_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "term", name=op.f("pk_vocabulary")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_vocabulary_collection_id_text"), "vocabulary", ["collection_id", "text"], unique=False)
    op.create_table(
        "article_text",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id", "article_id"],
            ["article.collection_id", "article.id"],
            name=op.f("fk_article_text_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_article_text_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "article_id", name=op.f("pk_article_text")),
    )
    op.create_table(
        "delivery",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("receipt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id", "article_id"],
            ["article.collection_id", "article.id"],
            name=op.f("fk_delivery_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_delivery_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "key", name=op.f("pk_delivery")),
    )
    op.create_index(
        op.f("ix_delivery_collection_id_article_id"), "delivery", ["collection_id", "article_id"], unique=False
    )
    op.create_table(
        "occurrence",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("content_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("sentences", sa.LargeBinary(), nullable=True),
        sa.Column("again", sa.SmallInteger(), nullable=False),
        sa.Column("verdict", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id", "article_id"],
            ["article.collection_id", "article.id"],
            name=op.f("fk_occurrence_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_occurrence_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "article_id", "position", name=op.f("pk_occurrence")),
    )
    op.create_index(
        op.f("ix_occurrence_collection_id_content_id"), "occurrence", ["collection_id", "content_id"], unique=False
    )
    op.create_table(
        "place",
        sa.Column("collection_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("where", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_id", "article_id"],
            ["article.collection_id", "article.id"],
            name=op.f("fk_place_article"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["collection_id"], ["collection.id"], name=op.f("fk_place_collection"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("collection_id", "article_id", "number", name=op.f("pk_place")),
    )
