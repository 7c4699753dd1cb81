"""Bringing a database's schema up to date with Alembic, inside the caller's transaction."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, column, inspect, select
from sqlalchemy import table as table_clause

from index.errors import StorageError


def upgrade(connection: Connection, scripts: Path, *, table: str, head: str) -> str | None:
    """Runs the scripts that the database has not seen yet; each one's revision is recorded in ``table``.

    Returns the revision that it was at, None for a new one.

    Alembic is imported only when there is something to do: it costs half a second and 40 MB.
    """
    before = current(connection, table)
    if before == head:
        return before
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes.update(connection=connection, version_table=table)
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StorageError(
            f"this database was made by a newer release of Verbatim ({error}); update the program"
        ) from None
    return before


def current(connection: Connection, table: str) -> str | None:
    """The revision that the database is at; None when it has never been migrated."""
    if not inspect(connection).has_table(table):
        return None
    revision: str | None = connection.scalar(select(column("version_num")).select_from(table_clause(table)))
    return revision
