"""Places for what takes much of the machine: few in all, and only some of them for one person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Places:
    """So many ``places``; whoever has ``a_person`` of them waits for their own, and for nobody else's."""

    def __init__(self, places: int, *, a_person: int = 1) -> None:
        self._free = asyncio.Semaphore(places)
        self._a_person = a_person
        # Of people who have or await a place: their own places, and how many of them have or await one.
        self._people: dict[int, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def one(self, person: int) -> AsyncIterator[None]:
        """A place for that person while the block runs; waits until there is one."""
        theirs, users = self._people.get(person, (asyncio.Semaphore(self._a_person), 0))
        self._people[person] = (theirs, users + 1)
        try:
            # Their own first: who waits for that must not hold a place that others could use.
            async with theirs, self._free:
                yield
        finally:
            theirs, users = self._people.pop(person)
            if users > 1:
                self._people[person] = (theirs, users - 1)
