"""Long conversations on the page: earlier messages come when they are wanted, and old ones are found again."""

from __future__ import annotations

import pytest
from playwright.async_api import expect

from tests.support.playground.browser import marked
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

TOP = "document.querySelector('#scroll').scrollTop"


async def test_earlier_messages_come_while_one_scrolls_up_and_nothing_jumps(opened: Open) -> None:
    page, group = opened.page, opened.chat("Reading circle")
    await opened.live(group, 220, by=opened.world.people()[1])
    await opened.go_to("Reading circle")
    await expect(opened.theirs("story 219")).to_be_in_viewport()
    await expect(opened.theirs("story")).to_have_count(100)
    top = opened.theirs("story 120")
    await top.scroll_into_view_if_needed()
    # A hundred more stand above what one looks at.
    await expect(opened.theirs("story")).to_have_count(200)
    await expect(top).to_be_in_viewport()
    assert await page.evaluate(TOP) > await page.evaluate("document.querySelector('#scroll').clientHeight")
    # By hand, too, and with the keyboard: up from the first one.
    await opened.theirs("story 020").focus()
    await page.keyboard.press("ArrowUp")
    await expect(page.get_by_text("story 000", exact=True)).to_be_attached()
    await expect(page.get_by_role("button", name="Earlier messages")).to_be_hidden()
    await expect(page.locator(".day")).to_have_count(1)
    # What changes in the chat leaves them there, and leaves one where one is.
    await expect(opened.theirs("story 020")).to_be_in_viewport()
    opened.you.creates_topic(opened.chat("Harbour quarter"), "Lobsters")
    await expect(page.locator("#chat-list")).to_contain_text("Lobsters")
    await expect(page.get_by_text("story 000", exact=True)).to_be_attached()
    await expect(page.locator(".message", has_text="story 020").first).to_be_in_viewport()


async def test_whoever_writes_further_up_sees_the_answer(opened: Open) -> None:
    await opened.live(opened.you.chat, 60)
    for words in ("hello", "hello again"):
        await opened.page.get_by_text("story 000", exact=True).scroll_into_view_if_needed()
        await opened.write(words)
        await expect(opened.theirs(f"{len(words.split())} words")).to_be_in_viewport(ratio=0.9)


async def test_what_comes_while_the_page_scrolls_to_its_end_is_seen(opened: Open) -> None:
    page, group = opened.page, opened.chat("Reading circle")
    await opened.go_to("Reading circle")
    for number in range(30):
        await opened.bot_says(f"line {number:03} " * 20, group.id)
    await page.evaluate("document.querySelector('#scroll').scrollTo({ top: 400, behavior: 'instant' })")
    await opened.write("who won?")
    await expect(page.locator(".mine")).to_be_attached()
    await opened.bot_says("The ferry. " * 20, group.id)
    await expect(opened.theirs("The ferry.")).to_be_in_viewport(ratio=0.9)


async def test_an_old_message_that_is_not_loaded_is_found_by_its_quote(opened: Open) -> None:
    page, you = opened.page, opened.you
    article = you.says("The mill burnt. Nobody was hurt.")
    await opened.said("You said")
    await opened.live(you.chat, 230)
    await opened.bot_says(
        "Nobody was.",
        you.id,
        reply_parameters={"message_id": article.id, "quote": "Nobody was hurt.", "quote_position": 16},
    )
    await expect(page.locator(f"#message-{article.id}")).to_have_count(0)
    await page.locator("button.reply").last.click()
    found = page.locator(f"#message-{article.id}")
    await expect(found).to_be_in_viewport()
    assert await marked(page) == "Nobody was hurt."
    # An old conversation begins nothing anew.
    await expect(page.locator("#hint")).to_be_hidden()


async def test_the_message_to_which_one_has_just_gone_stays_marked_when_the_chat_is_drawn_anew(opened: Open) -> None:
    page, you = opened.page, opened.you
    article = you.says("The mill burnt. Nobody was hurt.")
    await opened.said("You said")
    quoted = {"message_id": article.id, "quote": "Nobody was hurt.", "quote_position": 16}
    await opened.bot_says("Nobody was.", you.id, reply_parameters=quoted)
    # It is marked for some seconds, which a busy machine may take to draw.
    await page.evaluate("performance.now = () => 10_000")
    await page.locator("button.reply").last.click()
    assert await marked(page) == "Nobody was hurt."
    await page.evaluate("window.marked = window.flashed = undefined")
    you.creates_topic(opened.chat("Harbour quarter"), "Lobsters")
    assert await marked(page) == "Nobody was hurt."


async def test_a_link_to_a_message_of_a_group_leads_there_through_its_topic(opened: Open) -> None:
    page, group = opened.page, opened.chat("Harbour quarter")
    topic = next(iter(group.topics))
    post = opened.world.people()[1].says("The ferry runs again.", chat=group, topic=topic)
    opened.you.starts()
    number = -group.id - 1_000_000_000_000
    await opened.bot_says(f"https://t.me/c/{number}/{topic}/{post.id} tells", opened.you.id)
    await opened.live(group, 120)
    await page.get_by_role("link", name="https://t.me/c/").click()
    await expect(page.get_by_role("navigation", name="Topics").get_by_role("button", name="Ferries")).to_have_attribute(
        "aria-current", "true"
    )
    await expect(page.locator(f"#message-{post.id}")).to_be_focused()
    opened.world.people()[1].deletes(post)
    await expect(page.locator(f"#message-{post.id}")).to_have_count(0)
    await opened.go_to("Verbatim")
    await page.get_by_role("link", name="https://t.me/c/").click()
    await expect(page.locator("#toast")).to_have_text("That message is gone.")


async def test_a_greeting_is_no_question(opened: Open) -> None:
    page = opened.page
    await opened.write("hi")
    await opened.said("1 words")
    question = page.get_by_role("button", name="How many households will it supply?", exact=True)
    await expect(question).to_be_visible()
    await question.click()
    await opened.said("6 words")
    await expect(question).to_be_hidden()
    await expect(page.get_by_role("button", name="Forward the sample article")).to_be_visible()
