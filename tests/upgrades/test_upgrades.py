"""A database from just before the first release opens in this one with nothing lost, whatever interrupts it."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL
from typing import Any

import pytest
from alembic import command, op
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, and_, create_engine, func, insert, inspect, select

from bot.app import Options, Verbatim
from bot.config import Settings
from bot.ops.backup import backup, restore
from bot.ops.copy import copy
from bot.ops.doctor import examine
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from bot.services.upkeep.reindexing import by_hand
from bot.store import access, chats, inbox, last_seen, outbox, recent_messages, sent_messages
from bot.store import database as opening
from bot.store.database import open_library
from bot.store.outbox import take
from bot.transport.flood_limits import Limits
from index import Database, Library, StorageError
from index.analysis.sentences.segmentation import sentences, unpack
from index.analysis.tokenizer import ANALYSER
from index.store.migrate import HISTORY, OLDEST, History
from index.store.schema import content, occurrence
from tests.support.bot.waiting import until
from tests.support.index.encoding import WordHashes, embed_all
from tests.support.index.snapshots import jobs_left, seen
from tests.support.programs import killed_upgrading
from tests.support.programs.forked import bot_command, run_forked
from tests.upgrades import make_prerelease

DUMP = Path(__file__).with_name("prerelease.sql")
HISTORIES = [HISTORY, opening.HISTORY]
# Where the dump is, and where the migrations begin.
BEFORE = {"library_version": "0005", "bot_version": "0008"}
ANNA, BEN, GROUP = 5_000_001, 5_000_002, -1_000_001_000_001
PRIVATE, CLUB, CLOSED = f"chat:{ANNA}", f"chat:{GROUP}", f"chat:{make_prerelease.CLOSED}"


@pytest.fixture
def prerelease(tmp_path: Path) -> Path:
    """A database as the last code before the first release left it."""
    path = tmp_path / "prerelease.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(DUMP.read_text(encoding="utf-8"))
        for table, revision in BEFORE.items():
            assert connection.execute(f"SELECT version_num FROM {table}").fetchone() == (revision,)
    return path


@pytest.fixture
def url(prerelease: Path, bare_database_url: str) -> str:
    """The same content in the engine that is tested: in SQLite that file, in PostgreSQL the tables as they were."""
    if bare_database_url.startswith("sqlite"):
        return f"sqlite:///{prerelease}"
    database = Database.open(bare_database_url)
    for history in HISTORIES:
        with database.write() as connection:
            _to(BEFORE[history.table], connection, history)
    old = create_engine(f"sqlite:///{prerelease}")
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
            for column in table.primary_key.columns:
                # PostgreSQL counts apart from the rows.
                if rows and (sequence := writing.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))):
                    writing.execute(select(func.setval(sequence, max(row[column.name] for row in rows))))
    old.dispose()
    database.close()
    return bare_database_url


def _to(revision: str, connection: Connection, history: History) -> None:
    config = Config()
    config.set_main_option("script_location", str(history.scripts))
    config.attributes.update(connection=connection, version_table=history.table)
    command.upgrade(config, revision)


def _contents(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, whatever they are called."""
    database, tables = Database.open(url), MetaData()
    with database.read() as connection:
        tables.reflect(connection)
        found = {
            name: sorted(map(tuple, connection.execute(select(table))), key=repr)
            for name, table in tables.tables.items()
        }
    database.close()
    return found


def everything_is_there(library: Library) -> None:
    """Every article, place, delivery, answer, decision, owed message and update, and they are of use."""
    texts = {
        each: [library.text(collection=each, article=one.id) for one in listed.items]
        for each in (PRIVATE, CLUB, CLOSED)
        if (listed := library.articles(collection=each))
    }
    assert {each: sorted(held) for each, held in texts.items()} == {
        PRIVATE: sorted(
            [
                make_prerelease.HARBOUR,
                make_prerelease.UPDATE,
                make_prerelease.ORCHARD,
                make_prerelease.CHRONICLE,
                make_prerelease.MILL,
                make_prerelease.QUARRY,
            ]
        ),
        CLUB: [make_prerelease.ARABIC],
        CLOSED: [make_prerelease.LEDGER],
    }
    assert [each.id for each in library.versions(collection=PRIVATE, article=1)] == [1, 2]
    twice = library.find(collection=PRIVATE, key=f"{ANNA}:11")
    assert twice is not None
    assert (twice.id, len(twice.places)) == (3, 2)
    for collection, question, expected in (
        (PRIVATE, make_prerelease.QUESTION, "8,200 visitors"),
        (PRIVATE, "who is the harbour master?", "Ulla Brandt"),
        (PRIVATE, "who owns the water mill?", "Rosa Lindt"),
        (CLUB, "كم كتابا تضم المكتبة؟", "أربعين"),
        (CLOSED, "how many ships did the keeper of lighthouse 7 count?", "counted 49 ships"),
    ):
        assert expected in library.ask(collection=collection, question=question).passages[0].sentence
    assert not library.ask(collection=PRIVATE, question="whose bicycle is missing?")
    with library.database.read() as connection:
        assert [each.update_id for each in inbox.waiting(connection)] == [503]
        assert [(each.update_id, each.error) for each in inbox.aside(connection)] == [(502, "ValueError")]
        owed = take(connection, [each.id for each in outbox.heads(connection)])
        assert {each.message.chat_id for each in owed} == {ANNA, GROUP}
        assert any("8,200 visitors" in str(each.message) for each in owed)
        answer = sent_messages.about(connection, ANNA, 20)
        assert answer is not None
        assert (answer.question, answer.asked, answer.articles) == (make_prerelease.QUESTION, 19, (3,))
        second = recent_messages.get(connection, ANNA, 14)
        assert second is not None
        assert (second.head_id, second.sender_id, second.kept) == (13, ANNA, True)
        items = [recent_messages.get(connection, ANNA, each) for each in (16, 17)]
        assert len({each.album_id for each in items if each and each.album_id}) == 1
        assert (last_seen.at(connection, ANNA, ANNA) or 0) > make_prerelease.CLOSED_AT
        known = {each.chat_id: each for each in chats.every(connection)}
        assert known[ANNA].preferences.sentences == 5
        assert known[make_prerelease.CLOSED].closed_at == make_prerelease.CLOSED_AT
        owner = access.owner(connection)
        assert owner is not None
        assert owner.user_id == ANNA


def test_it_opens_with_nothing_lost_and_goes_on(url: str) -> None:
    with open_library(url) as library:
        everything_is_there(library)
        assert library.add(collection=PRIVATE, key="1/40", text=make_prerelease.ORCHARD).related == 3
        assert library.add(collection=PRIVATE, key=f"{ANNA}:9", text="anything").article_id == 3
        assert library.add(collection=CLOSED, key="1/2", text=make_prerelease.HARBOUR).article_id == 2
        library.forget(collection=CLOSED)
        library.tidy()
        assert library.articles(collection=CLOSED).total == 0
    with open_library(url) as library:
        assert library.articles(collection=PRIVATE).total == 6


async def test_the_bot_knows_its_people_and_answers_from_it(url: str, api: Api, world: World) -> None:
    anna, ben = world.person("Anna"), world.person("Ben")
    assert (anna.id, ben.id, world.group("Book club", [anna, ben]).id) == (ANNA, BEN, GROUP)
    # Telegram goes on counting.
    for counter in ("update_id", "message"):
        world.store.next(counter, 800_000_001)
    with open_library(url) as library:
        verbatim = Verbatim.build(
            library,
            world.token,
            "http://telegram.test",
            Options(request=lambda: InProcessRequest(api), limits=Limits(unlimited=True)),
        )
        async with verbatim.polling():
            answer = await world.reply(anna.says(make_prerelease.QUESTION), containing="paragraph ")
            assert "8,200 visitors" in answer.shown
            shown = await anna.presses(answer, "In context").edited()
            assert "paid by the basket" in shown.text
            rumour = anna.forwards("Somebody", make_prerelease.RUMOUR)
            await world.reply(rumour, containing="Saved")
            await until(lambda: not owed(library))
        assert library.articles(collection=PRIVATE).total == 7
        with library.database.read() as connection:
            assert inbox.waiting(connection) == []


def owed(library: Library) -> list[outbox.Head]:
    with library.database.read() as connection:
        return list(outbox.heads(connection))


def test_its_index_is_what_this_release_would_make(url: str) -> None:
    """Also that of a chat whose articles another version of the analyser indexed, and which was half done again."""
    with open_library(url) as library, Library.open("sqlite://") as fresh:
        assert library.unfinished().collections == 3
        assert "أربعين" in library.ask(collection=CLUB, question="كم كتابا تضم المكتبة؟").passages[0].sentence
        while library.reindex(seconds=5):
            library.tidy()
        library.tidy()
        assert jobs_left(library) == 0
        fresh.add(collection=CLUB, key="1", text=make_prerelease.ARABIC)
        fresh.add(collection=CLOSED, key="1", text=make_prerelease.LEDGER)
        for name in (CLUB, CLOSED):
            found, expected = seen(library, name), seen(fresh, name)
            for part in ("statistics", "contents", "postings", "sketches"):
                assert found[part] == expected[part]


def test_its_sentences_become_those_of_this_release_and_it_answers_at_every_moment(url: str) -> None:
    with open_library(url) as library:
        before = {each: _texts(library, each) for each in (PRIVATE, CLUB, CLOSED)}
        while library.reindex(seconds=0.0):
            everything_is_there(library)
            # An article that was on its way when the process died has to go first.
            library.tidy()
        everything_is_there(library)
        assert before == {each: _texts(library, each) for each in (PRIVATE, CLUB, CLOSED)}
        with library.database.read() as connection:
            held = list(connection.execute(select(content.c.text, content.c.language, content.c.sentences)))
            here = (content.c.collection_id == occurrence.c.collection_id, content.c.id == occurrence.c.content_id)
            own = select(occurrence.c.text, content.c.language, occurrence.c.sentences).join(content, and_(*here))
            held += connection.execute(own.where(occurrence.c.text.is_not(None)))
            assert set(connection.scalars(select(content.c.analyser))) == {ANALYSER}
        assert held
        for text, language, packed in held:
            assert unpack(packed) == sentences(text, language)


def test_by_hand_it_is_indexed_anew_although_an_article_never_arrived(url: str) -> None:
    said: list[str] = []
    with open_library(url) as library:
        by_hand(library, said.append)
        assert not library.unfinished()
    assert said[-1] == "everything is indexed by this version"


def _texts(library: Library, name: str) -> list[str]:
    return [library.text(collection=name, article=each.id) for each in library.articles(collection=name).items]


def test_what_it_holds_gets_vectors_in_the_background(url: str) -> None:
    with Library.open(url, beside=[opening.HISTORY], encoder=WordHashes) as library:
        assert library.unembedded().collections == 3
        while library.reindex(seconds=5):
            # An article that was on its way when the process died has to go first.
            library.tidy()
        # What was forgotten before gets none.
        library.tidy()
        embed_all(library)
        found = library.statistics()
        assert found.vectors == found.paragraphs
        left = library.unembedded()
    assert not left
    # By words: these vectors are made up.
    with Library.open(url, beside=[opening.HISTORY], meaning=False) as library:
        everything_is_there(library)


def test_names_change_and_no_row_does(url: str) -> None:
    before = _contents(url)
    open_library(url).close()
    after = _contents(url)
    versions = ("library_version", "bot_version")
    for each in versions:
        assert after.pop(each) != before.pop(each)
    for each in ("vector_block", "vector_state", "channel", "channel_group"):
        assert after.pop(each) == []
    # Nothing has been noticed of any chat yet.
    assert {row[-1] for row in after["chat"]} == {None}
    after["chat"] = [row[:-1] for row in after["chat"]]
    assert sorted(after.values(), key=repr) == sorted(before.values(), key=repr)


def test_it_opens_after_each_step(url: str) -> None:
    """Whichever of the two sets of tables is ahead of the other."""
    for history in reversed(HISTORIES):
        config = Config()
        config.set_main_option("script_location", str(history.scripts))
        revisions = [each.revision for each in ScriptDirectory.from_config(config).walk_revisions()]
        for revision in sorted(revisions):
            database = Database.open(url)
            with database.write() as connection:
                _to(revision, connection, history)
            database.close()
    with open_library(url) as library:
        everything_is_there(library)


def test_a_step_that_fails_leaves_what_there_was_in_both_sets_of_tables(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, done = _contents(url), op.execute

    def failing(statement: Any, **options: Any) -> None:
        if "recent_message" in str(statement):
            raise OSError("the disk is full")
        done(statement, **options)

    monkeypatch.setattr(op, "execute", failing)
    with pytest.raises(OSError, match="full"):
        open_library(url)
    monkeypatch.undo()
    assert _contents(url) == before
    with open_library(url) as library:
        everything_is_there(library)


@pytest.mark.parametrize("after", [0, 2, 8, 9, 15])
def test_killed_in_the_middle_of_it_the_next_start_does_it(url: str, after: int) -> None:
    assert run_forked(killed_upgrading.main, url, after) == -SIGKILL
    with open_library(url) as library:
        everything_is_there(library)


def test_several_processes_that_start_at_once_do_it_once(url: str) -> None:
    running = [bot_command("migrate", environment={"DATABASE_URL": url}) for _ in range(3)]
    assert [each.ended() for each in running] == [0, 0, 0]
    assert "".join(each.stdout for each in running).count(f"bot: {BEFORE['bot_version']} -> ") == 1
    with open_library(url) as library:
        everything_is_there(library)


def test_the_doctor_looks_at_it_before_it_is_brought_up_to_date(url: str) -> None:
    before, lines = _contents(url), list[str]()
    settings = Settings.load({"DATABASE_URL": url}, None)
    examine(settings, lines.append)
    assert any("Telegram's user 5000001" in each for each in lines)
    assert not any("cannot be read" in each for each in lines)
    assert _contents(url) == before


def test_a_backup_of_it_comes_back_and_opens(prerelease: Path, tmp_path: Path) -> None:
    backup(f"sqlite:///{prerelease}", tmp_path / "backup.db")
    target = f"sqlite:///{tmp_path / 'restored.db'}"
    restore(target, tmp_path / "backup.db")
    with open_library(target) as library:
        everything_is_there(library)


def test_it_can_be_copied_once_it_is_up_to_date(prerelease: Path, bare_database_url: str, tmp_path: Path) -> None:
    target = bare_database_url
    if target.startswith("sqlite"):
        target = f"sqlite:///{tmp_path / 'copied.db'}"
    with open_library(f"sqlite:///{prerelease}"):
        pass
    copy(f"sqlite:///{prerelease}", target, lambda _line: None)
    with open_library(target) as library:
        everything_is_there(library)


def _refused(url: str, sentence: str) -> None:
    """Nothing works with that database, which is said in a sentence, and nothing in it changes."""
    before = _contents(url)
    with pytest.raises(StorageError, match=sentence):
        open_library(url)
    for arguments in ([], ["migrate"]):
        done = bot_command(*arguments, environment={"DATABASE_URL": url})
        assert done.ended() == 1
        assert sentence in done.stderr
        assert "Traceback" not in done.stderr
        assert done.stderr.count("\n") == 1
    assert _contents(url) == before


@pytest.mark.parametrize(("table", "revision"), [("library_version", "0004"), ("bot_version", "0007")])
def test_an_older_database_is_refused_as_it_is_and_told_what_leads_here(url: str, table: str, revision: str) -> None:
    """Also when only the bot's tables are older, which come after the library's."""
    database = Database.open(url)
    with database.write() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET version_num = '{revision}'")
        assert inspect(connection).has_table("said")
    database.close()
    _refused(url, f"run `python -m bot migrate` of commit {OLDEST} on it first")


@pytest.mark.parametrize("table", ["library_version", "bot_version"])
def test_a_database_of_a_later_release_is_refused_in_a_sentence(url: str, table: str) -> None:
    with open_library(url) as library, library.transaction() as connection:
        connection.exec_driver_sql(f"UPDATE {table} SET version_num = '9999'")
    _refused(url, "made by a newer release of Verbatim")
