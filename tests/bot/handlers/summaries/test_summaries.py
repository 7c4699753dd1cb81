"""What a person can rely on when asking for summaries and digests."""

from __future__ import annotations

import pytest

from bot.app import Options, Verbatim
from bot.domain.parsing.summary_options import SummaryOptions, parse_summary_options
from bot.playground import Api, Person, World
from bot.playground.request import InProcessRequest
from bot.playground.world.posts import Post
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.cases import every_case

FERRY_ELSEWHERE = """\
212 people safe after ferry grounds near Brannock
A ferry with 212 people on board ran aground on a sandbank near Brannock harbour on Saturday morning.

The coastguard said that nobody was hurt. The operator Northline cancelled its crossings until Monday."""


def sentences(summary: Post) -> list[str]:
    """The sentences of a summary, which are numbered from 1."""
    lines = summary.text.split("\n\n")[1].splitlines()
    assert [line.partition(". ")[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    return [line.partition(". ")[2] for line in lines]


def bullets(digest: Post) -> list[str]:
    return [line.removeprefix("• ") for line in digest.text.splitlines() if line.startswith("• ")]


@every_case(
    ("words", "wish"),
    [
        ("", SummaryOptions()),
        ("5", SummaryOptions(length=5)),
        ("30%", SummaryOptions(length=0.3)),
        ("Short", SummaryOptions(length="short")),
        ("about oil", SummaryOptions(focus="oil")),
        ("3 about the mayor", SummaryOptions(length=3, focus="the mayor")),
        ("0", None),
        ("1001", None),
        ("200%", None),
        ("kurz über Öl", SummaryOptions(length="short", focus="Öl")),
        ("nordvik", SummaryOptions(focus="nordvik")),
        ("in 3 sentences", SummaryOptions(length=3)),
        ("den Artikel über die Flut", SummaryOptions(article="die Flut")),
        ("статью о наводнении", SummaryOptions(article="наводнении")),
        ("this", SummaryOptions()),
        ("short please", SummaryOptions(length="short")),
        ("30% bitte", SummaryOptions(length=0.3)),
        ("about the bot", SummaryOptions(focus="the bot")),
        ("s'il te plaît", SummaryOptions()),
    ],
)
def test_the_words_behind_summary_are_understood_or_refused(words: str, wish: SummaryOptions | None) -> None:
    assert parse_summary_options(words) == wish


@pytest.mark.usefixtures("verbatim")
async def test_an_invalid_length_is_explained(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    reply = await world.reply(anna.says("/summary 0 <b>please"))
    assert reply.text.startswith("“0 <b>please” is not a length.")


@pytest.mark.usefixtures("verbatim")
async def test_the_title_is_not_quoted_under_itself(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    summary = await world.reply(anna.says("/summary 30"))
    assert len(sentences(summary)) == 8
    assert FERRY.splitlines()[0] not in sentences(summary)


@pytest.mark.usefixtures("verbatim")
async def test_short_is_shorter_than_long(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    short = await world.reply(anna.says("/summary short"))
    longer = await world.reply(anna.says("/summary long"))
    assert set(sentences(short)) < set(sentences(longer))


@pytest.mark.usefixtures("verbatim")
async def test_a_summary_on_a_subject_holds_what_is_said_about_it(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    summary = await world.reply(anna.says("/summary 1 about tickets"))
    assert sentences(summary) == ["Tickets will be refunded within ten days, it said."]


@pytest.mark.usefixtures("verbatim")
async def test_all_that_an_article_says_on_a_subject_is_told_up_to_three_sentences(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    summary = await world.reply(anna.says("/summary about the sandbank"))
    said = sentences(summary)
    assert len(said) == 2
    assert all("sandbank" in each for each in said)


@pytest.mark.usefixtures("verbatim")
async def test_a_subject_that_the_latest_article_lacks_is_looked_for_in_the_others(world: World, anna: Person) -> None:
    for text in (FERRY, BUDGET, GLACIER):
        await world.reply(anna.forwards("Somebody", text))
    summary = await world.reply(anna.says("/summary about the schools"))
    assert summary.text.startswith("📝 Council approves budget")
    assert sentences(summary) == ["Schools receive 620 million crowns, 8 percent more than this year."]
    nothing = await world.reply(anna.says("/summary about the bread"))
    assert nothing.text == "Nothing in that article is about “the bread”."


@pytest.mark.usefixtures("verbatim")
async def test_a_sentences_number_shows_it_where_it_stands(world: World, anna: Person) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post)
    summary = await world.reply(anna.says("/summary 2"))
    anna.presses(summary, "2")
    shown = await world.reply(summary)
    assert shown.reply_to == post.id
    assert shown.quote == sentences(summary)[1]
    assert shown.text.startswith("Somebody, ")
    assert "paragraph" in shown.text
    assert shown.quote not in shown.text


@pytest.mark.usefixtures("verbatim")
async def test_a_sentence_that_cannot_be_quoted_where_it_stands_is_shown_in_its_paragraph(
    world: World, anna: Person
) -> None:
    file = anna.sends_file("ferry.txt", FERRY.encode(), mime="text/plain")
    await world.reply(file, containing="Saved")
    summary = await world.reply(anna.says("/summary 2"))
    anna.presses(summary, "2")
    shown = await world.reply(summary)
    assert shown.quote is None
    assert shown.formatted("bold") == [sentences(summary)[1]]
    assert shown.text.startswith("“")


@pytest.mark.usefixtures("verbatim")
async def test_the_numbers_of_sentences_stand_in_even_rows(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    summary = await world.reply(anna.says("/summary 6"))
    assert [[each["text"] for each in row] for row in summary.data["reply_markup"]["inline_keyboard"]] == [
        ["1", "2", "3"],
        ["4", "5", "6"],
        ["Shorter", "Longer"],
    ]


@pytest.mark.usefixtures("verbatim")
async def test_a_summary_says_of_how_many_sentences_it_is_or_that_it_is_all_of_them(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    assert "· 2 of 8 sentences ·" in (await world.reply(anna.says("/summary 2"))).text
    assert "· 8 sentences ·" in (await world.reply(anna.says("/summary 30"))).text
    await world.reply(anna.forwards("Somebody", "The harbour of Tarvik was closed by ice on Monday morning."))
    assert "· 1 sentence ·" in (await world.reply(anna.says("/summary"))).text


async def test_the_operator_can_choose_one_of_sumys_algorithms(
    world: World, anna: Person, api: Api, library: Library
) -> None:
    lsa = Verbatim.build(
        library,
        world.token,
        "http://telegram.test",
        Options(request=lambda: InProcessRequest(api), summary_method="lsa"),
    )
    async with lsa.polling():
        await world.reply(anna.forwards("Somebody", FERRY))
        summary = await world.reply(anna.says("/summary 3"))
        assert all(sentence in FERRY for sentence in sentences(summary))
        assert len(sentences(summary)) == 3


@pytest.mark.usefixtures("verbatim")
async def test_a_digest_groups_articles_on_one_story(world: World, anna: Person) -> None:
    for name, text in (("Post", FERRY), ("Times", BUDGET), ("Echo", FERRY_ELSEWHERE), ("Times", GLACIER)):
        last = anna.forwards(world.channel(name), text)
    await world.reply(last, containing="4 articles")
    digest = await world.reply(anna.says("/digest"))
    assert digest.text.startswith("🗞 3 stories in 4 articles")
    first = digest.text.split("\n\n")[1]
    assert "ferry" in first.lower()
    assert "in 2 articles · " in first
    assert "Post" in first
    assert "Echo" in first
    assert all(any(line in text for text in (FERRY, FERRY_ELSEWHERE, BUDGET, GLACIER)) for line in bullets(digest))
    titles = [text.splitlines()[0] for text in (FERRY_ELSEWHERE, BUDGET, GLACIER)]
    headlines = digest.formatted("bold")[1:]
    assert sorted(headlines) == sorted(titles)
    told = digest.text.split("\n\n")[1:]
    assert [story.splitlines()[0] for story in told] == [f"{n}. {each}" for n, each in enumerate(headlines, 1)]


@pytest.mark.usefixtures("verbatim")
async def test_a_digest_on_a_word_holds_only_what_it_is_in(world: World, anna: Person) -> None:
    anna.forwards("Somebody", GLACIER)
    await world.reply(anna.forwards("Somebody", BUDGET))
    digest = await world.reply(anna.says("/digest glacier"))
    assert "Glacier" in digest.text
    assert "Council" not in digest.text


@pytest.mark.usefixtures("verbatim")
async def test_an_empty_digest_says_so(world: World, anna: Person) -> None:
    assert (await world.reply(anna.says("/digest"))).text.startswith("There is no article here yet.")
    await world.reply(anna.forwards("Somebody", GLACIER))
    assert (await world.reply(anna.says("/digest submarines"))).text.startswith("No article here fits that.")
