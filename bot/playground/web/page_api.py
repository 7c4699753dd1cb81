"""The chat page's server side: its files, the state of the chats, live events, and people's actions."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import resources
from typing import Any, Final

from aiohttp import web

from bot.playground.web import page_actions, page_files, page_posts, page_view
from bot.playground.web.guard import HEADERS
from bot.playground.web.server import API
from bot.playground.world.people import Person
from bot.playground.world.world import Event, World

_TYPES: Final = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
_BODY_LIMIT: Final = 50 * 1024 * 1024  # files of some 37 MB in base64: more than a bot may fetch
_KEEP_ALIVE: Final = 15.0  # seconds
_STREAMS: Final = web.AppKey("streams", set["asyncio.Queue[Event | None]"])


def add_routes(app: web.Application) -> None:
    """Serves the page and its JSON API; the application holds the `Api` under `API`."""
    app[_STREAMS] = set()
    app.on_shutdown.append(_end_streams)
    for file in resources.files("bot.playground.web").joinpath("page").iterdir():
        suffix = "." + file.name.rpartition(".")[2]
        if suffix in _TYPES:
            path = "/" if file.name == "index.html" else f"/{file.name}"
            app.router.add_get(path, _static(file.read_text(encoding="utf-8"), _TYPES[suffix]))
    app.router.add_get("/api/state", _state)
    app.router.add_get("/api/history", _history)
    app.router.add_get("/api/sample", _sample)
    app.router.add_get("/api/events", _events)
    page_files.add_routes(app)
    for name, action in page_actions.ACTIONS.items():
        app.router.add_post(f"/api/{name}", _doing(action))


def _static(text: str, kind: str) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def serve(_: web.Request) -> web.Response:
        return web.Response(text=text, content_type=kind, charset="utf-8")

    return serve


async def _state(request: web.Request) -> web.Response:
    world = request.app[API].world
    return web.json_response(page_view.state(world, _viewer(request)))


async def _history(request: web.Request) -> web.Response:
    world = request.app[API].world
    try:
        given = {name: int(value) for name, value in request.query.items() if name != "as"}
        return web.json_response(page_posts.history(world, {**given, "as": _viewer(request).id}))
    except page_actions.NotThere as error:
        return web.json_response({"error": str(error)}, status=404)
    except ValueError:
        return web.json_response({"error": "Chats and messages are named by numbers."}, status=400)


def _viewer(request: web.Request) -> Person:
    """The person whose Telegram the page shows: `as` in the query, or else the owner."""
    world = request.app[API].world
    wanted = request.query.get("as", "")
    return next((person for person in world.people() if str(person.id) == wanted), page_view.owner(world))


async def _sample(_: web.Request) -> web.Response:
    text = resources.files("bot.playground").joinpath("sample.txt").read_text(encoding="utf-8")
    return web.json_response({"source": "Harbour Gazette", "text": text.strip()})


def _doing(action: page_actions.Action) -> Callable[[web.Request], Any]:
    async def act(request: web.Request) -> web.Response:
        if (request.content_length or 0) > _BODY_LIMIT:
            return web.json_response({"error": "That is more than the playground takes at once (37 MB)."}, status=413)
        try:
            given = await request.json()
            if not isinstance(given, dict):
                raise ValueError("An object is expected.")
            done = action(request.app[API].world, given)
            return web.json_response(await done if inspect.isawaitable(done) else done)
        except web.HTTPRequestEntityTooLarge:
            return web.json_response({"error": "That is more than the playground takes at once."}, status=413)
        except page_actions.NotThere as error:
            return web.json_response({"error": str(error)}, status=404)
        except (ValueError, TypeError) as error:
            return web.json_response({"error": str(error)}, status=400)

    return act


async def _events(request: web.Request) -> web.StreamResponse:
    """Server-sent events; a page that reconnects reads the whole state again, so none needs to be repeated."""
    world, viewer = request.app[API].world, _viewer(request)
    response = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream; charset=utf-8"})
    await response.prepare(request)
    queue: asyncio.Queue[Event | None] = asyncio.Queue()
    world.listeners.append(queue.put_nowait)
    request.app[_STREAMS].add(queue)
    try:
        await response.write(b"retry: 1000\n: welcome\n\n")
        async for line in _lines(world, viewer, queue):
            await response.write(line)
    except ConnectionError:
        pass  # the page was closed
    finally:
        world.listeners.remove(queue.put_nowait)
        request.app[_STREAMS].discard(queue)
    return response


async def _lines(world: World, viewer: Person, queue: asyncio.Queue[Event | None]) -> AsyncIterator[bytes]:
    while True:
        try:
            async with asyncio.timeout(_KEEP_ALIVE):
                event = await queue.get()
        except TimeoutError:
            yield b": still here\n\n"
            continue
        if event is None:
            return
        if seen := page_view.event(world, event, viewer):
            yield b"data: " + json.dumps(seen).encode() + b"\n\n"


async def _end_streams(app: web.Application) -> None:
    for queue in app[_STREAMS]:
        queue.put_nowait(None)
    app[API].world.updates.wake()
