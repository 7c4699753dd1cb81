"""Plain text and Markdown: the right encoding, and no more markup than people should see."""

from __future__ import annotations

import codecs
from typing import Any

import regex

from index.extract.models import Extracted, Reason, Unreadable
from index.extract.tidy import line

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Encodings whose bytes are also valid UTF-8.
_ESCAPED = ("iso-2022", "hz")
# Encodings of pages and mails, by Python's names (the Encoding Standard, whatwg.org, and its predecessors). Otherwise a
# page could name any of Python's codecs: some are not for text, and some produce halves of characters.
CHARSETS = frozenset(
    {"ascii", "utf-8", "utf-16", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "tis-620"}
    | {f"iso8859-{number}" for number in range(1, 17) if number != 12}
    | {f"cp{number}" for number in (437, 850, 866, 874, 932, 949, 950, *range(1250, 1259))}
    | {"gb2312", "gbk", "gb18030", "hz", "big5", "big5hkscs", "shift_jis", "shift_jis_2004", "euc_jp", "euc_kr"}
    | {"iso2022_jp", "iso2022_kr", "johab", "euc_jis_2004"}
)
DETECTED_FROM = 200_000
# Not assigned, private, a control, half of a character, or put in the place of one that cannot be read.
_NO_TEXT = regex.compile(r"[\p{Cn}\p{Co}\p{Cs}\x00-\x08\x0e-\x1a\x1c-\x1f\ufffd]")
# In a text a few of them may stand, or this share of it.
_FEW_WRONG, _WRONG = 3, 0.02
# In UTF-16 this share of the bytes is empty at least, where it has Latin letters; few at the wrong place.
_EMPTY, _STRAY = 0.2, 0.05
_ASCII = bytes(range(128))
_TURKISH = frozenset("ğĞıİşŞ".encode("cp1254"))
_TURKISH_TOO = frozenset("çÇöÖüÜâÂîÎûÛ“”‘’–—…«»€°§·•™©®\xa0".encode("cp1254"))
_FRONT_MATTER = regex.compile(r"\A---\n(?P<fields>(?:[^\n]*\n){1,50}?)---\n")
_FIELD = regex.compile(r"(?m)^(?P<name>title|author|date):\s*[\"']?(?P<value>[^\n\"']+)")
# All repetitions are bounded or possessive: a file of brackets must not take quadratic time.
_HEADING = regex.compile(r"(?m)^#{1,6}[ \t]++(.+)$")
_UNDERLINED = regex.compile(r"(?m)^(\S[^\n]*)\n(?:=+|-{3,})[ \t]*$")
_FENCE = regex.compile(r"(?m)^(?:```|~~~)[^\n]*$\n?")
_IMAGE = regex.compile(r"!\[([^\[\]\n]{0,500}+)\]\([^)\s]{0,500}+(?:\s{1,4}\"[^\"\n]{0,500}\")?\)")
_LINK = regex.compile(r"\[([^\[\]\n]{1,500}+)\]\([^)\s]{0,500}+(?:\s{1,4}\"[^\"\n]{0,500}\")?\)")
_STRONG = regex.compile(r"(\*\*|__)(?=\S)([^\n]{1,500}?)(?<=\S)\1")
_EMPHASIS = regex.compile(r"(?<![\w*])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*])")
_CODE = regex.compile(r"`([^`\n]+)`")
_QUOTE = regex.compile(r"(?m)^> ?")
_RULE = regex.compile(r"(?m)^[ \t]*(?:[-*_][ \t]*){3,}$")


def read(content: bytes, *, charset: str = "", **_: Any) -> Extracted:
    """The text as it is. Raises Unreadable if it is not text in any encoding."""
    return Extracted(text=decoded(content, charset))


def markdown(content: bytes, *, charset: str = "", **_: Any) -> Extracted:
    """The text without Markdown's marks; the first heading is the title."""
    text = decoded(content, charset).replace("\r\n", "\n")
    front = _FRONT_MATTER.match(text)
    fields = {each["name"]: each["value"].strip() for each in _FIELD.finditer(front["fields"])} if front else {}
    text = text[front.end() :] if front else text
    heading = _HEADING.search(text) or _UNDERLINED.search(text)
    title = fields.get("title") or (_closed(heading) if heading else None)
    # A heading is a paragraph of its own, with blank lines around it or without.
    text = _UNDERLINED.sub(
        r"\n\1\n", _RULE.sub("", _FENCE.sub("", _HEADING.sub(lambda found: f"\n{_closed(found)}\n", text)))
    )
    text = _inline(_QUOTE.sub("", text))
    return Extracted(text=text, title=line(_inline(title or "")), author=line(fields.get("author")))


def decoded(content: bytes, charset: str = "") -> str:
    """The text, decoded by its byte order mark, as UTF-8, as declared, or by a guess.

    Raises Unreadable if none of these fits.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _readable(content[len(mark) :].decode(encoding, errors="replace"))
    if (wide := _wide(content)) is not None:
        return _readable(content.decode(wide, errors="replace"))
    wanted = [charset, "utf-8"] if charset.lower().startswith(_ESCAPED) else ["utf-8", charset]
    for encoding in filter(_is_charset, wanted):
        try:
            text = content.decode(encoding)
        except (UnicodeError, LookupError, ValueError):
            continue
        if "\x00" not in text:
            return text
    if _is_turkish(content[:DETECTED_FROM]):
        return content.decode("cp1254", errors="replace")
    from charset_normalizer import from_bytes

    best = from_bytes(content[:DETECTED_FROM]).best()
    if best is None:
        raise Unreadable(Reason.UNKNOWN_TYPE)
    return _readable(content.decode(best.encoding, errors="replace"))


def _wide(content: bytes) -> str | None:
    """UTF-16 in the order that its empty bytes tell, for a text without a mark; None where it has none of them."""
    head = content[:DETECTED_FROM]
    first, second = head[::2].count(0), head[1::2].count(0)
    if first + second < _EMPTY * len(head):
        return None
    if min(first, second) > _STRAY * max(first, second):
        raise Unreadable(Reason.GARBLED)
    return "utf-16-be" if first > second else "utf-16-le"


def _readable(text: str) -> str:
    """The text. Raises Unreadable where too much of it is no text: signs that are none, or a jumble of scripts."""
    head = text[:DETECTED_FROM]
    wrong = len(_NO_TEXT.findall(head))
    if wrong > max(_FEW_WRONG, _WRONG * len(head)) or _is_shifted(head):
        raise Unreadable(Reason.GARBLED)
    return text


def _is_shifted(text: str) -> bool:
    """Whether it is UTF-16 that was read a byte too early or too late.

    Latin letters stand in the upper bytes then, below an empty one: U+6500 for "e", U+2000 for a space.
    """
    signs = [ord(each) for each in text if each not in "\r\n"]
    return bool(signs) and sum(each & 0xFF == 0 and each > 0 for each in signs) > len(signs) / 2


def _is_charset(name: str) -> bool:
    try:
        return codecs.lookup(name).name in CHARSETS
    except (LookupError, ValueError):
        return False


def _is_turkish(content: bytes) -> bool:
    """Whether an 8-bit text is Turkish: it has only Turkish letters and usual marks, and some letters only Turkish has.

    ISO 8859-9 differs from Latin 1 in six letters, which are Icelandic there; Icelandic also has others.
    """
    high = set(content.translate(None, _ASCII))
    return len(high & _TURKISH) >= 2 and high <= _TURKISH | _TURKISH_TOO and content.count(0) == 0


def _closed(heading: regex.Match[str]) -> str:
    """A heading without its optional closing marks."""
    return str(heading[1]).rstrip(" \t").rstrip("#").rstrip(" \t")


def _inline(text: str) -> str:
    text = _LINK.sub(r"\1", _IMAGE.sub(r"\1", text))
    return str(_CODE.sub(r"\1", _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text))))
