"""How much of a page's article is read, and how little else: ``python -m tests.bench.pages [FOLDER]``.

FOLDER has pairs of files, ``NAME.html`` and ``NAME.expected.html`` or ``NAME.expected.txt``, at any depth; without it
the pages of the tests are read. A page's measure is the F1 of its tokens (words; in
scripts without spaces characters) as bags, beside those of trafilatura's precise and usual mode on the same page.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from trafilatura import extract as trafilatura_extract

from index.extract import Unreadable, extract
from index.extract.web.html_blocks import blocks, parse
from index.extract.web.page_choice import tokens_of
from tests.bench.report import finish, table

OWN = Path(__file__).parents[1] / "index" / "extract" / "pages"
ADDRESS = "https://pages.example/a/page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The F1 of one page as we read it, and in both modes of trafilatura."""

    name: str
    ours: float
    precise: float
    usual: float

    @property
    def share(self) -> float:
        """How much of the better mode's F1 ours is."""
        return self.ours / max(self.precise, self.usual, 1e-9)


def f1(found: str, wanted: str) -> float:
    """The harmonic mean of precision and recall over tokens, 1 where both texts are empty."""
    here, there = Counter(tokens_of(found)), Counter(tokens_of(wanted))
    return 2 * (here & there).total() / (here.total() + there.total()) if here or there else 1.0


def measure(name: str, page: bytes, wanted: str) -> Measured:
    """One page, read in three ways."""
    try:
        ours = extract(page, name="page.html", media_type="text/html", url=ADDRESS).text
    except Unreadable:
        ours = ""
    modes = [_peer(page, precision=each) for each in (True, False)]
    return Measured(name=name, ours=f1(ours, wanted), precise=f1(modes[0], wanted), usual=f1(modes[1], wanted))


def _peer(page: bytes, *, precision: bool) -> str:
    found = trafilatura_extract(page, favor_precision=precision, include_comments=False, include_tables=True)
    return found or ""


def pairs(folder: Path) -> Iterator[tuple[str, bytes, str]]:
    """Each page's name, its bytes and the text of its article."""
    for page in sorted(folder.rglob("*.html")):
        if page.name.endswith(".expected.html"):
            continue
        plain, marked = page.with_suffix(".expected.txt"), page.with_suffix(".expected.html")
        name = str(page.relative_to(folder).with_suffix(""))
        if plain.exists():
            yield name, page.read_bytes(), plain.read_text(encoding="utf-8", errors="replace")
        elif marked.exists():
            wanted = blocks(parse(marked.read_text(encoding="utf-8", errors="replace")))
            yield name, page.read_bytes(), "\n".join(wanted)


def main(arguments: Sequence[str] | None = None) -> None:
    """Prints each page and the means; last a line of JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=OWN, help="where the pairs are")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"{options.folder} is not here: skipped", file=sys.stderr)
        finish({})
        return
    rows = sorted((measure(*each) for each in pairs(options.folder)), key=lambda row: row.ours)
    if not rows:
        print("there are no pages in it: skipped", file=sys.stderr)
        finish({})
        return
    print(
        table(
            ("page", "f1", "precise", "usual"),
            [(row.name, f"{row.ours:.3f}", f"{row.precise:.3f}", f"{row.usual:.3f}") for row in rows],
        )
    )
    finish(
        {
            "f1": round(sum(row.ours for row in rows) / len(rows), 4),
            "precision_mode": round(sum(row.precise for row in rows) / len(rows), 4),
            "default_mode": round(sum(row.usual for row in rows) / len(rows), 4),
            "under_half": sum(row.share < 0.5 for row in rows),
        }
    )


if __name__ == "__main__":
    main()
