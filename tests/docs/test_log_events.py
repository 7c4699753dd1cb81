"""The events of the log: those that operators are told of are those that there are."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from bot.ops.logging_setup import EVENT
from tests.docs.pages import ROOT, text_of

# What it logs is handed in by those who repeat something, with the event.
_HANDED_IN = "bot/tasks.py:"


def test_every_event_is_explained_and_every_explained_one_happens() -> None:
    logged = {match[1] for text in _texts() if (match := EVENT.match(text))}
    assert set(_explained()) == logged


def test_no_event_is_explained_twice() -> None:
    explained = _explained()
    assert len(explained) == len(set(explained))


def test_every_line_of_the_log_begins_with_an_event() -> None:
    without = [
        f"{path}:{call.lineno}"
        for path, nodes in _modules()
        for call in nodes
        if isinstance(call, ast.Call) and _logs(call) and not any(map(_begins, call.args))
    ]
    assert [each for each in without if not each.startswith(_HANDED_IN)] == []


def _explained() -> list[str]:
    rows = re.findall(r"^\| (`[a-z]+\.[a-z_]+`.*?) \|", text_of("docs/running.md"), re.MULTILINE)
    return [name for row in rows for name in re.findall(r"`([a-z]+\.[a-z_]+)`", row)]


def _texts() -> Iterator[str]:
    """Every string in the code."""
    for _, nodes in _modules():
        for node in nodes:
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


@cache
def _modules() -> list[tuple[str, list[ast.AST]]]:
    """What each file of the code consists of."""
    return [
        (file.relative_to(ROOT).as_posix(), list(ast.walk(ast.parse(file.read_text(encoding="utf-8")))))
        for folder in ("bot", "index")
        for file in sorted((ROOT / folder).rglob("*.py"))
    ]


def _logs(call: ast.Call) -> bool:
    """Whether it is a call such as `log.error(…)`, or hands such a method to `Backoff.wait`."""
    if not isinstance(call.func, ast.Attribute):
        return False
    return _is_method(call.func) or (call.func.attr == "wait" and any(map(_is_method, call.args)))


def _is_method(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id in ("log", "logger")
        and node.attr in ("debug", "info", "warning", "error", "exception", "critical", "log")
    )


def _begins(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str) and bool(EVENT.match(argument.value))
