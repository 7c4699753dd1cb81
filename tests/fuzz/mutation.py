"""Mistakes by which something real becomes something that nobody meant: in JSON, in pieces of a text, in bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T", str, bytes)
Path = tuple[str | int, ...]
MOST_MISTAKES = 6

CHARACTERS = st.one_of(
    st.characters(),
    st.sampled_from(
        "\0\t\n\r\v\x85\xa0\xad\u0300\u0345\u05d0\u0627\u0e33\u200b\u200d\u200f\u2028\u202e\ufeff\uff0e\U0001f1e9"
    ),
    st.sampled_from("<>&\"'`*_[](){}|\\/:;,.!?-–—“”„«»0123456789%$€ßİıſ"),
)
WORDS = st.text(CHARACTERS, max_size=12)
NUMBERS = st.one_of(
    st.integers(-3, 70),
    st.sampled_from([2**31 - 1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**30, 1_800_000_000]),
    st.floats(allow_nan=False, allow_infinity=False),
)
SCALARS = st.one_of(st.none(), st.booleans(), NUMBERS, WORDS, st.just("x" * 5000))
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3), max_leaves=6
)


def some_mistakes(mistakes: st.SearchStrategy[Callable[[Any], Any]], start: st.SearchStrategy[Any]) -> Any:
    """``start`` with up to so many mistakes, one after the other."""

    def made(drawn: tuple[Any, list[Callable[[Any], Any]]]) -> Any:
        value, several = drawn
        for each in several:
            value = each(value)
        return value

    return st.tuples(start, st.lists(mistakes, max_size=MOST_MISTAKES)).map(made)


def spoilt_json(bases: Sequence[Any]) -> st.SearchStrategy[Any]:
    """One of the values, some of whose parts are gone, doubled, exchanged, nested, or something else."""
    names = sorted({name for base in bases for path in paths(base) for name in path if isinstance(name, str)})
    kinds = sorted({str(each) for base in bases for each in leaves(base) if isinstance(each, str)})

    @st.composite
    def mistake(draw: st.DrawFn) -> Callable[[Any], Any]:
        where, how = draw(st.floats(0, 1, exclude_max=True)), draw(st.integers(0, 6))
        value, name = draw(VALUES | st.sampled_from(kinds or [""])), draw(st.sampled_from(names) if names else WORDS)
        depth = draw(st.sampled_from((1, 3, 40)))
        return lambda base: _spoilt(base, where, how, value, name, depth)

    # What goes to Telegram and comes from it is JSON: no number is not one, no key is none.
    spoilt: st.SearchStrategy[Any] = some_mistakes(mistake(), st.sampled_from(bases))
    return spoilt.map(lambda value: json.loads(json.dumps(value)))


def _spoilt(base: Any, where: float, how: int, value: Any, name: str, depth: int) -> Any:
    base = deepcopy(base)
    places = [*paths(base)]
    if not places:
        return base
    *way, last = places[int(where * len(places))]
    holder = base
    for step in way:
        holder = holder[step]
    match how:
        case 0:
            del holder[last]
        case 1 if isinstance(holder, dict):
            holder[name] = holder.pop(last)
        case 2 if isinstance(holder, list) and isinstance(last, int):
            holder.insert(last, deepcopy(holder[last]))
        case 3:
            for _ in range(depth):
                holder[last] = [holder[last]] if depth % 2 else {name: holder[last]}
        case 4 if isinstance(holder, dict):
            holder[name] = value
        case 5 if isinstance(holder[last], dict | list):
            # A whole that is a part of itself, once.
            holder[last] = deepcopy(base)
        case _:
            holder[last] = value
    return base


def paths(value: Any, way: Path = ()) -> list[Path]:
    """Where each part of a value is."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found: list[Path] = []
    for name, part in inner:
        found += [(*way, name), *paths(part, (*way, name))]
    return found


def leaves(value: Any) -> list[Any]:
    """What is in a value, and holds nothing itself."""
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else None
    return [value] if inner is None else [leaf for part in inner for leaf in leaves(part)]


def spoilt_pieces(bases: Sequence[Sequence[T]], more: st.SearchStrategy[T], between: T) -> st.SearchStrategy[T]:
    """One of the texts, given as its pieces, some of which are gone, doubled, exchanged, repeated or new ones."""
    known = [piece for base in bases for piece in base]

    @st.composite
    def mistake(draw: st.DrawFn) -> Callable[[Any], Any]:
        where: float = draw(st.floats(0, 1, exclude_max=True))
        other: float = draw(st.floats(0, 1, exclude_max=True))
        how: int = draw(st.integers(0, 5))
        piece: T = draw(st.sampled_from(known) | more)
        times: int = draw(st.sampled_from((2, 5, 60)))

        def make(pieces: list[Any]) -> list[Any]:
            one: int = int(where * len(pieces))
            two: int = int(other * len(pieces))
            low: int = min(one, two)
            high: int = max(one, two)
            match how if pieces else 0:
                case 0:
                    return [*pieces[:one], piece, *pieces[one:]]
                case 1:
                    return pieces[:low] + pieces[high:]
                case 2:
                    return pieces[:one] + [pieces[one]] * times + pieces[one:]
                case 3:
                    return pieces[:high] + pieces[low:high] + pieces[high:]
                case 4:
                    return [*pieces[:low], pieces[high], *pieces[low + 1 : high], pieces[low], *pieces[high + 1 :]]
                case _:
                    return [*pieces[:one], piece, *pieces[one + 1 :]]

        return make

    spoilt: st.SearchStrategy[list[T]] = some_mistakes(mistake(), st.sampled_from([list(base) for base in bases]))
    return spoilt.map(between.join)


def spoilt_bytes(bases: Sequence[bytes]) -> st.SearchStrategy[bytes]:
    """One of the contents, cut into short pieces, with some of them spoilt."""
    return spoilt_pieces([_cut(base) for base in bases], st.binary(max_size=8), b"")


def _cut(content: bytes, size: int = 7) -> list[bytes]:
    return [content[start : start + size] for start in range(0, len(content), size)]
