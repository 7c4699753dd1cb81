"""Which links a message holds, and whether it leads to them or only mentions them."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

import regex
from telegram import Message, MessageEntity

from bot.domain.entities import marked_words
from bot.domain.incoming.footers import footer_of, signs_off
from bot.domain.parsing.intents.intent import has_words

# A message with more words of its own than this is an article; with fewer, its link may lead to one.
LONGEST_TEASER = 600
MOST_LINKS = 6
# Only Telegram's own programs show the pages of these hosts.
_INSIDE = frozenset({"t.me", "telegram.me", "telegram.dog", "telegram.org"})
# A whole sentence: what tells something does not only point somewhere.
_TOLD = regex.compile(r"(?:[^\s.!?…。！？।؟]+\s+){4,}[^\s.!?…。！？।؟]+[.!?…।؟]|[^\s。！？]{12,}[。！？]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The web links of a message in their order, each once, and the words around them.

    ``inside`` says that there are links into Telegram, which cannot be fetched; ``pages`` are the numbers, from 1, of
    those links that lead to a page rather than to a site or to whoever signs the message.
    """

    urls: tuple[str, ...]
    rest: str
    inside: bool = False
    pages: tuple[int, ...] = ()

    @property
    def alone(self) -> bool:
        """Whether there is nothing but links."""
        return bool(self.urls) and not has_words(self.rest)

    @property
    def leads(self) -> bool:
        """Whether what matters is likelier behind a link than in the message.

        Beside words it takes a link to a page: a site's front page is where people and channels sign.
        """
        return self.alone or (len(self.rest) <= LONGEST_TEASER and bool(self.pages))

    @property
    def likeliest(self) -> int:
        """The number, from 1, of the link to follow: the first that leads to a page, else the first."""
        return self.pages[0] if self.pages else 1


def links_of(message: Message) -> Links:
    """The links that Telegram found in a text or caption."""
    text = message.text or message.caption or ""
    urls: dict[str, None] = {}
    found = marked_words(message, MessageEntity.URL, MessageEntity.TEXT_LINK)
    footer = footer_of(text, found)
    below: set[str] = set()
    rest = text
    inside = False
    for entity, words in found:
        if entity.type == MessageEntity.URL:
            url = words if "://" in words else f"https://{words}"
            rest = rest.replace(words, " ", 1)
        elif entity.url:
            url = entity.url
        else:
            continue
        if not url.lower().startswith(("http://", "https://")):
            continue
        if host_of(url) in _INSIDE:
            inside = True
        else:
            urls.setdefault(url)
            if entity.offset >= footer:
                below.add(url)
    rest = " ".join(rest.split())
    preview = _previewed(message)
    if preview is not None and not (urls or has_words(rest)):
        # Of a message without words the preview shows what is meant, and may be all that holds the link.
        urls[preview] = None
    told = _TOLD.search(rest[:LONGEST_TEASER]) is not None
    listed = tuple(urls)[:MOST_LINKS]
    pages = [
        number
        for number, url in enumerate(listed, 1)
        if is_page(url) and not (told and signs_off(url, in_footer=url in below))
    ]
    return Links(urls=listed, rest=rest, inside=inside, pages=tuple(pages))


def _previewed(message: Message) -> str | None:
    """The page that is shown below a message, if it is one outside of Telegram."""
    options = message.link_preview_options
    url = options.url if options is not None and not options.is_disabled else None
    outside = isinstance(url, str) and url.lower().startswith(("http://", "https://")) and host_of(url) not in _INSIDE
    return url if isinstance(url, str) and outside else None


def keys_behind(key: str) -> tuple[str, ...]:
    """The delivery keys under which something may have been kept of the message whose own text has this key."""
    return (key, f"{key}#file", *(f"{key}#{number}" for number in range(1, MOST_LINKS + 1)))


def is_page(url: str) -> bool:
    """Whether a link leads to a page rather than to a site's front page."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def host_of(url: str) -> str:
    """The host of a link as people write it; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
