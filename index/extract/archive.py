"""Reads zip archives that may be bombs: nothing is inflated beyond the limit of a text."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from index.extract.models import MOST_ELEMENTS, Reason, Room, Unreadable

LARGEST_MEMBER = 40_000_000
LARGEST_ALL = 120_000_000
MOST_MEMBERS = 20_000


def open_zip(content: bytes) -> zipfile.ZipFile:
    """Opens an archive and reads only its directory. Raises Unreadable if that is damaged."""
    try:
        return zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, RuntimeError) as error:
        # `zipfile` has an error of its own only for what it checks. Wrong offsets or counts in the directory, or an
        # unknown version, raise the others.
        raise Unreadable(Reason.DAMAGED, "a damaged archive") from error


class Archive:
    """An archive in memory. Every error in it is raised as Unreadable."""

    def __init__(self, content: bytes) -> None:
        self._zip = open_zip(content)
        if len(self._zip.infolist()) > MOST_MEMBERS:
            raise Unreadable(Reason.TOO_COMPLEX)
        self._left = LARGEST_ALL
        self.elements = Room(MOST_ELEMENTS, Reason.TOO_COMPLEX)

    def __contains__(self, name: str) -> bool:
        return name in self._zip.NameToInfo

    def read(self, name: str) -> bytes:
        """A member's bytes, whatever size it claims."""
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
        """A member as an XML tree: no entities, no network, limited depth."""
        from lxml import etree

        content = self.read(name)
        if b"<!ENTITY" in content:
            # Only bombs have entities, no office program or book does.
            raise Unreadable(Reason.DAMAGED, "entities")
        # Counted before parsing: an element of a few bytes takes hundreds in the tree.
        self.elements.take(content.count(b"<") - content.count(b"</"))
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise Unreadable(Reason.DAMAGED, "damaged XML") from error
