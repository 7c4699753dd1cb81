"""A PDF reads as it is printed, whatever the script, the program and the layout."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table

from index.extract import extract
from tests.support.cases import every_case
from tests.support.documents import pdf, story
from tests.support.pdf_layouts import Layout, layouts, score

DOCUMENTS = {each.name: each for each in layouts()}


@pytest.mark.parametrize("layout", DOCUMENTS.values(), ids=list(DOCUMENTS))
def test_words_and_sentences_come_out_in_their_order(layout: Layout) -> None:
    found = score(layout)
    assert found.words >= 0.99
    assert found.sentences >= 0.95


def drawn(draw: Callable[[Canvas], None], **options: Any) -> str:
    """The text of a page on which ``draw`` drew."""
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842), **options)
    canvas.setFont("Times-Roman", 12)
    draw(canvas)
    canvas.save()
    return extract(file.getvalue()).text


LINES = [
    "The committee met on Monday to hear what had been found",
    "below the harbour wall, which was built in the spring of last",
    "year and cost more than anybody had planned. The engineer",
    "said that the wall was weaker than the drawings showed, and",
    "that the divers had seen two cracks. Members then voted to",
    "close the quay for four weeks and to publish the drawings.",
]


@every_case(("first", "step"), [(1, 1), (12, 1), (5, 5)])
@every_case("x", [50, 80, 520])
def test_the_numbers_of_lines_are_no_part_of_their_sentences(first: int, step: int, x: int) -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            canvas.drawRightString(x + 12, 700 - 24 * number, str(first + step * number))
            canvas.drawString(102, 700 - 24 * number, line)

    assert drawn(draw) == " ".join(LINES)


def test_figures_that_count_the_rows_of_a_table_stay() -> None:
    ports = ["Tarvik", "Holm", "Sund", "Nes", "Vik", "Aas"]

    def draw(canvas: Canvas) -> None:
        for number, port in enumerate(ports):
            canvas.drawString(80, 700 - 16 * number, str(number + 1))
            canvas.drawString(130, 700 - 16 * number, port)
            canvas.drawString(300, 700 - 16 * number, str(120 * (number + 1)))

    assert drawn(draw).splitlines() == [f"{at + 1} | {port} | {120 * (at + 1)}" for at, port in enumerate(ports)]


@pytest.mark.parametrize("offset", [0, 0.3, 0.9])
def test_what_is_drawn_twice_to_look_bold_is_read_once(offset: float) -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(LINES):
            canvas.drawString(100, 700 - 14 * number, line)
            canvas.drawString(100 + offset, 700 - 14 * number, line)

    assert drawn(draw) == " ".join(LINES)


def test_a_label_in_other_type_does_not_end_its_paragraph() -> None:
    def draw(canvas: Canvas) -> None:
        canvas.setFont("Courier-Bold", 12)
        canvas.drawString(100, 700, "SUMMARY AND MOTION OF THE BOARD:")
        canvas.setFont("Times-Roman", 12)
        canvas.drawString(338, 700, "it met on Monday and heard")
        for number, line in enumerate(LINES[1:]):
            canvas.drawString(100, 686 - 14 * number, line)

    assert drawn(draw) == " ".join(["SUMMARY AND MOTION OF THE BOARD: it met on Monday and heard", *LINES[1:]])


ROWS = [
    ["Port", "What was found there by the divers", "Boats"],
    ["Tarvik", "Two cracks in the wall below the crane, and a chain that nobody knew of", "12"],
    ["Holm", "Nothing but mud, although the owner of the yard had promised an anchor", "7"],
    ["Sund", "A wreck", "31"],
]


@every_case("ruled", [True, False])
@every_case("wrapped", [True, False])
def test_a_row_of_a_table_stays_together(ruled: bool, wrapped: bool) -> None:
    style = ParagraphStyle("cell", fontName="Times-Roman", fontSize=10, leading=12)
    before, after = story(2)
    cells = [[Paragraph(cell, style) if wrapped else cell[:40] for cell in row] for row in ROWS]
    table = Table(cells, colWidths=[80, 220, 80], style=[("GRID", (0, 0), (-1, -1), 1, colors.black)] if ruled else [])
    file = io.BytesIO()
    style = ParagraphStyle("body", parent=style, spaceAfter=20, spaceBefore=20)
    SimpleDocTemplate(file).build([Paragraph(before, style), table, Paragraph(after, style)])
    found = extract(file.getvalue()).text.split("\n\n")
    wanted = [" | ".join(cell if wrapped else cell[:40].rstrip() for cell in row) for row in ROWS]
    assert found == [before, "\n".join(wanted), after]


def test_a_table_that_is_drawn_column_by_column_is_read_row_by_row() -> None:
    columns = [["Port", "Tarvik", "Holm", "Sund"], ["Boats", "12", "7", "31"], ["Crew", "40", "22", "95"]]

    def draw(canvas: Canvas) -> None:
        for x, column in enumerate(columns):
            for y, cell in enumerate(column):
                canvas.drawString(100 + 120 * x, 700 - 16 * y, cell)

    assert drawn(draw).splitlines() == [" | ".join(row) for row in zip(*columns, strict=True)]


@pytest.mark.parametrize("size", [7, 12])
def test_one_page_of_another_layout_does_not_change_how_the_others_are_read(size: int) -> None:
    wanted = story(30)

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", size)
        for number in range(20):
            canvas.drawString(100, 800 - 38 * number, LINES[number % len(LINES)])

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(595, 842))
    draw(canvas)
    canvas.save()
    alone = extract(pdf(wanted)).text
    assert alone.split("\n\n")[1:] == extract(pdf(wanted, head="Another head")).text.split("\n\n")[1:]


@every_case(
    ("first", "second", "wanted"),
    [
        ("There were flights of the Boeing 737-", "9 from the town to the coast.", "737-9 from"),
        ("All is told under https://harbour.example/", "reports/2026 by the board.", "example/reports/2026 by"),
        ("They said that it was a pre-", "caution and no more than that.", "a precaution and"),
        ("They said that it was Anglo-", "Saxon work and no more than that.", "Anglo-Saxon work"),
        ("In the years from 1950 to 1957 -", "so they said - it was built.", "1957 - so they"),
    ],
)
def test_what_is_cut_at_the_end_of_a_line_is_put_together(first: str, second: str, wanted: str) -> None:
    def draw(canvas: Canvas) -> None:
        for number, line in enumerate([*LINES[:2], first, second]):
            canvas.drawString(100, 700 - 14 * number, line)

    assert wanted in drawn(draw)


def test_raised_figures_do_not_change_the_numbers_before_them() -> None:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(100, 700)
        text.setFont("Times-Roman", 12)
        text.textOut("They pumped 10")
        text.setRise(4)
        text.setFont("Times-Roman", 8)
        text.textOut("6")
        text.setRise(0)
        text.setFont("Times-Roman", 12)
        text.textOut(" litres of water (H")
        text.setRise(-2)
        text.setFont("Times-Roman", 8)
        text.textOut("2")
        text.setRise(0)
        text.setFont("Times-Roman", 12)
        text.textOut("O) out of the hold.")
        canvas.drawText(text)

    assert drawn(draw) == "They pumped 10⁶ litres of water (H2O) out of the hold."


def test_a_list_of_lines_is_no_paragraph() -> None:
    lines = ["Bring a rope", "Take boots that are so warm that nobody will freeze in them", "Leave the dog"]

    def draw(canvas: Canvas) -> None:
        for number, line in enumerate(lines):
            canvas.drawString(100, 700 - 14 * number, line)

    assert drawn(draw).split("\n\n")[0] == lines[0]
