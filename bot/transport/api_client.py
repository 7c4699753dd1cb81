"""The HTTP client: python-telegram-bot's requests over aiohttp, which takes half of httpx's processor time."""

from __future__ import annotations

import json
import ssl
import urllib.request
from functools import cache
from typing import Any

import aiohttp
import certifi
from telegram.error import NetworkError, TelegramError, TimedOut
from telegram.request import BaseRequest, RequestData

from bot.config import without_tokens

Seconds = float | None


class AiohttpRequest(BaseRequest):
    """Calls methods of the Bot API, at most ``connections`` at a time; times are in seconds.

    An answer that is not JSON is not copied into the log, which must hold no messages. Proxies come from the
    environment.
    """

    def __init__(self, *, connections: int, connect_timeout: float, read_timeout: float) -> None:
        self._connections, self._connect_timeout, self._read_timeout = connections, connect_timeout, read_timeout
        self._session: aiohttp.ClientSession | None = None

    @property
    def read_timeout(self) -> float | None:
        """The default time limit for an answer."""
        return self._read_timeout

    async def initialize(self) -> None:
        """Creates the connection pool; connections are opened on demand."""
        if self._session is None:
            connector = aiohttp.TCPConnector(limit=self._connections, ssl=_trusted())
            # Where no proxy is set, aiohttp would search for one again with every call, in a thread.
            proxied = bool(urllib.request.getproxies_environment())
            self._session = aiohttp.ClientSession(connector=connector, trust_env=proxied)

    async def shutdown(self) -> None:
        """Closes every connection."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        read_timeout: Any = BaseRequest.DEFAULT_NONE,
        write_timeout: Any = BaseRequest.DEFAULT_NONE,
        connect_timeout: Any = BaseRequest.DEFAULT_NONE,
        pool_timeout: Any = BaseRequest.DEFAULT_NONE,
    ) -> tuple[int, bytes]:
        """The status and the body of the answer. Raises TimedOut, or NetworkError when the connection breaks."""
        if self._session is None:
            raise RuntimeError("calls are made after initialize() only")
        times = aiohttp.ClientTimeout(
            total=None,
            sock_connect=_or(connect_timeout, self._connect_timeout),
            sock_read=_or(read_timeout, self._read_timeout),
        )
        try:
            async with self._session.request(method, url, data=_body(request_data), timeout=times) as response:
                return response.status, _discreet(response.status, await response.read())
        except TimeoutError as error:
            raise TimedOut from error
        except Exception as error:
            # Not the error's text: it may hold the address, and with it the token. The same is true of unexpected
            # errors from an address or answer, which python-telegram-bot would quote in full.
            raise NetworkError(type(error).__name__) from error

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """The parsed answer. Raises TelegramError."""
        try:
            answer = json.loads(payload.decode(errors="replace"))
        except (ValueError, RecursionError):
            answer = None
        # A proxy between us and Telegram may answer in JSON of its own.
        if not isinstance(answer, dict) or not isinstance(answer.get("description", ""), str):
            raise TelegramError("Invalid server response")
        return answer


def _discreet(status: int, body: bytes) -> bytes:
    """The body of an answer. A refusal loses the token: a proxy's page may repeat the requested address."""
    if 200 <= status < 300:
        return body
    # Half a character does not matter here.
    return without_tokens(body.decode(errors="surrogateescape")).encode(errors="surrogateescape")


@cache
def _trusted() -> ssl.SSLContext:
    """The same certificate authorities on every machine. They are read once, which takes some 20 ms."""
    return ssl.create_default_context(cafile=certifi.where())


def _or(given: Any, otherwise: float) -> Seconds:
    """A timeout from python-telegram-bot: None means no limit, and its marker for "not given" is not a number."""
    return given if given is None or isinstance(given, int | float) else otherwise


def _body(data: RequestData | None) -> aiohttp.FormData | dict[str, str] | None:
    if data is None or not data.contains_files:
        return data.json_parameters if data is not None and data.json_parameters else None
    form = aiohttp.FormData(default_to_multipart=True)
    for name, value in data.json_parameters.items():
        form.add_field(name, value)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form
