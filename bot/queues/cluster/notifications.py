"""This process's own line to PostgreSQL: what others announce is heard at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from bot.queues.cluster.lease_rows import CHANNEL
from bot.store.locks import ALONE, KEY, Locked
from index import StorageError

if TYPE_CHECKING:
    from psycopg import AsyncConnection

log = logging.getLogger(__name__)

LISTEN_SECONDS = 1.0
ANSWER_SECONDS = 5.0
PAUSE_SECONDS = 0.5
LONGEST_PAUSE = 5.0


class NotificationListener:
    """Listens for ever, through restarts of the server.

    ``heard`` is told every word, and "" when something may have been missed.
    """

    def __init__(self, engine: Engine, heard: Callable[[str], None]) -> None:
        _, self._parameters = engine.dialect.create_connect_args(engine.url)
        self._heard = heard
        self._connection: AsyncConnection[Any] | None = None

    @property
    def there(self) -> bool:
        """Whether nobody can have the database for himself: this line is what keeps them out."""
        return self._connection is not None

    async def begin(self) -> None:
        """Connects. Raises Locked while somebody has the database for itself, such as a copy, and StorageError."""
        from psycopg import AsyncConnection, Error

        try:
            connection = await AsyncConnection.connect(**self._parameters, autocommit=True)
        except Error as error:
            raise StorageError(f"the database refused: {error}", passing=True) from error
        try:
            # Shared with other bots, and in the way of whoever wants to be alone.
            if not await _scalar(connection, "SELECT pg_try_advisory_lock_shared(%s)", KEY):
                raise Locked(ALONE)
            await connection.execute(f"LISTEN {CHANNEL}")
        except BaseException:
            await connection.close()
            raise
        self._connection = connection

    async def run(self) -> None:
        """Listens until cancelled; ``begin`` came before."""
        failures = 0
        while True:
            try:
                if self._connection is None:
                    await self.begin()
                failures = 0
                self._heard("")
                await self._listen()
            except Exception as error:
                failures += 1
                if failures == 1 or failures % 10 == 0:
                    log.warning("the line to the database is cut (%s)", type(error).__name__)
            finally:
                await self.end()
            await asyncio.sleep(min(PAUSE_SECONDS * failures, LONGEST_PAUSE))

    async def end(self) -> None:
        """Closes the line, and gives back what is held by it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _listen(self) -> None:
        assert self._connection is not None
        while True:
            # A line that is cut without a word is found out by using it.
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.execute("SELECT 1")
            async for said in self._connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                self._heard(said.payload)


async def _scalar(connection: AsyncConnection[Any], query: Any, *values: Any) -> Any:
    row = await (await connection.execute(query, values)).fetchone()
    return None if row is None else row[0]
