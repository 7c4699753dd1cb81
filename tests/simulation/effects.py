"""What the handlers of a run have committed: which answers are owed since, in which order, and which no more."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from bot.queues.delivery import LATE_SECONDS
from tests.simulation.disk import Disk
from tests.simulation.loop import Clock

# What is said bears the chat's number, the message's that it answers, its place among the answers, and its version.
TAG = re.compile(r"@-?\d+/\d+\.\d+(?: v\d+)?")
TABLES = (
    "CREATE TABLE effect (number INTEGER PRIMARY KEY AUTOINCREMENT, update_id INTEGER, chat_id INTEGER, kind TEXT, "
    "about INTEGER, tags TEXT, work TEXT)",
    # A chat that wants to hear nothing any more, and the last effect before that.
    "CREATE TABLE closing (chat_id INTEGER, after INTEGER)",
)


@dataclass(frozen=True, slots=True)
class Effect:
    """One committed answer to an update; ``about`` is the message that it answers or takes back."""

    number: int
    update_id: int
    chat_id: int
    kind: str
    about: int
    # Whether it may wait for all the rest, as summaries of the day do.
    waits: bool


class Effects:
    """Reads what is committed, as far as it was not read before.

    ``of`` has the effect that owes a tag, ``unsaid`` the tags that Telegram has not accepted yet, in the order in which
    they are owed. ``moved`` are groups that have another number by now, ``asked_at`` says when an update came.
    """

    def __init__(self, clock: Clock, disk: Callable[[], Disk]) -> None:
        self._clock, self._disk = clock, disk
        self.of: dict[str, Effect] = {}
        self.unsaid: dict[str, Effect] = {}
        self.moved: dict[int, int] = {}
        self.asked_at: dict[int, float] = {}
        # Changes of messages that are gone: they are said in messages of their own, behind everything else.
        self.refused: set[str] = set()
        # Versions that more than one press asks for, each under the one before.
        self.shared: set[str] = set()
        self._read = 0
        self._closed: dict[int, int] = {}
        # By chat and message: the last answer that takes the place of all before it, or takes them back.
        self._replaced: dict[tuple[int, int], int] = {}

    def refresh(self) -> None:
        """Reads what was committed since the last time."""
        disk = self._disk()
        fresh = disk.rows(
            "SELECT number, update_id, chat_id, kind, about, tags FROM effect WHERE number > ? ORDER BY number",
            self._read,
        )
        for number, update_id, chat_id, kind, about, tags in fresh:
            self._read, named = number, json.loads(tags)
            before = self.of.get(named[0].partition(" v")[0]) if named else None
            waits = kind == "digest" or (before is not None and before.waits)
            effect = Effect(number, update_id, chat_id, kind, about, waits)
            if effect.kind in ("again", "withdraw"):
                self._replaced[effect.chat_id, effect.about] = effect.number
            for tag in named:
                if tag in self.of and " v" in tag:
                    self.shared.add(tag)
                if tag not in self.of:
                    self.of[tag] = self.unsaid[tag] = effect
        self._closed = dict(disk.rows("SELECT chat_id, max(after) FROM closing GROUP BY chat_id"))

    def owed_before(self, effect: Effect) -> Iterator[str]:
        """What the same chat is owed and has to be said before this. Summaries of the day wait for all the rest."""
        for tag, other in self.unsaid.items():
            if other.chat_id != effect.chat_id or (other.waits and not effect.waits):
                continue
            if other.number < effect.number and tag not in self.refused and not self.excused(tag, other):
                yield tag

    def excused(self, tag: str, effect: Effect) -> bool:
        """Whether that need not be said any more."""
        number, chat_id = effect.number, effect.chat_id
        there = self.moved.get(chat_id, chat_id)
        if number <= max(self._closed.get(chat_id, 0), self._closed.get(there, 0)):
            return True
        if number < self._replaced.get((chat_id, effect.about), 0):
            return effect.kind in ("ask", "again", "held", "press")
        if chat_id in self.moved and " v" in tag:
            # Messages of the group that was cannot be changed.
            return True
        return chat_id < 0 and self._clock.now - self.asked_at[effect.update_id] >= LATE_SECONDS - 10.0

    def is_older(self, one: str, other: str) -> bool:
        """Whether the one text takes the place of the other, or the other way round; of the same message."""
        (tag, _, version), (before, _, shown) = one.partition(" v"), other.partition(" v")
        if tag == before:
            return int(version or 1) < int(shown or 1)
        return self.of[tag].number < self.of[before].number
