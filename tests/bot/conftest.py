"""The bot as it really runs, on a local Telegram in the same process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.app import Verbatim
from bot.playground import Api
from bot.playground.request import InProcessRequest
from bot.store import outbox
from bot.store.database import open_library
from bot.transport.flood_limits import Limits
from index import Library


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """A library in a real database, with the bot's tables."""
    with open_library(database_url) as library:
        yield library


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A receipt waits for company, but not for as long as with people."""
    monkeypatch.setattr(outbox, "QUIET_SECONDS", 0.15)


@pytest.fixture
def limits() -> Limits:
    """How fast the bot may send: at once, which this Telegram does not mind, where that is not what is tested."""
    return Limits(unlimited=True)


@pytest.fixture
async def verbatim(api: Api, library: Library, limits: Limits) -> AsyncIterator[Verbatim]:
    """The bot, polling."""
    verbatim = Verbatim.build(
        library, api.world.token, "http://telegram.test", request=lambda: InProcessRequest(api), limits=limits
    )
    async with verbatim.polling():
        yield verbatim
