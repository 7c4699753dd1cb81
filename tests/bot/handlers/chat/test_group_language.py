"""Which language the bot speaks in a group: the one that is set there, or that most members write to it in."""

from __future__ import annotations

import pytest

from bot.app import Options, Verbatim
from bot.domain.noticed import MOST_MEMBERS, Noticed
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from index import Library
from tests.support.articles import FERRY

GERMAN, ENGLISH = "Hier ist noch kein Artikel", "There is no article here yet"


@pytest.fixture
def people(world: World) -> list[Person]:
    """Three who write German and two who write English; their programs all speak English."""
    found = [world.person(name) for name in ("Anna", "Ben", "Clara", "Dan", "Eve")]
    for each in found:
        each.speaks("en")
    return found


@pytest.fixture
def group(world: World, people: list[Person]) -> Chat:
    return world.group("Nachbarn", people)


async def said(world: World, person: Person, words: str, group: Chat) -> str:
    return (await world.reply(person.says(words, chat=group))).text


@pytest.mark.usefixtures("verbatim")
async def test_it_speaks_the_language_of_most_members_to_all_of_them(
    world: World, people: list[Person], group: Chat
) -> None:
    anna, ben, clara, dan, eve = people
    assert (await said(world, anna, "/ask wie heißt der Kapitän des Schiffes?", group)).startswith(GERMAN)
    # One against one changes nothing, and neither does one who writes again and again.
    for _ in range(3):
        assert (await said(world, dan, "/ask who is the captain of that ship?", group)).startswith(GERMAN)
    assert (await said(world, eve, "/ask when did the ferry leave the harbour?", group)).startswith(ENGLISH)
    assert (await said(world, ben, "/ask wann ist die Fähre ausgelaufen?", group)).startswith(ENGLISH)
    assert (await said(world, clara, "/ask wie viele Leute waren an Bord?", group)).startswith(GERMAN)
    # What says nothing of its language is answered in that of the group.
    assert (await said(world, dan, "/articles", group)).startswith(GERMAN)


async def test_it_remembers_that_after_a_restart(
    api: Api, library: Library, options: Options, world: World, people: list[Person], group: Chat
) -> None:
    async with Verbatim.build(library, api.world.token, "http://telegram.test", options).polling():
        await said(world, people[0], "/ask wie heißt der Kapitän des Schiffes?", group)
    async with Verbatim.build(library, api.world.token, "http://telegram.test", options).polling():
        assert (await said(world, people[3], "/articles", group)).startswith(GERMAN)


@pytest.mark.usefixtures("verbatim")
async def test_what_administrators_set_counts_and_automatic_goes_back(
    world: World, people: list[Person], group: Chat
) -> None:
    anna, ben = people[:2]
    await said(world, ben, "/ask wie heißt der Kapitän des Schiffes?", group)
    settings = await world.reply(anna.says("/settings", chat=group))
    await anna.presses(settings, "set:1:0").edited()
    await anna.presses(settings, "Français").edited()
    assert (await said(world, ben, "/ask wie heißt der Kapitän des Schiffes?", group)).startswith("Il n’y a")
    await anna.presses(settings, "set:1:0").edited()
    again = await anna.presses(settings, "dcd:1:0:0").edited()
    assert "Einstellungen" in again.text
    assert (await said(world, ben, "/articles", group)).startswith(GERMAN)


@pytest.mark.usefixtures("verbatim")
async def test_a_supergroup_speaks_as_the_group_did(world: World, people: list[Person]) -> None:
    anna, dan = people[0], people[3]
    basic = world.group("Familie", people, kind="group")
    await said(world, anna, "/ask wie heißt der Kapitän des Schiffes?", basic)
    larger = anna.upgrades(basic)
    assert (await said(world, dan, "/articles", larger)).startswith(GERMAN)


@pytest.mark.usefixtures("verbatim")
async def test_in_private_everybody_hears_their_own(world: World, people: list[Person], group: Chat) -> None:
    anna, dan = people[0], people[3]
    await said(world, anna, "/ask wie heißt der Kapitän des Schiffes?", group)
    dan.speaks("fr")
    assert (await world.reply(dan.says("/articles"))).text.startswith("Il n’y a")
    # What somebody passes on is not what they write.
    dan.forwards("Somebody", FERRY, chat=group)
    assert (await said(world, dan, "/articles", group)).startswith(GERMAN)


def test_a_tie_changes_nothing_and_only_the_latest_members_count() -> None:
    noticed = Noticed().heard("a", "de").heard("b", "en")
    assert noticed.language == "de"
    assert noticed.heard("b", "en") is noticed
    assert noticed.heard("c", "en").language == "en"
    crowd = Noticed()
    for number in range(3 * MOST_MEMBERS):
        crowd = crowd.heard(str(number), "de" if number < MOST_MEMBERS else "ru")
    assert len(crowd.members) == MOST_MEMBERS
    assert crowd.language == "ru"
    assert Noticed.decode(crowd.encode()) == crowd
