"""UTF-16 code units: Telegram counts every offset, length and limit in them."""

from __future__ import annotations


def _encode(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def length(text: str) -> int:
    """The number of UTF-16 code units in `text`."""
    return len(_encode(text)) // 2


def cut(text: str, start: int, end: int) -> str:
    """The part of `text` between two UTF-16 offsets; half of a character comes out as a lone surrogate."""
    return _encode(text)[2 * start : 2 * end].decode("utf-16-le", "surrogatepass")


def offsets(text: str) -> list[int]:
    """The UTF-16 offset of every code point of `text`, and of its end."""
    found, position = [0], 0
    for character in text:
        position += 2 if ord(character) > 0xFFFF else 1
        found.append(position)
    return found
