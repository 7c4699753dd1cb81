"""A newcomer's first minutes: the chat page in a real browser, with the real bot behind it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import BrowserContext, Locator, Page, expect

from bot.app import Options, Verbatim
from bot.playground import World, start
from bot.playground.request import InProcessRequest
from bot.store.database import open_library
from tests.support.articles import BUDGET, FERRY
from tests.support.documents import story
from tests.support.playground.browser import marked

pytestmark = pytest.mark.asyncio(loop_scope="session")
PATIENCE = 60_000  # milliseconds for what is fetched, read or waited for


@dataclass
class Visit:
    """Somebody at the page."""

    page: Page
    world: World

    @property
    def theirs(self) -> Locator:
        """The messages that are not one's own."""
        return self.page.locator(".message:not(.mine)")

    async def write(self, text: str) -> None:
        await self.page.get_by_label("Message", exact=True).fill(text)
        await self.page.keyboard.press("Enter")

    async def forward(self, text: str, source: str = "Harbour Post") -> None:
        await self.page.get_by_role("button", name="Forward an article").click()
        dialog = self.page.get_by_role("dialog")
        await dialog.get_by_label("Source").fill(source)
        await dialog.get_by_label("Text").fill(text)
        await dialog.get_by_role("button", name="Forward", exact=True).click()

    async def hears(self, *words: str) -> None:
        """The last message says this."""
        for each in words:
            await expect(self.theirs.last).to_contain_text(each, timeout=PATIENCE)


@pytest_asyncio.fixture(loop_scope="session")
async def visit(profile: BrowserContext, database_url: str) -> AsyncIterator[Visit]:
    """The page of a new playground, with the bot as it is."""
    server = await start("127.0.0.1", 0, world=World(strict=True))
    with open_library(database_url) as library:
        verbatim = Verbatim.build(
            library, server.token, "http://telegram.test", Options(request=lambda: InProcessRequest(server.api))
        )
        async with verbatim.polling():
            page = await profile.new_page()
            await page.set_viewport_size({"width": 1100, "height": 900})
            page.set_default_timeout(PATIENCE)
            await page.goto(server.url)
            yield Visit(page, server.world)
            await page.close()
    await server.stop()
    server.world.close()


async def test_forward_the_sample_ask_it_and_read_its_summary(visit: Visit) -> None:
    page, theirs = visit.page, visit.theirs
    await page.get_by_role("button", name="Forward the sample article").click()
    await visit.hears("7 paragraphs", "repeated paragraphs left out")
    await visit.write("How many households will it supply?")
    await visit.hears("paragraph 2 of 7")
    await expect(page.locator("button.reply").last).to_contain_text("Its six turbines will supply about 3,400")
    await visit.write("/summary")
    await visit.hears("sentences")
    before = await theirs.last.locator(".text").inner_text()
    await theirs.last.get_by_role("button", name="Longer").click()
    await expect(theirs.last.locator(".text")).not_to_have_text(before)


async def test_a_cut_post_and_an_album_become_articles_and_leave_as_a_file(visit: Visit, tmp_path: Path) -> None:
    page = visit.page
    await visit.forward("A day at the harbour\n\n" + "\n\n".join(story(36)))
    await expect(page.locator(".mine").nth(1)).to_be_attached()
    await visit.hears("A day at the harbour", "37 paragraphs")
    files = {"ferry.txt": FERRY, "budget.txt": BUDGET}
    payloads = [{"name": name, "mimeType": "text/plain", "buffer": text.encode()} for name, text in files.items()]
    await page.locator("#file").set_input_files(payloads)  # type: ignore[arg-type]  # of FilePayloads
    await page.get_by_role("button", name="Send", exact=True).last.click()
    await visit.hears("2 articles", "Ferry strands off Brannock", "Council approves budget")
    await visit.write("/export")
    link = visit.theirs.get_by_role("link", name="Download")
    await expect(link).to_be_visible(timeout=PATIENCE)
    async with page.expect_download() as download:
        await link.click()
    path = tmp_path / "export.zip"
    await (await download.value).save_as(path)
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        kept = "\n".join(archive.read(name).decode() for name in archive.namelist())
    assert "Tickets will be refunded within ten days" in kept
    assert "Schools receive 620 million crowns" in kept


async def test_an_article_of_blocks_is_kept_and_quoted_and_what_holds_no_text_is_declined(visit: Visit) -> None:
    page = visit.page

    async def attach(what: str) -> None:
        await page.get_by_role("button", name="Attach", exact=True).click()
        await page.get_by_role("menuitem", name=what).click()

    await attach("Article")
    await page.get_by_role("dialog").get_by_role("button", name="Example").click()
    await page.get_by_role("dialog").get_by_role("button", name="Send").click()
    await visit.hears("Saved", "Tide station gets its permit")
    await visit.write("How long have they waited?")
    await expect(page.locator("button.reply").last).to_contain_text("We have waited nine years", timeout=PATIENCE)
    await page.locator("button.reply").last.click()
    assert "nine years" in await marked(page)
    await attach("Poll")
    await visit.hears("That is a poll.")


async def test_in_a_topic_somebody_elses_post_is_summarised_there_and_found_inline_nowhere(visit: Visit) -> None:
    page, world = visit.page, visit.world
    group = next(chat for chat in world.chats.values() if chat.data.get("is_forum"))
    await page.locator("#chat-list .name").get_by_text(group.title, exact=True).click()
    await page.get_by_role("navigation", name="Topics").get_by_role("button", name="Ferries").click()
    mia, topic = world.people()[1], next(iter(group.topics))
    post = mia.forwards(world.channel("Harbour Post"), FERRY, chat=group, topic=topic)
    bubble = page.locator(f"#message-{post.id}")
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply").click()
    await visit.write("/summary")
    await visit.hears("sentences", "Ferry strands off Brannock")
    assert world.from_bot(group)[-1].topic == topic
    # What a group keeps is found in that group only.
    await page.get_by_label("Message", exact=True).fill("@verbatim_bot sandbank")
    await expect(page.get_by_role("listbox", name="Results")).to_be_visible(timeout=PATIENCE)
    await expect(page.get_by_role("listbox", name="Results")).not_to_contain_text("Brannock")


async def test_the_bot_speaks_the_persons_language_and_arabic_from_the_right(visit: Visit) -> None:
    page = visit.page
    await page.get_by_role("button", name="Settings", exact=True).click()
    await page.get_by_label("Your Telegram is in").select_option("العربية")
    await page.keyboard.press("Escape")
    await visit.write("/settings")
    await visit.hears("اللغة")
    assert await visit.theirs.last.locator(".text").evaluate("(node) => node.matches(':dir(rtl)')")
    await expect(visit.theirs.last.get_by_role("button").first).to_be_visible()
