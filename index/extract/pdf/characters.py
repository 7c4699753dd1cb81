"""The characters of a PDF's page and their places, from pdfium.

pdfium's boxes mislead: the letters of a ligature share one, some fonts' boxes are only as large as the ink, and a
cluster with a text of its own in the file (``/ActualText``) has its first glyph's box, and comes twice if a mark is
drawn separately. So the type size and the pen's position are read from the objects, and a cluster is one character with
all its ink.
"""

from __future__ import annotations

import ctypes
import math
from typing import Any, Final, NamedTuple
from unicodedata import category

import regex

from index.extract.pdf.bidi import RIGHT_TO_LEFT

# pdfium's marks for a hyphen at the end of a line.
_HYPHENS: Final = {0x02: "-", 0xAD: "-", 0xFFFE: "-"}
# Directions of text that differ by less than this many degrees are the same.
_DEGREES: Final = 5
# The longest ``/ActualText`` of a cluster, in bytes of UTF-16; a longer one is a line's.
_LONGEST_OWN: Final = 64
_OWN: Final = b"ActualText"
_UNICODE_OF: Final = ctypes.CFUNCTYPE(ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)
_OBJECT_OF: Final = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_BOX_OF: Final = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
# Letters below this code point never combine.
_SIMPLE: Final = 0x300
# Orders that mean visual order: lam and alef form a ligature, alef and lam do not; no mark precedes its letter.
_TURNED: Final = regex.compile(r"[اأإآٱ]ل|\p{Mn}+[\p{Hebrew}\p{Arabic}]")


class Direction(NamedTuple):
    """Unit vectors: ``along`` the lines, and upwards ``across`` them."""

    along: tuple[float, float]
    across: tuple[float, float]


LEVEL: Final = Direction((1.0, 0.0), (0.0, 1.0))


class Character:
    """A character, or the letters of a ligature or cluster, with its box along the lines.

    ``pen`` and ``base`` are where drawing began, along and across the lines; all values are in points. ``spaced``:
    pdfium assumes a space before it. A space in the file is a character itself.
    """

    __slots__ = ("base", "end", "pen", "size", "spaced", "start", "text", "thing")

    def __init__(
        self, text: str, start: float, end: float, pen: float, base: float, size: float, spaced: bool, thing: int
    ) -> None:
        self.text = text
        self.start = start
        self.end = end
        self.pen = pen
        self.base = base
        self.size = size
        self.spaced = spaced
        self.thing = thing


class _Drawn(NamedTuple):
    """An object's values for its characters.

    ``own`` is the mark of a cluster with a text of its own, or 0; ``base`` is the height of a level line.
    """

    size: float
    direction: Direction
    own: int
    base: float


def is_mark(text: str) -> bool:
    """Whether this is a mark that stands above or below a letter."""
    return not text.isascii() and category(text[0]) == "Mn"


def dot(vector: tuple[float, float], x: float, y: float) -> float:
    """The dot product of the vector and a point."""
    return vector[0] * x + vector[1] * y


class PageText:
    """The characters of one page, which must stay open meanwhile."""

    def __init__(self, page: Any, raw: Any) -> None:
        self._page, self._raw = page, raw
        self._text = page.get_textpage()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._to_x, self._to_y = ctypes.byref(self._x), ctypes.byref(self._y)
        self._drawn: dict[int, _Drawn] = {}
        self._told: dict[int, int] = {}
        self._unmarked: set[int] = set()
        self._extents: dict[int, tuple[float, float, float, float]] | None = None

    def close(self) -> None:
        """Ends reading."""
        self._text.close()

    def characters(self) -> list[tuple[Direction, Character]]:
        """Every character in the library's order, with the direction of its line."""
        raw = self._raw
        # Numbers cost less than pointers; these lines run for every character of a book.
        unicode_of = ctypes.cast(raw.FPDFText_GetUnicode, _UNICODE_OF)
        object_of = ctypes.cast(raw.FPDFText_GetTextObject, _OBJECT_OF)
        box_of = ctypes.cast(raw.FPDFText_GetLooseCharBox, _BOX_OF)
        page, box = _address(self._text.raw), raw.FS_RECTF()
        to_box = ctypes.addressof(box)
        found: list[tuple[Direction, Character]] = []
        last: Character | None = None
        drawn: _Drawn | None = None
        thing = last_left = 0
        spaced = False
        for at in range(raw.FPDFText_CountChars(self._text.raw)):
            code = unicode_of(page, at)
            if code == 10 or code == 13:
                spaced = False
                continue
            address = object_of(page, at)
            if not address:
                spaced = True
                continue
            text = chr(code) if 32 <= code < 0xD800 and code != 0xAD else self._decoded(code, at)
            if not text or not box_of(page, at, to_box):
                continue
            if address != thing or drawn is None:
                thing, drawn = address, self._drawn.get(address) or self._describe(address, at)
            left = box.left
            if drawn.own:
                # The first object of a cluster has all its characters.
                if self._told.setdefault(drawn.own, thing) != thing:
                    continue
                self._enclose(drawn.own, box)
            if code < _SIMPLE and drawn.direction is LEVEL:
                # The pen starts where the box does, and an object has one base line.
                start = pen = box.left
                end, base = box.right, drawn.base
            else:
                start, end, pen, base = self._placed(drawn, at, box)
            if code == 32 or (code > 127 and text.isspace()):
                text = " "
                if end <= start:
                    spaced = True
                    continue
            elif (
                last is not None
                and last.pen == pen
                and last.base == base
                and last.thing == thing
                and (drawn.own or not is_mark(last.text))
            ):
                # The letters of a ligature, which is drawn once.
                _join(last, text, start, end, ahead=left > last_left)
                continue
            last, last_left = Character(text, start, end, pen, base, drawn.size, spaced, thing), left
            spaced = False
            found.append((drawn.direction, last))
        return found

    def _placed(self, drawn: _Drawn, at: int, box: Any) -> tuple[float, float, float, float]:
        """Where a character's box starts and ends, and where drawing it began, along its line and across."""
        self._raw.FPDFText_GetCharOrigin(self._text.raw, at, self._to_x, self._to_y)
        x, y = self._x.value, self._y.value
        if drawn.direction is LEVEL:
            return box.left, box.right, x, y
        along, across = drawn.direction
        corners = [dot(along, each, other) for each in (box.left, box.right) for other in (box.bottom, box.top)]
        return min(corners), max(corners), dot(along, x, y), dot(across, x, y)

    def _decoded(self, code: int, at: int) -> str:
        if code in _HYPHENS:
            return _HYPHENS[code]
        if 0xD800 <= code < 0xDC00:
            # Beyond U+FFFF a character is given in two halves.
            low = self._raw.FPDFText_GetUnicode(self._text.raw, at + 1)
            return chr(0x10000 + (code - 0xD800) * 0x400 + low - 0xDC00) if 0xDC00 <= low < 0xE000 else ""
        if code < 32 or code > 0x10FFFF or 0xDC00 <= code < 0xE000:
            return ""
        return chr(code)

    def _describe(self, thing: int, at: int) -> _Drawn:
        raw, handle = self._raw, self._text.raw
        matrix = raw.FS_MATRIX()
        raw.FPDFText_GetMatrix(handle, at, ctypes.byref(matrix))
        points = abs(raw.FPDFText_GetFontSize(handle, at))
        size = points * (math.hypot(matrix.c, matrix.d) or math.hypot(matrix.a, matrix.b) or 1.0)
        own = self._own(raw.FPDFText_GetTextObject(handle, at))
        raw.FPDFText_GetCharOrigin(handle, at, self._to_x, self._to_y)
        direction = _direction(matrix.a, matrix.b, matrix.c, matrix.d)
        drawn = _Drawn(max(size, 1.0), direction, own, self._y.value)
        self._drawn[thing] = drawn
        return drawn

    def _own(self, thing: Any) -> int:
        """The mark that gives this object, and others, a text of their own; 0 if there is none."""
        raw = self._raw
        last = raw.FPDFPageObj_CountMarks(thing) - 1
        if last < 0:
            return 0
        # The innermost mark: what is around it gives the text of more than a cluster.
        mark = raw.FPDFPageObj_GetMark(thing, last)
        address = _address(mark)
        if address in self._unmarked:
            return 0
        if raw.FPDFPageObjMark_GetParamValueType(mark, _OWN) != raw.FPDF_OBJECT_STRING:
            self._unmarked.add(address)
            return 0
        length = ctypes.c_ulong()
        raw.FPDFPageObjMark_GetParamStringValue(mark, _OWN, None, 0, ctypes.byref(length))
        return address if length.value <= _LONGEST_OWN else 0

    def _enclose(self, mark: int, box: Any) -> None:
        """Widens the box to all that is drawn under this mark."""
        if self._extents is None:
            self._extents = {}
            self._measure(self._extents)
        if mark in self._extents:
            left, bottom, right, top = self._extents[mark]
            box.left, box.bottom = min(box.left, left), min(box.bottom, bottom)
            box.right, box.top = max(box.right, right), max(box.top, top)

    def _measure(self, extents: dict[int, tuple[float, float, float, float]]) -> None:
        """Notes the box of each innermost mark of the page, once."""
        raw, page = self._raw, self._page.raw
        edges = [ctypes.c_float() for _ in range(4)]
        to_edges = [ctypes.byref(each) for each in edges]
        for number in range(raw.FPDFPage_CountObjects(page)):
            thing = raw.FPDFPage_GetObject(page, number)
            last = raw.FPDFPageObj_CountMarks(thing) - 1
            if last < 0 or raw.FPDFPageObj_GetType(thing) != raw.FPDF_PAGEOBJ_TEXT:
                continue
            mark = _address(raw.FPDFPageObj_GetMark(thing, last))
            if mark in self._unmarked or not raw.FPDFPageObj_GetBounds(thing, *to_edges):
                continue
            left, bottom, right, top = (each.value for each in edges)
            known = extents.get(mark)
            if known is not None:
                left, bottom = min(left, known[0]), min(bottom, known[1])
                right, top = max(right, known[2]), max(top, known[3])
            extents[mark] = (left, bottom, right, top)


def _join(character: Character, text: str, start: float, end: float, *, ahead: bool) -> None:
    """Adds a letter to a ligature or cluster. ``ahead``: its box is to the right of the previous one."""
    # The box of a cluster is divided among its letters as they are read.
    turned = ahead and RIGHT_TO_LEFT.match(text)
    character.text = text + character.text if turned else character.text + text
    if not character.text.isascii() and _TURNED.fullmatch(character.text):
        character.text = character.text[::-1]
    character.start, character.end = min(start, character.start), max(end, character.end)


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def named(direction: Direction) -> Direction:
    """``direction``, which is LEVEL itself if it is level."""
    return LEVEL if direction == LEVEL else direction


def _direction(a: float, b: float, c: float, d: float) -> Direction:
    """The direction of lines under this matrix; in mirrored text, that of its letters."""
    if a > 0 and d > 0 and abs(b) < 0.05 * a:
        return LEVEL
    turn = math.radians(_DEGREES * round(math.degrees(math.atan2(b, a)) / _DEGREES))
    mirrored = a * d - b * c < 0
    x, y = round(math.cos(turn), 6) + 0.0, round(math.sin(turn), 6) + 0.0
    found = Direction((x, y), (y + 0.0, -x + 0.0) if mirrored else (-y + 0.0, x))
    return named(found)
