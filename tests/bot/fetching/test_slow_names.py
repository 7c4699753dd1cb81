"""What a person can rely on when the name server of somebody else's link never answers: nobody else waits for it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from bot.fetching.fetcher import Fetcher, FetchError, Problem
from bot.fetching.name_resolver import MOST_WAITING, THREADS, NameResolver
from bot.playground import Api, Person, World
from index import Library
from tests.support.articles import FERRY
from tests.support.bot.web import PAGE, http, reading_here, saying, serving


class NameServers:
    """Those of ``*.slow.example`` say nothing until ``answer`` is set; ``threads`` are those that wait for them."""

    def __init__(self) -> None:
        self.answer = threading.Event()
        self.threads: list[str] = []
        self.really = socket.getaddrinfo

    def look(self, host: Any, *given: Any, **named: Any) -> Any:
        if not str(host).endswith(".slow.example"):
            return self.really("127.0.0.1" if str(host).endswith(".example") else host, *given, **named)
        self.threads.append(threading.current_thread().name)
        self.answer.wait()
        raise socket.gaierror(socket.EAI_AGAIN, "the name server does not answer")

    async def asked(self, times: int) -> None:
        """Waits until so many names are being looked up."""
        async with asyncio.timeout(60):
            while len(self.threads) < times:  # noqa: ASYNC110  # threads say nothing when they begin to wait
                await asyncio.sleep(0.01)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[NameServers]:
    names = NameServers()
    monkeypatch.setattr(socket, "getaddrinfo", names.look)
    yield names
    # Threads cannot be stopped, and the loop waits for those of its own.
    names.answer.set()


async def test_another_chats_question_is_answered_while_every_name_server_is_silent(
    names: NameServers, api: Api, world: World, anna: Person, library: Library
) -> None:
    # As many threads for the library's work as the links would take.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(THREADS))
    async with reading_here(api, library, Fetcher(seconds=60)).polling():
        try:
            await world.reply(anna.forwards("Somebody", FERRY), containing="Saved")
            for number in range(THREADS):
                world.person(f"Person {number}").says(f"http://x{number}.slow.example/page")
            await names.asked(THREADS)
            answer = await world.reply(anna.says("who is the captain?"))
            assert "Lindqvist" in answer.shown
        finally:
            names.answer.set()


async def test_a_name_that_gets_no_thread_in_time_is_refused_like_a_slow_site_until_one_is_free(
    names: NameServers,
) -> None:
    async with serving(saying(http())) as port:
        resolve, trusted, url = NameResolver().addresses, (f"paper.example:{port}",), f"http://paper.example:{port}/"
        hasty = Fetcher(trusted, resolve=resolve, seconds=0.3)
        patient = Fetcher(trusted, resolve=resolve, seconds=60)
        slow = [asyncio.create_task(patient.fetch(f"http://x{each}.slow.example/")) for each in range(THREADS)]
        await names.asked(THREADS)
        assert await problem_of(hasty, url) is Problem.TOO_SLOW
        for each in slow:
            each.cancel()
        await asyncio.wait(slow)
        # Nobody waits for those any more, but their threads do.
        assert await problem_of(hasty, url) is Problem.TOO_SLOW
        assert len(names.threads) == len(set(names.threads)) == THREADS
        names.answer.set()
        assert (await patient.fetch(url)).content == PAGE


async def problem_of(fetcher: Fetcher, url: str) -> Problem:
    """Why that link is not fetched."""
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch(url)
    return caught.value.problem


async def test_only_so_many_names_wait_for_a_thread(names: NameServers) -> None:
    fetcher = Fetcher(seconds=60, tls=ssl.create_default_context())
    urls = [f"http://x{each}.slow.example/" for each in range(THREADS + MOST_WAITING + 5)]
    fetching = {asyncio.create_task(fetcher.fetch(each)) for each in urls}
    refused: set[asyncio.Task[Any]] = set()
    async with asyncio.timeout(60):
        while len(refused) < 5:
            refused, _ = await asyncio.wait(fetching, return_when=asyncio.FIRST_COMPLETED)
    problems = [each.exception() for each in refused]
    assert all(isinstance(each, FetchError) and each.problem is Problem.TOO_SLOW for each in problems)
    assert len(names.threads) == THREADS
    names.answer.set()
    rest = await asyncio.gather(*(fetching - refused), return_exceptions=True)
    assert {each.problem for each in rest if isinstance(each, FetchError)} == {Problem.NO_SUCH_HOST}
    assert len(rest) == THREADS + MOST_WAITING
