"""What becomes of every request that Telegram may refuse with 400: a plainer message, or a line in the log.

The words are those of the Bot API's server (github.com/tdlib/telegram-bot-api, Client.cpp), of the errors that
core.telegram.org/methods documents, and of the lists github.com/TelegramBotAPI/errors and vrumger/telegram-errors.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import pytest
from telegram.error import BadRequest

from bot.app import Verbatim
from bot.playground import Person, Post, World
from bot.playground.world.chats import Chat
from bot.services.upkeep.command_menu import introduce
from bot.transport.refusals import kind_of
from tests.support.articles import FERRY
from tests.support.bot.waiting import all_handled, until

# Wherever something is written: the chat, or we in it, are the trouble. Nobody there hears anything.
NOBODY_THERE = (
    *("chat not found", "user not found", "group chat was deactivated", "group chat was upgraded to a supergroup chat"),
    *("have no rights to send a message", "not enough rights to send text messages to the chat", "CHAT_RESTRICTED"),
    *(
        "need administrator rights in the channel chat",
        "CHAT_WRITE_FORBIDDEN",
        "CHAT_ADMIN_REQUIRED",
        "PEER_ID_INVALID",
    ),
    *("CHANNEL_PRIVATE", "CHANNEL_INVALID", "CHAT_ID_INVALID", "USER_IS_BLOCKED", "INPUT_USER_DEACTIVATED"),
    *("CHAT_SEND_PLAIN_FORBIDDEN", "TOPIC_CLOSED", "CHAT_FORBIDDEN", "USER_DEACTIVATED", "USER_BANNED_IN_CHANNEL"),
)
# What is said is the trouble, or what adorns it.
OF_CONTENT = (
    *("message text is empty", "message is too long", "MESSAGE_TOO_LONG", "MESSAGE_EMPTY", "MEDIA_CAPTION_TOO_LONG"),
    *(
        'can\'t parse entities: unsupported start tag "x" at byte offset 7',
        "ENTITY_BOUNDS_INVALID",
        "ENTITIES_TOO_LONG",
    ),
    *("ENTITY_MENTION_USER_INVALID", "ENTITY_TEXTURL_INVALID", "ENTITY_TYPE_INVALID", "unsupported parse_mode"),
    *(
        "BUTTON_DATA_INVALID",
        "BUTTON_URL_INVALID",
        "BUTTON_TYPE_INVALID",
        "BUTTON_TEXT_INVALID",
        "REPLY_MARKUP_TOO_LONG",
    ),
    *(
        "REPLY_MARKUP_INVALID",
        "REPLY_MARKUP_BUTTON_TEXT_INVALID",
        "object expected as reply markup",
        "URL host is empty",
    ),
    *("can't parse reply keyboard markup JSON object", "wrong HTTP URL specified", "Wrong HTTP URL", "URL_INVALID"),
    *(
        "reply markup is too long",
        "REPLY_MARKUP_TOO_LONG",
        "can't parse inline keyboard button: Text buttons are unallowed",
        "WEBPAGE_CURL_FAILED",
    ),
    *("WEBPAGE_MEDIA_EMPTY", "strings must be encoded in UTF-8", "something that nobody has heard of"),
)
OF_REPLIES = (
    *("message to be replied not found", "reply message not found", "REPLY_MESSAGE_ID_INVALID", "QUOTE_TEXT_INVALID"),
    *("MESSAGE_ID_INVALID", "MSG_ID_INVALID", "message thread not found", "TOPIC_DELETED", "REPLY_TO_INVALID"),
)
OF_EDITS = (
    *("message to edit not found", "message can't be edited", "MESSAGE_ID_INVALID", "MESSAGE_EDIT_TIME_EXPIRED"),
    *("MESSAGE_AUTHOR_REQUIRED", "there is no text in the message to edit", "message identifier is not specified"),
)
TOO_LATE = ("query is too old and response timeout expired or query ID is invalid", "QUERY_ID_INVALID")


@dataclass(frozen=True)
class Scene:
    """Somebody who uses the bot, and what it says about that."""

    world: World
    verbatim: Verbatim
    anna: Person
    log: pytest.LogCaptureFixture

    async def idle(self) -> None:
        """Everything is handled and sent."""
        await all_handled(self.verbatim, self.world)
        await until(lambda: not self.verbatim.services.outbox.due())

    async def refused(self, method: str, reason: str, act: Callable[[], object], *, times: int = 1) -> tuple[str, str]:
        """What the bot says when this request is refused: in the chat, and in its log."""
        before = self.world.from_bot(self.anna.chat)
        seen = {post.id: post.version for post in before}
        asked = len(self.world.requests(method))
        self.log.clear()
        self.world.faults.fail(method, code=400, description=f"Bad Request: {reason}", times=times)
        act()
        await self.world.until(lambda: len(self.world.requests(method)) >= asked + times)
        await self.idle()
        self.world.faults.clear()
        fresh = (post for post in self.world.from_bot(self.anna.chat) if seen.get(post.id) != post.version)
        records = (each.getMessage() for each in self.log.records if each.name.startswith("bot."))
        return "\n".join(post.shown for post in fresh), "\n".join(records)


@pytest.fixture
async def scene(world: World, anna: Person, verbatim: Verbatim, caplog: pytest.LogCaptureFixture) -> Scene:
    """Anna has forwarded an article."""
    caplog.set_level(logging.INFO, "bot")
    await world.reply(anna.forwards("Somebody", FERRY))
    return Scene(world, verbatim, anna, caplog)


@pytest.fixture
async def listed(scene: Scene) -> Post:
    """A message of the bot's with buttons."""
    return await scene.world.reply(scene.anna.says("/articles"), containing="Ferry")


def kind(reason: str) -> str:
    """How the log names it."""
    return kind_of(BadRequest(reason)).lower()


async def test_whatever_a_message_is_refused_for_its_words_are_said_or_the_log_says_why_not(scene: Scene) -> None:
    for reason in (*OF_CONTENT, *OF_REPLIES):
        said, _ = await scene.refused("sendMessage", reason, lambda: scene.anna.says("who is the captain?"))
        assert "Lindqvist" in said, reason
    for reason in NOBODY_THERE:
        said, logged = await scene.refused("sendMessage", reason, lambda: scene.anna.says("who is the captain?"))
        assert said == "", reason
        assert kind(reason) in logged.lower(), reason


async def test_what_stays_refused_is_in_the_log(scene: Scene) -> None:
    for reason in ("message text is empty", "ENTITIES_TOO_LONG", "something that nobody has heard of"):
        _, logged = await scene.refused("sendMessage", reason, lambda: scene.anna.says("who is the captain?"), times=2)
        assert kind(reason) in logged.lower(), reason


async def test_whatever_an_edit_is_refused_for_it_is_said_in_the_same_message_or_a_new_one(
    scene: Scene, listed: Post
) -> None:
    for reason in (*OF_CONTENT, *OF_EDITS):
        if "1" not in listed.buttons:
            listed = await scene.world.reply(scene.anna.says("/articles"), containing="Ferry")
        said, _ = await scene.refused("editMessageText", reason, partial(scene.anna.presses, listed, "1"))
        assert "Ferry" in said, reason


@pytest.mark.parametrize("reason", ["message is not modified", "MESSAGE_NOT_MODIFIED"])
async def test_an_edit_that_changes_nothing_has_happened(scene: Scene, listed: Post, reason: str) -> None:
    said, _ = await scene.refused("editMessageText", reason, lambda: scene.anna.presses(listed, "1"))
    assert said == ""
    assert len(scene.world.requests("editMessageText")) == 1


async def test_a_press_or_a_query_that_cannot_be_answered_is_in_the_log(scene: Scene, listed: Post) -> None:
    for reason in (*TOO_LATE, "MESSAGE_TOO_LONG", "URL_INVALID"):
        _, logged = await scene.refused("answerCallbackQuery", reason, lambda: scene.anna.forges(listed, "gone:1"))
        assert kind(reason) in logged.lower(), reason
    for reason in (*TOO_LATE, "RESULTS_TOO_MUCH", "RESULT_ID_DUPLICATE", "RESULT_ID_INVALID", "MESSAGE_EMPTY"):
        _, logged = await scene.refused("answerInlineQuery", reason, lambda: scene.anna.asks_inline("captain"))
        assert kind(reason) in logged.lower(), reason


async def test_a_guest_is_answered_in_plain_words_or_the_log_says_why_not(scene: Scene) -> None:
    world, anna = scene.world, scene.anna
    chat: Chat = world.group("Neighbours", [anna], bot="left")
    post = anna.says(FERRY, chat=chat)
    for reason in OF_CONTENT:
        count = len(world.from_bot(chat))
        await scene.refused(
            "answerGuestQuery",
            reason,
            lambda: anna.calls("@verbatim_bot who is the captain?", chat=chat, reply_to=post),
        )
        assert len(world.from_bot(chat)) == count + 1, reason
        assert "Lindqvist" in world.from_bot(chat)[-1].text, reason
    for reason in TOO_LATE:
        _, logged = await scene.refused(
            "answerGuestQuery", reason, lambda: anna.calls("@verbatim_bot summary", chat=chat, reply_to=post)
        )
        assert kind(reason) in logged.lower(), reason


async def test_a_reaction_or_a_sign_of_work_that_is_refused_is_in_the_log(scene: Scene) -> None:
    for reason in ("REACTION_INVALID", "message to react not found", "REACTIONS_TOO_MANY", *NOBODY_THERE):
        _, logged = await scene.refused("setMessageReaction", reason, lambda: scene.anna.says("haha"))
        assert kind(reason) in logged.lower(), reason


async def test_an_export_that_is_refused_is_told_of(scene: Scene) -> None:
    for reason in (
        *("file must be non-empty", "FILE_PARTS_INVALID", "MEDIA_EMPTY", "CHAT_SEND_DOCS_FORBIDDEN", "MEDIA_INVALID"),
        *("not enough rights to send documents to the chat", "wrong file identifier/HTTP URL specified"),
    ):
        said, _ = await scene.refused("sendDocument", reason, lambda: scene.anna.says("/export"))
        assert "file" in said, reason


async def test_a_file_that_cannot_be_had_is_told_of(scene: Scene) -> None:
    reasons = {
        "file is too big": "20 MB",
        "wrong file_id or the file is temporarily unavailable": "try that again",
        "invalid file_id": "try that again",
        "FILE_REFERENCE_EXPIRED": "try that again",
    }
    for number, (reason, words) in enumerate(reasons.items()):
        send = partial(scene.anna.sends_file, f"{number}.txt", FERRY.encode(), mime="text/plain")
        said, _ = await scene.refused("getFile", reason, send)
        assert words in said, reason


async def test_what_telegram_does_not_say_of_a_group_is_in_the_log(scene: Scene) -> None:
    world, anna = scene.world, scene.anna
    group = world.group("Readers", [world.person("Ben"), anna])
    reasons = ("CHAT_ADMIN_REQUIRED", "user not found", "member list is inaccessible", "PARTICIPANT_ID_INVALID")
    for reason in reasons:
        # What is known of somebody is believed for a moment.
        scene.verbatim.services.administrators._known.clear()
        _, logged = await scene.refused("getChatMember", reason, lambda: anna.says("/forget", chat=group))
        assert kind(reason) in logged.lower(), reason


async def test_commands_and_descriptions_that_telegram_refuses_are_in_the_log(scene: Scene) -> None:
    bot = scene.verbatim.application.bot
    for method, reason in (
        ("getMyCommands", "LANG_CODE_INVALID"),
        ("setMyCommands", "BOT_COMMAND_INVALID"),
        ("setMyCommands", "BOT_COMMANDS_TOO_MUCH"),
        ("setMyShortDescription", "BOT_DESCRIPTION_TOO_LONG"),
    ):
        scene.log.clear()
        scene.world.profile.clear()
        scene.world.faults.fail(method, code=400, description=f"Bad Request: {reason}")
        await introduce(bot, after=0.0, pause=0.0)
        scene.world.faults.clear()
        assert kind(reason) in scene.log.text.lower(), (method, reason)
