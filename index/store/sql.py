"""Statements as the driver has them, for what is asked many times a question or written by hundreds of rows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, CursorResult, Executable
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError


def select(
    connection: Connection, what: str, owner_id: int, key: str, among: Sequence[int], *, owner: str = "collection_id"
) -> Sequence[Any]:
    """``what`` of the rows of a collection, or what else ``owner`` says, whose ``key`` is one of ``among``."""
    if not among:
        return ()
    sql = f"SELECT {what} WHERE {owner} = {mark(connection)} AND {key} IN ({marks(connection, among)})"
    return rows(connection, sql, (owner_id, *among))


def rows(connection: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Sequence[Any]:
    """Rows as the driver has them: a question asks three times, and composing statements took longer than answering.

    Raises what SQLAlchemy would.
    """
    try:
        found: Sequence[Any] = _run(connection, sql, values).fetchall()
    except connection.dialect.loaded_dbapi.Error as error:
        raise _translated(connection, sql, error) from error
    return found


def query(connection: Connection, build: Callable[[], Executable], **values: Any) -> Sequence[Any]:
    """The rows of the query that ``build`` makes, composed once; ``values`` of its bind parameters.

    For what is asked with every update: to compose a statement and to wrap its rows took longer than to answer it.
    """
    return rows(connection, *_bound(connection, build, values))


def execute(connection: Connection, build: Callable[[], Executable], **values: Any) -> int:
    """Carries out the change that ``build`` makes, as ``query``; how many rows it changed."""
    sql, bound = _bound(connection, build, values)
    try:
        return int(_run(connection, sql, bound).rowcount)
    except connection.dialect.loaded_dbapi.Error as error:
        raise _translated(connection, sql, error) from error


def typed(connection: Connection, build: Callable[[], Executable], **values: Any) -> CursorResult[Any]:
    """The same where columns have types of their own, like moments: by way of SQLAlchemy, which knows them."""
    return connection.execute(_built(build), values)


@cache
def _built(build: Callable[[], Executable]) -> Executable:
    return build()


def _run(connection: Connection, sql: str, values: Sequence[Any] | Mapping[str, Any]) -> Any:
    """The driver's cursor, which closes itself when it is let go."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.paramstyle == "qmark":
        return driver.execute(sql, values)
    # Blobs come as they are, instead of as twice as many digits.
    return driver.execute(sql, values, binary=True)


def _translated(connection: Connection, sql: str, error: Exception) -> BaseException:
    driver = connection.dialect.loaded_dbapi
    return DBAPIError.instance(sql, None, error, driver.Error, hide_parameters=True)


def _bound(
    connection: Connection, build: Callable[[], Executable], values: Mapping[str, Any]
) -> tuple[str, Sequence[Any] | Mapping[str, Any]]:
    sql, order, constants = _composed(build, connection.dialect.name)
    named = {**constants, **values}
    return sql, named if order is None else [named[each] for each in order]


@cache
def _composed(build: Callable[[], Executable], engine: str) -> tuple[str, tuple[str, ...] | None, dict[str, Any]]:
    dialect: Any = sqlite.dialect
    if engine == "postgresql":
        from sqlalchemy.dialects.postgresql import psycopg

        dialect = psycopg.dialect
    made: Any = build()
    compiled = made.compile(dialect=dialect())
    return str(compiled), tuple(compiled.positiontup) if compiled.positional else None, compiled.params


def insert(connection: Connection, table: str, columns: Sequence[str], values: Sequence[tuple[Any, ...]]) -> None:
    """Adds rows, given as their values in the order of ``columns``: hundreds an article."""
    if values:
        quoted = connection.dialect.identifier_preparer.quote
        named = ", ".join(map(quoted, columns))
        connection.exec_driver_sql(f"INSERT INTO {table} ({named}) VALUES ({marks(connection, columns)})", list(values))


def pour(
    connection: Connection, into: str, kinds: Mapping[str, str], values: Sequence[tuple[Any, ...]], after: str = ""
) -> None:
    """Adds many short rows, given as their values in the order of ``kinds``, columns and their PostgreSQL types.

    ``after`` is what follows in the statement. PostgreSQL takes them as one row of arrays, a tenth of the work of as
    many rows.
    """
    if not values:
        return
    start = f"INSERT INTO {into} ({', '.join(kinds)})"
    if connection.dialect.paramstyle == "qmark":
        connection.exec_driver_sql(f"{start} VALUES ({marks(connection, list(kinds))}){after}", list(values))
    else:
        sql = f"{start} SELECT * FROM unnest({_arrays(kinds)}){after}"
        connection.exec_driver_sql(sql, _turned(values))


def rewrite(connection: Connection, table: str, column: str, kinds: Mapping[str, str], values: Sequence[Any]) -> None:
    """Sets ``column`` of many rows: it comes first in ``kinds`` and ``values``, the columns of their key follow."""
    if not values:
        return
    keys = [each for each in kinds if each != column]
    if connection.dialect.paramstyle == "qmark":
        where = " AND ".join(f"{key} = ?" for key in keys)
        connection.exec_driver_sql(f"UPDATE {table} SET {column} = ? WHERE {where}", list(values))
    else:
        where = " AND ".join(f"{table}.{key} = given.{key}" for key in keys)
        given = f"unnest({_arrays(kinds)}) AS given ({', '.join(kinds)})"
        sql = f"UPDATE {table} SET {column} = given.{column} FROM {given} WHERE {where}"
        connection.exec_driver_sql(sql, _turned(values))


def _arrays(kinds: Mapping[str, str]) -> str:
    return ", ".join(f"%s::{kind}[]" for kind in kinds.values())


def _turned(values: Sequence[tuple[Any, ...]]) -> tuple[list[Any], ...]:
    return tuple(map(list, zip(*values, strict=True)))


def change(connection: Connection, sql: str, values: Sequence[Any]) -> None:
    """Carries out a statement that returns nothing, with positional values."""
    connection.exec_driver_sql(sql, tuple(values))


def mark(connection: Connection) -> str:
    return "?" if connection.dialect.paramstyle == "qmark" else "%s"


def marks(connection: Connection, values: Sequence[Any]) -> str:
    return ",".join([mark(connection)] * len(values))
