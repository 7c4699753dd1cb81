"""Several processes on one PostgreSQL, and what Telegram posts to them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update
from telegram.ext import TypeHandler

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.queues.cluster.coordinator import ClusterCoordinator
from bot.queues.cluster.heartbeat import ClusterTiming
from bot.store.database import open_library
from bot.store.schema import inbox as table
from index import Library
from tests.support import postgres

Raw = dict[str, Any]


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server, with a place for a database's name."""
    given = os.environ.get(postgres.VARIABLE)
    if given is not None:
        yield given
    elif postgres.binaries() is None:
        pytest.skip(postgres.MISSING)
    else:
        with postgres.server() as (url, _data):
            yield url


@pytest.fixture(scope="session")
def tables(server: str) -> Iterator[str]:
    """A database that is copied for each test."""
    with postgres.database(server) as address:
        open_library(address).close()
        yield address


@pytest.fixture
def url(server: str, tables: str) -> Iterator[str]:
    with postgres.database(server, template=tables) as address:
        yield address


# A process that is silent is declared dead sooner.
QUICK = ClusterTiming(silent=2.0, beat=0.4, sure=1.5, steady=1.0)
Begin = Callable[..., Awaitable[Verbatim]]


def options(api: Api, timing: ClusterTiming = QUICK) -> Options:
    return Options(request=lambda: InProcessRequest(api), cluster=timing, warm=False)


@pytest.fixture
async def begin(api: Api, url: str) -> AsyncIterator[Begin]:
    """Starts one more process that works, and is posted updates by nobody but the test."""
    ends: list[tuple[Any, Any]] = []

    async def start(timing: ClusterTiming = QUICK) -> Verbatim:
        library = open_library(url)
        verbatim = Verbatim.build(library, api.world.token, "http://telegram.test", options(api, timing))
        running = verbatim.running()
        await running.__aenter__()
        ends.append((library, running))
        return verbatim

    yield start
    for library, running in reversed(ends):
        await running.__aexit__(None, None, None)
        library.close()


def coordinator(verbatim: Verbatim) -> ClusterCoordinator:
    assert isinstance(verbatim.ownership, ClusterCoordinator)
    return verbatim.ownership


def updates(world: World) -> list[Raw]:
    """What Telegram has to hand over; it is handed over now."""
    found = [dict(each) for each in world.updates.pending]
    world.updates.drop_all()
    return found


def states(library: Library) -> list[int]:
    with library.database.read() as connection:
        return sorted(row.state for row in connection.execute(table.select()))


def said(world: World, person: Person) -> list[str]:
    return [post.text for post in world.from_bot(person.chat)]


def held_up(verbatim: Verbatim) -> tuple[asyncio.Event, asyncio.Event]:
    """Its updates wait before any handler: set when one does, and to be set for them to go on."""
    handling, resumed = asyncio.Event(), asyncio.Event()

    async def wait(_update: Update, _context: object) -> None:
        handling.set()
        await resumed.wait()

    verbatim.application.add_handler(TypeHandler(Update, wait), group=-1000)
    return handling, resumed


@asynccontextmanager
async def silent(verbatim: Verbatim) -> AsyncIterator[None]:
    """The process is paused: it says nothing, and hears nothing; what it was just about to say is said."""
    cluster = coordinator(verbatim)
    heartbeat = cluster._heartbeat
    paused, quiet = asyncio.Event(), asyncio.Event()

    async def wait() -> None:
        await paused.wait()

    async def fall_silent() -> None:
        quiet.set()
        await paused.wait()

    beat, look = heartbeat._beat, cluster._look
    heartbeat._beat = fall_silent  # type: ignore[method-assign]
    cluster._look = wait  # type: ignore[method-assign]
    try:
        heartbeat.now()
        await quiet.wait()
        yield
    finally:
        heartbeat._beat, cluster._look = beat, look  # type: ignore[method-assign]
        paused.set()
