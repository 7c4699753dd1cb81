"""Templates for rows of words, and which rows fit them.

``[a b]`` may be missing, ``(a|b c)`` is one of these, ``(a)?`` one or none, ``<name>`` is the macro of that name, ``#``
a number, ``*`` up to ``MOST_ANY`` words of any kind. ``{…}`` is what the row is about, ``%`` a time such as "today". A
template that begins with "? " may be put as a question although it is about something.

Matching is memoised by template and place, so that it takes time in proportion to the number of words and the size of
the templates, whatever they are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

import regex

MOST_ANY = 10
MOST_TIME = 6
_PIECE = regex.compile(r"[\[\]()|{}*#%?]|<\w+>|[^\[\]()|{}*#%?<>]+")
_CLOSING = {"[": "]", "(": ")", "{": "}"}
# Macros that are remembered when they match.
_NAMED = ("short", "long", "request", "delete")
Captures = dict[str, tuple[int, int]]


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """A part of a template: rows of ``words`` by their first, parts in a row or instead of each other, or others.

    ``kind`` is one of "words", "row", "either", "maybe", "any", "time", "number"; ``name`` is what it is remembered by.
    ``asks`` says that the template may be put as a question. ``first`` are the words that it can begin with, ``needed``
    those of which it has one in any case; None: any.
    """

    kind: str
    parts: tuple[Node, ...] = ()
    words: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    name: str | None = None
    asks: bool = False
    first: frozenset[str] | None = None
    needed: frozenset[str] | None = None


class Matcher:
    """Says of one row of words which templates it fits; ``is_time`` says whether words name a time."""

    def __init__(self, words: tuple[str, ...], is_time: Callable[[tuple[str, ...]], bool] | None = None) -> None:
        self.words = words
        self._is_time = is_time
        self._ends: dict[tuple[int, int], tuple[int, ...]] = {}

    def ends(self, node: Node, start: int) -> tuple[int, ...]:
        """Where a part that begins at the word ``start`` may end, in ascending order."""
        if node.first is not None and (start >= len(self.words) or self.words[start] not in node.first):
            return ()
        key = (id(node), start)
        found = self._ends.get(key)
        if found is None:
            found = self._ends[key] = tuple(sorted(self._found(node, start)))
        return found

    def captures(self, node: Node, start: int, end: int) -> Captures:
        """What is remembered of a part that fits the words from ``start`` to ``end``."""
        found: Captures = {}
        if node.name is not None:
            found[node.name] = (start, end)
        if node.kind == "either" or (node.kind == "maybe" and end > start):
            found |= self.captures(next(part for part in node.parts if end in self.ends(part, start)), start, end)
        elif node.kind == "row":
            at = start
            for number, part in enumerate(node.parts):
                rest = node.parts[number + 1 :]
                ends = self.ends(part, at)
                # Words of a template take as many as they can; what may be any words takes what is left.
                ordered = ends if part.kind in ("any", "time") or part.name == "subject" else reversed(ends)
                then = next(each for each in ordered if end in self._through(rest, {each}))
                found |= self.captures(part, at, then)
                at = then
        return found

    def whole(self, node: Node) -> Captures | None:
        """What is remembered when all the words fit; None when they do not."""
        end = len(self.words)
        return self.captures(node, 0, end) if end in self.ends(node, 0) else None

    def _following(self, start: int, most: int) -> range:
        return range(start + 1, min(start + most, len(self.words)) + 1)

    def _through(self, parts: tuple[Node, ...], at: set[int]) -> set[int]:
        for part in parts:
            at = {end for start in at for end in self.ends(part, start)}
        return at

    def _found(self, node: Node, start: int) -> set[int]:
        match node.kind:
            case "words":
                rows = node.words.get(self.words[start], ()) if start < len(self.words) else ()
                return {start + len(row) for row in rows if self.words[start : start + len(row)] == row}
            case "row":
                return self._through(node.parts, {start})
            case "any":
                return set(self._following(start, MOST_ANY))
            case "time":
                is_time = self._is_time or bool
                return {end for end in self._following(start, MOST_TIME) if is_time(self.words[start:end])}
            case "number":
                is_number = start < len(self.words) and self.words[start].isdecimal() and len(self.words[start]) <= 4
                return {start + 1} if is_number else set()
        ends = {end for part in node.parts for end in self.ends(part, start)}
        return ends | {start} if node.kind == "maybe" else ends


def parsed(template: str, macros: Mapping[str, Node], split: Callable[[str], tuple[str, ...]]) -> Node:
    """The template as a tree; ``split`` gives the words of a text. Raises ValueError or KeyError for a broken one."""
    body = template.removeprefix("? ")
    pieces = _PIECE.findall(body)
    node, at = _either(pieces, 0, macros, split)
    if at != len(pieces):
        raise ValueError(f"{template!r} closes what it has not opened")
    return _node("row", (node,), asks=True) if body != template else node


def _either(
    pieces: list[str], at: int, macros: Mapping[str, Node], split: Callable[[str], tuple[str, ...]]
) -> tuple[Node, int]:
    """The alternatives from the piece ``at`` to one that closes them, and where that is."""
    rows: list[list[Node]] = [[]]
    while at < len(pieces) and pieces[at] not in _CLOSING.values():
        piece = pieces[at]
        at += 1
        if piece == "|":
            rows.append([])
        elif piece == "?":
            rows[-1].append(_node("maybe", (rows[-1].pop(),)))
        elif piece in _CLOSING:
            inner, at = _either(pieces, at, macros, split)
            if at >= len(pieces) or pieces[at] != _CLOSING[piece]:
                raise ValueError(f"{''.join(pieces)!r} opens what it does not close")
            at += 1
            rows[-1].append(_grouped(piece, inner))
        elif piece.startswith("<"):
            name = piece[1:-1]
            node = macros[name]
            rows[-1].append(_node("row", (node,), name=name) if name in _NAMED else node)
        elif piece in "*#%":
            rows[-1].append(_wild(piece))
        else:
            rows[-1].extend(_word(each) for each in split(piece))
    return one_of([_row(row) for row in rows if row]), at


def _grouped(bracket: str, inner: Node) -> Node:
    if bracket == "[":
        return _node("maybe", (inner,))
    return _node("row", (inner,), name="subject") if bracket == "{" else inner


def _wild(piece: str) -> Node:
    if piece == "#":
        return _node("number", name="number")
    return _node("any") if piece == "*" else _node("time", name="time")


def _word(word: str) -> Node:
    return _node("words", words={word: ((word,),)})


def _row(nodes: list[Node]) -> Node:
    """The nodes in a row; what is only words becomes one node."""
    if len(nodes) == 1:
        return nodes[0]
    single = [next(iter(node.words.values()))[0] for node in nodes if node.kind == "words" and len(node.words) == 1]
    if len(single) == len(nodes) and all(len(node.words[row[0]]) == 1 for node, row in zip(nodes, single, strict=True)):
        words = tuple(word for row in single for word in row)
        return _node("words", words={words[0]: (words,)})
    return _node("row", tuple(nodes))


def one_of(nodes: Iterable[Node]) -> Node:
    """A node that fits whatever one of the nodes fits; those that are only words are looked up at once."""
    nodes = list(nodes)
    if len(nodes) == 1:
        return nodes[0]
    plain: dict[str, tuple[tuple[str, ...], ...]] = {}
    for node in nodes:
        if node.kind == "words":
            for first, rows in node.words.items():
                plain[first] = (*plain.get(first, ()), *rows)
    others = [node for node in nodes if node.kind != "words"]
    if not plain:
        return _node("either", tuple(others))
    return _node("either", (_node("words", words=plain), *others)) if others else _node("words", words=plain)


def _node(
    kind: str,
    parts: tuple[Node, ...] = (),
    *,
    words: Mapping[str, tuple[tuple[str, ...], ...]] | None = None,
    name: str | None = None,
    asks: bool = False,
) -> Node:
    return Node(kind, parts, words or {}, name, asks, _first(kind, parts, words), _needed(kind, parts, words))


def _first(
    kind: str, parts: tuple[Node, ...], words: Mapping[str, tuple[tuple[str, ...], ...]] | None
) -> frozenset[str] | None:
    """The words that a part can begin with; None when it can begin with any, or be missing."""
    if kind == "words":
        return frozenset(words or ())
    if kind == "row":
        begun: frozenset[str] = frozenset()
        for part in parts:
            if part.kind == "maybe" and (inner := _first("either", part.parts, None)) is not None:
                begun |= inner
                continue
            return None if part.first is None else begun | part.first
        return None
    if kind == "either" and all(part.first is not None for part in parts):
        return frozenset(word for part in parts for word in part.first or ())
    return None


def _needed(
    kind: str, parts: tuple[Node, ...], words: Mapping[str, tuple[tuple[str, ...], ...]] | None
) -> frozenset[str] | None:
    """The words of which a row that fits has one in any case; None when there are none."""
    if kind == "words":
        return frozenset(words or ())
    needed = [part.needed for part in parts]
    if kind == "row":
        return min((each for each in needed if each is not None), key=len, default=None)
    if kind == "either" and all(each is not None for each in needed):
        return frozenset(word for each in needed for word in each or ())
    return None
