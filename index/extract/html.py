"""Web pages: the article without what stands around it, by trafilatura."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import regex

from index.extract import html_blocks
from index.extract.models import Extracted, Reason, Unreadable
from index.extract.plain import decoded
from index.extract.sites import believed, same_site
from index.extract.tidy import day, line
from index.names import storable

# A page with fewer words holds no article; one with fewer than TEASER_WORDS may be a teaser.
FEWEST_WORDS = 25
TEASER_WORDS = 220
# Items of a list that are shorter are lines of one paragraph, else each is one.
LONGEST_ITEM = 160
# No longer link leads anywhere in practice, nor fits into a message.
LONGEST_LINK = 2000
_META_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([a-z0-9_:.-]{2,40})", re.IGNORECASE)
_NOT_FREE = re.compile(r"[\"']isAccessibleForFree[\"']\s*:\s*[\"']?false", re.IGNORECASE)
_PASSWORD = re.compile(r"<input[^>]+type\s*=\s*[\"']?password", re.IGNORECASE)
_SUBSCRIBE = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock)|to (?:continue|keep) reading|already a subscriber"
    r"|(?:only|exclusive(?:ly)?) (?:for|to) subscribers|subscribers only|this article is reserved for"
    r"|jetzt weiterlesen|weiterlesen mit|nur für abonnent|réservée? aux abonnés|pour lire la suite"
    r"|suscr[ií]bete para|exclusivo para suscriptores|per continuare a leggere|продолжить чтение",
    re.IGNORECASE,
)
_WORD = regex.compile(r"\p{Han}{2}|[\p{Hiragana}\p{Katakana}\p{Thai}]{3}|[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")


def read(content: bytes, *, charset: str = "", url: str | None = None, **_: Any) -> Extracted:
    """The page's article, its canonical link if that is on the same site, and whether it is only a teaser.

    Raises Unreadable: LOGIN for a page that asks for a password, NO_TEXT for one without an article.
    """
    from trafilatura import bare_extraction

    declared = _META_CHARSET.search(content[:4096])
    source = decoded(content, charset or (declared[1].decode("ascii") if declared else ""))
    # An XML declaration makes lxml refuse a string that is decoded already.
    source = re.sub(r"\A\s*<\?xml[^>]*\?>", "", source)
    # Not `deduplicate`: it remembers what other documents said.
    found: Any = bare_extraction(
        source,
        url=url,
        favor_precision=True,
        with_metadata=True,
        include_comments=False,
        include_tables=True,
        deduplicate=False,
    )
    text = "\n\n".join(_blocks(found.body)) if found is not None and found.body is not None else ""
    words = len(_WORD.findall(text))
    if words < TEASER_WORDS and _PASSWORD.search(source) and words < 3 * FEWEST_WORDS:
        raise Unreadable(Reason.LOGIN)
    if words < FEWEST_WORDS:
        if url is None:
            # A file was meant to be read, whatever it looks like.
            return Extracted(
                text="\n\n".join(html_blocks.blocks(html_blocks.parse(source))),
                title=line(found.title) if found else None,
            )
        raise Unreadable(Reason.NO_TEXT)
    teaser = words < TEASER_WORDS and bool(_NOT_FREE.search(source) or _SUBSCRIBE.search(source))
    return Extracted(
        text=text,
        title=line(found.title),
        author=_author(found.author),
        site=_named(found, url),
        published_at=day(found.date, "%Y-%m-%d"),
        url=_canonical(found.url, url),
        teaser=teaser,
    )


def _blocks(body: Any) -> Iterator[str]:
    """The paragraphs of what trafilatura found: its own small set of elements."""
    for element in body:
        match element.tag:
            case "list":
                items = [each for each in map(_words, element.iter("item")) if each]
                yield ("\n" if all(len(each) < LONGEST_ITEM for each in items) else "\n\n").join(items)
            case "table":
                rows = (" | ".join(filter(None, map(_words, row.iter("cell")))) for row in element.iter("row"))
                yield "\n".join(filter(None, rows))
            case "quote" if any(child.tag == "p" for child in element):
                yield from _blocks(element)
            case "div":
                yield from _blocks(element)
            case str():
                if words := _words(element):
                    yield words
            case _:
                continue


def _words(element: Any) -> str:
    for each in element.iter("lb"):
        each.text = "\n"
    text = "".join(element.itertext())
    return "\n".join(filter(None, (" ".join(part.split()) for part in text.split("\n"))))


def _author(found: str | None) -> str | None:
    author = line(found)
    return None if author is None or len(author) > 100 or "http" in author else author.replace("; ", ", ")


def _canonical(found: str | None, url: str | None) -> str | None:
    """The link that a page names as its own, unless it claims to be of another site."""
    if url is None:
        return None
    if found is None or len(found) > LONGEST_LINK or storable(found) != found or not same_site(found, url):
        return url
    canonical, own = urlsplit(found), urlsplit(url)
    if canonical.scheme not in ("http", "https"):
        return url
    # A site's front page as the canonical link of every page is a mistake that many make.
    return found if canonical.path.strip("/") or not own.path.strip("/") else url


def _named(found: Any, url: str | None) -> str | None:
    """The name that a page gives its site. One that claims the address of another site is not believed its name."""
    name = line(found.sitename)
    if url is None:
        return name
    return None if found.url and not same_site(found.url, url) else believed(name, url)
