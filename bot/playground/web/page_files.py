"""Files of messages on the page: pictures are shown, everything is offered as a download, nothing is opened."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from aiohttp import web

from bot.playground.web.server import API
from bot.playground.world.posts import File

# By their first bytes: types that a browser draws and never runs. SVG is not among them.
_PICTURES: Final = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF8", "image/gif"),
)


def add_routes(app: web.Application) -> None:
    app.router.add_get("/api/file/{file_id}", _download)
    app.router.add_get("/api/picture/{file_id}", _picture)


def picture_type(content: bytes) -> str | None:
    """The media type of a picture that may be shown; `None` for anything else."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    return next((kind for start, kind in _PICTURES if content.startswith(start)), None)


async def _download(request: web.Request) -> web.Response:
    file, content = _found(request)
    name = quote(file.name, safe="")
    return web.Response(
        body=content,
        content_type="application/octet-stream",
        headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
    )


async def _picture(request: web.Request) -> web.Response:
    _, content = _found(request)
    kind = picture_type(content)
    if kind is None:
        raise web.HTTPNotFound
    return web.Response(body=content, content_type=kind)


def _found(request: web.Request) -> tuple[File, bytes]:
    world, file_id = request.app[API].world, request.match_info["file_id"]
    content = world.store.content(file_id) if file_id in world.files else None
    if content is None:
        raise web.HTTPNotFound
    return world.files[file_id], content
