"""Reads a file or page in a separate process with limits: no document can take the bot down.

As a program (``python -m bot.fetching.document_reader``) this is the child process. It reads one line of JSON that
describes the document, and then the bytes. It writes lines of JSON: each page as it is read, and finally the article,
or why it cannot be read.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from bot.fetching.cage import confine, give_way
from bot.fetching.machine_memory import available, fits
from index.extract import Extracted, Reason, Unreadable, extract

READING_SECONDS = 60.0
# Bytes of address space, including the libraries'.
MEMORY = 1_500_000_000
# How many documents are read concurrently, memory permitting.
SIDE_BY_SIDE = 4
# A text of ten million characters, as JSON.
LONGEST_LINE = 64_000_000
LONG_LINE = 100_000
ROOT = Path(__file__).parents[2]
PASSED_ON = ("PATH", "LANG", "LC_ALL", "HOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "SYSTEMROOT")

Progress = Callable[[int, int], None]


class Read(Protocol):
    """Reads one document: its bytes, and what is known about it. Raises Unreadable."""

    def __call__(
        self,
        content: bytes,
        *,
        media_type: str = "",
        charset: str = "",
        name: str = "",
        url: str | None = None,
        progress: Progress | None = None,
    ) -> Awaitable[Extracted]: ...


class Reader:
    """Starts a process for each document, before the document has arrived: both take a moment.

    ``side_by_side`` is the maximum at once; by default as many as fit into free memory, up to ``SIDE_BY_SIDE``.
    """

    def __init__(
        self, *, seconds: float = READING_SECONDS, memory: int = MEMORY, side_by_side: int | None = None
    ) -> None:
        self._seconds, self._memory = seconds, memory
        self._room = asyncio.Semaphore(side_by_side or fits(memory, SIDE_BY_SIDE, available()))

    @asynccontextmanager
    async def ready(self) -> AsyncIterator[Read]:
        """A process that waits for one document and ends with the block."""
        async with self._room:
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot.fetching.document_reader", str(self._memory), str(int(self._seconds) + 1)),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=LONGEST_LINE,
                cwd=ROOT,
                # Without the token, which it does not need.
                env={name: os.environ[name] for name in PASSED_ON if name in os.environ},
            )
            # Loading its modules takes a while, too.
            give_way(process.pid)

            async def read(content: bytes, *, progress: Progress | None = None, **known: Any) -> Extracted:
                try:
                    async with asyncio.timeout(self._seconds):
                        return await _converse(process, content, known, progress)
                except TimeoutError:
                    raise Unreadable(Reason.TOO_COMPLEX, "too slow") from None

            try:
                yield read
            finally:
                with suppress(ProcessLookupError):
                    process.kill()
                await process.wait()


async def _converse(
    process: asyncio.subprocess.Process, content: bytes, known: dict[str, Any], progress: Progress | None
) -> Extracted:
    assert process.stdin is not None
    assert process.stdout is not None
    # A process killed for its memory writes nothing more.
    with suppress(ConnectionError):
        process.stdin.write(json.dumps({**known, "length": len(content)}).encode() + b"\n" + content)
        await process.stdin.drain()
    while line := await _line(process.stdout):
        # Long texts are parsed outside the event loop.
        answer = json.loads(line) if len(line) < LONG_LINE else await asyncio.to_thread(json.loads, line)
        if "page" in answer:
            if progress is not None:
                progress(answer["page"], answer["of"])
        elif "reason" in answer:
            raise Unreadable(Reason(answer["reason"]))
        else:
            day = answer.pop("published_at")
            return Extracted(**answer, published_at=datetime.fromisoformat(day) if day else None)
    raise Unreadable(Reason.TOO_COMPLEX, "the reader ended")


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        line = await stream.readline()
    except ValueError:
        raise Unreadable(Reason.TOO_COMPLEX, "too much text") from None
    # Half a line means that the process was killed while writing.
    return line if line.endswith(b"\n") else b""


def main(memory: int, seconds: int) -> None:
    """Reads one document from standard input, within that many bytes of memory and seconds of processor time.

    An attacker who takes over this process through a parser finds no network, no other process and no file.
    """
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    # It reads; it has nothing to write.
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    confine()
    head = sys.stdin.buffer.readline()
    if not head:
        return
    known = json.loads(head)
    content = sys.stdin.buffer.read(known.pop("length"))
    try:
        found = extract(content, **known, progress=lambda page, of: _say({"page": page, "of": of}))
        day = found.published_at.isoformat() if found.published_at else None
        _say({**asdict(found), "published_at": day})
    except Unreadable as error:
        _say({"reason": error.reason.value})
    except MemoryError:
        _say({"reason": Reason.TOO_COMPLEX.value})


def _say(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
