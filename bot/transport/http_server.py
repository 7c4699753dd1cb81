"""HTTP servers of the bot, and the page that reports its health."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from bot.config import Address, OperatorError
from bot.transport.health import Health


@asynccontextmanager
async def listening(
    application: web.Application, listen: Address, setting: str, *, patience: float
) -> AsyncIterator[Address]:
    """Serves until the block ends, and up to ``patience`` seconds longer for open requests; gives the real address.

    ``setting`` is the variable that holds ``listen``. Raises OperatorError.
    """
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=patience)
    await runner.setup()
    try:
        try:
            await web.TCPSite(runner, listen.host, listen.port).start()
        except OSError as error:
            raise OperatorError(
                f"cannot listen on {listen} ({error.strerror or error}); set {setting} to a free address"
            ) from None
        yield Address(host=listen.host, port=int(runner.addresses[0][1]))
    finally:
        await runner.cleanup()


async def healthz(health: Health, _request: web.Request) -> web.Response:
    """Whether the database and Telegram answer: 200 when both do, else 503; the JSON says which does."""
    state = {"database": await health.database(), "telegram": await health.telegram()}
    ready = all(state.values())
    return web.json_response({"ready": ready, **state}, status=200 if ready else 503)
