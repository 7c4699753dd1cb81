"""Names that others choose: whatever they hold, they are kept and shown as one short line."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text

from index import Library, Scope, Source
from index.extract import extract
from index.names import LONGEST_NAME, LONGEST_TITLE, named
from tests.support.articles import BUDGET, FERRY
from tests.support.cases import every_case
from tests.support.documents import docx, epub, pdf, run

LONG = "Harbour Post " * 4000
ODD = "Harbour\n\n \u202ePost\u2069\x00\x1b \ud83d\u200b"
TURNS = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


@every_case(
    ("given", "shown"),
    [
        ("Harbour Post", "Harbour Post"),
        ("  The\r\nHarbour\u2028 Post\t", "The Harbour Post"),
        (f"{TURNS}Harbour{TURNS} Post", "Harbour Post"),
        ("Harbour\x00Post \ud800", "Harbour\ufffdPost \ufffd"),
        ("\x1b[31mRed\x07", "[31mRed"),
        ("نشرة الميناء", "نشرة الميناء"),
        ("می‌خواهم 👩‍🚀", "می‌خواهم 👩‍🚀"),
        ("a " * 80, "a " * 48 + "a…"),
        ("x" * 101, "x" * 99 + "…"),
        (" " * 10_000_000 + "x", None),
        ("\u200b\u202e\n", None),
        ("", None),
        (None, None),
    ],
)
def test_a_name_is_cut_and_cleaned(given: str | None, shown: str | None) -> None:
    assert named(given) == shown


@given(st.text(st.characters(), max_size=400) | st.text("a \n\u202e\ud800\x00😀\u2069", max_size=400))
def test_whatever_it_is_a_name_is_one_short_line_that_can_be_stored_and_is_cleaned_once(anything: str) -> None:
    name = named(anything)
    if name is not None:
        assert 0 < len(name) <= LONGEST_NAME
        assert name.splitlines() == [name.strip()] == [name]
        assert name.encode()
        assert not set(name) & {*TURNS, "\x00"}
        assert not any(unicodedata.category(each) == "Cc" for each in name)
        assert named(name) == name


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with Library.open(database_url) as library:
        yield library


def paragraphs(article: str) -> str:
    return "".join(f"<p>{each}</p>" for each in article.split("\n\n"))


def core(name: str) -> str:
    return (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{name}</dc:title><dc:creator>{name}</dc:creator>'
        "</cp:coreProperties>"
    )


WORD = "".join(f"<w:p>{run(each)}</w:p>" for each in FERRY.split("\n\n"))
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:title>{LONG}</dc:title><dc:creator>{LONG}</dc:creator></metadata><manifest>"
    '<item id="c" href="c0.xhtml" media-type="application/xhtml+xml"/></manifest>'
    '<spine><itemref idref="c"/></spine></package>'
)
PAGE = (
    f'<!doctype html><html><head><title>{LONG}</title><meta property="og:site_name" content="{LONG}">'
    f'<meta name="author" content="{LONG}"><link rel="canonical" href="https://paper.example/{"x" * 5000}"></head>'
    f"<body><article>{paragraphs(FERRY)}</article></body></html>"
)


@pytest.mark.parametrize(
    ("content", "known"),
    [
        (docx(WORD, **{"docProps/core.xml": core(LONG)}), {}),
        (epub([paragraphs(FERRY)], extra={"OPS/book.opf": PACKAGE}), {}),
        (pdf(FERRY.split("\n\n"), title=LONG, author=LONG), {}),
        (f"---\ntitle: {LONG}\nauthor: {LONG}\n---\n\n{FERRY}".encode(), {"name": "a.md"}),
        (PAGE.encode(), {"url": "https://paper.example/1"}),
    ],
    ids=["word", "book", "pdf", "markdown", "page"],
)
def test_however_long_the_names_in_a_document_are_short_ones_come_out(content: bytes, known: dict[str, str]) -> None:
    found = extract(content, **known)  # type: ignore[arg-type]  # it takes other things, too
    assert "Lindqvist" in found.text
    assert found.title is not None
    assert found.title.startswith("Harbour Post")
    assert len(found.title) <= LONGEST_TITLE
    for name in (found.author, found.site):
        assert name is None or (len(name) <= LONGEST_NAME and name.startswith("Harbour Post"))
    assert found.url in (None, known.get("url"))


@every_case("charset", ["utf-7", "unicode_escape", "raw_unicode_escape", "rot13", "idna", "no such"])
def test_a_page_cannot_name_a_charset_that_makes_halves_of_characters(charset: str) -> None:
    content = f"---\ntitle: T +2AA- title\nauthor: A +2AA- name\n---\n\n{FERRY}".encode("ascii", "ignore")
    found = extract(content, media_type="text/markdown", charset=charset)
    assert (found.title, found.author) == ("T +2AA- title", "A +2AA- name")


@pytest.mark.parametrize("name", [LONG, ODD, "x" * 9_000_000])
def test_an_articles_source_is_kept_short_and_finds_it(library: Library, name: str) -> None:
    source = Source(identity=f"site:{ODD}", name=name)
    library.add(collection="one", key="1", text=FERRY, title=name, source=source, url=f"https://paper.example/{ODD}")
    article = library.article(collection="one", article=1)
    assert article.source is not None
    assert len(article.source) <= LONGEST_NAME
    assert len(article.title) <= LONGEST_TITLE
    assert library.sources(collection="one") == (article.source,)
    with library.database.read() as connection:
        assert connection.scalar(text("SELECT source_name FROM article")) == article.source
    assert library.articles(collection="one", scope=Scope(source=article.source)).total == 1


def test_a_long_name_that_an_earlier_release_has_kept_is_shown_short_and_finds_its_articles(library: Library) -> None:
    for key, article in (("1", FERRY), ("2", BUDGET)):
        library.add(collection="one", key=key, text=article, source=Source(name="Harbour Post"))
    with library.transaction() as connection:
        stored = {"name": f"Post \u202e\n{LONG}"}
        connection.execute(text("UPDATE article SET source_name = :name, title = :name WHERE id = 1"), stored)
    [short, sound] = sorted(library.sources(collection="one"), reverse=True)
    assert sound == "Harbour Post"
    assert short.startswith("Post Harbour Post")
    assert len(short) <= LONGEST_NAME
    held = library.article(collection="one", article=1)
    assert (held.source or "").startswith("Post Harbour Post")
    assert len(held.source or "") <= LONGEST_NAME
    assert len(held.title) <= LONGEST_TITLE
