"""The page's own HTTP API, asked as the page asks it."""

from __future__ import annotations

from typing import Any

import aiohttp

from bot.playground import RunningPlayground


async def ask(server: RunningPlayground, name: str, **query: Any) -> tuple[int, Any]:
    """GET; status and JSON."""
    async with aiohttp.ClientSession() as session, session.get(f"{server.url}/api/{name}", params=query) as response:
        return response.status, await response.json()


async def do(server: RunningPlayground, name: str, **body: Any) -> tuple[int, Any]:
    """POST; status and JSON."""
    headers = {"Origin": server.url, "X-Playground": "page"}
    async with (
        aiohttp.ClientSession(headers=headers) as session,
        session.post(f"{server.url}/api/{name}", json=body) as response,
    ):
        return response.status, await response.json()
