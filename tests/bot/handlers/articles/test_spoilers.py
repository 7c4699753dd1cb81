"""What a person can rely on when an author hides words behind a spoiler: whoever wants to read them has to press."""

from __future__ import annotations

import pytest

from bot.playground import Person, Post, World
from bot.playground.text.units import cut
from tests.support.bot.rich import paragraph, styled

pytestmark = pytest.mark.usefixtures("verbatim")

REVIEW = """\
The Keeper of Brannock, a film by Ines Falk
The film is set on a lighthouse 🗼 that has stood on the island since 1871, and was shot there in the winter of 2024.

The butler Aldous Pym is the murderer, as the last letter shows. Critics praised the camera work of Tomas Reik.

Tickets cost 12 euros, and the cinema in Northtown shows it until Sunday the third of May."""
HIDDEN = "The butler Aldous Pym is the murderer"


def spoiler(text: str, words: str = HIDDEN) -> list[dict[str, object]]:
    """The entity of words that are hidden, as Telegram has it."""
    before = text[: text.index(words)].encode("utf-16-le")
    return [{"type": "spoiler", "offset": len(before) // 2, "length": len(words.encode("utf-16-le")) // 2}]


def hides(post: Post) -> list[str]:
    """What is hidden in the words that it quotes, and in its own."""
    quote = post.data.get("quote", {})
    quoted = [
        cut(quote["text"], each["offset"], each["offset"] + each["length"])
        for each in quote.get("entities", ())
        if each["type"] == "spoiler"
    ]
    return quoted + post.formatted("spoiler")


def told(post: Post, words: str = "Pym") -> bool:
    """Whether the words can be read without pressing a spoiler."""
    seen = post.shown
    for hidden in hides(post):
        seen = seen.replace(hidden, "")
    return words in seen


@pytest.fixture
async def receipt(world: World, anna: Person) -> Post:
    """Of the review, which Anna has forwarded."""
    return await world.reply(anna.forwards("Somebody", REVIEW, entities=spoiler(REVIEW)))


async def test_an_answer_hides_what_the_author_hid_and_nothing_else(world: World, anna: Person, receipt: Post) -> None:
    answer = await world.reply(anna.says("who is the murderer?"), containing="Pym")
    assert hides(answer) == [HIDDEN]
    assert told(answer, "as the last letter shows")
    assert not told(answer)
    context = await anna.presses(answer, "In context").edited()
    assert context.formatted("spoiler") == [HIDDEN]
    assert not told(receipt)


async def test_an_answer_that_hides_nothing_has_no_spoiler(world: World, anna: Person, receipt: Post) -> None:
    answer = await world.reply(anna.says("how much do tickets cost?"), containing="12 euros")
    assert hides(answer) == []
    assert not told(receipt)


async def test_a_summary_and_its_sentences_hide_it(world: World, anna: Person, receipt: Post) -> None:
    summary = await world.reply(anna.says("/summary 5"), containing="murderer")
    assert summary.formatted("spoiler") == [HIDDEN]
    number = 1 + [HIDDEN in line for line in summary.text.splitlines() if line[:1].isdigit()].index(True)
    anna.presses(summary, str(number))
    sentence = await world.reply(summary, containing="murderer")
    assert not told(sentence)
    assert sentence.data["quote"]["entities"][0]["type"] == "spoiler"
    assert not told(receipt)


async def test_a_digest_and_the_article_itself_hide_it(world: World, anna: Person) -> None:
    short = "The butler did it\nThe butler Aldous Pym is the murderer, as the last letter shows."
    await world.reply(anna.forwards("Somebody", short, entities=spoiler(short, short)))
    digest = await world.reply(anna.says("/digest"), containing="1 story")
    assert not told(digest)
    assert not told(digest, "did it")
    listed = await world.reply(anna.says("/articles"))
    assert not told(listed, "butler")
    opened = await anna.presses(listed, "1").edited()
    assert not told(opened)
    assert "Pym" in opened.text


async def test_a_title_with_something_hidden_is_told_without_it(world: World, anna: Person) -> None:
    text = "Aldous Pym is the murderer of Brannock. The film has been shown since Sunday in the cinema of Northtown."
    receipt = await world.reply(anna.forwards("Somebody", text, entities=spoiler(text, "Aldous Pym")))
    assert "… is the murderer of Brannock" in receipt.text


async def test_inline_results_hide_it_where_they_can_be_pressed_and_leave_it_out_where_not(
    world: World, anna: Person, receipt: Post
) -> None:
    asked = anna.asks_inline("who is the murderer?")
    await asked.answered()
    assert asked.results[0]["description"].startswith("…, as the last letter shows")
    sent = anna.chooses(asked, asked.results[0]["id"])
    assert sent.formatted("spoiler") == [HIDDEN]
    latest = anna.asks_inline("")
    await latest.answered()
    assert "Pym" not in str([(each["title"], each["description"]) for each in latest.results])
    assert not told(anna.chooses(latest, latest.results[0]["id"]))
    assert not told(receipt)


async def test_a_spoiler_that_is_added_later_is_followed_without_a_word(world: World, anna: Person) -> None:
    post = anna.says(REVIEW)
    await world.reply(post)
    anna.edits(post, REVIEW, entities=spoiler(REVIEW))
    answer = await world.reply(anna.says("who is the murderer?"), containing="Pym")
    assert hides(answer) == [HIDDEN]
    assert not [each for each in world.from_bot(anna.chat) if "Updated" in each.text]


async def test_what_changed_in_an_update_is_hidden_as_it_is_there(world: World, anna: Person) -> None:
    first, then = "The butler poisoned 31 guests", "The butler poisoned 47 guests"
    before, after = REVIEW.replace(HIDDEN, first), REVIEW.replace(HIDDEN, then)
    await world.reply(anna.forwards("Somebody", before, entities=spoiler(before, first)))
    update = await world.reply(anna.forwards("Somebody", after, entities=spoiler(after, then)))
    assert "31 → 47" in update.text
    assert not told(update, "31")
    assert not told(update, "47")
    anna.presses(update, "Show what is new")
    news = await world.reply(update, containing="47")
    assert not told(news, "47")


async def test_the_spoilers_of_a_rich_message_stay_spoilers(world: World, anna: Person) -> None:
    hidden = [styled("spoiler", HIDDEN), ", as the last letter shows. Critics praised the camera work."]
    first = paragraph("The film is set on a lighthouse that has stood on the island of Brannock since 1871.")
    await world.reply(anna.sends_rich(first, paragraph(hidden)))
    answer = await world.reply(anna.says("who is the murderer?"), containing="Pym")
    assert hides(answer) == [HIDDEN]


async def test_what_telegram_refuses_comes_in_plain_words_without_what_is_hidden(
    world: World, anna: Person, receipt: Post
) -> None:
    world.faults.fail("sendMessage", code=400, description="Bad Request: ENTITIES_TOO_LONG")
    answer = await world.reply(anna.says("who is the murderer?"), containing="last letter")
    assert "Pym" not in answer.text
    assert not told(receipt)


async def test_a_check_hides_what_its_source_hides(world: World, anna: Person, receipt: Post) -> None:
    claim = "The butler Aldous Pym is the victim, as the last letter shows."
    found = await world.reply(anna.says(f"/check {claim}"), containing="letter")
    hidden = found.formatted("spoiler")
    assert any("is the murderer" in each for each in hidden)
    assert not told(found, "murderer")
    assert not told(receipt)


async def test_a_hidden_text_that_is_checked_stays_hidden(world: World, anna: Person, receipt: Post) -> None:
    text = "The butler Aldous Pym is the murderer, as the last letter shows. The moon is made of green cheese."
    post = await world.reply(anna.forwards("Somebody else", text, entities=spoiler(text)))
    found = await world.reply(anna.says("/check", reply_to=world.history(anna.chat)[-2]), containing="cheese")
    assert not told(found)
    assert not told(post)
    assert not told(receipt)
