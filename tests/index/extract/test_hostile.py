"""Documents made to do harm: each is read or refused. How long that takes: tests/bench/hostile.py."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest

from index.extract import Reason, Unreadable, extract
from index.extract.models import LONGEST_TEXT, MOST_ELEMENTS, Room
from index.extract.sniff import Format, format_of
from index.extract.web.html_blocks import MOST_COMPARISONS, comparisons
from tests.support.articles import FERRY
from tests.support.documents import docx, story
from tests.support.hostile_documents import HOSTILE, columns

# What would take too much is refused before it is taken.
REFUSED = {
    "empty paragraphs": Reason.TOO_COMPLEX,
    "a book of elements": Reason.TOO_COMPLEX,
    "HTML of attributes": Reason.TOO_COMPLEX,
    "HTML of tags of attributes": Reason.TOO_COMPLEX,
    "a book without an end": Reason.TOO_LONG,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused(name: str) -> None:
    content = HOSTILE[name]()
    reason: Reason | None = None
    try:
        said = extract(content, name="a.md" if "Markdown" in name or name == "underlines" else "").text
    except Unreadable as error:
        said, reason = str(error), error.reason
    assert "root:" not in said
    assert len(said) < 10_000_000
    assert reason is REFUSED.get(name, reason)


def test_a_page_of_many_columns_takes_no_more_steps_for_each_of_them_than_one_of_few() -> None:
    few, many = (_steps(columns(count, 5)) for count in (200, 600))
    # Were each piece compared with each other, it would be nine times as many.
    assert many < 5 * few


def _steps(content: bytes) -> int:
    """How many functions are called while a document is read."""
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    extract(columns(10, 5))
    sys.setprofile(count)
    try:
        extract(content)
    finally:
        sys.setprofile(None)
    return calls


def test_a_chapter_is_read_once_however_often_the_book_names_it() -> None:
    assert extract(HOSTILE["a book that says one chapter again"]()).text.count("ran aground") == 1


def test_a_row_of_cells_is_one_line_however_many_there_are() -> None:
    assert extract(HOSTILE["a book of cells with words"]()).text.count(" | ") == 99_999


def test_reading_ends_where_a_text_grows_too_long() -> None:
    """Not when all of it is there: of endless paragraphs only the first are looked at."""
    looked = 0

    def endless() -> Iterator[str]:
        nonlocal looked
        while True:
            looked += 1
            yield "w" * 998

    with pytest.raises(Unreadable):
        list(Room().counted(endless()))
    assert looked == LONGEST_TEXT // 1000 + 1


def test_attributes_are_counted_as_a_browser_counts_them() -> None:
    def tag(attributes: str) -> int:
        return comparisons(f"<p {attributes}" + " " * 400 + "b b b b>") - 16

    assert tag("") == 0
    assert tag("a = 'x > y z' ") == tag('a="x y z/x/y"') == tag("a=x/y") == tag("a") == 9
    assert tag("a/b") == tag("a='x'b=\"y\"") == tag("='a b'") == tag("a b") == 20
    # What is said outside of tags, and in values, costs nothing.
    assert comparisons("<p>" + "word " * 10_000 + f"<a href='data:{'x/ ' * 10_000}'>") <= 1


def test_a_long_ordinary_document_stays_within_the_bounds() -> None:
    words = story(3_000)
    assert (
        extract(docx("".join(f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in words))).text.count("\n\n") == 2_999
    )
    assert MOST_ELEMENTS >= 100 * 3_000
    assert comparisons("<p class='a' id='b'>" * 100_000) == 0 < MOST_COMPARISONS


def test_what_follows_a_hostile_document_is_read_as_ever() -> None:
    with pytest.raises(Unreadable):
        extract(HOSTILE["empty paragraphs"]())
    assert extract(FERRY.encode()).text == FERRY


@pytest.mark.parametrize("opening", ["", "<p>", "\ufeff"])
def test_comments_before_nothing_end_at_their_first_mark(opening: str) -> None:
    """Where each could also end at a later one, hundreds of them would take for ever."""
    assert format_of((opening + "<!--a-->" * 400 + " The ferry ran aground.").encode()) is Format.TEXT
    assert format_of((opening + "<!--a-->" * 400 + "<html><p>The ferry").encode()) is (
        Format.TEXT if opening == "<p>" else Format.HTML
    )
