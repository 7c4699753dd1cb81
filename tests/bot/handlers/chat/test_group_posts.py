"""What a group can rely on when people mention the bot, tell it to keep something, or let it keep what they post."""

from __future__ import annotations

import pytest

from bot.app import Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Api, Person, World
from bot.playground.world.chats import Chat
from bot.playground.world.posts import Post
from bot.store import chats
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.newspaper import Site, page
from tests.support.bot.waiting import all_handled
from tests.support.bot.web import reading_here


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
    decide(library, group, Preferences(keeping=True))
    return group


def decide(library: Library, group: Chat, preferences: Preferences) -> None:
    with library.transaction() as connection:
        chats.decide(connection, group.id, preferences)


def reaction(world: World, post: Post) -> list[str]:
    return [each["emoji"] for each in post.reactions.get(world.bot["id"], [])]


async def reacted(world: World, post: Post) -> None:
    await world.until(lambda: reaction(world, post), 30)


async def nothing_more(verbatim: Verbatim, world: World, asked: Post) -> list[Post]:
    """What the bot said in the chat, once all is handled: its answer to the last message is awaited first."""
    await world.reply(asked)
    await all_handled(verbatim, world)
    return world.from_bot(world.chats[asked.chat_id])


# Mentions


@pytest.mark.usefixtures("verbatim")
async def test_a_mention_is_a_question_about_the_post_that_it_answers(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.mentions_reach_bot = True
    anna.says(BUDGET, chat=group)
    post = anna.says(FERRY, chat=group)
    answer = await world.reply(ben.says("@Verbatim_Bot, who is the captain?", chat=group, reply_to=post))
    assert answer.reply_to == post.id
    assert answer.quote is not None
    assert answer.quote.startswith("Captain Ewa Lindqvist")
    # A mention that answers nothing asks all that is kept here.
    again = await world.reply(ben.says("when are tickets refunded @verbatim_bot", chat=group))
    assert again.quote == "Tickets will be refunded within ten days, it said."


@pytest.mark.usefixtures("verbatim")
async def test_the_name_alone_asks_for_a_summary_of_the_post(
    world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.mentions_reach_bot = True
    post = anna.says(FERRY, chat=group)
    assert (await world.reply(ben.says("@verbatim_bot", chat=group, reply_to=post))).text.startswith("📝 Ferry")
    assert (await world.reply(ben.says("@verbatim_bot", chat=group))).text.startswith("Ask like this")


async def test_mentions_of_others_thanks_and_what_is_passed_on_get_no_answer(
    verbatim: Verbatim, world: World, anna: Person, ben: Person, group: Chat
) -> None:
    world.bot["can_read_all_group_messages"] = True
    ben.says("@verbatim_bot_2 who is the captain?", chat=group)
    ben.says("write to me@verbatim_bot.example", chat=group)
    ben.says("@verbatim_bot thanks!", chat=group)
    ben.forwards("Somebody", "@verbatim_bot who is the captain?", chat=group)
    channel = world.channel("News")
    world.link(channel, group)
    anna.publishes(channel, "Ask our @verbatim_bot about it")
    assert len(await nothing_more(verbatim, world, anna.says("/articles", chat=group))) == 1


@pytest.mark.usefixtures("verbatim")
async def test_a_mention_without_a_name_counts_too(verbatim: Verbatim, world: World, anna: Person, group: Chat) -> None:
    world.bot["can_read_all_group_messages"] = True
    mention = {"type": "text_mention", "offset": 0, "length": 4, "user": world.bot_user}
    answer = await world.reply(anna.says("Bot, who is the captain?", chat=group, entities=[mention]))
    assert answer.text.startswith("There is no article here yet.")


# /keep


@pytest.mark.usefixtures("verbatim")
async def test_keep_keeps_the_post_it_answers(world: World, anna: Person, ben: Person, group: Chat) -> None:
    post = anna.says(FERRY, chat=group)
    receipt = await world.reply(ben.says("/keep@verbatim_bot", chat=group, reply_to=post))
    assert receipt.text.startswith("✅ Saved Ferry strands")
    assert receipt.reply_to == post.id
    assert "Ewa Lindqvist" in (await world.reply(ben.says("/ask who is the captain?", chat=group))).shown


@pytest.mark.usefixtures("verbatim")
async def test_keep_says_what_it_needs(world: World, anna: Person, group: Chat) -> None:
    assert (await world.reply(anna.says("/keep", chat=group))).text.startswith("Reply with /keep")
    post = anna.says("🎉", chat=group)
    assert (await world.reply(anna.says("/keep", chat=group, reply_to=post))).text.startswith("There are no words")


async def test_commands_reach_the_link_the_file_and_the_caption_of_anybodys_post(
    world: World, anna: Person, ben: Person, group: Chat, site: Site
) -> None:
    site.pages["/ferry"] = page(FERRY)
    link = anna.says(f"Read this: {site.url('/ferry')}", chat=group)
    assert (
        "Ewa Lindqvist"
        in (await world.reply(ben.says("/ask who is the captain?", chat=group, reply_to=link), containing="Ewa")).shown
    )
    file = anna.sends_file("budget.txt", BUDGET.encode(), mime="text/plain", chat=group)
    assert (await world.reply(ben.says("/summary", chat=group, reply_to=file), containing="📝")).text.startswith(
        "📝 Council"
    )
    photo = anna.sends_photo(GLACIER, chat=group)
    kept = await world.reply(ben.says("/keep", chat=group, reply_to=photo), containing="Saved")
    assert kept.text.startswith("✅ Saved Glacier")


# Keeping what is posted


async def test_by_default_only_what_is_asked_about_is_kept(
    verbatim: Verbatim, world: World, anna: Person, group: Chat, library: Library
) -> None:
    world.bot["can_read_all_group_messages"] = True
    anna.forwards("Somebody", FERRY, chat=group)
    anna.says(BUDGET * 2, chat=group)
    await nothing_more(verbatim, world, anna.says("/articles", chat=group))
    assert library.articles(collection=f"chat:{group.id}").total == 0


async def test_where_that_is_switched_on_articles_are_kept_with_a_reaction_and_no_word(
    world: World, anna: Person, ben: Person, keeping: Chat, library: Library, site: Site
) -> None:
    site.pages["/glacier"] = page(GLACIER)
    posts = [
        anna.forwards("Somebody", FERRY, chat=keeping),
        ben.says(BUDGET + "\n\n" + "The debate was long, and the benches were hard. " * 4, chat=keeping),
        anna.says(f"look: {site.url('/glacier')}", chat=keeping),
        ben.sends_file("note.txt", b"The lighthouse of Tarvik gets a new lamp in May, the town said.", chat=keeping),
    ]
    for post in posts:
        await reacted(world, post)
    assert world.from_bot(keeping) == []
    assert library.articles(collection=f"chat:{keeping.id}").total == 4


async def test_talk_is_not_kept_and_what_cannot_be_read_is_passed_over_in_silence(
    world: World, anna: Person, ben: Person, keeping: Chat, library: Library, site: Site
) -> None:
    said = [
        anna.says("Did you see the ferry? Unbelievable, right in the harbour.", chat=keeping),
        ben.forwards(anna, "lol, see you at nine", chat=keeping),
        anna.says(site.url("/nothing-there"), chat=keeping),
        ben.sends_file("song.mp3", b"ID3...", mime="audio/mpeg", chat=keeping),
        ben.sends_file("broken.pdf", b"%PDF-1.4 broken", mime="application/pdf", chat=keeping),
    ]
    last = await world.reply(anna.says("/articles", chat=keeping))
    assert world.from_bot(keeping) == [last]
    assert library.articles(collection=f"chat:{keeping.id}").total == 0
    assert not any(reaction(world, post) for post in said)


async def test_where_links_are_left_alone_none_is_opened(
    world: World, anna: Person, keeping: Chat, library: Library, site: Site
) -> None:
    decide(library, keeping, Preferences(keeping=True, fetching=False))
    site.pages["/ferry"] = page(FERRY)
    link = anna.says(f"look: {site.url('/ferry')}", chat=keeping)
    told = await world.reply(anna.says("/summary", chat=keeping, reply_to=link))
    assert told.text.startswith("I do not open links in this chat")
    assert world.from_bot(keeping) == [told]
    assert site.asked == []


@pytest.mark.usefixtures("verbatim")
async def test_where_reactions_are_not_allowed_it_keeps_in_silence(
    verbatim: Verbatim, world: World, anna: Person, keeping: Chat, library: Library
) -> None:
    keeping.reactions = []
    post = anna.forwards("Somebody", FERRY, chat=keeping)
    last = await nothing_more(verbatim, world, anna.says("/articles", chat=keeping))
    assert len(last) == 1
    assert not reaction(world, post)
    assert library.articles(collection=f"chat:{keeping.id}").total == 1


@pytest.mark.usefixtures("verbatim")
async def test_a_linked_channels_posts_are_articles_of_the_group(
    world: World, anna: Person, keeping: Chat, library: Library
) -> None:
    channel = world.channel("Harbour News")
    world.link(channel, keeping)
    anna.publishes(channel, FERRY)
    await reacted(world, world.history(keeping)[-1])
    assert library.articles(collection=f"chat:{keeping.id}").items[0].source == "Harbour News"


@pytest.mark.usefixtures("verbatim")
async def test_a_long_post_in_several_messages_is_one_article(
    world: World, anna: Person, keeping: Chat, library: Library
) -> None:
    text = "\n\n".join(f"Paragraph {number} of a long report. {GLACIER}" for number in range(14))
    parts = anna.pastes(text, chat=keeping)
    assert len(parts) > 1
    for part in parts:
        await reacted(world, part)
    assert library.articles(collection=f"chat:{keeping.id}").total == 1
    assert world.from_bot(keeping) == []


# Joining


async def test_on_joining_it_says_once_in_two_lines_what_it_does_and_sees(
    verbatim: Verbatim, world: World, anna: Person
) -> None:
    group = world.group("Book club", [anna], bot="left")
    words = await world.reply(anna.adds_bot(group))
    assert len(words.text.splitlines()) == 2
    assert "I see only commands and replies to me" in words.text
    assert "/settings" in words.text
    anna.promotes_bot(group)
    anna.demotes_bot(group)
    assert len(await nothing_more(verbatim, world, anna.says("/articles", chat=group))) == 2


@pytest.mark.parametrize("why", ["privacy mode is off", "administrator"])
@pytest.mark.usefixtures("verbatim")
async def test_where_it_can_see_everything_it_says_so(world: World, anna: Person, why: str) -> None:
    group = world.group("Book club", [anna], bot="left")
    if why == "administrator":
        world.change_member(group, anna.user, world.bot["id"], "administrator")
    else:
        world.bot["can_read_all_group_messages"] = True
        anna.adds_bot(group)
    words = await world.until(lambda: world.from_bot(group), 30)
    assert "I can see all messages here" in words[0].text


async def test_where_it_may_not_write_and_in_channels_it_says_nothing(
    verbatim: Verbatim, world: World, anna: Person
) -> None:
    mute = world.group("Quiet", [anna], bot="left")
    world.change_member(mute, anna.user, world.bot["id"], "restricted")
    channel = world.channel("News")
    world.change_member(channel, anna.user, world.bot["id"], "administrator")
    await world.reply(anna.says("hello"))
    assert world.from_bot(mute) == []
    assert world.from_bot(channel) == []
    assert len(world.requests("sendMessage")) == 1


async def test_files_are_read_where_they_are_posted(world: World, anna: Person, api: Api, library: Library) -> None:
    """The same with a reader in this process, over a group that asks about a file by mentioning the bot."""
    group = world.group("Neighbours", [anna])
    world.mentions_reach_bot = True
    async with reading_here(api, library).polling():
        asked = anna.sends_file("ferry.txt", FERRY.encode(), caption="@verbatim_bot who is the captain?", chat=group)
        assert "Ewa Lindqvist" in (await world.reply(asked, containing="Ewa")).shown
