"""Every block of text of an HTML document, in order: for documents that are nothing but text, such as books."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from index.extract.tidy import tidy

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "main", "header", "footer", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "hr"}
    | {"ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "table", "thead", "tbody", "tr", "figure", "figcaption"}
    | {"body", "html", "form", "address"}
)
# Besides programs and menus: readings beside their characters, which would stand in the middle of words, and what an
# author struck out.
_GONE = frozenset(
    {"script", "style", "template", "noscript", "head", "nav", "svg", "math", "rt", "rp", "rtc", "del", "s", "strike"}
)
# The numbers of a printed book's pages, and marks that lead to a note.
_PAGE_MARKS = frozenset({"pagebreak", "doc-pagebreak", "noteref", "doc-noteref"})
_UNSEEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse))", re.I)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_RAISED = str.maketrans("0123456789+-−", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻")


def parse(source: str | bytes) -> Any:
    """The tree of an HTML document, however broken; None when there is none. No entities, no network."""
    from lxml import etree

    parser = etree.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        return etree.fromstring(source, parser) if source.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        return None


def blocks(tree: Any) -> list[str]:
    """The text between one block's edge and the next, as a browser would show it, without what is empty."""
    return [] if tree is None else [each for each in map(tidy, _pieces(tree)) if each]


def _pieces(tree: Any) -> Iterator[str]:
    from lxml import etree

    parts: list[str] = []
    hidden = preformatted = raised = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = _local(element.tag)
        if tag in _BLOCKS:
            yield "".join(parts)
            parts.clear()
        step = 1 if event == "start" else -1
        hidden += step * (tag in _GONE or _is_hidden(element))
        preformatted += step * (tag == "pre")
        if event == "start":
            if tag == "br" and not hidden:
                parts.append("\n")
            elif tag in ("td", "th") and not hidden and any(map(str.strip, parts)):
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
                # Digits that are set higher would change the number before them.
                text = text.translate(_RAISED)
        else:
            raised -= tag == "sup"
            text = element.tail
        if text and not hidden:
            parts.append(text if preformatted else re.sub(r"\s+", " ", text))
    yield "".join(parts)


def _is_hidden(element: Any) -> bool:
    """Whether a reader does not see this, or sees it as no part of the text."""
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
