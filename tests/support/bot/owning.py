"""A bot that belongs to somebody, as tests start it, and what strangers hear of it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import partial
from pathlib import Path

import pytest

from bot.app import Options, Verbatim
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.playground.world.chats import Chat
from bot.services.access.claim import Claim
from bot.services.access.policy import Access, Policy
from bot.transport.flood_limits import Limits
from index import Library

CODE = "abcdefgh23456789"
Start = Callable[..., AbstractAsyncContextManager[Verbatim]]
PRIVATE = "Sorry, I am a private bot"


@pytest.fixture
def start(api: Api, library: Library) -> Start:
    """Starts the bot for so many people, unclaimed; the owner is told of news at once."""

    @asynccontextmanager
    async def run(
        *, code: str | None = CODE, folder: Path | None = None, little_space: int = 0, **policy: object
    ) -> AsyncIterator[Verbatim]:
        access = Access(Policy(**policy), Claim(code) if code else None)  # type: ignore[arg-type]
        request = partial(InProcessRequest, api)
        limits = Limits(unlimited=True)
        verbatim = Verbatim.build(
            library,
            api.world.token,
            "http://telegram.test",
            Options(
                request=request,
                warm=False,
                access=access,
                folder=folder,
                limits=limits,
                gather_seconds=0.01,
                little_space=little_space,
            ),
        )
        async with verbatim.polling():
            yield verbatim

    return run


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, ben: Person, anna: Person) -> Chat:
    """Ben's group; the bot is not in it yet."""
    return world.group("Neighbours", [ben, anna, world.person("Carl")], bot="left")


async def claimed(world: World, anna: Person) -> None:
    """Anna is the owner from now on."""
    reply = await world.reply(anna.says(f"/start {CODE}"))
    assert reply.text.startswith("🔑 You are my owner now.")


async def silence(world: World, person: Person, chat: Chat | None = None) -> None:
    """Nothing is said to this message, once everything is worked off."""
    post = person.says("/help", chat=chat)
    await world.until(lambda: not world.updates.pending)
    await asyncio.sleep(0.3)
    assert world.from_bot(chat or person.chat, after=post.id) == []


def held(library: Library, chat_id: int) -> int:
    return library.articles(collection=f"chat:{chat_id}").total
