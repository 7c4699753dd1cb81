"""What one sends from the page: albums, pictures, long texts, forwards, quotes, inline results."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path

import pytest
from playwright.async_api import Route, expect

from bot.playground.world.posts import Upload
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


async def test_several_files_are_an_album_with_its_caption_on_the_last(opened: Open) -> None:
    page = opened.page
    files = [{"name": f"{name}.txt", "mimeType": "text/plain", "buffer": b"some text"} for name in ("a", "b", "c")]
    await page.locator("#file").set_input_files(files)  # type: ignore[arg-type]  # of FilePayloads
    dialog = page.get_by_role("dialog", name="Send 3 files as an album")
    await expect(dialog.get_by_role("listitem")).to_contain_text(["a.txt", "b.txt", "c.txt"])
    await dialog.get_by_label("Caption").fill("three reports")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine .file")).to_have_count(3)
    posts = opened.world.history(opened.you.chat)[:3]
    assert [post.text for post in posts] == ["", "", "three reports"]
    assert len({post.data["media_group_id"] for post in posts}) == 1


async def test_one_writes_on_while_a_message_is_on_its_way(opened: Open) -> None:
    page, free = opened.page, asyncio.Event()

    async def hold(route: Route) -> None:
        await free.wait()
        await route.continue_()

    await page.route("**/api/send", hold)
    await opened.write("first of all")
    await opened.write("second")
    await opened.field.fill("not sent yet")
    free.set()
    await expect(page.locator(".mine .text")).to_have_text(["first of all", "second"])
    await expect(opened.field).to_have_value("not sent yet")


async def test_a_message_that_cannot_be_sent_comes_back_before_what_was_written_since(opened: Open) -> None:
    page, free = opened.page, asyncio.Event()

    async def fail(route: Route) -> None:
        await free.wait()
        await route.abort()

    await opened.write("hello")
    await opened.said("1 words")
    await page.route("**/api/send", fail)
    await opened.theirs().hover()
    await opened.theirs().get_by_role("button", name="Reply").click()
    await opened.write("the first")
    await opened.field.fill("or both")
    free.set()
    await expect(opened.field).to_have_value("the first\nor both")
    await expect(page.locator("#context")).to_contain_text("You said 1 words")


async def test_dropped_pictures_are_shown_and_what_only_claims_to_be_one_is_not(opened: Open) -> None:
    page = opened.page
    dropped = await page.evaluate_handle(
        """([pixel]) => {
            const data = new DataTransfer();
            const bytes = Uint8Array.from(atob(pixel), (one) => one.charCodeAt(0));
            data.items.add(new File([bytes], "pixel.png", { type: "image/png" }));
            data.items.add(new File(["<svg onload=alert(1)>"], "bad.png", { type: "image/png" }));
            return data;
        }""",
        [base64.b64encode(PIXEL).decode()],
    )
    await page.dispatch_event("#chat", "dragover", {"dataTransfer": dropped})
    await expect(page.get_by_text("Drop files to send them")).to_be_visible()
    await page.dispatch_event("#chat", "drop", {"dataTransfer": dropped})
    await page.get_by_role("dialog").get_by_label("Caption").fill("a pixel")
    await page.keyboard.press("Enter")
    picture = page.get_by_role("img", name="Picture, described below")
    await expect(picture).to_be_visible()
    assert await picture.evaluate("(image) => image.decode().then(() => image.naturalWidth)") == 1
    await expect(page.locator(".no-picture")).to_have_text("Picture, 1 kB")
    first, second = opened.world.history(opened.you.chat)[:2]
    assert (first.text, second.text, "photo" in second.data) == ("a pixel", "", True)


async def test_a_long_text_is_sent_in_as_many_messages_as_telegram_makes_of_it(opened: Open) -> None:
    text = "\n\n".join(f"Paragraph {number} " + "word " * 150 for number in range(12))
    await opened.field.fill(text)
    await expect(opened.page.locator("#length")).to_contain_text("sent as about 3 messages")
    await opened.page.keyboard.press("Enter")
    await expect(opened.page.locator(".mine")).to_have_count(3)
    parts = [post.text for post in opened.world.history(opened.you.chat) if post.sender_id == opened.you.id]
    assert " ".join(parts).split() == text.split()


async def test_an_article_of_somebody_who_hides_comes_after_ones_comment(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Forward an article").click()
    dialog = page.get_by_role("dialog")
    await dialog.get_by_label("Source").fill("A Neighbour")
    await dialog.get_by_label("Text").fill("The pier is closed. It is being painted.")
    await dialog.get_by_label("Comment").fill("is this true?")
    await dialog.get_by_label("From a person who hides their account").check()
    await dialog.get_by_role("button", name="Forward").click()
    await expect(page.locator(".mine .origin")).to_contain_text("Forwarded from A Neighbour")
    own = [post for post in opened.world.history(opened.you.chat) if post.sender_id == opened.you.id]
    assert [post.text for post in own] == ["is this true?", "The pier is closed. It is being painted."]
    assert own[1].data["forward_origin"]["type"] == "hidden_user"


async def test_a_message_is_passed_on_to_another_chat(opened: Open) -> None:
    page = opened.page
    await opened.go_to("Reading circle")
    opened.world.people()[1].says("Somebody should read this.", chat=opened.chat("Reading circle"))
    bubble = opened.theirs("Somebody should read this.")
    await bubble.hover()
    await bubble.get_by_role("button", name="Forward", exact=True).click()
    await page.get_by_role("dialog").get_by_label("To").select_option("Verbatim")
    await page.get_by_role("dialog").get_by_label("Comment").fill("so?")
    await page.get_by_role("dialog").get_by_role("button", name="Forward").click()
    await expect(page.get_by_role("heading", name="Verbatim", level=2)).to_be_visible()
    await expect(page.locator(".mine .origin")).to_contain_text("Forwarded from Mia")
    await opened.said("1 words")


async def test_the_words_to_quote_are_chosen_with_the_keyboard_too(opened: Open) -> None:
    page = opened.page
    await opened.write("hello there")
    await opened.said("2 words")
    bubble = opened.theirs("You said")
    await bubble.hover()
    await bubble.get_by_role("button", name="Reply").click()
    await page.get_by_role("button", name="Quote a part").click()
    for _ in range(8):
        await page.keyboard.press("Shift+ArrowRight")
    await page.get_by_role("button", name="Quote what is selected").click()
    await expect(page.locator("#context")).to_contain_text("Quote from Verbatim")
    await opened.write("did I?")
    await expect(page.locator(".mine .reply.quoted")).to_contain_text("You said")
    [last] = [post for post in opened.world.history(opened.you.chat) if post.text == "did I?"]
    assert last.quote == "You said"


async def test_inline_results_are_offered_while_one_writes_and_sent_with_the_keyboard(opened: Open) -> None:
    page = opened.page
    await opened.go_to("Reading circle")
    await page.keyboard.type("@")
    await page.keyboard.press("Enter")
    await expect(opened.field).to_have_value("@verbatim_bot ")
    await page.keyboard.type("ferry pier")
    results = page.get_by_role("listbox", name="Results").get_by_role("option")
    await expect(results).to_have_text(["Open the library", "ferry 0ferry, found.", "pier 1pier, found."])
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    sent = page.locator(".mine")
    await expect(sent).to_contain_text("via @verbatim_bot")
    await expect(sent.locator(".text strong")).to_have_text("pier")
    await expect(opened.field).to_have_value("")


async def test_the_bots_own_links_start_it_here(opened: Open) -> None:
    page, group = opened.page, opened.chat("Reading circle")
    link = "https://t.me/verbatim_bot?start=settings"
    await opened.go_to("Reading circle")
    keyboard = {"inline_keyboard": [[{"text": "In private", "url": link}]]}
    await opened.bot_says("Settings are elsewhere.", group.id, reply_markup=keyboard)
    await page.get_by_role("link", name="In private").click()
    await expect(page.get_by_role("heading", name="Verbatim", level=2)).to_be_visible()
    await expect(page.locator(".mine .text")).to_have_text("/start settings")


async def test_a_document_of_the_bot_is_downloaded_and_never_opened(opened: Open, tmp_path: Path) -> None:
    page = opened.page
    await opened.write("hello")
    await opened.said("1 words")
    document = Upload("export <b>.html", "text/html", b"<script>alert(1)</script>")
    await opened.bot_calls(
        "sendDocument", {"document": document}, chat_id=opened.you.chat.id, document="attach://document"
    )
    async with page.expect_download() as download:
        await page.get_by_role("link", name="Download export <b>.html").click()
    path = tmp_path / "downloaded"
    await (await download.value).save_as(path)
    assert path.read_bytes() == document.content
    answer = await page.request.get(f"{opened.server.url}{await page.locator('.file').get_attribute('href')}")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.headers["content-type"] == "application/octet-stream"


async def test_ones_own_message_is_deleted(opened: Open) -> None:
    await opened.write("a mistake")
    await opened.said("2 words")
    mine = opened.page.locator(".mine")
    await mine.hover()
    await mine.get_by_role("button", name="Delete").click()
    await expect(mine).to_have_count(0)
