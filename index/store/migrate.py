"""Bringing a database's schema up to date with Alembic, inside the caller's transaction."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect

from index.errors import StorageError
from index.store.schema import REVISION

# The commit whose databases the first migrations describe; its code upgrades older ones to that state.
OLDEST = "243adc1"


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """The migrations of one set of tables: the Alembic ``scripts``, up to revision ``head``.

    ``table`` is the table in which a database records its revision.
    """

    scripts: Path
    table: str
    head: str


HISTORY = History(scripts=Path(__file__).parent / "migrations", table="library_version", head=REVISION)
"""The library's own migrations."""


def upgrade(connection: Connection, history: History) -> str | None:
    """Runs the missing migrations. Raises StorageError if the database's revision is not among them.

    Returns the previous revision, None for a new database.

    Alembic, which takes half a second and 40 MB, is imported only if there is something to do.
    """
    before = current(connection, history.table)
    if before == history.head:
        return before
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(history.scripts))
    config.attributes.update(connection=connection, version_table=history.table)
    known = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    if before is not None and before not in known:
        if before < min(known):
            raise StorageError(
                f"this database was made before the first release of Verbatim (revision {before}) and was left as it "
                f"is; run `python -m bot migrate` of commit {OLDEST} on it first, then start this release"
            )
        raise StorageError(
            f"this database was made by a newer release of Verbatim (revision {before}); update the program"
        )
    command.upgrade(config, "head")
    return before


def current(connection: Connection, table: str) -> str | None:
    """The database's revision; None if it has never been migrated."""
    if not inspect(connection).has_table(table):
        return None
    revision: str | None = connection.exec_driver_sql(f"SELECT version_num FROM {table}").scalar()
    return revision
