"""Reading a body within bounds: nothing is held that is longer than what may be kept."""

from __future__ import annotations

import zlib
from collections.abc import AsyncIterator

from bot.fetching.errors import FetchError, Problem


async def read(chunks: AsyncIterator[bytes], encoding: str, limit: int) -> bytes:
    """The decoded body, at most ``limit`` bytes of it.

    ``encoding`` is the Content-Encoding. Raises FetchError: TOO_LARGE, or BROKEN for any encoding but gzip and
    identity, for several of them, and for a gzip stream that is damaged, cut short or followed by something else.
    """
    names = [each.strip().lower() for each in encoding.split(",") if each.strip()]
    if names in ([], ["identity"]):
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
    try:
        async for chunk in chunks:
            if inflate.eof:
                raise FetchError(Problem.BROKEN, "something behind the end of a gzip stream")
            # One byte more than there is room for is enough to know; the rest of a bomb is never inflated.
            body += inflate.decompress(chunk, limit + 1 - len(body))
            if len(body) > limit:
                raise FetchError(Problem.TOO_LARGE)
    except zlib.error:
        raise FetchError(Problem.BROKEN, "a damaged gzip stream") from None
    if not inflate.eof or inflate.unused_data:
        raise FetchError(Problem.BROKEN, "a gzip stream that is cut short, or goes on")
    return bytes(body)
