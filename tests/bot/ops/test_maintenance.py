"""What the operator can rely on: one process a database, backups while it runs, a doctor that says what to do."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import threading
from pathlib import Path

import pytest

from bot.config import OperatorError, Settings
from bot.ops.backup import backup, restore
from bot.ops.doctor import examine
from bot.playground import RunningPlayground
from bot.store import access, inbox
from bot.store.database import open_library
from bot.store.locks import Locked, in_use, only_one
from tests.support.articles import BUDGET, FERRY
from tests.support.programs import ROOT, command
from tests.support.programs.forked import bot_command


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def settings(path: Path, **more: str) -> Settings:
    return Settings.load({"DATABASE_URL": url(path), **more}, None)


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """A database with one article."""
    path = tmp_path / "verbatim.db"
    with open_library(url(path)) as library:
        library.add(collection="one", key="1", text=FERRY)
    path.chmod(0o600)
    return path


def titles(path: Path) -> list[str]:
    with open_library(url(path)) as library:
        return [each.title for each in library.articles(collection="one").items]


def test_a_second_process_is_refused_and_told_which_is_the_first(tmp_path: Path) -> None:
    with only_one(tmp_path / "verbatim.db"), pytest.raises(Locked, match=f"process {os.getpid()} is using"):  # noqa: SIM117
        with only_one(tmp_path / "verbatim.db"):
            pass
    with only_one(tmp_path / "verbatim.db"):
        pass


def test_a_killed_process_leaves_no_lock_behind(tmp_path: Path) -> None:
    path = tmp_path / "verbatim.db"
    with subprocess.Popen(command("holds_database", path), cwd=ROOT, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert in_use(path) == f"process {holder.pid}"
        holder.kill()
    assert in_use(path) is None
    with only_one(path):
        pass


def test_the_bot_refuses_to_start_beside_another_one(database: Path) -> None:
    with only_one(database):
        done = bot_command("run", environment={"DATABASE_URL": url(database), "PLAYGROUND_LISTEN": "127.0.0.1:1"})
        assert done.ended() == 1
    assert "stop it first" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_backup_made_while_the_bot_writes_is_whole(database: Path, tmp_path: Path) -> None:
    stop = threading.Event()

    def write() -> None:
        with open_library(url(database)) as library:
            number = 1
            while not stop.is_set():
                number += 1
                library.add(collection="one", key=str(number), text=f"{BUDGET}\n\nNumber {number} of these reports.")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(3):
            assert backup(url(database), tmp_path / "copy.db") > 0
    finally:
        stop.set()
        writer.join()
    assert (tmp_path / "copy.db").stat().st_mode & 0o077 == 0
    assert not list(tmp_path.glob("copy.db-*"))
    assert "Ferry strands off Brannock with 212 people on board" in titles(tmp_path / "copy.db")


def test_restoring_brings_the_backup_back_and_keeps_what_was_there(database: Path, tmp_path: Path) -> None:
    backup(url(database), tmp_path / "copy.db")
    with open_library(url(database)) as library:
        library.add(collection="one", key="2", text=BUDGET)
    kept = restore(url(database), tmp_path / "copy.db")
    assert kept is not None
    assert len(titles(database)) == 1
    assert len(titles(kept)) == 2


def test_restoring_is_refused_while_a_bot_runs(database: Path, tmp_path: Path) -> None:
    backup(url(database), tmp_path / "copy.db")
    with only_one(database), pytest.raises(OperatorError, match="stop it first"):
        restore(url(database), tmp_path / "copy.db")
    assert len(titles(database)) == 1


@pytest.mark.parametrize("content", [b"", b"no database", "other"])
def test_a_file_that_is_no_backup_is_not_restored(database: Path, tmp_path: Path, content: bytes | str) -> None:
    file = tmp_path / "copy.db"
    if isinstance(content, bytes):
        file.write_bytes(content)
    else:
        with sqlite3.connect(file) as connection:
            connection.execute("CREATE TABLE cake (name)")
        connection.close()
    with pytest.raises(OperatorError):
        restore(url(database), file)
    assert len(titles(database)) == 1
    assert not list(tmp_path.glob("*.part"))


def test_a_damaged_backup_is_not_restored(database: Path, tmp_path: Path) -> None:
    file = tmp_path / "copy.db"
    backup(url(database), file)
    whole = file.read_bytes()
    file.write_bytes(whole[:8192] + b"\xff" * 8192 + whole[16384:])
    with pytest.raises(OperatorError):
        restore(url(database), file)
    assert len(titles(database)) == 1


def test_postgresql_is_left_to_its_own_tools(tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="pg_dump"):
        backup("postgresql+psycopg://localhost/verbatim", tmp_path / "copy.db")
    with pytest.raises(OperatorError, match="pg_restore"):
        restore("postgresql+psycopg://localhost/verbatim", tmp_path / "copy.db")


def test_a_backup_needs_a_database_and_a_place(database: Path, tmp_path: Path) -> None:
    with pytest.raises(OperatorError, match="there is no database"):
        backup(url(tmp_path / "none.db"), tmp_path / "copy.db")
    with pytest.raises(OperatorError, match="the database itself"):
        backup(url(database), database)
    with pytest.raises(OperatorError, match="cannot be written"):
        backup(url(database), tmp_path / "nowhere" / "copy.db")


def test_the_doctor_lists_what_was_set_aside_and_says_what_to_do(database: Path) -> None:
    with open_library(url(database)) as library, library.transaction() as connection:
        inbox.put(connection, [inbox.Waiting(update_id=77, body="{}")], now=1_700_000_000.0)
        inbox.failed(connection, 77, "ValueError", 1)
        inbox.set_aside(connection, 77)
    said: list[str] = []
    with only_one(database):  # it looks only: a running bot is no hindrance
        assert not examine(settings(database), said.append)
    report = "\n".join(said)
    assert "update 77 of 2023-11-14 22:13 UTC, 1 tries: ValueError" in report
    assert "-> look for their numbers in the log" in report
    assert f"running: process {os.getpid()}" in report
    assert "database: sound" in report


def test_the_doctor_says_when_the_database_is_damaged(database: Path) -> None:
    content = database.read_bytes()
    database.write_bytes(content[:8192] + b"\xff" * 8192 + content[16384:])
    said: list[str] = []
    assert not examine(settings(database), said.append)
    assert "restore" in "\n".join(said) or "cannot be read" in "\n".join(said)


async def test_the_doctor_asks_telegram_about_token_rights_webhook_and_clock(
    database: Path, api_server: RunningPlayground
) -> None:
    import asyncio

    said: list[str] = []
    right = {"TELEGRAM_BOT_TOKEN": api_server.token, "TELEGRAM_API_URL": api_server.url, "OPEN_TO_ALL": "1"}
    assert await asyncio.to_thread(examine, settings(database, **right), said.append)
    report = "\n".join(said)
    for line in ("token: @verbatim_bot", "rights: may join groups", "updates: fetched; 0 updates wait", "clock: "):
        assert line in report
    wrong = {**right, "TELEGRAM_BOT_TOKEN": "123456789:wrong"}
    assert not await asyncio.to_thread(examine, settings(database, **wrong), said.append)
    assert "Telegram does not know this token" in "\n".join(said)


def test_the_command_line_explains_itself_and_ends_with_sentences(database: Path, tmp_path: Path) -> None:
    helped = bot_command("--help", environment={})
    assert helped.ended() == 0
    assert "backup" in helped.stdout
    assert "restore" in helped.stdout
    done = bot_command("backup", str(tmp_path / "copy.db"), environment={"DATABASE_URL": url(database)})
    assert (done.ended(), done.stderr) == (0, "")
    assert "checked" in done.stdout
    failed = bot_command("restore", str(tmp_path / "none.db"), environment={"DATABASE_URL": url(database)})
    assert failed.ended() == 1
    assert failed.stderr.startswith("verbatim: there is no file")


def test_release_advises_to_revoke_the_token_and_never_shows_it(database: Path) -> None:
    environment = {"DATABASE_URL": url(database), "TELEGRAM_BOT_TOKEN": "123456789:AAFabcdefghijklmnop_-q"}
    with open_library(url(database)) as library, library.transaction() as connection:
        access.claim(connection, 5, "en", now=1_700_000_000.0)
    done = bot_command("release", environment=environment)
    assert (done.ended(), done.stderr) == (0, "")
    assert "the owner is forgotten" in done.stdout
    assert "/revoke at @BotFather" in done.stdout
    assert "AAF" not in done.stdout
    again = bot_command("release", environment=environment)
    assert again.ended() == 0
    assert "the bot had no owner" in again.stdout
    assert "/revoke at @BotFather" in again.stdout


def test_files_that_the_bot_creates_are_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "verbatim.db"
    made = bot_command("migrate", environment={"DATABASE_URL": url(path)})
    assert (made.ended(), made.stderr) == (0, "")
    assert path.stat().st_mode & 0o077 == 0


def test_the_doctor_names_what_other_users_can_read_and_says_how_to_mend_it(database: Path) -> None:
    def said() -> list[str]:
        lines: list[str] = []
        examine(settings(database), lines.append)
        return [line for line in lines if "other users" in line]

    database.chmod(0o644)
    assert any(f"chmod 600 {database}" in line for line in said())
    database.chmod(0o600)
    assert not any(f"chmod 600 {database}\n" in line + "\n" for line in said())


def test_the_doctor_says_whether_the_document_reader_is_confined(database: Path) -> None:
    lines: list[str] = []
    examine(settings(database), lines.append)
    assert any(line.startswith("ok   what reads documents: ") for line in lines)
    assert any(line.startswith("ok   documents: up to ") for line in lines)
