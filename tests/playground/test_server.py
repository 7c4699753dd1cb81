"""The Bot API over HTTP, asked by python-telegram-bot, by aiogram and by hand."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from telegram import Bot

from bot.playground import Person, PlaygroundError, RunningPlayground, World, start
from tests.support.playground.validate import Validator


def ptb(server: RunningPlayground) -> Bot:
    return Bot(server.token, base_url=f"{server.url}/bot", base_file_url=f"{server.url}/file/bot")


async def test_python_telegram_bot_talks_to_it(api_server: RunningPlayground, anna: Person) -> None:
    post = anna.says("hello")
    async with ptb(api_server) as bot:
        [update] = await bot.get_updates()
        assert update.message is not None
        await update.message.reply_text("hi", do_quote=True)
        sent = await bot.send_document(anna.id, b"x" * 100_000, filename="x.bin")
        assert sent.document is not None
        file = await bot.get_file(sent.document.file_id)
        assert len(await file.download_as_bytearray()) == 100_000
    reply = await api_server.world.reply(post)
    assert (reply.text, reply.reply_to) == ("hi", post.id)


async def test_aiogram_talks_to_it(api_server: RunningPlayground, anna: Person) -> None:
    # Loaded in the way of its own first, which takes a quarter of the time.
    from tests.support.playground.aiogram_types import METHODS, ready, ready_method  # isort: skip

    import aiogram
    from aiogram.client.session.aiohttp import AiohttpSession
    from aiogram.client.telegram import TelegramAPIServer
    from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError
    from aiogram.types import BufferedInputFile, ReplyParameters

    post = anna.says("One thing. Another thing.")
    for name in ("getMe", "getUpdates", "sendMessage", "sendDocument"):
        ready_method(METHODS[name.lower()])
    ready(ReplyParameters)
    session = AiohttpSession(api=TelegramAPIServer.from_base(api_server.url))
    async with aiogram.Bot(api_server.token, session=session) as bot:
        assert (await bot.me()).username == "verbatim_bot"
        [update] = await bot.get_updates()
        assert update.message is not None
        where = ReplyParameters(message_id=post.id, quote="Another thing.")
        message = await bot.send_message(anna.id, "<b>hi</b>", parse_mode="HTML", reply_parameters=where)
        assert message.quote is not None
        assert message.quote.position == 11
        document = await bot.send_document(anna.id, BufferedInputFile(b"content", "a.txt"))
        assert document.document is not None
        with pytest.raises(TelegramBadRequest, match="chat not found"):
            await bot.send_message(1, "x")
        api_server.world.faults.drop("sendMessage")
        with pytest.raises(TelegramNetworkError):
            await bot.send_message(anna.id, "x")


async def test_json_forms_and_query_strings_are_all_taken(api_server: RunningPlayground, anna: Person) -> None:
    address = f"{api_server.url}/bot{api_server.token}/sendmessage"
    params = {"chat_id": str(anna.id), "text": "hi"}
    async with aiohttp.ClientSession() as session:
        for request in (
            session.get(address, params=params),
            session.post(address, data=params),
            session.post(address, json={**params, "chat_id": anna.id}),
        ):
            async with request as response:
                assert (await response.json())["result"]["text"] == "hi"
        async with session.post(address, data=b"{", headers={"Content-Type": "application/json"}) as response:
            assert response.status == 400
        async with session.get(f"{api_server.url}/bot1:wrong/getMe") as response:
            body = {"ok": False, "error_code": 401, "description": "Unauthorized"}
            assert (response.status, await response.json()) == (401, body)


async def test_a_webhook_gets_every_update_with_the_secret_until_it_takes_it(
    api_server: RunningPlayground, anna: Person
) -> None:
    seen: list[tuple[str | None, Any]] = []
    taken = asyncio.Event()

    async def hook(request: web.Request) -> web.Response:
        seen.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), await request.json()))
        if len(seen) == 3:
            taken.set()
        return web.Response(status=500 if len(seen) == 1 else 200)

    app = web.Application()
    app.router.add_post("/hook", hook)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ptb(api_server) as bot:
        await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/hook", secret_token="s3cret")
        anna.says("one")
        anna.says("two")
        await taken.wait()
        await api_server.world.until(lambda: not api_server.world.updates.pending)
        assert "500" in ((await bot.get_webhook_info()).last_error_message or "")
    assert [update["message"]["text"] for _, update in seen] == ["one", "one", "two"]
    assert {secret for secret, _ in seen} == {"s3cret"}
    await runner.cleanup()


async def test_a_busy_port_is_named_together_with_the_setting(api_server: RunningPlayground) -> None:
    port = int(api_server.url.rpartition(":")[2])
    with pytest.raises(PlaygroundError, match=rf"127\.0\.0\.1:{port} .*PLAYGROUND_LISTEN"):
        await start("127.0.0.1", port)


async def test_it_stops_at_once_even_while_a_bot_is_polling() -> None:
    running = await start("127.0.0.1", 0)
    async with ptb(running) as bot:
        polling = asyncio.create_task(bot.get_updates(timeout=50))
        await asyncio.sleep(0.1)
        async with asyncio.timeout(40):
            await running.stop()
        await asyncio.gather(polling, return_exceptions=True)


class TestForeignWebSites:
    """A page in the same browser, from anywhere else, can neither read nor change anything."""

    FINE: Mapping[str, str] = {"X-Playground": "page", "Content-Type": "application/json"}

    @pytest.mark.parametrize("path", ["/", "/api/state", "/api/events", "/botx/getMe"])
    async def test_a_name_that_was_rebound_to_this_machine_is_refused(
        self, api_server: RunningPlayground, path: str
    ) -> None:
        async with (
            aiohttp.ClientSession() as session,
            session.get(api_server.url + path, headers={"Host": "evil.example"}) as response,
        ):
            assert response.status == 421

    @pytest.mark.parametrize(
        "headers",
        [
            FINE,  # no origin
            {**FINE, "Origin": "http://evil.example"},
            {**FINE, "Origin": "null"},
            {"Content-Type": "application/json", "Origin": "self"},
            {"X-Playground": "page", "Content-Type": "text/plain", "Origin": "self"},
        ],
    )
    async def test_changes_need_our_own_page(self, api_server: RunningPlayground, headers: dict[str, str]) -> None:
        anna = api_server.world.person("Anna")
        headers = {name: api_server.url if value == "self" else value for name, value in headers.items()}
        body = json.dumps({"chat_id": anna.id, "text": "hi"})
        async with aiohttp.ClientSession() as session:
            async with session.post(f"{api_server.url}/api/send", data=body, headers=headers) as response:
                assert response.status == 403
            fine = {**self.FINE, "Origin": api_server.url}
            async with session.post(f"{api_server.url}/api/send", data=body, headers=fine) as response:
                assert response.status == 200
        assert [post.text for post in api_server.world.history(anna.chat)] == ["hi"]

    @pytest.mark.parametrize("headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://evil.example"}])
    async def test_the_bot_api_is_not_for_web_sites(
        self, api_server: RunningPlayground, headers: dict[str, str]
    ) -> None:
        """The token is the same on every machine: a form elsewhere could set a webhook and read along."""
        address, form = f"{api_server.url}/bot{api_server.token}/setWebhook", {"url": "https://evil.example/"}
        async with aiohttp.ClientSession() as session:
            async with session.post(address, data=form, headers=headers) as response:
                assert response.status == 403
            async with session.get(f"{api_server.url}/file/bot{api_server.token}/x", headers=headers) as response:
                assert response.status == 403
        assert api_server.world.updates.webhook is None

    async def test_nobody_acts_in_a_chat_that_is_not_theirs(self, api_server: RunningPlayground) -> None:
        anna, eve = api_server.world.person("Anna"), api_server.world.person("Eve")
        fine = {**self.FINE, "Origin": api_server.url}
        async with aiohttp.ClientSession() as session:
            body = json.dumps({"chat_id": anna.id, "as": eve.id, "text": "hi"})
            async with session.post(f"{api_server.url}/api/send", data=body, headers=fine) as response:
                assert response.status == 404
            async with session.get(f"{api_server.url}/api/state?as={eve.id}") as response:
                assert [chat["id"] for chat in (await response.json())["chats"]] == [eve.id]
        assert api_server.world.history(anna.chat) == []

    @pytest.mark.parametrize(
        ("action", "more"),
        [
            ("send", {"text": ["x"]}),
            ("send", {"text": "x", "topic": []}),
            ("send", {"text": "x", "reply_to": "1"}),
            ("send", {"text": "x" * 200_001}),
            ("forward", {"text": "x", "source": "", "date": "now"}),
            ("upload", {"files": 5}),
            ("upload", {"files": ["x"]}),
            ("upload", {"files": [{"name": "a", "content": "%"}]}),
            ("upload", {"files": [{"name": "a", "content": "YQ=="}] * 11}),
            ("react", {"message_id": 1, "emoji": "<b>"}),
            ("press", {"message_id": 1, "data": "not there"}),
            ("language", {"language": "<b>"}),
            ("manage", {"deed": []}),
            ("manage", {"deed": "upgrade"}),
            ("group", {"title": " "}),
            ("choose", {"query": 1, "result": 1}),
        ],
    )
    async def test_what_makes_no_sense_is_refused_in_a_sentence(
        self, api_server: RunningPlayground, action: str, more: dict[str, Any]
    ) -> None:
        anna = api_server.world.person("Anna")
        assert anna.says("hello").id == 1
        body = json.dumps({"chat_id": anna.id, "as": anna.id, **more})
        fine = {**self.FINE, "Origin": api_server.url}
        async with (
            aiohttp.ClientSession() as session,
            session.post(f"{api_server.url}/api/{action}", data=body, headers=fine) as response,
        ):
            assert response.status in (400, 404)
            assert (await response.json())["error"]
        assert len(api_server.world.history(anna.chat)) == 1

    async def test_the_page_runs_no_foreign_script_and_grants_no_other_origin(
        self, api_server: RunningPlayground
    ) -> None:
        async with aiohttp.ClientSession() as session, session.get(api_server.url) as response:
            policy = response.headers["Content-Security-Policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "Access-Control-Allow-Origin" not in response.headers
            assert "frame-ancestors 'none'" in policy


def test_the_validator_notices_what_telegram_would_not_say() -> None:
    world, validator = World(), Validator()
    world.update_observers.append(validator.update)
    world.person("Anna").says("hi", unheard_of=1)
    assert any("aiogram" not in problem and "unheard_of" in problem for problem in validator.problems)
    assert len(validator.problems) == 2
