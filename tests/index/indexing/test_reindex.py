"""When the analyser changes, all is analysed anew: nobody waits, everything is found meanwhile, nothing is lost."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from random import Random
from signal import SIGKILL
from typing import Any

import pytest
from sqlalchemy import select, update

from index import Answer, Library, Span
from index.analysis.sentences.segmentation import pack, unpack
from index.store import collections
from index.store.postings import generations
from index.store.schema import collection, content, occurrence, vocabulary
from index.store.tuning import Tuning
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.index.analysers import MOMENT, analyser, piece
from tests.support.index.books import SENTENCES, book
from tests.support.index.pieces import LITTLE_AT_ONCE, SMALL_PIECES
from tests.support.index.snapshots import MOST_ROWS, Holds, jobs_left, rows, seen
from tests.support.programs import killed_reindexing
from tests.support.programs.forked import run_forked

QUESTIONS = (
    "how many people were on board the ferry?",
    "who is the captain of the ship?",
    "what did the fishermen warn of?",
    "who researched the melting glacier?",
    "which schools received millions of crowns?",
    "Otterburn victory",
)


def opened(url: str = "sqlite://", tuning: Tuning = SMALL_PIECES) -> Library:
    return Library.open(url, clock=lambda: MOMENT, tuning=tuning)


def stages(library: Library) -> Iterator[int]:
    """Works piece by piece, and counts them."""
    number = 0
    while piece(library):
        number += 1
        yield number


def answers(library: Library) -> list[Answer]:
    return [library.ask(collection="c", question=each) for each in QUESTIONS]


def same(found: list[Answer], expected: list[Answer]) -> None:
    for one, other in zip(found, expected, strict=True):
        assert one.confidence == pytest.approx(other.confidence, abs=1e-9)
        assert [each.text for each in one.passages] == [each.text for each in other.passages]
        assert [each.score for each in one.passages] == pytest.approx([each.score for each in other.passages], abs=1e-9)


def index_rows(library: Library) -> dict[str, int]:
    return {
        name: count for name, count in rows(library).items() if name not in ("collection", "posting", "posting_buffer")
    }


Change = Callable[[Library], object]


def history(chance: Random, length: int) -> list[Change]:
    """Articles that come, change and go."""
    changes: list[Change] = []

    def text() -> str:
        chosen = chance.sample([*FERRY.split("\n\n"), *BUDGET.split("\n\n"), *GLACIER.split("\n\n"), *SENTENCES], 4)
        return "\n\n".join(chosen)

    def add(library: Library, key: str, words: str) -> None:
        library.add(collection="c", key=key, text=words)

    def revise(library: Library, key: str, words: str) -> None:
        library.revise(collection="c", key=key, plan=library.prepare(collection="c", text=words))

    def forget(library: Library, key: str) -> None:
        found = library.find(collection="c", key=key)
        if found is not None:
            library.forget(collection="c", article=found.id)

    for number in range(length):
        key, other = f"{number}", f"{chance.randrange(number + 1)}"
        words = text()
        match chance.choice("aaarf"):
            case "a":
                changes.append(partial(add, key=key, words=words))
            case "r":
                changes.append(partial(revise, key=other, words=words))
            case "f":
                changes.append(partial(forget, key=other))
    return changes


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_meanwhile_it_ends_as_if_all_had_been_added_anew(seed: int) -> None:
    chance = Random(seed)
    before, meanwhile = history(chance, 12), history(chance, 12)
    with analyser(1), opened() as library:
        for change in before:
            change(library)
        with analyser(2), opened() as fresh:
            assert library.unfinished().collections == 1
            left = list(meanwhile)
            for _ in stages(library):
                if left and chance.random() < 0.5:
                    left.pop(0)(library)
            for change in left:
                change(library)
            while library.reindex(seconds=5):
                pass
            library.tidy()
            for change in [*before, *meanwhile]:
                change(fresh)
            assert jobs_left(library) == 0
            assert seen(library, "c") == seen(fresh, "c")
            assert index_rows(library) == index_rows(fresh)
            same(answers(library), answers(fresh))
            # And again, where there is an index aside already.
        with analyser(3), opened() as fresh:
            while library.reindex(seconds=5):
                pass
            library.tidy()
            for change in [*before, *meanwhile]:
                change(fresh)
            assert seen(library, "c") == seen(fresh, "c")
            assert index_rows(library) == index_rows(fresh)
            library.forget(collection="c")
            library.tidy()
            assert rows(library) == {}


def test_every_question_is_answered_at_every_moment(database_url: str) -> None:
    with analyser(1), opened(database_url) as library:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="c", key=str(number), text=text)
        with analyser(2):
            asked = {
                "how many people were on board the ferry?": "212 people",
                "who warned of the shifting sandbanks?": "Fishermen had warned",
                "who is the captain?": "Captain Ewa Lindqvist",
                "what do researchers measure?": "Hvitbre",
                "what was announced later?": "announced by",
            }
            moments = 0
            for moments in stages(library):
                if moments == 1:
                    library.add(collection="c", key="later", text="The winner was announced by the jury on Sunday.")
                for question, expected in list(asked.items())[: None if moments else -1]:
                    found = library.ask(collection="c", question=question)
                    first = found.passages[0] if found else found.closest
                    assert expected in (first.text if first else ""), (moments, question)
            assert moments > 8


def test_sentences_that_an_earlier_version_made_are_made_anew(database_url: str) -> None:
    told = "The ferry carried 212 people. Captain Ewa Lindqvist had to turn. Nobody was hurt."
    again = told.replace(". ", ".  ")
    with analyser(1), opened(database_url) as library:
        library.add(collection="c", key="1", text=f"{told}\n\n{GLACIER}")
        library.add(collection="c", key="2", text=f"{again}\n\n{BUDGET}")
        whole = pack([Span(0, len(told))])
        with library.transaction() as connection:
            connection.execute(update(content).where(content.c.text == told).values(sentences=whole))
            found = connection.execute(update(occurrence).where(occurrence.c.text == again).values(sentences=whole))
            assert found.rowcount == 1
        with analyser(2):
            for _ in stages(library):
                assert "Lindqvist" in library.ask(collection="c", question="who is the captain?").passages[0].sentence
            sentence = library.ask(collection="c", question="who is the captain?").passages[0].sentence
            assert sentence == "Captain Ewa Lindqvist had to turn."
            with library.database.read() as connection:
                kept = connection.scalars(select(content.c.sentences).where(content.c.text == told)).one()
                copied = connection.scalars(select(occurrence.c.sentences).where(occurrence.c.text == again)).one()
            assert [span.of(told) for span in unpack(kept)] == [span.of(again) for span in unpack(copied)]
            assert len(unpack(kept)) == 3


def test_what_is_forgotten_meanwhile_stands_in_neither_index(tmp_path: Path) -> None:
    def known(library: Library, word: str) -> int:
        with library.database.read() as connection:
            return len(connection.execute(select(vocabulary).where(vocabulary.c.text == word)).all())

    with analyser(1), opened(f"sqlite:///{tmp_path / 'before.db'}") as library:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="c", key=str(number), text=text)
        library.add(collection="c", key="gone", text="Zebras are leaving.\n\nOne zebra was seen in Tarvik.")
    for moment in range(1, 14):
        copy = shutil.copyfile(tmp_path / "before.db", tmp_path / f"{moment}.db")
        with analyser(1), opened(f"sqlite:///{copy}") as library, analyser(2):
            for number in stages(library):
                if number == moment:
                    found = library.find(collection="c", key="gone")
                    assert found is not None
                    library.forget(collection="c", article=found.id)
                    held = [_holds(library, each, ("zebra", "zebras")) for each in _live_indexes(library)]
                    assert not any(held)
            library.tidy()
            assert known(library, "zebra") == known(library, "zebras") == 0
            with library.database.read() as connection:
                one = connection.execute(select(collection).where(collection.c.name == "c")).one()
                assert one.documents == len(connection.execute(select(content)).all())


def _live_indexes(library: Library) -> list[int]:
    """The index that is searched and the one that is made; one that is being deleted is not among them."""
    with library.database.read() as connection:
        row = collections.find(connection, "c")
        assert row is not None
        return [row.index, *([row.new_index_id] if row.new_index_id else [])]


def _holds(library: Library, index_id: int, words: tuple[str, ...]) -> bool:
    with library.database.read() as connection:
        mine = (vocabulary.c.index_id == index_id, vocabulary.c.text.in_(words))
        return connection.execute(select(vocabulary).where(*mine)).first() is not None


def test_killed_again_and_again_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    with analyser(1), opened(url) as library:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            library.add(collection="c", key=str(number), text=text)
            library.add(collection="other", key=str(number), text=text)
    left: list[int] = []
    for after in (0, 1, 3, 4, 6, 5):
        assert run_forked(killed_reindexing.main, url, after) == -SIGKILL
        with analyser(2), opened(url) as library:
            left.append(library.unfinished().paragraphs)
            assert all(answers(library)[:1])
    assert left == sorted(left, reverse=True)
    assert left[-1] < left[0]
    with analyser(2), opened(url) as library, opened() as fresh:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            fresh.add(collection="c", key=str(number), text=text)
        while library.reindex(seconds=5):
            pass
        library.tidy()
        assert seen(library, "c") == seen(fresh, "c") == seen(library, "other")


def test_a_long_article_on_its_way_is_in_the_new_index(database_url: str) -> None:
    tuning = replace(SMALL_PIECES, long=0)
    with analyser(1), opened(database_url, tuning) as library, opened() as fresh:
        library.add(collection="c", key="1", text=FERRY)
        with analyser(2):
            plan = library.prepare(collection="c", text=f"{BUDGET}\n\n{GLACIER}")
            assert plan.staged is not None
            while piece(library):
                pass
            # It waits until that article is there, or is not wanted any more.
            assert library.unfinished()
            library.add(collection="c", key="2", plan=plan)
            while library.reindex(seconds=5):
                pass
            library.tidy()
            fresh.add(collection="c", key="1", text=FERRY)
            fresh.add(collection="c", key="2", text=f"{BUDGET}\n\n{GLACIER}")
            assert seen(library, "c") == seen(fresh, "c")


def test_another_version_in_the_middle_of_it_begins_anew(database_url: str) -> None:
    with analyser(1), opened(database_url) as library, opened() as fresh:
        for number, text in enumerate((FERRY, BUDGET, GLACIER)):
            for each in (library, fresh):
                each.add(collection="c", key=str(number), text=text)
        expected, answered = seen(fresh, "c"), answers(fresh)
        for moment in (1, 4, 6, 9):
            with analyser(2):
                for number in stages(library):
                    if number == moment:
                        break
            with analyser(1):
                while library.reindex(seconds=5):
                    pass
                library.tidy()
                assert seen(library, "c") == expected
                same(answers(library), answered)
            with library.database.read() as connection:
                assert generations.outdated(connection) == []


def test_two_that_try_at_once_do_no_harm(database_url: str) -> None:
    # They meet in the few pieces of each stage; the many in which an old index is deleted are all alike.
    tuning = replace(SMALL_PIECES, reindexed_rows=200)
    with analyser(1), opened(database_url) as library:
        for number in range(10):
            library.add(collection="c", key=str(number), text=book(3000, number))
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with opened(database_url, tuning) as mine:
                while mine.reindex(seconds=0.2):
                    # As the bot does: those that wait for another one leave it the processor.
                    time.sleep(0.1)
        except BaseException as error:
            failed.append(error)

    with analyser(2):
        threads = [threading.Thread(target=work) for _ in range(3)]
        for each in threads:
            each.start()
        for each in threads:
            each.join()
        assert failed == []
        with opened(database_url) as library, opened() as fresh:
            for number in range(10):
                fresh.add(collection="c", key=str(number), text=book(3000, number))
            library.tidy()
            assert seen(library, "c") == seen(fresh, "c")


def test_nobody_waits_for_reindexing(database_url: str) -> None:
    with analyser(1), opened(database_url, LITTLE_AT_ONCE) as library:
        library.add(collection="c", key="1", text=book(150_000))
        library.tidy()
    with analyser(2), opened(database_url, LITTLE_AT_ONCE) as library:
        holds = Holds(library)
        while library.reindex(seconds=60):
            pass
        library.tidy()
        assert len(holds.rows) > 20
        assert holds.most <= MOST_ROWS


def test_what_was_indexed_by_this_version_is_left_alone(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=FERRY)
        before = rows(library)
        assert not library.unfinished()
        assert not library.reindex(seconds=1)
        assert rows(library) == before


def test_the_remaining_work_goes_down_to_nothing(database_url: str) -> None:
    with analyser(1), opened(database_url) as library:
        library.add(collection="c", key="1", text=book(20_000))
        library.add(collection="d", key="1", text=FERRY)
        with analyser(2):
            left: list[Any] = [library.unfinished()]
            assert left[0].collections == 2
            assert left[0].paragraphs > 30
            while left[-1]:
                left.append(library.reindex(seconds=0.01))
            assert [each.paragraphs for each in left] == sorted((each.paragraphs for each in left), reverse=True)
            assert left[-1].paragraphs == 0


def test_reindexing_ends_however_little_time_it_is_given(database_url: str) -> None:
    with analyser(1), opened(database_url) as library:
        for name in ("c", "d"):
            library.add(collection=name, key="1", text=FERRY)
        with analyser(2):
            for _ in range(100):
                if not library.reindex(seconds=0.0):
                    break
            assert not library.unfinished()


def test_an_abandoned_long_article_holds_it_up_for_an_hour_at_most(database_url: str) -> None:
    later = MOMENT + timedelta(hours=2)
    with analyser(1), opened(database_url, Tuning(long=0)) as library:
        library.add(collection="c", key="1", text=FERRY)
        assert library.prepare(collection="c", text=BUDGET).staged is not None
        with analyser(2), Library.open(database_url, clock=lambda: later) as library:
            assert library.reindex(seconds=2)
            library.tidy()
            assert not library.reindex(seconds=5)


def test_what_an_earlier_release_adds_meanwhile_is_analysed_anew_too(database_url: str) -> None:
    with analyser(1), opened(database_url) as library, opened() as fresh:
        library.add(collection="c", key="1", text=FERRY)
        with analyser(2):
            fresh.add(collection="c", key="1", text=FERRY)
            fresh.add(collection="c", key="2", text=BUDGET)
            with library.database.read() as connection:
                owner = connection.scalar(select(collection.c.id).where(collection.c.name == "c")) or 0
            while _stage(library) is not generations.Stage.RENEW:
                assert piece(library)
            library.add(collection="c", key="2", text=BUDGET)
            # As the other process has written it, behind what is done already.
            with library.transaction() as connection:
                connection.execute(update(content).where(content.c.text.contains("crowns")).values(analyser=1))
                connection.execute(update(collection).where(collection.c.id != owner).values(next_content=999))
            while library.reindex(seconds=5):
                pass
            with library.database.read() as connection:
                assert set(connection.scalars(select(content.c.analyser))) == {2}
            assert seen(library, "c")["contents"] == seen(fresh, "c")["contents"]


def _stage(library: Library) -> generations.Stage:
    with library.database.read() as connection:
        return generations.outdated(connection)[0].stage
