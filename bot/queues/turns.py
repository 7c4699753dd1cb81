"""Fair scheduling: chooses the update to handle next, so that one person's load does not delay others.

A chat's updates are handled one after another. A person's updates are handled one at a time, in whatever chats.
Fetching and reading a file or page takes seconds. Such heavy updates have a few places of their own, and one person
may use only some of them. Whoever has used least processor time lately goes first. People who have used much share
two places, and their updates come after everybody else's. If a sender is still busy in another chat, the next sender
in this chat goes first, so one person's load elsewhere does not block a group. Only the bot's removal keeps its place:
what was written before is handled before, since handling it later would open the chat again.

Nothing here waits, sleeps or reads a clock.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable
from heapq import heappop, heappush
from typing import Any, Generic, TypeVar

from bot.queues.lanes import Lane, Person, Turn
from bot.queues.update_sort import Sort
from bot.queues.workers import Account

LIGHT = 64
HEAVY = 8
HEAVY_A_PERSON = 1
# Handling an update takes some hundredths of a second of processor time. A person who has used more than ``MUCH``
# seconds lately is busy; busy people share ``BUSY`` places.
MUCH = 2.0
BUSY = 2
# From this use on, long work pauses for people who have used less than half as much.
SOME = 0.5
# How many people are remembered; beyond that, those who have been idle longest are forgotten. Who has an update here is
# never forgotten.
MOST_REMEMBERED = 2000

T = TypeVar("T")


class Turns(Generic[T]):
    """Updates that wait or are being handled. Times are seconds of the monotonic clock."""

    def __init__(
        self, *, light: int = LIGHT, heavy: int = HEAVY, heavy_a_person: int = HEAVY_A_PERSON, busy: int = BUSY
    ) -> None:
        self._light, self._heavy, self._heavy_a_person, self._busy = light, heavy, heavy_a_person, busy
        self._lanes: dict[int, Lane[T]] = {}
        self._people: dict[int, Person[T]] = {}
        # Those of them without an update that is being handled or could be, idle longest first.
        self._idle: OrderedDict[int, None] = OrderedDict()
        # People with a turn that only needs a place, as heaps, by weight: (number of their first turn, person). Entries
        # may be outdated.
        self._fresh: dict[bool, list[tuple[int, int]]] = {False: [], True: []}
        self._listed: set[tuple[bool, int, int]] = set()
        # People with recent use. They are few: it takes much processor time to get here.
        self._spent: set[int] = set()
        self._begun: set[Turn[T]] = set()
        self._count = 0

    def __contains__(self, chat: int) -> bool:
        return chat in self._lanes

    def __len__(self) -> int:
        return len(self._lanes)

    @property
    def load(self) -> int:
        """How many people have a light update that is being handled or could be. Callable from any thread."""
        begun = {turn.sort.person for turn in self._begun.copy() if not turn.sort.heavy}
        return len(begun.union(number for number, person in list(self._people.items()) if person.ready[False]))

    def gives_way(self, turn: Turn[T], now: float) -> bool:
        """Whether a begun turn should pause: somebody who has used much less has a light update in hand.

        Callable from any thread.
        """
        mine = self._use(turn.sort.person, now, turn.account)
        return mine > SOME and any(
            not each.sort.heavy and 2 * self._use(each.sort.person, now, each.account) < mine
            for each in self._begun.copy()
        )

    def of(self, chat: int) -> list[T]:
        """The updates that wait or are being handled in a chat."""
        lane = self._lanes.get(chat)
        return [] if lane is None else [each.what for each in lane.all()]

    def behind(self, chat: int, person: int) -> int:
        """How many of a person's updates already wait in a chat."""
        lane = self._lanes.get(chat)
        return 0 if lane is None else len(lane.waiting.get(person, ()))

    def add(
        self, chat: int, sort: Sort, what: T, *, is_older: Callable[[T], bool] = lambda _waiting: False
    ) -> T | None:
        """Queues an update behind the others of its chat. Returns the update that this makes superfluous, or None.

        ``is_older`` says whether the new update precedes a waiting one. If so, the new one is superfluous.
        """
        lane = self._lanes.setdefault(chat, Lane())
        theirs = lane.waiting.setdefault(sort.person, deque())
        self._count += 1
        last = lane.last(sort.person)
        if last is not None and sort.subject is not None and last.sort.subject == sort.subject:
            if is_older(last.what):
                return what
            # The newer update keeps the place: pressing again does not lengthen the wait. An edit may add a link.
            again = sort.heavy != last.sort.heavy and lane.begun is None and lane.is_head(last)
            if again:
                self._withdraw(last)
            instead, last.what, last.sort = last.what, what, sort
            if again:
                self._offer(last)
            return instead
        turn = Turn(chat, sort, what, self._count)
        theirs.append(turn)
        if sort.ordered:
            lane.ordered.append(turn)
        if lane.begun is None and lane.is_head(turn):
            self._offer(turn)
        return None

    def next(self, now: float) -> Turn[T] | None:
        """The turn that begins now, or None. Call it until it returns None; call ``done`` when a turn is over."""
        heavy_ones = sum(turn.sort.heavy for turn in self._begun)
        free = {False: self._light - len(self._begun) + heavy_ones, True: self._heavy - heavy_ones}
        busy = sum(self._is_busy(each.sort.person, now, each.account) for each in self._begun if not each.sort.heavy)
        chosen = self._first(free, busy, now)
        if chosen is None:
            return None
        # In a chat, of the turns that may begin now, the earliest goes first: questions and answers keep their order.
        able = (
            each
            for each in self._lanes[chosen.chat].heads()
            if free[each.sort.heavy] > 0 and self._may(each.sort.person, each.sort.heavy, busy, now)
        )
        return self._begin(min(able, key=_order))

    def done(self, turn: Turn[T], now: float) -> None:
        """Ends a turn: its person and its chat are free for the next one."""
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
        self._rest(turn.sort.person)
        self._forget()

    def drop(self, chat: int) -> list[T]:
        """Drops and returns the updates of a chat that wait and have not begun."""
        lane = self._lanes.get(chat)
        if lane is None:
            return []
        for head in lane.heads():
            self._withdraw(head)
        dropped = [each for turns in lane.waiting.values() for each in turns]
        lane.waiting.clear()
        lane.ordered.clear()
        self._tidy(chat)
        return [each.what for each in sorted(dropped, key=_order)]

    def _first(self, free: dict[bool, int], busy: int, now: float) -> Turn[T] | None:
        """The first turn of the person with the least recent use; ties go to the earliest. None if nobody may begin."""
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
        """The earliest first turn of that weight among people without recent use."""
        line = self._fresh[heavy]
        while line:
            number, whose = line[0]
            person = self._people.get(whose)
            if person is not None and person.used(now):
                self._spent.add(whose)
            elif person is not None and self._is_free(person, heavy) and person.first(heavy).number == number:
                return person.first(heavy)
            # A person whose own update is still in hand is listed again when it is over.
            self._listed.discard((heavy, *heappop(line)))
        return None

    def _list(self, number: int) -> None:
        """Lists the turns that a person may begin, unless they are already listed."""
        person = self._people.get(number)
        for heavy in (False, True):
            if person is not None and self._is_free(person, heavy):
                entry = (person.first(heavy).number, number)
                if (heavy, *entry) not in self._listed:
                    self._listed.add((heavy, *entry))
                    heappush(self._fresh[heavy], entry)

    def _may(self, number: int, heavy: bool, busy: int, now: float) -> bool:
        person = self._people[number]
        return self._is_free(person, heavy) and (heavy or busy < self._busy or not self._is_busy(number, now))

    def _is_free(self, person: Person[T], heavy: bool) -> bool:
        """Whether the person has a turn of that weight waiting and is not at their own limit."""
        in_hand, most = (person.heavy, self._heavy_a_person) if heavy else (person.light, 1)
        return bool(person.ready[heavy]) and in_hand < most

    def _is_busy(self, number: int, now: float, account: Account | None = None) -> bool:
        """Whether the person has used much processor time, including the turn in hand (``account``)."""
        return self._use(number, now, account) > MUCH

    def _use(self, number: int, now: float, account: Account | None = None) -> float:
        """The person's recent use, in seconds of processor time, including the turn in hand (``account``)."""
        person = self._people.get(number)
        used = 0.0 if person is None else person.used(now)
        return used + (0.0 if account is None else account.so_far(now))

    def _begin(self, turn: Turn[T]) -> Turn[T]:
        lane, person = self._lanes[turn.chat], self._people[turn.sort.person]
        for head in lane.heads():
            self._withdraw(head)
        theirs = lane.waiting[turn.sort.person]
        theirs.popleft()
        if not theirs:
            del lane.waiting[turn.sort.person]
        if turn.sort.ordered:
            lane.ordered.popleft()
        lane.begun = turn
        self._idle.pop(turn.sort.person, None)
        person.light += not turn.sort.heavy
        person.heavy += turn.sort.heavy
        self._begun.add(turn)
        return turn

    def _offer(self, turn: Turn[T]) -> None:
        number = turn.sort.person
        person = self._people.setdefault(number, Person())
        self._idle.pop(number, None)
        person.ready[turn.sort.heavy][turn.chat] = turn
        self._list(number)

    def _withdraw(self, turn: Turn[T]) -> None:
        number = turn.sort.person
        person = self._people.get(number)
        if person is None:
            return
        person.ready[turn.sort.heavy].pop(turn.chat, None)
        self._list(number)
        self._rest(number)

    def _tidy(self, chat: int) -> None:
        lane = self._lanes[chat]
        if lane.begun is None and not lane.waiting:
            del self._lanes[chat]

    def _rest(self, number: int) -> None:
        """Notes that a person has become idle, if so."""
        if self._people[number].idle:
            self._idle[number] = None
            self._idle.move_to_end(number)

    def _forget(self) -> None:
        while len(self._people) > MOST_REMEMBERED and self._idle:
            oldest, _ = self._idle.popitem(last=False)
            del self._people[oldest]


def _order(turn: Turn[Any]) -> int:
    return turn.number
