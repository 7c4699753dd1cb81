"""Receives updates that Telegram posts, and serves a health page."""

from __future__ import annotations

import hmac
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web

from bot.config import Address, Webhook
from bot.transport.health import Health
from bot.transport.http_server import healthz, listening
from index import LibraryError

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
# Telegram's largest updates are a few dozen kilobytes.
BODY_LIMIT = 1024 * 1024


class Receiver:
    """An HTTP server with two addresses: the webhook's path, and ``/healthz``.

    ``take`` commits updates before it returns, and raises LibraryError when it cannot.
    """

    def __init__(
        self, webhook: Webhook, take: Callable[[Sequence[dict[str, Any]]], Awaitable[None]], health: Health
    ) -> None:
        self._webhook, self._take, self._health = webhook, take, health
        self._secret = webhook.secret.encode()
        self.received_at = time.monotonic()
        self.address: Address | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """Serves until the block ends. Raises OperatorError."""
        application = web.Application(client_max_size=BODY_LIMIT)
        application.router.add_post(urlsplit(self._webhook.url).path or "/", self._update)
        application.router.add_get("/healthz", partial(healthz, self._health))
        async with listening(application, self._webhook.listen, "WEBHOOK_LISTEN", patience=3.0) as self.address:
            yield

    async def _update(self, request: web.Request) -> web.Response:
        given = request.headers.get(SECRET_HEADER, "").encode(errors="replace")
        if not hmac.compare_digest(given, self._secret):
            log.warning("webhook.forbidden: a post without the secret is refused")
            return web.Response(status=403)
        try:
            update = await request.json()
        except web.HTTPRequestEntityTooLarge:
            log.error("webhook.too_large: an update of more than %d bytes is refused", BODY_LIMIT)
            return web.Response(status=413)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict) or not isinstance(update.get("update_id"), int):
            return web.Response(status=400)
        try:
            await self._take([update])
        except LibraryError as error:
            log.error("webhook.unstored: an update could not be stored, Telegram will send it again: %s", error)
            return web.Response(status=503)
        self.received_at = time.monotonic()
        return web.Response()

    def others_received(self) -> None:
        """Another process of the cluster has received an update."""
        self.received_at = time.monotonic()
