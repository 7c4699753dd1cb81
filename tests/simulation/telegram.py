"""Telegram, as far as it is not the playground's: how long it takes, what it refuses, what gets lost on the way."""

from __future__ import annotations

import asyncio
from typing import Any

from telegram.error import NetworkError
from telegram.request import BaseRequest, RequestData

from bot.playground import Api
from bot.playground.request import InProcessRequest
from tests.simulation.chance import Chance
from tests.simulation.ledger import SAYING, Ledger


class Way(BaseRequest):
    """One process's way to Telegram: requests and answers take time, fail or get lost as is drawn."""

    def __init__(self, api: Api, chance: Chance, ledger: Ledger) -> None:
        self._inner, self._faults = InProcessRequest(api), api.world.faults
        self._chance, self._ledger = chance, ledger

    @property
    def read_timeout(self) -> float | None:
        return 5.0

    async def initialize(self) -> None:
        """Nothing to set up."""

    async def shutdown(self) -> None:
        """Nothing to tear down."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **more: Any
    ) -> tuple[int, bytes]:
        """Asks. Raises NetworkError where the connection breaks."""
        chance, profile, ledger = self._chance, self._chance.profile, self._ledger
        name = url.rpartition("/")[2]
        await asyncio.sleep(chance.latency())
        if chance.happens(profile.dropped):
            ledger.trace(f"{name} is dropped on its way")
            raise NetworkError("dropped")
        retry_after = 0
        if chance.happens(profile.server_error):
            self._faults.fail(name)
        elif name in SAYING and chance.happens(profile.flood):
            retry_after = chance.random.choice((1, 3, 12))
            self._faults.flood(name, retry_after=retry_after)
        chat_id = int(str(request_data.parameters["chat_id"])) if name in SAYING and request_data else 0
        if chat_id:
            ledger.asked(chat_id, refused=retry_after > 0)
        answer = await self._inner.do_request(url, method, request_data)
        said = ledger.take_said()
        lost = chance.happens(profile.lost)
        try:
            await asyncio.sleep(chance.latency())
        except asyncio.CancelledError:
            ledger.trace(f"the answer to {name} is not waited for")
            ledger.heard(said, lost=True)
            raise
        if lost:
            ledger.trace(f"the answer to {name} is lost")
            ledger.heard(said, lost=True)
            raise NetworkError("lost")
        ledger.heard(said)
        if retry_after:
            ledger.told_to_wait(chat_id, retry_after)
        return answer
