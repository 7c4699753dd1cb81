"""The chat page in a real browser, over HTTP, with a small echo bot behind it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from playwright.async_api import BrowserContext, expect

from bot.playground import start
from bot.playground.web.page_view import owner
from tests.support.playground.browser import marked
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_first_visitor_forwards_the_sample_and_follows_the_quote(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Forward the sample article").click()
    await expect(page.locator(".origin")).to_contain_text("Forwarded from Harbour Gazette")
    await opened.said("You said")
    await expect(page.get_by_role("heading", name="Now try")).to_be_visible()
    quote = page.locator("button.reply")
    await expect(quote).to_contain_text("The station will stand on the sea bed")
    await quote.click()
    article = page.locator(".message.mine")
    await expect(article).to_be_focused()
    assert "The station will stand on the sea bed" in await marked(page)


async def test_formatting_shows_and_hostile_text_stays_text(opened: Open) -> None:
    hostile = "<img src=x onerror=alert(1)> & <b>not bold</b>"
    await opened.write(hostile)
    await expect(opened.page.locator(".mine .text")).to_have_text(hostile)
    await opened.said("You said")
    reply = opened.page.locator(".message:not(.mine) .text")
    await expect(reply.locator("strong")).to_have_text("6 words")
    await expect(reply.locator("blockquote em")).to_have_text("quoted")
    await expect(reply.locator("a")).to_have_attribute("href", "https://example.org/")
    assert await opened.page.locator("#messages img, #messages script").count() == 0


async def test_buttons_edit_in_place_toast_and_alert(opened: Open) -> None:
    page = opened.page
    await opened.write("hello")
    await page.get_by_role("button", name="Hello", exact=True).click()
    await expect(page.locator("#toast")).to_have_text("Hello!")
    await page.get_by_role("button", name="Warn me").click()
    await expect(page.get_by_role("dialog")).to_contain_text("Careful!")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("dialog")).to_have_count(0)
    await page.get_by_role("button", name="Change it").click()
    await opened.said("Changed in place.")
    await expect(page.locator(".message:not(.mine)")).to_have_count(1)
    await expect(page.locator(".message:not(.mine) .meta")).to_contain_text("edited")


async def test_the_keyboard_alone_is_enough_to_write(opened: Open) -> None:
    page, field = opened.page, opened.page.get_by_label("Message", exact=True)
    await expect(field).to_be_focused()
    await page.keyboard.type("two")
    await page.keyboard.press("Shift+Enter")
    await page.keyboard.type("lines")
    await page.keyboard.press("Enter")
    await opened.said("2 words")
    await expect(field).to_have_value("")
    assert opened.world.history(owner(opened.world).chat)[0].text == "two\nlines"
    await page.keyboard.press("ArrowUp")
    await expect(page.locator("#context")).to_contain_text("Edit")
    await field.fill("one line")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text")).to_have_text("one line")


async def test_the_command_menu_offers_what_the_bot_has_set(opened: Open) -> None:
    page = opened.page
    await page.keyboard.type("/")
    await expect(page.get_by_role("option")).to_have_count(2)
    await page.keyboard.type("he")
    await expect(page.get_by_role("option")).to_have_text(["/helpWhat I can do"])
    await page.keyboard.press("Enter")
    await expect(page.get_by_label("Message", exact=True)).to_have_value("/help ")


async def test_a_command_in_a_message_is_sent_when_it_is_tapped(opened: Open) -> None:
    page = opened.page
    await opened.write("hello")
    await opened.said("1 words")
    await opened.bot_says("See /help or /articles.", opened.you.chat.id)
    await opened.theirs("See").get_by_role("button", name="/articles").click()
    await expect(page.locator(".mine .text").last).to_have_text("/articles")
    command = opened.theirs("See").get_by_role("button", name="/help")
    await command.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text").last).to_have_text("/help")
    own = [post.text for post in opened.world.history(opened.you.chat) if post.sender_id == opened.you.id]
    assert own == ["hello", "/articles", "/help"]


async def test_a_selection_is_quoted_in_a_reply(opened: Open) -> None:
    page = opened.page
    await opened.write("hello there")
    await opened.said("2 words")
    bubble = page.locator(".message:not(.mine)")
    await bubble.locator(".text strong").dblclick(position={"x": 30, "y": 8})
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply").click()
    await expect(page.locator("#context")).to_contain_text("Quote from Verbatim")
    await opened.write("why?")
    await expect(page.locator(".mine .reply.quoted")).to_contain_text("words")
    last = [post for post in opened.world.history(owner(opened.world).chat) if post.text == "why?"][-1]
    assert last.quote == "words"


async def test_an_article_of_ones_own_is_forwarded_with_source_and_date(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Forward an article").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Source").fill("The Daily")
    await dialog.get_by_label("Text").fill("A first paragraph. It has two sentences.")
    await dialog.get_by_label("Date").fill("2020-05-04")
    await dialog.get_by_role("button", name="Forward").click()
    await expect(page.locator(".origin")).to_have_text("Forwarded from The Daily · 4 May 2020")
    await opened.said("7 words")
    origin = opened.world.history(owner(opened.world).chat)[0].data["forward_origin"]
    assert (origin["type"], origin["chat"]["title"]) == ("channel", "The Daily")


async def test_a_date_to_come_is_refused_and_nothing_written_is_lost(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Forward an article").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_role("button", name="Try a sample article").click()
    await expect(dialog.get_by_label("Source")).to_have_value("Harbour Gazette")
    await dialog.get_by_label("Date").fill("2999-01-01")
    await dialog.get_by_role("button", name="Forward", exact=True).click()
    await expect(dialog.get_by_role("alert")).to_have_text("The article's date lies in the future.")
    assert "Skerry Sound" in await dialog.get_by_label("Text").input_value()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)


async def test_in_the_group_several_people_write_and_the_bot_keeps_to_itself(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Reading circle").click()
    await page.get_by_label("Write as").select_option("Mia")
    await opened.write("nobody asks the bot")
    await page.get_by_label("Write as").select_option("You")
    await opened.write("/ask something")
    await opened.said("You said 2 words")
    await expect(page.locator(".sender")).to_have_text(["Mia", "Verbatim"])


async def test_a_file_is_sent(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(b"some report")
    await opened.page.locator("#file").set_input_files(path)
    await opened.page.keyboard.press("Enter")
    await expect(opened.page.locator(".mine .file")).to_contain_text("report.txt")
    [file] = opened.world.files.values()
    assert opened.world.store.content(file.file_id) == base64.b64decode(b"c29tZSByZXBvcnQ=")


async def test_on_a_phone_chats_and_messages_take_turns(opened: Open) -> None:
    page = opened.page
    await page.set_viewport_size({"width": 390, "height": 760})
    await opened.write("hello")
    await opened.said("1 words")
    assert await page.evaluate("document.documentElement.scrollWidth") <= 390
    await page.get_by_role("button", name="Back to the chats").click()
    await page.get_by_role("button", name="Reading circle").click()
    await expect(page.get_by_role("heading", name="Reading circle")).to_be_visible()


async def test_the_page_finds_its_way_back_after_a_restart(profile: BrowserContext, tmp_path: Path) -> None:
    path = tmp_path / "playground.db"
    server = await start("127.0.0.1", 0, path=path)
    page = await profile.new_page()
    await page.goto(server.url)
    await page.get_by_label("Message", exact=True).fill("before")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .text")).to_have_text("before")
    await server.stop()
    server.world.close()
    await expect(page.locator("#connection")).to_have_text("Connecting…")
    again = await start("127.0.0.1", int(server.url.rpartition(":")[2]), path=path)
    owner(again.world).says("after")
    await expect(page.locator(".mine .text")).to_have_text(["before", "after"])
    await page.close()
    await again.stop()
    again.world.close()
