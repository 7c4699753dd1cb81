"""What is lost and what comes twice when processes and the server die again and again: nothing, and at most a reply."""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.playground import FloodLimits, Person, Post, RunningPlayground
from tests.support import postgres
from tests.support.rigs.cluster import AUDIT, Front, Server, Worker, owed_in, owed_twice, server, states
from tests.support.rigs.crash import article, free_port, telegram

UPDATES = int(os.environ.get("CLUSTER_UPDATES", "10000"))
CHATS = int(os.environ.get("CLUSTER_CHATS", str(max(5, UPDATES // 20))))
PROCESSES = 3
# So many updates may wait at Telegram before more are sent.
AHEAD = 60
pytestmark = [
    pytest.mark.timeout(7200),
    pytest.mark.skipif(postgres.binaries() is None, reason=postgres.MISSING),
]


@dataclass
class Cluster:
    """Everything that runs, and what was sent."""

    server: Server
    telegram: RunningPlayground
    workers: list[Worker]
    front: Front
    chance: random.Random
    people: list[Person]
    articles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    questions: dict[int, list[Post]] = field(default_factory=lambda: defaultdict(list))
    kills: int = 0

    def act(self, number: int) -> None:
        """Somebody sends an article, or asks about one."""
        person = self.chance.choice(self.people)
        mine = self.articles[person.id]
        if self.chance.random() < 0.25:
            text = article(number, self.chance)
            mine.append(text.partition("\n")[0])
            person.forwards("Somebody", text)
        else:
            self.questions[person.id].append(person.says(f"/ask What was sold for {number + 1000} crowns?"))

    async def work(self) -> None:
        """Sends all there is to send, no faster than it is taken."""
        for number in range(UPDATES):
            while len(self.telegram.world.updates.pending) > AHEAD:  # noqa: ASYNC110  # the world says nothing of it
                await asyncio.sleep(0.02)
            self.act(number)
            await asyncio.sleep(self.chance.uniform(0.0, 0.01))

    async def kill(self) -> None:
        """kill -9 of one process every few seconds."""
        while True:
            await asyncio.sleep(self.chance.uniform(2.0, 8.0))
            await self.chance.choice(self.workers).kill()
            self.kills += 1

    async def supervise(self) -> None:
        """Starts again what has ended, as systemd does."""
        while True:
            await asyncio.sleep(0.5)
            for each in self.workers:
                if each.process is not None and each.process.returncode is not None:
                    await each.start()

    async def crash_server(self) -> None:
        """The server crashes when a third, and when two thirds of everything is handled."""
        for share in (1 / 3, 2 / 3):
            while await asyncio.to_thread(self._handled) < share * UPDATES:  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.5)
            await asyncio.to_thread(self.server.crash)
            await asyncio.sleep(self.chance.uniform(0.5, 3.0))
            await asyncio.to_thread(self.server.start)

    def _handled(self) -> int:
        return states(self.server)[1]

    async def settled(self, seconds: float) -> None:
        """Waits until Telegram has handed everything over, all of it is handled, and nothing is owed."""
        async with asyncio.timeout(seconds):
            while self.telegram.world.updates.pending or await self._open():  # noqa: ASYNC110  # another process
                await asyncio.sleep(0.5)

    async def _open(self) -> int:
        return await asyncio.to_thread(self.server.open)


@asynccontextmanager
async def running(folder: Path, chance: random.Random) -> AsyncIterator[Cluster]:
    """The server, the local Telegram, and three processes behind one webhook."""
    ports = [free_port() for _ in range(PROCESSES)]
    front = Front(ports, chance)
    with server() as database:
        async with telegram() as local, front.listening():
            local.world.limits = FloodLimits(time.monotonic)
            people = [local.world.person(f"Person {number}") for number in range(CHATS)]
            workers = [
                Worker(
                    local.url,
                    local.token,
                    folder / f"worker{number}.db",
                    webhook_port=port,
                    database_url=database.url,
                    front_port=front.port,
                )
                for number, port in enumerate(ports)
            ]
            try:
                for each in workers:
                    await each.start()
                for each in workers:
                    await each.ready()
                await asyncio.to_thread(database.carry_out, AUDIT)
                yield Cluster(database, local, workers, front, chance, people)
            finally:
                for each in workers:
                    if each.process is not None and each.process.returncode is None:
                        await each.kill()


async def test_nothing_is_lost_and_nothing_is_handled_twice_whatever_dies(tmp_path: Path) -> None:
    seed = int(os.environ.get("CLUSTER_SEED", "0")) or random.SystemRandom().randrange(1, 10**6)
    say(f"\nkill -9 of {PROCESSES} processes, {UPDATES} updates, {CHATS} chats: CLUSTER_SEED={seed}")
    begun = time.monotonic()
    async with running(tmp_path, random.Random(seed)) as cluster:
        killing, supervising = asyncio.create_task(cluster.kill()), asyncio.create_task(cluster.supervise())
        crashing = asyncio.create_task(cluster.crash_server())
        await cluster.work()
        while cluster.telegram.world.updates.pending:  # noqa: ASYNC110
            await asyncio.sleep(0.1)
        await crashing
        killing.cancel()
        await cluster.settled(600)
        supervising.cancel()
        await asyncio.wait([killing, supervising])
        minutes = (time.monotonic() - begun) / 60
        refused = sum(each.status == 429 for each in cluster.telegram.world.requests("sendMessage"))
        say(f"{minutes:.1f} minutes, {cluster.kills} kills, {cluster.front.twice} posted twice, {refused} times 429")
        _holds(cluster)
        for worker in cluster.workers:
            await worker.ready()
            assert await worker.terminate() < 10
        for worker in cluster.workers:
            assert "Traceback" not in worker.said, worker.said[-4000:]


def _holds(cluster: Cluster) -> None:
    assert set(states(cluster.server)) == {1}
    assert owed_twice(cluster.server) == {}
    handled, about = owed_in(cluster.server), cluster.server.said()
    repeated = {}
    for person in cluster.people:
        asked = [post.id for post in cluster.questions[person.id]]
        assert handled.get(person.id, []) == asked, "the order in which a chat's questions were handled"
        sent = [post.id for post in cluster.telegram.world.from_bot(person.chat)]
        known = about[person.id]
        assert [known[each] for each in sent if known.get(each) is not None] == asked, "the order of the answers"
        # Of what the bot knows nothing it did not hear, when it had sent it, that it arrived.
        repeated[person.id] = len(set(sent) - known.keys())
    kept = dict(
        cluster.server.rows(
            "SELECT collection.name, array_agg(title) FROM article JOIN collection"
            " ON collection.id = article.collection_id GROUP BY 1"
        )
    )
    for person in cluster.people:
        assert sorted(kept.get(f"chat:{person.id}", [])) == sorted(cluster.articles[person.id])
    # Each of these can have cut off at most one reply of a chat whose delivery nobody heard of.
    assert max(repeated.values()) <= cluster.kills + 2
    say(f"replies repeated: {sum(repeated.values())}, in a chat at most {max(repeated.values())}")


def say(line: str) -> None:
    print(line, flush=True)  # noqa: T201  # the seed and what came of it have to reach whoever reads the run
