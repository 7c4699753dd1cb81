"""Polls of the work tables by a process that shares its database, and the assignment of updates that it stores."""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from bot.queues.cluster import lease_rows
from bot.queues.cluster.held_chats import ScanResult, waiting
from bot.queues.cluster.lease_rows import ANYBODY
from bot.store.inbox import Waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What is given back, published, taken and read in one transaction.

    ``released`` are chats that are given back, ``topics`` are for all processes; the process that has a chat of
    ``theirs`` is told that something waits there. ``updates`` and ``messages``: how many chats with such there is room
    for. ``news`` are chats of ours to be read, with what is known of them; ``compare``: all of ours are read.
    """

    released: Collection[int]
    topics: Sequence[str]
    theirs: Collection[int]
    updates: int
    messages: int
    news: Mapping[int, Collection[int]]
    compare: bool

    def carry_out(self, connection: Connection, process: int) -> ScanResult:
        """What it brings to the process, once that is committed."""
        if self.released:
            lease_rows.release(connection, process, self.released)
        for topic in self.topics:
            lease_rows.publish(connection, topic)
        if self.theirs:
            for chat_id, holder in lease_rows.holders(connection, self.theirs).items():
                if holder != process:
                    lease_rows.announce(connection, holder, chat_id)
        found = ScanResult(process=process)
        now = time.time()
        found.claim(
            connection, lease_rows.unattended(connection, updates=self.updates, messages=self.messages, now=now)
        )
        if self.compare:
            found.add(connection, lease_rows.of(connection, process))
        found.updates += [(each, waiting(connection, each, known)) for each, known in self.news.items()]
        return found


def assign(
    connection: Connection,
    process: int,
    fresh: Sequence[Waiting],
    expected: Mapping[int, Collection[int]],
    *,
    room: int,
) -> ScanResult:
    """Whose updates these are that are being stored in this transaction: the process takes chats that nobody has.

    ``expected`` are chats that are its own, with what is known of them; there is ``room`` for that many more.
    """
    chats = list(dict.fromkeys(each.queue_key for each in fresh))
    foreign = [each for each in chats if each not in expected]
    found = ScanResult(process=process)
    if foreign:
        holders = lease_rows.holders(connection, foreign)
        found.claim(connection, [each for each in foreign if each not in holders][:room])
        for chat_id in set(foreign) - {each.chat_id for each in found.leased}:
            lease_rows.announce(connection, holders.get(chat_id, ANYBODY), chat_id)
    for chat_id in expected.keys() & set(chats):
        # Others may have stored something for the chat before: that comes first.
        found.updates.append((chat_id, waiting(connection, chat_id, expected[chat_id])))
    return found
