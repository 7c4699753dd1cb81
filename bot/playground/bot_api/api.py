"""The Bot API: a token, a method's name and its parameters in; Telegram's JSON answer out. No HTTP."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable, Mapping
from typing import Any

from bot.playground.bot_api import params
from bot.playground.bot_api.methods import METHODS, Call, Method
from bot.playground.errors import ApiError, ConnectionDropped
from bot.playground.world.posts import Upload
from bot.playground.world.world import Exchange, World


class Api:
    """Answers requests on a world, injects requested faults, and records each exchange.

    `observers` get every exchange once it is answered; what they raise does not reach the bot, so they collect results.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.observers: list[Callable[[Exchange], None]] = []

    async def call(
        self, token: str, name: str, raw: Mapping[str, Any], files: Mapping[str, Upload] | None = None
    ) -> tuple[int, dict[str, Any]]:
        """The status and body of the answer. Raises `ConnectionDropped` where a fault demands it."""
        method = METHODS.get(name.lower())
        if token != self.world.token:
            return self._refused(ApiError(401, "Unauthorized"))
        if method is None:
            self._record(name, raw, files, 404, body := ApiError(404, "Not Found: method not found").body())
            return 404, body
        fault = self.world.faults.take(method.name)
        if fault is not None and fault.kind == "delay":
            await asyncio.sleep(fault.seconds)
        if fault is not None and fault.kind == "drop":
            raise ConnectionDropped(method.name)
        try:
            if fault is not None and fault.error is not None:
                raise fault.error
            status, body = 200, {"ok": True, "result": await self._result(method, raw, files or {})}
        except ApiError as error:
            status, body = self._refused(error)
        lost = fault is not None and fault.kind == "lose"
        self._record(method.name, raw, files, status, body, lost=lost)
        if lost:
            raise ConnectionDropped(method.name)
        return status, body

    async def _result(self, method: Method, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> Any:
        strict = self.world.strict
        found = method.handle(Call(self.world, params.decode(raw, method.params, strict=strict), files))
        return await found if inspect.isawaitable(found) else found

    @staticmethod
    def _refused(error: ApiError) -> tuple[int, dict[str, Any]]:
        return error.code, error.body()

    def _record(
        self,
        name: str,
        raw: Mapping[str, Any],
        files: Mapping[str, Upload] | None,
        status: int,
        body: dict[str, Any],
        *,
        lost: bool = False,
    ) -> None:
        method = METHODS.get(name.lower())
        try:
            given = params.decode(raw, method.params if method else {}, strict=False)
        except ApiError:
            given = dict(raw)
        exchange = Exchange(name, given, tuple(files or ()), status, body, lost)
        # A bot polls for ever: empty polls are not recorded.
        if name != "getUpdates" or body.get("result") != []:
            self.world.exchanges.append(exchange)
        for observer in self.observers:
            observer(exchange)
        self.world.emit("exchange", exchange)
