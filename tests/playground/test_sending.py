"""What a bot may send, and what Telegram's refusals say."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
    ReactionTypeEmoji,
    ReplyParameters,
)
from telegram.error import BadRequest, ChatMigrated, Forbidden

from bot.playground import Api, Person, World


async def test_html_becomes_text_and_entities_counted_in_utf_16_units(local_bot: Bot, anna: Person) -> None:
    message = await local_bot.send_message(
        anna.id, '😀 <b>bold <i>both</i></b> &amp; <a href="https://example.org/x">link</a>', parse_mode="HTML"
    )
    assert message.text == "😀 bold both & link"
    found = [(entity.type, entity.offset, entity.length) for entity in message.entities]
    assert found == [("bold", 3, 9), ("italic", 8, 4), ("text_link", 15, 4)]


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<blockquote>q</blockquote>", "blockquote"),
        ("<blockquote expandable>q</blockquote>", "expandable_blockquote"),
        ('<pre><code class="language-python">q</code></pre>', "pre"),
        ("<code>q</code>", "code"),
        ('<span class="tg-spoiler">q</span>', "spoiler"),
        ("<tg-spoiler>q</tg-spoiler>", "spoiler"),
        ("<u>q</u>", "underline"),
        ("<del>q</del>", "strikethrough"),
    ],
)
async def test_every_tag_of_telegrams_html_is_known(local_bot: Bot, anna: Person, source: str, kind: str) -> None:
    message = await local_bot.send_message(anna.id, source, parse_mode="HTML")
    assert [entity.type for entity in message.entities] == [kind]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("a <p>b</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
        ("é<b>a</i>", 'Unmatched end tag at byte offset 6, expected "</b>", found "</i>"'),
        ("a</b>", "Unexpected end tag at byte offset 1"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
async def test_broken_html_is_refused_in_telegrams_words(local_bot: Bot, anna: Person, source: str, words: str) -> None:
    with pytest.raises(BadRequest) as refused:
        await local_bot.send_message(anna.id, source, parse_mode="HTML")
    assert refused.value.message.casefold() == f"Can't parse entities: {words}".casefold()


async def test_a_text_of_4096_units_after_parsing_passes_and_one_more_does_not(local_bot: Bot, anna: Person) -> None:
    await local_bot.send_message(anna.id, f"<b>{'😀' * 2048}</b>", parse_mode="HTML")
    with pytest.raises(BadRequest, match="Message is too long"):
        await local_bot.send_message(anna.id, "😀" * 2048 + "x")


@pytest.mark.parametrize("text", [" ", "\n\t", "<b> </b>"])
async def test_a_text_of_white_space_is_refused(local_bot: Bot, anna: Person, text: str) -> None:
    with pytest.raises(BadRequest, match="Message text is empty"):
        await local_bot.send_message(anna.id, text, parse_mode="HTML")


async def test_white_space_at_the_ends_is_cut_and_entities_follow(local_bot: Bot, anna: Person) -> None:
    bold = MessageEntity("bold", 2, 6)
    message = await local_bot.send_message(anna.id, "\n\nbold  \n", entities=[bold])
    assert (message.text, message.parse_entities()) == ("bold", {message.entities[0]: "bold"})


async def test_an_entity_that_cuts_a_character_in_half_is_refused(local_bot: Bot, anna: Person) -> None:
    with pytest.raises(BadRequest, match=r"(?i)UTF-16 symbol"):
        await local_bot.send_message(anna.id, "😀😀", entities=[MessageEntity("bold", 0, 3)])


class TestQuotes:
    """A quoting reply needs the very words, with their formatting."""

    async def test_an_exact_quote_is_shown_above_the_reply(self, local_bot: Bot, anna: Person) -> None:
        post = anna.forwards("Somebody", "One thing. Another 😀 thing. The end.")
        where = ReplyParameters(post.id, quote="Another 😀 thing.", quote_position=11)
        message = await local_bot.send_message(anna.id, "there", reply_parameters=where)
        assert message.quote is not None
        assert (message.quote.text, message.quote.position) == ("Another 😀 thing.", 11)
        assert message.reply_to_message is not None
        assert message.reply_to_message.message_id == post.id

    async def test_the_position_is_a_hint_and_the_nearest_occurrence_is_taken(
        self, local_bot: Bot, anna: Person
    ) -> None:
        post = anna.says("same. other. same. other. same.")
        where = ReplyParameters(post.id, quote="same.", quote_position=15)
        message = await local_bot.send_message(anna.id, "there", reply_parameters=where)
        assert message.quote is not None
        assert message.quote.position == 13

    @pytest.mark.parametrize("quote", ["not there", "a" * 1025, "one  thing"])
    async def test_a_quote_of_words_that_are_not_there_is_refused(
        self, local_bot: Bot, anna: Person, quote: str
    ) -> None:
        post = anna.says("one thing " + "a" * 2000)
        with pytest.raises(BadRequest, match=r"(?i)QUOTE_TEXT_INVALID"):
            await local_bot.send_message(anna.id, "x", reply_parameters=ReplyParameters(post.id, quote=quote))

    async def test_a_quote_with_other_formatting_is_refused(self, local_bot: Bot, anna: Person) -> None:
        post = anna.says("plain bold plain", entities=[{"type": "bold", "offset": 6, "length": 4}])
        with pytest.raises(BadRequest, match=r"(?i)QUOTE_TEXT_INVALID"):
            await local_bot.send_message(anna.id, "x", reply_parameters=ReplyParameters(post.id, quote="plain bold"))
        right = ReplyParameters(post.id, quote="plain <b>bold</b>", quote_parse_mode="HTML")
        message = await local_bot.send_message(anna.id, "x", reply_parameters=right)
        assert message.quote is not None
        assert [entity.type for entity in message.quote.entities or ()] == ["bold"]

    async def test_links_and_code_do_not_count_as_formatting(self, local_bot: Bot, anna: Person) -> None:
        post = anna.says(
            "see the link", entities=[{"type": "text_link", "offset": 4, "length": 8, "url": "http://x.y/"}]
        )
        await local_bot.send_message(anna.id, "x", reply_parameters=ReplyParameters(post.id, quote="see the link"))

    async def test_a_reply_to_nothing_needs_leave_to_be_sent_without(self, local_bot: Bot, anna: Person) -> None:
        with pytest.raises(BadRequest, match="Message to be replied not found"):
            await local_bot.send_message(anna.id, "x", reply_parameters=ReplyParameters(999))
        allowed = ReplyParameters(999, allow_sending_without_reply=True)
        message = await local_bot.send_message(anna.id, "x", reply_parameters=allowed)
        assert message.reply_to_message is None


class TestButtons:
    """Inline keyboards."""

    @pytest.mark.parametrize(("data", "fine"), [("x" * 64, True), ("x" * 65, False), ("ж" * 33, False)])
    async def test_callback_data_has_at_most_64_bytes(
        self, local_bot: Bot, anna: Person, data: str, fine: bool
    ) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data=data)]])
        if fine:
            assert (await local_bot.send_message(anna.id, "x", reply_markup=markup)).reply_markup == markup
        else:
            with pytest.raises(BadRequest, match=r"(?i)BUTTON_DATA_INVALID"):
                await local_bot.send_message(anna.id, "x", reply_markup=markup)

    async def test_a_press_is_answered_once(self, local_bot: Bot, world: World, anna: Person) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
        message = await local_bot.send_message(anna.id, "x", reply_markup=markup)
        press = anna.presses(world.posts[anna.id, message.message_id], "Go")
        [update] = await local_bot.get_updates()
        assert update.callback_query is not None
        assert update.callback_query.data == "go"
        await update.callback_query.answer("Done")
        assert await press.answered() == {"text": "Done"}
        with pytest.raises(BadRequest, match="Query is too old"):
            await update.callback_query.answer("Again")

    async def test_an_answer_opens_the_bots_own_links_only(self, local_bot: Bot, world: World, anna: Person) -> None:
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Go", callback_data="go")]])
        message = await local_bot.send_message(anna.id, "x", reply_markup=markup)
        press = anna.presses(world.posts[anna.id, message.message_id], "Go")
        with pytest.raises(BadRequest, match=r"(?i)URL_INVALID"):
            await local_bot.answer_callback_query(press.id, url="https://example.org/")
        await local_bot.answer_callback_query(press.id, url="https://t.me/verbatim_bot?start=x")
        assert await press.answered() == {"url": "https://t.me/verbatim_bot?start=x"}

    async def test_edits_show_in_place_and_must_change_something(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        message = await local_bot.send_message(anna.id, "x")
        post = world.posts[anna.id, message.message_id]
        edited = await message.edit_text("<b>y</b>", parse_mode="HTML")
        assert (post.text, post.version) == ("y", 1)
        assert not isinstance(edited, bool)
        assert edited.edit_date is not None
        with pytest.raises(BadRequest, match="Message is not modified"):
            await message.edit_text("<b>y</b>", parse_mode="HTML")
        with pytest.raises(BadRequest, match="Message can't be edited"):
            await local_bot.edit_message_text("z", anna.id, anna.says("mine").id)
        with pytest.raises(BadRequest, match="Message to edit not found"):
            await local_bot.edit_message_text("z", anna.id, 999)


class TestWhereABotMayWrite:
    """Chats that a bot does not know, or no longer reaches."""

    async def test_an_unknown_chat_is_not_found(self, local_bot: Bot) -> None:
        with pytest.raises(BadRequest, match="Chat not found"):
            await local_bot.send_message(123, "x")

    async def test_somebody_who_blocked_the_bot_is_out_of_reach(self, local_bot: Bot, anna: Person) -> None:
        anna.blocks_bot()
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await local_bot.send_message(anna.id, "x")

    async def test_somebody_who_never_started_it_is_out_of_reach(self, local_bot: Bot, world: World) -> None:
        with pytest.raises(Forbidden, match="initiate conversation"):
            await local_bot.send_message(world.person("Bo", started=False).id, "x")

    async def test_a_bot_that_was_kicked_cannot_write(self, local_bot: Bot, world: World, anna: Person) -> None:
        group = world.group("Readers", [anna])
        anna.removes_bot(group)
        with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
            await local_bot.send_message(group.id, "x")

    async def test_a_group_that_became_a_supergroup_names_its_new_id(
        self, local_bot: Bot, world: World, anna: Person
    ) -> None:
        group = world.group("Readers", [anna], kind="group")
        new = anna.upgrades(group)
        with pytest.raises(ChatMigrated) as moved:
            await local_bot.send_message(group.id, "x")
        assert moved.value.new_chat_id == new.id
        await local_bot.send_message(new.id, "x")


async def test_what_a_method_does_not_have_is_refused_when_strict(api: Api, anna: Person) -> None:
    status, body = await api.call(api.world.token, "sendMessage", {"chat_id": anna.id, "text": "x", "tekst": "y"})
    assert (status, body["description"]) == (
        400,
        "Bad Request: the playground knows no parameter 'tekst' of this method",
    )


async def test_a_document_is_sent_and_fetched_again(local_bot: Bot, world: World, anna: Person) -> None:
    message = await local_bot.send_document(
        anna.id, b"some bytes", filename="notes.txt", caption="<i>Notes</i>", parse_mode="HTML"
    )
    assert message.document is not None
    assert (message.document.file_name, message.caption) == ("notes.txt", "Notes")
    file = await local_bot.get_file(message.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"some bytes"


async def test_reactions_chat_members_and_deletion_work(local_bot: Bot, world: World, anna: Person) -> None:
    group = world.group("Readers", [anna])
    post = anna.says("/ask x", chat=group)
    await local_bot.set_message_reaction(group.id, post.id, "👀")
    assert post.reactions[world.bot["id"]] == [{"type": "emoji", "emoji": "👀"}]
    with pytest.raises(BadRequest, match=r"(?i)REACTION_INVALID"):
        await local_bot.set_message_reaction(group.id, post.id, ReactionTypeEmoji("🧷"))
    assert (await local_bot.get_chat_member(group.id, anna.id)).status == "creator"
    assert [one.user.id for one in await local_bot.get_chat_administrators(group.id)] == [anna.id]
    assert (await local_bot.get_chat(group.id)).title == "Readers"
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await local_bot.delete_message(group.id, post.id)
    anna.promotes_bot(group)
    await local_bot.delete_message(group.id, post.id)
    assert post.deleted
    forwarded = await local_bot.forward_message(group.id, anna.id, anna.forwards("Somebody", "text").id)
    assert forwarded.forward_origin is not None
    await local_bot.leave_chat(group.id)
