"""Web pages: the article without its surroundings, found by trafilatura and by our own reading of the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

import regex

from index.analysis.notices import is_notice
from index.analysis.scripts import HAN_AND_KANA, UNSPACED
from index.extract.models import Extracted, Reason, Unreadable
from index.extract.plain import decoded
from index.extract.tidy import line
from index.extract.web import html_blocks
from index.extract.web.page_authors import authors
from index.extract.web.page_blocks import Page, grouped, page_of
from index.extract.web.page_choice import Choice, covered
from index.extract.web.page_facts import facts_of
from index.extract.web.sites import believed, same_site
from index.names import storable

# A page with fewer words holds no article; one with fewer than TEASER_WORDS may be a teaser.
FEWEST_WORDS = 25
TEASER_WORDS = 220
# Characters of a list item from which it is a paragraph; shorter items are lines of one paragraph.
LONGEST_ITEM = 160
# Characters of the longest link: longer ones do not work in practice, nor fit into a message.
LONGEST_LINK = 2000
# The least share of trafilatura's text that our pieces must cover; otherwise its text is taken as it is.
COVERED = 0.7
# The text in a page's data is preferred if it is this many times as long as the visible one.
HIDDEN = 1.5
# The most inline elements of a paragraph that a person would write.
CROWDED = 500
_INLINE = (
    "sup",
    "sub",
    "span",
    "font",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "small",
    "code",
    "tt",
    "mark",
    "abbr",
    "cite",
    "a",
)
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})", re.IGNORECASE)
_NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
_XML = re.compile(r"\A\s*<\?xml[^>]*\?>")
_WORD = regex.compile(rf"[\p{{L}}\p{{N}}--[{UNSPACED}]][\p{{L}}\p{{M}}\p{{N}}'’\--[{UNSPACED}]]*+", flags=regex.V1)
# Characters in a word, for scripts without spaces.
_UNSPACED = ((regex.compile(rf"[{HAN_AND_KANA}]"), 2.4), (regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]"), 5.0))


def read(content: bytes, *, charset: str = "", url: str | None = None, **_: Any) -> Extracted:
    """The page's article, its canonical link if that is on the same site, and whether it is only a teaser.

    Raises Unreadable: LOGIN for a page that asks for a password, NO_TEXT for one without an article.
    """
    declared = _META_CHARSET.search(content[:4096])
    source = decoded(content, charset or (declared[1].decode("ascii") if declared else ""))
    # An XML declaration makes lxml refuse a string that is decoded already.
    source = _XML.sub("", source)
    tree = html_blocks.parse(source)
    page = page_of(tree)
    calm = _calm(source)
    precise, usual = _found(calm, url, precision=True), _found(calm, url, precision=False)
    named = precise or usual
    headings = [each.text for each in page.pieces if page.tag(each) == "h1" and len(each.text) <= 300]
    site = _named(named, url) if named else None
    facts = facts_of(tree, url=url, site=site, headings=headings)
    free = not _NOT_FREE.search(source)
    parts = _article(page, precise, usual, facts.body if free else "")
    words = _words("\n".join(parts))
    if words < TEASER_WORDS and words < 3 * FEWEST_WORDS and _asks_for_password(tree):
        raise Unreadable(Reason.LOGIN)
    if words < FEWEST_WORDS:
        if url is None:
            # All of a file is taken, whatever it looks like, since somebody sent it.
            parts = [each.text for each in page.pieces]
            return Extracted(text="\n\n".join(parts), title=facts.headline)
        raise Unreadable(Reason.NO_TEXT)
    teaser = words < TEASER_WORDS and not (free and not any(is_notice(each.text) for each in page.pieces))
    if teaser:
        parts = [each for each in parts if not is_notice(each)] or parts
    return Extracted(
        text="\n\n".join(parts),
        title=facts.headline,
        author=authors(named.author) if named else None,
        site=site,
        published_at=facts.published_at,
        doubtful_day=facts.doubtful,
        url=_canonical(named.url if named else None, url),
        teaser=teaser,
    )


def _asks_for_password(tree: Any) -> bool:
    inputs = () if tree is None else tree.iter("input")
    return any((each.get("type") or "").strip().lower() == "password" for each in inputs)


def _calm(source: str) -> Any:
    """The page's tree for trafilatura, which is very slow if one element holds thousands of inline ones."""
    from lxml import etree
    from trafilatura import load_html

    tree = load_html(source)
    if tree is not None:
        for element in [each for each in tree.iter() if len(each) > CROWDED]:
            etree.strip_tags(element, *_INLINE)
            # What stood between them is still thousands of texts, one after the other.
            element.text = element.text
            for child in element:
                child.tail = child.tail
    return tree


def _found(tree: Any, url: str | None, *, precision: bool) -> Any:
    """The result of one of trafilatura's modes, or None. It reads a copy of the tree."""
    from trafilatura import bare_extraction

    if tree is None:
        return None
    # Without `deduplicate`, which remembers other documents. Its day may come from prose, so we find our own.
    return bare_extraction(
        tree,
        url=url,
        favor_precision=precision,
        with_metadata=precision,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )


def _article(page: Page, precise: Any, usual: Any, given: str) -> list[str]:
    """The article's paragraphs. ``given`` is the text in the page's data, "" for none."""
    texts = [
        "\n".join(_blocks(each.body)) if each is not None and each.body is not None else "" for each in (precise, usual)
    ]
    choice = Choice(page)
    chosen = choice.best(*texts)
    wanted = texts[1] if _words(texts[1]) > 3 * _words(texts[0]) else texts[0]
    if covered(wanted, [page.pieces[number] for number in chosen]) < COVERED:
        # Trafilatura found it where a browser shows nothing, as in the page's data.
        parts = wanted.split("\n")
    else:
        parts = list(grouped(page, chosen, LONGEST_ITEM))
    if _words("\n".join(parts)) < FEWEST_WORDS:
        parts = list(grouped(page, choice.largest(), LONGEST_ITEM)) or parts
    if given and _words(given) > max(FEWEST_WORDS, HIDDEN * _words("\n".join(parts))):
        hidden = _given(given)
        shown = sorted(choice.filled(choice.found("\n".join(hidden))))
        held = covered("\n".join(hidden), [page.pieces[number] for number in shown]) >= COVERED
        parts = list(grouped(page, shown, LONGEST_ITEM)) if held else hidden
    return parts


def _given(text: str) -> list[str]:
    """The paragraphs of a text in a page's data: plain, or with elements and entities."""
    if re.search(r"<(?:p|br|div|h\d|li)\b", text, re.IGNORECASE):
        return [each.text for each in page_of(html_blocks.parse(text)).pieces]
    return [each for each in map(str.strip, unescape(text).splitlines()) if each]


def _words(text: str) -> int:
    return len(_WORD.findall(text)) + round(sum(len(each.findall(text)) / letters for each, letters in _UNSPACED))


def _blocks(body: Any) -> Iterator[str]:
    """The paragraphs of trafilatura's result, which has a small set of elements, each on a line."""
    parts: list[str] = []
    for text in _texts(body):
        parts.append(text)
    yield from filter(None, (" ".join(each.split()) for each in "".join(parts).split("\n")))


def _texts(body: Any) -> Iterator[str]:
    from lxml import etree

    for event, element in etree.iterwalk(body, events=("start", "end")):
        inline = element.tag in ("hi", "ref", "del", "code")
        if not inline:
            yield " " if element.tag == "cell" else "\n"
        yield (element.text if event == "start" else element.tail) or ""


def _canonical(found: str | None, url: str | None) -> str | None:
    """The page's canonical link, unless it claims to be on another site."""
    if url is None:
        return None
    if found is None or len(found) > LONGEST_LINK or storable(found) != found or not same_site(found, url):
        return url
    canonical, own = urlsplit(found), urlsplit(url)
    if canonical.scheme not in ("http", "https"):
        return url
    # Many sites wrongly name their front page as the canonical link of every page.
    return found if canonical.path.strip("/") or not own.path.strip("/") else url


def _named(found: Any, url: str | None) -> str | None:
    """The name that a page gives its site, unless the page claims another site's address."""
    name = line(found.sitename)
    if url is None:
        return name
    return None if found.url and not same_site(found.url, url) else believed(name, url)
