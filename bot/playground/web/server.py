"""The Bot API over HTTP, as clients of Telegram expect it: `/bot<token>/METHOD` and `/file/bot<token>/PATH`."""

from __future__ import annotations

import json
from typing import Any, Final

from aiohttp import web
from aiohttp.web_request import FileField

from bot.playground.bot_api.api import Api
from bot.playground.errors import ApiError, ConnectionDropped
from bot.playground.request import file_answer
from bot.playground.world.posts import Upload

BODY_LIMIT: Final = 51 * 1024 * 1024  # a bot uploads up to 50 MB
API: Final = web.AppKey("api", Api)


def add_routes(app: web.Application) -> None:
    """Serves the `Api` kept under `API` in the application."""
    app.router.add_route("*", "/bot{token}/{method}", _method)
    app.router.add_get("/file/bot{token}/{path:.+}", _file)


async def _method(request: web.Request) -> web.StreamResponse:
    try:
        params, files = await _parameters(request)
    except web.HTTPRequestEntityTooLarge:
        return _answer(413, ApiError(413, "Request Entity Too Large").body())
    except ValueError:
        return _answer(400, ApiError(400, "Bad Request: can't parse the request's body").body())
    try:
        status, body = await request.app[API].call(
            request.match_info["token"], request.match_info["method"], params, files
        )
    except ConnectionDropped:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)
    return _answer(status, body)


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, Upload]]:
    params: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    if request.content_type == "application/json":
        text = await request.text()
        body = json.loads(text) if text.strip() else {}
        if not isinstance(body, dict):
            raise ValueError("an object is expected")
        return params | body, files
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            files[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            params[name] = value.decode() if isinstance(value, bytes | bytearray) else value
    return params, files


async def _file(request: web.Request) -> web.Response:
    status, body = file_answer(request.app[API], request.match_info["token"], request.match_info["path"])
    return web.Response(
        status=status,
        body=body,
        content_type="application/octet-stream" if status == 200 else "application/json",
        headers={"X-Content-Type-Options": "nosniff", "Content-Disposition": "attachment"},
    )


def _answer(status: int, body: dict[str, Any]) -> web.Response:
    return web.Response(status=status, body=json.dumps(body).encode(), content_type="application/json")
