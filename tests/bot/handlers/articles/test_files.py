"""Files: what a person can rely on, and that no document takes the bot down or long."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.fetching.document_reader import Reader
from bot.playground import Api, Person, World
from bot.playground.world.posts import Post
from bot.playground.world.watching import PATIENCE
from index import Library
from index.extract import Reason, Unreadable, extract
from tests.support.articles import BUDGET, FERRY
from tests.support.bot.web import reading_here
from tests.support.documents import docx, epub, pdf, run, story, zipped
from tests.support.programs import run_program


@pytest.fixture
async def quick(api: Api, library: Library) -> AsyncIterator[None]:
    """The bot, polling, which reads in this process."""
    async with reading_here(api, library).polling():
        yield


async def kept(world: World, post: Post, containing: str = "Saved") -> Post:
    """The bot's receipt."""
    return await world.reply(post, containing=containing)


WORD = docx("".join(f"<w:p>{run(each)}</w:p>" for each in FERRY.split("\n\n")))
BOOK = epub(["".join(f"<p>{each}</p>" for each in FERRY.split("\n\n"))])
PAGE = f"<!doctype html><html><body><article>{''.join(f'<p>{each}</p>' for each in FERRY.split(chr(10) * 2))}"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "content",
    [FERRY.encode(), f"# Ferry\n\n{FERRY}".encode(), PAGE.encode(), pdf(FERRY.split("\n\n")), WORD, BOOK],
    ids=["text", "markdown", "page", "pdf", "word", "book"],
)
async def test_a_file_becomes_an_article_whatever_its_name(world: World, anna: Person, content: bytes) -> None:
    post = anna.sends_file("holiday.bin", content)
    receipt = await kept(world, post)
    assert receipt.reply_to == post.id
    answer = await world.reply(anna.says("who is the captain?"))
    assert answer.reply_to == post.id
    assert answer.quote is None
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist told passengers")
    assert (await world.reply(anna.says("/summary 2", reply_to=post))).text.startswith("📝 ")


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["a.docx", "x" * 5000 + ".docx"], ids=["its author's", "its own"])
async def test_a_file_with_an_endless_name_mutes_nothing(world: World, anna: Person, name: str) -> None:
    author = f"<dc:creator>{'Ines ' * 5000}</dc:creator>" if name == "a.docx" else ""
    core = f'<p xmlns:dc="http://purl.org/dc/elements/1.1/">{author}</p>'
    body = "".join(f"<w:p>{run(each)}</w:p>" for each in FERRY.split("\n\n"))
    receipt = await kept(world, anna.sends_file(name, docx(body, **{"docProps/core.xml": core})))
    listed = await kept(world, anna.says("/articles"), "1. Ferry")
    answer = await kept(world, anna.says("who is the captain?"), "Lindqvist")
    for said in (receipt, listed, answer):
        assert ("Ines Ines" if author else "xxx") in said.text
        assert len(said.text) < 800
        assert said.buttons


@pytest.mark.usefixtures("quick")
async def test_a_caption_that_asks_is_answered_from_the_file(world: World, anna: Person) -> None:
    await kept(world, anna.says(BUDGET + "\n\n" + "The captain of the team was Jo Marsh, the council said. " * 5))
    answer = await kept(world, anna.sends_file("a.txt", FERRY.encode(), caption="Who is the captain?"), "paragraph")
    assert answer.formatted("bold")[0].startswith("Captain Ewa Lindqvist")


@pytest.mark.usefixtures("quick")
async def test_files_sent_in_one_go_get_one_receipt(world: World, anna: Person) -> None:
    posts = anna.sends_album({"a.txt": FERRY.encode(), "b.txt": BUDGET.encode()})
    assert (await kept(world, posts[-1])).text.startswith("✅ Saved 2 articles")


@pytest.mark.usefixtures("quick")
async def test_in_a_group_a_file_is_read_only_when_somebody_asks(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    post = anna.sends_file("a.pdf", pdf(FERRY.split("\n\n")), chat=group)
    summary = await kept(world, ben.says("/summary 2", chat=group, reply_to=post), "📝")
    assert "Ferry" in summary.text
    answer = await kept(world, ben.says("/ask who is the captain?", chat=group, reply_to=post), "Lindqvist")
    assert answer.reply_to == post.id


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "I cannot read files of that kind"),
        (b"%PDF-1.4 nothing", "That file is damaged"),
        (zipped({"word/document.xml": bytes(50_000_000)}), "too large or too complicated"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600), "save it as .docx"),
        (b"...", "There is no text in that file."),
    ],
)
async def test_a_file_that_cannot_be_read_says_why(world: World, anna: Person, content: bytes, said: str) -> None:
    post = anna.sends_file("report.pdf", content)
    reply = await kept(world, post, said)
    assert reply.reply_to == post.id


@pytest.mark.usefixtures("quick")
async def test_a_file_over_20_megabytes_is_explained_and_not_asked_for(world: World, anna: Person) -> None:
    post = anna.sends_file("big.pdf", bytes(20_000_001))
    await kept(world, post, "up to 20 MB only")
    assert "getFile" not in [each.method for each in world.exchanges]


async def test_a_file_is_read_in_a_process_of_its_own_page_by_page() -> None:
    pages: list[tuple[int, int]] = []
    async with Reader().ready() as read:
        found = await read(pdf(story(40)), progress=lambda page, of: pages.append((page, of)))
    assert found.text.startswith("Ferry strands")
    assert pages == [(1, 2), (2, 2)]


def test_what_reads_a_document_is_ready_soon_for_it_loads_nothing_of_the_library() -> None:
    loaded = set(run_program("loads_modules", "bot.fetching.document_reader").stdout.split())
    assert "bot.fetching.document_reader" in loaded
    assert not loaded & {"index.library", "sqlalchemy", "numpy"}


async def test_a_document_that_takes_too_much_ends_its_process_and_nothing_else() -> None:
    heavy = ("<html><body><article>" + "<p>word</p>" * 400_000).encode()
    for reader in (Reader(seconds=0.5), Reader(memory=150_000_000)):
        async with reader.ready() as read:
            with pytest.raises(Unreadable) as caught:
                await read(heavy, url="https://a.example/")
        assert caught.value.reason in (Reason.TOO_COMPLEX, Reason.DAMAGED)
    async with Reader().ready() as read:
        assert (await read(FERRY.encode())).text.startswith("Ferry")


async def test_a_reader_that_is_not_needed_leaves_nothing_behind() -> None:
    async with Reader().ready():
        await asyncio.sleep(0)
    async with asyncio.timeout(PATIENCE), Reader(side_by_side=1).ready():
        pass


DOCUMENTS = [pdf(story(5)), WORD, BOOK, PAGE.encode(), FERRY.encode("utf-16")]


@given(document=st.sampled_from(DOCUMENTS), data=st.data())
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_document_cut_short_or_changed_is_read_or_refused(document: bytes, data: st.DataObject) -> None:
    end = data.draw(st.integers(0, len(document)))
    at = data.draw(st.integers(0, len(document)))
    put = data.draw(st.binary(max_size=40))
    changed = document[:at] + put + document[at + len(put) :]
    for content in (document[:end], changed):
        try:
            assert extract(content).text.strip()
        except Unreadable:
            continue


@given(st.text(max_size=200), st.sampled_from(["", "a.md", "a.html", "a.txt"]))
@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    try:
        found = extract(text.encode("utf-8", "surrogatepass"), name=name)
    except Unreadable:
        return
    assert found.text == found.text.strip() != ""


@pytest.mark.usefixtures("quick")
async def test_commands_in_captions_are_commands(world: World, anna: Person) -> None:
    group = world.group("Neighbours", [anna])
    post = anna.says(FERRY, chat=group)
    named = "/summary@verbatim_bot"
    answer = await world.reply(anna.sends_photo(named, chat=group, reply_to=post))
    assert answer.text.startswith("📝 Ferry strands")
    about = anna.sends_file(
        "a.txt", BUDGET.encode(), mime="text/plain", caption="/ask what do schools receive?", chat=group
    )
    assert "620 million" in (await world.reply(about)).shown
    await world.reply(anna.sends_photo("/articles"), containing="There is no article here yet")
    await world.reply(anna.sends_photo("/explode"), containing="I do not know /explode")
