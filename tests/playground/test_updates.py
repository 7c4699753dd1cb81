"""How updates reach a bot: offsets, long polling, what privacy mode lets through."""

from __future__ import annotations

import asyncio

import pytest
from telegram import Bot, MessageOriginChannel, MessageOriginChat, MessageOriginHiddenUser, MessageOriginUser, Update
from telegram.error import Conflict, InvalidToken

from bot.playground import Api, Chat, Person, World
from bot.playground.request import InProcessRequest
from tests.support.playground.validate import Validator


async def texts(bot: Bot, offset: int | None = None) -> list[str]:
    """The texts of what `getUpdates` gives."""
    found = await bot.get_updates(offset)
    return [update.effective_message.text or "" for update in found if update.effective_message]


async def test_updates_come_again_until_an_offset_confirms_them(local_bot: Bot, anna: Person) -> None:
    for word in ("a", "b", "c"):
        anna.says(word)
    first = await local_bot.get_updates(limit=2)
    assert [update.update_id for update in first] == [first[0].update_id, first[0].update_id + 1]
    assert await texts(local_bot) == ["a", "b", "c"]
    assert await texts(local_bot, offset=first[1].update_id + 1) == ["c"]
    assert await texts(local_bot) == ["c"]


async def test_a_negative_offset_keeps_only_the_newest(local_bot: Bot, anna: Person) -> None:
    for word in ("a", "b", "c"):
        anna.says(word)
    assert await texts(local_bot, offset=-1) == ["c"]
    assert await texts(local_bot) == ["c"]


async def test_a_long_poll_returns_as_soon_as_something_happens(local_bot: Bot, anna: Person) -> None:
    polling = asyncio.create_task(local_bot.get_updates(timeout=50))
    await asyncio.sleep(0.02)
    anna.says("now")
    async with asyncio.timeout(40):
        [update] = await polling
    assert update.message is not None
    assert update.message.text == "now"


async def test_the_earlier_of_two_simultaneous_polls_is_ended(api: Api, local_bot: Bot, anna: Person) -> None:
    earlier = asyncio.create_task(local_bot.get_updates(timeout=10))
    await asyncio.sleep(0.02)
    later = asyncio.create_task(local_bot.get_updates(timeout=1))
    with pytest.raises(Conflict, match="terminated by other getUpdates request"):
        await earlier
    anna.says("for the later one")
    assert len(await later) == 1


async def test_fetching_is_refused_while_a_webhook_is_set(local_bot: Bot) -> None:
    await local_bot.set_webhook("https://bot.example/hook", secret_token="s3cret")
    with pytest.raises(Conflict, match="webhook is active"):
        await local_bot.get_updates()
    assert (await local_bot.get_webhook_info()).url == "https://bot.example/hook"
    await local_bot.delete_webhook()
    assert await local_bot.get_updates() == ()


async def test_the_kinds_asked_for_are_remembered(local_bot: Bot, anna: Person) -> None:
    await local_bot.get_updates(allowed_updates=["edited_message"])
    post = anna.says("first")
    anna.edits(post, "second")
    [update] = await local_bot.get_updates()
    assert update.edited_message is not None
    assert (update.edited_message.text, post.version) == ("second", 1)
    await local_bot.get_updates(offset=update.update_id + 1, allowed_updates=["message", "message_reaction"])
    anna.reacts(anna.says("third"), "👍")
    kinds = [update.message_reaction is not None for update in await local_bot.get_updates()]
    assert kinds == [False, True]


async def test_a_wrong_token_is_unauthorised_and_an_unknown_method_not_found(api: Api, validator: Validator) -> None:
    stranger = Bot("1:wrong", request=InProcessRequest(api))
    with pytest.raises(InvalidToken, match="Unauthorized"):
        await stranger.get_me()
    status, body = await api.call(api.world.token, "getNothing", {})
    assert (status, body) == (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"})
    assert validator.problems == ["getNothing is no method of the Bot API"]
    validator.problems.clear()


@pytest.fixture
def readers(world: World, anna: Person) -> Chat:
    return world.group("Readers", [anna, world.person("Bo")])


class TestPrivacyMode:
    """In a group a bot hears only what is meant for it."""

    @pytest.mark.parametrize(
        ("text", "heard"),
        [
            ("just talking", False),
            ("/ask what", True),
            ("/ask@verbatim_bot what", True),
            ("/ASK@Verbatim_Bot what", True),
            ("/ask@other_bot what", False),
            ("hello @verbatim_bot", False),
            ("look: /ask", False),
        ],
    )
    async def test_commands_for_it_or_for_nobody_get_through(
        self, local_bot: Bot, anna: Person, readers: Chat, text: str, heard: bool
    ) -> None:
        anna.says(text, chat=readers)
        assert await texts(local_bot) == ([text] if heard else [])

    async def test_replies_to_its_own_messages_get_through(
        self, local_bot: Bot, world: World, anna: Person, readers: Chat
    ) -> None:
        said = await local_bot.send_message(readers.id, "hello")
        anna.says("and?", chat=readers, reply_to=world.posts[readers.id, said.message_id])
        anna.says("unheard", chat=readers, reply_to=anna.says("mine", chat=readers))
        assert await texts(local_bot) == ["and?"]

    async def test_an_administrator_hears_everything(self, local_bot: Bot, anna: Person, readers: Chat) -> None:
        anna.promotes_bot(readers)
        anna.says("just talking", chat=readers)
        [promoted, message] = await local_bot.get_updates()
        assert promoted.my_chat_member is not None
        assert message.message is not None

    async def test_with_privacy_mode_off_it_hears_everything(self) -> None:
        world = World(reads_groups=True)
        anna = world.person("Anna")
        anna.says("just talking", chat=world.group("Readers", [anna]))
        assert len(world.updates.pending) == 1

    async def test_being_added_comes_with_a_service_message(self, local_bot: Bot, world: World, anna: Person) -> None:
        anna.adds_bot(world.group("Readers", [anna], bot="left"))
        added, message = await local_bot.get_updates()
        assert added.my_chat_member is not None
        assert added.my_chat_member.new_chat_member.status == "member"
        assert message.message is not None
        assert message.message.new_chat_members[0].id == local_bot.id


async def test_what_is_forwarded_says_where_it_comes_from(local_bot: Bot, world: World, anna: Person) -> None:
    anna.forwards(world.channel("Gazette"), "text", date=1_700_000_000, author="A. Writer", number=7)
    anna.forwards("Hidden Person", "text")
    anna.forwards(world.person("Bo"), "text")
    anna.forwards(world.group("Readers"), "text")
    origins = [update.message.forward_origin for update in await local_bot.get_updates() if update.message]
    kinds = [MessageOriginChannel, MessageOriginHiddenUser, MessageOriginUser, MessageOriginChat]
    assert [type(origin) for origin in origins] == kinds
    channel = origins[0]
    assert isinstance(channel, MessageOriginChannel)
    assert (channel.chat.title, channel.message_id, channel.author_signature) == ("Gazette", 7, "A. Writer")


async def test_files_and_albums_arrive_one_update_each(local_bot: Bot, anna: Person) -> None:
    anna.sends_file("a.txt", b"abc", mime="text/plain", caption="see https://example.org/a")
    anna.sends_album({"b.txt": b"b", "c.txt": b"c"}, caption="two")
    messages = [update.message for update in await local_bot.get_updates() if update.message]
    assert [message.caption for message in messages] == ["see https://example.org/a", None, "two"]
    assert messages[0].caption_entities[0].type == "url"
    assert messages[1].media_group_id == messages[2].media_group_id is not None


async def test_a_long_text_is_pasted_as_several_messages_and_loses_nothing(local_bot: Bot, anna: Person) -> None:
    paragraphs = [f"Paragraph {number} " + "word " * 150 for number in range(20)]
    posts = anna.pastes("\n\n".join(paragraphs))
    assert len(posts) > 3
    assert " ".join(post.text for post in posts).split() == " ".join(paragraphs).split()


async def test_an_update_shows_the_message_as_it_was_then(local_bot: Bot, anna: Person) -> None:
    anna.edits(anna.says("before"), "after")
    found: tuple[Update, ...] = await local_bot.get_updates()
    assert [(update.effective_message and update.effective_message.text) for update in found] == ["before", "after"]
