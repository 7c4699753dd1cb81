"""What the operator can rely on when Telegram posts updates: only Telegram is heard, and nothing it posts is lost."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from bot.app import Verbatim
from bot.config import Address, OperatorError, Webhook
from bot.playground import RunningPlayground
from bot.playground.world.watching import PATIENCE
from bot.store import inbox
from bot.store.database import open_library
from bot.store.schema import inbox as table
from bot.transport.webhook import SECRET_HEADER, Receiver
from index import Library, StorageError
from tests.support.articles import FERRY

SECRET = "a-secret-that-nobody-guesses"
Answer = tuple[int, bytes]


@dataclass
class Posted:
    """The bot behind its webhook, and a way to post to it as anybody may."""

    verbatim: Verbatim
    receiver: Receiver
    server: RunningPlayground

    @property
    def base(self) -> str:
        return f"http://{self.receiver.address}"

    async def post(self, body: bytes, secret: str | None = SECRET, path: str = "/hook") -> int:
        headers = {"Content-Type": "application/json"} | ({SECRET_HEADER: secret} if secret is not None else {})
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{self.base}{path}", data=body, headers=headers) as answer,
        ):
            return answer.status

    async def health(self) -> tuple[int, Any]:
        async with aiohttp.ClientSession() as session, session.get(f"{self.base}/healthz") as answer:
            return answer.status, await answer.json()


@pytest.fixture
def library(database_url: str) -> Iterator[Library]:
    with open_library(database_url) as library:
        yield library


@pytest.fixture
async def posted(api_server: RunningPlayground, library: Library, unused_tcp_port: int) -> AsyncIterator[Posted]:
    listen = Address(host="127.0.0.1", port=unused_tcp_port)
    settings = Webhook(url=f"http://{listen}/hook", secret=SECRET, listen=listen)
    verbatim = Verbatim.build(library, api_server.token, api_server.url)
    async with verbatim.webhook(settings) as receiver:
        yield Posted(verbatim, receiver, api_server)


async def test_an_article_posted_to_the_webhook_gets_its_receipt(posted: Posted) -> None:
    anna = posted.server.world.person("Anna")
    receipt = await posted.server.world.reply(anna.forwards("Somebody", FERRY))
    assert receipt.text.startswith("✅ Saved Ferry strands")
    assert not posted.server.world.updates.pending


@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], "ümlaut"])
async def test_whoever_does_not_show_the_secret_is_refused(posted: Posted, secret: str | None) -> None:
    assert await posted.post(b'{"update_id": 1}', secret) == 403
    assert _states(posted) == {}


async def test_the_answer_is_200_only_after_the_commit_and_503_when_there_is_none(
    posted: Posted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise StorageError("database or disk is full", passing=True)

    with monkeypatch.context() as patched:
        patched.setattr(inbox, "put", refuse)
        assert await posted.post(b'{"update_id": 5}') == 503
    assert _states(posted) == {}
    assert await posted.post(b'{"update_id": 5}') == 200
    assert set(_states(posted)) == {5}


async def test_an_update_posted_twice_at_once_is_kept_once(posted: Posted) -> None:
    statuses = await asyncio.gather(*(posted.post(b'{"update_id": 6}') for _ in range(10)))
    assert set(statuses) == {200}
    assert set(_states(posted)) == {6}


@pytest.mark.parametrize(
    ("body", "status"),
    [(b"", 400), (b"no json", 400), (b"[]", 400), (b"{}", 400), (b'{"update_id": "x"}', 400), (b"[" * 100_000, 400)],
)
async def test_what_is_no_update_is_refused(posted: Posted, body: bytes, status: int) -> None:
    assert await posted.post(body) == status


async def test_an_update_that_cannot_be_parsed_is_kept_and_set_aside(posted: Posted) -> None:
    assert await posted.post(json.dumps({"update_id": 7, "message": {"chat": 5}}).encode()) == 200
    async with asyncio.timeout(PATIENCE):
        while _states(posted).get(7) != inbox.SET_ASIDE:  # noqa: ASYNC110  # rows say nothing when they change
            await asyncio.sleep(0.01)


async def test_a_body_that_is_too_large_and_another_path_are_refused(posted: Posted) -> None:
    assert await posted.post(b" " * (1024 * 1024 + 1)) == 413
    assert await posted.post(b'{"update_id": 1}', path="/other") == 404


async def test_health_is_ready_only_while_database_and_telegram_answer(posted: Posted) -> None:
    assert await posted.health() == (200, {"ready": True, "database": True, "telegram": True})
    posted.verbatim.health._fresh = 0.0
    posted.server.world.faults.drop("getMe", times=50)
    assert await posted.health() == (503, {"ready": False, "database": True, "telegram": False})


async def test_telegram_knows_the_secret_and_polling_takes_the_webhook_away(
    posted: Posted, api_server: RunningPlayground
) -> None:
    hook = api_server.world.updates.webhook
    assert hook is not None
    assert hook.secret == SECRET
    [asked] = api_server.world.requests("setWebhook")
    assert not asked.params.get("drop_pending_updates")


async def test_a_port_that_is_taken_is_named(api_server: RunningPlayground, library: Library, tmp_path: Path) -> None:
    port = int(api_server.url.rpartition(":")[2])
    settings = Webhook(url="http://127.0.0.1:1/hook", secret=SECRET, listen=Address(host="127.0.0.1", port=port))
    verbatim = Verbatim.build(library, api_server.token, api_server.url)
    with pytest.raises(OperatorError, match="WEBHOOK_LISTEN"):
        async with verbatim.webhook(settings):
            pass


async def test_polling_after_a_webhook_goes_on_with_what_waited_there(
    api_server: RunningPlayground, library: Library
) -> None:
    from bot.playground.world.updates import Webhook as Hook

    api_server.world.updates.set_webhook(Hook("http://127.0.0.1:1/nobody"))
    anna = api_server.world.person("Anna")
    post = anna.says("/start")
    verbatim = Verbatim.build(library, api_server.token, api_server.url)
    async with verbatim.polling():
        assert "quote" in (await api_server.world.reply(post)).text


def _states(posted: Posted) -> dict[int, int]:
    with posted.verbatim.library.database.read() as connection:
        return {row.update_id: row.state for row in connection.execute(table.select())}
