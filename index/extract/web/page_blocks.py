"""A web page as pieces of text with their places: what a browser shows between the edges of blocks.

Deletions, ruby readings and footnote marks are left out; powers become superscript digits. The rows of a data table
are lines of one piece, the cells of a layout table are pieces of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import regex

from index.extract.tidy import tidy
from index.extract.web.page_tables import LAYOUT, mark_layout

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_LISTS = frozenset({"ul", "ol", "dl", "menu", "dir"})
_TEXTUAL = HEADINGS | {"p", "li", "dt", "dd", "pre", "figcaption", "caption", "summary", "legend", "address", "table"}
_BLOCKS = (
    _TEXTUAL
    | _LISTS
    | {"div", "section", "article", "main", "header", "footer", "aside", "nav", "hr", "blockquote", "center", "hgroup"}
    | {"thead", "tbody", "tfoot", "tr", "td", "th", "figure", "body", "html", "form", "fieldset", "details", "dialog"}
    | {"search"}
)
_GONE = frozenset(
    {"script", "style", "template", "noscript", "head", "svg", "math", "button", "select", "datalist", "textarea"}
    | {
        "option",
        "iframe",
        "object",
        "audio",
        "video",
        "canvas",
        "map",
        "title",
        "rt",
        "rp",
        "rtc",
        "del",
        "s",
        "strike",
    }
)
_ASIDE = frozenset({"nav", "aside", "footer", "figure", "dialog", "menu", "search", "form"})
_WHOLE = frozenset({"html", "body", "main", "article"})
_ROLES = frozenset({"navigation", "complementary", "contentinfo", "search", "dialog", "menu", "menubar", "alert"})
# Parts, between hyphens, of class names of elements around articles.
_AROUND = re.compile(
    r"(?<![a-z])(?:nav|navbar|navigation|menu|footer|sidebar|comments?|disqus|respond|related|recommend(?:ed|ations?)?"
    r"|share|sharing|social|promos?|promotion|ads?|advert(?:s|isement|ising)?|sponsor(?:ed)?|newsletter|subscribe"
    r"|subscription|signup|cookies?|consent|gdpr|breadcrumbs?|tags|toolbar|popular|trending|most-?read|modal|popup"
    r"|overlay|banner|pagination|pager|captions?|credits?|bio|authorbox|taboola|outbrain|paywall|hidden|navbox|toc"
    r"|read-?(?:more|next|also)|more-?from|donate|rating|skip|printfriendly|catlinks|metadata)(?![a-z])"
)
_UNSEEN = re.compile(r"(?<![a-z])(?:visually-?hidden|sr-only|screen-?reader(?:-text)?|mw-editsection)(?![a-z])")
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_GAP = re.compile(r"\n\s*\n")
_POWERS = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")
_POWER = re.compile(r"[+−-]?\d{1,3}")
_CHARGE = re.compile(r"\d{0,2}[+−-]")
# 10⁶, m², x³: a year or a word before the digits makes them the mark of a footnote.
_BASE = regex.compile(r"(?<![\p{L}\p{N}])(?:\d{1,2}|[cdkmµ]?m|mc|ft|in|yd|mi|[a-zA-Z]|s)\)?\s?$|[)\]]$")
_MARK = regex.compile(r"\W*(?:\d{1,3}|[a-z]|[ivx]{1,5}|note \d+|[*†‡§#])(?:\s*[,–-]\s*\d{1,3})*\W*|[*†‡§\W]+", regex.I)


@dataclass(slots=True)
class Place:
    """A block element: its name, the number of its parent (its own if none), and of the last one inside it.

    ``aside``: by its name or class it stands around articles (a menu, a caption, comments).
    """

    parent: int
    tag: str
    aside: bool
    last: int


@dataclass(slots=True)
class Piece:
    """A paragraph of a page: the number of its place, its characters in links, and its list's number (or -1).

    ``loose``: it stands beside other blocks, without an element of its own.
    """

    text: str
    place: int
    linked: int
    listed: int
    loose: bool


@dataclass(slots=True)
class Page:
    """All pieces of a page in reading order, and its block elements in the order in which they begin."""

    pieces: list[Piece]
    places: list[Place]

    def tag(self, piece: Piece) -> str:
        """The name of the piece's element."""
        return self.places[piece.place].tag

    def holder(self, piece: Piece) -> int:
        """The number of the place that holds the piece beside its siblings."""
        return piece.place if piece.loose else self.places[piece.place].parent


def page_of(tree: Any) -> Page:
    """The page of a tree from ``html_blocks.parse``; empty without one."""
    from lxml import etree

    if tree is None:
        return Page([], [])
    mark_layout(tree)
    walk = _Walk()
    walker = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walker:
        tag = local(element.tag)
        if event == "end":
            walk.leave(element, tag)
        elif tag in _GONE or _is_unseen(element):
            walker.skip_subtree()
            walk.skipped = True
        else:
            walk.enter(element, tag)
    walk.flush()
    return Page(walk.pieces, walk.places)


def local(tag: Any) -> str:
    """An element's name in small letters without its namespace; "" for comments and instructions."""
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


class _Walk:
    """The open elements at a point of the document."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.places: list[Place] = [Place(parent=0, tag="", aside=False, last=0)]
        self.skipped = False
        self._open = [0]
        self._lists: list[int] = []
        self._parts: list[str] = []
        self._linked = self._links = self._preformatted = self._tables = 0
        self._raised: list[tuple[int, int]] = []

    def enter(self, element: Any, tag: str) -> None:
        if tag == "table" and (self._tables or element.get(LAYOUT) is None):
            if not self._tables:
                self._begin(element, tag)
            self._tables += 1
        if self._tables:
            self._in_row(tag)
        elif tag in _BLOCKS and tag != "table":
            self._begin(element, tag)
        if tag == "br":
            self._parts.append(" " if self._tables else "\n")
        elif tag == "a":
            self._links += 1
        elif tag == "sup":
            self._raised.append((len(self._parts), self._linked))
        self._preformatted += tag == "pre"
        self._say(element.text if tag else None)

    def leave(self, element: Any, tag: str) -> None:
        if self.skipped:
            self.skipped = False
            self._say(element.tail)
            return
        if tag == "sup" and self._raised:
            self._lower(*self._raised.pop(), element.tail or "")
        self._links -= tag == "a"
        self._preformatted -= tag == "pre"
        if self._tables:
            self._tables -= tag == "table"
            if not self._tables:
                self._finish()
        elif tag in _BLOCKS and tag != "table":
            self._finish()
        self._say(element.tail)

    def flush(self) -> None:
        """Ends the current piece."""
        text, linked = "".join(self._parts), self._linked
        self._parts.clear()
        self._linked = 0
        place = self.places[self._open[-1]]
        if place.tag == "table":
            text = "\n".join(filter(None, map(_row, text.split("\n"))))
        for part in _GAP.split(text):
            if shown := tidy(part):
                listed = self._lists[0] if self._lists else -1
                loose = place.tag not in _TEXTUAL
                self.pieces.append(Piece(shown, self._open[-1], min(linked, len(shown)), listed, loose))

    def _begin(self, element: Any, tag: str) -> None:
        self.flush()
        parent = self._open[-1]
        number = len(self.places)
        aside = self.places[parent].aside or _is_aside(element, tag)
        self.places.append(Place(parent=parent, tag=tag, aside=aside, last=number))
        self._open.append(number)
        if tag in _LISTS:
            self._lists.append(number)

    def _finish(self) -> None:
        self.flush()
        number = self._open.pop()
        self.places[self._open[-1]].last = self.places[number].last = len(self.places) - 1
        if self._lists and self._lists[-1] == number:
            self._lists.pop()

    def _in_row(self, tag: str) -> None:
        if tag in ("tr", "caption"):
            self._parts.append("\n")
        elif tag in ("td", "th"):
            self._parts.append("|")
        elif tag in _BLOCKS and tag != "table":
            self._parts.append(" ")

    def _say(self, text: str | None) -> None:
        if not text:
            return
        said = text if self._preformatted else _SPACE.sub(" ", text)
        self._parts.append(said)
        if self._links:
            self._linked += len(said.strip())

    def _lower(self, start: int, linked: int, after: str) -> None:
        """Treats raised text as a power, a footnote mark, or letters as in 1st."""
        raised = "".join(self._parts[start:]).strip()
        before = "".join(self._parts[max(0, start - 4) : start])[-24:]
        link = self._linked > linked
        isotope = after[:1].isalpha() and (not before or before[-1:].isspace())
        if not link and (_CHARGE.fullmatch(raised) or (_POWER.fullmatch(raised) and (isotope or _BASE.search(before)))):
            self._parts[start:] = [raised.translate(_POWERS)]
        elif _MARK.fullmatch(raised) and (link or not raised.isalpha()):
            del self._parts[start:]
            self._linked = linked


def _is_unseen(element: Any) -> bool:
    return isinstance(element.tag, str) and bool(_UNSEEN.search((element.get("class") or "").lower()))


def _is_aside(element: Any, tag: str) -> bool:
    if tag in _WHOLE:
        return False
    if tag in _ASIDE or (element.get("role") or "").lower() in _ROLES or element.get("hidden") is not None:
        # Some server frameworks put whole pages into a form.
        return tag != "form" or element.find(".//p") is None
    named = f"{element.get('class') or ''} {element.get('id') or ''}".lower()[:300]
    return bool(_AROUND.search(named)) or bool(_NOT_SHOWN.search((element.get("style") or "")[:300]))


def grouped(page: Page, chosen: list[int], longest_item: int) -> Iterator[str]:
    """The texts of the ``chosen`` pieces as paragraphs: short items of one list are lines of one."""
    items: list[Piece] = []
    for number in [*chosen, -1]:
        piece = page.pieces[number] if number >= 0 else None
        if items and (piece is None or piece.listed != items[0].listed):
            short = all(len(each.text) < longest_item for each in items)
            yield ("\n" if short else "\n\n").join(each.text for each in items)
            items = []
        if piece is not None and piece.listed >= 0:
            items.append(piece)
        elif piece is not None:
            yield piece.text


def _row(text: str) -> str:
    return " | ".join(filter(None, map(str.strip, text.split("|"))))
