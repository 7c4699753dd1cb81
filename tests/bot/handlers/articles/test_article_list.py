"""What a person can rely on when looking through what is kept: /articles, its search, and an article's page."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")


async def kept(
    world: World, anna: Person, text: str, source: str = "Harbour Post", date: datetime | None = None
) -> Post:
    when = int(date.timestamp()) if date else None
    return await world.reply(anna.forwards(world.channel(source), text, date=when))


async def test_a_word_finds_the_articles_that_say_something_about_it(world: World, anna: Person) -> None:
    for text in (FERRY, BUDGET, GLACIER):
        await kept(world, anna, text)
    listing = await world.reply(anna.says("/articles sandbank"))
    assert listing.text.startswith("1 article here for “sandbank”, newest first")
    assert "1. Ferry strands" in listing.text
    assert "Council" not in listing.text
    nothing = await world.reply(anna.says("/articles zeppelin"))
    assert nothing.text.startswith("No article here is about “zeppelin”.")


async def test_source_and_time_narrow_the_list_and_combine_with_words(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY, "Harbour Post", datetime(2026, 3, 2, tzinfo=UTC))
    await kept(world, anna, BUDGET, "Lorhaven Courier", datetime(2026, 9, 2, tzinfo=UTC))
    await kept(world, anna, GLACIER, "Lorhaven Courier", datetime(2025, 9, 2, tzinfo=UTC))
    for words, titles in (
        ("from:courier", ("Council", "Glacier")),
        ("from:courier since:2026-01-01", ("Council",)),
        ("before:2026-06-01", ("Ferry", "Glacier")),
        ("from:courier glacier", ("Glacier",)),
    ):
        listing = await world.reply(anna.says(f"/articles {words}"))
        assert listing.text.startswith(f"{len(titles)} article"), words
        assert all(title in listing.text for title in titles), words
    assert (await world.reply(anna.says("/articles from:nobody"))).text.startswith(
        "No article here is from that source and time"
    )
    assert (await world.reply(anna.says("/articles since:sometime"))).text.startswith("I do not understand since:")


async def test_a_list_that_was_searched_for_is_paged_as_such(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", BUDGET))
    for number in range(9):
        last = anna.forwards("Somebody", f"Report number {number} from Lorhaven about the harbour wall.")
    await world.reply(last, containing="9 articles")
    listing = await world.reply(anna.says("/articles harbour wall"))
    assert listing.text.startswith("9 articles here for “harbour wall”")
    older = await anna.presses(listing, "Older ›").edited()
    assert older.text.startswith("9 articles here for “harbour wall”")
    assert "9. Report number 0" in older.text
    assert "Council" not in older.text


async def test_a_number_opens_the_articles_page_and_back_returns_to_the_same_list(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    listing = await world.reply(anna.says("/articles sandbank"))
    before = listing.text
    page = await anna.presses(listing, "1").edited()
    assert page.text.startswith("Ferry strands off Brannock with 212 people on board\nHarbour Post, ")
    assert "4 paragraphs · 1 min read · here since" in page.text
    assert "\n\nThe ferry Maris Stella ran aground on a sandbank" in page.text
    assert page.buttons == ["Summary", "To the post", "Forget", "‹ Back"]
    assert (await anna.presses(page, "‹ Back").edited()).text == before.removesuffix(
        "\n\nEach number opens an article."
    )


async def test_a_reply_to_an_articles_page_asks_that_article(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, BUDGET)
    listing = await world.reply(anna.says("/articles"))
    page = await anna.presses(listing, "2").edited()
    answer = await world.reply(anna.says("how much do schools receive?", reply_to=page))
    assert answer.text.startswith("Nothing in that article")
    answer = await world.reply(anna.says("who is the captain?", reply_to=page))
    assert answer.quote is not None
    anna.presses(page, "Summary")
    assert (await world.reply(answer)).text.startswith("📝 Ferry strands")


async def test_a_page_lists_the_versions_and_leads_to_them(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    await kept(world, anna, FERRY.replace("212 people on board, the", "230 people on board, the"))
    listing = await world.reply(anna.says("/articles"))
    newest = await anna.presses(listing, "1").edited()
    assert "version 2 of 2" in newest.text
    assert "230 people on board" in newest.text
    older = await anna.presses(newest, "Version 1").edited()
    assert "version 1 of 2" in older.text
    assert "230 people on board" not in older.text
    assert "Version 2" in older.buttons


async def test_a_page_leads_to_its_source(world: World, anna: Person) -> None:
    channel = world.channel("Harbour Post", username="harbourpost")
    await world.reply(anna.forwards(channel, FERRY, number=77))
    page = await anna.presses(await world.reply(anna.says("/articles")), "1").edited()
    [source] = [button for button in page.keyboard if button["text"] == "Source"]
    assert source["url"] == "https://t.me/harbourpost/77"


HINT = "Reply to this message with a question to look only in this article."
LONG = "A year in Tarvik\n\n" + "\n\n".join(
    f"In week {week} the harbour master counted {week * 7} boats. " + "The wall was wet, and the water was grey. " * 8
    for week in range(1, 31)
)


async def test_a_long_article_is_read_page_by_page_from_its_first_word_to_its_last(world: World, anna: Person) -> None:
    await world.reply(anna.sends_file("year.txt", LONG.encode(), mime="text/plain"), containing="Saved")
    page = await world.reply(anna.says("/articles 1"))
    read, number = [], 1
    count = int(next(each for each in page.buttons if each.startswith("1/")).partition("/")[2])
    assert count > 3
    assert page.buttons[:2] == [f"1/{count}", "›"]
    while True:
        read.append(page.text.split("\n\n", 1)[1].removesuffix(f"\n\n{HINT}"))
        if "›" not in page.buttons:
            break
        number += 1
        page = await anna.presses(page, "›").edited()
        assert f"{number}/{count}" in page.buttons
        assert page.text.startswith("A year in Tarvik\n\n")
        assert {"Summary", "To the post", "Forget", "‹ Back"} <= set(page.buttons)
    assert number == count
    assert " ".join("\n\n".join(read).split()) == " ".join(LONG.split("\n\n", 1)[1].split())
    before = await anna.presses(page, "‹").edited()
    assert f"{count - 1}/{count}" in before.buttons


async def test_a_number_behind_the_command_opens_that_article_as_a_reply_to_its_post(
    world: World, anna: Person
) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post)
    await kept(world, anna, BUDGET)
    page = await world.reply(anna.says("/articles 2"))
    assert page.reply_to == post.id
    assert page.text.startswith("Ferry strands off Brannock")
    assert page.text.endswith(HINT)
    assert FERRY.split("\n\n")[-1] in page.text
    answer = await world.reply(anna.says("who is the captain?", reply_to=page))
    assert answer.quote is not None
    listing = await anna.presses(page, "‹ Back").edited()
    assert listing.text.startswith("2 articles here")
    assert (await world.reply(anna.says("/articles 3"))).text.startswith("There is no article number 3 here.")


async def test_hints_are_given_once(world: World, anna: Person) -> None:
    await kept(world, anna, FERRY)
    for hinted in (True, False):
        listing = await world.reply(anna.says("/articles"))
        assert listing.text.endswith("Each number opens an article.") is hinted
        page = await anna.presses(listing, "1").edited()
        assert page.text.endswith(HINT) is hinted


async def test_a_page_leads_to_the_post_that_the_article_came_in(world: World, anna: Person) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post)
    await kept(world, anna, BUDGET)
    page = await anna.presses(await world.reply(anna.says("/articles")), "2").edited()
    anna.presses(page, "To the post")
    there = await world.reply(page)
    assert there.reply_to == post.id
    assert there.text == "⤴ Ferry strands off Brannock with 212 people on board"


async def test_in_a_supergroup_a_page_links_to_the_post(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    post = anna.forwards("Somebody", FERRY, chat=group)
    await world.reply(anna.says("/keep", chat=group, reply_to=post))
    page = await world.reply(anna.says("/articles 1", chat=group))
    [button] = [each for each in page.keyboard if each["text"] == "To the post"]
    assert button["url"] == f"https://t.me/c/{str(group.id).removeprefix('-100')}/{post.id}"


async def test_numbers_stand_in_even_rows(world: World, anna: Person) -> None:
    for number in range(6):
        last = anna.forwards("Somebody", f"Report number {number} from Lorhaven about the harbour wall.")
    await world.reply(last, containing="6 articles")
    listing = await world.reply(anna.says("/articles"))
    rows = [[each["text"] for each in row] for row in listing.data["reply_markup"]["inline_keyboard"]]
    assert rows == [["1", "2", "3"], ["4", "5", "6"]]


async def test_pages_of_other_chats_cannot_be_opened(world: World, anna: Person, verbatim: Verbatim) -> None:
    ben = world.person("Ben")
    for text in (BUDGET, GLACIER):
        await world.reply(ben.forwards("Somebody", text))
    await kept(world, anna, FERRY)
    listing = await world.reply(anna.says("/articles"))
    before = listing.text
    for data in (
        "opn:2:0",
        "opn:1:99999999999",
        "opn:1",
        "opn:2:-1",
        "lst:99999999999",
        "pge:2:0:0",
        "pst:2",
        "pge:1:0:99999999999",
    ):
        answer = await anna.forges(listing, data).answered()
        assert "Council" not in str(answer)
        assert "Glacier" not in str(answer)
    assert listing.text == before


async def test_markup_in_search_words_and_titles_is_shown_as_it_is(world: World, anna: Person) -> None:
    await kept(world, anna, "<b>Tariffs</b> & duties\n\nThe duty on <i>steel</i> rises to 9 & 10.")
    listing = await world.reply(anna.says("/articles steel"))
    page = await anna.presses(listing, "1").edited()
    assert "<b>Tariffs</b> & duties" in page.text
    assert "<i>steel</i>" in page.text
    nothing = await world.reply(anna.says("/articles <u>zeppelin</u> & co"))
    assert "<u>zeppelin</u> & co" in nothing.text
