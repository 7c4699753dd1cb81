"""What a person can rely on who writes in plain words what a command would do."""

from __future__ import annotations

import pytest

from bot.playground import Person, World
from bot.playground.world.posts import Post
from tests.support.articles import BUDGET, FERRY, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")


def sentences(summary: Post) -> list[str]:
    return [line for line in summary.text.splitlines() if line[:1].isdigit()]


async def keep(world: World, person: Person, *texts: str) -> list[Post]:
    posts = []
    for text in texts:
        posts.append(person.forwards(world.channel("Harbour Post"), text))
        await world.reply(posts[-1])
    return posts


@pytest.mark.parametrize("words", ["tldr", "sum it up pls", "zusammenfassung", "résume ça", "总结一下"])
async def test_a_wish_for_a_summary_is_of_the_latest_article(world: World, anna: Person, words: str) -> None:
    await keep(world, anna, FERRY, BUDGET)
    assert (await world.reply(anna.says(words))).text.startswith("📝 Council")


async def test_a_wish_in_reply_to_an_article_is_about_that_one(world: World, anna: Person) -> None:
    ferry, _ = await keep(world, anna, FERRY, BUDGET)
    assert (await world.reply(anna.says("make it short", reply_to=ferry))).text.startswith("📝 Ferry")


@pytest.mark.parametrize(
    "words", ["summarise the ferry article", "can you sum up the story about the ferry?", "/summary the ferry article"]
)
async def test_an_article_is_named_by_its_subject(world: World, anna: Person, words: str) -> None:
    await keep(world, anna, FERRY, BUDGET)
    assert (await world.reply(anna.says(words))).text.startswith("📝 Ferry")


@pytest.mark.parametrize("words", ["/summary about sandbank", "/summary sandbank", "/summary über sandbank"])
async def test_a_subject_missing_in_the_latest_article_is_looked_for_in_others(
    world: World, anna: Person, words: str
) -> None:
    await keep(world, anna, FERRY, BUDGET)
    assert (await world.reply(anna.says(words))).text.startswith("📝 Ferry")


async def test_a_wish_for_an_unknown_article_says_that_it_is_not_here(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY)
    reply = await world.reply(anna.says("summarise the volcano article"))
    assert reply.text.startswith("No article here is about “volcano”.")


async def test_make_it_shorter_and_longer_go_on_with_the_summary(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY)
    first = await world.reply(anna.says("/summary 3"))
    shorter = await world.reply(anna.says("make it shorter"))
    longer = await world.reply(anna.says("länger bitte"))
    assert [len(sentences(each)) for each in (first, shorter, longer)] == [3, 2, 3]


async def test_more_goes_on_with_what_was_shown_last_until_that_was_all(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY)
    answer = await world.reply(anna.says("what about the sandbank near Brannock?"))
    more = await world.reply(anna.says("more"))
    assert more.text.count("paragraph ") > answer.text.count("paragraph ") == 1
    await world.reply(anna.says("/summary 2"))
    assert len(sentences(await world.reply(anna.says("more please")))) == 3
    await world.reply(anna.says("/digest"))
    assert (await world.reply(anna.says("what else?"))).text == "That was all."


async def test_more_turns_to_the_next_page_of_a_list(world: World, anna: Person) -> None:
    for number in range(9):
        last = anna.forwards("Somebody", f"Report number {number} from Lorhaven about the harbour wall.")
    await world.reply(last, containing="9 articles")
    await world.reply(anna.says("what have you got?"))
    more = await world.reply(anna.says("show me more"))
    assert "9. Report number 0" in more.text


@pytest.mark.parametrize(
    ("words", "beginning"),
    [
        ("what's new today", "🗞"),
        ("/digest heute", "🗞"),
        ("сводка новостей", "🗞"),
        ("was gibt's Neues", "🆕"),
        ("show my articles", "2 articles here"),
        ("articles about schools", "1 article here"),
        ("artículos de enero", "No article here"),
        ("what can you do?", "What I do"),
        ("export everything", "📦"),
        ("settings please", "⚙️"),
    ],
)
async def test_a_wish_does_what_its_command_does(world: World, anna: Person, words: str, beginning: str) -> None:
    await keep(world, anna, FERRY, BUDGET)
    assert (await world.reply(anna.says(words))).text.startswith(beginning)


async def test_nothing_is_forgotten_on_a_wish_without_being_asked(world: World, anna: Person) -> None:
    ferry, _ = await keep(world, anna, FERRY, BUDGET)
    everything = await world.reply(anna.says("please delete everything"))
    assert everything.text.startswith("Forget all 2 articles here?")
    assert everything.buttons == ["Yes, forget", "Cancel"]
    latest = await world.reply(anna.says("delete this"))
    assert latest.text.startswith("Forget Council")
    for words, reply_to in (("forget this article", ferry), ("delete the ferry article", None)):
        one = await world.reply(anna.says(words, reply_to=reply_to))
        assert one.text.startswith("Forget Ferry")


async def test_a_question_with_the_words_of_a_wish_is_answered(world: World, anna: Person) -> None:
    await keep(world, anna, FERRY, GLACIER)
    answer = await world.reply(anna.says("who helped more passengers off the ferry?"))
    assert not answer.text.startswith(("📝", "🗞", "Forget"))


async def test_in_a_group_a_wish_counts_only_where_the_bot_is_addressed(world: World, anna: Person) -> None:
    world.bot["can_read_all_group_messages"] = True
    group = world.group("Readers", [anna])
    post = anna.forwards(world.channel("Harbour Post"), FERRY, chat=group)
    name = world.bot["username"]
    summary = await world.reply(anna.says(f"@{name} sum it up please", chat=group, reply_to=post))
    assert summary.text.startswith("📝 Ferry")
    anna.says("summarise the ferry article", chat=group)
    anna.says("more", chat=group)
    again = await world.reply(anna.says("shorter", chat=group, reply_to=summary))
    assert len(sentences(again)) < len(sentences(summary))
    assert [each.text[0] for each in world.from_bot(group)].count("📝") == 2
