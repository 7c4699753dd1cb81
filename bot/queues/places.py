"""Places for expensive work: few in all, and only some of them for one person."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class Places:
    """A semaphore of ``places`` with ``a_person`` per person: whoever holds all of theirs waits only for those."""

    def __init__(self, places: int, *, a_person: int = 1) -> None:
        self._free = asyncio.Semaphore(places)
        self._a_person = a_person
        # By person: their own places, and how many of them they hold or await.
        self._people: dict[int, tuple[asyncio.Semaphore, int]] = {}

    @asynccontextmanager
    async def one(self, person: int) -> AsyncIterator[None]:
        """Holds one of that person's places during the block; waits until one is free."""
        theirs, users = self._people.get(person, (asyncio.Semaphore(self._a_person), 0))
        self._people[person] = (theirs, users + 1)
        try:
            # The person's own limit first: whoever waits for it must not hold a place that others could use.
            async with theirs, self._free:
                yield
        finally:
            theirs, users = self._people.pop(person)
            if users > 1:
                self._people[person] = (theirs, users - 1)
