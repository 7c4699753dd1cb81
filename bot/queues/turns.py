"""Whose update is handled next, so that nobody's load keeps others waiting.

The updates of a chat are handled one after the other, and of one person one at a time, whatever chats they write in.
What has to be fetched and read first, a file or a page, takes seconds: it has places of its own, few of them, and only
some of those for one person. Who has had least of late goes first, and those who have had much share two places: their
work never stands before that of all the others. An update whose sender has to wait for another chat of theirs lets the
next sender's pass, so that nobody's load elsewhere holds up a group.

Nothing here waits, sleeps or reads a clock.
"""

from __future__ import annotations

import math
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

from bot.queues.update_sort import Sort
from bot.queues.workers import Account

LIGHT = 64
HEAVY = 8
HEAVY_A_PERSON = 1
# Handling takes some hundredths of a second of the processor; who has had more than ``MUCH`` seconds of late, which
# count half after ``HALF_LIFE`` seconds, is one of those who share ``BUSY`` places.
MUCH = 2.0
HALF_LIFE = 10.0
BUSY = 2
# So many people are remembered who have nothing to do at this moment.
MOST_REMEMBERED = 2000

T = TypeVar("T")


@dataclass(slots=True, eq=False)
class Turn(Generic[T]):
    """An update, ``what``, that waits in its chat or is being handled; ``number`` says in which order they came."""

    chat: int
    sort: Sort
    what: T
    number: int = 0
    account: Account = field(default_factory=Account)


@dataclass(slots=True, eq=False)
class _Lane(Generic[T]):
    """The turns of a chat: those that wait, of each person in order, and the one that is begun."""

    waiting: dict[int, deque[Turn[T]]] = field(default_factory=dict)
    begun: Turn[T] | None = None

    def heads(self) -> Iterator[Turn[T]]:
        """The first turn of each person who waits here."""
        return (turns[0] for turns in self.waiting.values())

    def all(self) -> Iterator[Turn[T]]:
        """Every turn, the begun one first."""
        if self.begun is not None:
            yield self.begun
        for turns in self.waiting.values():
            yield from turns


@dataclass(slots=True, eq=False)
class _Person(Generic[T]):
    """What somebody has in hand, what they have had of late (seconds, as of ``at``), and the chats they wait in."""

    had: float = 0.0
    at: float = 0.0
    light: int = 0
    heavy: int = 0
    # Chats where nothing is begun and the person's first turn is of that weight, longest waiting first.
    ready: dict[bool, OrderedDict[int, Turn[T]]] = field(
        default_factory=lambda: {False: OrderedDict(), True: OrderedDict()}
    )

    def left(self, now: float) -> float:
        """How much of what they have had still counts, in seconds."""
        return self.had * math.pow(0.5, max(0.0, now - self.at) / HALF_LIFE)

    def used(self, now: float) -> float:
        """The same in tenths of a second: those who have had little go by who came first."""
        return round(self.left(now), 1)

    def first(self, heavy: bool) -> Turn[T]:
        """The turn of that weight in the chat that has waited longest."""
        return next(iter(self.ready[heavy].values()))

    @property
    def idle(self) -> bool:
        return not (self.light or self.heavy or self.ready[False] or self.ready[True])


class Turns(Generic[T]):
    """Updates that wait and those that are being handled. Times are seconds of the monotonic clock."""

    def __init__(
        self, *, light: int = LIGHT, heavy: int = HEAVY, heavy_a_person: int = HEAVY_A_PERSON, busy: int = BUSY
    ) -> None:
        self._light, self._heavy, self._heavy_a_person, self._busy = light, heavy, heavy_a_person, busy
        self._lanes: dict[int, _Lane[T]] = {}
        self._people: OrderedDict[int, _Person[T]] = OrderedDict()
        # Those who wait for something that nothing but a place keeps back.
        self._ready: dict[int, None] = {}
        # The same as heaps, by weight: the number of somebody's first turn, and whose it is. Entries may be outdated.
        self._fresh: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
        self._listed: set[tuple[bool, int, int]] = set()
        # Those who were found to have had something of late. They are few: it takes much of the processor's time.
        self._spent: set[int] = set()
        self._begun: set[Turn[T]] = set()
        self._count = 0

    def __contains__(self, chat: int) -> bool:
        return chat in self._lanes

    def __len__(self) -> int:
        return len(self._lanes)

    @property
    def load(self) -> int:
        """For how many people something is, or could be, handled now for which nothing is fetched. In any thread."""
        begun = {turn.sort.person for turn in self._begun.copy() if not turn.sort.heavy}
        return len(begun.union(each for each in list(self._ready) if self._waits_lightly(each)))

    def of(self, chat: int) -> list[T]:
        """What waits or is handled in a chat."""
        lane = self._lanes.get(chat)
        return [] if lane is None else [each.what for each in lane.all()]

    def behind(self, chat: int, person: int) -> int:
        """How many of somebody's updates wait in a chat already."""
        lane = self._lanes.get(chat)
        return 0 if lane is None else len(lane.waiting.get(person, ()))

    def add(
        self, chat: int, sort: Sort, what: T, *, is_older: Callable[[T], bool] = lambda _waiting: False
    ) -> T | None:
        """Puts an update behind those of its chat; returns the one that another takes the place of, if one does.

        ``is_older`` says of one that waits whether the new one came to be before it: then that one will do.
        """
        lane = self._lanes.setdefault(chat, _Lane())
        theirs = lane.waiting.setdefault(sort.person, deque())
        self._count += 1
        if theirs and sort.subject is not None and theirs[-1].sort.subject == sort.subject:
            last = theirs[-1]
            if is_older(last.what):
                return what
            # It keeps the place: who goes on pressing waits no longer for that. An edit may bring a link.
            again = sort.heavy != last.sort.heavy and lane.begun is None and len(theirs) == 1
            if again:
                self._withdraw(last)
            instead, last.what, last.sort = last.what, what, sort
            if again:
                self._offer(last)
            return instead
        theirs.append(Turn(chat, sort, what, self._count))
        if lane.begun is None and len(theirs) == 1:
            self._offer(theirs[0])
        return None

    def next(self, now: float) -> Turn[T] | None:
        """The turn that begins now; None when nothing can. The caller calls until then, and ``done`` after each."""
        heavy_ones = sum(turn.sort.heavy for turn in self._begun)
        free = {False: self._light - len(self._begun) + heavy_ones, True: self._heavy - heavy_ones}
        busy = sum(self._is_busy(each.sort.person, now, each.account) for each in self._begun if not each.sort.heavy)
        chosen = self._first(free, busy, now)
        if chosen is None:
            return None
        # Who asks and who answers in a chat are heard in the order in which they spoke, as far as both may begin.
        able = (
            each
            for each in self._lanes[chosen.chat].heads()
            if free[each.sort.heavy] > 0 and self._may(each.sort.person, each.sort.heavy, busy, now)
        )
        return self._begin(min(able, key=_order))

    def done(self, turn: Turn[T], now: float) -> None:
        """A turn is over: its person and its chat are free for the next."""
        person, lane = self._people[turn.sort.person], self._lanes[turn.chat]
        self._begun.discard(turn)
        person.light -= not turn.sort.heavy
        person.heavy -= turn.sort.heavy
        person.had, person.at = person.left(now) + turn.account.spent, now
        lane.begun = None
        for head in lane.heads():
            self._offer(head)
        self._tidy(turn.chat)
        self._list(turn.sort.person)
        self._forget(turn.sort.person)

    def drop(self, chat: int) -> list[T]:
        """Drops what waits in a chat and is not begun; returns that."""
        lane = self._lanes.get(chat)
        if lane is None:
            return []
        for head in lane.heads():
            self._withdraw(head)
        dropped = [each for turns in lane.waiting.values() for each in turns]
        lane.waiting.clear()
        self._tidy(chat)
        return [each.what for each in sorted(dropped, key=_order)]

    def _first(self, free: dict[bool, int], busy: int, now: float) -> Turn[T] | None:
        """The first turn of who has had least of late, and of those the one who came first; None when nobody may."""
        for number in [*self._spent]:
            person = self._people.get(number)
            if person is None or not person.used(now):
                self._spent.discard(number)
                self._list(number)
        found = [
            turn for heavy in (False, True) if free[heavy] > 0 and (turn := self._freshest(heavy, now)) is not None
        ]
        if found:
            return min(found, key=_order)
        able = [
            (self._people[number].used(now), self._people[number].first(heavy))
            for number in self._spent
            for heavy in (False, True)
            if free[heavy] > 0 and self._may(number, heavy, busy, now)
        ]
        return min(able, key=lambda each: (each[0], each[1].number))[1] if able else None

    def _freshest(self, heavy: bool, now: float) -> Turn[T] | None:
        """The first turn of that weight of those who have had nothing of late."""
        line = self._fresh[heavy]
        while line:
            number, whose = line[0]
            person = self._people.get(whose)
            if person is not None and person.used(now):
                self._spent.add(whose)
            elif person is not None and self._is_free(person, heavy) and person.first(heavy).number == number:
                return person.first(heavy)
            # Whoever waits for themselves is listed again when that is over.
            self._listed.discard((heavy, *heappop(line)))
        return None

    def _list(self, number: int) -> None:
        """Lists what somebody may begin, if it is not listed already."""
        person = self._people.get(number)
        for heavy in (False, True):
            if person is not None and self._is_free(person, heavy):
                entry = (person.first(heavy).number, number)
                if (heavy, *entry) not in self._listed:
                    self._listed.add((heavy, *entry))
                    heappush(self._fresh[heavy], entry)

    def _waits_lightly(self, number: int) -> bool:
        person = self._people.get(number)
        return person is not None and bool(person.ready[False])

    def _may(self, number: int, heavy: bool, busy: int, now: float) -> bool:
        person = self._people[number]
        return self._is_free(person, heavy) and (heavy or busy < self._busy or not self._is_busy(number, now))

    def _is_free(self, person: _Person[T], heavy: bool) -> bool:
        """Whether somebody waits for something of that weight, and not for themselves."""
        in_hand, most = (person.heavy, self._heavy_a_person) if heavy else (person.light, 1)
        return bool(person.ready[heavy]) and in_hand < most

    def _is_busy(self, number: int, now: float, account: Account | None = None) -> bool:
        """Whether somebody has had much, with what is in hand."""
        return self._people[number].used(now) + (0.0 if account is None else account.so_far(now)) > MUCH

    def _begin(self, turn: Turn[T]) -> Turn[T]:
        lane, person = self._lanes[turn.chat], self._people[turn.sort.person]
        for head in lane.heads():
            self._withdraw(head)
        theirs = lane.waiting[turn.sort.person]
        theirs.popleft()
        if not theirs:
            del lane.waiting[turn.sort.person]
        lane.begun = turn
        person.light += not turn.sort.heavy
        person.heavy += turn.sort.heavy
        self._begun.add(turn)
        return turn

    def _offer(self, turn: Turn[T]) -> None:
        number = turn.sort.person
        person = self._people.setdefault(number, _Person())
        person.ready[turn.sort.heavy][turn.chat] = turn
        self._ready[number] = None
        self._list(number)

    def _withdraw(self, turn: Turn[T]) -> None:
        number = turn.sort.person
        person = self._people.get(number)
        if person is None:
            return
        person.ready[turn.sort.heavy].pop(turn.chat, None)
        if not (person.ready[False] or person.ready[True]):
            self._ready.pop(number, None)
        self._list(number)

    def _tidy(self, chat: int) -> None:
        lane = self._lanes[chat]
        if lane.begun is None and not lane.waiting:
            del self._lanes[chat]

    def _forget(self, number: int) -> None:
        self._people.move_to_end(number)
        while len(self._people) > MOST_REMEMBERED:
            oldest = next(iter(self._people))
            if not self._people[oldest].idle:
                break
            del self._people[oldest]


def _order(turn: Turn[Any]) -> int:
    return turn.number
