"""Albums: every caption and every file is kept, and one receipt says so."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.app import Verbatim
from bot.playground import Api, Person, World
from bot.playground.world.posts import Post
from bot.queues.delivery import Delivery
from index import Article, Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.web import reading_here

FILES = {"a.txt": FERRY.encode(), "b.txt": BUDGET.encode(), "c.txt": GLACIER.encode()}
SUNSET = "The old lighthouse of Brannock was repainted in red this spring."
STORM = "A storm took the roof of the chapel on Tuesday night."


@pytest.fixture(autouse=True)
async def quick(api: Api, library: Library) -> AsyncIterator[Verbatim]:
    """The bot, polling, which reads in this process."""
    verbatim = reading_here(api, library)
    async with verbatim.polling():
        yield verbatim


def texts(verbatim: Verbatim, person: Person) -> set[str]:
    """The texts of the articles that this person's chat holds."""
    library, here = verbatim.library, f"chat:{person.id}"
    return {library.text(collection=here, article=each.id) for each in library.articles(collection=here).items}


async def said(world: World, anna: Person) -> list[Post]:
    """All that the bot has said, once it has nothing more to say."""
    await world.reply(anna.says("/articles"), containing="here")
    return world.from_bot(anna.chat)[:-1]


async def test_every_file_and_every_caption_is_kept_with_one_receipt(
    world: World, anna: Person, quick: Verbatim
) -> None:
    posts = anna.sends_album(FILES, captions={"a.txt": SUNSET, "c.txt": STORM})
    receipt = await world.reply(posts[-1], containing="4 articles")
    assert texts(quick, anna) == {FERRY, BUDGET, GLACIER, f"{SUNSET}\n{STORM}"}
    assert await said(world, anna) == [receipt]
    answer = await world.reply(anna.says("what did the storm take?"), containing="roof")
    assert answer.reply_to == posts[2].id
    assert answer.quote == STORM
    assert (await world.reply(anna.says("what colour is the lighthouse?"), containing="red")).quote == SUNSET


@pytest.mark.parametrize("order", [(2, 0, 1), (1, 2, 0)])
async def test_items_come_in_any_order(
    world: World, anna: Person, quick: Verbatim, order: tuple[int, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Post] = []
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, post: held.append(post))
        anna.sends_album(FILES, captions={"a.txt": SUNSET, "c.txt": STORM})
    for number in order:
        world.deliver(held[number])
    await world.reply(held[-1], containing="4 articles")
    assert texts(quick, anna) == {FERRY, BUDGET, GLACIER, f"{SUNSET}\n{STORM}"}
    assert len(await said(world, anna)) == 1


async def test_an_item_that_comes_late_joins_the_receipt_that_was_sent(
    world: World, anna: Person, quick: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Post] = []
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, post: held.append(post))
        anna.sends_album(FILES)
    world.deliver(held[0])
    receipt = await world.reply(held[-1], containing="Saved Ferry")
    world.deliver(held[1])
    world.deliver(held[2])
    await world.until(lambda: receipt.text.startswith("✅ Saved 3 articles"))
    assert await said(world, anna) == [receipt]


async def test_an_item_is_kept_although_another_of_its_album_is_deleted_in_this_moment(
    world: World, anna: Person, quick: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    held: list[Post] = []
    with monkeypatch.context() as patch:
        patch.setattr(World, "deliver", lambda _world, post: held.append(post))
        anna.sends_album({"a.txt": FERRY.encode(), "b.txt": BUDGET.encode()})
    world.deliver(held[0])
    await world.reply(held[-1], containing="Saved Ferry")
    library, find = quick.library, quick.library.find

    def find_and_delete(*, collection: str, key: str) -> Article | None:
        found = find(collection=collection, key=key)
        if found is not None and "212 people" in library.text(collection=collection, article=found.id):
            library.forget(collection=collection, article=found.id)
        return found

    monkeypatch.setattr(library, "find", find_and_delete)
    world.deliver(held[1])
    await world.until(lambda: any("Saved" in post.text for post in world.from_bot(anna.chat)[1:]))
    assert texts(quick, anna) == {BUDGET}


async def test_pictures_without_words_are_explained_once(world: World, anna: Person) -> None:
    posts = anna.sends_album({f"{number}.jpg": b"\xff\xd8\xff" for number in range(5)}, kind="photo")
    explained = await world.reply(posts[-1], containing="I can read text")
    assert await said(world, anna) == [explained]


async def test_pictures_with_a_caption_are_their_caption(world: World, anna: Person, quick: Verbatim) -> None:
    pictures = {f"{number}.jpg": b"\xff\xd8\xff" for number in range(4)}
    posts = anna.sends_album(pictures, kind="photo", captions={"2.jpg": STORM})
    receipt = await world.reply(posts[-1], containing="Saved")
    assert await said(world, anna) == [receipt]
    assert texts(quick, anna) == {STORM}
    forwarded = anna.sends_photo(FERRY, source=world.channel("Harbour Post"))
    assert "Harbour Post" in (await world.reply(forwarded, containing="Saved Ferry")).text


async def test_a_question_under_an_album_is_answered_from_all_its_files(world: World, anna: Person) -> None:
    await world.reply(anna.says("The captain of the museum ship in Oskvik is Jo Marsh. " * 12), containing="Saved")
    posts = anna.sends_album(
        {"b.txt": BUDGET.encode(), "a.txt": FERRY.encode()}, captions={"b.txt": "Who is the captain?"}
    )
    await world.reply(posts[-1], containing="2 articles")
    answer = await world.reply(posts[-1], containing="paragraph")
    await world.until(lambda: "Lindqvist" in answer.text)
    assert "Jo Marsh" not in answer.text


async def test_a_file_named_by_its_caption_is_kept_and_not_asked(world: World, anna: Person, quick: Verbatim) -> None:
    post = anna.sends_file("a.txt", FERRY.encode(), caption="The report on the ferry")
    await world.reply(post, containing="Saved Ferry")
    assert len(await said(world, anna)) == 1
    assert texts(quick, anna) == {FERRY}
    long = f"{STORM} " * 5
    await world.reply(anna.sends_file("b.txt", BUDGET.encode(), caption=long), containing="2 articles")


async def test_they_share_a_receipt_also_when_it_follows_close_upon_another_message(
    world: World, anna: Person, quick: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted, owed = Delivery._change, asyncio.Event()

    async def and_dawdles(*arguments: Any) -> None:
        await noted(*arguments)
        await owed.wait()

    monkeypatch.setattr(Delivery, "_change", and_dawdles)
    await world.reply(anna.says("/articles"))
    post = anna.sends_file("b.txt", BUDGET.encode(), caption=f"{STORM} " * 5)
    while not texts(quick, anna):  # noqa: ASYNC110 — nobody is told of a commit
        await asyncio.sleep(0.05)
    owed.set()
    assert "2 articles" in (await world.reply(post)).text


async def test_a_picture_sent_as_a_file_is_its_caption(world: World, anna: Person) -> None:
    post = anna.sends_file("a.jpg", b"\xff\xd8\xff", mime="image/jpeg", caption=STORM)
    assert (await world.reply(post)).text.startswith("✅ Saved A storm took the roof")
    assert "getFile" not in [each.method for each in world.exchanges]


async def test_an_answer_to_any_item_is_about_the_album(world: World, anna: Person, quick: Verbatim) -> None:
    news = world.channel("Northtown")
    pictures = {"a.jpg": b"1", "b.jpg": b"2", "c.jpg": b"3"}
    await world.reply(anna.forwards("Somebody", BUDGET), containing="Saved")
    posts = anna.sends_album(pictures, captions={"a.jpg": FERRY}, kind="photo", source=news)
    await world.reply(posts[-1], containing="Saved Ferry")
    await world.reply(anna.forwards("Somebody", GLACIER), containing="Saved")
    assert (await world.reply(anna.says("/summary", reply_to=posts[1]))).text.startswith("📝 Ferry strands")
    assert "Forget Ferry" in (await world.reply(anna.says("/forget", reply_to=posts[2]))).text
    assert "Nothing" in (await world.reply(anna.says("What do schools receive?", reply_to=posts[1]))).text


async def test_in_a_group_an_item_leads_to_what_is_known_of_its_album(
    world: World, anna: Person, quick: Verbatim
) -> None:
    group = world.group("Neighbours", [anna])
    pictures = {"a.jpg": b"1", "b.jpg": b"2"}
    posts = anna.sends_album(pictures, captions={"a.jpg": FERRY}, kind="photo", chat=group)
    await world.reply(anna.says("/summary", chat=group, reply_to=posts[0]), containing="Ferry strands")
    again = anna.says("/summary", chat=group, reply_to=posts[1])
    assert (await world.reply(again)).text.startswith("📝 Ferry strands")
