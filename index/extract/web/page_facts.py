"""A page's metadata: headline, day of publication, article text, and whether it is free."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from index.extract.tidy import line
from index.extract.web.page_choice import tokens_of

# The most characters of JSON metadata, since more is a page's data; and the most objects that are read.
LONGEST_JSON = 2_000_000
MOST_OBJECTS = 2_000
OLDEST = 1990
_TITLES = ("og:title", "twitter:title", "headline", "citation_title", "dc.title", "dcterms.title", "parsely-title")
_DATES = (
    *("article:published_time", "og:article:published_time", "article:published", "datepublished", "date_published"),
    *("parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dc.created"),
    *("dcterms.created", "dc.date.created", "citation_publication_date", "citation_date", "citation_online_date"),
    *("publishdate", "publish-date", "publish_date", "publication_date", "publicationdate", "pubdate", "pub_date"),
    *("originalpublicationdate", "rnews:datepublished", "cxenseparse:recs:publishtime", "displaydate", "pdate"),
    *("shareaholic:article_published_time", "bt:pubdate", "ptime", "release_date", "date"),
)
_CHANGES = ("article:modified_time", "og:updated_time", "datemodified", "dc.date.modified", "dcterms.modified")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_DAYS = (
    re.compile(r"(?<!\d)(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)(?P<m>[01]\d)(?P<d>[0-3]\d)(?!\d{1,5}(?!\d))"),
    re.compile(r"(?<!\d)(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})(?!\d)"),
    re.compile(r"(?P<y>\d{4})\s*[年년]\s*(?P<m>\d{1,2})\s*[月월]\s*(?P<d>\d{1,2})\s*[日일]"),
    re.compile(rf"(?<!\d)(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<n>{_MONTH})[a-z]*\.?,?\s+(?P<y>\d{{4}})", re.I),
    re.compile(rf"(?<![a-z])(?P<n>{_MONTH})[a-z]*\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})", re.I),
)
_ADDRESS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)([/_.-])(\d{1,2})\2(\d{1,2})(?!\d)|(?<!\d)((?:19|20)\d\d)([01]\d)([0-3]\d)(?!\d)"
)
_SEPARATORS = re.compile(r"\s+[|–—·•:»«/›-]+\s+|\s*[|｜_]\s*|\s+::\s+|:\s+(?=[^:]*$)")
_NO_HEADLINE = frozenset({"untitled", "home", "index", "document", "article", "news", "blog", "home page", "homepage"})


@dataclass(slots=True)
class Facts:
    """Each is None, "" or empty where the page does not say it. ``doubtful``: the day may be another one than the
    article's own, since it is only the first that the page shows, or that of a change."""

    headline: str | None = None
    published_at: datetime | None = None
    doubtful: bool = False
    body: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    objects: list[dict[str, Any]] = field(default_factory=list)


def facts_of(tree: Any, *, url: str | None, site: str | None, headings: Sequence[str]) -> Facts:
    """The metadata of a page's tree. ``headings`` are the texts of its h1 elements; ``url`` is its address."""
    facts = Facts()
    if tree is None:
        return facts
    facts.metas, facts.objects = _metas(tree), list(_objects(tree))
    facts.headline = _headline(tree, facts, site, url, headings)
    facts.published_at, facts.doubtful = _published(tree, facts, url)
    bodies = (each.get("articleBody") for each in facts.objects)
    facts.body = max((each for each in bodies if isinstance(each, str)), key=len, default="")
    return facts


def _metas(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = line(meta.get("content"))
        if name and content:
            found.setdefault(name, content)
    return found


def _objects(tree: Any) -> Iterator[dict[str, Any]]:
    """The objects of the page's JSON-LD, outer ones first."""
    left = MOST_OBJECTS
    for script in tree.iter("script"):
        text = (script.text or "").strip()
        if "ld+json" not in (script.get("type") or "").lower() or not text or len(text) > LONGEST_JSON:
            continue
        try:
            # Not strict: line ends stand in strings.
            waiting: list[Any] = [json.loads(text.strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue
        for each in waiting:
            left -= 1
            if left < 0:
                return
            if isinstance(each, dict):
                yield each
            # What is neither an object nor a list says nothing: a script may be a single number.
            values = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
            waiting.extend(value for value in values if isinstance(value, dict | list))


def _headline(tree: Any, facts: Facts, site: str | None, url: str | None, headings: Sequence[str]) -> str | None:
    """The headline of the metadata or the title, in the words of the h1 that says the same."""
    names = _names(site or facts.metas.get("og:site_name"), url)
    said = [facts.metas[name] for name in _TITLES if name in facts.metas]
    said += [each["headline"] for each in facts.objects if isinstance(each.get("headline"), str)]
    title = line("".join(next(tree.iter("title")).itertext())) if next(tree.iter("title"), None) is not None else None
    for text in filter(None, (*map(line, said), title)):
        tokens = tokens_of(text)
        for heading in headings:
            own = tokens_of(heading)
            if own and not _is_name(heading, names) and _holds(tokens, own) and 3 * len(own) >= len(tokens):
                return heading
        if (bare := _bare(text, names)) is not None:
            return bare
    return next((each for each in headings if not _is_name(each, names)), None)


def _names(site: str | None, url: str | None) -> set[str]:
    """Possible names of the site, reduced to letters."""
    try:
        host = (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        host = ""
    return {_plain(each) for each in (site or "", host, host.rpartition(".")[0], *host.split(".")[:-1]) if each} - {""}


def _plain(text: str) -> str:
    return "".join(tokens_of(text))


def _is_name(text: str, names: set[str]) -> bool:
    return _plain(text) in names or text.strip().lower() in _NO_HEADLINE


def _bare(text: str, names: set[str]) -> str | None:
    """The text without its site's name before or behind it; None if nothing else is in it."""
    text = text.strip()
    for _ in range(3):
        cuts = list(_SEPARATORS.finditer(text))
        if cuts and _is_name(text[cuts[-1].end() :], names):
            text = text[: cuts[-1].start()]
        elif cuts and _is_name(text[: cuts[0].start()], names):
            text = text[cuts[0].end() :]
        else:
            break
    return None if not text or _is_name(text, names) else text


def _holds(tokens: tuple[str, ...], own: tuple[str, ...]) -> bool:
    return f" {' '.join(own)} " in f" {' '.join(tokens)} "


def _published(tree: Any, facts: Facts, url: str | None) -> tuple[datetime | None, bool]:
    """The day of publication, and whether it is doubtful. Never from prose."""
    said = [each.get("datePublished") for each in facts.objects]
    sure = [*said, *(facts.metas.get(name) for name in _DATES), *_marked(tree)]
    for text in sure:
        if isinstance(text, str) and (found := day_of(text)):
            return found, False
    if found := _in_address(url or facts.metas.get("og:url") or ""):
        return found, False
    changes: list[Any] = [each.get("dateModified") for each in facts.objects]
    for text in (*_times(tree), *changes, *(facts.metas.get(name) for name in _CHANGES)):
        if isinstance(text, str) and (found := day_of(text)):
            return found, True
    return None, False


def _marked(tree: Any) -> Iterator[str]:
    """The texts that microdata and microformats mark as the day of publication."""
    for element in tree.iter("time", "span", "abbr", "div", "p"):
        names = f"{element.get('itemprop') or ''} {element.get('class') or ''}".lower().split()
        tag = element.tag
        if "datepublished" in names or "dt-published" in names or (tag == "abbr" and "published" in names):
            yield from filter(None, (element.get("datetime"), element.get("content"), element.get("title")))
            yield "".join(element.itertext())[:80]
        elif tag == "time" and element.get("pubdate") is not None:
            yield element.get("datetime") or ""


def _times(tree: Any) -> Iterator[str]:
    for number, element in enumerate(tree.iter("time")):
        if number < 20:
            yield element.get("datetime") or "".join(element.itertext())[:80]


def _in_address(url: str) -> datetime | None:
    try:
        path = urlsplit(url).path
    except ValueError:
        return None
    found = _ADDRESS.search(path)
    if found is None:
        return None
    year, month, day = (found[1], found[3], found[4]) if found[1] else (found[5], found[6], found[7])
    return _day(int(year), int(month), int(day))


def day_of(text: str) -> datetime | None:
    """The first day in a text of metadata, at midnight UTC; None if there is none, or it is impossible."""
    text = text[:100]
    for form in _DAYS:
        if found := form.search(text):
            parts = found.groupdict()
            month = _MONTHS.index(parts["n"][:3].lower()) + 1 if "n" in parts else int(parts["m"])
            return _day(int(parts["y"]), month, int(parts["d"]))
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return _day(moment.year, moment.month, moment.day)


def _day(year: int, month: int, day: int) -> datetime | None:
    try:
        return datetime(year, month, day, tzinfo=UTC) if year >= OLDEST else None
    except ValueError:
        return None
