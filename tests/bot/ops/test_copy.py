"""What the operator can rely on when a database moves: all of it arrives or nothing, and the bot goes on there."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, Table, func, insert, inspect, select

from bot.config import OperatorError
from bot.ops import copy as copying
from bot.ops.cli import main
from bot.ops.copy import copy, migrate, shown
from bot.store import inbox, schema
from bot.store.database import open_library
from bot.store.inbox import Waiting
from bot.store.locks import only_one
from index import Library
from index.store import schema as theirs
from tests.support import postgres
from tests.support.articles import BUDGET, FERRY
from tests.support.programs.forked import bot_command

TABLES = [*theirs.metadata.sorted_tables, *schema.metadata.sorted_tables]


@pytest.fixture
def pg(server: str) -> Iterator[str]:
    """The address of an empty PostgreSQL database."""
    with postgres.database(server) as address:
        yield address


@pytest.fixture
def lite(tmp_path: Path) -> str:
    """The address of an SQLite database with something in every table."""
    url = f"sqlite:///{tmp_path / 'from.db'}"
    fill(url)
    return url


def fill(url: str) -> None:
    with open_library(url) as library:
        for number, text in enumerate((FERRY, BUDGET, FERRY.replace("Ferry", "Boat"))):
            library.add(collection="one", key=str(number), text=text)
        library.add(collection="two", key="1", text=FERRY)
        with library.transaction() as connection:
            inbox.put(connection, [Waiting(update_id=2**40, body='{"text": "\\u0000 é \\ud83d"}')], now=1.1)
            inbox.set_aside(connection, 2**40, "ValueError")
            connection.execute(insert(schema.outbox), [{**OWED, "chat_id": -(10**12), "asked_at": 0.1 + 0.2}])
            for table in TABLES:
                if connection.scalar(select(func.count()).select_from(table)) == 0:
                    connection.execute(insert(table), [SOMETHING[table.name]])


OWED = {"kind": "send", "body": "{}", "created_at": 1.0, "not_before": 0.0, "tries": 0, "priority": 0}
IDS = {"chat_id": -(10**12), "message_id": 5}
SINCE = datetime.fromisoformat("2026-01-02T03:04:05.678+02:00")
SOMETHING: dict[str, dict[str, object]] = {
    "place": {"collection_id": 1, "article_id": 1, "number": 1, "start": 0, "end": 3, "where": "p. 1"},
    "posting": {"index_id": 2, "term": -(2**63), "block": 0, "data": b"\x00\xff"},
    "vector_block": {
        "collection_id": 2,
        "block": 0,
        "model": 1,
        "number": 1,
        "contents": b"\x00\xff",
        "paragraphs": b"\x01\x80",
        "sentences": b"",
    },
    "vector_state": {"collection_id": 2, "revision": 2**60, "complete_at": None, "model": 1},
    "job": {"collection_id": 2, "first": 1, "last": 2, "kind": 1, "since": SINCE},
    "chat": {"chat_id": -(10**12), "collection": "one"},
    "sent_message": {**IDS, "about": "{}", "sent_at": 1.5},
    "owner": {"id": 1, "user_id": 7, "claimed_at": 2.5},
    "guest": {"number": 41, "guest_id": 8, "name": "Zoë", "state": 0, "met_at": 1.0, "reported": True},
    "channel": {"number": 3, "channel_id": -(10**12) - 1, "title": "Zoë's"},
    "channel_group": {"channel_id": -(10**12) - 1, "chat_id": -(10**12)},
    "note": {"name": "ended", "value": "{}"},
    "recent_message": {**IDS, "sender_id": 7, "sent_at": 1.0, "text_units": 3, "kept": True, "remark": False},
    "last_seen": {"chat_id": 7, "person_id": 7, "seen_until": 0.1},
    "process": {"id": 4, "started_at": 1.0, "seen_at": 2.5, "held_until": 0.0},
    "lease": {"chat_id": -(10**12), "died": False, "sent": "[1.5]", "changed_at": 2.5},
    "permit": {"number": 1, "free_at": 2.5},
}


def rows(library: Library, name: str) -> list[tuple[object, ...]]:
    [table] = [each for each in TABLES if each.name == name]
    with library.database.read() as connection:
        return sorted(map(tuple, connection.execute(select(table))), key=repr)


def test_every_table_is_copied_to_postgresql_and_back_as_it_was(lite: str, pg: str, tmp_path: Path) -> None:
    back = f"sqlite:///{tmp_path / 'back.db'}"
    said: list[str] = []
    copy(lite, pg, said.append)
    copy(pg, back, said.append)
    with open_library(lite) as before, open_library(pg) as between, open_library(back) as after:
        for table in TABLES:
            expected = rows(before, table.name)
            assert expected, f"the test has nothing in {table.name}"
            assert rows(between, table.name) == rows(after, table.name) == expected
            assert f"{table.name}: {len(expected)} rows, the same on both sides" in said
        question = "How many people were on the ferry?"
        answers = [each.ask(collection="one", question=question).passages for each in (before, between, after)]
        assert answers[0]
        assert answers[0] == answers[1] == answers[2]


def test_no_table_of_the_database_is_left_out(lite: str) -> None:
    with open_library(lite) as library:
        there = set(inspect(library.database.engine).get_table_names())
    assert there - {"library_version", "bot_version"} == {each.name for each in TABLES}


def test_the_bot_goes_on_in_the_copy_with_numbers_that_nobody_has(lite: str, pg: str) -> None:
    copy(lite, pg, lambda _line: None)
    with open_library(pg) as library, library.transaction() as connection:
        assert library.add(collection="three", key="1", text=FERRY).article_id
        inbox.put(connection, [Waiting(update_id=3, body="{}")], now=2.0)
        another = {**SOMETHING["guest"], "guest_id": 9}
        del another["number"]
        connection.execute(insert(schema.guest), [another])
        assert connection.scalar(select(func.max(schema.guest.c.number))) == 42


def test_characters_that_postgresql_cannot_hold_become_one_replacement_each(tmp_path: Path, pg: str) -> None:
    path = tmp_path / "from.db"
    url = f"sqlite:///{path}"
    with open_library(url) as library:
        library.add(collection="one", key="1", text=FERRY)
    with closing(sqlite3.connect(path)) as connection:
        # NUL, half of a surrogate pair, and bytes that are no text at all.
        connection.execute("UPDATE article SET title = 'a' || char(0) || 'b' || CAST(x'EDA080' AS TEXT) || 'c'")
        connection.execute("INSERT INTO note VALUES ('x', CAST(x'61FF62' AS TEXT))")
        connection.commit()
    said: list[str] = []
    copy(url, pg, said.append)
    with open_library(pg) as library:
        [article] = library.articles(collection="one").items
        assert article.title == "a\ufffdb\ufffdc"
        assert rows(library, "note") == [("x", "a\ufffdb")]
    assert [line for line in said if "but for 1 with" in line and line.startswith("article:")]


def test_a_target_with_anything_in_it_is_refused_and_left_alone(lite: str, pg: str) -> None:
    with open_library(pg) as library:
        library.add(collection="mine", key="1", text=BUDGET)
    with pytest.raises(OperatorError, match="is not empty"):
        copy(lite, pg, lambda _line: None)
    with open_library(pg) as library:
        assert [each[1] for each in rows(library, "collection")] == ["mine"]


def test_a_copy_that_differs_from_its_source_is_not_kept(lite: str, pg: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the last table's rows were damaged on their way, after all others were copied."""
    honest = copying._writer

    @contextmanager
    def lossy(table: Table, writing: Connection) -> Iterator[Any]:
        with honest(table, writing) as write:
            yield (lambda _rows: None) if table is schema.note else write

    monkeypatch.setattr(copying, "_writer", lossy)
    with pytest.raises(OperatorError, match="note: 1 rows were sent and 0 arrived"):
        copy(lite, pg, lambda _line: None)
    with open_library(pg) as library:
        assert all(rows(library, table.name) == [] for table in TABLES)


def test_a_bot_that_runs_on_either_side_stops_the_copy(lite: str, tmp_path: Path) -> None:
    target = tmp_path / "to.db"
    for path in (tmp_path / "from.db", target):
        with only_one(path), pytest.raises(OperatorError, match="is using"):
            copy(lite, f"sqlite:///{target}", lambda _line: None)
    assert not target.exists()


@pytest.mark.parametrize(
    ("source", "target", "reason"),
    [
        ("sqlite:///missing.db", "sqlite:///to.db", "there is no database missing.db"),
        ("no address", "sqlite:///to.db", "FROM and TO are addresses"),
        ("sqlite:///from.db", "sqlite://", "in memory"),
        ("sqlite:///from.db", "sqlite:///./from.db", "the same database"),
        ("postgresql+psycopg://a@b/c", "postgresql+psycopg://a@b/c", "the same database"),
    ],
)
def test_a_mistake_in_the_addresses_is_named(
    source: str, target: str, reason: str, lite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OperatorError, match=reason):
        copy(source, target, lambda _line: None)


def test_a_source_of_an_older_release_is_to_be_brought_up_to_date_first(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    path.touch()
    with pytest.raises(OperatorError, match="python -m bot migrate"):
        copy(f"sqlite:///{path}", f"sqlite:///{tmp_path / 'to.db'}", lambda _line: None)


def test_no_password_is_shown() -> None:
    assert "secret" not in shown("postgresql+psycopg://anna:secret@db/verbatim")


def test_the_command_line_says_what_it_did(
    lite: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    target = f"sqlite:///{tmp_path / 'to.db'}"
    monkeypatch.setenv("DATABASE_URL", target)
    assert main(["migrate"]) == 0
    assert f"library: nothing -> {theirs.REVISION}" in capsys.readouterr().out
    assert main(["migrate"]) == 0
    assert f"bot: {schema.REVISION}, up to date" in capsys.readouterr().out
    assert main(["copy", lite, target]) == 0
    assert "copied" in capsys.readouterr().out
    assert main(["copy", lite, target]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_several_processes_bring_a_new_sqlite_database_up_to_date_at_once(tmp_path: Path) -> None:
    _at_once(f"sqlite:///{tmp_path / 'new.db'}", 4)


def test_several_processes_bring_a_new_postgresql_database_up_to_date_at_once(pg: str) -> None:
    _at_once(pg, 4)


def _at_once(url: str, count: int) -> None:
    running = [bot_command("migrate", environment={"DATABASE_URL": url}) for _ in range(count)]
    assert [each.ended() for each in running] == [0] * count
    assert "".join(each.stdout for each in running).count(f"library: nothing -> {theirs.REVISION}") == 1
    assert list(migrate(url)) == [f"library: {theirs.REVISION}, up to date", f"bot: {schema.REVISION}, up to date"]
