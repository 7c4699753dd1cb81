"""What a caller of the library can rely on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, text

from index import InvalidText, Library, Place, Relation, Scope, Source, Span, StorageError, UnknownArticle
from index.indexing.draft import MOST_PARAGRAPHS
from tests.support.articles import BUDGET, FERRY, FERRY_TWICE, GLACIER


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url) as library:
        yield library


def test_a_text_that_repeats_itself_is_kept_once(library: Library) -> None:
    receipt = library.add(collection="c", key="1", text=FERRY_TWICE)
    assert (receipt.kept, receipt.repeated, receipt.changed) == (4, 3, 0)


def test_the_same_delivery_gives_the_same_receipt_and_changes_nothing(library: Library) -> None:
    first = library.add(collection="c", key="1", text=FERRY)
    assert library.add(collection="c", key="1", text=BUDGET) == first
    assert library.articles(collection="c").total == 1


def test_the_same_article_again_is_the_earlier_one(library: Library) -> None:
    first = library.add(collection="c", key="1", text=FERRY)
    again = library.add(collection="c", key="2", text=FERRY)
    assert again.known
    assert (again.article_id, again.kept, again.repeated) == (first.article_id, 0, 4)


def test_the_first_article_is_found_though_it_is_alone(library: Library) -> None:
    library.add(collection="c", key="1", text="The library on Quay Street opens at nine.")
    answer = library.ask(collection="c", question="when does the library open?")
    assert answer.passages[0].text == "The library on Quay Street opens at nine."


def test_a_passage_is_a_part_of_its_article_and_so_is_its_highlight(library: Library) -> None:
    library.add(collection="c", key="1", text=FERRY)
    passage = library.ask(collection="c", question="who is the captain of the ferry?").passages[0]
    assert passage.span.of(FERRY) == passage.text
    assert passage.sentence in passage.text
    assert passage.sentence.startswith("Captain Ewa Lindqvist")
    assert (passage.number, passage.paragraphs) == (2, 4)


def test_an_answer_without_passages_is_falsy_but_has_the_nearest_miss(library: Library) -> None:
    library.add(collection="c", key="1", text=FERRY)
    answer = library.ask(collection="c", question="What is the population of Norway?")
    assert not answer
    assert 0 <= answer.confidence < 1
    assert answer.closest is not None


def test_a_question_to_an_empty_or_unknown_collection_finds_nothing(library: Library) -> None:
    assert not library.ask(collection="nobody", question="who?")
    library.add(collection="c", key="1", text=FERRY)
    for question in ("", "   ", "???", "\x00", "🎉"):
        assert not library.ask(collection="c", question=question).passages


def test_scope_keeps_other_articles_out(library: Library) -> None:
    ferry = library.add(collection="c", key="1", text=FERRY, source=Source(name="Harbour Post")).article_id
    budget = library.add(collection="c", key="2", text=BUDGET, source=Source(name="The Times")).article_id
    question = "how much do schools receive?"
    assert library.ask(collection="c", question=question, articles=[budget])
    assert not library.ask(collection="c", question=question, articles=[ferry])
    assert not library.ask(collection="c", question=question, articles=[])
    assert library.ask(collection="c", question=question, scope=Scope(source="times"))
    assert not library.ask(collection="c", question=question, scope=Scope(source="post"))


def test_collections_do_not_see_each_other(library: Library) -> None:
    library.add(collection="a", key="1", text=FERRY)
    library.add(collection="b", key="1", text=BUDGET)
    assert not library.ask(collection="b", question="who is the captain of the ferry?")
    with pytest.raises(UnknownArticle):
        library.article(collection="b", article=2)
    assert library.forget(collection="b").articles == 1
    assert library.ask(collection="a", question="who is the captain of the ferry?")


def test_forgetting_keeps_what_another_article_still_holds(library: Library) -> None:
    shared = FERRY.split("\n\n")[1]
    first = library.add(collection="c", key="1", text=FERRY).article_id
    library.add(collection="c", key="2", text=f"{shared}\n\n{BUDGET}")
    library.forget(collection="c", article=first)
    assert library.ask(collection="c", question="who is captain Lindqvist?")
    assert not library.ask(collection="c", question="who has fished there for thirty years?").passages
    with pytest.raises(UnknownArticle):
        library.forget(collection="c", article=first)


@pytest.mark.parametrize("number", [0, -1, 2, 2**31, 999_999_999_999, 2**63, 2**70])
def test_a_number_that_no_article_has_or_can_have_is_unknown(library: Library, number: int) -> None:
    library.add(collection="c", key="1", text=FERRY)
    for asked in (
        lambda: library.article(collection="c", article=number),
        lambda: library.text(collection="c", article=number),
        lambda: library.summarise(collection="c", articles=[number]),
        lambda: library.forget(collection="c", article=number),
        lambda: library.versions(collection="c", article=number),
    ):
        with pytest.raises(UnknownArticle):
            asked()
    assert not library.ask(collection="c", question="who is the captain?", articles=[number])
    assert library.articles(collection="c", scope=Scope(articles=(number,))).items == ()
    assert library.articles(collection="c").total == 1


def test_forgetting_everything_leaves_no_row_behind(library: Library) -> None:
    for number, article in enumerate((FERRY, BUDGET, GLACIER)):
        library.add(collection="c", key=str(number), text=article, places=[Place(span=Span(0, 5), where="here")])
    library.forget(collection="c")
    with library.database.read() as connection:
        tables = inspect(connection).get_table_names()
        left = {name: connection.scalar(text(f"SELECT count(*) FROM {name}")) for name in tables}
    assert {name for name, rows in left.items() if rows} <= {"library_version", "bot_version"}


def test_a_near_duplicate_is_left_out_but_found_in_its_own_words(library: Library) -> None:
    library.add(collection="c", key="1", text=FERRY)
    other = (
        FERRY.replace("“We told them", '"We told them')
        .replace("says,”", 'says,"')
        .replace("Saturday with", "Saturday, with")
    )
    receipt = library.add(collection="c", key="2", text=f"{other}\n\nThe ship was towed to Tarvik on Sunday evening.")
    assert receipt.relation is Relation.UPDATE
    assert (receipt.kept, receipt.changed) == (1, 0)
    answer = library.ask(collection="c", question="who ran aground with 212 people?", articles=[receipt.article_id])
    assert answer.passages[0].text in other


def test_a_changed_figure_is_kept_and_named(library: Library) -> None:
    library.add(collection="c", key="1", text=BUDGET)
    receipt = library.add(collection="c", key="2", text=BUDGET.replace("620 million", "640 million"))
    assert (receipt.kept, receipt.changed, receipt.relation) == (1, 1, Relation.UPDATE)
    assert receipt.differences == ("620 million → 640 million",)
    [news] = library.news(collection="c", article=receipt.article_id)
    assert "640 million" in news.text


def test_the_newest_version_answers_first(library: Library) -> None:
    library.add(collection="c", key="1", text=BUDGET)
    library.add(collection="c", key="2", text=BUDGET.replace("620 million", "640 million"))
    passages = library.ask(collection="c", question="how many million crowns do schools receive?").passages
    assert "640 million" in passages[0].text
    assert "620 million" in passages[1].text


def test_the_last_of_many_versions_answers_first(library: Library) -> None:
    for number in range(6):
        text = BUDGET.replace("620 million", f"{620 + number} million")
        library.add(collection="c", key=str(number), text=text)
    passages = library.ask(collection="c", question="how many million crowns do schools receive?", limit=6).passages
    assert "625 million" in passages[0].text
    named = library.ask(collection="c", question="who receives 622 million crowns?").passages
    assert "622 million" in named[0].text


def test_a_receipt_can_be_read_again_until_its_article_is_forgotten(library: Library) -> None:
    assert library.receipt(collection="c", key="1") is None
    receipt = library.add(collection="c", key="1", text=FERRY)
    assert library.receipt(collection="c", key="1") == receipt
    assert library.receipt(collection="c", key="2") is None
    library.forget(collection="c", article=receipt.article_id)
    assert library.receipt(collection="c", key="1") is None


def test_a_revised_article_keeps_its_id_and_loses_its_old_words(library: Library) -> None:
    before = library.add(collection="c", key="1", text=FERRY)
    plan = library.prepare(collection="c", text=FERRY.replace("Ewa Lindqvist", "Olga Brandt"))
    after = library.revise(collection="c", key="1", plan=plan)
    assert after.article_id == before.article_id
    assert not library.ask(collection="c", question="Lindqvist").passages
    assert library.ask(collection="c", question="Olga Brandt").passages


def test_a_summary_is_quoted_in_order_without_repeats_and_longer_contains_shorter(library: Library) -> None:
    article = library.add(collection="c", key="1", text=FERRY_TWICE).article_id
    chosen: list[str] = []
    for count in (1, 2, 3, 5, 20):
        summary = library.summarise(collection="c", articles=[article], sentences=count)
        sentences = [each.text for each in summary.sentences]
        assert set(chosen) <= set(sentences)
        assert len(set(sentences)) == len(sentences) <= count
        assert all(each.span.of(FERRY_TWICE) == each.text for each in summary.sentences)
        starts = [each.span.start for each in summary.sentences]
        assert starts == sorted(starts)
        chosen = sentences


def test_adding_takes_part_in_the_callers_transaction(library: Library) -> None:
    plan = library.prepare(collection="c", text=FERRY)

    class Interrupted(Exception):
        pass

    def interrupted() -> None:
        with library.transaction() as connection:
            library.add(collection="c", key="1", plan=plan, within=connection)
            raise Interrupted

    with pytest.raises(Interrupted):
        interrupted()
    assert library.articles(collection="c").total == 0
    assert not library.ask(collection="c", question="Lindqvist").passages
    with library.transaction() as connection:
        library.add(collection="c", key="1", plan=plan, within=connection)
    assert library.articles(collection="c").total == 1


def test_a_plan_made_before_another_article_came_is_still_right(library: Library) -> None:
    plan = library.prepare(collection="c", text=FERRY)
    library.add(collection="c", key="1", text=FERRY.split("\n\n")[1] + "\n\n" + BUDGET)
    receipt = library.add(collection="c", key="2", plan=plan)
    assert (receipt.kept, receipt.repeated) == (3, 1)


def test_many_threads_add_to_one_collection_and_nothing_is_lost(library: Library) -> None:
    def add(number: int) -> None:
        library.add(collection="c", key=str(number), text=f"Report {number}: the harbour wall number {number} holds.")

    threads = [threading.Thread(target=add, args=(number,)) for number in range(24)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert library.articles(collection="c").total == 24


def test_what_was_kept_is_there_after_opening_again(database_url: str) -> None:
    url = database_url
    with Library.open(url) as library:
        library.add(collection="c", key="1", text=FERRY, places=[Place(span=Span(0, 10), where="message 7")])
    with Library.open(url) as library:
        assert library.ask(collection="c", question="who is captain Lindqvist?")
        found = library.find(collection="c", key="1")
        assert found is not None
        assert found.places == (Place(span=Span(0, 10), where="message 7"),)


def test_articles_are_listed_newest_first_a_page_at_a_time(database_url: str) -> None:
    moment = datetime(2026, 11, 3, 12, tzinfo=UTC)
    with Library.open(database_url, clock=lambda: moment) as library:
        for number in range(5):
            library.add(collection="c", key=str(number), text=f"Report {number} from the harbour of Brannock.")
            moment += timedelta(hours=1)
        page = library.articles(collection="c", offset=1, limit=2)
        assert ([each.id for each in page.items], page.total) == ([4, 3], 5)
        assert page.items[0].added_at == datetime(2026, 11, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize("nothing", ["", " \n\t ", "…!?", "🎉🎉", "\u200b\u200e", "\x00"])
def test_a_text_without_words_is_refused(library: Library, nothing: str) -> None:
    with pytest.raises(InvalidText):
        library.add(collection="c", key="1", text=nothing)


@pytest.mark.parametrize(
    "strange",
    [
        "x" * 100_000,
        "word " * 100_000,
        "中文。" * 3_000,
        "\u202eright to left\u202c and \u200bzero\u200b width \ufeff",
        "half a character \ud83d and a \x00 nul",
        "<b>&amp; [markdown](x) *a* _b_ `c`\r\n\r\nsecond\u2028third",
        "a\n" * 3_000,
        "“" * 20_000 + " open",
    ],
    ids=["no spaces", "half a megabyte", "chinese", "bidi", "surrogates", "markup", "lines", "quotes"],
)
def test_strange_texts_are_kept_and_their_spans_hold(library: Library, strange: str) -> None:
    receipt = library.add(collection="c", key="1", text=strange)
    kept = library.text(collection="c", article=receipt.article_id)
    assert len(kept) == len(strange)
    for sentence in library.summarise(collection="c", articles=[receipt.article_id]).sentences:
        assert sentence.span.of(kept) == sentence.text
    library.forget(collection="c", article=receipt.article_id)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=80), min_size=1, max_size=5), st.text(max_size=40))
def test_no_text_and_no_question_breaks_it(parts: list[str], question: str) -> None:
    with Library.open("sqlite://") as library:
        text = "\n\n".join(parts)
        try:
            receipt = library.add(collection="c", key="1", text=text)
        except InvalidText:
            return
        kept = library.text(collection="c", article=receipt.article_id)
        answer = library.ask(collection="c", question=question)
        for passage in answer.passages:
            assert passage.span.of(kept) == passage.text
            assert passage.sentence in passage.text
        for sentence in library.summarise(collection="c", articles=[receipt.article_id]).sentences:
            assert sentence.span.of(kept) == sentence.text


def test_a_database_that_cannot_be_opened_says_why(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="does not exist"):
        Library.open(f"sqlite:///{tmp_path / 'no' / 'library.db'}")
    with pytest.raises(StorageError, match="not a database URL"):
        Library.open("verbatim.db")
    (tmp_path / "notes.db").write_text("not a database" * 100)
    with pytest.raises(StorageError, match="not a database"):
        Library.open(f"sqlite:///{tmp_path / 'notes.db'}")


def test_a_database_of_a_newer_release_is_left_alone(database_url: str) -> None:
    url = database_url
    with Library.open(url) as library, library.transaction() as connection:
        connection.execute(text("UPDATE library_version SET version_num = '9999'"))
    with pytest.raises(StorageError, match="newer release"):
        Library.open(url)


def test_what_was_planned_for_a_collection_is_planned_anew_for_the_next_one_of_its_name(library: Library) -> None:
    library.add(collection="c", key="1", text=FERRY)
    library.add(collection="another", key="1", text=GLACIER)
    plan = library.prepare(collection="c", text=f"{FERRY}\n\nThe ferry sails again.")
    library.forget(collection="c")
    library.add(collection="c", key="1", text=BUDGET)
    receipt = library.add(collection="c", key="2", plan=plan)
    assert (receipt.relation, receipt.repeated, receipt.kept) == (Relation.NEW, 0, 5)
    assert library.ask(collection="c", question="who is the captain of the ship?").passages


def test_a_text_of_too_many_paragraphs_is_refused_however_short_they_are(library: Library) -> None:
    with pytest.raises(InvalidText):
        library.prepare(collection="one", text="word\n\n" * (MOST_PARAGRAPHS + 1))
