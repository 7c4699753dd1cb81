"""Blocks of rich messages, as the Bot API has them."""

from __future__ import annotations

from typing import Any

Block = dict[str, Any]


def styled(kind: str, text: Any, **more: Any) -> dict[str, Any]:
    """A RichText of that type."""
    return {"type": kind, "text": text, **more}


def paragraph(text: Any) -> Block:
    return styled("paragraph", text)


def heading(text: Any, size: int = 1) -> Block:
    return styled("heading", text, size=size)


def bullets(*items: Any, label: str = "•") -> Block:
    """A list; an item is a text, or a list of blocks."""
    blocks = [item if isinstance(item, list) else [paragraph(item)] for item in items]
    return {"type": "list", "items": [{"label": label, "blocks": each} for each in blocks]}


def table(*rows: tuple[Any, ...], caption: Any = None) -> Block:
    cells = [[{"text": text, "align": "left", "valign": "top"} for text in row] for row in rows]
    return {"type": "table", "cells": cells} | ({} if caption is None else {"caption": caption})


def article(text: str) -> list[Block]:
    """An article whose first line is its title as a rich message."""
    title, _, rest = text.partition("\n")
    return [heading(title), *(paragraph(each.strip()) for each in rest.split("\n\n"))]
