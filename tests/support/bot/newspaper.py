"""A newspaper on loopback, which the bot may fetch pages from."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from html import escape

import pytest

from bot.fetching.fetcher import Fetcher
from bot.playground import Api
from bot.playground.world.watching import PATIENCE
from index import Library
from tests.support.bot.web import http, reading_here, resolving


def page(article: str, *, head: str = "", extra: str = "") -> bytes:
    """A page as newspapers make them, with the article's first line as its headline."""
    title, _, rest = article.partition("\n")
    body = "".join(f"<p>{escape(each)}</p>" for each in rest.split("\n\n"))
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} | Harbour Post</title>'
        f'<meta property="og:site_name" content="Harbour Post"><meta name="author" content="Ines Falk">'
        f'<meta property="article:published_time" content="2026-11-03T08:00:00Z">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>{title}</h1>{body}</article>{extra}'
        "<footer>All rights reserved. Cookies and privacy.</footer></body></html>"
    ).encode()


class Site:
    """A newspaper on loopback: paths and what they answer; ``asked`` are the paths that were."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.port = 0
        self.pause = 0.0

    def url(self, path: str) -> str:
        return f"http://paper.example:{self.port}{path}"


@pytest.fixture
async def site(api: Api, library: Library) -> AsyncIterator[Site]:
    """The newspaper, and the bot, polling, which may fetch from it."""
    site = Site()

    async def answer(line: bytes, writer: asyncio.StreamWriter) -> None:
        path = line.split(b" ")[1].decode()
        site.asked.append(path)
        await asyncio.sleep(site.pause)
        found = site.pages.get(path)
        given = http(b"", status="404 Not Found") if found is None else http(found, "Content-Type: text/html")
        writer.write(found if found is not None and found.startswith(b"HTTP/") else given)

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n\r\n")
        await answer(request, writer)
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(answered, "127.0.0.1", 0)
    site.port = server.sockets[0].getsockname()[1]
    fetcher = Fetcher((f"paper.example:{site.port}",), resolve=resolving(paper_example="127.0.0.1"), seconds=PATIENCE)
    async with reading_here(api, library, fetcher).polling():
        yield site
    server.close()
