"""What a message leads to: the page behind its link, or the text of its file, as a post that can be kept."""

from __future__ import annotations

from dataclasses import replace

from telegram import Message
from telegram.constants import FileSizeLimit
from telegram.error import BadRequest

from bot.domain import callback_data as buttons
from bot.domain.html import escape
from bot.domain.links import Links, _is_page, host_of
from bot.domain.messages import Button, ReplyTo, Rows, Send
from bot.domain.parsing.intent import has_words
from bot.domain.posts import Post, place_behind, post_of, signed
from bot.fetching.fetcher import FetchError
from bot.services.progress import Progress
from bot.services.request import EarlyReply, Request
from index import Source
from index.extract import Extracted, Unreadable
from index.names import named

LONGEST_HOST = 40
LONGEST_ON_BUTTON = 48


async def from_link(
    request: Request, message: Message, links: Links, number: int, progress: Progress, *, teaser: bool = False
) -> Post:
    """The article behind the message's link with this number (from 1). ``teaser``: its beginning is enough.

    Raises Instead with what to say when there is none, and an offer to keep what there is.
    """
    url = links.urls[number - 1]
    host = escape(named(host_of(url) or url, LONGEST_HOST) or "…")
    post = post_of(message)
    own = (buttons.button(request.texts.b_keep_teaser, buttons.KEEP),) if has_words(links.rest) else ()
    if not request.preferences.fetching:
        raise EarlyReply(_reply(request, message, request.texts.links_off, (own,) if own else ()))
    progress.says(request.texts.fetching(host))
    async with request.services.reader.ready() as read:
        try:
            page = await request.services.fetcher.fetch(url)
        except FetchError as error:
            raise _instead(
                request, message, links, number, request.texts.not_fetched(error.problem.name, host), own
            ) from None
        progress.says(request.texts.reading)
        try:
            found = await read(
                page.content,
                media_type=page.media_type,
                charset=page.charset,
                url=page.url,
                progress=progress.page,
            )
        except Unreadable as error:
            said = request.texts.no_article(error.reason.name, host)
            raise _instead(request, message, links, number, said, own) from None
    if found.teaser and not teaser:
        offer = own or (buttons.button(request.texts.b_keep_teaser, buttons.LINK, number, 1),)
        raise _instead(request, message, links, number, request.texts.only_teaser(host), offer)
    return replace(
        _kept(post, message, found),
        key=f"{post.key}#{number}",
        url=found.url or page.url,
        source=Source(name=signed(found.author, found.site or host_of(page.url))),
        published_at=found.published_at or post.published_at,
    )


async def from_file(request: Request, message: Message, progress: Progress) -> Post:
    """The text of the message's file. Raises Instead with what to say when it cannot be read."""
    document = message.document
    assert document is not None
    bot, texts = request.services.bot, request.texts
    if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise EarlyReply(_reply(request, message, texts.too_big))
    async with request.services.reader.ready() as read:
        try:
            file = await bot.get_file(document.file_id)
            content = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            said = texts.too_big if "too big" in error.message.lower() else texts.unreadable("DAMAGED")
            raise EarlyReply(_reply(request, message, said)) from None
        progress.says(texts.reading)
        try:
            found = await read(
                content,
                media_type=document.mime_type or "",
                name=document.file_name or "",
                progress=progress.page,
            )
        except Unreadable as error:
            raise EarlyReply(_reply(request, message, texts.unreadable(error.reason.name))) from None
    post = post_of(message)
    name = post.source.name or found.author or named(document.file_name)
    return replace(
        _kept(post, message, found),
        key=f"{post.key}#file",
        source=replace(post.source, name=name),
        published_at=found.published_at or post.published_at,
    )


def others(request: Request, links: Links, number: int) -> tuple[str, Rows]:
    """The links of a message that were not fetched, to be pressed; no rows when there is none."""
    rest = [each for each in range(1, len(links.urls) + 1) if each != number]
    rows = tuple((_link_button(links.urls[each - 1], each),) for each in rest)
    return request.texts.more_links(len(rest)) if rest else "", rows


def _kept(post: Post, message: Message, found: Extracted) -> Post:
    return replace(post, text=found.text, title=found.title, places=(place_behind(message, found.text),))


def _link_button(url: str, number: int) -> Button:
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2] if _is_page(url) else ""
    name = named(f"{host_of(url)} · {last}" if last else host_of(url), LONGEST_ON_BUTTON)
    return buttons.button(name or "…", buttons.LINK, number, 0)


def _instead(
    request: Request, message: Message, links: Links, number: int, said: str, offer: tuple[Button, ...]
) -> EarlyReply:
    more, rows = others(request, links, number)
    text = f"{said}\n{more}" if more else said
    return EarlyReply(_reply(request, message, text, ((offer,) if offer else ()) + rows))


def _reply(request: Request, message: Message, text: str, rows: Rows = ()) -> Send:
    here = ReplyTo(message_id=message.message_id)
    return Send(chat_id=request.chat.id, text=text, reply_to=here, buttons=rows, topic=request.topic)
