"""What the examples promise is what they print."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from os import chdir
from pathlib import Path

import pytest

from examples import ask, check, import_folder, library, summarise_pdf
from tests.docs.pages import ROOT, text_of
from tests.support.articles import BUDGET, FERRY
from tests.support.documents import pdf


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a text, a PDF, and a picture that holds no text."""
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "ferry.txt").write_text(FERRY, encoding="utf-8")
    (documents / "old.jpg").write_bytes(b"\xff\xd8\xff\xe0 no text")
    title, *paragraphs = BUDGET.split("\n\n")
    (documents / "report.pdf").write_bytes(pdf([*title.splitlines(), *paragraphs], title="Council approves budget"))
    return documents


def test_the_ten_lines_leave_a_repeat_out_answer_and_summarise(capsys: pytest.CaptureFixture[str]) -> None:
    library.main()
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == "2 paragraphs kept, 1 repeated"
    assert any("212 people" in line for line in rest)
    assert [line[0] for line in rest[-2:]] == ["•", "•"]


def test_a_folder_is_kept_asked_and_checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = str(folder.parent / "articles.db")
    import_folder.main(str(folder), database)
    said = about_files(capsys.readouterr().out)
    assert any("old.jpg: left out" in each for each in said)
    assert sum("0 repeated" in each for each in said) == 2
    # A second run changes nothing.
    import_folder.main(str(folder), database)
    assert about_files(capsys.readouterr().out) == said

    ask.main(database, "How much do schools receive?")
    assert "620 million crowns" in capsys.readouterr().out
    ask.main(database, "Who won the chess championship?")
    assert capsys.readouterr().out.startswith("Nothing in 2 articles answers that.")

    check.main(database, "Schools receive 650 million crowns, 8 percent more than this year.")
    checked = capsys.readouterr().out
    assert checked.startswith("altered: ")
    assert "620 million → 650 million" in checked


def test_a_pdf_is_summarised_in_its_own_sentences(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    summarise_pdf.main(str(folder / "report.pdf"), "2")
    title, *sentences = capsys.readouterr().out.splitlines()
    assert title.startswith("Council approves budget: 2 of ")
    assert all(each.removeprefix("• ") in " ".join(BUDGET.split()) for each in sentences)


def test_an_example_starts_as_its_page_says() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "examples.library"], cwd=ROOT, capture_output=True, text=True, timeout=300
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_ten_lines_of_the_page_run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, after = text_of("examples/README.md").split("```python\n")
    lines, _ = after.split("```", 1)
    (tmp_path / "article.txt").write_text(FERRY, encoding="utf-8")
    with inside(tmp_path):
        exec(compile(lines, "examples/README.md", "exec"), {})
    assert "212 people" in capsys.readouterr().out


def test_every_example_is_listed() -> None:
    page = text_of("examples/README.md")
    assert [each.name for each in (ROOT / "examples").glob("*.py") if f"[{each.name}]({each.name})" not in page] == []


def about_files(said: str) -> list[str]:
    """The lines without those about the vectors that are still to be made, of which a slow machine needs more."""
    return [each for each in said.splitlines() if "without vectors" not in each]


@contextmanager
def inside(folder: Path) -> Iterator[None]:
    """Works in that folder meanwhile."""
    before = Path.cwd()
    chdir(folder)
    try:
        yield
    finally:
        chdir(before)
