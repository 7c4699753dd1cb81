"""A small web on loopback: servers that say what they are told to, a resolver, and a reader in this process."""

from __future__ import annotations

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.app import Options, Verbatim
from bot.fetching.document_reader import Read, Reader
from bot.fetching.fetcher import Fetcher
from bot.playground import Api
from bot.playground.request import InProcessRequest
from bot.playground.world.watching import PATIENCE
from bot.store.outbox import ReceiptDelay
from bot.transport.flood_limits import Limits
from index import Library
from index.extract import Extracted, extract

Answer = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]
PAGE = b"<html><p>Some words.</p></html>"


class ReaderHere(Reader):
    """Reads in this process: for tests of what becomes of it."""

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[Read]:
        async def read(content: bytes, **known: Any) -> Extracted:
            return await asyncio.to_thread(extract, content, **known)

        yield read


@asynccontextmanager
async def serving(answer: Answer, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server on loopback; gives its port."""

    async def answered(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"\r\n\r\n")
            await answer(reader, writer)
            await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answered, "127.0.0.1", 0, ssl=tls)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


def saying(raw: bytes) -> Answer:
    """Answers with these bytes, then hangs up."""

    async def answer(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(raw)

    return answer


def http(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: bool = True) -> bytes:
    """An answer as a server would put it."""
    lines = [f"HTTP/1.1 {status}", *headers, *([f"Content-Length: {len(body)}"] if length else [])]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def resolving(**names: str | list[str]) -> Callable[[str, int], Awaitable[list[str]]]:
    """A resolver that knows these names ("_" for dots), and nothing else."""
    known = {name.replace("_", "."): [given] if isinstance(given, str) else given for name, given in names.items()}

    async def resolve(host: str, _port: int) -> list[str]:
        if host not in known:
            raise socket.gaierror(socket.EAI_NONAME, "no such host")
        return known[host]

    return resolve


def reading_here(api: Api, library: Library, fetcher: Fetcher | None = None) -> Verbatim:
    """The bot on that local Telegram, reading documents in this process and sending at once."""
    return Verbatim.build(
        library,
        api.world.token,
        "http://telegram.test",
        Options(
            request=lambda: InProcessRequest(api),
            fetcher=fetcher or Fetcher(),
            reader=ReaderHere(),
            limits=Limits(unlimited=True),
            receipt_delay=ReceiptDelay(quiet=0.15, longest=PATIENCE),
            retry_pause=0.01,
            warm=False,
        ),
    )
