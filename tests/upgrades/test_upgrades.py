"""A database of the first release opens in this one with nothing lost, step by step, whatever interrupts it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, create_engine, insert, select

from bot.ops.copy import copy
from bot.store import database as opening
from bot.store import inbox, outbox, schema
from bot.store.database import open_library
from bot.store.outbox import take
from index import Database, Library, StorageError, library
from tests.support.snapshots import seen
from tests.upgrades.make_first import ARABIC, HARBOUR, LEDGER, NOW, ORCHARD, UPDATE

DUMP = Path(__file__).with_name("first.sql")
STEPS = [
    (library.MIGRATIONS, library.VERSION_TABLE),
    (opening.MIGRATIONS, opening.VERSION_TABLE),
]


@pytest.fixture
def first(tmp_path: Path) -> Path:
    """A database as the first release left it."""
    path = tmp_path / "first.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
        assert connection.execute("SELECT version_num FROM library_version").fetchone() == ("0001",)
        assert connection.execute("SELECT version_num FROM bot_version").fetchone() == ("0001",)
    return path


@pytest.fixture
def url(first: Path, bare_database_url: str) -> str:
    """The same content in the engine that is tested: in SQLite that file, in PostgreSQL the tables as they were."""
    if bare_database_url.startswith("sqlite"):
        return f"sqlite:///{first}"
    database = Database.open(bare_database_url)
    for scripts, version_table in STEPS:
        with database.write() as connection:
            _to("0001", connection, scripts, version_table)
    old = create_engine(f"sqlite:///{first}")
    tables, theirs = MetaData(), MetaData()
    with old.connect() as reading, database.write() as writing:
        tables.reflect(writing)
        theirs.reflect(reading)
        for table in tables.sorted_tables:
            if "version_num" in table.columns:
                continue
            rows = [dict(row) for row in reading.execute(select(theirs.tables[table.name])).mappings()]
            for row in rows:
                row.update({name: each.replace(tzinfo=UTC) for name, each in row.items() if isinstance(each, datetime)})
            if rows:
                writing.execute(insert(table), rows)
    old.dispose()
    database.close()
    return bare_database_url


def _to(revision: str, connection: Connection, scripts: Path, version_table: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(scripts))
    config.attributes.update(connection=connection, version_table=version_table)
    command.upgrade(config, revision)


def everything_is_there(library: Library) -> None:
    """Every article, place, delivery, answer, owed message and update, and they are of use."""
    texts = {
        each: [library.text(collection=each, article=one.id) for one in listed.items]
        for each in ("chat:1001", "chat:-2002", "chat:1003")
        if (listed := library.articles(collection=each))
    }
    assert {each: sorted(held) for each, held in texts.items()} == {
        "chat:1001": sorted([HARBOUR, UPDATE, ORCHARD]),
        "chat:-2002": sorted([ARABIC, HARBOUR]),
        "chat:1003": [LEDGER],
    }
    assert [each.id for each in library.versions(collection="chat:1001", article=1)] == [1, 2]
    twice = library.find(collection="chat:1001", key="1001/12")
    assert twice is not None
    assert [each.where for each in twice.places] == ['{"chat":1001,"message":12}', '{"chat":1001,"message":9}']
    for collection, question, expected in (
        ("chat:1001", "how many visitors did the orchard festival draw?", "8,200 visitors"),
        ("chat:-2002", "who is the harbour master?", "Ulla Brandt"),
        ("chat:-2002", "كم كتابا تضم المكتبة؟", "أربعين"),
        ("chat:1003", "how many ships did the keeper of lighthouse 7 count?", "counted 49 ships"),
    ):
        assert expected in library.ask(collection=collection, question=question).passages[0].sentence
    with library.database.read() as connection:
        assert [each.update_id for each in inbox.waiting(connection)] == [503]
        assert [(each.update_id, each.error) for each in inbox.aside(connection)] == [(502, "ValueError")]
        owed = take(connection, [each.id for each in outbox.heads(connection)])
        assert {each.message.chat_id for each in owed} == {1001, -2002}
        assert any("8,200 visitors" in str(each.message) for each in owed)
        said = {row.message_id: row.about for row in connection.execute(select(schema.said))}
        assert set(said) == {20, 22}
        assert "how many visitors came?" in said[22]
        chats = {row.chat_id: row for row in connection.execute(select(schema.chat))}
        # Others were no rows yet.
        assert set(chats) == {1003}
        assert chats[1003].closed_at == NOW
        assert all(row.preferences is None for row in chats.values())


def test_it_opens_with_nothing_lost_and_goes_on(url: str) -> None:
    with open_library(url) as library:
        everything_is_there(library)
        assert library.add(collection="chat:1001", key="1001/40", text=ORCHARD).related == 3
        assert library.add(collection="chat:1001", key="1001/9", text="anything").article_id == 3
        library.forget(collection="chat:1003")
        library.tidy()
        assert library.articles(collection="chat:1003").total == 0
    with open_library(url) as library:
        assert library.articles(collection="chat:1001").total == 3


def test_its_index_is_what_this_release_would_make(url: str) -> None:
    with open_library(url) as library, Library.open("sqlite://") as fresh:
        while library.reindex(seconds=5):
            pass
        fresh.add(collection="chat:1003", key="1003/1", text=LEDGER)
        found, expected = seen(library, "chat:1003"), seen(fresh, "chat:1003")
        for part in ("statistics", "contents", "postings", "sketches"):
            assert found[part] == expected[part]


def test_it_opens_after_each_step(url: str) -> None:
    """However many releases somebody has left out, and also the bot's tables before the library's."""
    for scripts, version_table in reversed(STEPS):
        config = Config()
        config.set_main_option("script_location", str(scripts))
        revisions = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
        for revision in sorted(revisions):
            database = Database.open(url)
            with database.write() as connection:
                _to(revision, connection, scripts, version_table)
            database.close()
    with open_library(url) as library:
        everything_is_there(library)


def test_a_step_that_fails_leaves_what_there_was(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = op.create_index

    def failing(name: Any, *arguments: Any, **options: Any) -> None:
        if "added_at" in str(name):
            raise OSError("the disk is full")
        done(name, *arguments, **options)

    monkeypatch.setattr(op, "create_index", failing)
    with pytest.raises(OSError, match="full"):
        open_library(url)
    monkeypatch.undo()
    with Database.open(url).read() as connection:
        assert connection.exec_driver_sql("SELECT version_num FROM library_version").scalar() == "0001"
    with open_library(url) as library:
        everything_is_there(library)


KILLED = """
import os, sys
from alembic import op
left = int(sys.argv[2])
def dying(done):
    def step(*arguments, **options):
        global left
        if not left:
            os.kill(os.getpid(), 9)
        left -= 1
        return done(*arguments, **options)
    return step
for name in ("create_table", "create_index", "add_column"):
    setattr(op, name, dying(getattr(op, name)))
from bot.store.database import open_library
open_library(sys.argv[1])
"""


@pytest.mark.parametrize("after", [0, 2, 5, 8, 11])
def test_killed_in_the_middle_of_it_the_next_start_does_it(url: str, after: int) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, url, str(after)], check=False, timeout=60)
    assert ended.returncode == -9
    with open_library(url) as library:
        everything_is_there(library)


def test_it_can_be_copied_once_it_is_up_to_date(first: Path, tmp_path: Path) -> None:
    target = f"sqlite:///{tmp_path / 'copied.db'}"
    with open_library(f"sqlite:///{first}"):
        pass
    copy(f"sqlite:///{first}", target, lambda _line: None)
    with open_library(target) as library:
        everything_is_there(library)


@pytest.mark.parametrize("table", ["library_version", "bot_version"])
def test_a_database_of_a_later_release_is_refused_in_a_sentence(url: str, table: str) -> None:
    with open_library(url) as library, library.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET version_num = '9999'")
    with pytest.raises(StorageError, match="made by a newer release"):
        open_library(url)
    environment = {**os.environ, "DATABASE_URL": url}
    for arguments in ([], ["migrate"]):
        done = subprocess.run(
            [sys.executable, "-m", "bot", *arguments], env=environment, capture_output=True, text=True, timeout=60
        )
        assert done.returncode == 1
        assert "made by a newer release of Verbatim" in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1
