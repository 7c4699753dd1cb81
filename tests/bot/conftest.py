"""The bot as it really runs, on a local Telegram in the same process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from functools import partial

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api
from bot.playground.request import InProcessRequest
from bot.playground.world.watching import PATIENCE
from bot.store.database import open_library
from bot.store.outbox import ReceiptDelay
from bot.transport.flood_limits import Limits
from index import Library


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    """A library in a real database, with the bot's tables; words alone decide.

    Vectors are made while nobody waits: what is found would depend on how fast the machine is.
    """
    with open_library(database_url, meaning=False) as library:
        yield library


@pytest.fixture
def limits() -> Limits:
    """How fast the bot may send: at once, which this Telegram does not mind, where that is not what is tested."""
    return Limits(unlimited=True)


@pytest.fixture
def options(api: Api, limits: Limits) -> Options:
    """The bot tries again sooner, a receipt waits for company for a shorter time than with people, nothing is warm."""
    # However slow the machine is, what was sent in one go gets one receipt, when the last article is there.
    delay = ReceiptDelay(quiet=0.02, longest=PATIENCE)
    request = partial(InProcessRequest, api)
    return Options(request=request, limits=limits, receipt_delay=delay, retry_pause=0.01, warm=False)


@pytest.fixture
async def verbatim(api: Api, library: Library, options: Options) -> AsyncIterator[Verbatim]:
    """The bot, polling."""
    verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", options)
    async with verbatim.polling():
        yield verbatim
