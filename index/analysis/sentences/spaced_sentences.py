"""Sentences of Thai and Lao, which only a space ends; but spaces stand elsewhere, too.

A space ends a sentence if enough text stands before it and the text behind it begins like a clause, or if it
stands between two long runs of letters. A space beside a figure, a foreign word, a name or a mark ends none, nor does
a full stop between letters. In doubt sentences stay together: most have 60 to 200 code points. Each space is examined
once, with a few code points on either side.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import regex

from index.models import Span

# Code points that a sentence needs before a clearly marked beginning; two runs between spaces; any possible space.
_MARKED: Final = 50
_UNMARKED: Final = 90
_LONGEST: Final = 260
# A run of at least this many letters is a clause, hardly a name.
_CLAUSE: Final = 24
_SHORTEST_REST: Final = 15
_LOOK: Final = 24

_SPACED: Final = regex.compile(r"[\p{Thai}\p{Lao}]")
_RUN: Final = regex.compile(r"\S++")
_ENDED: Final = regex.compile(r"(?:[!?…]|ครับ|ค่ะ|(?<=[\p{Thai}\p{Lao}]{6})\.)[\"'”’)]*+\Z")
_BEGINS: Final = regex.compile(
    "อย่างไรก็|ทั้งนี้|นอกจาก|ขณะเดียวกัน|ในขณะเดียวกัน|จากนั้น|ต่อมา|ล่าสุด|ก่อนหน้านี้|ดังนั้น|แต่|ส่วน|ด้าน|เมื่อ(?:เวลา|วัน|คืน|เช้า|วาน|ปี)|หลังจาก"
    "|ภายหลัง|พร้อมกันนี้|หาก|ถ้า|แม้|ปัจจุบัน|เบื้องต้น|สุดท้าย|ในที่สุด|ขณะนี้|วันนี้|ตอนนี้|อีกทั้ง|ทว่า"
    "|ແຕ່|ນອກຈາກ|ຫຼັງຈາກ|ພາຍຫຼັງ|ໃນຂະນະດຽວກັນ|ດັ່ງນັ້ນ|ປັດຈຸບັນ|ທັງນີ້|ຖ້າ"
)
# A person who is the next clause's subject, unless the clause before is a list of names.
_PERSON: Final = regex.compile(r"นาย|นาง|พล\.|พ\.ต|ร\.ต|ดร\.|ศ\.|เจ้าหน้าที่|ตำรวจ|ทางการ|ท่าน")
# Continues the clause before: and, or, which, that, a verb of saying behind its speaker, an age.
_GOES_ON: Final = regex.compile(
    r"[\p{Nd}\p{Latin}\p{Sc}%)\]}”’»ๆฯ.,:;/–-]|และ|หรือ|กับ|ที่|ซึ่ง|ว่า|ของ|โดย|เพราะ|เนื่องจาก|เพื่อ|สำหรับ|จาก(?!นั้น)|ใน(?!ขณะเดียวกัน|ที่สุด)|เป็น|คือ|ได้แก่|เช่น|จำนวน|กล่าว|เปิดเผย|ระบุ|บอก|ชี้แจง|ยืนยัน"
    r"|อายุ|จึง|ก็|ให้|ถึง|รวม|ประมาณ|บาท|คน|น\.|ແລະ|ຫຼື|ທີ່|ວ່າ|ຂອງ|ກັບ|ໄດ້|ຈຳນວນ"
)
_WANTS_MORE: Final = regex.compile(
    r"(?:[\p{Nd}\p{Latin}(\[{“‘«,:;/–-]|ว่า|ที่|ของ|และ|หรือ|โดย|ใน|กับ|เป็น|คือ|ได้แก่|เช่น|ชื่อ|นาย|นาง|นางสาว|น\.ส\.|ด\.ช\.|ด\.ญ\.|ดร\.|จำนวน|ประมาณ"
    r"|วันที่|เวลา|พ\.ศ\.|ราคา|ວ່າ|ທີ່|ຂອງ|ແລະ|ຫຼື|ທ່ານ|ນາງ|ວັນທີ)\Z"
)
_OPENING: Final = "“‘«(["
_SHUTTING: Final = "”’»)]"


def is_spaced(text: str) -> bool:
    """Whether a substantial part of ``text`` is in such a script."""
    return len(_SPACED.findall(text)) * 4 > len(text)


def boundaries(text: str, offset: int) -> Iterator[Span]:
    """The sentences of ``text``, one behind the other without a gap, as spans that begin at ``offset``."""
    runs = [match.span() for match in _RUN.finditer(text)]
    start = depth = 0
    for number, (begin, end) in enumerate(runs[:-1]):
        depth = _depth(depth, text, begin, end)
        following = runs[number + 1]
        if runs[-1][1] - following[0] < _SHORTEST_REST:
            break
        before = text[max(begin, end - _LOOK) : end]
        after = text[following[0] : min(following[1], following[0] + _LOOK)]
        clauses = (end - begin >= _CLAUSE, following[1] - following[0] >= _CLAUSE)
        if _cuts(end - start, before, after, inside=depth > 0, clauses=clauses):
            yield Span(offset + start, offset + following[0])
            start, depth = following[0], 0
    if start < len(text):
        yield Span(offset + start, offset + len(text))


def _cuts(length: int, before: str, after: str, *, inside: bool, clauses: tuple[bool, bool]) -> bool:
    """Whether a space between these runs of letters ends a sentence of ``length`` code points.

    ``inside``: quotation marks or brackets are open; ``clauses``: whether each run is long enough for one.
    """
    if _ENDED.search(before) and not inside:
        return length >= _SHORTEST_REST and not _GOES_ON.match(after)
    if inside and length < _LONGEST:
        return False
    if _BEGINS.match(after):
        return length >= _MARKED and not _wants_more(before, figures=False)
    if _GOES_ON.match(after) or _wants_more(before, figures=True):
        return False
    if clauses[0] and _PERSON.match(after):
        return length >= _MARKED
    return length >= (_UNMARKED if all(clauses) else _LONGEST)


def _wants_more(before: str, *, figures: bool) -> bool:
    """Whether a clause cannot end like this; ``figures``: nor in a figure, a foreign word or an abbreviation."""
    ended = before[-1].isdecimal() or before[-1].isascii()
    if ended:
        return figures or before[-1] in "(:,;/-"
    return _WANTS_MORE.search(before) is not None


def _depth(depth: int, text: str, begin: int, end: int) -> int:
    """How many quotation marks and brackets are open behind this run."""
    for mark in text[begin:end]:
        if mark == '"':
            depth = depth - 1 if depth else 1
        elif mark in _OPENING:
            depth += 1
        elif mark in _SHUTTING:
            depth = max(0, depth - 1)
    return depth
