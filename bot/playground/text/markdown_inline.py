"""Formatting within a line of Markdown-like text, as the RichText that the Bot API has."""

from __future__ import annotations

import re
from typing import Any, Final

Block = dict[str, Any]
_TYPES: Final = {
    "**": "bold", "*": "italic", "_": "italic", "~~": "strikethrough", "||": "spoiler", "==": "marked", "`": "code",
}  # fmt: skip
# Each alternative ends at the first character that it cannot contain, so that no character is read twice.
_TOKEN: Final = re.compile(
    r"\[(?P<words>[^\[\]]{1,500})\]\((?P<url>[^()\s]{1,2000})\)"
    r"|(?P<mark>\*\*|~~|\|\||==|`|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\*)"
)
_LINK: Final = re.compile(r"(?:https?|tg)://\S+", re.I)


def inline(source: str) -> Any:
    """A RichText: a string, an object, or a list of them. Unclosed marks stay as written."""
    # Open marks, outer before inner, each with the content read since; the same mark is never open twice.
    opened: list[tuple[str, list[Any]]] = [("", [])]
    at = 0
    for match in _TOKEN.finditer(source):
        _add(opened, source[at : match.start()])
        at = match.end()
        mark = match["mark"]
        if mark is None:
            _add(opened, _link(match))
        elif opened[-1][0] == "`" and mark != "`":
            _add(opened, mark)
        elif any(mark == each for each, _ in opened):
            _close(opened, mark)
        elif at < len(source) and not source[at].isspace():
            opened.append((mark, []))
        else:
            _add(opened, mark)
    _add(opened, source[at:])
    while len(opened) > 1:
        _reopen(opened)
    return _single(opened[0][1])


def _link(match: re.Match[str]) -> Any:
    url = match["url"]
    return {"type": "url", "text": match["words"], "url": url} if _LINK.fullmatch(url) else match[0]


def _add(opened: list[tuple[str, list[Any]]], piece: Any) -> None:
    within = opened[-1][1]
    if isinstance(piece, str) and within and isinstance(within[-1], str):
        within[-1] += piece
    elif piece != "":
        within.append(piece)


def _close(opened: list[tuple[str, list[Any]]], mark: str) -> None:
    while opened[-1][0] != mark:
        _reopen(opened)
    _, within = opened.pop()
    if within:
        _add(opened, {"type": _TYPES[mark], "text": _single(within)})
    else:
        _add(opened, mark + mark)


def _reopen(opened: list[tuple[str, list[Any]]]) -> None:
    """Undoes the innermost mark: its sign and content become part of the surrounding text."""
    mark, within = opened.pop()
    for piece in (mark, *within):
        _add(opened, piece)


def _single(within: list[Any]) -> Any:
    return within[0] if len(within) == 1 else within or ""
