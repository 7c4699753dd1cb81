"""Statements for the driver itself: for frequent queries and for writing hundreds of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Connection, Dialect, Executable, Select
from sqlalchemy.exc import DBAPIError

T = TypeVar("T")
# The most values in one statement; every engine takes as many.
BATCH = 500


def batched(values: Sequence[T], size: int = BATCH) -> Iterator[Sequence[T]]:
    """``values`` in order, ``size`` at a time."""
    for start in range(0, len(values), size):
        yield values[start : start + size]


def among(
    connection: Connection, query: Select[Any], column: ColumnElement[Any], values: Sequence[Any]
) -> Iterator[Any]:
    """The rows of ``query`` whose ``column`` is one of ``values``, queried in batches."""
    for some in batched(values):
        yield from connection.execute(query.where(column.in_(some)))


def select(
    connection: Connection, what: str, owner_id: int, key: str, among: Sequence[Any], *, owner: str = "collection_id"
) -> Sequence[Any]:
    """``what`` of the rows that belong to ``owner_id`` and whose ``key`` is one of ``among``.

    ``owner`` is the column that holds ``owner_id``.
    """
    if not among:
        return ()
    statement = f"SELECT {what} WHERE {owner} = {mark(connection)} AND {key} IN ({marks(connection, among)})"
    return rows(connection, statement, (owner_id, *among))


def rows(connection: Connection, statement: str, values: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
    """The driver's rows: a question runs three queries, and composing statements took longer than answering them.

    Raises the same errors as SQLAlchemy.
    """
    return _run(connection, statement, values, lambda cursor: cursor.fetchall())


def query(connection: Connection, statement: Executable, **values: Any) -> Sequence[Any]:
    """The rows of a query, a module's constant, which is composed once; ``values`` of its bind parameters.

    For queries of every update: composing a statement and wrapping its rows took longer than answering it.
    """
    return rows(connection, *_bound(connection, statement, values))


def execute(connection: Connection, statement: Executable, **values: Any) -> int:
    """Runs a change in the same way as ``query``; returns how many rows it changed."""
    return int(_run(connection, *_bound(connection, statement, values), lambda cursor: cursor.rowcount))


def _run(
    connection: Connection,
    statement: str,
    values: Sequence[Any] | Mapping[str, Any],
    read: Callable[[Any], T],
) -> T:
    """What ``read`` returns for the driver's cursor, which closes itself when it is released."""
    driver: Any = connection.connection.driver_connection
    # psycopg then transfers blobs in binary, not as twice as many digits.
    options = {} if connection.dialect.paramstyle == "qmark" else {"binary": True}
    base = connection.dialect.loaded_dbapi.Error
    try:
        return read(driver.execute(statement, values, **options))
    except base as error:
        raise DBAPIError.instance(statement, None, error, base, hide_parameters=True) from error


def _bound(
    connection: Connection, statement: Executable, values: Mapping[str, Any]
) -> tuple[str, Sequence[Any] | Mapping[str, Any]]:
    # mypy takes the class for an unhashable instance.
    dialect: Any = type(connection.dialect)
    composed, order, constants = _composed(statement, dialect)
    named = {**constants, **values}
    return composed, named if order is None else [named[each] for each in order]


@cache
def _composed(statement: Any, dialect: type[Dialect]) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    compiled = statement.compile(dialect=dialect())
    return str(compiled), tuple(compiled.positiontup) if compiled.positional else None, compiled.params


def insert(connection: Connection, table: str, columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Inserts rows, given as values in the order of ``columns``: an article has hundreds."""
    if values:
        named = ", ".join(map(connection.dialect.identifier_preparer.quote, columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({named}) VALUES ({marks(connection, columns)})", list(values))


def pour(
    connection: Connection, into: str, kinds: Mapping[str, str], values: Sequence[tuple[Any, ...]], after: str = ""
) -> None:
    """Inserts many short rows, given as values in the order of ``kinds``: columns and their PostgreSQL types.

    ``after`` is the rest of the statement. PostgreSQL takes one row of arrays, which is a tenth of the work.
    """
    if not values:
        return
    start = f"INSERT INTO {into} ({', '.join(kinds)})"
    if connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql(f"{start} VALUES ({marks(connection, list(kinds))}){after}", list(values))
    else:
        connection.exec_driver_sql(f"{start} SELECT * FROM unnest({_arrays(kinds)}){after}", _columns(values))


def rewrite(connection: Connection, table: str, column: str, kinds: Mapping[str, str], values: Sequence[Any]) -> None:
    """Sets ``column`` of many rows; ``kinds`` and ``values`` begin with it, and the columns of the key follow."""
    if not values:
        return
    keys = [each for each in kinds if each != column]
    if connection.dialect.paramstyle == "qmark":
        where = " AND ".join(f"{key} = ?" for key in keys)
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE {where}", list(values))
    else:
        where = " AND ".join(f"{table}.{key} = given.{key}" for key in keys)
        given = f"unnest({_arrays(kinds)}) AS given ({', '.join(kinds)})"
        connection.exec_driver_sql(
            f"UPDATE {table} SET {column} = given.{column} FROM {given} WHERE {where}", _columns(values)
        )


def _arrays(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"%s::{kind}[]" for kind in kinds.values())


def _columns(values: Sequence[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    return tuple(map(list, zip(*values, strict=True)))


def mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def marks(connection: Connection, values: Sequence[Any]) -> str:
    return ",".join([mark(connection)] * len(values))
