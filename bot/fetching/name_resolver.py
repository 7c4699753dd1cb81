"""Resolves names in separate threads: a name server that never answers delays nothing else."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

THREADS = 8
# Maximum number of names that wait for a thread; further ones are refused.
MOST_WAITING = 32


class NameResolver:
    """Asks the system's resolver, for at most ``THREADS`` names at a time. Needs no closing."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(THREADS, thread_name_prefix="names")
        self._free = asyncio.Semaphore(THREADS)
        self._waiting = 0

    async def addresses(self, host: str, port: int) -> Sequence[str]:
        """The name's addresses, each once. Raises TimeoutError when too many wait, and OSError or UnicodeError."""
        if self._waiting >= MOST_WAITING:
            raise TimeoutError("too many names are being looked up")
        self._waiting += 1
        try:
            await self._free.acquire()
        finally:
            self._waiting -= 1
        look = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
        looking = asyncio.get_running_loop().run_in_executor(self._threads, look)
        # A thread cannot be interrupted: its place is free when it ends, not when its caller gives up.
        looking.add_done_callback(lambda _: self._free.release())
        found = await asyncio.shield(looking)
        return list(dict.fromkeys(str(address[0]) for *_, address in found))
