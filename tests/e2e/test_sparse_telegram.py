"""A server that knows only the essentials of the Bot API, or says yes to everything else, is enough to work with.

Self-hosted and older Bot API servers lack newer methods: what is only nice to have must never cost an answer.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import web

from bot.playground.world.watching import PATIENCE
from tests.support.articles import FERRY
from tests.support.programs.forked import Forked

TOKEN = "123456789:AAF_only-for-this-test_0123456789abcd"
ANNA = {"id": 501, "is_bot": False, "first_name": "Anna", "language_code": "en"}
ME = {"id": 123456789, "is_bot": True, "first_name": "Verbatim", "username": "verbatim_bot"}


class Sparse:
    """`getMe`, `getUpdates`, `sendMessage`; anything else is refused, or agreed to without any effect."""

    def __init__(self, *, agreeing: bool) -> None:
        self.agreeing = agreeing
        self.updates: list[dict[str, Any]] = []
        self.sent: list[dict[str, Any]] = []
        self.asked_for: set[str] = set()
        self.news = asyncio.Event()
        self.arrived = asyncio.Condition()

    def says(self, text: str, **extra: Any) -> int:
        number = len(self.updates) + 1
        message = {
            "message_id": 100 + number,
            "from": ANNA,
            "chat": {"id": ANNA["id"], "type": "private", "first_name": "Anna"},
            "date": int(time.time()),
            "text": text,
            **extra,
        }
        self.updates.append({"update_id": number, "message": message})
        self.news.set()
        return 100 + number

    async def answer(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        self.asked_for.add(method)
        given = await request.post()
        match method:
            case "getme":
                result: Any = ME
            case "deletewebhook":
                result = True
            case "getupdates":
                result = await self._updates(int(str(given.get("offset", 0))), float(str(given.get("timeout", 0))))
            case "sendmessage":
                result = await self._sent({name: str(value) for name, value in given.items()})
            case _ if self.agreeing:
                result = True
            case _:
                refusal = {"ok": False, "error_code": 404, "description": "Not Found: method not found"}
                return web.json_response(refusal, status=404)
        return web.json_response({"ok": True, "result": result})

    async def _updates(self, offset: int, timeout: float) -> list[dict[str, Any]]:
        deadline = time.monotonic() + min(timeout, 5.0)
        while not (news := [each for each in self.updates if each["update_id"] >= offset]):
            self.news.clear()
            try:
                async with asyncio.timeout(deadline - time.monotonic()):
                    await self.news.wait()
            except TimeoutError:
                return []
        return news

    async def _sent(self, given: dict[str, str]) -> dict[str, Any]:
        async with self.arrived:
            self.sent.append(given)
            self.arrived.notify_all()
        chat = {"id": int(given["chat_id"]), "type": "private", "first_name": "Anna"}
        return {"message_id": 1000 + len(self.sent), "from": ME, "chat": chat, "date": int(time.time()), "text": "-"}

    async def reply(self, number: int) -> dict[str, str]:
        """What was sent as number ``number``, from 1."""
        async with asyncio.timeout(PATIENCE), self.arrived:
            await self.arrived.wait_for(lambda: len(self.sent) >= number)
        return self.sent[number - 1]


@pytest.fixture(params=[False, True], ids=["refusing", "agreeing"])
async def sparse(request: pytest.FixtureRequest) -> AsyncIterator[tuple[Sparse, str]]:
    server = Sparse(agreeing=request.param)
    application = web.Application()
    application.router.add_route("*", f"/bot{TOKEN}/{{method}}", server.answer)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    yield server, f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


async def test_articles_are_kept_and_questions_answered_with_the_essentials_alone(
    sparse: tuple[Sparse, str], run_loaded: Callable[..., Forked]
) -> None:
    server, url = sparse
    origin = {"type": "hidden_user", "sender_user_name": "Harbour Post", "date": int(time.time()) - 60}
    article = server.says(FERRY, forward_origin=origin)
    process = run_loaded(TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL=url, OPEN_TO_ALL="1")
    assert "4 paragraphs" in (await server.reply(1))["text"]
    server.says("who warned of the sandbank?")
    answer = await server.reply(2)
    assert json.loads(answer["reply_parameters"])["message_id"] == article
    server.says("/summary 2")
    assert "\n1. " in (await server.reply(3))["text"]
    assert process.running
    assert "Traceback" not in process.output
    assert len(server.sent) == 3
