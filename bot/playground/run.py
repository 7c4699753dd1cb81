"""Start and stop the playground's server."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from bot.playground.bot_api.api import Api
from bot.playground.cast import furnish as furnish_world
from bot.playground.errors import PlaygroundError
from bot.playground.web import page_api, server, webhook
from bot.playground.web.guard import HOSTS, allowed_hosts, guard
from bot.playground.world.world import World


@dataclass
class RunningPlayground:
    """A running server. `url` is both the chat page's address and the Bot API's base, without a final slash."""

    url: str
    api: Api
    _runner: web.AppRunner
    _tasks: list[asyncio.Task[None]]

    @property
    def world(self) -> World:
        return self.api.world

    @property
    def token(self) -> str:
        return self.world.token

    async def stop(self) -> None:
        """Close every connection and the port. The world stays open: it may be the caller's."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self.world.updates.wake()  # a bot that is still polling gets its answer
        await self._runner.cleanup()


async def start(
    listen_host: str = "127.0.0.1",
    listen_port: int = 8080,
    *,
    world: World | None = None,
    path: Path | None = None,
    hosts: tuple[str, ...] = (),
    furnish: bool = True,
) -> RunningPlayground:
    """Serves a world (default: one kept in the SQLite file `path`, or in memory) at an address.

    Port 0 takes a free one. `hosts` are further names of the page, as "name:port" or "name"; the address itself and,
    for a loopback address, `localhost` always work. `furnish` adds people and chats for the page to a world that has
    none. Raises `PlaygroundError` when the address is taken or not ours.
    """
    if world is None:
        world = World(path)
        world.ephemeral = "10.3" if world.has_ephemeral_next else None
    if furnish:
        furnish_world(world)
    app = web.Application(client_max_size=server.BODY_LIMIT, middlewares=[guard])
    api = app[server.API] = Api(world)
    allowed = app[HOSTS] = set()  # filled below: the port may be known only once it is open
    server.add_routes(app)
    page_api.add_routes(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, listen_host, listen_port).start()
    except OSError as error:
        await runner.cleanup()
        reason = error.strerror or str(error)
        raise PlaygroundError(
            f"The playground cannot listen on {listen_host}:{listen_port} ({reason}). "
            "Is it running already? Another address can be set with PLAYGROUND_LISTEN, such as 127.0.0.1:8081."
        ) from error
    port = int(runner.addresses[0][1])
    name = f"[{listen_host}]" if ":" in listen_host else listen_host
    allowed.update(allowed_hosts(listen_host, port, hosts))
    tasks = [asyncio.create_task(webhook.deliver(api), name="playground webhook delivery")]
    return RunningPlayground(f"http://{name}:{port}", api, runner, tasks)
