"""What a group can rely on: nobody's chatter becomes an article, and no question is answered by itself."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from index import Library
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.newspaper import Site
from tests.support.bot.waiting import all_handled

QUESTION = "how many people were on board?"
LINE = "ok see you tomorrow at 8 then"
SENTENCE = "The mayor of Lorhaven resigned on Monday."
BRIEF = (
    "City pool to close\n\nThe city pool on Elm Street will close on 3 May for repairs, the council said on Monday.\n\n"
    "The repairs will cost 2 million euros and take eight months."
)


@pytest.fixture
def ben(world: World) -> Person:
    return world.person("Ben")


@pytest.fixture
def group(world: World, anna: Person, ben: Person) -> Chat:
    """Anna's group, with Ben and the bot in it; privacy mode is on."""
    return world.group("Neighbours", [anna, ben])


@pytest.fixture
def keeping(world: World, group: Chat, library: Library) -> Chat:
    """The same, where the bot sees everything and is to keep articles."""
    world.bot["can_read_all_group_messages"] = True
    with library.transaction() as connection:
        chats.decide(connection, group.id, Preferences(keeping=True))
    return group


def titles(library: Library, group: Chat) -> list[str]:
    return [each.title for each in library.articles(collection=f"chat:{group.id}").items]


async def kept(world: World, anna: Person, group: Chat, text: str = FERRY) -> Post:
    post = anna.says(text, chat=group)
    await world.reply(anna.says("/keep", chat=group, reply_to=post), containing="Saved")
    return post


def reaction_of(world: World, post: Post) -> list[str]:
    return [each["emoji"] for each in post.reactions.get(world.bot["id"], [])]


# Replies to what is no article


@pytest.mark.usefixtures("verbatim")
async def test_ask_under_somebodys_question_asks_it_and_answers_there(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    await kept(world, anna, group)
    question = anna.says(QUESTION, chat=group)
    ben.says("/ask", chat=group, reply_to=question)
    answer = await world.reply(question)
    assert answer.reply_to == question.id
    assert "212 people" in answer.text
    # The way back is a link, since the reply is taken.
    assert any(each["type"] == "text_link" for each in answer.entities)
    assert len(titles(library, group)) == 1
    nothing = ben.says("/ask what is the population of Norway?", chat=group, reply_to=question)
    assert (await world.reply(nothing)).text.startswith("Nothing in the article here answers that.")
    assert len(titles(library, group)) == 1


@pytest.mark.usefixtures("verbatim")
async def test_the_name_alone_under_a_question_asks_it_too(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.mentions_reach_bot = True
    await kept(world, anna, group)
    question = anna.says(QUESTION, chat=group)
    ben.says("@verbatim_bot", chat=group, reply_to=question)
    assert "212 people" in (await world.reply(question)).text


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (SENTENCE, "That is one sentence"),
        (LINE, "That is not an article: there is nothing to summarise."),
        (QUESTION, "That is not an article: there is nothing to summarise."),
        ("hello everybody", "That is not an article: there is nothing to summarise."),
        ("/foo", "That is not an article: there is nothing to summarise."),
    ],
)
@pytest.mark.usefixtures("verbatim")
async def test_summary_says_why_there_is_none(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, said: str, answer: str
) -> None:
    post = anna.says(said, chat=group)
    reply = await world.reply(ben.says("/summary", chat=group, reply_to=post))
    assert reply.text.startswith(answer)
    assert titles(library, group) == []


@pytest.mark.usefixtures("verbatim")
async def test_a_forwarded_sentence_is_short_enough_as_well(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    post = anna.forwards("Harbour News", SENTENCE, chat=group)
    assert "short enough" in (await world.reply(ben.says("/summary", chat=group, reply_to=post))).text
    assert titles(library, group) == []
    await world.reply(ben.says("/keep", chat=group, reply_to=post), containing="Saved")
    assert "short enough" in (await world.reply(ben.says("/summary", chat=group, reply_to=post))).text


@pytest.mark.parametrize("said", [QUESTION, LINE, "hello everybody", "/foo", "/sumary please"])
@pytest.mark.usefixtures("verbatim")
async def test_keep_refuses_a_line_of_chat_and_says_why(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, said: str
) -> None:
    post = anna.says(said, chat=group)
    reply = await world.reply(ben.says("/keep", chat=group, reply_to=post))
    assert reply.text == "I did not keep that: it is a question, a command or a line of chat."
    assert titles(library, group) == []


@pytest.mark.parametrize(
    "said",
    [
        BRIEF,
        SENTENCE,
        "I have the keys of the hall until Friday. Whoever needs them, ask me or my sister at number 12.",
    ],
)
@pytest.mark.usefixtures("verbatim")
async def test_keep_keeps_what_is_more_than_that(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, said: str
) -> None:
    post = anna.says(said, chat=group)
    await world.reply(ben.says("/keep", chat=group, reply_to=post), containing="Saved")
    assert len(titles(library, group)) == 1


@pytest.mark.usefixtures("verbatim")
async def test_ask_under_a_short_report_answers_from_it(
    world: World, anna: Person, ben: Person, group: Chat, library: Library
) -> None:
    post = anna.says(BRIEF, chat=group)
    answer = await world.reply(ben.says("/ask what will the repairs cost?", chat=group, reply_to=post))
    assert answer.reply_to == post.id
    assert answer.quote == "The repairs will cost 2 million euros and take eight months."
    assert titles(library, group) == ["City pool to close"]


@pytest.mark.parametrize("said", [LINE, SENTENCE, "hello everybody", "/foo"])
@pytest.mark.usefixtures("verbatim")
async def test_ask_under_chat_looks_in_what_is_kept(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, said: str
) -> None:
    await kept(world, anna, group)
    post = anna.says(said, chat=group)
    answer = await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=post), containing="Lindqvist")
    assert answer.quote is not None
    assert len(titles(library, group)) == 1


# What was kept by mistake


@pytest.mark.parametrize("asked", [QUESTION, QUESTION.rstrip("?"), "How many people were on BOARD??"])
@pytest.mark.usefixtures("verbatim")
async def test_a_question_that_an_earlier_release_kept_does_not_answer_itself(
    world: World, anna: Person, ben: Person, group: Chat, library: Library, asked: str
) -> None:
    await kept(world, anna, group)
    for number, text in enumerate((QUESTION, "/ask how many people were on board?", "Hello people on board!"), 900):
        library.add(collection=f"chat:{group.id}", key=f"{group.id}:{number}", text=text)
    answer = await world.reply(ben.says(f"/ask {asked}", chat=group), containing="212")
    assert answer.quote is not None
    assert answer.quote in FERRY


@pytest.mark.usefixtures("verbatim")
async def test_where_only_such_a_question_is_kept_nothing_answers_it(
    world: World, anna: Person, group: Chat, library: Library
) -> None:
    library.add(collection=f"chat:{group.id}", key=f"{group.id}:900", text="Why the mill of Carnow burnt")
    reply = await world.reply(anna.says("/ask why the mill of Carnow burnt", chat=group))
    assert reply.quote is None


# Our own words


@pytest.mark.usefixtures("verbatim")
async def test_what_the_bot_said_is_never_kept(
    world: World, anna: Person, ben: Person, keeping: Chat, library: Library, verbatim: Verbatim
) -> None:
    await world.reply(anna.says(FERRY))
    asked = anna.asks_inline("who is the captain?", chat=keeping)
    await asked.answered()
    sent = anna.chooses(asked, asked.results[0]["id"], chat=keeping)
    summary = await world.reply(anna.says("/summary"))
    passed_on = anna.forwards_post(summary, chat=keeping)
    for post in (sent, passed_on):
        await world.reply(ben.says("/keep", chat=keeping, reply_to=post), containing="Those are my own words")
        await world.reply(ben.says("/summary", chat=keeping, reply_to=post), containing="nothing to summarise")
        await world.reply(ben.says("/ask who is the captain?", chat=keeping, reply_to=post), containing="no article")
    await all_handled(verbatim, world)
    assert titles(library, keeping) == []


# Keeping unasked


async def test_chatter_is_not_kept_unasked(
    world: World, anna: Person, ben: Person, keeping: Chat, library: Library, site: Site
) -> None:
    anna.says(
        "I was at the new café today. They have plum cake on Fridays, and it is really good. You should go!",
        chat=keeping,
    )
    ben.says(
        "Dinner on Saturday\n\nAt seven in the hall. Bring a cake or a salad, there will be about twenty.", chat=keeping
    )
    anna.says(
        f"haha look at this one {site.url('/goat')} the goat stands on the roof of the church again and nobody has any "
        "idea how it came up there in the first place",
        chat=keeping,
    )
    ben.says("What do you all think about the new bus line, is it worth it? I am not so sure any more.", chat=keeping)
    news = anna.says(BRIEF, chat=keeping)
    listed = await world.reply(anna.says("/articles", chat=keeping), containing="1 article here")
    assert reaction_of(world, news) == ["✍"]
    assert titles(library, keeping) == ["City pool to close"]
    assert world.from_bot(keeping) == [listed]


# Privacy mode


@pytest.mark.usefixtures("verbatim")
async def test_where_it_sees_little_it_says_so_once_a_chat(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    await kept(world, anna, group)
    hint = "I only know posts that somebody asked me about; reply to one with /keep."
    first = await world.reply(ben.says("/ask what is the population of Norway?", chat=group))
    assert first.text == f"Nothing in the article here answers that.\n\n{hint}"
    again = await world.reply(anna.says("/ask what is the population of Chad?", chat=group))
    assert again.text == "Nothing in the article here answers that."


@pytest.mark.usefixtures("verbatim")
async def test_where_it_sees_everything_and_in_private_it_does_not(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    anna.promotes_bot(group)
    await kept(world, anna, group)
    nothing = await world.reply(ben.says("/ask what is the population of Norway?", chat=group))
    assert nothing.text == "Nothing in the article here answers that."
    await world.reply(anna.says(BUDGET), containing="Saved")
    assert "/keep" not in (await world.reply(anna.says("what is the population of Norway?"))).text
