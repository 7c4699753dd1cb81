"""What a person can rely on in a private chat with the bot."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from bot.app import Verbatim
from bot.playground import Person, Post, World
from bot.services.upkeep.retention import tidy
from index import Library
from tests.support.articles import BUDGET, FERRY, FERRY_TWICE, GLACIER
from tests.support.bot.waiting import until
from tests.support.database_contents import holds

pytestmark = pytest.mark.usefixtures("verbatim")


def said(summary: Post) -> list[str]:
    """The sentences of a summary, without their numbers."""
    return [line.partition(". ")[2] for line in summary.text.splitlines() if line[:1].isdigit()]


async def test_start_says_what_the_bot_is_for(world: World, anna: Person) -> None:
    reply = await world.reply(anna.says("/start"))
    assert "quote" in reply.text


async def test_a_forwarded_article_gets_a_receipt_that_counts_what_was_left_out(world: World, anna: Person) -> None:
    post = anna.forwards(world.channel("Harbour Post"), FERRY_TWICE)
    receipt = await world.reply(post)
    assert receipt.reply_to == post.id
    assert receipt.text.startswith("✅ Saved Ferry strands off Brannock with 212 people on board · 4 paragraphs, 1 min")
    assert "3 repeated paragraphs left out · Harbour Post" in receipt.text
    assert receipt.buttons == ["Summary", "Forget"]


async def test_an_answer_quotes_the_sentence_in_the_message_where_it_stands(world: World, anna: Person) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post)
    answer = await world.reply(anna.says("who is the captain?"))
    assert answer.reply_to == post.id
    assert answer.quote == (
        "Captain Ewa Lindqvist told passengers that the ship had lost power shortly before five in the morning."
    )
    assert answer.text.startswith("Somebody, ")
    assert answer.text.endswith(" · paragraph 2 of 4")
    assert len(answer.text.splitlines()) == 1


async def test_a_question_that_nothing_answers_is_told_so(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    answer = await world.reply(anna.says("What is the population of Norway?"))
    assert answer.text.startswith("Nothing in the article here answers that.")
    assert answer.quote is None


async def test_the_same_article_again_is_known_and_adds_nothing(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    again = await world.reply(anna.forwards("Somebody else", FERRY))
    assert again.text.startswith("☑️ Already here since")
    listing = await world.reply(anna.says("/articles"))
    assert listing.text.startswith("1 article here")


async def test_articles_forwarded_in_one_go_get_one_receipt(world: World, anna: Person) -> None:
    for text in (FERRY, BUDGET):
        anna.forwards("Somebody", text)
    receipt = await world.reply(anna.forwards("Somebody", GLACIER))
    assert receipt.text.startswith("✅ Saved 3 articles")
    assert [post for post in world.history(anna.chat) if post.sender_id == world.bot["id"]] == [receipt]


async def test_a_summary_holds_sentences_of_the_article_in_their_order_none_twice(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY_TWICE))
    summary = await world.reply(anna.says("/summary 3"))
    sentences = said(summary)
    assert len(sentences) == len(set(sentences)) == 3
    starts = [FERRY.index(sentence) for sentence in sentences]
    assert starts == sorted(starts)


async def test_longer_keeps_what_shorter_had_and_edits_in_place(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    summary = await world.reply(anna.says("/summary 2"))
    short = set(said(summary))
    longer = set(said(await anna.presses(summary, "Longer").edited()))
    assert short < longer
    assert set(said(await anna.presses(summary, "Shorter").edited())) < longer


async def test_the_summary_button_turns_the_receipt_into_the_summary(world: World, anna: Person) -> None:
    receipt = await world.reply(anna.forwards("Somebody", FERRY))
    summary = await anna.presses(receipt, "Summary").edited()
    assert summary.id == receipt.id
    assert summary.text.startswith("📝 Ferry strands")


async def test_summary_as_a_reply_is_of_that_article_and_alone_of_the_latest(world: World, anna: Person) -> None:
    ferry = anna.forwards("Somebody", FERRY)
    await world.reply(ferry)
    await world.reply(anna.forwards("Somebody", BUDGET))
    assert "Ferry" in (await world.reply(anna.says("/summary", reply_to=ferry))).text
    assert "Council" in (await world.reply(anna.says("/summary"))).text


async def test_a_question_as_a_reply_looks_only_there_and_offers_the_rest(world: World, anna: Person) -> None:
    ferry = anna.forwards("Somebody", FERRY)
    await world.reply(ferry)
    await world.reply(anna.forwards("Somebody", BUDGET))
    answer = await world.reply(anna.says("how much do schools receive?", reply_to=ferry))
    assert answer.text.startswith("Nothing in that article answers this.")
    anna.presses(answer, "Look in all articles")
    found = await world.reply(answer)
    assert found.quote == "Schools receive 620 million crowns, 8 percent more than this year."


async def test_more_passages_are_added_in_place(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    answer = await world.reply(anna.says("what about the sandbank near Brannock?"))
    before = answer.text.count("paragraph ")
    more = await anna.presses(answer, "More passages").edited()
    assert more.text.count("paragraph ") > before == 1


async def test_forgetting_asks_first_and_then_nothing_of_it_is_found(world: World, anna: Person) -> None:
    post = anna.forwards("Somebody", FERRY)
    await world.reply(post)
    question = await world.reply(anna.says("/forget", reply_to=post))
    assert question.buttons == ["Yes, forget", "Cancel"]
    done = await anna.presses(question, "Yes, forget").edited()
    assert done.text.startswith("🗑 Forgotten: Ferry strands")
    answer = await world.reply(anna.says("who is the captain?"))
    assert answer.text.startswith("There is no article here yet.")


async def test_forgetting_everything_leaves_nothing_that_was_said_in_the_database(
    world: World, anna: Person, verbatim: Verbatim, monkeypatch: pytest.MonkeyPatch
) -> None:
    await world.reply(anna.forwards("Harbour Post", FERRY))
    answer = await world.reply(anna.says("who is the captain?"))
    question = await world.reply(anna.says("/forget"))
    monkeypatch.setattr(Library, "undo", timedelta(0))
    await anna.presses(question, "Yes, forget").edited()
    await asyncio.to_thread(tidy, verbatim.library)
    await world.reply(anna.says("/articles"))
    await anna.presses(answer, "Summary").answered()
    for words in ("Lindqvist", "captain", "Harbour Post", "sandbank"):
        assert not holds(verbatim.library, words)


async def test_forgetting_can_be_called_off(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    question = await world.reply(anna.says("/forget"))
    assert "1 article" in question.text
    done = await anna.presses(question, "Cancel").edited()
    assert done.text == "Nothing was forgotten."
    assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")


async def test_a_long_pasted_text_is_an_article(world: World, anna: Person) -> None:
    receipt = await world.reply(anna.says(FERRY))
    assert receipt.text.startswith("✅ Saved")


async def test_when_unsure_the_likelier_is_done_and_the_other_offered(world: World, anna: Person) -> None:
    text = "The bakery on Mill Road closes at the end of the month. " * 5
    receipt = await world.reply(anna.says(text))
    assert "Ask that instead" in receipt.buttons
    question = "Why does the bakery close? " * 9
    answer = await world.reply(anna.says(question))
    assert "Keep it" in answer.buttons
    anna.presses(answer, "Keep it")
    saved = await world.reply(answer)
    assert saved.text.startswith("✅ Saved")


@pytest.mark.parametrize(("words", "part"), [("hi", "Hello"), ("Thanks!", "welcome"), ("ok danke", "welcome")])
async def test_small_talk_is_no_question(world: World, anna: Person, words: str, part: str) -> None:
    assert part in (await world.reply(anna.says(words))).text


@pytest.mark.parametrize("words", ["ok", "haha", "👍", "😂😂", "wow, great article", "ладно", "哈哈"])
async def test_what_asks_nothing_gets_a_reaction_and_no_words(world: World, anna: Person, words: str) -> None:
    post = anna.says(words)
    await until(lambda: post.reactions)
    assert world.from_bot(anna.chat) == []


async def test_an_unknown_command_is_named_and_help_offered(world: World, anna: Person) -> None:
    reply = await world.reply(anna.says("/explode now"))
    assert reply.text == "I do not know /explode. /help lists what I can do."


async def test_a_file_it_cannot_read_gets_a_word_on_what_it_can(world: World, anna: Person) -> None:
    await world.reply(anna.sends_file("song.mp3", b"..."), containing="text")


async def test_the_list_is_paged_newest_first(world: World, anna: Person) -> None:
    for number in range(9):
        last = anna.forwards("Somebody", f"Report number {number} from Lorhaven about the harbour wall.")
    await world.reply(last, containing="9 articles")
    listing = await world.reply(anna.says("/articles"))
    assert "1. Report number 8" in listing.text
    assert "Report number 0" not in listing.text
    older = await anna.presses(listing, "Older ›").edited()
    assert "9. Report number 0" in older.text


async def test_markup_in_texts_and_titles_is_shown_as_it_is(world: World, anna: Person) -> None:
    text = (
        "<b>Tariffs</b> & *stars* _under_ `code` <script>alert(1)</script>\n\nThe duty on <i>steel</i> rises to 9 & 10."
    )
    receipt = await world.reply(anna.forwards("A & B <c>", text))
    assert "<b>Tariffs</b> & *stars* _under_ `code`" in receipt.text
    answer = await world.reply(anna.says("duty on steel"))
    assert answer.quote == "The duty on <i>steel</i> rises to 9 & 10."


@pytest.mark.parametrize("text", ["🎉🎉🎉", "…", "‼️"])
async def test_a_message_without_words_is_told_so(world: World, anna: Person, text: str) -> None:
    reply = await world.reply(anna.forwards("Somebody", text))
    assert "no words" in reply.text


async def test_right_to_left_and_wide_characters_are_quoted_where_they_stand(world: World, anna: Person) -> None:
    sentence = "قال المهندس سامي حداد إن التكلفة بلغت 40 مليونا."
    text = f"😀😀 نبذة\n\nأعلنت البلدية أن الجسر الجديد سيفتح في مايو.\n\n{sentence}"
    post = anna.forwards("Somebody", text)
    await world.reply(post)
    answer = await world.reply(anna.says("من هو المهندس؟"))
    assert answer.reply_to == post.id
    assert answer.quote == sentence


async def test_formatting_under_a_quote_is_quoted_too(world: World, anna: Person) -> None:
    text = "The bridge opens in May.\n\nEngineer Sami Haddad said that it cost 40 million."
    start = text.index("Sami")
    post = anna.forwards("Somebody", text, entities=[{"type": "bold", "offset": start, "length": 11}])
    await world.reply(post)
    answer = await world.reply(anna.says("what did it cost?"))
    assert answer.quote == "Engineer Sami Haddad said that it cost 40 million."


async def test_forged_buttons_reach_nothing(world: World, anna: Person, verbatim: Verbatim) -> None:
    receipt = await world.reply(anna.forwards("Somebody", FERRY))
    for data in ("sum:99:3", "fgy:99", "psg:5", "all", "lst:99999999999", "xyz", "sum:1", "fgt:-1", "sum:1:1:1:1"):
        answer = await anna.forges(receipt, data).answered()
        assert "FERRY" not in str(answer)
    assert verbatim.library.articles(collection=f"chat:{anna.id}").total == 1


async def test_an_edited_article_is_a_new_version_its_old_words_are_not_found(world: World, anna: Person) -> None:
    post = anna.says(FERRY)
    await world.reply(post)
    anna.edits(post, FERRY.replace("Captain Ewa Lindqvist", "Captain Olga Brandt"))
    edit = await world.reply(post, containing="Your edit is in")
    answer = await world.reply(anna.says("who is the captain?"))
    assert answer.quote is not None
    assert answer.quote.startswith("Captain Olga Brandt")
    assert edit.reply_to == post.id
    assert "Lindqvist" not in (await world.reply(anna.says("Lindqvist"))).shown


async def test_an_edited_question_is_answered_anew_in_place(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    question = anna.says("who is the captain?")
    answer = await world.reply(question)
    version = answer.version
    anna.edits(question, "when will tickets be refunded?")
    await world.until(lambda: answer.version > version)
    # The message goes on quoting what it quoted when it was sent.
    assert answer.formatted("bold") == ["Tickets will be refunded within ten days, it said."]


async def test_an_update_can_be_kept_again_after_the_first_version_is_deleted(
    world: World, anna: Person, verbatim: Verbatim
) -> None:
    await world.reply(anna.says(FERRY), containing="Saved")
    post = anna.says(FERRY.replace("212 people", "214 people"))
    await world.reply(post, containing="Update of")
    library, here = verbatim.library, f"chat:{anna.id}"
    first = min(article.id for article in library.articles(collection=here).items)
    library.forget(collection=here, article=first)
    again = anna.says("/keep", reply_to=post)
    assert (await world.reply(again)).text.startswith("✅ Saved Ferry strands")


async def test_what_changed_is_answered_by_what_the_update_in_hand_adds(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    await world.reply(anna.forwards("Somebody", FERRY.replace("212 people on board, the", "230 people on board, the")))
    for words in ("what changed?", "was hat sich geändert?"):
        assert "230 people on board, the coastguard said" in (await world.reply(anna.says(words))).text
    await world.reply(anna.forwards("Somebody", BUDGET))
    assert "230 people" not in (await world.reply(anna.says("what changed?"))).text


async def test_an_update_of_an_article_says_what_changed_and_shows_it(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    receipt = await world.reply(
        anna.forwards("Somebody", FERRY.replace("212 people on board, the", "230 people on board, the"))
    )
    assert receipt.text.startswith("🔄 Update of Ferry strands")
    assert "212 → 230" in receipt.text
    anna.presses(receipt, "Show what is new")
    new = await world.reply(receipt)
    assert "230 people on board, the coastguard said" in new.text
    assert "Lindqvist" not in new.text
    listing = await world.reply(anna.says("/articles"))
    assert "version 2 of 2" in listing.text.split("2. Ferry")[0]
    assert "version 1 of 2" in listing.text.split("2. Ferry")[1]


async def test_a_part_of_an_article_adds_nothing_and_says_so(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    receipt = await world.reply(anna.forwards("Somebody", "\n\n".join(FERRY.split("\n\n")[1:])))
    assert receipt.text.startswith("☑️ Part of Ferry strands")
    assert "Nothing new in it" in receipt.text
