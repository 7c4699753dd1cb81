"""What the operator can rely on while updates are fetched: nothing that Telegram does ends it."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Any

import pytest
from telegram import Bot

from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.transport.health import Stuck, watch
from bot.transport.polling import Poller, RawUpdates
from index import StorageError
from tests.support.playground.validate import Validator

Taken = list[dict[str, Any]]


async def _nothing() -> None:
    pass


@asynccontextmanager
async def polling(
    api: Api, take: Callable[[Sequence[dict[str, Any]]], Any], pause: float = 0.01
) -> AsyncIterator[tuple[Poller, asyncio.Task[None]]]:
    """A poller at work, quick to try again."""
    source = RawUpdates(InProcessRequest(api))
    async with Bot(api.world.token, request=InProcessRequest(api), get_updates_request=source) as bot:
        poller = Poller(bot, source, take, _nothing, ["message"], pause=pause)
        task = asyncio.create_task(poller.run())
        try:
            yield poller, task
        finally:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def test_every_update_is_taken_once_and_acknowledged_only_then(api: Api, world: World, anna: Person) -> None:
    taken: Taken = []

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        assert {each["update_id"] for each in updates} <= {each["update_id"] for each in world.updates.pending}
        taken.extend(updates)

    for number in range(3):
        anna.says(f"message {number}")
    async with polling(api, take):
        await world.until(lambda: not world.updates.pending)
        anna.says("message 3")
        await world.until(lambda: not world.updates.pending)
    assert [each["message"]["text"] for each in taken] == [f"message {number}" for number in range(4)]


@pytest.mark.parametrize("code", [401, 404, 409, 500, 502, 503])
async def test_a_refusal_is_survived(api: Api, world: World, anna: Person, code: int) -> None:
    taken: Taken = []

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        taken.extend(updates)

    world.faults.fail("getUpdates", code=code, description="no", times=2)
    anna.says("still there?")
    async with polling(api, take) as (poller, task):
        # A wrong token and a second poller are not asked about in a hurry.
        poller._failed = lambda problem, at_least: 0.01  # type: ignore[method-assign]
        await world.until(lambda: taken)
        assert not task.done()


async def test_a_flood_error_a_drop_and_a_lost_answer_cost_nothing(api: Api, world: World, anna: Person) -> None:
    taken: Taken = []

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        taken.extend(updates)

    world.faults.flood("getUpdates", retry_after=1)
    world.faults.drop("getUpdates")
    world.faults.lose_answer("getUpdates")
    anna.says("once")
    async with polling(api, take) as (poller, _):
        await world.until(lambda: taken)
        await world.until(lambda: not world.updates.pending)
        await asyncio.sleep(0.05)
        assert poller.problem is None
    assert len(taken) == 1


async def test_what_cannot_be_stored_stays_with_telegram(api: Api, world: World, anna: Person) -> None:
    taken: Taken = []
    refusals = 2

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        nonlocal refusals
        if refusals:
            refusals -= 1
            raise StorageError("the disk is full", passing=True)
        taken.extend(updates)

    anna.says("hello")
    async with polling(api, take):
        await world.until(lambda: not world.updates.pending)
    assert len(taken) == 1


async def test_an_update_that_cannot_be_parsed_is_taken_as_it_is(
    api: Api, world: World, anna: Person, validator: Validator
) -> None:
    taken: Taken = []

    async def take(updates: Sequence[dict[str, Any]]) -> None:
        taken.extend(updates)

    anna.says("before")
    world.updates.pending.append({"update_id": 800_000_000, "message": {"message_id": "not a number"}})
    async with polling(api, take):
        await world.until(lambda: not world.updates.pending)
    assert [each["update_id"] for each in taken][-1] == 800_000_000
    validator.problems.clear()  # this was not as Telegram has it, and that was the point


async def test_an_answer_that_is_no_json_is_not_copied_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    class Broken(InProcessRequest):
        async def do_request(self, *_: Any, **__: Any) -> tuple[int, bytes]:
            return 200, b'{"ok":true,"result":[{"message":{"text":"a secret'

    source = RawUpdates(Broken(Api(World())))
    bot = Bot("1:x", request=source, get_updates_request=source)
    with caplog.at_level(logging.DEBUG), pytest.raises(Exception, match="Invalid server response"):
        await bot.get_updates()
    assert "secret" not in caplog.text


async def test_raw_updates_leave_other_answers_alone(api: Api) -> None:
    source = RawUpdates(InProcessRequest(api))
    status, payload = await source.do_request(f"http://telegram.test/bot{api.world.token}/getMe", "POST")
    assert status == 200
    assert json.loads(payload)["result"]["is_bot"]


async def test_the_watch_ends_the_process_when_polling_has_died(local_bot: Bot) -> None:
    async def dies() -> None:
        raise KeyError("anything")

    class Source:
        succeeded_at: float = 0.0
        problem: str | None = None

    with pytest.raises(Stuck, match="not fetched any more"):
        await watch(local_bot, Source(), asyncio.create_task(dies()))


async def test_the_watch_ends_the_process_when_nothing_arrives_although_telegram_answers(
    local_bot: Bot, world: World
) -> None:
    class Source:
        succeeded_at: float = 0.0
        problem: str | None = "Conflict"

    task = asyncio.create_task(asyncio.sleep(60))
    world.faults.drop("getMe", times=2)  # meanwhile Telegram is away: nothing that a new process could mend
    with pytest.raises(Stuck, match=r"although Telegram answers \(Conflict\)"):
        await watch(local_bot, Source(), task, silent=0.1, clock=lambda: 1000.0)
    assert len(world.requests("getMe")) >= 2
    task.cancel()
