"""Reading zip archives that may be bombs: what is inside is never inflated beyond what may be kept."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from index.extract.models import MOST_ELEMENTS, Reason, Room, Unreadable

LARGEST_MEMBER = 40_000_000
LARGEST_ALL = 120_000_000
MOST_MEMBERS = 20_000


def open_zip(content: bytes) -> zipfile.ZipFile:
    """The archive, of which only the directory is read. Raises Unreadable when that is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        # `zipfile` has its own error only for what it checks: a directory that points or counts wrongly, or asks for
        # a version that it does not know, raises the others.
        raise Unreadable(Reason.DAMAGED, "a damaged archive") from error


class Archive:
    """An archive in memory. Whatever is wrong with it is raised as Unreadable."""

    def __init__(self, content: bytes) -> None:
        self._zip = open_zip(content)
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise Unreadable(Reason.TOO_COMPLEX)
        self._left = LARGEST_ALL
        self.elements = Room(MOST_ELEMENTS, Reason.TOO_COMPLEX)

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A member, whatever size it claims to have."""
        try:
            info = self._zip.getinfo(name)
            if info.flag_bits & 1:
                raise Unreadable(Reason.ENCRYPTED)
            with self._zip.open(info) as member:
                content = member.read(min(LARGEST_MEMBER, self._left) + 1)
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(Reason.DAMAGED, "a damaged archive") from error
        if len(content) > min(LARGEST_MEMBER, self._left):
            raise Unreadable(Reason.TOO_COMPLEX, "an archive that grows too large")
        self._left -= len(content)
        return content

    def xml(self, name: str) -> Any:
        """A member as an XML tree: no entities, no network, no depth that would end us."""
        from lxml import etree

        content = self.read(name)
        if b"<!ENTITY" in content:
            # No office program or book writes them; bombs do.
            raise Unreadable(Reason.DAMAGED, "entities")
        # Counted before there is a tree: an element of a few bytes takes hundreds there.
        self.elements.take(content.count(b"<") - content.count(b"</"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(Reason.DAMAGED, "damaged XML") from error
