"""What fair scheduling keeps: a turn, the turns of a chat, and what a person has in hand and has used lately."""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.queues.update_sort import Sort
from bot.queues.workers import Account

# Past use of the processor counts half after so many seconds.
HALF_LIFE = 10.0

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Turn(Generic[T]):
    """An update, ``what``, that waits in its chat or is being handled. ``number`` gives the order of arrival."""

    chat: int
    sort: Sort
    what: T
    number: int = 0
    account: Account = field(default_factory=Account)


@dataclass(slots=True, eq=False)
class Lane(Generic[T]):
    """A chat's turns: the waiting ones by person, each person's in order, and the one that has begun.

    ``ordered`` are those of the waiting ones that nothing in the chat overtakes and that overtake nothing.
    """

    waiting: dict[int, deque[Turn[T]]] = field(default_factory=dict)
    begun: Turn[T] | None = None
    ordered: deque[Turn[T]] = field(default_factory=deque)

    def heads(self) -> list[Turn[T]]:
        """The first turn of each person who waits here, as far as no ordered one is in between."""
        firsts = [turns[0] for turns in self.waiting.values()]
        if not self.ordered:
            return firsts
        before = [turn for turn in firsts if turn.number < self.ordered[0].number]
        return before or [self.ordered[0]]

    def is_head(self, turn: Turn[T]) -> bool:
        """Whether a waiting turn is among the heads; found without looking at all of them, but for an ordered one."""
        if turn.sort.ordered:
            return turn in self.heads()
        is_first = self.waiting[turn.sort.person][0] is turn
        return is_first and not (self.ordered and self.ordered[0].number < turn.number)

    def last(self, person: int) -> Turn[T] | None:
        """The person's last turn here, if no ordered one came after it."""
        theirs = self.waiting.get(person)
        if not theirs or (self.ordered and self.ordered[-1].number > theirs[-1].number):
            return None
        return theirs[-1]

    def all(self) -> Iterator[Turn[T]]:
        """Every turn, the begun one first."""
        if self.begun is not None:
            yield self.begun
        for turns in self.waiting.values():
            yield from turns


@dataclass(slots=True, eq=False)
class Person(Generic[T]):
    """Somebody's turns in hand, their recent processor time (seconds, as of ``at``) and the chats they wait in."""

    had: float = 0.0
    at: float = 0.0
    light: int = 0
    heavy: int = 0
    # By weight: chats where nothing has begun and the person's first turn has that weight, longest waiting first.
    ready: dict[bool, OrderedDict[int, Turn[T]]] = field(
        default_factory=lambda: {False: OrderedDict(), True: OrderedDict()}
    )

    def left(self, now: float) -> float:
        """Recent use that still counts, in seconds of processor time."""
        return self.had * math.pow(0.5, max(0.0, now - self.at) / HALF_LIFE)

    def used(self, now: float) -> float:
        """The same, rounded to tenths of a second: between people who have used little, arrival order decides."""
        return round(self.left(now), 1)

    def first(self, heavy: bool) -> Turn[T]:
        """The person's turn of that weight in the chat that has waited longest."""
        return next(iter(self.ready[heavy].values()))

    @property
    def idle(self) -> bool:
        """Whether nothing of theirs is being handled or could be."""
        return not (self.light or self.heavy or self.ready[False] or self.ready[True])
