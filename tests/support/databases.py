"""The database of a test: a new SQLite file, or a new database on the PostgreSQL server that is named."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.pool import Pool

from bot.store.database import open_library
from index import Database, Library
from index.store.tuning import DEFAULT, Tuning
from tests.support.composed import COMPOSED
from tests.support.postgres import VARIABLE, database


@pytest.fixture
def database_url(tmp_path: Path, template: str) -> Iterator[str]:
    """The address of a database that only this test uses, with every table and nothing in them."""
    server = os.environ.get(VARIABLE)
    if server is None:
        shutil.copyfile(template.removeprefix("sqlite:///"), tmp_path / "verbatim.db")
        yield f"sqlite:///{tmp_path / 'verbatim.db'}"
        return
    with database(server, template=template) as url:
        yield url


@pytest.fixture
def bare_database_url(tmp_path: Path) -> Iterator[str]:
    """The same without any table, as somebody finds it who starts the bot for the first time."""
    with _bare(tmp_path) as url:
        yield url


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A database that is copied for each test: the migrations take longer than most of them."""
    with _bare(tmp_path_factory.mktemp("template")) as url:
        open_library(url).close()
        yield url


@pytest.fixture(scope="session", autouse=True)
def memory() -> Iterator[None]:
    """A library in memory begins as a copy of the first one, whatever it is that opens it.

    All databases in SQLite share what SQLAlchemy has made of each statement, which a bot composes once in its life.
    """
    really = Database.open
    with Library.open("sqlite://") as first, pytest.MonkeyPatch.context() as patch:
        source = first.database.engine

        def copied(url: str, tuning: Tuning = DEFAULT) -> Database:
            database = really(url, tuning)
            if database.sqlite:
                database.engine._compiled_cache = COMPOSED
            if url == "sqlite://":
                with source.connect() as original, database.engine.connect() as target:
                    driver: Any = original.connection.driver_connection
                    driver.backup(target.connection.driver_connection)
            return database

        patch.setattr(Database, "open", copied)
        yield


@pytest.fixture(scope="session", autouse=True)
def unsynchronised() -> Iterator[None]:
    """SQLite does not wait for the disk: no test cuts the power, and a process that is killed loses nothing by it."""

    def prepare(connection: Any, record: Any, _proxy: Any) -> None:
        if isinstance(connection, sqlite3.Connection) and not record.info.get("unsynchronised"):
            connection.execute("PRAGMA synchronous = OFF")
            record.info["unsynchronised"] = True

    event.listen(Pool, "checkout", prepare)
    yield
    event.remove(Pool, "checkout", prepare)


@contextmanager
def _bare(folder: Path) -> Iterator[str]:
    server = os.environ.get(VARIABLE)
    if server is None:
        yield f"sqlite:///{folder / 'verbatim.db'}"
        return
    with database(server) as url:
        yield url
