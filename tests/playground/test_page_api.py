"""What the page asks of the server and has it do, over HTTP: earlier messages, articles, things without a text, and
what the bot is not told."""

from __future__ import annotations

from typing import Any

import pytest

from bot.playground import Chat, Person, RunningPlayground, World
from tests.support.bot.rich import heading, paragraph, styled
from tests.support.playground.page_api import ask, do


async def state(server: RunningPlayground, person: Person, chat: Chat) -> dict[str, Any]:
    _, found = await ask(server, "state", **{"as": person.id})
    return next(one for one in found["chats"] if one["id"] == chat.id)


def numbers(answer: dict[str, Any]) -> list[int]:
    return [message["message_id"] for message in answer["messages"]]


class TestEarlierMessages:
    async def test_they_come_in_pages_until_the_first_one(self, api_server: RunningPlayground, anna: Person) -> None:
        posts = [anna.says(f"message {number}").id for number in range(250)]
        shown = await state(api_server, anna, anna.chat)
        assert (numbers(shown), shown["more"]) == (posts[150:], True)
        _, page = await ask(api_server, "history", chat_id=anna.id, before=posts[150])
        assert (numbers(page), page["more"]) == (posts[50:150], True)
        _, last = await ask(api_server, "history", chat_id=anna.id, before=posts[50])
        assert (numbers(last), last["more"]) == (posts[:50], False)

    async def test_all_from_one_that_is_looked_for_to_the_newest(
        self, api_server: RunningPlayground, anna: Person
    ) -> None:
        posts = [anna.says(f"message {number}").id for number in range(150)]
        _, found = await ask(api_server, "history", chat_id=anna.id, message=posts[40])
        assert (numbers(found), found["more"], found["topic"]) == (posts[20:], True, None)

    async def test_a_topic_has_its_own(self, api_server: RunningPlayground, world: World, anna: Person) -> None:
        group = world.group("Neighbours", [anna], forum=True)
        topic = anna.creates_topic(group, "Ferries")
        ferry = anna.says("a ferry", chat=group, topic=topic).id
        for _ in range(120):
            anna.says("in General", chat=group)
        _, found = await ask(api_server, "history", chat_id=group.id, topic=topic)
        assert (numbers(found), found["more"]) == ([topic, ferry], False)
        _, sought = await ask(api_server, "history", chat_id=group.id, message=ferry)
        assert (numbers(sought), sought["topic"]) == ([topic, ferry], topic)

    async def test_nobody_reads_a_chat_that_is_not_theirs_and_what_is_gone_is_said_to_be(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        eve, post = world.person("Eve"), anna.says("mine")
        assert (await ask(api_server, "history", chat_id=anna.id, **{"as": eve.id}))[0] == 404
        anna.deletes(post)
        status, answer = await ask(api_server, "history", chat_id=anna.id, message=post.id)
        assert (status, answer["error"]) == (404, "That message is gone.")
        assert (await ask(api_server, "history", chat_id=anna.id, before="x"))[0] == 400
        assert (await ask(api_server, "history", chat_id=anna.id, topic=7))[0] == 404


class TestArticles:
    async def test_an_article_is_sent_as_blocks_or_forwarded_from_its_source(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        text = "# Mill burns\nIt **burnt**."
        assert (await do(api_server, "article", chat_id=anna.id, text=text))[1] == {"blocks": 2}
        await do(api_server, "article", chat_id=anna.id, text=text, source="The Times")
        own, forwarded = world.history(anna.chat)
        blocks = [heading("Mill burns"), paragraph(["It ", styled("bold", "burnt"), "."])]
        assert own.data["rich_message"] == forwarded.data["rich_message"] == {"blocks": blocks}
        assert forwarded.data["forward_origin"]["chat"]["title"] == "The Times"
        assert [update["message"]["message_id"] for update in world.updates.pending] == [own.id, forwarded.id]

    async def test_in_a_channel_it_is_posted_and_reaches_the_linked_group(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        group, channel = world.group("Readers", [anna]), world.channel("The Times")
        channel.members[anna.id] = "creator"
        world.link(channel, group)
        assert (await do(api_server, "article", chat_id=channel.id, text="# Mill burns"))[0] == 200
        assert "rich_message" in world.history(channel)[0].data
        assert world.history(group)[0].data["rich_message"] == {"blocks": [heading("Mill burns")]}

    async def test_an_empty_one_is_refused(self, api_server: RunningPlayground, anna: Person) -> None:
        for text in ("  ", None, 7):
            status, answer = await do(api_server, "article", chat_id=anna.id, text=text)
            assert (status, answer["error"]) == (400, "Write something first.")


class TestOtherThings:
    @pytest.mark.parametrize("kind", ["voice", "sticker", "poll", "contact", "location"])
    async def test_one_of_each_kind_is_sent_and_the_bot_is_told(
        self, api_server: RunningPlayground, world: World, anna: Person, kind: str
    ) -> None:
        assert (await do(api_server, "specimen", chat_id=anna.id, kind=kind))[0] == 200
        [update] = world.updates.pending
        assert kind in update["message"]
        [post] = world.history(anna.chat)
        assert kind in anna.forwards_post(post).data

    async def test_no_other_thing_is_sent(self, api_server: RunningPlayground, anna: Person) -> None:
        status, answer = await do(api_server, "specimen", chat_id=anna.id, kind="from")
        assert (status, answer["error"]) == (400, "The page sends no such thing.")

    async def test_spoilers_are_written_with_bars_and_edited(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        await do(api_server, "send", chat_id=anna.id, text="It was ||the cook||.")
        [post] = world.history(anna.chat)
        assert (post.text, post.formatted("spoiler")) == ("It was the cook.", ["the cook"])
        await do(api_server, "edit", chat_id=anna.id, message_id=post.id, text="It was the ||butler||.")
        assert post.formatted("spoiler") == ["butler"]


class TestWhatTheBotIsNotTold:
    async def test_messages_of_a_group_are_marked_until_somebody_answers_one_with_a_command(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        group = world.group("Book club", [anna])
        talk, command = anna.says("a long story", chat=group), anna.says("/ask who?", chat=group)
        shown = await state(api_server, anna, group)
        assert [one["unseen"] for one in shown["messages"]] == [True, False]
        anna.says("/keep", chat=group, reply_to=talk)
        shown = await state(api_server, anna, group)
        assert [one["unseen"] for one in shown["messages"]] == [False, False, False]
        assert not command.unseen

    async def test_nothing_is_marked_where_it_sees_everything_or_is_not_at_all(
        self, api_server: RunningPlayground, world: World, anna: Person
    ) -> None:
        for status in ("administrator", "left"):
            group = world.group("Book club", [anna], bot=status)
            anna.says("a long story", chat=group)
            assert [one["unseen"] for one in (await state(api_server, anna, group))["messages"]] == [False]
        anna.says("hello")
        assert [one["unseen"] for one in (await state(api_server, anna, anna.chat))["messages"]] == [False]


async def test_the_languages_offered_are_those_of_the_bots_menus(
    api_server: RunningPlayground, world: World, anna: Person
) -> None:
    commands = [{"command": "help", "description": "?"}]
    for language in ("", "de", "ar"):
        await api_server.api.call(world.token, "setMyCommands", {"commands": commands, "language_code": language})
    _, found = await ask(api_server, "state")
    assert found["languages"] == ["en", "ar", "de"]


@pytest.mark.parametrize(
    ("texts", "tried"),
    [
        (["hi", "thanks!", "/help"], []),
        (["who won?"], ["question"]),
        (["谁赢了？"], ["question"]),
        (["/ask who won"], ["question"]),
        (["/summary"], ["summary"]),
        (["hi"] * 13, ["enough"]),
    ],
)
async def test_only_a_question_counts_as_one(
    api_server: RunningPlayground, anna: Person, texts: list[str], tried: list[str]
) -> None:
    for text in texts:
        anna.says(text)
    assert (await state(api_server, anna, anna.chat))["tried"] == tried
