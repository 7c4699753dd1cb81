"""Fetches a link that somebody sent, safely: only from public addresses, within bounds of time and size.

Every address is checked twice, when its name is resolved and again when connecting. A name that changes its address
in between therefore reaches nothing. Each redirect is checked from the beginning.
"""

from __future__ import annotations

import asyncio
import re
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from bot.fetching import body, refresh
from bot.fetching.errors import FetchError, Problem
from bot.fetching.name_resolver import NameResolver
from bot.fetching.public_addresses import public
from bot.fetching.targets import Target, target

__all__ = ["FetchError", "Fetched", "Fetcher", "Problem"]

FETCH_SECONDS = 15.0
LARGEST_BODY = 5_000_000
MOST_REDIRECTS = 5
MOST_HEADERS = 500
# Somebody may send twenty links to one site: each waits for those before it, but not for ever.
QUEUE_SECONDS = 60.0
USER_AGENT = "Verbatim/0.1 (Telegram bot; reads single articles that people send it)"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_DENIED = frozenset({401, 402, 403, 407, 451})
_GONE = frozenset({204, 205, 404, 410})
_SOUND = frozenset({200, 202, 203, 206})
_PAGES = frozenset({"", "text/html", "application/xhtml+xml"})

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """The content behind a link. ``url`` is the last redirect's target; type and charset are as declared, or ""."""

    url: str
    content: bytes
    media_type: str = ""
    charset: str = ""


class Fetcher:
    """Fetches links, one at a time from each host. Needs no closing.

    ``allowed`` are private hosts that the operator trusts (``FETCH_ALLOW_HOSTS``). ``resolve`` gives the addresses of a
    host and port; ``tls`` verifies certificates.
    """

    def __init__(
        self,
        allowed: Collection[str] = (),
        *,
        resolve: Resolve | None = None,
        tls: ssl.SSLContext | None = None,
        seconds: float = FETCH_SECONDS,
        largest: int = LARGEST_BODY,
        patience: float = QUEUE_SECONDS,
    ) -> None:
        self._allowed = frozenset(each.lower() for each in allowed)
        self._resolve = resolve or NameResolver().addresses
        self._tls, self._seconds, self._largest, self._patience = tls, seconds, largest, patience
        self._busy: dict[str, asyncio.Semaphore] = {}
        self._users: dict[str, int] = {}

    async def fetch(self, url: str) -> Fetched:
        """Fetches the link's content. Raises FetchError, within ``seconds`` of network time in all."""
        loop = asyncio.get_running_loop()
        left = self._seconds
        # Some sites redirect until their cookie comes back; cookies are kept for this link alone.
        cookies = aiohttp.CookieJar()
        for _ in range(MOST_REDIRECTS + 1):
            aim = target(url, self._allowed)
            async with self._alone(aim.host):
                started = loop.time()
                try:
                    async with asyncio.timeout(max(left, 0.0)):
                        answer = await self._get(aim, cookies)
                except TimeoutError:
                    raise FetchError(Problem.TOO_SLOW) from None
                left -= loop.time() - started
            if isinstance(answer, Fetched):
                return answer
            url = answer
        raise FetchError(Problem.BROKEN, "too many redirects")

    async def _get(self, aim: Target, cookies: aiohttp.CookieJar) -> Fetched | str:
        """The answer of this address, or the address that it redirects to."""
        guard = _Guard(aim, self._resolve)
        if self._tls is None and aim.url.scheme == "https":
            # Reading the machine's certificates takes longer than most answers: once only, and only if needed.
            self._tls = await asyncio.to_thread(ssl.create_default_context)
        session = _session(guard, self._tls, cookies)
        try:
            async with session, session.get(aim.url, allow_redirects=False) as response:
                return await self._read(response)
        except aiohttp.ClientConnectorCertificateError:
            raise FetchError(Problem.CERTIFICATE) from None
        except aiohttp.ClientSSLError:
            raise FetchError(Problem.CERTIFICATE, "no secure connection") from None
        except (aiohttp.ClientConnectorError, OSError) as error:
            if guard.problem is not None:
                raise FetchError(guard.problem) from None
            raise FetchError(Problem.UNREACHABLE, type(error).__name__) from None
        except (aiohttp.ClientError, ValueError, AssertionError) as error:
            # aiohttp's own complaints about an answer: headers too long, a truncated body, not HTTP.
            raise FetchError(Problem.BROKEN, type(error).__name__) from None

    async def _read(self, response: aiohttp.ClientResponse) -> Fetched | str:
        status = response.status
        if status in _REDIRECTS:
            return _location(response)
        if status in _DENIED:
            raise FetchError(Problem.DENIED, str(status))
        if status in _GONE:
            raise FetchError(Problem.GONE, str(status))
        if status == 429 or status >= 500:
            raise FetchError(Problem.TROUBLE, str(status))
        if status not in _SOUND or _is_part(response):
            raise FetchError(Problem.BROKEN, str(status))
        if (response.content_length or 0) > self._largest:
            raise FetchError(Problem.TOO_LARGE)
        encoding = ",".join(response.headers.getall("Content-Encoding", []))
        content = await body.read(_chunks(response), encoding, self._largest)
        declared = "Content-Type" in response.headers
        media_type = response.content_type.lower() if declared else ""
        if further := _sent_on(response, content if media_type in _PAGES else b""):
            return further
        return Fetched(
            url=str(response.url),
            content=content,
            media_type=media_type,
            charset=(response.charset or "")[:40] if declared else "",
        )

    @asynccontextmanager
    async def _alone(self, host: str) -> AsyncIterator[None]:
        """Waits until no other fetch uses this host."""
        busy = self._busy.setdefault(host, asyncio.Semaphore(1))
        self._users[host] = self._users.get(host, 0) + 1
        try:
            try:
                async with asyncio.timeout(self._patience):
                    await busy.acquire()
            except TimeoutError:
                raise FetchError(Problem.TOO_SLOW, "too many wait for this host") from None
            try:
                yield
            finally:
                busy.release()
        finally:
            self._users[host] -= 1
            if not self._users[host]:
                del self._users[host], self._busy[host]


class _Guard(AbstractResolver):
    """Restricts what one request may reach; ``problem`` says why it was stopped, if it was."""

    def __init__(self, aim: Target, resolve: Resolve) -> None:
        self._aim, self._resolve = aim, resolve
        self.problem: Problem | None = None

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """The host's addresses. A single forbidden address rejects all: an honest name has none."""
        try:
            addresses = list(await self._resolve(host, port))
        except TimeoutError:
            self.problem = Problem.TOO_SLOW
            raise
        except (OSError, UnicodeError):
            addresses = []
        if not addresses:
            self.problem = Problem.NO_SUCH_HOST
            raise OSError("the name leads nowhere")
        if not self._aim.trusted and not all(map(public, addresses)):
            self.problem = Problem.REFUSED
            raise OSError("the name leads to a refused address")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for address in addresses
        ]

    def socket(self, info: tuple[Any, ...]) -> socket.socket:
        """A socket for an address about to be connected to, after a final check."""
        family, kind, protocol, _, address = info
        allowed = self._aim.trusted or (public(str(address[0])) and address[1] == self._aim.port)
        if family not in (socket.AF_INET, socket.AF_INET6) or not allowed:
            self.problem = Problem.REFUSED
            raise OSError("a refused address")
        return socket.socket(family=family, type=kind, proto=protocol)

    async def close(self) -> None:
        """Nothing to close."""


def _session(guard: _Guard, tls: ssl.SSLContext | None, cookies: aiohttp.CookieJar) -> aiohttp.ClientSession:
    """For one request."""
    # The guard is specific to this request.
    connector = aiohttp.TCPConnector(
        resolver=guard,
        socket_factory=guard.socket,
        ssl=tls or True,
        use_dns_cache=False,
        force_close=True,
        limit=4,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=cookies,
        auto_decompress=False,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(total=None),
        max_headers=MOST_HEADERS,
        headers={
            "User-Agent": USER_AGENT,
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.8,*/*;q=0.5",
            "Accept-Encoding": "gzip, identity",
        },
    )


def _location(response: aiohttp.ClientResponse) -> str:
    with suppress(ValueError, UnicodeError):
        if place := response.headers.get("Location"):
            return str(response.url.join(URL(place)))
    raise FetchError(Problem.BROKEN, "a redirect to nowhere")


def _sent_on(response: aiohttp.ClientResponse, content: bytes) -> str | None:
    """The target to which an answer without a redirect status sends a browser nevertheless; None if there is none."""
    place = refresh.in_header(response.headers.get("Refresh", "")) or refresh.in_page(content)
    with suppress(ValueError, UnicodeError):
        if place and (further := response.url.join(URL(place)).with_fragment(None)) != response.url.with_fragment(None):
            return str(further)
    return None


def _is_part(response: aiohttp.ClientResponse) -> bool:
    """Whether an answer is partial, which was not requested; some servers call the whole one partial."""
    extent = re.fullmatch(r"bytes\s+0-(\d{1,15})/(\d{1,15})", response.headers.get("Content-Range", "").strip())
    return "Content-Range" in response.headers and (extent is None or int(extent[1]) + 1 != int(extent[2]))


async def _chunks(response: aiohttp.ClientResponse) -> AsyncIterator[bytes]:
    async for chunk in response.content.iter_any():
        yield chunk
