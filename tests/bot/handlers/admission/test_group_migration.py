"""What a group can rely on when it becomes a supergroup, and when the bot leaves it and comes back."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.app import Verbatim
from bot.domain.messages import Edit, MessageContext, Outgoing, React, ReceiptLine, ReplyTo, Send, SendReceipt, decode
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.services.upkeep.retention import LEFT_SECONDS, keep_house, move, unite
from bot.store import chats, sent_messages
from bot.store import outbox as store
from bot.store.schema import chat as chat_table
from bot.store.schema import outbox, sent_message
from index import Library
from index.store.schema import article
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import all_handled


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's basic group, with Ben and the bot in it."""
    return world.group("Neighbours", [anna, ben], kind="group")


@pytest.fixture
def supergroup(world: World, anna: Person, ben: Person) -> Chat:
    return world.group("Readers", [anna, ben])


def decide(library: Library, chat_id: int, preferences: Preferences) -> None:
    with library.transaction() as connection:
        chats.decide(connection, chat_id, preferences)


def held(library: Library, chat_id: int) -> int:
    with library.database.read() as connection:
        return library.articles(collection=chats.collection(connection, chat_id)).total


# Becoming a supergroup


@pytest.mark.usefixtures("verbatim")
async def test_articles_and_decisions_go_along(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=post))
    decide(library, group.id, Preferences(sentences=2, language="en"))
    new = anna.upgrades(group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=new))
    assert "Ewa Lindqvist" in answer.shown
    assert "2 of 8 sentences" in (await world.reply(ben.says("/summary", chat=new))).text


@pytest.mark.usefixtures("verbatim")
async def test_numbers_of_old_messages_are_neither_quoted_nor_answered(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.reply(ben.says("/summary", chat=group, reply_to=post))
    new = anna.upgrades(group)
    # A message of the supergroup gets the number that the article's had in the group.
    other = "The library of Lorhaven opens at nine on Saturdays, the town said. It closes at noon, as it did in May."
    while (decoy := anna.says(other, chat=new)).id < post.id:
        pass
    question = ben.says("/ask who is the captain?", chat=new)
    answer = await world.reply(question)
    assert answer.reply_to == question.id
    assert answer.quote is None
    there = await world.reply(ben.says("/ask who is the captain?", chat=new, reply_to=decoy))
    assert "Ewa Lindqvist" not in there.text


async def test_both_collections_become_one_without_duplicates(
    verbatim: Verbatim, world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    for text in (FERRY, BUDGET):
        post = anna.says(text, chat=group)
        await world.reply(ben.says("/keep", chat=group, reply_to=post))
    # Telegram's two service messages may come after the first messages of the supergroup.
    new = world.group("Neighbours", [anna, ben])
    summaries = []
    for text in (BUDGET, GLACIER):
        post = anna.says(text, chat=new)
        summaries.append(await world.reply(ben.says("/summary", chat=new, reply_to=post)))
    group.migrated_to = new.id
    anna_says = {"from": anna.user}
    for where, content in ((new, {"migrate_from_chat_id": group.id}), (group, {"migrate_to_chat_id": new.id})):
        world.deliver(world.add_post(where, {**anna_says, **content}))
    await all_handled(verbatim, world)
    listed = await world.reply(ben.says("/articles", chat=new))
    assert listed.text.startswith("3 articles here")
    assert "Ewa Lindqvist" in (await world.reply(ben.says("/ask who is the captain?", chat=new))).shown
    # Buttons under what was said in the supergroup mean what they meant.
    longer = await anna.presses(summaries[1], "Longer").edited()
    assert longer.text.startswith("📝 Glacier")
    assert not library.holds(collection=f"chat:{group.id}")


async def test_a_crash_between_the_pointer_and_the_articles_is_made_good(
    world: World, anna: Person, group: Chat, supergroup: Chat, library: Library
) -> None:
    for number, text in enumerate((FERRY, BUDGET, GLACIER)):
        library.add(collection=f"chat:{group.id}", key=f"{group.id}:{number}", text=text)
    library.add(collection=f"chat:{supergroup.id}", key=f"{supergroup.id}:9", text="A note of the supergroup's own.")
    for _ in range(2):
        with library.transaction() as connection:
            move(library, connection, group.id, supergroup.id)
    # The process ends here, and begins again.
    keep_house(library, now=time.time())
    assert held(library, supergroup.id) == 4
    unite(library)
    assert held(library, supergroup.id) == 4


async def test_what_was_owed_is_owed_there_without_old_numbers(group: Chat, supergroup: Chat, library: Library) -> None:
    saved = ReceiptLine(
        article_id=1, title="t", source=None, published=None, kept=1, repeated=0, changed=0, words=9, reply_to=5
    )
    answer = Send(
        chat_id=group.id,
        text="answer",
        reply_to=ReplyTo(message_id=5),
        topic=7,
        about=MessageContext(kind="answer", question="?", asked=5),
    )
    owed: list[Outgoing] = [
        answer,
        Edit(chat_id=group.id, message_id=6, text="edit"),
        React(chat_id=group.id, message_id=5, emoji="✍"),
        SendReceipt(chat_id=group.id, saved=(saved,), language="en"),
    ]
    with library.transaction() as connection:
        store.put(connection, owed, now=0.0)
        chats.migrate(connection, group.id, supergroup.id)
        left = [decode(row.kind, row.body) for row in connection.execute(select(outbox).order_by(outbox.c.id))]
    assert [type(each) for each in left] == [Send, SendReceipt]
    assert all(each.chat_id == supergroup.id for each in left)
    sent, receipt = left
    assert isinstance(sent, Send)
    assert isinstance(receipt, SendReceipt)
    assert (sent.reply_to, sent.topic) == (None, None)
    assert sent.about is not None
    assert sent.about.asked is None
    assert receipt.saved[0].reply_to is None


@pytest.mark.usefixtures("verbatim")
async def test_a_group_that_only_sending_shows_to_have_moved_keeps_its_articles(
    verbatim: Verbatim, world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    library.add(collection=f"chat:{group.id}", key="1", text=FERRY)
    new = world.group("Neighbours", [anna, ben])
    group.migrated_to = new.id
    with library.transaction() as connection:
        verbatim.services.outbox.put(connection, [Send(chat_id=group.id, text="An answer that was owed.")])
    verbatim.services.outbox.wake([group.id])
    await world.until(lambda: [each for each in world.from_bot(new) if each.text == "An answer that was owed."])
    assert "Ewa Lindqvist" in (await world.reply(ben.says("/ask who is the captain?", chat=new))).shown


async def test_the_end_of_the_old_group_is_not_the_end_of_its_articles(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    """Telegram may say that the bot left the old group, before it says that this became a supergroup."""
    library.add(collection=f"chat:{group.id}", key="1", text=FERRY)
    decide(library, group.id, Preferences(purging=True))
    new = world.group("Neighbours", [anna])
    group.migrated_to = new.id
    world.change_member(group, anna.user, world.bot["id"], "left")
    await all_handled(verbatim, world)
    world.deliver(world.add_post(new, {"from": anna.user, "migrate_from_chat_id": group.id}))
    await all_handled(verbatim, world)
    keep_house(library, now=time.time() + 2 * LEFT_SECONDS)
    assert held(library, new.id) == 1


# Leaving and coming back


async def test_coming_back_in_time_finds_everything(
    verbatim: Verbatim, world: World, anna: Person, supergroup: Chat, library: Library
) -> None:
    library.add(collection=f"chat:{supergroup.id}", key="1", text=FERRY)
    anna.removes_bot(supergroup)
    await all_handled(verbatim, world)
    keep_house(library, now=time.time() + LEFT_SECONDS - 60)
    anna.adds_bot(supergroup)
    await all_handled(verbatim, world)
    keep_house(library, now=time.time() + 2 * LEFT_SECONDS)
    # It greets, too: whichever comes first.
    await world.reply(anna.says("/ask who is the captain?", chat=supergroup), containing="Ewa Lindqvist")


async def test_after_thirty_days_nothing_is_left(
    verbatim: Verbatim, world: World, anna: Person, supergroup: Chat, library: Library
) -> None:
    post = anna.says(FERRY, chat=supergroup)
    await world.reply(anna.says("/ask who is the captain?", chat=supergroup, reply_to=post))
    anna.removes_bot(supergroup)
    await all_handled(verbatim, world)
    keep_house(library, now=time.time() + LEFT_SECONDS + 60)
    assert not library.holds(collection=f"chat:{supergroup.id}")
    with library.database.read() as connection:
        assert not connection.execute(select(sent_message)).all()
        assert not connection.execute(select(chat_table)).all()


async def test_everything_goes_at_once_where_that_was_decided(
    verbatim: Verbatim, world: World, anna: Person, supergroup: Chat, library: Library
) -> None:
    library.add(collection=f"chat:{supergroup.id}", key="1", text=FERRY)
    library.add(collection=f"chat:{anna.id}", key="1", text=FERRY)
    decide(library, supergroup.id, Preferences(purging=True))
    anna.removes_bot(supergroup)
    await all_handled(verbatim, world)
    assert held(library, supergroup.id) == 0
    assert held(library, anna.id) == 1


async def test_a_supergroups_end_takes_what_it_had_as_a_group(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    library.add(collection=f"chat:{group.id}", key="1", text=FERRY)
    decide(library, group.id, Preferences(purging=True))
    new = anna.upgrades(group)
    await all_handled(verbatim, world)
    anna.removes_bot(new)
    await all_handled(verbatim, world)
    assert not library.holds(collection=f"chat:{group.id}")
    with library.database.read() as connection:
        assert not connection.execute(select(chat_table)).all()


async def test_who_blocks_the_bot_loses_nothing(
    verbatim: Verbatim, world: World, anna: Person, library: Library
) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    anna.blocks_bot()
    await all_handled(verbatim, world)
    keep_house(library, now=time.time() + 10 * LEFT_SECONDS)
    assert held(library, anna.id) == 1


# Retention


def test_old_articles_and_questions_go_by_themselves(library: Library) -> None:
    now = datetime.now(UTC)
    for number, text in enumerate((FERRY, BUDGET), 1):
        library.add(collection="chat:5", key=str(number), text=text)
    library.add(collection="chat:6", key="1", text=FERRY)
    with library.transaction() as connection:
        old = now - timedelta(days=31)
        connection.execute(update(article).where(article.c.id == 1).values(added_at=old))
        for message, at in ((1, old), (2, now)):
            sent_messages.note(
                connection, 5, message, MessageContext(kind="answer", question="who?"), now=at.timestamp()
            )
    decide(library, 5, Preferences(retention=30))
    keep_house(library, now=now.timestamp())
    assert [each.title.split()[0] for each in library.articles(collection="chat:5").items] == ["Council"]
    assert held(library, 6) == 1
    with library.database.read() as connection:
        assert sent_messages.about(connection, 5, 1) is None
        assert sent_messages.about(connection, 5, 2) is not None


def test_without_a_limit_nothing_goes(library: Library) -> None:
    library.add(collection="chat:5", key="1", text=FERRY)
    decide(library, 5, Preferences(sentences=3))
    keep_house(library, now=(datetime.now(UTC) + timedelta(days=9999)).timestamp())
    assert held(library, 5) == 1
