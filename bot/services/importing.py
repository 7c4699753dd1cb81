"""What a message leads to: the page behind its link, or the text of its file, as a post that can be kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from telegram import Message, MessageEntity
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest

from bot.domain import callback_data as buttons
from bot.domain.html import escape, shortened
from bot.domain.messages import Button, ReplyTo, Rows, Send
from bot.domain.parsing.intent import has_words
from bot.domain.posts import Post, key_of, place_behind, post_of
from bot.fetching.fetcher import FetchError
from bot.services.progress import Progress
from bot.services.request import Instead, Turn
from index import Source
from index.extract import Extracted, Unreadable

# A message with more words of its own than this is an article; with fewer, its link may lead to one.
LONGEST_TEASER = 600
MOST_LINKS = 6
LONGEST_HOST = 40
# What is behind these is shown by Telegram's programs only.
_INSIDE = frozenset({"t.me", "telegram.me", "telegram.dog", "telegram.org"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The web links of a message in their order, each once, and the words around them.

    ``inside`` says that there are links into Telegram, which cannot be fetched.
    """

    urls: tuple[str, ...]
    rest: str
    inside: bool = False

    @property
    def alone(self) -> bool:
        """Whether there is nothing but links."""
        return bool(self.urls) and not has_words(self.rest)

    @property
    def leads(self) -> bool:
        """Whether what matters is likelier behind a link than in the message.

        Beside words it takes a link to a page: a site's front page is where people and channels sign.
        """
        return self.alone or (len(self.rest) <= LONGEST_TEASER and any(map(_is_page, self.urls)))

    @property
    def likeliest(self) -> int:
        """The number, from 1, of the link to follow: the first to a page, else the first."""
        return next((number for number, url in enumerate(self.urls, 1) if _is_page(url)), 1)


def links_of(message: Message) -> Links:
    """The links that Telegram found in a text or caption."""
    text = message.text or message.caption or ""
    found = message.parse_entities() if message.text else message.parse_caption_entities()
    urls: dict[str, None] = {}
    rest = text
    inside = False
    for entity, words in sorted(found.items(), key=lambda each: each[0].offset):
        if entity.type == MessageEntity.URL:
            url = words if "://" in words else f"https://{words}"
            rest = rest.replace(words, " ", 1)
        elif entity.type == MessageEntity.TEXT_LINK and entity.url:
            url = entity.url
        else:
            continue
        if not url.lower().startswith(("http://", "https://")):
            continue
        if host_of(url) in _INSIDE:
            inside = True
        else:
            urls.setdefault(url)
    return Links(urls=tuple(urls)[:MOST_LINKS], rest=" ".join(rest.split()), inside=inside)


def keys_of(message: Message) -> tuple[str, ...]:
    """The delivery keys under which something of this message may have been kept."""
    return keys_behind(key_of(message))


def keys_behind(key: str) -> tuple[str, ...]:
    """The same of the message whose own text has this key."""
    return (key, f"{key}#file", *(f"{key}#{number}" for number in range(1, MOST_LINKS + 1)))


async def from_link(
    turn: Turn, message: Message, links: Links, number: int, progress: Progress, *, teaser: bool = False
) -> Post:
    """The article behind the message's link with this number (from 1). ``teaser``: its beginning is enough.

    Raises Instead with what to say when there is none, and an offer to keep what there is.
    """
    url = links.urls[number - 1]
    host = escape(shortened(host_of(url) or url, LONGEST_HOST))
    post = post_of(message)
    own = (buttons.button(turn.texts.b_keep_teaser, buttons.KEEP),) if has_words(links.rest) else ()
    if not turn.preferences.fetching:
        raise Instead(_reply(turn, message, turn.texts.links_off, (own,) if own else ()))
    progress.says(turn.texts.fetching(host))
    async with turn.services.reader.ready() as read:
        try:
            page = await turn.services.fetcher.fetch(url)
        except FetchError as error:
            raise _instead(
                turn, message, links, number, turn.texts.not_fetched(error.problem.name, host), own
            ) from None
        progress.says(turn.texts.reading)
        try:
            found = await read(
                page.content,
                media_type=page.media_type,
                charset=page.charset,
                url=page.url,
                progress=progress.page,
            )
        except Unreadable as error:
            said = turn.texts.no_article(error.reason.name, host)
            raise _instead(turn, message, links, number, said, own) from None
    if found.teaser and not teaser:
        offer = own or (buttons.button(turn.texts.b_keep_teaser, buttons.LINK, number, 1),)
        raise _instead(turn, message, links, number, turn.texts.only_teaser(host), offer)
    site = found.site or host_of(page.url)
    name = f"{found.author}, {site}" if found.author and found.author != site else site
    return replace(
        _kept(post, message, found),
        key=f"{post.key}#{number}",
        url=found.url or page.url,
        source=Source(name=name),
        published_at=found.published_at or post.published_at,
    )


async def from_file(turn: Turn, message: Message, progress: Progress) -> Post:
    """The text of the message's file. Raises Instead with what to say when it cannot be read."""
    document = message.document
    assert document is not None
    bot, texts = turn.services.bot, turn.texts
    if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise Instead(_reply(turn, message, texts.too_big))
    async with turn.services.reader.ready() as read:
        try:
            file = await bot.get_file(document.file_id)
            content = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            said = texts.too_big if "too big" in error.message.lower() else texts.unreadable("DAMAGED")
            raise Instead(_reply(turn, message, said)) from None
        progress.says(texts.reading)
        try:
            found = await read(
                content,
                media_type=document.mime_type or "",
                name=document.file_name or "",
                progress=progress.page,
            )
        except Unreadable as error:
            raise Instead(_reply(turn, message, texts.unreadable(error.reason.name))) from None
    post = post_of(message)
    name = post.source.name or found.author or document.file_name
    return replace(
        _kept(post, message, found),
        key=f"{post.key}#file",
        source=replace(post.source, name=name),
        published_at=found.published_at or post.published_at,
    )


def others(turn: Turn, links: Links, number: int) -> tuple[str, Rows]:
    """The links of a message that were not fetched, to be pressed; no rows when there is none."""
    rest = [each for each in range(1, len(links.urls) + 1) if each != number]
    rows = tuple((_link_button(links.urls[each - 1], each),) for each in rest)
    return turn.texts.more_links(len(rest)) if rest else "", rows


def host_of(url: str) -> str:
    """The host of a link as people write it; "" when there is none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _is_page(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path.strip("/") or parts.query)


def _kept(post: Post, message: Message, found: Extracted) -> Post:
    return replace(post, text=found.text, title=found.title, places=(place_behind(message, found.text),))


def _link_button(url: str, number: int) -> Button:
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2] if _is_page(url) else ""
    return buttons.button(shortened(f"{host_of(url)} · {last}" if last else host_of(url), 48), buttons.LINK, number, 0)


def _instead(turn: Turn, message: Message, links: Links, number: int, said: str, offer: tuple[Button, ...]) -> Instead:
    more, rows = others(turn, links, number)
    text = f"{said}\n{more}" if more else said
    return Instead(_reply(turn, message, text, ((offer,) if offer else ()) + rows))


def _reply(turn: Turn, message: Message, text: str, rows: Rows = ()) -> Send:
    here = ReplyTo(message_id=message.message_id)
    return Send(chat_id=turn.chat.id, text=text, reply_to=here, buttons=rows, topic=turn.topic)
