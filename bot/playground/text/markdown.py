"""Parses Markdown-like text, written by hand, into the blocks of a rich message of the Bot API.

A line that begins no other block belongs to a paragraph. Time is linear in the text: each line is read once at each
level of nested lists, quotations and details, and these levels are few.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

from bot.playground.text.markdown_inline import Block, inline

LIMIT: Final = 32_768  # characters
_DEEPEST: Final = 8
_HEADING: Final = re.compile(r"(#{1,6}) +(\S.*)")
_ITEM: Final = re.compile(r"( *)(?:[-*•]|(\d{1,9}[.)])) +(\S.*)")
_BOX: Final = re.compile(r"\[([ xX])\] +(\S.*)")
_RULE: Final = re.compile(r"(?:-{3,}|\*{3,}|_{3,}) *")
_ROW: Final = re.compile(r" *\|(?!\|)[^|]*\|")
_COLUMN: Final = re.compile(r" *(:?)-+(:?) *")
_CREDIT: Final = re.compile(r"(?:—|–|--) *(\S.*)")
_DETAILS, _FENCE, _FORMULA, _FOOTER = "+++", "```", "$$", "-# "
Lines = list[str]


def blocks(source: str) -> list[Block]:
    """The blocks of the text. Raises `ValueError` when it is empty or too long."""
    if not source.strip():
        raise ValueError("Write something first.")
    if len(source) > LIMIT:
        raise ValueError(f"That is {len(source):,} characters; an article has at most {LIMIT:,}.")
    return _blocks(source.expandtabs(4).splitlines(), 0)


def _blocks(lines: Lines, depth: int) -> list[Block]:
    found: list[Block] = []
    at = 0
    while at < len(lines):
        if not lines[at].strip():
            at += 1
            continue
        reader = next((each for begins, each in _READERS if begins(lines[at])), _paragraph)
        at, block = (_paragraph if depth >= _DEEPEST else reader)(lines, at, depth)
        found.append(block)
    return found


def _paragraph(lines: Lines, at: int, depth: int) -> tuple[int, Block]:
    end = at + 1
    while end < len(lines) and lines[end].strip() and (depth >= _DEEPEST or not _begins_block(lines[end])):
        end += 1
    return end, {"type": "paragraph", "text": inline("\n".join(line.strip() for line in lines[at:end]))}


def _begins_block(line: str) -> bool:
    return any(begins(line) for begins, _ in _READERS)


def _heading(lines: Lines, at: int, _: int) -> tuple[int, Block]:
    match = _HEADING.match(lines[at])
    assert match is not None
    return at + 1, {"type": "heading", "size": len(match[1]), "text": inline(match[2].rstrip(" #"))}


def _rule(_: Lines, at: int, __: int) -> tuple[int, Block]:
    return at + 1, {"type": "divider"}


def _footer(lines: Lines, at: int, _: int) -> tuple[int, Block]:
    return at + 1, {"type": "footer", "text": inline(lines[at].removeprefix(_FOOTER).strip())}


def _fenced(mark: str, lines: Lines, at: int) -> tuple[int, str]:
    """The line number after the block, and the text between its marks."""
    end = next((number for number in range(at + 1, len(lines)) if lines[number].strip() == mark), len(lines))
    return end + 1, "\n".join(lines[at + 1 : end])


def _code(lines: Lines, at: int, _: int) -> tuple[int, Block]:
    language = lines[at].removeprefix(_FENCE).strip()
    at, text = _fenced(_FENCE, lines, at)
    return at, {"type": "pre", "text": text} | ({"language": language} if language else {})


def _formula(lines: Lines, at: int, _: int) -> tuple[int, Block]:
    within = lines[at].strip().removeprefix(_FORMULA)
    if within.endswith(_FORMULA):
        return at + 1, {"type": "mathematical_expression", "expression": within.removesuffix(_FORMULA).strip()}
    at, text = _fenced(_FORMULA, lines, at)
    return at, {"type": "mathematical_expression", "expression": f"{within}\n{text}".strip()}


def _details(lines: Lines, at: int, depth: int) -> tuple[int, Block]:
    """From "+++ Summary" to "+++"; the content may hold further details."""
    level, end = 1, at + 1
    while end < len(lines):
        line = lines[end].strip()
        level += (line.startswith(_DETAILS) and line != _DETAILS) - (line == _DETAILS)
        if not level:
            break
        end += 1
    summary = inline(lines[at].strip().removeprefix(_DETAILS).strip())
    return end + 1, {"type": "details", "summary": summary, "blocks": _blocks(lines[at + 1 : end], depth + 1)}


def _quotation(lines: Lines, at: int, depth: int) -> tuple[int, Block]:
    """Lines with ">"; the last one may name the author after a dash. ">>" makes a pull quotation."""
    mark = ">>" if lines[at].startswith(">>") else ">"
    end = at
    while end < len(lines) and lines[end].startswith(mark):
        end += 1
    within = [line.removeprefix(mark).removeprefix(" ") for line in lines[at:end]]
    credit = _CREDIT.fullmatch(within[-1].strip()) if len(within) > 1 else None
    if credit:
        within.pop()
    block: Block
    if mark == ">>":
        block = {"type": "pullquote", "text": inline("\n".join(within).strip())}
    else:
        block = {"type": "blockquote", "blocks": _blocks(within, depth + 1)}
    return end, block | ({"credit": inline(credit[1])} if credit else {})


def _list(lines: Lines, at: int, depth: int) -> tuple[int, Block]:
    """Items of one level; indented lines below an item belong to it."""
    first = _ITEM.match(lines[at])
    assert first is not None
    indent, items = len(first[1]), list[Block]()
    while at < len(lines) and (match := _ITEM.match(lines[at])) and len(match[1]) <= indent:
        end = at + 1
        while end < len(lines) and (len(lines[end]) - len(lines[end].lstrip())) > indent and lines[end].strip():
            end += 1
        inner = [line.removeprefix(" " * (indent + 2)) for line in lines[at + 1 : end]]
        items.append(_item(match, inner, depth))
        at = end
    return at, {"type": "list", "items": items}


def _item(match: re.Match[str], inner: Lines, depth: int) -> Block:
    label, words = match[2] or "•", match[3]
    box = _BOX.match(words)
    within = [{"type": "paragraph", "text": inline(box[2] if box else words)}, *_blocks(inner, depth + 1)]
    item: Block = {"label": label, "blocks": within}
    return item | ({"has_checkbox": True, "is_checked": box[1] != " "} if box else {})


def _table(lines: Lines, at: int, _: int) -> tuple[int, Block]:
    """Rows of cells between bars; if the second row is dashes, the first is the head, and colons set the alignment."""
    end = at
    while end < len(lines) and _ROW.match(lines[end]):
        end += 1
    rows = [line.strip().strip("|").split("|") for line in lines[at:end]]
    columns = [_COLUMN.fullmatch(cell) for cell in rows[1]] if len(rows) > 1 else []
    headed = bool(columns) and all(columns)
    aligned = [_alignment(column) for column in columns if column] if headed else []
    if headed:
        del rows[1]
    cells = [[_cell(text, number, aligned, headed and not row) for number, text in enumerate(line)]
             for row, line in enumerate(rows)]  # fmt: skip
    return end, {"type": "table", "cells": cells}


def _cell(text: str, number: int, aligned: list[str], head: bool) -> Block:
    align = aligned[number] if number < len(aligned) else "left"
    return {"text": inline(text.strip()), "align": align, "valign": "top"} | ({"is_header": True} if head else {})


def _alignment(column: re.Match[str]) -> str:
    return "center" if column[1] and column[2] else "right" if column[2] else "left"


# The first block type that a line fits reads it and the lines that belong to it.
_READERS: Final[tuple[tuple[Callable[[str], Any], Callable[[Lines, int, int], tuple[int, Block]]], ...]] = (
    (_HEADING.match, _heading),
    (_RULE.fullmatch, _rule),
    (lambda line: line.startswith(_FOOTER) and line.strip() != "-#", _footer),
    (lambda line: line.startswith(_FENCE), _code),
    (lambda line: line.startswith(_FORMULA), _formula),
    (lambda line: line.startswith(_DETAILS) and line.strip() != _DETAILS, _details),
    (lambda line: line.startswith(">"), _quotation),
    (_ITEM.match, _list),
    (_ROW.match, _table),
)
