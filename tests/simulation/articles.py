"""Articles of a run: what people keep, revise, hide and bring back, and what has to be true of the library after it."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import Connection, select
from telegram import Message, Update

from bot.domain.messages import Outgoing, SendReceipt
from bot.services.upkeep.embedding import EmbeddingPace, keep_embedding
from bot.tasks import repeatedly
from index import Library, LibraryError, Scope
from index.analysis.sentences.segmentation import unpack
from index.indexing import embed, forget, maintenance, merge, reindex, staging
from index.meaning.encoder import ParagraphVectors
from index.meaning.lazy import LazyEncoder
from index.meaning.quantised import SIZE, pack
from index.store.database import Database
from index.store.schema import collection, content, occurrence, vector_block
from index.store.vectors.blocks import split
from tests.simulation.disk import Disk, TakingTurns
from tests.simulation.handling import Handling, line
from tests.simulation.ledger import Ledger
from tests.simulation.loop import EPOCH, Clock, VirtualLoop
from tests.support.index.encoding import WordHashes
from tests.support.index.pieces import EVERY_ARTICLE_LONG
from tests.support.index.snapshots import jobs_left, seen

PACE = EmbeddingPace(delay=1.0, work=0.2, pause=0.05, look=1.0)
TIDYING_SECONDS = 15.0
# What was staged for nothing is swept by then.
LATER = timedelta(hours=3)
# Still written in some pieces each.
TUNING = replace(EVERY_ARTICLE_LONG, pairs=20)
# Each is told in two ways that differ in a number, and is unlike all others: which of several paragraphs one is
# compared with depends on when they were written down.
_TOLD = (
    "The harbour of Brannock will be dredged for {} million crowns, the mayor said.",
    "Readers borrowed {} thousand books from the library on Quay Street last summer.",
    "Geologists drilled {} holes into the glacier and read them out every week.",
    "A ferry with {} people on board ran aground before dawn. Tugboats reached her at noon.",
    "Oskvik's museum shows {} paintings that nobody had seen since the war.",
    "Wildfires burnt {} hectares of pine between the lakes, and no house.",
)


class Encoding(LazyEncoder):
    """Encodes by words, while other threads go on."""

    def __init__(self, pause: Callable[[], None]) -> None:
        super().__init__(WordHashes)
        self._pause = pause

    def paragraphs(self, items: Any) -> list[ParagraphVectors]:
        self._pause()
        return WordHashes().paragraphs(items)


class Shelf:
    """The library of one process, with its ways to handle updates and its work behind them."""

    def __init__(self, database: TakingTurns, loop: VirtualLoop, clock: Clock, handling: Handling) -> None:
        self._handling, self._clock = handling, clock
        self.library = Library(database, clock=partial(_at, clock), encoder=Encoding(loop.pause))
        handling.others |= {
            "keep": self._keep,
            "revise": self._keep,
            "hide": self._hide,
            "restore": self._restore,
            "purge": self._purge,
        }

    def works(self) -> list[Callable[[], Coroutine[Any, Any, None]]]:
        """What goes on behind everything else."""
        tidying = partial(asyncio.to_thread, self.library.tidy)
        return [
            partial(repeatedly, tidying, TIDYING_SECONDS, "maintenance.failed", delay=TIDYING_SECONDS),
            partial(keep_embedding, self.library, PACE, lambda: False),
        ]

    @property
    def at_rest(self) -> bool:
        """Whether everything has its vectors, as far as the database says so."""
        try:
            return not self.library.unembedded()
        except LibraryError:
            return False

    async def _keep(self, update: Update, message: Message) -> None:
        name, key, text = _name(message), f"{message.chat.id}:{message.message_id}", written(update.update_id)
        revises = self._handling.kind_of(update) == "revise"
        prepare = partial(self.library.prepare, collection=name, text=text, replacing=key if revises else None)
        plan = await asyncio.to_thread(prepare)
        tag = f"@{message.chat.id}/{message.message_id}.{update.update_id % 1_000_000}"

        def change(connection: Connection) -> list[Outgoing]:
            write = self.library.revise if revises else self.library.add
            write(collection=name, key=key, plan=plan, within=connection)
            return [SendReceipt(chat_id=message.chat.id, saved=(line(tag),), language="en")]

        await self._commit(update, change, name, "revise" if revises else "add", key, text, tags=[tag])

    async def _hide(self, update: Update, message: Message) -> None:
        name, chance = _name(message), random.Random(update.update_id)
        listed = [each.id for each in self.library.articles(collection=name, limit=99).items]
        which = [chance.choice(listed)] if listed and chance.random() < 0.8 else None
        moment: list[float] = []

        def change(connection: Connection) -> list[Outgoing]:
            scope = None if which is None else Scope(articles=tuple(which))
            _, hidden_at = self.library.hide(collection=name, scope=scope, within=connection)
            moment[:] = [(hidden_at - _EPOCH) / timedelta(microseconds=1)]
            return []

        await self._commit(update, change, name, "hide", which, moment)

    async def _restore(self, update: Update, message: Message) -> None:
        name = _name(message)
        moment: list[float] = []

        def change(connection: Connection) -> list[Outgoing]:
            query = "SELECT work FROM effect WHERE chat_id = ? AND kind = 'hide' ORDER BY number DESC LIMIT 1"
            found = connection.exec_driver_sql(query, (message.chat.id,)).scalar()
            moment[:] = json.loads(found)[4] if found else [0.0]
            self.library.restore(collection=name, moment=_moment(moment[0]), within=connection)
            return []

        await self._commit(update, change, name, "restore", moment)

    async def _purge(self, update: Update, message: Message) -> None:
        name = _name(message)

        def change(connection: Connection) -> list[Outgoing]:
            self.library.forget(collection=name, within=connection)
            return []

        await self._commit(update, change, name, "forget")

    async def _commit(
        self,
        update: Update,
        change: Callable[[Connection], list[Outgoing]],
        name: str,
        *work: object,
        tags: list[str] | None = None,
    ) -> None:
        done: list[object] = [name, 0.0, *work]

        def timed(connection: Connection) -> list[Outgoing]:
            done[1] = self._clock.now
            return change(connection)

        await self._handling.commit(update, timed, tags=tags, work=done)


class Replayed:
    """What was done to the articles in a run, done anew in the same order and without trouble, in another database."""

    def __init__(self, template: Path) -> None:
        self._clock = Clock()
        self.library = Library(Database.open(f"sqlite:///{template}"), clock=partial(_at, self._clock))
        self.names: set[str] = set()
        self.hides = False

    def do(self, name: str, at: float, what: str, *rest: Any) -> None:
        """Does one thing again."""
        self._clock.now, library = at, self.library
        self.names.add(name)
        self.hides = self.hides or what in ("hide", "forget")
        match what:
            case "add":
                library.add(collection=name, key=rest[0], text=rest[1])
            case "revise":
                plan = library.prepare(collection=name, text=rest[1], replacing=rest[0])
                library.revise(collection=name, key=rest[0], plan=plan)
            case "hide":
                library.hide(collection=name, scope=None if rest[0] is None else Scope(articles=tuple(rest[0])))
            case "restore":
                library.restore(collection=name, moment=_moment(rest[0][0]))
            case "forget":
                library.forget(collection=name)

    def end(self, now: float) -> None:
        """Deletes what is due long after the run."""
        self._clock.now = now
        self.library.tidy()


def check(disk: Disk, file: Path, fresh: Path, clock: Clock, ledger: Ledger) -> None:
    """Every collection is as if nothing had ever gone wrong: no article, row or vector too many or too few."""
    replayed = Replayed(fresh)
    for (work,) in disk.rows("SELECT work FROM effect WHERE work != '[]' ORDER BY number"):
        replayed.do(*json.loads(work))
    clock.now += LATER.total_seconds()
    replayed.end(clock.now)
    with Library(Database.open(f"sqlite:///{file}"), clock=partial(_at, clock), encoder=_encoder()) as library:
        library.tidy()
        while library.embed(seconds=1):
            pass
        if jobs_left(library):
            ledger.violated("work on the library is left for ever")
        for name in sorted(replayed.names):
            is_so, should_be = seen(library, name), seen(replayed.library, name)
            if replayed.hides:
                is_so, should_be = _without_relations(is_so), _without_relations(should_be)
            for part in should_be:
                if is_so[part] != should_be[part]:
                    ledger.violated(f"{part} of {name} are not what was kept: {is_so[part]} for {should_be[part]}")
        for found in orphans(library):
            ledger.violated(found)
    replayed.library.close()


def _without_relations(what: dict[str, Any]) -> dict[str, Any]:
    """What something is compared with that is out of sight, or deleted a moment later, depends on the moment."""
    return {
        "contents": {each[:4] for each in what["contents"]},
        "postings": what["postings"],
        "articles": [(each.id, each.title, text) for each, text in what["articles"]],
    }


def orphans(library: Library) -> list[str]:
    """Rows that belong to nothing, and vectors that are missing or of another text."""
    found = []
    with library.database.read() as connection:
        known = set(connection.scalars(select(collection.c.id)))
        for table in (content, occurrence, vector_block):
            if lost := set(connection.scalars(select(table.c.collection_id))) - known:
                found.append(f"rows of {table.name} belong to no collection: {lost}")
        for owner in known:
            texts = {row.id: row for row in connection.execute(select(content).where(content.c.collection_id == owner))}
            mine = occurrence.c.collection_id == owner
            stand = set(connection.scalars(select(occurrence.c.content_id).where(mine)))
            if stand != set(texts):
                found.append(f"contents and where they stand differ in {owner}: {stand ^ set(texts)}")
            held: dict[int, bytes] = {}
            for row in connection.execute(select(vector_block).where(vector_block.c.collection_id == owner)):
                for place, each in enumerate(split(row.contents)["content"].tolist()):
                    held[each] = row.paragraphs[place * SIZE : (place + 1) * SIZE]
            if set(held) != set(texts):
                found.append(f"vectors are of other contents in {owner}: {set(held) ^ set(texts)}")
            for number, row in texts.items():
                sentences = [row.text[span.start : span.end] for span in unpack(row.sentences)] or [row.text]
                vector = WordHashes().paragraphs([sentences])[0].paragraph
                if held.get(number) != pack(vector.reshape(1, -1)):
                    found.append(f"the vector of content {number} in {owner} is of another text")
    return found


def patched(patch: pytest.MonkeyPatch, clock: Clock, loop: Callable[[], VirtualLoop | None]) -> None:
    """The library's own pauses take the run's time."""

    def sleep(seconds: float) -> None:
        running = loop()
        if running is not None:
            running.pause(seconds)

    calls = count()

    # Every look at the clock takes a moment.
    taking_turns = SimpleNamespace(monotonic=lambda: clock.now + 1e-6 * next(calls), sleep=sleep)
    for module in (embed, forget, maintenance, merge, reindex, staging):
        patch.setattr(module, "time", taking_turns)


def written(seed: int) -> str:
    """An article of some paragraphs, of which others have some too, to the letter or nearly."""
    chance = random.Random(seed)
    paragraphs = []
    for _ in range(chance.choice((1, 2, 2, 3))):
        paragraphs.append(chance.choice(_TOLD).format(chance.choice((3, 40))))
    if chance.random() < 0.7:
        paragraphs.append(" ".join("".join(chance.choices("abdeiklmnorstu", k=7)) for _ in range(12)) + ".")
    return "\n\n".join(paragraphs)


def _name(message: Message) -> str:
    return f"chat:{message.chat.id}"


_EPOCH = datetime.fromtimestamp(EPOCH, UTC)


def _at(clock: Clock) -> datetime:
    return _EPOCH + timedelta(microseconds=round(clock.now * 1e6))


def _moment(microseconds: float) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def _encoder() -> LazyEncoder:
    return Encoding(lambda: None)
