"""Fixtures for every test that needs a Telegram: `pytest_plugins = ["tests.support.playground.fixtures"]`."""

from __future__ import annotations

import random
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from telegram import Bot
from telegram.ext import Application

from bot.playground import Api, Person, RunningPlayground, World, start
from bot.playground.request import InProcessRequest
from tests.support.playground.browser import profile
from tests.support.playground.validate import Validator

__all__ = ["anna", "api", "api_server", "local_bot", "profile", "pump", "validator", "world"]


@pytest.fixture
def world() -> Iterator[World]:
    """A strict local Telegram in memory, with nobody in it."""
    world = World(strict=True, chance=random.Random(1))
    yield world
    world.close()


@pytest.fixture
def validator() -> Validator:
    """What is not as Telegram has it, collected; `api` and `api_server` fail the test for it at the end."""
    return Validator()


@pytest.fixture
def api(world: World, validator: Validator) -> Iterator[Api]:
    """The Bot API over `world`, in process, every exchange and update validated."""
    api = Api(world)
    validator.watch(api)
    yield api
    assert validator.problems == []


@pytest.fixture
async def api_server(world: World, validator: Validator) -> AsyncIterator[RunningPlayground]:
    """The same over a socket on a free port of 127.0.0.1, chat page included."""
    running = await start("127.0.0.1", 0, world=world, furnish=False)
    validator.watch(running.api)
    yield running
    await running.stop()
    assert validator.problems == []


@pytest.fixture
async def local_bot(api: Api) -> AsyncIterator[Bot]:
    """python-telegram-bot's `Bot` over `api`, without a socket."""
    request = InProcessRequest(api)
    async with Bot(api.world.token, request=request, get_updates_request=request) as bot:
        yield bot


@pytest.fixture
def anna(world: World) -> Person:
    """Somebody who has started the bot."""
    return world.person("Anna")


async def pump(application: Application[Any, Any, Any, Any, Any, Any]) -> int:
    """Hand every pending update to an initialised application, one after the other; how many there were.

    Afterwards all of its handlers but those with `block=False` are done.
    """
    count, offset = 0, 0
    while found := await application.bot.get_updates(offset=offset, timeout=0):
        for update in found:
            offset, count = update.update_id + 1, count + 1
            await application.process_update(update)
    return count
