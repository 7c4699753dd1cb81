"""All blocks of text of an HTML document in order, for documents that are only text, such as books."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.extract.models import MOST_ELEMENTS, Reason, Room, Unreadable
from index.extract.tidy import tidy

# A tag of n attributes takes n² comparisons; a page may take as many as one tag of 10,000.
MOST_COMPARISONS = 10_000**2

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody", "tr", "figure", "figcaption"}
    | {"body", "html", "form", "address"}
)
# Elements to skip: programs and menus; ruby readings, which would stand inside words; and struck-out text.
_GONE = frozenset(
    {"script", "style", "template", "noscript", "head", "nav", "svg", "math", "rt", "rp", "rtc", "del", "s", "strike"}
)
# Roles of a printed book's page numbers, and of marks that lead to a note.
_PAGE_MARKS = frozenset({"pagebreak", "doc-pagebreak", "noteref", "doc-noteref"})
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_TYPE = "{http://www.idpf.org/2007/ops}type"
# Attributes as in the HTML standard (13.2.5, "Tokenization"). An unclosed quote is searched only once, since no other
# quote of its kind follows.
_VALUE = r"""\s*+=\s*+(?>"[^"]*"|'[^']*'|[^\s>]*+)"""
_ATTRIBUTE = re.compile(rf"[^\s/>][^\s/>=]*+(?:{_VALUE})?+")
_TAG = re.compile(rf"<[a-z][^\s/>]*+((?:[\s/]++|{_ATTRIBUTE.pattern})*+)", re.I)
# A tag of fewer characters is harmless.
SHORT_TAG = 400
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def parse(source: str, room: Room | None = None) -> Any:
    """The tree of an HTML document, even of a broken one; None if it is empty. No entities, no network.

    ``room`` limits its elements. Raises Unreadable if it would take too long or too much memory.
    """
    from lxml import etree

    (room or Room(MOST_ELEMENTS, Reason.TOO_COMPLEX)).take(source.count("<") - source.count("</"))
    if comparisons(source) > MOST_COMPARISONS:
        raise Unreadable(Reason.TOO_COMPLEX, "a tag of too many attributes")
    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(source, parser) if source.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def comparisons(source: str) -> int:
    """About how often the parser compares two attributes of one tag. Linear."""
    tags = (each.span(1) for each in _TAG.finditer(source) if each.end() - each.start() > SHORT_TAG)
    return sum(sum(1 for _ in _ATTRIBUTE.finditer(source, *span)) ** 2 for span in tags)


def blocks(tree: Any) -> list[str]:
    """The non-empty texts between the edges of blocks, as a browser would show them."""
    return [] if tree is None else [each for each in map(tidy, _pieces(tree)) if each]


def _pieces(tree: Any) -> Iterator[str]:
    from lxml import etree

    parts: list[str] = []
    hidden = preformatted = raised = 0
    told = False
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = _local(element.tag)
        if tag in _BLOCKS:
            yield "".join(parts)
            parts.clear()
            told = False
        step = 1 if event == "start" else -1
        hidden += step * (tag in _GONE or _is_hidden(element))
        preformatted += step * (tag == "pre")
        if event == "start":
            if tag == "br" and not hidden:
                parts.append("\n")
            elif tag in ("td", "th") and not hidden and told:
                parts.append(" | ")
            text = element.text if tag else None
            raised += tag == "sup"
            if (
                raised
                and text
                and parts
                and text.strip().translate(_RAISED) != text.strip()
                and parts[-1][-1:].isdigit()
            ):
                # Superscript, since raised digits would change the number before them.
                text = text.translate(_RAISED)
        else:
            raised -= tag == "sup"
            text = element.tail
        if text and not hidden:
            parts.append(text if preformatted else re.sub(r"\s+", " ", text))
            told = told or not text.isspace()
    yield "".join(parts)


def _is_hidden(element: Any) -> bool:
    """Whether the element is invisible, or not part of the text."""
    attributes = element.attrib
    if not attributes:
        return False
    if "hidden" in attributes and attributes["hidden"] != "until-found":
        return True
    kinds = f"{attributes.get('epub:type', '')} {attributes.get(_TYPE, '')} {attributes.get('role', '')}".split()
    return not _PAGE_MARKS.isdisjoint(kinds) or _UNSEEN.search(attributes.get("style", "")) is not None


def _local(tag: Any) -> str:
    # Comments and instructions have no name; XHTML's names carry a namespace.
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
