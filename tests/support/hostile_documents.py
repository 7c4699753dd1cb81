"""Documents made to do harm, by what they are."""

from __future__ import annotations

import io
import random
import struct
import zipfile
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas

from tests.support.documents import W, docx, epub, pdf, run, story, zipped


def bomb(entities: str) -> str:
    return f'<?xml version="1.0"?><!DOCTYPE a [{entities}]><w:document xmlns:w="{W}"><w:p>&i;</w:p></w:document>'


def laughs() -> str:
    """A billion laughs."""
    steps = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    return bomb(f'<!ENTITY a "{"lol" * 100}">{steps}')


def outside(target: str) -> str:
    """An entity that is somewhere else."""
    return bomb(f'<!ENTITY i SYSTEM "{target}">')


def lying(claimed: int) -> bytes:
    """A Word document whose archive says that its text is so many bytes long."""
    content = zipped({"word/document.xml": b" " * 60_000_000})
    at = content.rindex(b"PK\x01\x02")
    return content[: at + 24] + struct.pack("<I", claimed) + content[at + 28 :]


def twice() -> bytes:
    """An archive that holds two members of one name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in (("word/document.xml", "one"), ("word/document.xmk", "two")):
            archive.writestr(name, f'<w:document xmlns:w="{W}"><w:p>{run(text)}</w:p></w:document>')
    return file.getvalue().replace(b"xmk", b"xml")


def members(count: int) -> bytes:
    """An archive of so many members."""
    return zipped({"word/document.xml": "<a/>"} | {f"{number}.xml": "" for number in range(count)}, compression=0)


def cells(columns: int, rows: int, *, turned: bool = False, shuffled: bool = False) -> bytes:
    """A page of so many cells; ``turned``: each in a direction of its own."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_000, 14_000))
    places = [(column, row) for row in range(rows) for column in range(columns)]
    if shuffled:
        random.Random(1).shuffle(places)
    for column, row in places:
        canvas.saveState()
        canvas.translate(30 * column, 10 * row)
        if turned:
            canvas.rotate(37 * column + row)
        canvas.drawString(0, 0, str(row) if column % 2 else "ab")
        canvas.restoreState()
    canvas.save()
    return file.getvalue()


def columns(count: int, rows: int) -> bytes:
    """A page of so many narrow columns, each drawn from above: pieces of two letters, which grow into wide ones."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(14_000, 14_000))
    canvas.setFont("Helvetica", 2)
    for column in range(count):
        for row in range(rows):
            canvas.drawString(10 + 6 * column, 13_900 - 4 * row, "ab")
    canvas.save()
    return file.getvalue()


def repeated(times: int) -> bytes:
    """A book whose reading order names one chapter so many times."""
    book = io.BytesIO(epub(["<p>The ferry ran aground.</p>"]))
    with zipfile.ZipFile(book) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    once = b'<itemref idref="c0.xhtml"/>'
    held["OPS/book.opf"] = held["OPS/book.opf"].replace(once, once * times)
    return zipped(held)


def long_book(chapters: int) -> bytes:
    """A book whose chapters have a million characters each."""
    return epub([f"<p>{number} {'word ' * 200_000}</p>" for number in range(chapters)])


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a billion laughs": lambda: zipped({"word/document.xml": laughs()}),
    "a billion laughs in UTF-16": lambda: zipped({"word/document.xml": laughs().encode("utf-16")}),
    "a file of the machine": lambda: zipped({"word/document.xml": outside("file:///etc/passwd").encode("utf-16")}),
    "an address": lambda: zipped({"word/document.xml": outside("http://127.0.0.1:9/").encode("utf-16")}),
    "deep Word": lambda: docx("<w:p>" * 50_000 + "</w:p>" * 50_000),
    "deep tables": lambda: docx("<w:tbl><w:tr><w:tc>" * 80 + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * 80),
    "deep HTML": lambda: b"<!doctype html><body>" + b"<div>" * 20_000 + b"deep words",
    "wide HTML": lambda: b"<!doctype html><body>" + b"<i>a</i>" * 3_000,
    "HTML of footnotes": lambda: b"<!doctype html><p>" + b"a<sup>1</sup>" * 6_000,
    "a page of marks": lambda: b"<!doctype html>" + b"<" * 20_000,
    "attributes": lambda: b"<!doctype html><p " + b"a='" * 20_000,
    "a zip bomb": lambda: zipped({"word/document.xml": bytes(200_000_000)}),
    "a lying archive": lambda: lying(10),
    "an archive that claims too much": lambda: lying(2**32 - 2),
    "two of one name": twice,
    "many members": lambda: members(20_001),
    "a book of itself": lambda: epub(["<p>a</p>"] * 400),
    "a book of cells": lambda: epub(["<table><tr>" + "<td> " * 100_000 + "</tr></table>"]),
    "a book of cells with words": lambda: epub(["<table><tr>" + "<td>a b" * 100_000 + "</tr></table>"]),
    "a book that says one chapter again": lambda: repeated(20_000),
    "a book without an end": lambda: long_book(30),
    "a book of elements": lambda: epub(["<p>a</p>" + "<b/>" * 600_000] * 2),
    "empty paragraphs": lambda: docx("<w:p/>" * 5_000_000),
    "HTML of inputs": lambda: b"<!doctype html><p>The ferry ran aground." + b"<input" * 700_000,
    "HTML of attributes": lambda: b"<!doctype html><p " + b" ".join(b"a%d" % each for each in range(1_000_000)),
    "HTML of tags of attributes": lambda: (
        b"<!doctype html>" + (b"<p " + b"/".join(b"a%d=''" % each for each in range(4_000)) + b">a") * 10
    ),
    "a book that climbs out": lambda: zipped(
        {
            "META-INF/container.xml": '<c><rootfile full-path="../../../etc/passwd"/></c>',
            "mimetype": "application/epub+zip",
        }
    ),
    "Markdown of brackets": lambda: b"# a\n" + b"[" * 100_000 + b"](" * 100_000,
    "Markdown of stars": lambda: b"# a\n" + b"*_" * 200_000,
    "Markdown of links": lambda: b"# a\n" + b"[a](" * 50_000,
    "Markdown of openers": lambda: b"# a\n" + b"**a " * 20_000,
    "Markdown of spaces": lambda: b"# a" + b" " * 300_000 + b"b",
    "underlines": lambda: b"# a\n" + b"=\n-\n" * 100_000,
    "one line": lambda: b"word " * 1_000_000,
    "no spaces": lambda: b"w" * 3_000_000,
    "half a character": lambda: "\ud800 words".encode("utf-8", "surrogatepass") * 1000,
    "a PDF of cells": lambda: cells(50, 100),
    "a PDF of cells in no order": lambda: cells(50, 100, shuffled=True),
    "a PDF of columns": lambda: columns(1_000, 5),
    "a PDF of turned cells": lambda: cells(25, 100, turned=True),
    "a PDF without an end": lambda: pdf(story(20)).replace(b"%%EOF", b"").replace(b"xref", b"yref"),
    "a PDF of endless pages": lambda: pdf(story(20)).replace(b"/Count ", b"/Count 99999999"),
    "a PDF that holds itself": lambda: pdf(story(5)).replace(b"/Kids [ ", b"/Kids [ 1 0 R 2 0 R 3 0 R 4 0 R 5 0 R "),
}

# The same, as long as a measurement of time needs them.
LONGER: dict[str, Callable[[], bytes]] = {
    "a PDF of cells": lambda: cells(100, 200),
    "a PDF of cells in no order": lambda: cells(100, 200, shuffled=True),
    "a PDF of columns": lambda: columns(2_000, 10),
    "a PDF of turned cells": lambda: cells(50, 200, turned=True),
}
