"""Documents made to do harm: each is read or refused. How long that takes: tests/bench/hostile.py."""

from __future__ import annotations

import pytest

from index.extract import Unreadable, extract
from index.extract.sniff import Format, format_of
from tests.support.articles import FERRY
from tests.support.hostile_documents import HOSTILE


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_document_is_read_or_refused(name: str) -> None:
    content = HOSTILE[name]()
    try:
        said = extract(content, name="a.md" if "Markdown" in name or name == "underlines" else "").text
    except Unreadable as error:
        said = str(error)
    assert "root:" not in said
    assert len(said) < 10_000_000


def test_what_follows_a_hostile_document_is_read_as_ever() -> None:
    with pytest.raises(Unreadable):
        extract(HOSTILE["a zip bomb"]())
    assert extract(FERRY.encode()).text == FERRY


@pytest.mark.parametrize("opening", ["", "<p>", "\ufeff"])
def test_comments_before_nothing_end_at_their_first_mark(opening: str) -> None:
    """Where each could also end at a later one, hundreds of them would take for ever."""
    assert format_of((opening + "<!--a-->" * 400 + " The ferry ran aground.").encode()) is Format.TEXT
    assert format_of((opening + "<!--a-->" * 400 + "<html><p>The ferry").encode()) is (
        Format.TEXT if opening == "<p>" else Format.HTML
    )
