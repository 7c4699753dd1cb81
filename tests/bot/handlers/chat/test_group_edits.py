"""What a group can rely on when members edit what they wrote, where the bot sees it."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.store import chats
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.waiting import all_handled

BRIEF = (
    "City pool to close\n\nThe city pool on Elm Street will close on 3 May for repairs, the council said on Monday.\n\n"
    "The repairs will cost 2 million euros and take eight months."
)


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person, library: Library) -> Chat:
    """Anna's group, with Ben and the bot in it, which sees everything and is to keep articles."""
    world.bot["can_read_all_group_messages"] = True
    group = world.group("Neighbours", [anna, ben])
    with library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    return group


def titles(library: Library, group: Chat) -> list[str]:
    return [each.title for each in library.articles(collection=f"chat:{group.id}").items]


@pytest.mark.parametrize("text", ["who pays for the pool?", "/foo", "/ask who is the captain?", "hello everybody"])
async def test_a_kept_post_that_becomes_a_question_or_a_command_is_no_article_any_more(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library, text: str
) -> None:
    post = anna.says(BRIEF, chat=group)
    await world.until(lambda: post.reactions, 30)
    anna.edits(post, text)
    await world.until(lambda: titles(library, group) == [], 30)
    await all_handled(verbatim, world)
    assert world.from_bot(group) == []


async def test_a_kept_post_that_gets_more_words_is_a_new_version(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    post = anna.says(BRIEF, chat=group)
    await world.until(lambda: post.reactions, 30)
    anna.edits(post, BRIEF.replace("City pool", "Elm Street pool"))
    await world.until(lambda: titles(library, group) == ["Elm Street pool to close"], 30)
    await all_handled(verbatim, world)
    assert world.from_bot(group) == []


async def test_a_question_that_becomes_an_article_is_kept_with_a_reaction(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    post = anna.says("did you hear about the pool?", chat=group)
    await all_handled(verbatim, world)
    anna.edits(post, BRIEF)
    await world.until(lambda: post.reactions, 30)
    assert titles(library, group) == ["City pool to close"]
    assert world.from_bot(group) == []


async def test_chat_that_becomes_other_chat_changes_nothing(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    post = anna.says("see you at 8", chat=group)
    anna.edits(post, "see you at 9, and do not forget the keys of the hall, please")
    await all_handled(verbatim, world)
    assert titles(library, group) == []
    assert world.from_bot(group) == []


@pytest.mark.usefixtures("verbatim")
async def test_a_mistyped_ask_that_is_mended_is_answered_once(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.until(lambda: post.reactions, 30)
    asked = ben.says("/aks who is the captain?", chat=group)
    ben.edits(asked, "/ask who is the captain?")
    answer = await world.until(lambda: next(iter(world.from_bot(group)), None))
    assert "Ewa Lindqvist" in answer.shown
    world.deliver(asked, edited=True)
    ben.edits(asked, "/ask when will tickets be refunded?")
    await world.until(lambda: "ten days" in answer.shown)
    assert world.from_bot(group) == [answer]


@pytest.mark.usefixtures("verbatim")
async def test_a_bare_ask_that_gets_its_question_is_answered(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.until(lambda: post.reactions, 30)
    asked = ben.says("/ask", chat=group)
    await world.reply(asked, containing="Ask like this")
    ben.edits(asked, "/ask who is the captain?")
    await world.until(lambda: any("Ewa Lindqvist" in each.shown for each in world.from_bot(group)))


async def test_other_commands_are_not_run_by_an_edit(
    verbatim: Verbatim, world: World, anna: Person, group: Chat
) -> None:
    post = anna.says(BUDGET, chat=group)
    await world.until(lambda: post.reactions, 30)
    slip = anna.says("/forgt", chat=group)
    anna.edits(slip, "/forget")
    others = anna.says("/aks@other_bot who voted?", chat=group)
    anna.edits(others, "/ask@other_bot who voted?")
    await all_handled(verbatim, world)
    assert world.from_bot(group) == []


@pytest.mark.usefixtures("verbatim")
async def test_an_answered_question_under_which_somebody_asked_is_answered_anew_when_it_is_edited(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    post = anna.says(FERRY, chat=group)
    await world.until(lambda: post.reactions, 30)
    question = anna.says("who is the captain?", chat=group)
    ben.says("/ask", chat=group, reply_to=question)
    answer = await world.reply(question)
    anna.edits(question, "when will tickets be refunded?")
    await world.until(lambda: "ten days" in answer.shown)
