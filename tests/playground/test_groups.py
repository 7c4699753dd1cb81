"""Groups as Telegram has them: topics, anonymous administrators, linked channels, migration, coming and going."""

from __future__ import annotations

import pytest
from telegram import Bot, Message, ReactionTypeEmoji, ReplyParameters, Update
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground import Chat, Person, World


async def fetched(bot: Bot, *kinds: str) -> list[Update]:
    """The updates that wait, confirmed; `kinds` are asked for from now on."""
    found = await bot.get_updates(allowed_updates=kinds or None)
    if found:
        await bot.get_updates(offset=found[-1].update_id + 1)
    return list(found)


async def messages(bot: Bot) -> list[Message]:
    """The messages among the updates that wait."""
    return [update.effective_message for update in await fetched(bot) if isinstance(update.effective_message, Message)]


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


class TestTopics:
    """A forum's topics."""

    @pytest.fixture
    def forum(self, world: World, anna: Person, ben: Person) -> Chat:
        return world.group("Neighbours", [anna, ben], forum=True)

    async def test_what_is_written_in_a_topic_says_so_and_seems_to_answer_the_topics_first_message(
        self, local_bot: Bot, anna: Person, forum: Chat
    ) -> None:
        topic = anna.creates_topic(forum, "Ferries")
        anna.says("/ask when?", chat=forum, topic=topic)
        created, asked = await messages(local_bot)
        assert created.forum_topic_created is not None
        assert created.message_thread_id == asked.message_thread_id == topic
        assert asked.is_topic_message
        assert asked.reply_to_message is not None
        assert asked.reply_to_message.forum_topic_created is not None

    async def test_general_has_no_thread_and_a_plain_reply_there_has_one_without_being_of_a_topic(
        self, local_bot: Bot, anna: Person, forum: Chat
    ) -> None:
        first = anna.says("/ask one", chat=forum)
        anna.says("/ask two", chat=forum, reply_to=first)
        general, reply = await messages(local_bot)
        assert (general.message_thread_id, general.is_topic_message) == (None, None)
        assert (reply.message_thread_id, reply.is_topic_message) == (first.id, None)

    async def test_a_reply_lands_in_the_topic_of_what_it_answers(
        self, local_bot: Bot, world: World, anna: Person, forum: Chat
    ) -> None:
        topic = anna.creates_topic(forum, "Ferries")
        asked = anna.says("/ask when?", chat=forum, topic=topic)
        sent = await local_bot.send_message(forum.id, "x", reply_parameters=ReplyParameters(asked.id))
        assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
        assert world.posts[forum.id, sent.message_id].topic == topic

    async def test_a_topic_that_is_not_there_is_not_found(self, local_bot: Bot, anna: Person, forum: Chat) -> None:
        topic = anna.creates_topic(forum, "Ferries")
        for thread in (1, 999):
            with pytest.raises(BadRequest, match="Message thread not found"):
                await local_bot.send_message(forum.id, "x", message_thread_id=thread)
        anna.closes_topic(forum, topic)
        with pytest.raises(BadRequest, match=r"(?i)TOPIC_CLOSED"):
            await local_bot.send_message(forum.id, "x", message_thread_id=topic)
        anna.deletes_topic(forum, topic)
        with pytest.raises(BadRequest, match="Message thread not found"):
            await local_bot.send_message(forum.id, "x", message_thread_id=topic)


class TestSenders:
    """Who a message is from when nobody is named."""

    async def test_an_anonymous_administrator_writes_as_the_group(
        self, local_bot: Bot, world: World, anna: Person, ben: Person
    ) -> None:
        group = world.group("Neighbours", [anna, ben])
        anna.says("/summary", chat=group, as_chat=group)
        with pytest.raises(ValueError, match="only administrators"):
            ben.says("/summary", chat=group, as_chat=group)
        [message] = await messages(local_bot)
        assert message.from_user is not None
        assert (message.from_user.id, message.sender_chat and message.sender_chat.id) == (1087968824, group.id)
        assert (await local_bot.get_chat_member(group.id, 1087968824)).status == "left"

    async def test_somebody_writes_in_the_name_of_their_channel(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        group, channel = world.group("Neighbours", [anna]), world.channel("Annas notes")
        anna.says("/summary", chat=group, as_chat=channel)
        [message] = await messages(local_bot)
        assert message.from_user is not None
        assert (message.from_user.id, message.sender_chat and message.sender_chat.id) == (136817688, channel.id)

    async def test_a_linked_channels_post_is_forwarded_to_its_group_and_so_is_its_edit(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        group, channel = world.group("Neighbours", [anna]), world.channel("Harbour Post")
        world.link(channel, group)
        anna.promotes_bot(group)
        await fetched(local_bot)
        post = anna.publishes(channel, "The ferry runs again.")
        anna.edits(post, "The ferry runs.")
        new, edited = await messages(local_bot)
        assert new.is_automatic_forward
        assert new.from_user is not None
        assert (new.from_user.id, new.sender_chat and new.sender_chat.id) == (777000, channel.id)
        assert new.forward_origin is not None
        assert edited.message_id == new.message_id
        assert edited.text == "The ferry runs."
        assert (await local_bot.get_chat(group.id)).linked_chat_id == channel.id

    async def test_in_a_channel_a_bot_hears_posts_without_a_sender(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        channel = world.channel("Harbour Post")
        channel.members[world.bot["id"]] = "administrator"
        anna.publishes(channel, "The ferry runs again.", author="A. Writer")
        [update] = await fetched(local_bot)
        assert update.channel_post is not None
        assert (update.channel_post.from_user, update.channel_post.author_signature) == (None, "A. Writer")


class TestMigration:
    """A basic group that becomes a supergroup."""

    async def test_both_chats_are_told_and_ids_begin_anew(self, local_bot: Bot, world: World, anna: Person) -> None:
        group = world.group("Neighbours", [anna], kind="group")
        anna.says("/ask one", chat=group)
        new = anna.upgrades(group)
        _, old, begun = await messages(local_bot)
        assert (old.chat.id, old.migrate_to_chat_id) == (group.id, new.id)
        assert (begun.chat.id, begun.migrate_from_chat_id, begun.message_id) == (new.id, group.id, 1)

    async def test_the_old_id_names_the_new_one_whatever_is_asked(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        group = world.group("Neighbours", [anna], kind="group")
        new = anna.upgrades(group)
        for ask in (
            local_bot.get_chat_member(group.id, anna.id),
            local_bot.get_chat_administrators(group.id),
            local_bot.send_document(group.id, b"x"),
            local_bot.leave_chat(group.id),
        ):
            with pytest.raises(ChatMigrated) as moved:
                await ask
            assert moved.value.new_chat_id == new.id
        with pytest.raises(ValueError, match="supergroup"):
            anna.says("hello?", chat=group)


class TestComingAndGoing:
    """What a bot hears of members, itself included."""

    async def test_its_own_changes_always(self, local_bot: Bot, world: World, anna: Person) -> None:
        group = world.group("Neighbours", [anna], bot="left")
        anna.adds_bot(group)
        anna.promotes_bot(group)
        anna.demotes_bot(group)
        anna.restricts_bot(group)
        anna.removes_bot(group)
        anna.blocks_bot()
        anna.unblocks_bot()
        changes = [update.my_chat_member for update in await fetched(local_bot) if update.my_chat_member]
        statuses = [(change.old_chat_member.status, change.new_chat_member.status) for change in changes]
        assert statuses == [
            ("left", "member"), ("member", "administrator"), ("administrator", "member"), ("member", "restricted"),
            ("restricted", "kicked"), ("member", "kicked"), ("kicked", "member"),
        ]  # fmt: skip
        assert [change.chat.type for change in changes] == ["supergroup"] * 5 + ["private"] * 2

    async def test_others_only_as_an_administrator_and_on_request(
        self, local_bot: Bot, world: World, anna: Person, ben: Person
    ) -> None:
        group = world.group("Neighbours", [anna])
        await fetched(local_bot, "message", "chat_member")
        anna.adds(ben, group)
        anna.promotes_bot(group)
        anna.promotes(ben, group)
        anna.removes(ben, group)
        found = await fetched(local_bot)
        assert [bool(update.chat_member) for update in found] == [False, True, True, False]
        assert [update.message.left_chat_member for update in found if update.message][-1] is not None

    async def test_a_restricted_bot_may_look_but_not_write_and_one_outside_neither(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        group = world.group("Neighbours", [anna])
        anna.restricts_bot(group)
        assert (await local_bot.get_chat_member(group.id, local_bot.id)).status == "restricted"
        with pytest.raises(BadRequest, match="Not enough rights"):
            await local_bot.send_message(group.id, "x")
        anna.removes_bot(group)
        with pytest.raises(Forbidden, match="kicked"):
            await local_bot.get_chat_member(group.id, anna.id)

    async def test_from_a_basic_group_it_hears_its_own_end(self, local_bot: Bot, world: World, anna: Person) -> None:
        anna.removes_bot(world.group("Neighbours", [anna], kind="group"))
        [message] = await messages(local_bot)
        assert message.left_chat_member is not None
        assert message.left_chat_member.id == local_bot.id

    async def test_links_start_it_with_a_payload(self, local_bot: Bot, world: World, anna: Person) -> None:
        anna.starts("abc")
        anna.adds_bot(world.group("Neighbours", [anna], bot="left"), payload="xyz")
        texts = [message.text for message in await messages(local_bot)]
        assert texts == ["/start abc", None, "/start@verbatim_bot xyz"]


async def test_reactions_that_a_group_does_not_allow_are_refused(local_bot: Bot, world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    group.reactions = ["👍"]
    post = anna.says("/keep", chat=group)
    await local_bot.set_message_reaction(group.id, post.id, "👍")
    with pytest.raises(BadRequest, match=r"(?i)REACTION_INVALID"):
        await local_bot.set_message_reaction(group.id, post.id, "👀")
    allowed = (await local_bot.get_chat(group.id)).available_reactions
    assert allowed == (ReactionTypeEmoji("👍"),)


async def test_a_reply_to_a_message_of_another_chat_brings_its_origin_and_quote_but_no_text(
    local_bot: Bot, world: World, anna: Person
) -> None:
    group = world.group("Neighbours", [anna])
    post = anna.says("Nobody will swim. The water is cold.", chat=group)
    anna.says("why?", reply_to=post, quote="The water is cold.")
    [message] = await messages(local_bot)
    assert message.reply_to_message is None
    assert message.external_reply is not None
    assert message.external_reply.message_id == post.id
    assert message.quote is not None
    assert message.quote.text == "The water is cold."


async def test_an_albums_caption_may_be_on_any_picture(local_bot: Bot, world: World, anna: Person) -> None:
    pictures = {"a.jpg": b"a", "b.jpg": b"b", "c.jpg": b"c"}
    anna.sends_album(pictures, kind="photo", captions={"b.jpg": "the pier"}, source=world.channel("Harbour Post"))
    found = await messages(local_bot)
    assert [message.caption for message in found] == [None, "the pier", None]
    assert all(message.photo and message.forward_origin for message in found)
    assert len({message.media_group_id for message in found}) == 1
    file = await local_bot.get_file(found[0].photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"a"


async def test_a_comment_comes_before_what_is_forwarded_with_it(local_bot: Bot, anna: Person) -> None:
    anna.forwards("Somebody", "An article.", comment="is this true?")
    first, second = await messages(local_bot)
    assert (first.text, second.text, second.forward_origin is not None) == ("is this true?", "An article.", True)
