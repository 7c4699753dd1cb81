"""Migrates a database to the current schema, and copies it from SQLite to PostgreSQL or back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from sqlalchemy import Connection, Table, func, insert, make_url, select
from sqlalchemy.exc import ArgumentError

from bot.config import OperatorError
from bot.store import schema
from bot.store.database import HISTORY
from bot.store.locks import database_file, only_one, only_one_on
from index import Database, database
from index.names import storable

# Upper bounds of a batch: rows, and characters and bytes together.
ROWS, SIZE = 2000, 4 * 1024 * 1024
_HISTORIES = {"library": database.HISTORY, "bot": HISTORY}


def migrate(database_url: str) -> Iterator[str]:
    """Migrates both sets of tables; reports what was done for each. Several processes may do so at once.

    Raises LibraryError.
    """
    with _open(database_url) as opened:
        found = opened.upgrade(*_HISTORIES.values())
    for (name, history), before in zip(_HISTORIES.items(), found, strict=True):
        head = history.head
        yield f"{name}: {head}, up to date" if before == head else f"{name}: {before or 'nothing'} -> {head}"


def copy(source_url: str, target_url: str, say: Callable[[str], None]) -> None:
    """Copies everything into an empty database in one transaction: either all of it is there or none.

    Reports one line per table. The copy is read again and compared with the source before the commit. Bots must be
    stopped on both sides. Raises OperatorError, LibraryError.
    """
    for url in (source_url, target_url):
        _check(url)
    file = database_file(source_url)
    if file is not None and not file.is_file():
        raise OperatorError(f"there is no database {file}")
    with ExitStack() as stack:
        source, target = _both(source_url, target_url, stack)
        reading = stack.enter_context(_as_of_now(source))
        for name, history in _HISTORIES.items():
            found = database.current(reading, history.table)
            if found != history.head:
                raise OperatorError(
                    f"the tables of the {name} are at {found or 'no revision'}, not {history.head}: "
                    f"first run DATABASE_URL={shown(source_url)} python -m bot migrate"
                )
        for line in migrate(target_url):
            say(f"{shown(target_url)}: {line}")
        writing = stack.enter_context(target.write())
        tables = [*database.tables, *schema.metadata.sorted_tables]
        for table in tables:
            if writing.execute(select(table).limit(1)).first() is not None:
                raise OperatorError(f"{shown(target_url)} is not empty ({table.name}): name one with nothing in it")
        for table in tables:
            say(_copied(table, reading, writing))
        _continue_numbers(tables, writing)


def shown(url: str) -> str:
    """The address without its password, safe to show."""
    return make_url(url).render_as_string(hide_password=True)


def _check(url: str) -> None:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise OperatorError(
            "FROM and TO are addresses such as sqlite:///verbatim.db or postgresql+psycopg://USER@HOST/NAME"
        ) from None
    if parsed.get_backend_name() == "sqlite" and database_file(url) is None:
        raise OperatorError("a database in memory cannot be copied")


def _both(source_url: str, target_url: str, stack: ExitStack) -> tuple[Database, Database]:
    """Both databases, locked for exclusive use by this process."""
    urls = (source_url, target_url)
    files = [database_file(url) for url in urls]
    resolved = [str(file.resolve()) if file else make_url(url) for url, file in zip(urls, files, strict=True)]
    if resolved[0] == resolved[1]:
        raise OperatorError("FROM and TO are the same database")
    try:
        found = []
        for url, file in zip(urls, files, strict=True):
            stack.enter_context(only_one(file))
            found.append(stack.enter_context(_open(url)))
            stack.enter_context(only_one_on(found[-1].engine))
    except OSError as error:
        raise OperatorError(f"{error.filename} cannot be written ({error.strerror})") from None
    return found[0], found[1]


@contextmanager
def _open(url: str) -> Iterator[Database]:
    opened = Database.open(url)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def _as_of_now(source: Database) -> Iterator[Connection]:
    """Reads a single state of the source, even if its texts hold invalid bytes."""
    with source.read() as connection:
        if source.sqlite:
            driver: Any = connection.connection.driver_connection
            driver.text_factory = _decoded
        else:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield connection


def _decoded(raw: bytes) -> str:
    try:
        return raw.decode()
    except UnicodeDecodeError:
        pass
    try:
        # Half of a surrogate pair counts as one character, as it did when offsets were computed.
        return raw.decode(errors="surrogatepass")
    except UnicodeDecodeError:
        return raw.decode(errors="replace")


@dataclass(slots=True)
class _Sum:
    """A checksum of rows in any order: engines sort texts differently."""

    rows: int = 0
    digests: int = 0

    def add(self, row: tuple[Any, ...]) -> None:
        # Python has one notation for each number, byte string and time, and a different one for each type.
        digest = blake2b(repr(row).encode(), digest_size=16).digest()
        self.rows += 1
        self.digests = (self.digests + int.from_bytes(digest)) % 2**128


def _copied(table: Table, reading: Connection, writing: Connection) -> str:
    """Copies a table and reads it again; returns how much that was. Raises OperatorError if the copy differs."""
    sent, arrived, replaced = _Sum(), _Sum(), 0
    with _writer(table, writing) as write:
        for batch in _batches(_rows(table, reading)):
            rows = [tuple(map(_storable, read)) for read in batch]
            replaced += sum(row != read for row, read in zip(rows, batch, strict=True))
            for row in rows:
                sent.add(row)
            write(rows)
    for row in _rows(table, writing):
        arrived.add(row)
    if arrived != sent:
        raise OperatorError(
            f"{table.name}: {sent.rows} rows were sent and {arrived.rows} arrived, or not as they were; nothing is kept"
        )
    sent_rows = f"{table.name}: {sent.rows} rows, the same on both sides"
    return f"{sent_rows}, but for {replaced} with characters that PostgreSQL does not take" if replaced else sent_rows


@contextmanager
def _writer(table: Table, writing: Connection) -> Iterator[Callable[[list[tuple[Any, ...]]], object]]:
    """A function that writes rows (values in column order) into an empty table."""
    names = [column.name for column in table.columns]
    if writing.dialect.name != "postgresql":
        yield lambda rows: writing.execute(insert(table), [dict(zip(names, row, strict=True)) for row in rows])
        return
    from psycopg import Error, sql

    # COPY in text form: the server parses each value as its column's type, as it does with a file of pg_dump's.
    columns = sql.SQL(", ").join(map(sql.Identifier, names))
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), columns)
    driver: Any = writing.connection.driver_connection
    try:
        with driver.cursor() as cursor, cursor.copy(statement) as copying:

            def write(rows: list[tuple[Any, ...]]) -> None:
                for row in rows:
                    copying.write_row(row)

            yield write
    except Error as error:
        # The rest of the error may quote people's texts.
        reason = error.diag.message_primary or type(error).__name__
        raise OperatorError(f"{table.name}: the database refused: {reason}; nothing is kept") from None


def _rows(table: Table, connection: Connection) -> Iterator[tuple[Any, ...]]:
    query = select(table).order_by(*table.primary_key.columns)
    yield from map(tuple, connection.execute(query.execution_options(yield_per=ROWS // 8)))


def _batches(rows: Iterator[tuple[Any, ...]]) -> Iterator[list[tuple[Any, ...]]]:
    batch: list[tuple[Any, ...]] = []
    size = 0
    for row in rows:
        batch.append(row)
        size += sum(len(value) for value in row if isinstance(value, str | bytes))
        if len(batch) >= ROWS or size >= SIZE:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _storable(value: Any) -> Any:
    # Rows of an earlier release may hold characters that PostgreSQL cannot store. Replaced one for one, spans stay
    # valid.
    return storable(value) if isinstance(value, str) else value


def _continue_numbers(tables: list[Table], connection: Connection) -> None:
    """Makes new rows' numbers start above the copied ones: PostgreSQL counts them separately from the rows."""
    if connection.dialect.name != "postgresql":
        return
    for table in tables:
        for column in table.primary_key.columns:
            sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            last = connection.scalar(select(func.max(column))) if sequence else None
            if last is not None:
                connection.execute(select(func.setval(sequence, last)))
