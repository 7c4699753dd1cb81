"""The events of the log: those that operators are told of are those that there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from bot.ops.logging_setup import EVENT
from tests.docs.pages import ROOT, text_of


def test_every_event_is_explained_and_every_explained_one_happens() -> None:
    logged = {match[1] for text in _texts() if (match := EVENT.match(text))}
    assert set(_explained()) == logged


def test_no_event_is_explained_twice() -> None:
    explained = _explained()
    assert len(explained) == len(set(explained))


def _explained() -> list[str]:
    rows = re.findall(r"^\| (`[a-z]+\.[a-z_]+`.*?) \|", text_of("docs/running.md"), re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([a-z]+\.[a-z_]+)`", row)]


def _texts() -> Iterator[str]:
    """Every string in the code."""
    for folder in ("bot", "index"):
        for file in sorted((ROOT / folder).rglob("*.py")):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    yield node.value
