"""A database that the migrations made is the one that the code expects, in the library and in the bot."""

from __future__ import annotations

import ast

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData

from bot.store import database, schema
from bot.store.database import open_library
from index.store import schema as index_schema
from index.store.migrate import HISTORY, History


def _ours(metadata: MetaData) -> set[str]:
    return set(metadata.tables)


@pytest.mark.parametrize(
    ("metadata", "table"),
    [(index_schema.metadata, HISTORY.table), (schema.metadata, database.HISTORY.table)],
    ids=["library", "bot"],
)
def test_the_migrations_make_the_schema_that_the_code_describes(
    bare_database_url: str, metadata: MetaData, table: str
) -> None:
    with open_library(bare_database_url) as library, library.database.read() as connection:
        ours = _ours(metadata)
        context = MigrationContext.configure(
            connection,
            opts={
                "version_table": table,
                "include_name": lambda name, kind, parents: (
                    name != schema.WAITING_INDEX and (kind != "table" or name in ours)
                ),
            },
        )
        assert compare_metadata(context, metadata) == []


@pytest.mark.parametrize(
    "history",
    [HISTORY, database.HISTORY],
    ids=["library", "bot"],
)
def test_the_newest_migration_is_the_one_that_the_code_looks_for(history: History) -> None:
    config = Config()
    config.set_main_option("script_location", str(history.scripts))
    assert ScriptDirectory.from_config(config).get_current_head() == history.head


@pytest.mark.parametrize("history", [HISTORY, database.HISTORY], ids=["library", "bot"])
def test_migrations_are_frozen_and_import_nothing_of_the_application(history: History) -> None:
    scripts = list((history.scripts / "versions").glob("*.py"))
    assert scripts
    for script in scripts:
        imported = {
            name
            for node in ast.walk(ast.parse(script.read_text(encoding="utf-8")))
            for name in (
                [each.name for each in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
        }
        assert {name.partition(".")[0] for name in imported} <= {"sqlalchemy", "alembic"}, script.name
