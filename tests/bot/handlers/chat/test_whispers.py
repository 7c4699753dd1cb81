"""What a group can rely on where Telegram can show a message to one person: answers are for all, the rest for whoever
asks; and what is for one person is never shown to others."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.playground.world.whispers import Whisper
from bot.store import chats
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import all_handled, until

pytestmark = pytest.mark.usefixtures("verbatim")


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture(params=["10.2", "10.3"])
def group(world: World, anna: Person, ben: Person, request: pytest.FixtureRequest) -> Chat:
    """Anna's group, which the bot administers, on a server that has ephemeral messages."""
    world.ephemeral = request.param
    return world.group("Neighbours", [anna, ben], bot="administrator")


def whispering(library: Library, group: Chat) -> None:
    """From now on only whoever asks sees answers."""
    with library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(whispering=True))


async def kept(world: World, person: Person, group: Chat, *texts: str) -> list[Post]:
    posts = [person.says(text, chat=group) for text in texts]
    for post in posts:
        await world.reply(person.says("/keep", chat=group, reply_to=post), containing="Saved")
    return posts


async def seen(world: World, person: Person, group: Chat, containing: str = "", *, after: int = 0) -> Whisper:
    """The bot's latest message that this person alone sees, awaited."""

    def said() -> Whisper | None:
        found = [one for one in world.whispers.of(group.id, person.id) if one.sender_id == world.bot["id"]]
        return next((one for one in found[after:][::-1] if containing in one.text), None)

    return await world.until(said)


async def test_what_nothing_answers_is_seen_by_whoever_asked(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    await kept(world, anna, group, FERRY)
    public = len(world.from_bot(group))
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    assert (await seen(world, ben, group)).text.startswith("Nothing in the article here answers that.")
    assert world.whispers.of(group.id, anna.id) == []
    assert len(world.from_bot(group)) == public


async def test_an_answer_is_for_everybody_and_more_of_it_for_whoever_presses(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    await kept(world, anna, group, FERRY)
    asked = anna.says("/ask who is the captain?", chat=group)
    answer = await world.reply(asked, containing="Lindqvist")
    before, buttons = answer.text, answer.buttons
    context = next(each for each in answer.buttons if "context" in each.lower())
    press = ben.presses(answer, context)
    shown = await seen(world, ben, group, "Maris Stella")
    await press.answered()
    assert shown.data["receiver_user"]["id"] == ben.id
    assert (answer.text, answer.buttons, answer.version) == (before, buttons, 0)
    if world.ephemeral == "10.3":
        assert shown.replaces is answer
    # The way back is in the message itself.
    back = next(each for each in shown.buttons if "Back" in each)
    await ben.presses(shown, back).edited()
    assert "Lindqvist" in shown.text
    assert len(world.whispers.of(group.id, ben.id)) == 1
    assert world.whispers.of(group.id, anna.id) == []


async def test_lists_and_settings_are_seen_by_whoever_asks_and_turn_in_place(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    await kept(world, anna, group, FERRY, BUDGET)
    public = len(world.from_bot(group))
    ben.says("/articles", chat=group)
    listed = await seen(world, ben, group, "Council approves budget")
    ben.presses(listed, listed.buttons[0])
    # Where Telegram does not let so long a message be changed, it comes anew, for the same person.
    opened = await seen(world, ben, group, "The city council of Lorhaven")
    assert opened.person == ben.id
    anna.says("/settings", chat=group)
    settings = await seen(world, anna, group, "Settings of this chat")
    await anna.presses(settings, "Who may forget").edited()
    await anna.presses(settings, "everybody").edited()
    assert "Who may forget: everybody" in settings.text
    assert len(world.from_bot(group)) == public


async def test_a_group_decides_that_answers_are_for_whoever_asks(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    post = (await kept(world, anna, group, FERRY))[0]
    anna.says("/settings", chat=group)
    settings = await seen(world, anna, group, "Who sees answers: everybody")
    await anna.presses(settings, "Who sees answers").edited()
    await anna.presses(settings, "whoever asked").edited()
    assert "Who sees answers: whoever asked" in settings.text
    with library.database.read() as connection:
        assert chats.about(connection, group.id)[1].whispering
    public = len(world.from_bot(group))
    ben.says("/ask who is the captain?", chat=group)
    answer = await seen(world, ben, group, "Captain Ewa Lindqvist")
    # Telegram quotes nothing there: the words are in the text, below the post that they are from.
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist")
    assert answer.quote is None
    assert answer.reply_to == post.id
    ben.says("/summary", chat=group)
    await seen(world, ben, group, "📝")
    ben.says("/digest", chat=group)
    await seen(world, ben, group, "Ferry strands", after=2)
    assert len(world.from_bot(group)) == public


@pytest.mark.parametrize("told", [True, False])
async def test_whoever_answers_a_message_that_nobody_else_sees_is_answered_there(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, verbatim: Verbatim, told: bool
) -> None:
    world.tells_what_is_answered = told
    await kept(world, anna, group, FERRY)
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    nothing = await seen(world, ben, group, "Nothing in the article")
    public = len(world.from_bot(group))
    # Answers are for all here, but not those to what nobody else has seen.
    ben.says("who is the captain?", chat=group, reply_to=nothing)
    assert "Captain Ewa Lindqvist" in (await seen(world, ben, group, "Lindqvist")).text
    ben.says(BUDGET, chat=group, reply_to=nothing)
    await all_handled(verbatim, world)
    await until(lambda: not verbatim.services.outbox.busy(group.id))
    assert len(world.from_bot(group)) == public
    assert [each.title for each in library.articles(collection=f"chat:{group.id}").items] == [FERRY.splitlines()[0]]


async def test_what_is_said_to_a_message_that_nobody_else_sees_goes_on_with_it(
    world: World, ben: Person, group: Chat, library: Library
) -> None:
    world.tells_what_is_answered = True
    for number in range(12):
        text = f"Bridge {number} closes\n\nIt closes on Monday, the county of Aldmoor said."
        library.add(collection=f"chat:{group.id}", key=f"x:{number}", text=text)
    ben.says("/articles", chat=group)
    listed = await seen(world, ben, group, "newest first")
    assert "Bridge 0" not in listed.text
    ben.says("more", chat=group, reply_to=listed)
    await seen(world, ben, group, "Bridge", after=1)
    assert world.from_bot(group) == []


async def test_what_an_anonymous_administrator_says_unseen_is_answered_before_nobody(
    world: World, anna: Person, group: Chat, verbatim: Verbatim
) -> None:
    public = anna.says("/articles", chat=group, as_chat=group)
    await world.reply(public)
    said = len(world.from_bot(group))
    unseen = {**public.data, "message_id": 0, "ephemeral_message_id": 4}
    world.updates.push("message", unseen)
    await all_handled(verbatim, world)
    await until(lambda: not verbatim.services.outbox.busy(group.id))
    assert len(world.from_bot(group)) == said


async def test_where_the_bot_is_no_administrator_only_presses_are_answered_so(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    anna.demotes_bot(group)
    await kept(world, anna, group, FERRY)
    nothing = await world.reply(
        ben.says("/ask what is the population of Norway in 1950?", chat=group), containing="Nothing in the article"
    )
    assert world.whispers.of(group.id, ben.id) == []
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group), containing="Lindqvist")
    assert answer.id > nothing.id
    context = next(each for each in answer.buttons if "context" in each.lower())
    ben.presses(answer, context)
    await seen(world, ben, group, "Maris Stella")
    settings = await world.reply(anna.says("/settings", chat=group))
    await anna.presses(settings, "Who sees answers").edited()
    assert "I am not an administrator here" in settings.text


async def test_a_server_without_such_messages_is_asked_once_and_everything_is_for_all(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.ephemeral = None
    await kept(world, anna, group, FERRY)
    for _ in range(2):
        asked = ben.says("/ask what is the population of Norway in 1950?", chat=group)
        assert "Nothing in the article" in (await world.reply(asked)).text
    settings = await world.reply(anna.says("/settings", chat=group))
    assert "Who sees answers" not in settings.text
    assert len(world.requests("deleteEphemeralMessage")) == 1
    assert all("ephemeral_message_parameters" not in each.params for each in world.requests("sendMessage"))


async def test_a_message_for_one_person_that_telegram_rejects_is_shown_to_nobody(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    await kept(world, anna, group, FERRY)
    public = len(world.from_bot(group))
    world.faults.fail("sendMessage", code=400, description="Bad Request: USER_NOT_PARTICIPANT", times=2)
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    await until(lambda: "outbox.unseen" in caplog.text)
    await until(lambda: not verbatim.services.outbox.busy(group.id))
    assert len(world.from_bot(group)) == public
    assert world.whispers.of(group.id, ben.id) == []
    # The group goes on.
    await world.reply(ben.says("/ask who is the captain?", chat=group), containing="Lindqvist")


async def test_what_it_answers_may_be_gone(world: World, anna: Person, ben: Person, group: Chat) -> None:
    await kept(world, anna, group, FERRY)
    world.faults.fail("sendMessage", code=400, description="Bad Request: message to be replied not found")
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    assert (await seen(world, ben, group, "Nothing in the article")).reply_to is None


async def test_a_server_that_shows_it_to_everybody_after_all_is_trusted_no_more(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim, caplog: pytest.LogCaptureFixture
) -> None:
    await kept(world, anna, group, FERRY)
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    await seen(world, ben, group, "Nothing in the article")
    public = len(world.from_bot(group))
    # It was replaced by an older one.
    world.ephemeral = None
    ben.says("/ask what is the population of Iceland in 1950?", chat=group)
    await until(lambda: "outbox.seen_by_all" in caplog.text)
    await until(lambda: not verbatim.services.outbox.busy(group.id))
    assert len(world.from_bot(group)) == public
    asked = ben.says("/ask what is the population of Denmark in 1950?", chat=group)
    assert "Nothing in the article" in (await world.reply(asked)).text


async def test_buttons_of_another_persons_message_do_nothing(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    await kept(world, anna, group, FERRY)
    ben.says("/ask what is the population of Norway in 1950?", chat=group)
    nothing = await seen(world, ben, group, "Nothing in the article")
    # Numbers may come again, for somebody else.
    copy = world.whisper(group, {"from": world.bot_user, "receiver_user": anna.user, "text": "?"}, anna.id)
    copy.data["ephemeral_message_id"] = nothing.number
    assert "psg" in str(nothing.keyboard)
    assert (await anna.forges(copy, "psg:1").answered()).get("text")
    assert nothing.version == 0


async def test_an_edited_question_is_answered_where_it_was(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    await kept(world, anna, group, FERRY)
    whispering(library, group)
    public = len(world.from_bot(group))
    asked = ben.says("/ask what is the population of Norway in 1950?", chat=group)
    answer = await seen(world, ben, group, "Nothing in the article")
    ben.edits(asked, "/ask who is the captain?")
    await world.until(lambda: answer.version == 1)
    assert "Captain Ewa Lindqvist" in answer.text
    assert len(world.from_bot(group)) == public
