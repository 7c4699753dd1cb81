"""Delivers updates to a webhook: in order, with the secret, repeated until accepted."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Final

import aiohttp

from bot.playground.bot_api.api import Api
from bot.playground.world.updates import Webhook

_PAUSES: Final = (0.2, 0.5, 1.0, 2.0, 5.0)  # seconds before each retry; the last one repeats


async def deliver(api: Api) -> None:
    """Posts updates for as long as a webhook is set; runs until it is cancelled."""
    updates, failures = api.world.updates, 0
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=60)) as session:
        while True:
            hook = updates.webhook
            if hook is None or not updates.pending:
                await updates.changed()
                continue
            update = updates.pending[0]
            problem = await _post(session, api, hook, update)
            if not problem:
                failures = 0
                updates.confirm(update["update_id"] + 1)
                continue
            hook.last_error, hook.last_error_date = problem, api.world.now
            await asyncio.sleep(_PAUSES[min(failures, len(_PAUSES) - 1)])
            failures += 1


async def _post(session: aiohttp.ClientSession, api: Api, hook: Webhook, update: dict[str, Any]) -> str:
    """The error in Telegram's words; empty when the update was accepted."""
    headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
    try:
        async with session.post(hook.url, json=update, headers=headers) as response:
            answer = await response.read()
            if not 200 <= response.status < 300:
                return f"Wrong response from the webhook: {response.status} {response.reason}"
    except (aiohttp.ClientError, TimeoutError) as error:
        return f"Connection failed: {error or type(error).__name__}"
    await _call_in_answer(api, answer)
    return ""


async def _call_in_answer(api: Api, answer: bytes) -> None:
    """A webhook may answer with a method to call; the bot never learns the result."""
    try:
        given = json.loads(answer)
    except ValueError:
        return
    if isinstance(given, dict) and isinstance(given.get("method"), str):
        await api.call(api.world.token, given.pop("method"), given)
