"""A fetcher that reaches loopback alone, and what it tried to reach."""

from __future__ import annotations

import asyncio
import socket
import ssl
from typing import Any

import pytest

from bot.fetching.fetcher import Fetcher, FetchError, Problem
from bot.playground.world.watching import PATIENCE
from tests.support.bot.web import resolving

PUBLIC = "93.184.215.14"


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every address that a connection was attempted to. Only loopback is really connected to."""
    addresses: list[str] = []
    loop_class: Any = asyncio.selector_events.BaseSelectorEventLoop
    connect = loop_class.sock_connect

    async def sock_connect(self: Any, sock: socket.socket, address: Any) -> None:
        addresses.append(str(address[0]))
        if not str(address[0]).startswith("127."):
            raise OSError("no network in tests")
        await connect(self, sock, address)

    monkeypatch.setattr(loop_class, "sock_connect", sock_connect)
    return addresses


def fetcher(
    port: int, *, tls: ssl.SSLContext | None = None, seconds: float = PATIENCE, **names: str | list[str]
) -> Fetcher:
    """A fetcher to which "paper.example:port" is a trusted host, on loopback."""
    resolve = resolving(paper_example="127.0.0.1", **names)
    return Fetcher((f"paper.example:{port}",), resolve=resolve, tls=tls, seconds=seconds)


async def problem_of(fetching: Fetcher, url: str) -> Problem:
    """Why that link is not fetched."""
    with pytest.raises(FetchError) as caught:
        await fetching.fetch(url)
    assert "paper" not in str(caught.value)
    return caught.value.problem
