"""A newcomer's first minutes: the chat page in a real browser, with the real bot behind it."""

from __future__ import annotations

import pytest
from playwright.async_api import Browser, expect

from bot.app import Verbatim, open_library
from bot.playground import World, start
from bot.playground.request import InProcessRequest

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_forward_the_sample_ask_it_and_read_its_summary(browser: Browser, database_url: str) -> None:
    server = await start("127.0.0.1", 0, world=World(strict=True))
    with open_library(database_url) as library:
        verbatim = Verbatim.build(
            library, server.token, "http://telegram.test", request=lambda: InProcessRequest(server.api)
        )
        async with verbatim.polling():
            page = await browser.new_page(viewport={"width": 1100, "height": 900})
            await page.goto(server.url)
            await page.get_by_role("button", name="Forward the sample article").click()
            theirs = page.locator(".message:not(.mine)")
            await expect(theirs.last).to_contain_text("7 paragraphs", timeout=15_000)
            await expect(theirs.last).to_contain_text("repeated paragraphs left out")
            await page.get_by_label("Message", exact=True).fill("How many households will it supply?")
            await page.keyboard.press("Enter")
            await expect(theirs.last).to_contain_text("paragraph 2 of 7")
            await expect(page.locator("button.reply").last).to_contain_text("Its six turbines will supply about 3,400")
            await page.get_by_label("Message", exact=True).fill("/summary")
            await page.keyboard.press("Enter")
            await expect(theirs.last).to_contain_text("sentences")
            before = await theirs.last.locator(".text").inner_text()
            await theirs.last.get_by_role("button", name="Longer").click()
            await expect(theirs.last.locator(".text")).not_to_have_text(before)
            await page.close()
    await server.stop()
    server.world.close()
