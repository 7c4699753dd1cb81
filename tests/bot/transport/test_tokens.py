"""Whoever reads an error of ours, a line of the log or of the command line, cannot speak as the bot: no token in it."""

from __future__ import annotations

import asyncio
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from telegram import Bot
from telegram.error import TelegramError
from telegram.ext import ApplicationBuilder

from bot.config import Address, OperatorError, Settings, Webhook
from bot.ops import cli, doctor
from bot.transport import health, startup
from bot.transport.api_client import AiohttpRequest
from bot.transport.polling import Poller, RawUpdates

TOKEN = "987654321:AAHsecretsecretsecret_-x"
SECRET = TOKEN.partition(":")[2]

# What a server, or a proxy before it, may answer: a status, and a body that repeats the address it was asked.
ANSWERS: dict[str, tuple[int, Callable[[str], str]]] = {
    "a page that is not there": (404, lambda path: f"<h1>Not Found</h1>The address {path} was not found"),
    "a proxy that asks who we are": (407, lambda path: f"<p>Log in to see {path}</p>"),
    "a page of a broken gateway": (502, lambda path: f"upstream of {path} is away"),
    "a status that nobody knows": (799, lambda path: f"{path}?"),
    "an unknown token": (401, lambda path: json.dumps({"ok": False, "description": f"Unauthorized: {path}"})),
    "a bad request": (400, lambda path: json.dumps({"ok": False, "description": f"Bad Request: {path}"})),
    "another poller": (409, lambda path: json.dumps({"ok": False, "description": f"Conflict at {path}"})),
    "something forbidden": (403, lambda path: json.dumps({"ok": False, "description": f"Forbidden: {path}"})),
    "parameters that are new": (
        400,
        lambda path: json.dumps({"ok": False, "description": "no", "parameters": {"at": path}}),
    ),
    "a list": (500, lambda path: json.dumps([path])),
    "a description that is none": (500, lambda path: json.dumps({"ok": False, "description": {"at": path}})),
    "a list although all is well": (200, lambda path: json.dumps([path])),
    "no JSON although all is well": (200, lambda path: f"welcome to {path}"),
}
# Addresses at which nobody answers, or that are none.
NOWHERE = (
    "http://127.0.0.1:1",
    "http://nowhere.invalid",
    "https://127.0.0.1:1",
    "http://[::1]:99999",
    "http://127.0.0.1:0",
    "http://user:pass@127.0.0.1:1/%zz",
    "http://xn--.test",
    "http://" + "a" * 300 + ".test",
    "ftp://127.0.0.1",
    "127.0.0.1",
)


class Echo:
    """A server that repeats what it was asked for, or breaks the connection."""

    def __init__(self) -> None:
        self.answer = next(iter(ANSWERS))
        self.breaks = False

    async def serve(self, request: web.Request) -> web.Response:
        if self.breaks:
            assert request.transport is not None
            request.transport.abort()
        status, body = ANSWERS[self.answer]
        return web.Response(status=status, text=body(request.path_qs + " " + str(request.url)))


@pytest.fixture
async def echo() -> AsyncIterator[tuple[Echo, str]]:
    answers = Echo()
    application = web.Application()
    application.router.add_route("*", "/{rest:.*}", answers.serve)
    server = TestServer(application)
    await server.start_server()
    yield answers, str(server.make_url("")).rstrip("/")
    await server.close()


def way() -> AiohttpRequest:
    return AiohttpRequest(connections=2, connect_timeout=2, read_timeout=2)


def bot_at(address: str, source: Any = None) -> Bot:
    return Bot(
        TOKEN, f"{address}/bot", f"{address}/file/bot", request=way(), get_updates_request=source or RawUpdates(way())
    )


def holds_no_token(error: BaseException) -> None:
    """Neither in the error nor in what led to it, as far as anybody is shown that."""
    for text in (str(error), repr(error), str(getattr(error, "message", ""))):
        assert SECRET not in text


CALLS: dict[str, Callable[[Bot], Awaitable[object]]] = {
    "a message": lambda bot: bot.send_message(1, "hello"),
    "a file that is sent": lambda bot: bot.send_document(1, b"hello", filename="a.txt"),
    "a file that is asked for": lambda bot: bot.get_file("x"),
    "a file that is fetched": lambda bot: bot.request.retrieve(f"{bot.base_file_url}/documents/file_1"),
    "updates": lambda bot: bot.get_updates(timeout=0),
    "a webhook": lambda bot: bot.set_webhook("https://bot.example/hook", secret_token="s"),
    "where it posts to": lambda bot: bot.get_webhook_info(),
    "a method that is new": lambda bot: bot.do_api_request("setMySettings"),
}


@pytest.mark.parametrize("call", CALLS)
async def test_no_refusal_of_telegram_holds_the_token(
    call: str, echo: tuple[Echo, str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, logger="bot")
    answers, address = echo
    bot = bot_at(address)
    for each in (bot.request, bot._request[0]):
        await each.initialize()
    for answers.answer in ANSWERS:
        for answers.breaks in (False, True):
            try:
                await CALLS[call](bot)
            except TelegramError as error:
                holds_no_token(error)
    for each in (bot.request, bot._request[0]):
        await each.shutdown()
    assert not [line for line in caplog.records if line.name.startswith("bot.") and SECRET in line.getMessage()]


@pytest.mark.parametrize("address", NOWHERE)
async def test_no_broken_connection_and_no_wrong_address_tells_the_token(address: str) -> None:
    request = way()
    await request.initialize()
    with pytest.raises(TelegramError) as refused:
        await request.post(f"{address}/bot{TOKEN}/getMe")
    holds_no_token(refused.value)
    await request.shutdown()


async def test_no_reason_that_the_bot_gives_for_ending_holds_the_token(
    echo: tuple[Echo, str], caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(startup, "WEBHOOK_TRIES", 1)
    answers, address = echo
    source = RawUpdates(way())
    bot = bot_at(address, source)
    for each in (bot.request, source):
        await each.initialize()
    poller = Poller(bot, source, _nothing, _nothing, [], pause=0.0)
    webhook = Webhook(url="https://bot.example/hook", secret="s", listen=_listen())
    for answers.answer in ANSWERS:
        builder = ApplicationBuilder().token(TOKEN).base_url(f"{address}/bot").updater(None).job_queue(None)
        application = builder.request(way()).get_updates_request(way()).build()
        for first_words in (
            partial(startup.hello, application),
            partial(startup.set_webhook, bot, webhook, []),
            partial(startup.no_webhook, bot),
        ):
            said: Callable[[], Awaitable[None]] = first_words
            with pytest.raises(OperatorError) as refused:
                await said()
            holds_no_token(refused.value)
            assert SECRET not in "".join(traceback.format_exception(refused.value))
        await application.shutdown()
        await poller._once()
        assert SECRET not in str(poller.problem)
        ended = asyncio.create_task(_fails(OSError(f"{address}/bot{TOKEN}")))
        with pytest.raises(health.Stuck) as stuck:
            await health.watch(bot, poller, ended)
        holds_no_token(stuck.value)
    for each in (bot.request, source):
        await each.shutdown()
    assert not [line for line in caplog.records if line.name.startswith("bot.") and SECRET in line.getMessage()]


async def test_the_doctor_never_says_the_token(echo: tuple[Echo, str]) -> None:
    answers, address = echo
    for answers.answer in ANSWERS:
        settings = Settings.load({"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": address, "OPEN_TO_ALL": "1"}, None)
        said: list[str] = []
        await asyncio.to_thread(_look, settings, said.append)
        assert said
        assert SECRET not in "\n".join(said)


@pytest.mark.parametrize("error", [OperatorError, RuntimeError, TelegramError, OSError])
def test_whatever_ends_a_command_is_said_without_the_token(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    address = f"https://api.telegram.org/bot{TOKEN}/getMe"

    def fails(*_: object) -> None:
        cli._say(f"asking {address}")
        try:
            raise ValueError(address)
        except ValueError as first:
            raise error(f"refused by {address}") from first

    monkeypatch.setitem(cli.COMMANDS, "doctor", cli.Command(fails, "fails"))
    assert cli.main(["doctor"]) == cli.FAILED
    said = capfd.readouterr()
    assert SECRET not in said.out + said.err
    assert "refused by" in said.err
    assert "<token>" in said.out


def _look(settings: Settings, say: Callable[[str], None]) -> None:
    for finding in asyncio.run(doctor._telegram(settings, None)):
        say(str(finding))


def _listen() -> Address:
    return Address(host="127.0.0.1", port=1)


async def _nothing(*_: object) -> None:
    return


async def _fails(error: Exception) -> None:
    raise error
