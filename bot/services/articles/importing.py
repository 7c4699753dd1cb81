"""Reads a message's link or file, as a post that can be kept."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import datetime, timedelta

from telegram.constants import FileSizeLimit
from telegram.error import BadRequest

from bot.domain import callback_data
from bot.domain.html import escape
from bot.domain.incoming.incoming_post import IncomingPost
from bot.domain.incoming.links import Links, host_of, is_page
from bot.domain.incoming.posts import Post, place_behind, signed
from bot.domain.messages import Button, Rows
from bot.domain.parsing.intents.intent import has_words
from bot.fetching.fetcher import FetchError
from bot.services.progress import Progress
from bot.services.request import EarlyReply, Request
from bot.transport.refusals import kind_of
from index import Source
from index.extract import Extracted, Unreadable
from index.names import named

log = logging.getLogger(__name__)

LONGEST_HOST = 40
LONGEST_ON_BUTTON = 48


async def import_post(request: Request, incoming: IncomingPost, progress: Progress) -> Post:
    """The text of the message's file, or else the article behind its likeliest link. Raises EarlyReply."""
    if incoming.message.document is not None:
        return await from_file(request, incoming, progress)
    return await from_link(request, incoming, incoming.links.likeliest, progress)


async def from_link(
    request: Request, incoming: IncomingPost, number: int, progress: Progress, *, teaser: bool = False
) -> Post:
    """The article behind the message's link with this number (from 1). ``teaser``: its beginning is enough.

    Raises EarlyReply when there is none, with an offer to keep what there is.
    """
    url, texts = incoming.links.urls[number - 1], request.texts
    host = escape(named(host_of(url) or url, LONGEST_HOST) or "…")
    own = (callback_data.button(texts.b_keep_teaser, callback_data.KEEP),) if has_words(incoming.links.rest) else ()
    if not request.preferences.fetching:
        rows = (own,) if own else ()
        raise EarlyReply(request.reply(texts.links_off, to=incoming.as_reply, buttons=rows))
    progress.says(texts.fetching(host))
    async with request.services.reader.ready() as read:
        try:
            page = await request.services.fetcher.fetch(url)
        except FetchError as error:
            raise _instead(request, incoming, number, texts.not_fetched(error.problem.name, host), own) from None
        progress.says(texts.reading)
        try:
            found = await read(
                page.content, media_type=page.media_type, charset=page.charset, url=page.url, progress=progress.page
            )
        except Unreadable as error:
            raise _instead(request, incoming, number, texts.no_article(error.reason.name, host), own) from None
    if found.teaser and not teaser:
        offer = own or (callback_data.button(texts.b_keep_teaser, callback_data.LINK, number, 1),)
        raise _instead(request, incoming, number, texts.only_teaser(host), offer)
    source = Source(name=signed(found.author, found.site or host_of(page.url)))
    post = _imported(incoming, found, key=f"{incoming.key}#{number}", source=source)
    return replace(post, url=found.url or page.url)


async def from_file(request: Request, incoming: IncomingPost, progress: Progress) -> Post:
    """The text of the message's file. Raises EarlyReply when it cannot be read."""
    document, texts = incoming.message.document, request.texts
    assert document is not None

    def refused(text: str) -> EarlyReply:
        return EarlyReply(request.reply(text, to=incoming.as_reply))

    if (document.file_size or 0) > FileSizeLimit.FILESIZE_DOWNLOAD:
        raise refused(texts.too_big)
    async with request.services.reader.ready() as read:
        try:
            file = await request.services.bot.get_file(document.file_id)
            content = bytes(await file.download_as_bytearray())
        except BadRequest as error:
            big = "too big" in error.message.lower()
            # Telegram uses one error for a missing file and for one that is temporarily unavailable.
            log.info("telegram.refused: a file: %s", kind_of(error))
            raise refused(texts.too_big if big else texts.trouble) from None
        progress.says(texts.reading)
        try:
            found = await read(
                content,
                media_type=document.mime_type or "",
                name=document.file_name or "",
                progress=progress.page,
            )
        except Unreadable as error:
            raise refused(texts.unreadable(error.reason.name)) from None
    source = incoming.post.source
    source = replace(source, name=source.name or found.author or named(document.file_name))
    return _imported(incoming, found, key=f"{incoming.key}#file", source=source)


def others(request: Request, links: Links, number: int) -> tuple[str, Rows]:
    """The message's links that were not fetched, as buttons; no rows when there are none."""
    rest = [each for each in range(1, len(links.urls) + 1) if each != number]
    rows = tuple((_link_button(links.urls[each - 1], each),) for each in rest)
    return request.texts.more_links(len(rest)) if rest else "", rows


def _imported(incoming: IncomingPost, found: Extracted, *, key: str, source: Source) -> Post:
    return replace(
        incoming.post,
        key=key,
        text=found.text,
        title=found.title,
        places=(place_behind(incoming.message, found.text),),
        source=source,
        published_at=_published(found, incoming.post.published_at),
    )


def _published(found: Extracted, posted: datetime | None) -> datetime | None:
    """The publication date: the post's own date replaces a doubtful one, or one later than the post."""
    if found.published_at is None or posted is None:
        return found.published_at or posted
    late = found.published_at > posted + timedelta(days=1)
    return posted if late or found.doubtful_day else found.published_at


def _link_button(url: str, number: int) -> Button:
    last = url.partition("?")[0].rstrip("/").rpartition("/")[2] if is_page(url) else ""
    name = named(f"{host_of(url)} · {last}" if last else host_of(url), LONGEST_ON_BUTTON)
    return callback_data.button(name or "…", callback_data.LINK, number, 0)


def _instead(request: Request, incoming: IncomingPost, number: int, text: str, offer: tuple[Button, ...]) -> EarlyReply:
    more, rows = others(request, incoming.links, number)
    text = f"{text}\n{more}" if more else text
    return EarlyReply(request.reply(text, to=incoming.as_reply, buttons=((offer,) if offer else ()) + rows))
