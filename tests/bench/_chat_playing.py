"""Plays a conversation with the bot: its real handlers, queues and database, over a local Telegram in this process.

Turns lie a minute apart by the clock of that Telegram, of the library and of what the bot sends, but nobody waits for
it: the clock goes on by itself and is put forward between the turns.
"""

from __future__ import annotations

import asyncio
import shutil
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.app import Options, Verbatim
from bot.playground import Api, Post, World
from bot.playground.request import InProcessRequest
from bot.store import sent_messages
from bot.store.database import HISTORY, open_library
from bot.transport.flood_limits import Limits
from index import Library
from tests.bench._chats import Conversation, Said, Turn
from tests.bench._squad import embed, remembering
from tests.support.bot.waiting import all_handled, until

TURN_SECONDS = 60.0
# Receipts wait so long for company, and replies to what asks nothing for a post that comes with it, at most.
HELD_SECONDS = 5.0


class RunningClock:
    """Seconds since the epoch; it runs, and can be put forward."""

    def __init__(self) -> None:
        self._ahead = 0.0

    def __call__(self) -> float:
        return time.time() + self._ahead

    def forward(self, seconds: float) -> None:
        """Later by so much from now on; never earlier."""
        self._ahead += max(0.0, seconds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What came of a turn: what the bot ``said``, and what it had said ``before``, the latest last.

    ``number`` is the turn's in the conversation, from 1.
    """

    conversation: Conversation
    number: int
    turn: Turn
    said: tuple[Said, ...]
    before: tuple[Said, ...]


def template(folder: Path) -> Path:
    """A database with every table and nothing in them, to be copied: the migrations take longer than a copy."""
    file = folder / "template.db"
    open_library(f"sqlite:///{file}").close()
    return file


async def play(conversation: Conversation, empty: Path, *, meaning: bool = True) -> AsyncIterator[Played]:
    """Plays the conversation in a chat and a database of its own, beside the ``empty`` one; gives what is judged."""
    async with _opened(conversation, empty, meaning) as chat:
        begun = chat.clock()
        for number, turn in enumerate(conversation.turns, 1):
            before = chat.read()
            versions = {post.id: post.version for post in chat.posts}
            await chat.take(turn)
            if turn.expected is not None:
                said = chat.read(versions)
                yield Played(
                    conversation=conversation, number=number, turn=turn, said=tuple(said), before=tuple(before)
                )
            chat.clock.forward(begun + number * TURN_SECONDS - chat.clock())


class _Chat:
    """The private chat of somebody new with the bot."""

    def __init__(self, conversation: Conversation, world: World, verbatim: Verbatim, clock: RunningClock) -> None:
        self.clock = clock
        self._conversation, self._world, self._verbatim = conversation, world, verbatim
        self._person = world.person(language=conversation.language)
        self._forwarded: dict[int, Post] = {}

    @property
    def posts(self) -> list[Post]:
        """The bot's messages, oldest first."""
        return self._world.from_bot(self._person.chat)

    def read(self, versions: dict[int, int] | None = None) -> list[Said]:
        """The bot's messages; only new and edited ones with the ``versions`` that others had."""
        known = versions or {}
        posts = [post for post in self.posts if versions is None or known.get(post.id) != post.version]
        with self._verbatim.library.database.read() as connection:
            about = {post.id: sent_messages.about(connection, post.chat_id, post.id) for post in posts}
        return [Said.of(post, about[post.id], edited=post.id in known) for post in posts]

    async def take(self, turn: Turn) -> None:
        """Does what the person does in this turn, and waits for all that comes of it."""
        if turn.forward is not None:
            article = self._conversation.articles[turn.forward]
            source = self._world.channel(article.source)
            posted = int(article.posted.timestamp())
            self._forwarded[turn.forward] = self._person.forwards(source, article.text, date=posted)
        else:
            self._person.says(turn.say, reply_to=self._replied(turn))
        await settled(self._verbatim, self._world, self._person.chat.id, self.clock)

    def _replied(self, turn: Turn) -> Post | None:
        if turn.replied is not None:
            return self._forwarded[turn.replied]
        if not turn.follows:
            return None
        said = list(zip(self.posts, self.read(), strict=True))
        return next((post for post, each in reversed(said) if each.kind == "answer"), None)


async def settled(verbatim: Verbatim, world: World, chat_id: int, clock: RunningClock) -> None:
    """Waits until the bot has nothing to do: every update is handled, all that is owed sent, all vectors made."""
    await all_handled(verbatim, world)
    outbox = verbatim.services.outbox
    clock.forward(HELD_SECONDS)
    outbox.wake([chat_id])
    await until(lambda: not outbox.busy(chat_id))
    await asyncio.to_thread(embed, verbatim.library)


@asynccontextmanager
async def _opened(conversation: Conversation, empty: Path, meaning: bool) -> AsyncIterator[_Chat]:
    """A bot with a database of its own, a copy of the ``empty`` one beside that, and a chat with it."""
    file, clock = empty.with_name(f"{conversation.id}.db"), RunningClock()
    shutil.copyfile(empty, file)
    world = World(clock=clock)
    url = f"sqlite:///{file}"
    try:
        now = lambda: datetime.fromtimestamp(clock(), UTC)  # noqa: E731
        with Library.open(url, clock=now, beside=[HISTORY], meaning=meaning, encoder=remembering) as library:
            api = Api(world)
            options = Options(request=lambda: InProcessRequest(api), limits=Limits(unlimited=True), clock=clock)
            verbatim = Verbatim.build(library, world.token, "http://telegram.test", options)
            async with verbatim.polling():
                yield _Chat(conversation, world, verbatim, clock)
    finally:
        world.close()
