"""What a person can rely on when asking what is new: each sees for themselves, once, and can take it back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from bot.app import Verbatim
from bot.playground import Person, World
from index.store.schema import article
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")


async def test_new_shows_each_article_once(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    first = await world.reply(anna.says("/new"))
    assert first.text.startswith("🆕 1 article in the last 24 hours")
    nothing = await world.reply(anna.says("/new"))
    assert nothing.text.startswith("Nothing new since you last looked.")
    await world.reply(anna.forwards("Somebody", BUDGET))
    await world.reply(anna.forwards("Somebody", GLACIER))
    second = await world.reply(anna.says("/new"))
    assert second.text.startswith("🆕 2 articles since you last looked")
    assert "1. Glacier" in second.text
    assert "2. Council" in second.text
    assert "Ferry" not in second.text


async def test_what_was_shown_can_be_marked_as_unseen(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    first = await world.reply(anna.says("/new"))
    answer = await anna.presses(first, "Mark as unseen").answered()
    assert answer["text"].startswith("Marked as unseen")
    again = await world.reply(anna.says("/new"))
    assert "Ferry" in again.text


async def test_new_articles_open_and_make_a_digest(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", GLACIER))
    await world.reply(anna.says("/new"))
    await world.reply(anna.forwards("Somebody", FERRY))
    last = anna.forwards("Somebody", BUDGET)
    await world.reply(last)
    new = await world.reply(anna.says("/new"))
    anna.presses(new, "Digest")
    digest = await world.reply(new, containing="🗞")
    assert "2 stories" in digest.text
    assert "Glacier" not in digest.text
    page = await anna.presses(new, "2").edited()
    assert page.text.startswith("Ferry strands")
    back = await anna.presses(page, "‹ Back").edited()
    assert back.text.startswith("🆕 2 articles since you last looked")
    assert "Mark as unseen" in back.buttons


async def test_what_is_new_is_paged_and_all_of_it_is_seen(world: World, anna: Person) -> None:
    for number in range(9):
        last = anna.forwards("Somebody", f"Report number {number} from Lorhaven about the harbour wall.")
    await world.reply(last, containing="9 articles")
    new = await world.reply(anna.says("/new"))
    older = await anna.presses(new, "Older ›").edited()
    assert older.text.startswith("🆕 9 articles")
    assert "9. Report number 0" in older.text
    assert (await world.reply(anna.says("/new"))).text.startswith("Nothing new")


async def test_older_than_a_day_is_not_new_at_the_first_look(world: World, anna: Person, verbatim: Verbatim) -> None:
    assert (await world.reply(anna.says("/new"))).text.startswith("There is no article here yet.")
    await world.reply(anna.forwards("Somebody", FERRY))
    with verbatim.library.transaction() as connection:
        connection.execute(update(article).values(added_at=datetime.now(UTC) - timedelta(days=2)))
    assert (await world.reply(anna.says("/new"))).text.startswith("Nothing new in the last 24 hours.")


async def test_in_a_group_each_person_looks_for_themselves_and_chats_are_apart(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    post = anna.says(FERRY, chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=post))
    assert "Ferry" in (await world.reply(anna.says("/new", chat=group))).text
    assert "Ferry" in (await world.reply(ben.says("/new@verbatim_bot", chat=group))).text
    assert (await world.reply(anna.says("/new", chat=group))).text.startswith("Nothing new")
    assert (await world.reply(anna.says("/new"))).text.startswith("There is no article here yet.")


async def test_what_was_seen_is_remembered_when_the_group_becomes_a_supergroup(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna], kind="group")
    post = anna.says(FERRY, chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=post))
    await world.reply(anna.says("/new", chat=group))
    bigger = anna.upgrades(group)
    assert (await world.reply(anna.says("/new", chat=bigger))).text.startswith("Nothing new since")


async def test_forged_buttons_mark_nothing(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    new = await world.reply(anna.says("/new"))
    other = await world.reply(anna.says("/articles"))
    for post, data in ((other, "uns"), (other, "dgn"), (new, "uns:1"), (new, "dgn:5")):
        answer = await anna.forges(post, data).answered()
        assert "too old" in answer["text"]
    assert (await world.reply(anna.says("/new"))).text.startswith("Nothing new")
