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
_GONE = frozenset({"script", "style", "template", "noscript", "head", "nav", "svg", "math"})


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
    hidden = preformatted = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = _local(element.tag)
        if tag in _BLOCKS:
            yield "".join(parts)
            parts.clear()
        step = 1 if event == "start" else -1
        hidden += step * (tag in _GONE)
        preformatted += step * (tag == "pre")
        if event == "start":
            if tag == "br":
                parts.append("\n")
            elif tag in ("td", "th") and "".join(parts).strip():
                parts.append(" | ")
            text = element.text if tag else None
        else:
            text = element.tail
        if text and not hidden:
            parts.append(text if preformatted else re.sub(r"\s+", " ", text))
    yield "".join(parts)


def _local(tag: Any) -> str:
    # Comments and instructions have no name; XHTML's names carry a namespace.
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""
