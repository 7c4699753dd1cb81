"""What a person can rely on when taking the articles out: all of them, to the letter, in files that anybody reads."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from bot.app import Verbatim
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from index import Library
from tests.support.articles import BUDGET, FERRY, FERRY_TWICE, GLACIER

pytestmark = pytest.mark.usefixtures("verbatim")


async def exported(world: World, post: Post) -> list[zipfile.ZipFile]:
    """The files that come as an answer."""
    chat = world.chats[post.chat_id]
    await world.until(lambda: _files(world, chat, post), 20)
    return _files(world, chat, post)


def _files(world: World, chat: Chat, post: Post) -> list[zipfile.ZipFile]:
    found = [
        each.data["document"]["file_id"] for each in world.from_bot(chat, after=post.id) if "document" in each.data
    ]
    return [zipfile.ZipFile(io.BytesIO(world.store.content(each) or b"")) for each in found]


def articles_in(archive: zipfile.ZipFile) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(archive.read("articles.json"))["articles"]
    return found


async def test_everything_kept_is_in_the_file_to_the_letter(world: World, anna: Person) -> None:
    channel = world.channel("Harbour Post", username="harbourpost")
    await world.reply(anna.forwards(channel, FERRY_TWICE, number=7))
    await world.reply(anna.forwards("Somebody", BUDGET))
    asked = anna.says("/export")
    assert (await world.reply(asked)).text == "📦 Putting 2 articles into a file …"
    [archive] = await exported(world, asked)
    assert sorted(archive.namelist()) == [
        "articles.json",
        "articles/00001-Ferry-strands-off-Brannock-with-212-people-on-board.md",
        "articles/00002-Council-approves-budget-for-2027.md",
        "schema.json",
    ]
    ferry, budget = articles_in(archive)
    assert (ferry["text"], budget["text"]) == (FERRY_TWICE, BUDGET)
    assert (ferry["source"], ferry["url"]) == ("Harbour Post", "https://t.me/harbourpost/7")
    assert ferry["published_at"].endswith("+00:00")
    assert (ferry["versions"], budget["relation"]) == ([1], "new")
    spans = [FERRY_TWICE[each["start"] : each["end"]] for each in ferry["paragraphs"]]
    assert spans == [each.strip() for each in FERRY_TWICE.split("\n\n")]
    assert [each["repeated"] for each in ferry["paragraphs"]] == [False] * 4 + [True] * 3
    page = archive.read("articles/00002-Council-approves-budget-for-2027.md").decode()
    assert page.startswith("# Council approves budget for 2027\n\n- Source: Somebody\n")
    assert BUDGET in page


async def test_versions_are_named_and_what_is_forgotten_is_not_there(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", GLACIER))
    await world.reply(anna.forwards("Somebody", FERRY))
    await world.reply(anna.forwards("Somebody", FERRY.replace("212 people on board, the", "230 people on board, the")))
    question = await world.reply(anna.says("/forget 3"))
    await anna.presses(question, "Yes, forget").edited()
    asked = anna.says("/export")
    [archive] = await exported(world, asked)
    first, second = articles_in(archive)
    assert (first["versions"], second["versions"]) == ([2, 3], [2, 3])
    assert (second["relation"], second["related"]) == ("update", 2)
    assert b"Glacier" not in archive.read("articles.json")


async def test_a_large_library_comes_in_parts(
    world: World, anna: Person, monkeypatch: pytest.MonkeyPatch, library: Library
) -> None:
    for text in (FERRY, BUDGET, GLACIER):
        await world.reply(anna.forwards("Somebody", text))
    whole = type(library).export
    monkeypatch.setattr(Library, "export", lambda self, **named: whole(self, **named, most=3000))
    asked = anna.says("/export")
    await world.until(lambda: len(_files(world, anna.chat, asked)) >= 2, 20)
    parts = await exported(world, asked)
    captions = [post.text for post in world.from_bot(anna.chat, after=asked.id) if "document" in post.data]
    assert captions[0].startswith("📦 Part 1: ")
    assert [each["text"] for archive in parts for each in articles_in(archive)] == [FERRY, BUDGET, GLACIER]


async def test_titles_that_are_no_file_names_and_markup_do_no_harm(world: World, anna: Person) -> None:
    texts = (
        "Report on ../../etc/passwd\n\nThe file is old and nobody knows who wrote it first.",
        "CON: <b>what</b>?*|\n\n# No heading\n\n- no list, [no](link) and *no stars* here at all.",
        "Строка ещё одна: мост\n\nМост открыли в мае после долгого ремонта набережной.",
    )
    for text in texts:
        await world.reply(anna.forwards("Somebody", text))
    asked = anna.says("/export")
    [archive] = await exported(world, asked)
    names = [each for each in archive.namelist() if each.endswith(".md")]
    assert names == [
        "articles/00001-Report-on.md",
        "articles/00002-CON-b-what-b.md",
        "articles/00003-Строка-ещё-одна-мост.md",
    ]
    page = archive.read(names[1]).decode()
    assert "\\# No heading" in page
    assert "\\- no list, \\[no\\](link) and \\*no stars\\*" in page
    assert [each["text"] for each in articles_in(archive)] == list(texts)


async def test_with_nothing_kept_it_says_so(world: World, anna: Person) -> None:
    assert (await world.reply(anna.says("/export"))).text.startswith("There is no article here yet.")


async def test_in_groups_administrators_only_and_only_that_groups_articles(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await world.reply(anna.forwards("Somebody", BUDGET))
    post = anna.says(FERRY, chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=post))
    refused = await world.reply(ben.says("/export", chat=group))
    assert refused.text.startswith("Only the group's administrators")
    asked = anna.says("/export", chat=group)
    [archive] = await exported(world, asked)
    assert [each["text"] for each in articles_in(archive)] == [FERRY]


async def test_a_part_that_could_not_be_sent_is_sent_again(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    world.faults.fail("sendDocument", code=500)
    asked = anna.says("/export")
    [archive] = await exported(world, asked)
    assert len(articles_in(archive)) == 1
