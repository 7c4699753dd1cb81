"""Reads a body within bounds: memory never holds more than the limit."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

from bot.fetching.errors import FetchError, Problem

# Near-empty gzip members would each cost a copy of the rest.
MOST_MEMBERS = 1_000
# Values that some servers send for an unencoded body.
_NONE = frozenset({"identity", "none", "utf-8", "utf8", "binary", "8bit", "text/html"})


async def read(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """The decoded body, at most ``limit`` bytes of it.

    ``encoding`` is the Content-Encoding. Raises FetchError: TOO_LARGE, or BROKEN for any encoding but gzip and
    identity, for several of them, and for a gzip stream that is damaged, cut short or followed by something else
    than another one, or zeros.
    """
    names = [each.strip().lower() for each in encoding.split(",") if each.strip()]
    names = [each for each in names if each not in _NONE]
    if not names:
        return await _plain(chunks, limit)
    if names in (["gzip"], ["x-gzip"]):
        return await _inflated(chunks, limit)
    raise FetchError(Problem.BROKEN, "an encoding that was not asked for")


async def _plain(chunks: AsyncIterator[bytes], limit: int) -> bytes:
    body = bytearray()
    async for chunk in chunks:
        if len(body) + len(chunk) > limit:
            raise FetchError(Problem.TOO_LARGE)
        body += chunk
    return bytes(body)


async def _inflated(chunks: AsyncIterator[bytes], limit: int) -> bytes:
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
    body = bytearray()
    members = 0
    try:
        async for chunk in chunks:
            left = chunk
            while left:
                if inflate.eof:
                    # Files are padded with zeros; anything else begins another member.
                    left = left.lstrip(b"\0")
                    if not left:
                        break
                    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS)
                    members += 1
                    if members > MOST_MEMBERS:
                        raise FetchError(Problem.BROKEN, "a gzip stream of too many members")
                # One byte beyond the limit is enough to know; the rest of a bomb is never inflated.
                body += inflate.decompress(left, limit + 1 - len(body))
                if len(body) > limit:
                    raise FetchError(Problem.TOO_LARGE)
                left = inflate.unused_data if inflate.eof else b""
    except zlib.error:
        raise FetchError(Problem.BROKEN, "a damaged gzip stream") from None
    if not inflate.eof:
        raise FetchError(Problem.BROKEN, "a gzip stream that is cut short, or goes on")
    return bytes(body)
