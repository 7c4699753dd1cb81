"""Opens the database and offers the only two ways to use it: reading, and writing in one transaction."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url, select
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, OperationalError, SQLAlchemyError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool, StaticPool

from index.errors import StorageError
from index.giving_way import never_giving_way
from index.store.migrate import History, upgrade
from index.store.postings.cache import CACHE, Cache
from index.store.tuning import DEFAULT, TUNING, Tuning, tuning_of
from index.store.vectors.cache import VECTOR_CACHE, VectorCache

WRITE = "verbatim_write"
BUSY_SECONDS = 30
# How long to wait before turning on the write-ahead log again, where another process was first.
AGAIN_SECONDS = 0.02
IDLE_SECONDS = 20
TIDY_MILLISECONDS = 200
WAL_BYTES = 64 * 1024 * 1024
CACHE_BYTES = 12 * 1024 * 1024
# Room for the vectors of some 40,000 paragraphs.
VECTOR_CACHE_BYTES = 16 * 1024 * 1024
# The number of an advisory lock that nobody else uses on a PostgreSQL server: "upgrades" in ASCII.
UPGRADING = int.from_bytes(b"upgrades")
# SQLite's names for errors of the environment: the disk is full or fails, another process holds the file.
PASSING = ("SQLITE_FULL", "SQLITE_IOERR", "SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_BUSY", "SQLITE_NOMEM")


class Database:
    """A connection pool over SQLite or PostgreSQL with the schema brought up to date.

    Connections are SQLAlchemy's. SQLite allows one writer at a time: writers of this process queue on a lock instead
    of polling. They begin IMMEDIATE, because a transaction that reads first and then writes fails at once, whatever
    the time-out, if another one wrote in between.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.tuning = tuning_of(engine)
        self.sqlite = engine.dialect.name == "sqlite"
        # PostgreSQL has row locks instead.
        self._writer: Any = threading.RLock() if self.sqlite else nullcontext()
        # A database in memory has a single connection: its readers must wait for the writer, too.
        self._reader: Any = self._writer if isinstance(engine.pool, StaticPool) else nullcontext()

    @classmethod
    def open(cls, url: str, tuning: Tuning = DEFAULT) -> Database:
        """Opens ``sqlite:///file``, ``sqlite://`` (in memory) or ``postgresql+psycopg://…``, without migrating.

        Raises StorageError, with the reason, when the URL is wrong or the database cannot be reached.
        """
        database = cls(_engine(_parsed(url), tuning))
        with database.read():
            pass
        return database

    def upgrade(self, *histories: History) -> list[str | None]:
        """Brings the tables of these histories up to date in one transaction: all of them or none.

        Returns the previous revision of each, None for a new one. If several processes start at once, one upgrades
        and the others wait. Raises StorageError if the database is newer or much older than this program, or cannot
        be written.
        """
        with self.write() as connection:
            if self.sqlite:
                # SQLite begins a write transaction even in a read-only file, and fails only at the first change.
                version = connection.exec_driver_sql("PRAGMA user_version").scalar()
                connection.exec_driver_sql(f"PRAGMA user_version = {version}")
            else:
                connection.execute(select(func.pg_advisory_xact_lock(UPGRADING)))
            return [upgrade(connection, each) for each in histories]

    @contextmanager
    def read(self, within: Connection | None = None) -> Iterator[Connection]:
        """A connection for reading one consistent state of the database; ``within``: that transaction's connection."""
        if within is not None:
            yield within
            return
        with self._reader, _translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self, within: Connection | None = None) -> Iterator[Connection]:
        """One transaction: committed as a whole when the block ends, rolled back when it raises.

        Given ``within``, the connection of an open transaction, it takes part in that one and commits nothing itself.
        """
        if within is not None:
            yield within
            return
        with never_giving_way(), self._writer, _translated(), self.engine.connect() as connection:
            writing = connection.execution_options(**{WRITE: True, CACHE: None, VECTOR_CACHE: None})
            try:
                with writing.begin():
                    yield writing
            except (DBAPIError, sqlite3.Error) as error:
                if str(getattr(_refusal(error), "sqlite_errorname", "")).startswith("SQLITE_READONLY"):
                    # SQLite opens a file that it may not write read-only, and the connection stays read-only.
                    writing.invalidate()
                raise

    def tidy(self) -> None:
        """Empties SQLite's write-ahead log, where pages stay as they were before something was deleted.

        Does nothing on PostgreSQL, and nothing during a long read: a later call does it. Raises StorageError.
        """
        if not self.sqlite:
            return
        with self._writer, _translated(), self.engine.connect() as connection:
            # Not in a transaction: a checkpoint is none.
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout = {TIDY_MILLISECONDS}")
            try:
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            finally:
                driver.execute(f"PRAGMA busy_timeout = {BUSY_SECONDS * 1000}")

    def drop_caches(self) -> None:
        """Empties the caches of postings and of vectors."""
        self.engine.update_execution_options(**_caches())

    def close(self) -> None:
        """Closes every connection. SQLite then folds its write-ahead log into the file."""
        self.engine.dispose()


def _parsed(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise StorageError(f"{url!r} is not a database URL; an example is sqlite:///verbatim.db") from None
    if parsed.get_backend_name() not in ("sqlite", "postgresql"):
        raise StorageError(
            f"databases of the kind {parsed.get_backend_name()!r} are not supported; "
            "use sqlite:///FILE or postgresql+psycopg://USER:PASSWORD@HOST/NAME"
        )
    if parsed.get_backend_name() == "sqlite" and parsed.database not in (None, "", ":memory:"):
        folder = Path(str(parsed.database)).expanduser().absolute().parent
        if not folder.is_dir():
            raise StorageError(f"the folder {folder} of the database does not exist; make it or name another")
    return parsed


def _engine(url: URL, tuning: Tuning) -> Engine:
    held = {**_caches(), TUNING: tuning}
    if url.get_backend_name() != "sqlite":
        try:
            engine = create_engine(url, pool_pre_ping=True, hide_parameters=True, execution_options=held)
        except (NoSuchModuleError, ModuleNotFoundError):
            raise StorageError("PostgreSQL needs the driver psycopg: pip install 'verbatim-bot[postgres]'") from None
        event.listen(engine, "connect", _lets_go)
        event.listen(engine, "begin", _sees_one_state)
        return engine
    memory = url.database in (None, "", ":memory:")
    engine = create_engine(
        url,
        poolclass=StaticPool if memory else QueuePool,
        # Parameters are people's texts: no error must carry them into a log.
        hide_parameters=True,
        execution_options=held,
        connect_args={"check_same_thread": False, "timeout": BUSY_SECONDS},
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: Any) -> None:
        # sqlite3 would begin transactions by itself, deferred; `begin` below does it as we need it.
        connection.isolation_level = None
        _write_ahead(connection)
        # Deleted text is overwritten, so that it does not stay in the file's free pages. Debian's SQLite does so by
        # default, others do not.
        pragmas = ("synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
        for pragma in (*pragmas, f"journal_size_limit={WAL_BYTES}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # Straight to the driver: every look into the database begins with it.
        driver: Any = connection.connection.driver_connection
        driver.execute("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITE) else "BEGIN")

    return engine


def _caches() -> dict[str, Any]:
    return {CACHE: Cache(CACHE_BYTES), VECTOR_CACHE: VectorCache(VECTOR_CACHE_BYTES)}


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Turns on SQLite's write-ahead log, which stays on in the file.

    If two processes turn it on in a new file at once, SQLite refuses one of them without regard to its time-out, since
    they would wait for each other. That one tries again.
    """
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(AGAIN_SECONDS)


def _lets_go(connection: Any, _record: Any) -> None:
    """Sets PostgreSQL's time-outs, so that the locks of a paused process become free: others wait for them."""
    connection.execute(f"SET idle_in_transaction_session_timeout = {IDLE_SECONDS * 1000}")
    connection.commit()


def _sees_one_state(connection: Connection) -> None:
    """Readers see one state in all their statements; writers see what others committed before releasing a lock."""
    from psycopg import IsolationLevel

    level = None if connection.get_execution_options().get(WRITE) else IsolationLevel.REPEATABLE_READ
    # The driver says it in the same statement that begins the transaction, before the first one of ours.
    driver: Any = connection.connection.driver_connection
    if driver.isolation_level != level:
        driver.isolation_level = level


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, sqlite3.Error) as error:
        # SQLite's own while a connection is being prepared.
        raise StorageError(f"the database refused: {_refusal(error)}", passing=_passing(error)) from error
    except PoolTimeout as error:
        raise StorageError("the database has been busy for too long", passing=True) from error
    except SQLAlchemyError as error:
        raise StorageError(f"the database refused: {error}") from error


def _refusal(error: DBAPIError | sqlite3.Error) -> BaseException | None:
    """The driver's own error."""
    return error.orig if isinstance(error, DBAPIError) else error


def _passing(error: DBAPIError | sqlite3.Error) -> bool:
    """Whether the cause is the database's state (full, read-only, unreachable) rather than a bug."""
    refusal = _refusal(error)
    if isinstance(refusal, sqlite3.Error):
        return str(getattr(refusal, "sqlite_errorname", "")).startswith(PASSING)
    return isinstance(error, OperationalError) or (isinstance(error, DBAPIError) and error.connection_invalidated)
