"""LISTEN/NOTIFY: a separate connection to PostgreSQL on which this process hears others' announcements at once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine

from bot.queues.cluster.lease_rows import CHANNEL
from bot.store.locks import ALONE, KEY, Locked
from bot.tasks import Backoff
from index import StorageError

if TYPE_CHECKING:
    from psycopg import AsyncConnection

log = logging.getLogger(__name__)

LISTEN_SECONDS = 1.0
ANSWER_SECONDS = 5.0
FIRST_RETRY_PAUSE, LONGEST_RETRY_PAUSE = 0.5, 5.0


class NotificationListener:
    """Listens for ever, through restarts of the server.

    Calls ``heard`` with every notification, and with "" when one may have been missed.
    """

    def __init__(self, engine: Engine, heard: Callable[[str], None]) -> None:
        _, self._parameters = engine.dialect.create_connect_args(engine.url)
        self._heard = heard
        self._connection: AsyncConnection[Any] | None = None

    @property
    def there(self) -> bool:
        """Whether this connection holds the lock that denies others exclusive use of the database."""
        return self._connection is not None

    async def begin(self) -> None:
        """Connects. Raises StorageError, or Locked while a program (a copy, say) has exclusive use of the database."""
        from psycopg import AsyncConnection, Error

        try:
            connection = await AsyncConnection.connect(**self._parameters, autocommit=True)
        except Error as error:
            raise StorageError(f"the database refused: {error}", passing=True) from error
        try:
            # A shared lock: other bots may hold it too, but no program gets exclusive use.
            if not await _scalar(connection, "SELECT pg_try_advisory_lock_shared(%s)", KEY):
                raise Locked(ALONE)
            await connection.execute(f"LISTEN {CHANNEL}")
        except BaseException:
            await connection.close()
            raise
        self._connection = connection

    async def run(self) -> None:
        """Listens until cancelled; call ``begin`` first."""
        backoff = Backoff(FIRST_RETRY_PAUSE, LONGEST_RETRY_PAUSE)
        try:
            while True:
                try:
                    if self._connection is None:
                        await self.begin()
                    backoff.succeeded()
                    self._heard("")
                    await self._listen()
                except Exception as error:
                    await self.end()
                    await backoff.wait(
                        log.warning, "cluster.notifications_lost: LISTEN connection lost (%s)", type(error).__name__
                    )
        finally:
            await self.end()

    async def end(self) -> None:
        """Closes the connection, which releases its lock."""
        connection, self._connection = self._connection, None
        if connection is not None:
            await connection.close()

    async def _listen(self) -> None:
        assert self._connection is not None
        while True:
            # A silently broken connection shows only when it is used.
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.execute("SELECT 1")
            async for notification in self._connection.notifies(timeout=LISTEN_SECONDS, stop_after=1):
                self._heard(notification.payload)


async def _scalar(connection: AsyncConnection[Any], query: Any, *values: Any) -> Any:
    row = await (await connection.execute(query, values)).fetchone()
    return None if row is None else row[0]
