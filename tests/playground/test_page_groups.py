"""Groups on the page: topics, administrators, channels, reactions, and being somebody else."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import expect

from tests.support.bot.waiting import until
from tests.support.playground.opened import Open, opened

__all__ = ["opened"]
pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_topics_are_kept_apart_and_new_ones_opened(opened: Open) -> None:
    page = opened.page
    await opened.go_to("Harbour quarter")
    topics = page.get_by_role("navigation", name="Topics")
    await topics.get_by_role("button", name="Ferries").click()
    await opened.write("/ask when does it leave?")
    await opened.said("You said 5 words")
    await topics.get_by_role("button", name="General").click()
    await expect(page.locator(".message")).to_have_count(0)
    group = opened.chat("Harbour quarter")
    [answer] = opened.world.from_bot(group)
    assert group.topics[answer.topic or 0]["name"] == "Ferries"
    await opened.bot_says("Town news", group.id, message_thread_id=list(group.topics)[1])
    await expect(topics.get_by_role("button", name="Town hall")).to_contain_text("1 unread")
    await topics.get_by_role("button", name="New topic").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("Lobsters")
    await page.keyboard.press("Enter")
    await expect(topics.get_by_role("button", name="Lobsters")).to_have_attribute("aria-current", "true")
    await expect(page.locator(".service")).to_have_text("You opened the topic “Lobsters”")


async def test_what_the_bot_does_not_see_is_marked_until_a_command_answers_it(opened: Open) -> None:
    page = opened.page
    await opened.go_to("Reading circle")
    await opened.write("nobody asks the bot")
    mark = page.get_by_role("button", name="The bot does not see this message")
    await mark.click()
    await expect(page.locator("#toast")).to_contain_text("it cannot see this message")
    await page.locator(".mine").hover()
    await page.locator(".mine").get_by_role("button", name="Reply").click()
    await opened.write("/keep")
    await opened.said("You said")
    await expect(mark).to_have_count(0)


async def test_administrators_are_shown_made_and_may_stay_anonymous(opened: Open) -> None:
    page, group = opened.page, opened.chat("Reading circle")
    await opened.go_to("Reading circle")
    await page.get_by_label("Write as").select_option("Reading circle (anonymous admin)")
    await opened.write("/ask something")
    await expect(opened.theirs("/ask something").first.locator(".sender")).to_have_text("Reading circleanonymous admin")
    await page.get_by_role("button", name="About this chat").click()
    dialog = page.get_by_role("dialog")
    await expect(dialog.get_by_role("listitem").last).to_contain_text("sees commands and replies to it")
    await dialog.get_by_role("button", name="Make admin").first.click()
    await dialog.get_by_role("button", name="Make the bot an admin").click()
    await expect(dialog.get_by_role("listitem").last).to_contain_text("admin, sees all messages")
    await dialog.get_by_role("button", name="Remove the bot").click()
    await expect(dialog.get_by_role("button", name="Add the bot")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#chat-status")).to_have_text("You (admin), Mia (admin), Jonas")
    assert group.status(opened.world.bot["id"]) == "kicked"


async def test_a_basic_group_is_made_and_becomes_a_supergroup(opened: Open) -> None:
    page = opened.page
    await page.get_by_role("button", name="New group").click()
    await page.get_by_role("dialog").get_by_label("Name").fill("Neighbours")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name="Neighbours", level=2)).to_be_visible()
    old = opened.chat("Neighbours")
    await page.get_by_role("button", name="About this chat").click()
    await page.get_by_role("button", name="Make it a supergroup").click()
    await page.keyboard.press("Escape")
    await opened.go_to("Neighbours")
    await expect(page.locator(".service").last).to_have_text("The group became a supergroup")
    assert old.migrated_to is not None


async def test_a_channels_post_arrives_in_its_group(opened: Open) -> None:
    await opened.go_to("Harbour Gazette")
    await opened.write("The ferry runs again.")
    await expect(opened.page.locator(".message .text")).to_have_text("The ferry runs again.")
    await opened.go_to("Reading circle")
    post = opened.theirs("The ferry runs again.")
    await expect(post.locator(".sender")).to_have_text("Harbour Gazettechannel")
    assert opened.world.history(opened.chat("Reading circle"))[-1].data["is_automatic_forward"]


async def test_reactions_are_shown_picked_and_taken_back(opened: Open) -> None:
    page, group = opened.page, opened.chat("Reading circle")
    await opened.go_to("Reading circle")
    post = opened.world.people()[1].says("Good news.", chat=group)
    bubble = opened.theirs("Good news.")
    await expect(bubble).to_be_visible()
    call = {"chat_id": group.id, "message_id": post.id, "reaction": [{"type": "emoji", "emoji": "👀"}]}
    await opened.server.api.call(opened.server.token, "setMessageReaction", call)
    await expect(bubble.get_by_role("button", name="👀 by Verbatim")).to_be_visible()
    await bubble.hover()
    await bubble.get_by_role("button", name="React", exact=True).click()
    await expect(page.get_by_role("group", name="React with").get_by_role("button", name="👍")).to_be_focused()
    await page.keyboard.press("ArrowRight")
    await page.keyboard.press("Enter")
    mine = bubble.get_by_role("button", name="❤ by You")
    await expect(mine).to_have_attribute("aria-pressed", "true")
    await mine.click()
    await expect(mine).to_have_count(0)
    assert post.reactions[opened.you.id] == []


async def test_one_can_be_somebody_else_who_sees_their_own_chats_only(opened: Open) -> None:
    page = opened.page
    await opened.write("mine alone")
    await opened.said("2 words")
    await page.get_by_role("button", name="Settings").click()
    await page.get_by_label("You are").select_option("Mia")
    await page.keyboard.press("Escape")
    await expect(page.locator("#viewer")).to_have_text("You are Mia now")
    await expect(page.locator(".message")).to_have_count(0)
    await opened.write("hers")
    await expect(page.locator(".mine .text")).to_have_text("hers")
    mia = opened.world.people()[1]
    assert [post.text for post in opened.world.history(mia.chat) if post.sender_id == mia.id] == ["hers"]
    await expect(page.locator("#chat-list").get_by_role("button", name="Harbour Gazette")).to_have_count(0)


async def test_who_blocks_the_bot_can_take_it_back(opened: Open) -> None:
    page = opened.page
    await opened.write("hello there")
    await opened.said("2 words")
    await page.get_by_role("button", name="About this chat").click()
    await page.get_by_role("button", name="Block the bot").click()
    await page.keyboard.press("Escape")
    await page.get_by_role("button", name="Unblock").click()
    await expect(page.get_by_text("You have blocked the bot.")).to_be_hidden()
    await until(lambda: opened.you.chat.status(opened.world.bot["id"]) == "member")


async def test_what_one_person_sees_says_so_and_stands_in_its_place(opened: Open) -> None:
    page, group, world = opened.page, opened.chat("Reading circle"), opened.world
    world.ephemeral = "10.3"
    await opened.go_to("Reading circle")
    me, jonas = world.people()[0], world.people()[-1]
    shown = await opened.bot_says("An answer for all", group.id)
    world.whisper(group, {"from": world.bot_user, "receiver_user": jonas.user, "text": "Not yours"}, jonas.id)
    mine = world.whisper(group, {"from": world.bot_user, "receiver_user": me.user, "text": "Psst"}, me.id)
    await expect(page.locator(".whispered")).to_have_text(re.compile("Only you can see this.*Psst"))
    await expect(page.locator(".message").filter(has_text="Not yours")).to_have_count(0)
    await opened.write("hello")
    world.whisper(group, {**mine.data, "text": "More of it"}, me.id, replaces=shown)
    await expect(page.locator(".message").filter(has_text="An answer for all")).to_have_count(0)
    await expect(page.locator(".message").nth(0)).to_contain_text("More of it")
    await page.reload()
    await opened.go_to("Reading circle")
    await expect(page.locator(".whispered")).to_have_count(2)
    await page.locator(".whispered").last.hover()
    await page.locator(".whispered").last.get_by_role("button", name="Reply").click()
    await opened.write("what was that?")
    await until(lambda: world.whispers.of(group.id, me.id)[-1].text == "what was that?")
    await page.get_by_role("button", name="Settings").click()
    switch = page.get_by_label("Messages in groups that one person sees")
    await expect(switch).to_be_checked()
    await switch.uncheck()
    await expect(switch).not_to_be_checked()
    await until(lambda: not world.has_ephemeral_next)
