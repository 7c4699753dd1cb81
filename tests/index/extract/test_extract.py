"""What comes out of a document is what its author wrote, paragraph by paragraph."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from html import escape
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from index.extract import Reason, Unreadable, extract
from tests.support.articles import FERRY
from tests.support.cases import every_case
from tests.support.documents import HYPHENS, docx, epub, f1, pdf, run, story, zipped

FLOOR = 0.95


@pytest.mark.parametrize(
    "layout",
    [
        {},
        {"indent": 12, "space": 0},
        {"columns": 2},
        {"columns": 2, "indent": 12, "space": 0, "justified": True, "hyphens": HYPHENS},
        {"columns": 3, "hyphens": HYPHENS},
        {"space": 0, "justified": True},
        {"columns": 2, "space": 0, "justified": True},
    ],
    ids=[
        *("one column", "indented", "two columns", "two columns, hyphens", "three columns, hyphens"),
        *("neither indent nor space", "neither indent nor space, two columns"),
    ],
)
def test_the_paragraphs_of_a_pdf_come_out_whole_whatever_the_layout(layout: dict[str, Any]) -> None:
    wanted = story(90)
    found = extract(pdf(wanted, **layout))
    assert f1(found.text, wanted) >= FLOOR
    assert "Harbour Post Magazine" not in found.text
    assert "Page 2" not in found.text
    assert "passengers" in found.text


def test_ragged_paragraphs_without_indent_or_space_are_told_by_their_last_lines_as_far_as_these_tell() -> None:
    # A last line that happens to be full looks like any other.
    wanted = story(90)
    assert f1(extract(pdf(wanted, space=0)).text, wanted) >= 0.8
    assert f1(extract(pdf(wanted, space=0, columns=2)).text, wanted) >= FLOOR


def test_a_pdf_says_who_wrote_it() -> None:
    found = extract(pdf(story(3), title="The ferry", author="Ines Falk"))
    assert (found.title, found.author) == ("The ferry", "Ines Falk")


def test_a_long_pdf_is_read_page_by_page() -> None:
    document = pdf(story(200))
    pages: list[tuple[int, int]] = []
    extract(document, progress=lambda page, of: pages.append((page, of)))
    count = pages[-1][1]
    assert count > 5
    assert [page for page, _ in pages] == list(range(1, count + 1))


def test_the_paragraphs_of_a_page_come_out_without_what_stands_around_them() -> None:
    wanted = story(24)
    body = "".join(f"<p>{escape(each)}</p>" for each in wanted)
    menu = "".join(f'<li><a href="/{each}">{each.title()}</a></li>' for each in ("news", "sport", "weather", "jobs"))
    page = (
        "<!doctype html><html><head><title>The ferry – Harbour Post</title>"
        '<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ines Falk">'
        '<link rel="canonical" href="https://harbour.example/ferry"><meta name="date" content="2026-11-03"></head>'
        f"<body><header><nav><ul>{menu}</ul></nav></header><main><article><h1>The ferry</h1>{body}</article>"
        '<aside><h2>Most read</h2><ul><li><a href="/x">Ten tips for the weekend</a></li></ul></aside></main>'
        '<div class="comments"><p>First comment, says somebody who has read nothing of it.</p></div>'
        "<footer>Imprint. Cookies. All rights reserved.</footer></body></html>"
    )
    found = extract(page.encode(), url="https://www.harbour.example/ferry?utm_source=x")
    assert f1(found.text, ["The ferry", *wanted]) >= FLOOR
    assert (found.title, found.author, found.site) == ("The ferry", "Ines Falk", "Harbour Post")
    assert found.published_at == datetime(2026, 11, 3, tzinfo=UTC)
    assert found.url == "https://harbour.example/ferry"


def test_a_page_cannot_pass_itself_off_as_one_of_another_site() -> None:
    body = "".join(f"<p>{escape(each)}</p>" for each in story(6))
    page = (
        f'<html><head><link rel="canonical" href="https://bank.example/"></head><body><article>{body}</article></body>'
    )
    assert extract(page.encode(), url="https://evil.test/a").url == "https://evil.test/a"


def test_one_page_does_not_remember_another() -> None:
    body = "".join(f"<p>{escape(each)}</p>" for each in story(6))
    page = f"<html><body><article>{body}</article></body></html>".encode()
    assert len({extract(page, url=f"https://a.example/{number}").text for number in range(5)}) == 1


def test_a_word_document_keeps_tables_insertions_and_boxes_and_drops_what_was_deleted() -> None:
    wanted = story(20)
    paragraphs = "".join(f"<w:p>{run(each)}</w:p>" for each in wanted)
    box = f"<w:txbxContent><w:p>{run('In a box: the sea was calm.')}</w:p></w:txbxContent>"
    body = (
        f'<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr>{run("Ferry on a sandbank")}</w:p>{paragraphs}'
        f"<w:p>{run('The ship ')}<w:ins>{run('slowly ')}</w:ins>"
        f"<w:del><w:r><w:delText>quickly </w:delText></w:r></w:del>"
        f"{run('came free.')}<w:moveFrom>{run('Moved away.')}</w:moveFrom></w:p>"
        f"<w:tbl><w:tr><w:tc><w:p>{run('Port')}</w:p></w:tc><w:tc><w:p>{run('Boats')}</w:p></w:tc></w:tr>"
        f"<w:tr><w:tc><w:p>{run('Tarvik')}</w:p></w:tc><w:tc><w:p>{run('12')}</w:p></w:tc></w:tr></w:tbl>"
        f"<w:p>{run('Beside a box.')}<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx>{box}</wps:txbx>"
        f"</mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    found = extract(docx(body), name="holiday.txt")
    extra = ["Ferry on a sandbank", "The ship slowly came free.", "Port | Boats Tarvik | 12", "Beside a box."]
    assert f1(found.text, [*extra, *wanted, "In a box: the sea was calm."]) == 1
    assert (found.title, found.author) == ("Ferry on a sandbank", "Ines Falk")
    assert found.published_at == datetime(2026, 11, 3, 8, tzinfo=UTC)


def test_a_book_comes_out_chapter_by_chapter() -> None:
    wanted = story(40)
    chapters = [
        f"<h1>Chapter {start}</h1>" + "".join(f"<p>{escape(each)}</p>" for each in wanted[start : start + 10])
        for start in range(0, 40, 10)
    ]
    found = extract(epub(chapters))
    heads = [f"Chapter {start}" for start in range(0, 40, 10)]
    assert f1(found.text, [*wanted, *heads]) == 1
    assert found.text.index("note 9 ") < found.text.index("Chapter 10") < found.text.index("note 10 ")
    assert (found.title, found.author) == ("The sandbank", "Ines Falk")
    assert found.published_at == datetime(2026, 11, 1, tzinfo=UTC)


def test_a_book_is_read_without_what_stands_beside_its_text() -> None:
    """Readings over characters, the numbers of printed pages, marks of notes, what is hidden and what is struck out."""
    chapter = (
        "<p>古い<ruby>橋<rp>(</rp><rt>はし</rt><rp>)</rp></ruby>は閉じた。</p>"
        '<p>The ship left the <span epub:type="pagebreak" id="p12">12</span>harbour'
        '<a epub:type="noteref" href="#n">3</a> at <del>eight</del><ins>nine</ins>.</p>'
        '<div role="doc-pagebreak">13</div><p hidden="">Nobody sees this.</p>'
        '<p style="color: red; display:none">Nor this.</p>'
        "<p>It used 10<sup>6</sup> litres of H<sub>2</sub>O on the 1<sup>st</sup> day.</p>"
    )
    assert extract(epub([chapter])).text.split("\n\n") == [
        "古い橋は閉じた。",
        "The ship left the harbour at nine.",
        "It used 10⁶ litres of H2O on the 1st day.",
    ]


def test_a_chapter_that_a_book_names_twice_is_read_once() -> None:
    book = epub(["<p>The only chapter.</p>"])
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        package = archive.read("OPS/book.opf").decode().replace("</spine>", '<itemref idref="c0.xhtml"/></spine>')
    assert extract(epub(["<p>The only chapter.</p>"], extra={"OPS/book.opf": package})).text == "The only chapter."


def test_markdown_loses_its_marks_and_nothing_else() -> None:
    text = (
        "---\ntitle: 'The *ferry*'\nauthor: Ines Falk\n---\n# The ferry\nShe **ran** aground, [said](http://a.b/c) the "
        "_coastguard_.\n\n> Quoted `as is`.\n\n---\n\n* one\n* two_three_four\n\n```\ncode\n```\n"
    )
    found = extract(text.encode(), name="a.md")
    assert found.text == (
        "The ferry\n\nShe ran aground, said the coastguard.\n\nQuoted as is.\n\n* one\n* two_three_four\n\ncode"
    )
    assert (found.title, found.author) == ("The ferry", "Ines Falk")


GARBAGE = {
    "shifted by a byte": b"\xff\xfe" + FERRY.encode("utf-16-le")[1:],
    "with the mark of the other order": b"\xfe\xff" + FERRY.encode("utf-16-le"),
    "no text behind the mark": b"\xff\xfe" + bytes((37 * each * each + 11 * each) % 251 for each in range(4001)),
    "halves of both orders": FERRY.encode("utf-16-le") + FERRY.encode("utf-16-be"),
}


def test_broken_utf_16_is_refused_rather_than_kept_as_garbage() -> None:
    for content in GARBAGE.values():
        with pytest.raises(Unreadable) as caught:
            extract(content, name="news.txt")
        assert caught.value.reason in (Reason.GARBLED, Reason.UNKNOWN_TYPE)


def test_utf_16_that_lost_its_last_byte_or_its_mark_is_read() -> None:
    assert extract(FERRY.encode("utf-16")[:-1], name="news.txt").text.startswith(FERRY[:-2])
    assert extract(FERRY.encode("utf-16-be"), name="news.txt").text == FERRY


@every_case("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "iso-8859-1", "utf-32"])
def test_a_text_is_read_in_whatever_encoding_it_has(encoding: str) -> None:
    text = "Der Kapitän sagte den Passagieren, dass das Schiff größere Schäden habe.\n\n" * 5
    assert "größere Schäden" in extract(text.encode(encoding)).text


def test_other_alphabets_are_recognised_or_believed() -> None:
    russian = "Капитан сообщила пассажирам, что судно потеряло ход незадолго до пяти часов утра. " * 4
    assert "Капитан сообщила" in extract(russian.encode("cp1251")).text
    assert "Капитан сообщила" in extract(russian.encode("koi8-r"), charset="koi8-r").text
    japanese = "船長は乗客に、午前五時少し前に船が動力を失ったと伝えた。" * 4
    assert "船長は" in extract(japanese.encode("shift_jis"), charset="shift_jis").text


@pytest.mark.parametrize("encoding", ["iso-8859-9", "cp1254"])
def test_turkish_that_does_not_say_its_encoding_is_not_read_as_icelandic(encoding: str) -> None:
    turkish = "Başbakan salı günü Ankara'da yeni köprüyü açtı; İstanbul'a giden yol çarşamba günü kapalı. " * 3
    page = f"<html><title>Köprü</title><body><article><p>{turkish}</p>"
    assert extract(turkish.encode(encoding)).text == turkish.strip()
    assert extract(page.encode(encoding), url="https://gazete.example/a").text == turkish.strip()


def blank(pages: int) -> bytes:
    """A PDF with a drawing on each page, as a scanner makes them."""
    file = io.BytesIO()
    canvas = Canvas(file)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def locked() -> bytes:
    """A PDF that opens only with a password."""
    file = io.BytesIO()
    canvas = Canvas(file, encrypt="secret")
    canvas.drawString(100, 700, "Nobody can read this.")
    canvas.save()
    return file.getvalue()


RIGHTS = (
    '<encryption xmlns:enc="http://www.w3.org/2001/04/xmlenc#"><enc:EncryptedData>'
    '<enc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes128-cbc"/></enc:EncryptedData></encryption>'
)
LOL = '<!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><w:document/>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (blank(3), Reason.SCAN),
        (locked(), Reason.ENCRYPTED),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Reason.ENCRYPTED),
        (OLE, Reason.OLD_WORD),
        (epub(["<p>a</p>"], extra={"META-INF/encryption.xml": RIGHTS}), Reason.ENCRYPTED),
        (pdf(story(3))[:700], Reason.DAMAGED),
        (b"%PDF-1.7\nnothing of the kind", Reason.DAMAGED),
        (docx("<w:p/>")[:200], Reason.DAMAGED),
        (docx("<w:p/>"), Reason.NO_TEXT),
        (docx("</w:p>"), Reason.DAMAGED),
        (zipped({"word/document.xml": LOL}), Reason.DAMAGED),
        (zipped({"word/document.xml": bytes(90_000_000)}), Reason.TOO_COMPLEX),
        (zipped({"a.txt": "hello"}), Reason.UNKNOWN_TYPE),
        (b"\x89PNG\r\n\x1a\n" + bytes(1000), Reason.UNKNOWN_TYPE),
        (b"\x7fELF" + bytes(1000), Reason.UNKNOWN_TYPE),
        (bytes(range(256)) * 20, Reason.UNKNOWN_TYPE),
        (b"", Reason.NO_TEXT),
        (b" \n\n ...", Reason.NO_TEXT),
    ],
    ids=lambda given: given.value if isinstance(given, Reason) else "",
)
def test_what_cannot_be_read_says_what_it_is(content: bytes, reason: Reason) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(content, name="report.pdf")
    assert caught.value.reason is reason


def test_content_decides_what_a_file_is_and_not_its_name() -> None:
    assert "Lindqvist" in extract(FERRY.encode(), name="a.pdf", media_type="application/pdf").text
    assert extract(pdf([FERRY]), name="a.txt", media_type="text/plain").text.startswith("Harbour Post Magazine")
