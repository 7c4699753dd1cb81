"""How the page looks and is reached: languages, light and dark, a phone, the keyboard, a screen reader."""

from __future__ import annotations

import re
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from bot.playground.web.page_view import HANDY
from tests.support.bot.rich import heading, table
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 360, "height": 740}
WIDE = {"width": 1100, "height": 800}
BACK = "getComputedStyle(document.body).backgroundColor"


async def test_the_menu_follows_the_persons_language(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Settings").click()
    # Those that the bot speaks, and no other.
    await expect(page.get_by_label("Your Telegram is in").get_by_role("option")).to_have_text(["English", "Deutsch"])
    await page.get_by_label("Your Telegram is in").select_option("Deutsch")
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Commands").click()
    await expect(page.get_by_role("option").first).to_have_text("/summaryDer neueste Artikel in Kürze")
    assert opened.you.user["language_code"] == "de"


async def test_arabic_words_run_from_right_to_left_wherever_they_stand(opened: Open) -> None:
    page = opened.page
    keyboard = {"inline_keyboard": [[{"text": "ملخص", "callback_data": "x"}]]}
    text = "<b>السفينة</b> تعود غدا\n<blockquote>قال المجلس</blockquote>"
    await opened.write("hello")
    await opened.said("1 words")
    await opened.bot_says(text, opened.you.chat.id, parse_mode="HTML", reply_markup=keyboard)
    await opened.write("and English")
    last = opened.theirs("السفينة")
    for part in (last.locator(".text"), last.locator("blockquote"), last.get_by_role("button", name="ملخص")):
        assert await part.evaluate("(node) => node.matches(':dir(rtl)')")
    assert await page.locator(".mine .text").last.evaluate("(node) => node.matches(':dir(ltr)')")
    await opened.field.fill("متى")
    assert await opened.field.evaluate("(node) => node.matches(':dir(rtl)')")


async def test_light_and_dark_follow_the_machine_unless_one_chooses(opened: Open) -> None:
    page = opened.page
    await page.emulate_media(color_scheme="light")
    light = await page.evaluate(BACK)
    await page.emulate_media(color_scheme="dark")
    dark = await page.evaluate(BACK)
    assert light != dark
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_label("Colours").select_option("Light")
    assert await page.evaluate(BACK) == light
    await page.reload()
    assert await page.evaluate(BACK) == light


async def test_a_phone_of_360_pixels_shows_list_and_chat_in_turn_and_nothing_sticks_out(opened: Open) -> None:
    page = opened.page
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a ViewportSize
    await page.get_by_role("button", name="Forward the sample article").click()
    await opened.said("You said")

    async def sticks_out() -> Any:
        return await page.evaluate(
            """[...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
                && !one.closest("#topics, .visually-hidden, #toast")
                && (one.getBoundingClientRect().right > innerWidth + 1 || one.getBoundingClientRect().left < -1)
            ).map((one) => one.id || one.className || one.tagName)"""
        )

    assert await sticks_out() == []
    await page.get_by_role("button", name="Back to the chats").click()
    await expect(page.locator("#chat")).to_be_hidden()
    assert await sticks_out() == []
    await opened.go_to("Harbour quarter")
    await expect(page.locator("#chats")).to_be_hidden()
    await page.get_by_role("button", name="About this chat").click()
    assert await sticks_out() == []
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Forward an article").click()
    assert await sticks_out() == []


async def test_everything_is_reached_with_the_keyboard_and_the_focus_is_seen(opened: Open) -> None:
    page = opened.page
    await opened.write("hello there")
    await opened.said("2 words")
    # Chats: up and down in the list, Enter opens.
    await page.locator("#chat-list button").first.focus()
    await page.keyboard.press("End")
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Harbour quarter", level=2)).to_be_visible()
    topics = page.get_by_role("navigation", name="Topics")
    await topics.get_by_role("button", name="General").focus()
    await page.keyboard.press("ArrowRight")
    await expect(topics.get_by_role("button", name="Ferries")).to_be_focused()
    await opened.go_to("Verbatim")
    # Messages: Shift+Tab from the field, arrows between them, Tab to their tools and buttons.
    await page.get_by_role("region", name="Messages").focus()
    await page.keyboard.press("ArrowUp")
    await page.keyboard.press("ArrowUp")
    mine = page.locator(".mine")
    await expect(mine).to_be_focused()
    assert await mine.locator(".bubble").evaluate("(node) => getComputedStyle(node).outlineStyle") == "solid"
    await page.keyboard.press("Tab")
    await expect(mine.get_by_role("button", name="Reply")).to_be_focused()
    assert await mine.get_by_role("button", name="Reply").evaluate("(n) => getComputedStyle(n).outlineStyle") == "solid"
    await page.keyboard.press("Enter")
    await expect(page.locator("#context")).to_contain_text("Reply to You")
    # Escape undoes one thing after the other.
    await page.keyboard.type("/")
    await expect(page.get_by_role("listbox")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("listbox")).to_have_count(0)
    await page.keyboard.press("Escape")
    await expect(page.locator("#context")).to_be_hidden()
    await page.get_by_role("button", name="Settings").press("Enter")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("button", name="Settings")).to_be_focused()


async def test_a_screen_reader_hears_what_is_new_and_only_that(opened: Open) -> None:
    news = opened.page.get_by_role("log", name="New messages")
    await expect(news).to_have_attribute("aria-live", "polite")
    await expect(news).to_have_text("")
    await opened.write("hello there")
    await expect(news).to_have_text("Verbatim: You said 2 words. “quoted” A link and code")


async def serious(page: Page, where: str) -> list[str]:
    """What axe-core finds that is serious or critical, in words."""
    found = await page.evaluate("axe.run().then((all) => all.violations)")
    return [
        f"{where}: {one['id']} {node['html'][:120]} {node['failureSummary'][:160]}"
        for one in found
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
async def test_axe_finds_nothing_serious_in_light_or_dark(opened: Open, size: Any) -> None:
    page, group = opened.page, opened.chat("Harbour quarter")
    await page.emulate_media(reduced_motion="reduce")
    # As if the developer tools ran it: the page's own policy lets no foreign script in.
    await page.evaluate(resources.files("axe_playwright_python").joinpath("axe.min.js").read_text())
    await opened.go_to("Harbour quarter")
    mia = opened.world.people()[1]
    post = mia.forwards(opened.chat("Harbour Gazette"), "The ferry runs again. The pier is open.", chat=group)
    mia.reacts(post, "👍")
    mia.says("/ask what runs again?", chat=group, reply_to=post, quote="The pier is open.")
    mia.sends_file("report.txt", b"text", chat=group)
    mia.sends_rich(heading("Ferries"), table(("Year", "Runs"), ("2027", "9")), chat=group)
    mia.says("hidden", chat=group, entities=[{"type": "spoiler", "offset": 0, "length": 6}])
    await opened.said("You said")
    await opened.bot_says("Elsewhere", group.id, message_thread_id=next(iter(group.topics)))
    await page.set_viewport_size(size)
    problems = []
    for scheme in ("light", "dark"):
        await page.emulate_media(color_scheme=scheme)
        await opened.field.fill("/")
        problems += await serious(page, f"{scheme} commands")
        await opened.field.fill("")
        await opened.theirs("The ferry runs").first.focus()
        await opened.theirs("The ferry runs").first.get_by_role("button", name="React", exact=True).click()
        problems += await serious(page, f"{scheme} picker")
        await page.keyboard.press("Escape")
        for opener in ("About this chat", "Forward an article", "Attach"):
            await page.get_by_role("button", name=opener).click()
            problems += await serious(page, f"{scheme} {opener}")
            if opener == "Attach":
                await page.get_by_role("menuitem", name="Article").click()
                problems += await serious(page, f"{scheme} article")
            await page.keyboard.press("Escape")
    if size is PHONE:
        await page.get_by_role("button", name="Back to the chats").click()
    await page.get_by_role("button", name="Settings").click()
    problems += await serious(page, "settings")
    assert problems == []


def undrawn() -> list[str]:
    """The emoji among the bot's words, and among the page's reactions, that the page has no drawing of."""
    table = resources.files("bot.playground.web").joinpath("page", "emoji.js").read_text("utf-8")
    sources = [path for part in ("presentation", "handlers") for path in Path("bot", part).rglob("*.py")]
    emoji = re.compile("[\U0001f000-\U0001faff\u23e9-\u23ff\u2705]")
    used = {one for path in sources for one in emoji.findall(path.read_text("utf-8"))}
    return [one for one in sorted(used | set(HANDY)) if f'"{one}":' not in table]


async def test_no_emoji_of_the_page_or_of_the_bot_needs_a_font(opened: Open) -> None:
    page = opened.page
    assert undrawn() == []
    await opened.write("hello")
    await opened.said("1 words")
    keyboard = {"inline_keyboard": [[{"text": "📝 1", "callback_data": "x"}]]}
    await opened.bot_says("✅ Saved", opened.you.chat.id, reply_markup=keyboard)
    drawn = await page.evaluate("import('/emoji.js').then(({ cut }) => cut('✅').some((part) => part.emoji))")
    if not drawn:
        pytest.skip("this machine has a font for emoji")
    for place in (
        opened.theirs("Saved").locator(".text"),
        page.get_by_role("button", name="📝 1"),
        page.locator(".last").first,
    ):
        await expect(place.locator(".emoji svg")).to_be_visible()
    await expect(opened.theirs("Saved").locator(".text")).to_have_text("✅ Saved")


async def test_tab_stops_once_at_the_messages_and_once_at_the_tools_which_show_when_they_are_wanted(
    opened: Open,
) -> None:
    page = opened.page
    for words in ("one", "two there"):
        await opened.write(words)
        await opened.said(f"{len(words.split())} words")
    tools = opened.theirs("2 words").locator(".tools")
    await page.mouse.move(1, 1)
    assert await tools.evaluate("(node) => getComputedStyle(node).opacity") == "0"
    stops = """[...document.querySelectorAll('#messages *')]
        .filter((one) => one.tabIndex >= 0 && one.checkVisibility()).length"""
    await page.get_by_role("region", name="Messages").focus()
    await page.keyboard.press("ArrowUp")
    await expect(opened.theirs("2 words")).to_be_focused()
    # The message, its quotation, its link, three buttons and its tools; nothing of any other message.
    assert await page.evaluate(stops) == 7
    assert await tools.evaluate("(node) => getComputedStyle(node).opacity") == "1"
    await tools.get_by_role("button", name="Reply").focus()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("ArrowRight")
    await expect(tools.get_by_role("button", name="Copy text")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#toast")).to_have_text("Copied.")
    await page.keyboard.press("Escape")
    await page.keyboard.press("ControlOrMeta+V")
    await expect(opened.field).to_have_value(re.compile("You said 2 words"))


async def test_on_a_phone_a_tap_opens_what_can_be_done_and_the_time_stands_in_the_last_line(opened: Open) -> None:
    page = opened.page
    await page.set_viewport_size({"width": 390, "height": 760})
    await opened.write("hello")
    await opened.said("1 words")
    mine = page.locator(".mine")
    await expect(mine.get_by_role("toolbar")).to_be_hidden()
    await mine.locator(".words").click()
    await expect(mine.get_by_role("button", name="Copy text")).to_be_visible()
    text, time = await mine.locator(".text").bounding_box(), await mine.locator("time").bounding_box()
    assert text is not None
    assert time is not None
    assert text["x"] + text["width"] < time["x"]
    assert abs(text["y"] + text["height"] - time["y"] - time["height"]) < 10
    await page.set_viewport_size({"width": 390, "height": 380})  # as above an open keyboard
    await expect(opened.field).to_be_in_viewport(ratio=1)


async def test_whatever_people_and_bots_call_things_stays_text_and_harmless(opened: Open) -> None:
    page, world = opened.page, opened.world
    bad = "<img src=x onerror=alert(1)>\u202e&amp;"
    eve = world.person(bad)
    group = world.group(bad, [opened.you, eve], forum=True)
    topic = opened.you.creates_topic(group, bad)
    eve.forwards(bad, "words", chat=group)
    eve.sends_file(f"{bad}\r\nX: y.html", b"<script>alert(1)</script>", chat=group)
    eve.says(
        "[click]", chat=group, entities=[{"type": "text_link", "offset": 0, "length": 7, "url": "javascript:alert(1)"}]
    )
    keyboard = {"inline_keyboard": [[{"text": bad, "callback_data": bad}, {"text": "x", "url": "tg://user?id=1"}]]}
    await opened.bot_says("Here you are", group.id, reply_markup=keyboard)
    await opened.bot_says("https://t.me.evil.example/verbatim_bot?start=x", group.id)
    await page.locator("#chat-list .name", has_text="onerror").click()
    await expect(opened.theirs("https://t.me.evil.example")).to_be_visible()
    await page.get_by_role("button", name="About this chat").click()
    await page.keyboard.press("Escape")
    assert await page.locator("#chats img:not([src='icon.svg']), #messages img, #topics img, dialog img").count() == 0
    links = await page.locator("#messages a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))")
    assert [link for link in links if not link.startswith(("/api/file/", "https://"))] == []
    # The look-alike of one of the bot's own links is an ordinary link, and opens elsewhere.
    elsewhere = page.get_by_role("link", name="https://t.me.evil.example")
    assert await elsewhere.get_attribute("target") == "_blank"
    assert await elsewhere.get_attribute("rel") == "noopener noreferrer"
    assert group.topics[topic]["name"] == bad
    answer = await page.request.get(f"{opened.server.url}{await page.locator('.file').get_attribute('href')}")
    assert "x" not in answer.headers
    assert answer.headers["content-type"] == "application/octet-stream"
