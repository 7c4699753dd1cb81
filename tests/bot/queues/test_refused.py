"""What a person can rely on when Telegram refuses a message: it comes in plainer words, or as another one."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from bot.domain.html import units
from bot.domain.messages import Button, Edit, MessageContext, Quote, ReplyTo, Send
from bot.playground import Person, Post, RunningPlayground, World
from bot.store import sent_messages
from bot.transport.api_client import AiohttpRequest
from bot.transport.sending import SHORT
from index import Library
from tests.support.bot.sending import Sending, receipt, texts

BUTTONS = ((Button(text="Summary", data="sum:1:0"), Button(text="Source", url="https://paper.example/1")),)
SECRET = "xylophone"


@pytest.fixture
async def sending(library: Library, api_server: RunningPlayground) -> AsyncIterator[Sending]:
    """An outbox that sends over HTTP."""
    request = AiohttpRequest(connections=4, connect_timeout=10, read_timeout=30)
    async with Bot(
        api_server.token, base_url=f"{api_server.url}/bot", request=request, get_updates_request=request
    ) as bot:
        yield Sending(library, bot)


def refuse(world: World, method: str, reason: str, times: int = 1) -> None:
    world.faults.fail(method, code=400, description=f"Bad Request: {reason}", times=times)


async def sent(sending: Sending, *messages: Send | Edit) -> None:
    async with sending.running():
        sending.owe(*messages)
        await sending.empty()


@pytest.mark.parametrize(
    "reason",
    [
        *("message is too long", "MESSAGE_TOO_LONG", "ENTITIES_TOO_LONG", "entities too long", "BUTTON_DATA_INVALID"),
        *("BUTTON_URL_INVALID", "inline keyboard button URL 'https://blocked.example/' is invalid: Wrong HTTP URL"),
        *("REPLY_MARKUP_TOO_LONG", "reply markup is too long", "message to be replied not found", "QUOTE_TEXT_INVALID"),
        *("MESSAGE_ID_INVALID", "can't parse reply parameters: chat not found", "something that nobody has heard of"),
        *("WEBPAGE_CURL_FAILED", "TOPIC_DELETED", "message thread not found"),
    ],
)
async def test_a_message_that_is_refused_comes_in_plain_words(
    sending: Sending, world: World, anna: Person, reason: str
) -> None:
    post = anna.says("who is the captain?")
    refuse(world, "sendMessage", reason)
    text = 'See <a href="https://paper.example/1">the <b>Post</b></a> &amp; more'
    await sent(sending, Send(chat_id=anna.id, text=text, buttons=BUTTONS, reply_to=ReplyTo(message_id=post.id)))
    [answer] = world.from_bot(anna.chat)
    assert answer.text == "See the Post & more"
    assert (answer.entities, answer.buttons) == ([], [])


async def test_what_is_refused_for_its_quote_twice_still_comes(sending: Sending, world: World, anna: Person) -> None:
    post = anna.says("What it says now")
    refuse(world, "sendMessage", "QUOTE_TEXT_INVALID", times=2)
    to = ReplyTo(message_id=post.id, quote=Quote(text="What it says", position=0))
    await sent(sending, Send(chat_id=anna.id, text="<b>found</b>", reply_to=to))
    assert texts(world, anna) == ["found"]


@pytest.mark.parametrize("word", ["word ", "wörter und ", "🚢🚢 ", "&amp; ", "<b>x</b> "])
async def test_a_message_that_is_really_too_long_comes_short_and_cut_at_a_word(
    sending: Sending, world: World, anna: Person, word: str
) -> None:
    post = anna.says("who is the captain?")
    to = ReplyTo(message_id=post.id)
    await sent(sending, Send(chat_id=anna.id, text=f"<b>Found</b> {word * 5000}", buttons=BUTTONS, reply_to=to))
    [answer] = world.from_bot(anna.chat)
    assert answer.text.startswith("Found ")
    assert SHORT // 2 < units(answer.text) <= SHORT
    last = answer.text.removesuffix("…").split()[-1]
    assert last in {"word", "wörter", "und", "🚢🚢", "&", "x"}
    assert answer.reply_to == post.id


@pytest.mark.parametrize(
    "reason",
    [
        *("chat not found", "user not found", "have no rights to send a message", "user is deactivated"),
        *("not enough rights to send text messages to the chat", "need administrator rights in the channel chat"),
        *("group chat was upgraded to a supergroup chat", "group chat was deactivated", "CHAT_WRITE_FORBIDDEN"),
        *("PEER_ID_INVALID", "CHAT_RESTRICTED", "CHANNEL_PRIVATE", "TOPIC_CLOSED", "USER_IS_BLOCKED"),
        *("INPUT_USER_DEACTIVATED", "CHAT_SEND_PLAIN_FORBIDDEN", "CHAT_ADMIN_REQUIRED"),
    ],
)
async def test_where_nobody_hears_it_nothing_is_tried_again(
    sending: Sending, world: World, anna: Person, reason: str
) -> None:
    refuse(world, "sendMessage", reason)
    await sent(sending, Send(chat_id=anna.id, text="answer"))
    assert len(world.requests("sendMessage")) == 1
    assert texts(world, anna) == []
    refuse(world, "editMessageText", reason)
    await sent(sending, Edit(chat_id=anna.id, message_id=1, text="answer"))
    assert len(world.requests("editMessageText")) == 1
    assert len(world.requests("sendMessage")) == 1


async def test_what_stays_refused_is_logged_without_a_word_of_it_and_holds_up_nothing(
    sending: Sending, world: World, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    refuse(world, "sendMessage", f"inline keyboard button URL '{SECRET}' is invalid: Wrong HTTP URL")
    refuse(world, "sendMessage", f'can\'t parse entities: unsupported start tag "{SECRET}" at byte offset 7')
    with caplog.at_level(logging.DEBUG, "bot"):
        await sent(sending, Send(chat_id=anna.id, text=SECRET), Send(chat_id=anna.id, text="next"))
    assert texts(world, anna) == ["next"]
    said_of = [record.getMessage() for record in caplog.records if record.name.startswith("bot.")]
    assert any("rejected a message: can't parse entities" in each.lower() for each in said_of)
    assert any("button url" in each.lower() for each in said_of)
    assert SECRET not in caplog.text


@pytest.mark.parametrize("reason", ["MESSAGE_TOO_LONG", "BUTTON_DATA_INVALID", "can't parse entities: what is that"])
async def test_an_edit_that_is_refused_is_made_in_plain_words(
    sending: Sending, world: World, anna: Person, reason: str
) -> None:
    await sent(sending, Send(chat_id=anna.id, text="before"))
    [post] = world.from_bot(anna.chat)
    refuse(world, "editMessageText", reason)
    await sent(sending, Edit(chat_id=anna.id, message_id=post.id, text="<b>after</b> &amp; more"))
    [post] = world.from_bot(anna.chat)
    assert (post.text, post.entities) == ("after & more", [])


async def gone(sending: Sending, world: World, anna: Person, about: MessageContext | None = None) -> Post:
    """A message of ours that somebody has deleted."""
    await sent(sending, Send(chat_id=anna.id, text="before", about=about))
    post = world.from_bot(anna.chat)[-1]
    world.delete(post)
    return post


async def test_what_cannot_be_said_in_a_message_that_is_gone_is_said_in_a_new_one(
    sending: Sending, world: World, anna: Person, library: Library
) -> None:
    asked = anna.says("who is the captain?")
    about = MessageContext(kind="answer", question="who is the captain?", asked=asked.id)
    post = await gone(sending, world, anna, about)
    await sent(sending, Edit(chat_id=anna.id, message_id=post.id, text="<b>after</b>", buttons=BUTTONS, about=about))
    [answer] = world.from_bot(anna.chat)
    assert (answer.text, answer.buttons) == ("after", ["Summary", "Source"])
    assert answer.formatted("bold") == ["after"]
    assert answer.reply_to == asked.id
    with library.database.read() as connection:
        assert sent_messages.about(connection, anna.id, answer.id) == about


async def test_an_answer_given_anew_comes_although_the_earlier_one_was_deleted(
    sending: Sending, world: World, anna: Person
) -> None:
    asked = anna.says("who is the captain?")
    about = MessageContext(kind="answer", question="who is the captain?", asked=asked.id)
    await gone(sending, world, anna, about)
    again = Send(chat_id=anna.id, text="after", about=about, again=True, reply_to=ReplyTo(message_id=asked.id))
    await sent(sending, again)
    assert [(post.text, post.reply_to) for post in world.from_bot(anna.chat)] == [("after", asked.id)]


async def test_an_edit_that_is_refused_for_good_is_said_in_a_new_message_of_the_same_topic(
    sending: Sending, world: World, anna: Person
) -> None:
    group = world.group("Readers", [anna], forum=True)
    topic = anna.creates_topic(group, "Ferries")
    await sent(sending, Send(chat_id=group.id, text="before", topic=topic))
    [post] = world.from_bot(group)
    refuse(world, "editMessageText", "message can't be edited")
    await sent(sending, Edit(chat_id=group.id, message_id=post.id, text="after"))
    answer = world.from_bot(group)[-1]
    assert answer.text == "after"
    assert answer.data["message_thread_id"] == post.data["message_thread_id"]


async def test_a_receipt_is_told_however_telegram_objects(sending: Sending, world: World, anna: Person) -> None:
    refuse(world, "sendMessage", "ENTITY_BOUNDS_INVALID")
    async with sending.running():
        sending.owe(receipt(anna.id, "one"))
        await sending.empty()
    assert texts(world, anna) == ["saved one"]
