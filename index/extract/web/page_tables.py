"""Tells data tables from layout tables: old pages and newsletters consist of cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

# The most characters, and the most blocks, of a cell of a data table.
LONGEST_ENTRY = 500
MOST_BLOCKS = 2
LAYOUT = "verbatim-layout"
_COUNTED = frozenset({"p", "li", "blockquote", "pre", "div", "section", "article"})
_HEADINGS = frozenset({"h1", "h2", "h3"})


@dataclass(slots=True)
class _Table:
    """The state of an open table: its cells in this row and at most, and what came before this cell."""

    layout: bool
    cells: int = 0
    widest: int = 0
    block: int = 0
    character: int = 0


def mark_layout(tree: Any) -> None:
    """Marks layout tables by the attribute ``LAYOUT``.

    They hold another table, a heading, or a large cell; or none of their rows has two cells.
    """
    from lxml import etree

    tables: list[_Table] = []
    blocks = characters = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if event == "start":
            if tag == "table":
                if tables:
                    tables[-1].layout = True
                tables.append(_Table((element.get("role") or "") in ("presentation", "none")))
            elif tables:
                blocks += tag in _COUNTED
                _begin(tables[-1], tag, blocks, characters)
            characters += len((element.text or "").strip()) if tag not in ("script", "style") else 0
        else:
            if tag == "table":
                table = tables.pop()
                if table.layout or table.widest < 2:
                    element.set(LAYOUT, "")
            elif tables and tag in ("td", "th"):
                full = characters - tables[-1].character > LONGEST_ENTRY or blocks - tables[-1].block > MOST_BLOCKS
                tables[-1].layout |= full
            characters += len((element.tail or "").strip())


def _begin(table: _Table, tag: str, blocks: int, characters: int) -> None:
    if tag == "tr":
        table.cells = 0
    elif tag in ("td", "th"):
        table.cells += 1
        table.widest = max(table.widest, table.cells)
        table.block, table.character = blocks, characters
    table.layout |= tag in _HEADINGS
