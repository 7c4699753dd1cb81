"""What a chat can decide for itself: by buttons, in place, each decision taking effect everywhere."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import available_timezones

import pytest
from sqlalchemy import update

from bot.app import Verbatim
from bot.domain.preference_choices import Preference, choices
from bot.domain.preferences import Preferences
from bot.domain.timezones import zone_named
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from bot.transport.group_admins import Administrators
from index import Library
from index.store.schema import article
from tests.support.articles import BUDGET, FERRY
from tests.support.cases import every_case

pytestmark = pytest.mark.usefixtures("verbatim")


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben", language="de")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's group, with Ben and the bot in it."""
    return world.group("Neighbours", [anna, ben])


def decided(library: Library, chat_id: int) -> Preferences:
    with library.database.read() as connection:
        return chats.about(connection, chat_id)[1]


def decide(library: Library, chat_id: int, preferences: Preferences) -> None:
    with library.transaction() as connection:
        chats.decide(connection, chat_id, preferences)


async def through(person: Person, post: Post, *path: str) -> Post:
    """The message after these buttons were pressed one after the other; each is named by its first words."""
    for words in path:
        button = next(each for each in post.buttons if each.removeprefix("✓ ").startswith(words))
        post = await person.presses(post, button).edited()
    return post


# The list and the way through it


async def test_the_list_says_what_is_decided_and_leads_to_each_decision_and_back(world: World, anna: Person) -> None:
    shown = await world.reply(anna.says("/settings"))
    assert shown.text.startswith("⚙️ Settings of this chat")
    assert "Language: automatic" in shown.text
    assert "Kept for: until you delete them" in shown.text
    assert "Who may forget" not in shown.text
    assert shown.buttons == ["Language", "Time zone", "Summaries", "Links", "Kept for", "🔒 Privacy"]
    before = shown.text
    for name in shown.buttons:
        inside = await through(anna, shown, name)
        assert inside.text != before
        await through(anna, inside, "‹ Back")
        assert shown.text.startswith("⚙️ Settings of this chat")


@pytest.mark.parametrize(
    ("path", "field", "value"),
    [
        (("Language", "Deutsch"), "language", "de"),
        (("Language", "العربية"), "language", "ar"),
        (("Time zone", "Europe", "Berlin"), "zone", "Europe/Berlin"),
        (("Time zone", "America", "Buenos Aires"), "zone", "America/Argentina/Buenos_Aires"),
        (("Summaries", "5 sentences"), "sentences", 5),
        (("Links", "I leave them alone"), "fetching", False),
        (("Kept for", "30 days"), "retention", 30),
        (("Articles posted here", "all kept"), "keeping", True),
        (("Who may forget", "everybody"), "anybody_forgets", True),
        (("When I leave", "forget everything"), "purging", True),
    ],
)
async def test_a_press_decides_and_the_list_says_so_in_place(
    world: World, anna: Person, group: Chat, library: Library, path: tuple[str, ...], field: str, value: object
) -> None:
    shown = await world.reply(anna.says("/settings", chat=group))
    await through(anna, shown, *path)
    assert getattr(decided(library, group.id), field) == value
    assert len(shown.buttons) == 10
    assert len(world.from_bot(group)) == 1


async def test_a_decision_can_be_taken_back(world: World, anna: Person, library: Library) -> None:
    shown = await world.reply(anna.says("/settings"))
    await through(anna, shown, "Time zone", "Asia", "Tokyo")
    await through(anna, shown, "Language", "Français")
    assert decided(library, anna.id) == Preferences(zone="Asia/Tokyo", language="fr")
    shown = await world.reply(anna.says("/settings"))
    language, zone = shown.buttons[:2]
    await through(anna, await through(anna, shown, language), shown.buttons[0].removeprefix("✓ "))
    await through(anna, shown, "Time zone", "that of the machine")
    assert zone
    assert decided(library, anna.id) == Preferences()


async def test_the_present_value_is_marked(world: World, anna: Person, library: Library) -> None:
    decide(library, anna.id, Preferences(sentences=5))
    shown = await world.reply(anna.says("/settings"))
    inside = await through(anna, shown, "Summaries")
    assert [each for each in inside.buttons if each.startswith("✓")] == ["✓ 5 sentences"]


# Time zones


async def test_a_time_zone_can_be_typed_and_the_time_there_is_shown(
    world: World, anna: Person, library: Library
) -> None:
    shown = await world.reply(anna.says("/settings Asia/Kathmandu"))
    there = [Preferences(zone="Asia/Kathmandu").now + timedelta(minutes=each) for each in (-1, 0)]
    assert any(f"Time zone: Asia/Kathmandu, now {each:%H:%M}" in shown.text for each in there)
    assert decided(library, anna.id).zone == "Asia/Kathmandu"


@pytest.mark.parametrize("words", ["Atlantis", "../../etc/passwd", "<b>", "/etc/localtime", "x" * 3000])
async def test_an_unknown_time_zone_is_explained(world: World, anna: Person, library: Library, words: str) -> None:
    shown = await world.reply(anna.says(f"/settings {words}"))
    assert shown.text.startswith("I know no time zone")
    assert decided(library, anna.id) == Preferences()


@every_case(
    ("words", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("new york", "America/New_York"),
        ("  UTC ", "UTC"),
        ("Berlin, Germany", None),
        ("", None),
    ],
)
def test_a_zone_is_understood_by_its_name_or_its_city(words: str, zone: str | None) -> None:
    assert zone_named(words) == zone


def test_every_zone_on_a_button_exists() -> None:
    assert {zone for zone in choices(Preference.ZONE).values() if zone} <= available_timezones()


# Each decision takes effect


async def test_the_chosen_language_is_spoken_to_everybody_in_the_chat(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    shown = await world.reply(anna.says("/settings", chat=group))
    await through(anna, shown, "Language", "English")
    reply = await world.reply(ben.says("/ask", chat=group))
    assert reply.text.startswith("Ask like this")


async def test_the_chosen_length_is_that_of_summaries_for_which_nobody_names_one(
    world: World, anna: Person, library: Library
) -> None:
    decide(library, anna.id, Preferences(sentences=2))
    receipt = await world.reply(anna.forwards("Somebody", FERRY))
    assert "2 of 8 sentences" in (await world.reply(anna.says("/summary"))).text
    assert "4 of 8 sentences" in (await world.reply(anna.says("/summary 4"))).text
    assert "2 of 8 sentences" in (await anna.presses(receipt, "Summary").edited()).text


async def test_since_a_day_means_since_it_began_in_the_chats_zone(world: World, anna: Person, library: Library) -> None:
    await world.reply(anna.forwards("Somebody", FERRY, date=int(datetime(2026, 11, 2, 23, 30, tzinfo=UTC).timestamp())))
    question = "who is the captain? on:2026-11-03"
    decide(library, anna.id, Preferences(zone="UTC"))
    assert (await world.reply(anna.says(question))).text.startswith("No article here is from that source and time.")
    decide(library, anna.id, Preferences(zone="Asia/Tokyo"))
    assert "Ewa Lindqvist" in (await world.reply(anna.says(question))).shown


async def test_a_limit_that_old_articles_fall_under_is_asked_twice(
    world: World, anna: Person, library: Library
) -> None:
    for text in (FERRY, BUDGET):
        await world.reply(anna.forwards("Somebody", text))
    with library.transaction() as connection:
        old = datetime.now(UTC) - timedelta(days=10)
        connection.execute(update(article).where(article.c.id == 1).values(added_at=old))
    shown = await world.reply(anna.says("/settings"))
    await through(anna, shown, "Kept for", "7 days")
    assert "1 article here is older than that." in shown.text
    assert decided(library, anna.id).retention == 0
    await through(anna, shown, "Yes, do that")
    assert decided(library, anna.id).retention == 7


# Groups


async def test_in_a_group_others_see_the_values_and_change_nothing(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    seen = await world.reply(ben.says("/settings", chat=group))
    assert seen.buttons == []
    refused = await world.reply(ben.says("/settings Asia/Tokyo", chat=group))
    assert not refused.buttons
    shown = await world.reply(anna.says("/settings", chat=group))
    before = shown.text
    for press in (
        ben.presses(shown, shown.buttons[0]),
        ben.forges(shown, "dcd:5:1:1"),
        ben.forges(shown, "dcd:7:1:0"),
        ben.forges(shown, "set:0:0"),
    ):
        answer = await press.answered()
        assert answer["text"]
    assert shown.text == before
    assert decided(library, group.id) == Preferences()


async def test_an_anonymous_administrator_changes_settings_and_a_channel_does_not(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    anonymous = ben.says("/settings", chat=group, sender_chat=group.data)
    assert (await world.reply(anonymous)).buttons
    channel = world.channel("Somebody's channel")
    as_channel = ben.says("/settings Asia/Tokyo", chat=group, sender_chat=channel.data)
    assert not (await world.reply(as_channel)).buttons
    assert decided(library, group.id) == Preferences()


@pytest.mark.parametrize(
    "data",
    ["set:99999:0", "set:2:6", "set:6:0:1", "dcd:2:999:0", "dcd:99:0:0", "dcd:6:1:0", "dcd:0:0:0", "set:x", "dcd:1"],
)
async def test_forged_presses_are_old_buttons(world: World, anna: Person, library: Library, data: str) -> None:
    shown = await world.reply(anna.says("/settings"))
    answer = await anna.forges(shown, data).answered()
    assert answer["text"].startswith("This button is too old")
    assert decided(library, anna.id) == Preferences()


async def test_telegram_is_asked_once_for_a_walk_through_the_menu(world: World, anna: Person, group: Chat) -> None:
    shown = await world.reply(anna.says("/settings", chat=group))
    await through(anna, shown, "Time zone", "Europe", "Berlin")
    assert len(world.requests("getChatMember")) == 1


async def test_administrators_are_checked_again_soon(verbatim: Verbatim, anna: Person, group: Chat) -> None:
    now = 0.0
    administrators = Administrators(clock=lambda: now)
    bot = verbatim.application.bot
    assert await administrators.include(bot, group.id, anna.id)
    group.members[anna.id] = "member"
    assert await administrators.include(bot, group.id, anna.id)
    now = 21.0
    assert not await administrators.include(bot, group.id, anna.id)


async def test_who_may_forget_is_as_decided(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=post))
    decide(library, group.id, Preferences(anybody_forgets=True, language="en"))
    question = await world.reply(ben.says("/forget", chat=group, reply_to=post))
    assert "Yes, forget" in question.buttons
    decide(library, group.id, Preferences())
    await ben.presses(question, "Yes, forget").answered()
    assert library.articles(collection=f"chat:{group.id}").total == 1
