"""Recognises the format of a document by its bytes."""

from __future__ import annotations

import re
from enum import Enum, auto

from index.extract.archive import open_zip
from index.extract.models import Reason, Unreadable


class Format(Enum):
    """The formats that can be read."""

    HTML = auto()
    PDF = auto()
    DOCX = auto()
    EPUB = auto()
    MARKDOWN = auto()
    TEXT = auto()


_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_BINARY = (
    *(b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"OggS", b"ID3", b"\x1f\x8b", b"BZh", b"7z\xbc\xaf", b"Rar!"),
    *(b"\xfd7zXZ", b"\x7fELF", b"MZ", b"{\\rtf", b"SQLite format 3", b"%!PS", b"II*\x00", b"MM\x00*", b"\x00\x00\x00"),
)
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_TAG = re.compile(
    rb"<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>]|article[\s>]|div[\s>]|p[\s>]|h1[\s>]|meta\s)", re.IGNORECASE
)
# A comment ends at its first end mark: trying later ones, too, would take quadratic time with many comments.
_OPENS_HTML = re.compile(
    rb"\s*+(?><!--.*?-->\s*|<\?xml[^>]*>\s*)*+<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL
)
_MARKDOWN = re.compile(rb"(?m)^#{1,6} \S|^```|\]\(https?://|^[ \t]*[-*] \[[ x]\] ")


def format_of(content: bytes, *, media_type: str = "", name: str = "") -> Format:
    """The document's format. Raises Unreadable if it cannot be read, or is encrypted."""
    head = content[:4096]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK"):
        return _zipped(content)
    if head.startswith(_OLE):
        # Word's names in UTF-16: an encrypted document is wrapped in the old format.
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise Unreadable(Reason.ENCRYPTED if encrypted else Reason.OLD_WORD)
    if head.startswith(_BINARY) and not head.startswith(_BOMS):
        raise Unreadable(Reason.UNKNOWN_TYPE)
    if not head.startswith(_BOMS) and _looks_binary(head):
        raise Unreadable(Reason.UNKNOWN_TYPE)
    narrow = head.replace(b"\x00", b"")
    declared_html = "html" in media_type or name.lower().endswith((".html", ".htm", ".xhtml"))
    if _OPENS_HTML.match(narrow.removeprefix(_BOMS[0])) or (declared_html and _TAG.search(narrow)):
        return Format.HTML
    if "markdown" in media_type or name.lower().endswith((".md", ".markdown")) or _MARKDOWN.search(narrow):
        return Format.MARKDOWN
    return Format.TEXT


def _looks_binary(head: bytes) -> bool:
    controls = sum(byte < 32 and byte not in b"\t\n\v\f\r\x1b" for byte in head)
    # Every second byte may be zero: UTF-16 without a byte order mark.
    return controls > len(head) // 50 and not (0.3 < head.count(0) / max(1, len(head)) < 0.6)


def _zipped(content: bytes) -> Format:
    with open_zip(content) as archive:
        names = set(archive.namelist())
    if "word/document.xml" in names:
        return Format.DOCX
    if "META-INF/container.xml" in names:
        return Format.EPUB
    raise Unreadable(Reason.UNKNOWN_TYPE)
