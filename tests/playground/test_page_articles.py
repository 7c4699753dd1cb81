"""Articles of blocks, spoilers, and messages without a text: written on the page, shown there, and harmless."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.async_api import expect

from tests.support.bot.rich import bullets, heading, paragraph, styled, table
from tests.support.playground.browser import marked
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")

PHONE = {"width": 390, "height": 760}
SOURCE = """# Mill burns

It **burnt** for [an hour](https://example.org/mill).

1. First
2. Then

| Year | Homes |
|---|--:|
| 2027 | 3 |

> It was loud.
> — A miller

+++ More
The rest of it.
+++
"""


async def test_an_article_is_written_sent_and_shown_as_what_it_is(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="Attach", exact=True).click()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Send an article")
    await dialog.get_by_label("Text").fill(" ")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog.get_by_role("alert")).to_have_text("Write something first.")
    await dialog.get_by_role("button", name="Example").click()
    await expect(dialog.get_by_label("Text")).to_have_value(re.compile("Tide station"))
    await dialog.get_by_label("Text").fill(SOURCE)
    await dialog.get_by_label("Source").fill("The Times")
    await dialog.get_by_role("button", name="Send").click()
    await expect(dialog).to_be_hidden()
    shown = page.locator(".mine .rich")
    await expect(page.locator(".mine .origin")).to_contain_text("Forwarded from The Times")
    await expect(shown.get_by_role("heading", name="Mill burns", level=3)).to_be_visible()
    await expect(shown.locator("strong")).to_have_text("burnt")
    await expect(shown.get_by_role("link", name="an hour")).to_have_attribute("href", "https://example.org/mill")
    await expect(shown.get_by_role("listitem")).to_have_text(["1.First", "2.Then"])
    await expect(shown.get_by_role("columnheader")).to_have_text(["Year", "Homes"])
    await expect(shown.locator("blockquote")).to_contain_text("A miller")
    await expect(shown.get_by_text("The rest of it.")).to_be_hidden()
    await shown.get_by_text("More").click()
    await expect(shown.get_by_text("The rest of it.")).to_be_visible()
    await expect(page.locator("#chat-list .last").first).to_have_text("You: Mill burns")


async def test_words_quoted_from_an_article_are_found_in_it_even_in_closed_details(opened: Open) -> None:
    page, you = opened.page, opened.you
    post = you.sends_rich(
        heading("🎉 Mill burns"),
        table(("Year", "Homes"), caption="Homes"),
        {"type": "details", "summary": "More", "blocks": [paragraph(["It ", styled("bold", "burnt"), " down."])]},
    )
    quoted: Any = {"message_id": post.id, "quote_rich_texts": [[styled("bold", "burnt"), " down."]]}
    await opened.bot_says("It did.", you.id, reply_parameters=quoted)
    await page.locator("button.reply").click()
    await expect(page.locator(".rich details p").last).to_be_visible()
    assert await marked(page) == "burnt down."


async def test_hostile_articles_stay_text_and_lead_nowhere(opened: Open) -> None:
    page, bad = opened.page, "<img src=x onerror=alert(1)>"
    deep: Any = bad
    for _ in range(150):
        deep = styled("bold", deep)
    nested: Any = paragraph(deep)
    for _ in range(80):
        nested = {"type": "blockquote", "blocks": [nested]}
    links = [styled("url", "click", url=url) for url in ("javascript:alert(1)", "data:text/html,x", "https://e.org")]
    blocks = [
        heading(bad, -5),
        paragraph(
            [*links, styled("constructor", "odd"), {"type": 7, "text": None}, styled("url", "none", url={"a": 1})]
        ),
        bullets(bad, label=bad * 50),
        {"type": "table", "cells": [[{"text": bad, "colspan": 10**9, "rowspan": -1, "align": bad}, 7], None]},
        {"type": "photo", "photo": [{"file_id": bad}], "caption": {"text": bad, "credit": bad}},
        {"type": bad, "text": "unknown", "blocks": {"type": "paragraph", "text": "inside"}},
        nested,
        {"type": "list", "items": 5},
        paragraph("the end"),
    ]
    # Not by way of the bot: it is the page that has to bear this.
    opened.world.add_post(opened.you.chat, {"from": opened.you.user, "rich_message": {"blocks": blocks}})
    shown = page.locator(".rich")
    await expect(shown).to_contain_text("the end")
    await expect(shown).to_contain_text("unknown")
    await expect(shown).to_contain_text("inside")
    assert await shown.locator("img, script, style, [style], [onerror]").count() == 0
    assert await shown.locator("a").evaluate_all("(all) => all.map((one) => one.getAttribute('href'))") == [
        "https://e.org"
    ]
    await expect(page.locator("#chat-list .last").first).to_contain_text(bad)
    await page.set_viewport_size(PHONE)  # type: ignore[arg-type]  # a ViewportSize
    assert await page.evaluate("document.querySelector('#scroll').scrollWidth <= innerWidth")
    await expect(opened.field).to_be_in_viewport()


async def test_what_is_hidden_is_seen_when_it_is_tapped_and_told_nowhere_else(opened: Open) -> None:
    page = opened.page
    await opened.write("It was ||the cook|| all along")
    spoiler = page.locator(".mine .spoiler")
    await expect(spoiler).to_have_attribute("aria-label", "Show what is hidden")
    seen = "(node) => getComputedStyle(node).color !== 'rgba(0, 0, 0, 0)'"
    assert not await spoiler.evaluate(seen)
    await expect(page.locator("#chat-list .last").first).not_to_contain_text("cook")
    await page.locator(".mine").focus()
    await spoiler.click()
    assert await spoiler.evaluate(seen)
    await opened.field.fill("")
    await opened.field.press("ArrowUp")
    await expect(opened.field).to_have_value("It was ||the cook|| all along")


async def test_things_without_a_text_are_sent_from_the_menu_and_shown(opened: Open) -> None:
    page = opened.page
    kinds = {
        "Voice message": "Voice message, 0:07", "Sticker": "Sticker", "Poll": "When shall we meet?",
        "Contact": "Harbour office", "Location": "57.05",
    }  # fmt: skip
    for label, shown in kinds.items():
        await page.get_by_role("button", name="Attach", exact=True).click()
        await page.get_by_role("menuitem", name=label).click()
        await expect(page.locator(".mine .thing").last).to_contain_text(shown)
    await page.get_by_role("button", name="Attach", exact=True).click()
    await page.keyboard.press("Escape")
    await expect(page.get_by_role("menu")).to_be_hidden()
    await expect(page.get_by_role("button", name="Attach", exact=True)).to_be_focused()
