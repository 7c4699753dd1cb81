"""A page that is open in a real browser on a fresh playground, with a small echo bot behind it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio
from playwright.async_api import BrowserContext, ConsoleMessage, Locator, Page, expect

from bot.playground import Chat, Person, Post, RunningPlayground, World, start
from bot.playground.web.page_view import owner
from bot.playground.world.posts import Upload
from tests.support.playground.echo import run_echo, stop_echo
from tests.support.playground.validate import Validator

expect.set_options(timeout=60_000)  # a busy machine takes its time


@dataclass
class Open:
    """A page that is open on a fresh playground with the echo bot."""

    page: Page
    server: RunningPlayground
    complaints: list[str]

    @property
    def world(self) -> World:
        return self.server.world

    @property
    def you(self) -> Person:
        """Who uses the page."""
        return owner(self.world)

    def chat(self, title: str) -> Chat:
        """The group or channel of that name."""
        return next(chat for chat in self.world.chats.values() if chat.title == title)

    async def write(self, text: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.get_by_label("Message", exact=True)

    def theirs(self, text: str = "") -> Locator:
        """The messages that are not one's own (and contain the words)."""
        return self.page.locator(".message:not(.mine)", has_text=text)

    async def live(self, chat: Chat, count: int, by: Person | None = None) -> None:
        """That many messages ("story 000", "story 001", …) while the page is closed, of which the bot is not told.
        The page is open again afterwards."""
        await self.page.goto("about:blank")
        author = (by or self.you).user
        for number in range(count):
            self.world.add_post(chat, {"from": author, "text": f"story {number:03}"})
        await self.page.goto(self.server.url)

    async def go_to(self, chat: str) -> None:
        """Open a chat from the list."""
        await self.page.locator("#chat-list .name").get_by_text(chat, exact=True).click()
        await expect(self.page.get_by_role("heading", name=chat, level=2)).to_be_visible()

    async def bot_says(self, text: str, chat_id: int, **more: Any) -> Post:
        """Let the bot write something without being asked."""
        return await self.bot_calls("sendMessage", text=text, chat_id=chat_id, **more)

    async def bot_calls(self, method: str, files: dict[str, Upload] | None = None, **params: Any) -> Post:
        """One request of the bot; the message that came of it."""
        status, body = await self.server.api.call(self.server.token, method, params, files)
        assert status == 200, body
        return self.world.posts[params["chat_id"], body["result"]["message_id"]]

    async def said(self, text: str) -> None:
        await expect(self.page.locator(".message:not(.mine)", has_text=text).last).to_be_visible()


def is_complaint(said: ConsoleMessage) -> bool:
    """An error, but not the browser's remark that the server has refused something: the page shows that itself."""
    return said.type == "error" and not said.text.startswith("Failed to load resource")


@pytest_asyncio.fixture(loop_scope="session")
async def opened(profile: BrowserContext) -> AsyncIterator[Open]:
    """A fresh world, its echo bot and a page; whatever the browser's console says against it fails the test."""
    server = await start("127.0.0.1", 0, world=World(strict=True))
    validator = Validator().watch(server.api)
    bot = await run_echo(server.api)
    page = await profile.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda said: complaints.append(said.text) if is_complaint(said) else None)
    await page.goto(server.url)
    await expect(page.get_by_role("heading", name="Three things to try")).to_be_visible()
    yield Open(page, server, complaints)
    await page.close()
    await stop_echo(bot)
    await server.stop()
    server.world.close()
    assert complaints == []
    assert validator.problems == []
