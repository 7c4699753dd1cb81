"""Vectors are made behind everything else; they never are of anything but what is kept, as it is kept."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from random import Random
from signal import SIGKILL

import numpy as np
import pytest
from sqlalchemy import select, update

from index import Library
from index.analysis.sentences.segmentation import pack
from index.meaning.encoder import Encoder
from index.meaning.quantised import unpack
from index.models import Span
from index.search.meaning import sentence_similarities, similar
from index.store import collections
from index.store.schema import collection, content, vector_block, vector_state
from index.store.tuning import Tuning
from index.store.vectors import blocks
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.index.analysers import analyser
from tests.support.index.books import book
from tests.support.index.encoding import DAMAGED, WordHashes, embed_all, vectors
from tests.support.index.pieces import EVERY_ARTICLE_LONG, THREE_PARAGRAPHS_A_BOOK
from tests.support.index.snapshots import rows
from tests.support.programs import killed_embedding
from tests.support.programs.forked import run_forked

NOW = datetime(2026, 11, 3, tzinfo=UTC)


def opened(url: str = "sqlite://", encoder: WordHashes | None = None, **options: object) -> Library:
    return Library.open(url, encoder=lambda: encoder or WordHashes(), **options)  # type: ignore[arg-type]


def contents(library: Library) -> dict[int, str]:
    with library.database.read() as connection:
        return {row.id: row.text for row in connection.execute(select(content.c.id, content.c.text))}


def test_every_paragraph_gets_a_vector_and_every_sentence_of_several(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=f"{FERRY}\n\n{BUDGET}")
        library.add(collection="d", key="1", text=GLACIER)
        assert library.unembedded().collections == 2
        assert not library.embed(seconds=60)
        encoder = WordHashes()
        vector = encoder.question("how many people were on board of the ferry")
        with library.database.read() as connection:
            row = collections.find(connection, "c")
            assert row is not None
            mine = dict(
                connection.execute(select(content.c.id, content.c.text).where(content.c.collection_id == row.id)).all()
            )
            ids, cosines = similar(connection, row.id, vector)
            assert ids.tolist() == sorted(mine)
            expected = [encoder.question(mine[each]) @ vector for each in ids.tolist()]
            assert cosines == pytest.approx(expected, abs=0.01)
            within = np.array([*sorted(mine)[1:3], 999], dtype=np.int64)
            some, near = similar(connection, row.id, vector, within)
            assert some.tolist() == within[:2].tolist()
            assert near == pytest.approx(cosines[1:3])
            sentences = sentence_similarities(connection, row.id, sorted(mine), vector)
            assert sentences.keys() == mine.keys()
            several = [each for each in sentences.values() if len(each) > 1]
            assert several
            assert max(float(each.max()) for each in several) > 0.3


def test_statistics_say_how_many_have_vectors_and_how_many_wait(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=FERRY)
        before = library.statistics()
        assert (before.vectors, before.unembedded.paragraphs) == (0, before.paragraphs)
        embed_all(library)
        after = library.statistics()
        assert (after.vectors, after.unembedded.paragraphs) == (after.paragraphs, 0)


def test_where_meaning_is_off_or_the_encoder_is_absent_nothing_is_made(database_url: str) -> None:
    for library in (
        Library.open(database_url, meaning=False, encoder=WordHashes),
        Library.open(database_url, encoder=lambda: None),
    ):
        with library:
            library.add(collection="c", key="1", text=FERRY)
            assert not library.unembedded()
            assert not library.embed(seconds=60)
            assert library._question_vector("Who?") is None
            assert library.statistics().vectors == 0
            assert not {"vector_block", "vector_state"} & rows(library).keys()
            assert library.ask(collection="c", question="how many people were on board of the ferry?")


def test_a_damaged_file_is_as_good_as_none_and_says_so(tmp_path: Path) -> None:
    damaged = tmp_path / "meaning.bin"
    damaged.write_bytes(b"VERBMOD1 and no more")
    with Library.open(f"sqlite:///{tmp_path / 'library.db'}", encoder=partial(Encoder.load, damaged)) as library:
        library.add(collection="c", key="1", text=FERRY)
        assert not library.embed(seconds=60)
        assert "cannot be used" in (library.without_meaning() or "")
        assert library.ask(collection="c", question="how many people were on board of the ferry?")
    with opened() as library:
        assert library.without_meaning() is None


def test_what_is_made_is_not_made_again(database_url: str) -> None:
    encoder = WordHashes()
    with opened(database_url, encoder) as library:
        library.add(collection="c", key="1", text=FERRY)
        embed_all(library)
        first = len(encoder.encoded)
        embed_all(library)
        library.add(collection="c", key="2", text=f"{FERRY}\n\nOne more line that is new in it.")
        embed_all(library)
        assert encoder.encoded[first:] == ["One more line that is new in it."]


def test_the_newest_comes_first_and_a_chat_that_was_asked_before_another(database_url: str) -> None:
    encoder, now = WordHashes(), NOW
    with opened(database_url, encoder, clock=lambda: now) as library:
        for name in ("asked", "old", "new"):
            library.add(collection=name, key="1", text=f"Alpha of {name}.\n\nOmega of {name}.")
            now += timedelta(seconds=1)
        library.ask(collection="asked", question="What?")
        embed_all(library)
    assert encoder.encoded == [f"{each} of {name}." for name in ("asked", "new", "old") for each in ("Omega", "Alpha")]


def test_an_article_is_found_by_its_words_at_once_however_much_waits_for_vectors(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=book(40_000))
        library.embed(seconds=0)
        library.add(collection="c", key="2", text=FERRY)
        assert library.unembedded()
        found = library.ask(collection="c", question="how many people were on board of the ferry?")
        assert "212 people" in found.passages[0].text


def test_killed_again_and_again_it_goes_on_where_it_stopped(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'library.db'}"
    with opened(url) as library:
        library.add(collection="c", key="1", text=book(60_000))
        left = [library.unembedded().paragraphs]
    for after in (1, 0, 2, 3):
        assert run_forked(killed_embedding.main, url, after) == -SIGKILL
        with opened(url) as library:
            left.append(library.unembedded().paragraphs)
    assert left == sorted(left, reverse=True)
    assert left[-1] < left[0]
    with opened(url) as library:
        embed_all(library)
        assert vectors(library).ids.tolist() == sorted(contents(library))


def test_two_that_make_the_same_do_no_harm(database_url: str) -> None:
    with opened(database_url) as library:
        for number in range(4):
            library.add(collection="c", key=str(number), text=book(6000, number))
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with opened(database_url) as mine:
                embed_all(mine)
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert failed == []
    with opened(database_url) as library, opened() as alone:
        for number in range(4):
            alone.add(collection="c", key=str(number), text=book(6000, number))
        embed_all(alone)
        assert _by_text(library) == _by_text(alone)
        assert not library.unembedded()


def _by_text(library: Library) -> set[tuple[str, bytes]]:
    texts, found = contents(library), vectors(library)
    return {(texts[each], unpack(found.packed)[at].tobytes()) for at, each in enumerate(found.ids.tolist())}


@pytest.mark.parametrize("tuning", [Tuning(), THREE_PARAGRAPHS_A_BOOK], ids=["short", "long"])
def test_forgotten_text_leaves_no_vector(database_url: str, tuning: Tuning) -> None:
    now = NOW
    with opened(database_url, clock=lambda: now, tuning=tuning) as library:
        kept = library.add(collection="c", key="kept", text=BUDGET).article_id
        gone = library.add(collection="c", key="gone", text=FERRY).article_id
        embed_all(library)
        before = vectors(library)
        library.forget(collection="c", article=gone)
        library.tidy()
        after = vectors(library)
        assert after.ids.tolist() == sorted(contents(library))
        assert 0 < len(after.ids) < len(before.ids)
        _, moment = library.hide(collection="c")
        assert moment
        now += timedelta(minutes=5)
        library.tidy()
        library.tidy()
        assert len(vectors(library).ids) == 0
        assert "vector_block" not in rows(library)
        assert kept
        library.add(collection="d", key="1", text=GLACIER)
        embed_all(library)
        library.forget(collection="d")
        library.forget(collection="c")
        library.tidy()
        assert rows(library) == {}


def test_forgotten_while_it_was_encoded_it_gets_no_vector(database_url: str) -> None:
    class Slow(WordHashes):
        def paragraphs(self, items):  # type: ignore[no-untyped-def]
            library.forget(collection="c")
            # SQLite gives the collection's id, and the contents', to another one.
            library.add(collection="other", key="1", text="Nobody has encoded this.\n\nNor this.")
            return super().paragraphs(items)

    with opened(database_url, Slow()) as library:
        library.add(collection="c", key="1", text=FERRY)
        library.embed(seconds=0)
        assert "vector_block" not in rows(library)


def test_what_nobody_can_see_is_left_alone_until_it_can_be_seen(database_url: str) -> None:
    encoder = WordHashes()
    with opened(database_url, encoder, tuning=EVERY_ARTICLE_LONG, clock=lambda: NOW) as library:
        library.add(collection="c", key="1", text=FERRY)
        library.tidy()
        embed_all(library)
        done = len(encoder.encoded)
        plan = library.prepare(collection="c", text=BUDGET)
        assert plan.staged is not None
        embed_all(library)
        assert len(encoder.encoded) == done
        library.add(collection="c", key="2", plan=plan)
        _, moment = library.hide(collection="c")
        embed_all(library)
        assert len(encoder.encoded) == done
        assert library.restore(collection="c", moment=moment) == 2
        embed_all(library)
        assert len(encoder.encoded) > done
        assert vectors(library).ids.tolist() == sorted(contents(library))


def test_merged_collections_have_the_vectors_of_all_that_they_hold(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="a", key="1", text=FERRY)
        library.add(collection="c", key="2", text=BUDGET)
        embed_all(library)
        library.merge(source="a", target="c")
        embed_all(library)
        library.tidy()
        with library.database.read() as connection:
            row = collections.find(connection, "c")
            assert row is not None
            mine = connection.scalars(select(content.c.id).where(content.c.collection_id == row.id))
            assert vectors(library, "c").ids.tolist() == sorted(mine)
        assert len(vectors(library, "a").ids) == 0


def test_another_model_makes_all_of_them_anew(database_url: str) -> None:
    later = WordHashes(Encoder.MODEL + 1)
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=f"{FERRY}\n\n{BUDGET}")
        embed_all(library)
        count = len(vectors(library).ids)
        with opened(database_url, later) as upgraded:
            assert upgraded.unembedded().paragraphs == count
            upgraded.embed(seconds=0)
            # The release before it, which still runs, does not undo that.
            library.embed(seconds=60)
            embed_all(upgraded)
            assert len(later.encoded) == count
            assert len(vectors(upgraded, model=later.MODEL).ids) == count
        assert len(vectors(library).ids) == 0
        library.add(collection="c", key="2", text=GLACIER)
        assert not library.embed(seconds=60)
        assert len(vectors(library).ids) == 0


def test_vectors_are_never_read_against_other_sentences_than_they_were_made_of(database_url: str) -> None:
    encoder = WordHashes()
    with analyser(1), opened(database_url, encoder) as library:
        library.add(collection="c", key="1", text="One is here. Two is there.\n\nThree is away. Four is back.")
        embed_all(library)
        vector = encoder.question("two")
        with library.transaction() as connection:
            row = collections.find(connection, "c")
            assert row is not None
            first, second = sorted(sentence_similarities(connection, row.id, range(9), vector))
            mine = update(content).where(content.c.id == first)
            connection.execute(mine.values(sentences=pack([Span(0, 6), Span(7, 26)])))
            assert list(sentence_similarities(connection, row.id, range(9), vector)) == [second]
            blocks.remove(connection, row.id, [first])
        # Now it gets vectors of the sentences that it has at the moment.
        embed_all(library)
        with analyser(2):
            # Its sentences are made anew, and then what does not fit goes, and nothing else.
            while library.reindex(seconds=5):
                pass
            before = len(encoder.encoded)
            embed_all(library)
            assert encoder.encoded[before:] == ["One is here. Two is there."]
            with library.database.read() as connection:
                assert sorted(sentence_similarities(connection, row.id, range(9), vector)) == [first, second]


def test_closed_while_it_encodes_it_stops_and_nothing_is_taken_for_unencodable(tmp_path: Path) -> None:
    class Closing(WordHashes):
        def paragraphs(self, items):  # type: ignore[no-untyped-def]
            library.close()
            return super().paragraphs(items)

    url = f"sqlite:///{tmp_path / 'library.db'}"
    library = opened(url, Closing())
    library.add(collection="c", key="1", text=book(20_000))
    library.embed(seconds=60)
    with opened(url) as again:
        made = vectors(again)
        assert 0 < len(made.ids) < len(contents(again))
        assert np.abs(unpack(made.packed)).sum(axis=1).all()
        embed_all(again)
        assert vectors(again).ids.tolist() == sorted(contents(again))


def test_without_memory_it_tries_again_later(database_url: str) -> None:
    class Starved(WordHashes):
        def paragraphs(self, items):  # type: ignore[no-untyped-def]
            raise MemoryError

    with opened(database_url, Starved()) as library:
        library.add(collection="c", key="1", text=FERRY)
        with pytest.raises(MemoryError):
            library.embed(seconds=60)
    with opened(database_url) as library:
        assert library.unembedded()


def test_what_cannot_be_encoded_holds_nothing_up_and_is_not_tried_again(database_url: str) -> None:
    encoder = WordHashes()
    with opened(database_url, encoder) as library:
        library.add(collection="c", key="1", text=f"First of all.\n\nThis is {DAMAGED}, all of it.\n\nLast of all.")
        assert not library.embed(seconds=60)
        assert sorted(encoder.encoded) == ["First of all.", "Last of all."]
        assert np.count_nonzero(np.abs(unpack(vectors(library).packed)).sum(axis=1)) == 2


def test_the_first_sentences_of_a_very_long_list_have_vectors(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=" ".join(f"Item {number} is here." for number in range(300)))
        embed_all(library)
        with library.database.read() as connection:
            row = collections.find(connection, "c")
            assert row is not None
            [held] = sentence_similarities(connection, row.id, [1], WordHashes().question("item")).values()
            assert len(held) == 64


def test_it_waits_for_others_but_not_for_ever(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoder = WordHashes()
    asked = iter([True, True, False])
    with opened(database_url, encoder) as library:
        library.add(collection="c", key="1", text=FERRY)
        library.embed(seconds=0, busy=partial(next, asked, False))
        assert next(asked, None) is None
        assert encoder.encoded
        library.add(collection="c", key="2", text=BUDGET)
        monkeypatch.setattr("index.indexing.embed.PATIENCE_SECONDS", 0.05)
        before = len(encoder.encoded)
        library.embed(seconds=0, busy=lambda: True)
        assert len(encoder.encoded) > before


def test_a_question_is_encoded_in_the_thread_that_asks_and_remembered() -> None:
    threads: list[str] = []

    class Telling(WordHashes):
        def question(self, text):  # type: ignore[no-untyped-def]
            threads.append(threading.current_thread().name)
            return super().question(text)

        def paragraphs(self, items):  # type: ignore[no-untyped-def]
            threads.append(threading.current_thread().name)
            return super().paragraphs(items)

    with opened(encoder=Telling()) as library:
        first = library._question_vector("Who is the captain?")
        assert library._question_vector("Who is the captain?") is first
        assert threads == [threading.current_thread().name]
        library.add(collection="c", key="1", text="One line.")
        embed_all(library)
        assert threads[1].startswith("encoding")


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_each_content_ends_with_its_own_vector(seed: int, database_url: str) -> None:
    chance = Random(seed)
    with opened(database_url, clock=lambda: NOW) as library:
        for number in range(30):
            match chance.choice("aaaefr"):
                case "a":
                    library.add(collection="c", key=str(number), text=book(900, chance.randrange(40)))
                case "e":
                    library.embed(seconds=0)
                case "f":
                    if (found := library.find(collection="c", key=str(chance.randrange(number + 1)))) is not None:
                        library.forget(collection="c", article=found.id)
                case "r":
                    plan = library.prepare(collection="c", text=book(900, chance.randrange(40)))
                    library.revise(collection="c", key=str(chance.randrange(number + 1)), plan=plan)
        library.tidy()
        embed_all(library)
        with opened() as alone:
            texts = contents(library)
            encoder, made = WordHashes(), vectors(library)
            assert made.ids.tolist() == sorted(texts)
            for each, vector in zip(made.ids.tolist(), unpack(made.packed), strict=True):
                assert vector @ encoder.question(texts[each]) > 0.98
            assert alone.statistics().vectors == 0
        library.forget(collection="c")
        library.tidy()
        assert rows(library) == {}


def test_a_complete_collection_is_not_looked_through_again(database_url: str) -> None:
    with opened(database_url) as library:
        library.add(collection="c", key="1", text=FERRY)
        embed_all(library)
        with library.database.read() as connection:
            state = connection.execute(select(vector_state)).one()
            here = connection.scalar(select(collection.c.revision))
            assert state.complete_at == here
            assert connection.scalar(select(vector_block.c.number)) == len(contents(library))
