"""What a group can rely on: quiet, exact, and nothing of it seen elsewhere. Privacy mode is on."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.store import chats
from tests.support.articles import BUDGET, FERRY

pytestmark = pytest.mark.usefixtures("verbatim")


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's group, with Ben and the bot in it."""
    return world.group("Neighbours", [anna, ben])


@pytest.mark.parametrize("command", ["/summary", "/summary@verbatim_bot", "/summary 2"])
async def test_summary_as_a_reply_works_on_anybodys_post(
    world: World, anna: Person, ben: Person, group: Chat, command: str
) -> None:
    post = anna.says(FERRY, chat=group)
    summary = await world.reply(ben.says(command, chat=group, reply_to=post))
    assert summary.text.startswith("📝 Ferry strands")
    assert summary.reply_to == post.id


async def test_ask_as_a_reply_answers_from_that_post_and_quotes_it(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    anna.says(BUDGET, chat=group)
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post))
    assert answer.reply_to == post.id
    assert answer.quote is not None
    assert answer.quote.startswith("Captain Ewa Lindqvist")


async def test_it_says_nothing_unless_asked(world: World, anna: Person, ben: Person, group: Chat) -> None:
    anna.says(FERRY, chat=group)
    ben.says("who is the captain?", chat=group)
    ben.says("/summary@other_bot", chat=group)
    ben.says("/unknown", chat=group)
    post = anna.says("hello", chat=group)
    ben.says("hello Anna", chat=group, reply_to=post)
    last = ben.says("/articles", chat=group)
    reply = await world.reply(last)
    assert reply.text.startswith("There is no article here yet.")
    assert world.from_bot(group) == [reply]


async def test_a_reply_to_an_answer_goes_on_with_its_article(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post))
    more = await world.reply(ben.says("when will tickets be refunded?", chat=group, reply_to=answer))
    assert more.quote == "Tickets will be refunded within ten days, it said."


async def test_a_question_below_a_picture_goes_on_like_any_other(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post))
    more = await world.reply(ben.sends_photo("when will tickets be refunded?", chat=group, reply_to=answer))
    assert more.quote == "Tickets will be refunded within ten days, it said."


async def test_an_administrator_is_known_where_telegram_tells_only_who_the_administrators_are(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    reason = "Bad Request: member list is inaccessible"
    world.faults.fail("getChatMember", code=400, description=reason, times=2)
    assert (await world.reply(anna.says("/settings", chat=group))).buttons
    refused = await world.reply(ben.says("/settings", chat=group))
    assert not refused.buttons
    assert "Only the group's administrators" in refused.text


async def test_what_one_chat_holds_no_other_chat_finds(world: World, anna: Person, ben: Person, group: Chat) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    here = await world.reply(ben.says("/ask who is the captain?", chat=group))
    assert here.text.startswith("There is no article here yet.")
    bens = await world.reply(ben.says("who is the captain?"))
    assert bens.text.startswith("There is no article here yet.")


async def test_only_administrators_make_it_forget(world: World, anna: Person, ben: Person, group: Chat) -> None:
    post = anna.says(FERRY, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=post))
    refused = await world.reply(ben.says("/forget", chat=group))
    assert refused.text == "Only the group's administrators can do that."
    question = await world.reply(anna.says("/forget", chat=group))
    answer = await ben.presses(question, "Yes, forget").answered()
    assert answer["text"] == "Only the group's administrators can do that."
    done = await anna.presses(question, "Yes, forget").edited()
    assert done.text.startswith("🗑 Forgotten: 1 article.")


async def test_asking_about_a_post_without_words_is_told_so(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says("🎉🎉", chat=group)
    reply = await world.reply(ben.says("/summary", chat=group, reply_to=post))
    assert reply.text.startswith("There are no words")


async def test_ask_without_a_question_explains_itself(world: World, ben: Person, group: Chat) -> None:
    reply = await world.reply(ben.says("/ask", chat=group))
    assert reply.text.startswith("Ask like this")


async def test_thanks_and_greetings_to_the_bot_get_no_answer(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post))
    for words in ("thanks!", "Hello", "👍", "ok", "спасибо"):
        ben.says(words, chat=group, reply_to=answer)
    last = await world.reply(ben.says("/articles", chat=group))
    assert world.from_bot(group) == [answer, last]


async def test_a_basic_group_is_a_group_too(world: World, anna: Person, ben: Person) -> None:
    group = world.group("Family", [anna, ben], kind="group")
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("/ask@verbatim_bot who is the captain?", chat=group, reply_to=post))
    assert answer.reply_to == post.id
    assert "Ewa Lindqvist" in answer.shown


async def test_an_anonymous_administrator_makes_it_forget_and_a_member_as_a_channel_does_not(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=post))
    as_channel = ben.says("/forget", chat=group, as_chat=world.channel("Ben's channel"))
    assert (await world.reply(as_channel)).text == "Only the group's administrators can do that."
    question = await world.reply(anna.says("/forget", chat=group, as_chat=group))
    done = await anna.presses(question, "Yes, forget").edited()
    assert done.text.startswith("🗑 Forgotten: 1 article.")


async def test_an_edit_that_changes_no_word_is_not_answered_again(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.mentions_reach_bot = True
    post = anna.says(FERRY, chat=group)
    question = ben.says("@verbatim_bot who is the captain?", chat=group, reply_to=post)
    answer = await world.reply(question)
    world.deliver(question, edited=True)
    await world.reply(ben.says("/articles", chat=group))
    assert answer.version == 0
    ben.edits(question, "@verbatim_bot when will tickets be refunded?")
    await world.until(lambda: answer.version)
    assert "ten days" in answer.shown


async def test_trouble_with_what_nobody_asked_for_stays_between_the_bot_and_its_operator(
    verbatim: Verbatim, world: World, anna: Person, ben: Person, group: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("of our own making")

    world.bot["can_read_all_group_messages"] = True
    with verbatim.library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    monkeypatch.setattr(verbatim.library, "prepare", fails)
    post = anna.forwards("Somebody", FERRY, chat=group)
    reply = await world.reply(ben.says("/summary", chat=group, reply_to=post))
    assert reply.text.startswith("Something went wrong")
    assert world.from_bot(group) == [reply]


async def test_another_bot_is_never_answered_but_what_it_posts_may_be_kept(
    world: World, anna: Person, ben: Person, group: Chat, verbatim: Verbatim
) -> None:
    world.bot["can_read_all_group_messages"] = True
    with verbatim.library.database.write() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    ben.user["is_bot"] = True
    post = anna.says(FERRY, chat=group)
    summary = await world.reply(anna.says("/summary", chat=group, reply_to=post))
    said = [
        ben.says("Who is the captain?", chat=group, reply_to=summary),
        ben.says("/summary", chat=group, reply_to=post),
        ben.says("/ask@verbatim_bot who is the captain?", chat=group),
        ben.says("Who is the captain?"),
        news := ben.says(BUDGET, chat=group),
    ]
    for each in said:
        # Only since bots may talk to each other does Telegram pass on what other bots say.
        world.updates.push("message", each.data)
    await world.until(lambda: bool(news.reactions), 15)
    listed = await world.reply(anna.says("/articles", chat=group), containing="2 articles here")
    assert world.from_bot(group) == [summary, listed]
    assert world.from_bot(ben.chat) == []
