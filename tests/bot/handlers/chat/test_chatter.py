"""Five people, two hundred messages in seven languages, ten articles: those ten are kept, and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from index import Library
from tests.support.articles import FERRY
from tests.support.bot.newspaper import Site, page

# Who says what: "article" is to be kept; "ask-reply" and the like answer what was said last, "…-last-article" that.
TALK = Path(__file__).parent / "said" / "group_talk.txt"
STICKER = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
STICKERS = 12


@pytest.fixture
def people(world: World) -> dict[str, Person]:
    return {name: world.person(name) for name in ("Anna", "Ben", "Chloé", "Dmitri", "Esra")}


@pytest.fixture
def group(world: World, people: dict[str, Person], library: Library) -> Chat:
    """Their group, whose bot sees everything and is to keep articles."""
    world.bot["can_read_all_group_messages"] = True
    group = world.group("Neighbours", list(people.values()))
    with library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True, language="en"))
    return group


async def test_none_of_a_groups_chatter_is_kept_and_all_of_its_articles(
    world: World, people: dict[str, Person], group: Chat, library: Library, site: Site
) -> None:
    site.pages["/goat"] = b"<html><body><h1>A goat</h1><img src='goat.jpg'></body></html>"
    site.pages["/ferry"] = page(FERRY)
    articles: list[Post] = [people["Anna"].says(f"Did you see this? {site.url('/ferry')}", chat=group)]
    latest, count = articles[0], 1
    for line in TALK.read_text(encoding="utf-8").splitlines():
        name, kind, text = line.split("\t", 2)
        person, text = people[name], text.replace("⏎", "\n").replace("{link}", site.url("/goat"))
        count += 1
        match kind:
            case "article":
                articles.append(latest := person.says(text, chat=group))
            case "say":
                latest = person.says(text, chat=group)
            case "reply":
                latest = person.says(text, chat=group, reply_to=latest)
            case "forward":
                source, text = text.split("\t")
                latest = person.forwards(people.get(source, source), text, chat=group)
                if source not in people:
                    articles.append(latest)
            case _:
                target = articles[-1] if kind.endswith("last-article") else latest
                # What somebody asks for at once is kept by that, and not a second time.
                person.says(text, chat=group, reply_to=target)
        if count % (200 // STICKERS) == 0:
            sticker = {**STICKER, "file_id": f"s{count}", "file_unique_id": f"u{count}"}
            person.sends_bare(chat=group, sticker=sticker)
            count += 1
    assert (count, len(articles)) == (200, 10)
    # A chat's messages are handled in their order.
    people["Anna"].says("/articles", chat=group)
    await world.until(lambda: any(each.text[0].isdigit() for each in world.from_bot(group)))
    kept = library.articles(collection=f"chat:{group.id}", limit=50)
    there = [library.article(collection=f"chat:{group.id}", article=each.id) for each in kept.items]
    assert {json.loads(place.where)["message"] for each in there for place in each.places} == {
        post.id for post in articles
    }
