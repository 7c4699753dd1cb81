"""Files and pages of strangers: HTML, DOCX, EPUB, PDF, text in any encoding; and articles that go out in an export."""

from __future__ import annotations

import io
import json
import re
import traceback
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast

from hypothesis import strategies as st
from reportlab import rl_config

from index import InvalidText, Library, Source
from index.extract import Unreadable, extract
from index.extract.models import LONGEST_TEXT
from index.extract.plain import CHARSETS
from index.extract.tidy import tidy
from index.indexing.draft import analyse
from index.names import LONGEST_TITLE
from tests.fuzz.exploring import Target
from tests.fuzz.mutation import WORDS, spoilt_bytes, spoilt_pieces
from tests.fuzz.words import TEXTS
from tests.support.articles import BUDGET, FERRY
from tests.support.documents import docx, epub, pdf, run, story, zipped

_TOKENS = re.compile(r"<[^>]*>|[^<]+")
_MARKS = st.sampled_from(
    ["<p>", "</p>", "<table>", "<tr>", "<td>", "</table>", "<div hidden>", "<br>", "<li>", "<article>", "</article>",
     "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&#xD800;", "&amp;lt;", "<svg><title>",
     '<meta property="og:title" content="', '">', '<time datetime="9999-99-99T25:61">', "<w:p>", "</w:p>", "<w:tbl>",
     "<w:t>", "</w:t>", "<w:tab/>", '<w:vMerge w:val="', "<rt>", "<ruby>", "\ufeff", "\x0b", "<a href='//[::'>", "<q>"]
)  # fmt: skip
_PAGE = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry strands - Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ines Falk">
<link rel="canonical" href="https://harbour.example/ferry"><meta property="article:published_time" content="2026-11-03">
<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry strands", "datePublished":
"2026-11-03T08:00:00Z", "author": [{{"name": "Ines Falk"}}]}}</script></head><body><nav><a href="/">Home</a></nav>
<article><h1>Ferry strands off Brannock</h1>{"".join(f"<p>{each}</p>" for each in FERRY.split(chr(10) * 2))}
<table><tr><th>Day</th><th>People</th></tr><tr><td>Monday</td><td>212</td></tr></table><ul><li>one</li><li>two</li></ul>
</article><footer>All rights reserved</footer></body></html>"""
_WORD = "".join(f"<w:p>{run(each)}</w:p>" for each in FERRY.split("\n\n")) + (
    f"<w:tbl><w:tr><w:tc><w:p>{run('Day')}</w:p></w:tc><w:tc><w:p>{run('Monday')}</w:p></w:tc></w:tr></w:tbl>"
)
_CHAPTER = "".join(f"<p>{each}</p>" for each in BUDGET.split("\n\n")) + "<table><tr><td>a</td><td>b</td></tr></table>"
_PLACE = "https://harbour.example/ferry"


def _marked(content: str) -> st.SearchStrategy[str]:
    return spoilt_pieces([_TOKENS.findall(content)], _MARKS | WORDS, "")


def _bytes(text: str) -> bytes:
    return text.encode(errors="surrogatepass")


def _archives(content: bytes) -> st.SearchStrategy[bytes]:
    """An archive, of which one member is spoilt as the text that it is, or all of it as bytes."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}

    def with_one(name: str) -> st.SearchStrategy[bytes]:
        return _marked(members[name].decode()).map(lambda text: zipped({**members, name: _bytes(text)}))

    return st.sampled_from(sorted(members)).flatmap(with_one) | spoilt_bytes([content])


def reads(content: bytes, **known: Any) -> None:
    """An article comes out, tidy and no longer than can be kept; or Unreadable, and for no mistake of ours."""
    try:
        found = extract(content, **known)
    except Unreadable as error:
        _is_theirs(error)
        return
    assert found.text == tidy(found.text)
    assert 0 < len(found.text) <= LONGEST_TEXT
    for name in (found.title, found.author, found.site):
        assert name is None or (0 < len(name) <= LONGEST_TITLE and "\n" not in name)
    found.text.encode()
    try:
        draft = analyse(found.text, title=found.title, published_at=found.published_at)
    except InvalidText:
        return
    for each in draft.paragraphs:
        assert draft.text[each.span.start : each.span.end] == each.text


def _is_theirs(unreadable: Unreadable) -> None:
    """Parsers of others raise whatever comes to their mind; what our own lines raise is a mistake of ours."""
    assert str(unreadable).isascii()
    error = unreadable.__cause__
    if error is None:
        return
    *_, last = traceback.extract_tb(error.__traceback__)
    ours = "/index/extract/" in last.filename.replace("\\", "/")
    assert not (ours and isinstance(error, LookupError | TypeError | AttributeError | AssertionError)), "".join(
        traceback.format_exception(error)
    )


@st.composite
def _encoded(draw: st.DrawFn) -> tuple[bytes, str]:
    """A text in one encoding, said to be in another."""
    charsets = st.sampled_from(sorted(CHARSETS))
    text, charset = draw(TEXTS), draw(charsets)
    content = text.encode(charset, errors="replace")
    if draw(st.booleans()):
        content = draw(st.sampled_from([b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\0", b"\x1b$B", b"~{"])) + content
    return content, draw(charsets | st.sampled_from(["", "utf-7", "unicode_escape", "rot13", "idna", "x" * 300, "\0"]))


def _in_an_encoding(example: tuple[bytes, str]) -> None:
    content, charset = example
    for media_type in ("text/plain", "text/markdown", "text/html"):
        reads(content, charset=charset, media_type=media_type)


Articles = list[tuple[str, str, str, str]]


def exported(articles: Articles) -> None:
    """What is kept comes out of an export to the letter, and every file of it can be opened."""
    with Library.open("sqlite://", meaning=False) as library:
        kept: dict[int, str] = {}
        for number, (text, title, url, name) in enumerate(articles):
            source = Source(identity=name, name=name)
            try:
                receipt = library.add(
                    collection="c", key=str(number), text=text, title=title, url=url, source=source,
                    published_at=datetime(1 + number % 9998, 1, 1, tzinfo=UTC),
                )  # fmt: skip
            except InvalidText:
                continue
            kept.setdefault(receipt.article_id, library.text(collection="c", article=receipt.article_id))
        if not kept:
            return
        file = io.BytesIO()
        library.export(collection="c", file=file)
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert len({each.casefold() for each in names}) == len(names)
        assert not any(each.startswith(("/", "\\")) or ".." in each.split("/") for each in names)
        found = json.loads(archive.read("articles.json"))["articles"]
        assert {each["id"]: each["text"] for each in found} == kept
        for each in found:
            ends = [0, *(paragraph["end"] for paragraph in each["paragraphs"])]
            assert ends == sorted(ends)
            assert ends[-1] <= len(each["text"])
        for name in names:
            archive.read(name).decode()


def _target(name: str, inputs: st.SearchStrategy[bytes], /, **known: Any) -> Target:
    return Target(name, inputs, cast("Callable[[Any], None]", partial(reads, **known)))


def _pdf() -> bytes:
    rl_config.invariant = 1
    return pdf(story(3), columns=2)


_LINES = TEXTS.map(lambda text: text[:2000])
TARGETS = (
    _target("html", _marked(_PAGE).map(_bytes), media_type="text/html", url=_PLACE),
    _target("docx", _archives(docx(_WORD)), name="a.docx"),
    _target("epub", _archives(epub([_CHAPTER, "<h1>Two</h1><p>And more.</p>"])), name="a.epub"),
    _target("pdf", spoilt_bytes([_pdf()]), name="a.pdf"),
    _target("markdown", TEXTS.map(_bytes), media_type="text/markdown"),
    Target("charsets", _encoded(), _in_an_encoding),
    Target("exports", st.lists(st.tuples(_LINES, WORDS | _LINES, WORDS, WORDS | _LINES), max_size=3), exported),
)
