"""What a person can rely on when making the bot forget: asked first, gone at once, undone for a minute."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.app import Options, Verbatim
from bot.domain.preferences import Preferences
from bot.playground import Person, World
from bot.playground.world.posts import Post
from bot.queues.delivery import Delivery
from bot.store import chats
from bot.store.database import open_library
from index import Library
from tests.support.articles import BUDGET, FERRY, GLACIER
from tests.support.bot.waiting import until
from tests.support.database_contents import holds

AT_ONCE = timedelta(seconds=0)


@pytest.fixture
def options(options: Options) -> Options:
    """What is over is deleted a moment later, not seconds."""
    return replace(options, tidying_seconds=0.05)


async def kept(world: World, anna: Person) -> None:
    for text, source, when in (
        (FERRY, "Harbour Post", datetime(2026, 3, 2, tzinfo=UTC)),
        (BUDGET, "Lorhaven Courier", datetime(2026, 9, 2, tzinfo=UTC)),
        (GLACIER, "Lorhaven Courier", datetime(2025, 9, 2, tzinfo=UTC)),
    ):
        await world.reply(anna.forwards(world.channel(source), text, date=int(when.timestamp())))


async def forgets(world: World, anna: Person, words: str, *, reply_to: Post | None = None) -> Post:
    question = await world.reply(anna.says(words, reply_to=reply_to))
    return await anna.presses(question, "Yes, forget").edited()


@pytest.mark.usefixtures("verbatim")
class TestWhatIsForgotten:
    """By number, source, time, or all of it."""

    async def test_an_article_is_forgotten_by_its_number_in_the_list(self, world: World, anna: Person) -> None:
        await kept(world, anna)
        question = await world.reply(anna.says("/forget 2"))
        assert question.text.startswith("Forget Council approves budget for 2027?")
        done = await anna.presses(question, "Yes, forget").edited()
        assert done.text.startswith("🗑 Forgotten: Council approves budget")
        assert (await world.reply(anna.says("/articles"))).text.startswith("2 articles here")
        assert (await world.reply(anna.says("/forget 9"))).text.startswith("There is no article number 9 here.")

    async def test_an_article_is_forgotten_by_its_number_in_the_list_replied_to(
        self, world: World, anna: Person
    ) -> None:
        await kept(world, anna)
        found = await world.reply(anna.says("/articles sandbank"))
        question = await world.reply(anna.says("/forget 1", reply_to=found))
        assert question.text.startswith("Forget Ferry strands")

    async def test_the_articles_of_a_source_are_forgotten(self, world: World, anna: Person) -> None:
        await kept(world, anna)
        question = await world.reply(anna.says("/forget from:courier"))
        assert question.text.startswith("Forget the 2 articles for “from:courier”?")
        done = await anna.presses(question, "Yes, forget").edited()
        assert done.text == "🗑 Forgotten: 2 articles.\nGone for good in a minute."
        listing = await world.reply(anna.says("/articles"))
        assert listing.text.startswith("1 article here")
        assert "Ferry" in listing.text

    async def test_the_articles_of_a_period_are_forgotten(self, world: World, anna: Person) -> None:
        await kept(world, anna)
        await forgets(world, anna, "/forget before:2026-01-01")
        listing = await world.reply(anna.says("/articles"))
        assert "Glacier" not in listing.text
        await forgets(world, anna, "/forget since:2026-06-01 from:courier")
        listing = await world.reply(anna.says("/articles"))
        assert listing.text.startswith("1 article here")

    @pytest.mark.parametrize(
        ("words", "answer"),
        [
            ("oil", "I do not know what “oil” is."),
            ("from:courier oil", "I do not know what “from:courier oil” is."),
            ("everything <b>now</b>", "I do not know what “everything <b>now</b>” is."),
            ("before:sometime", "I do not understand before:sometime."),
            ("from:nobody", "No article here is from that source and time."),
            ("0", "There is no article number 0 here."),
        ],
    )
    async def test_what_is_no_clear_order_forgets_nothing(
        self, world: World, anna: Person, words: str, answer: str
    ) -> None:
        await kept(world, anna)
        reply = await world.reply(anna.says(f"/forget {words}"))
        assert reply.text.startswith(answer)
        assert reply.buttons == []
        assert (await world.reply(anna.says("/articles"))).text.startswith("3 articles here")

    async def test_when_more_has_come_meanwhile_it_is_asked_again(self, world: World, anna: Person) -> None:
        await world.reply(anna.forwards("Somebody", FERRY))
        question = await world.reply(anna.says("/forget"))
        await world.reply(anna.forwards("Somebody", BUDGET))
        again = await anna.presses(question, "Yes, forget").edited()
        assert again.text.startswith("Forget all 2 articles here?")
        done = await anna.presses(again, "Yes, forget").edited()
        assert done.text.startswith("🗑 Forgotten: 2 articles.")

    async def test_the_button_on_an_articles_page_forgets_it(self, world: World, anna: Person) -> None:
        await kept(world, anna)
        page = await anna.presses(await world.reply(anna.says("/articles")), "1").edited()
        anna.presses(page, "Forget")
        question = await world.reply(page, containing="Forget Glacier")
        await anna.presses(question, "Yes, forget").edited()
        back = await anna.presses(page, "‹ Back").edited()
        assert back.text.startswith("2 articles here")


@pytest.mark.usefixtures("verbatim")
class TestUndo:
    """For a minute."""

    @pytest.mark.parametrize("words", ["/forget", "/forget from:post", "/forget 3"])
    async def test_what_was_forgotten_comes_back_as_it_was(self, world: World, anna: Person, words: str) -> None:
        await kept(world, anna)
        answer = await world.reply(anna.says("who is the captain?"))
        done = await forgets(world, anna, words)
        nothing = await world.reply(anna.says("Lindqvist"))
        assert "Lindqvist" not in nothing.text.replace("“Lindqvist”", "")
        undone = await anna.presses(done, "Undo").edited()
        assert undone.text.startswith("↩️ Brought back: ")
        assert undone.buttons == []
        assert (await world.reply(anna.says("/articles"))).text.startswith("3 articles here")
        # What was said before is understood again, too.
        shown = await anna.presses(answer, "In context").edited()
        assert "Tickets will be refunded" in shown.text

    async def test_after_a_minute_it_is_too_late(self, world: World, anna: Person, library: Library) -> None:
        await kept(world, anna)
        library.undo = AT_ONCE
        done = await forgets(world, anna, "/forget from:courier")
        late = await anna.presses(done, "Undo").edited()
        assert late.text == "It is too late to undo that: it is gone for good."
        assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")

    async def test_an_article_that_was_sent_again_meanwhile_is_there_once(self, world: World, anna: Person) -> None:
        await kept(world, anna)
        done = await forgets(world, anna, "/forget")
        receipt = await world.reply(anna.forwards("Somebody", FERRY))
        assert receipt.text.startswith("✅ Saved Ferry strands off Brannock with 212 people on board · 4 paragraphs")
        undone = await anna.presses(done, "Undo").edited()
        assert undone.text == "↩️ Brought back: 2 articles."
        assert (await world.reply(anna.says("/articles"))).text.startswith("3 articles here")

    async def test_it_is_understood_at_once_though_the_disk_is_slow(
        self, world: World, anna: Person, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        noted = Delivery._change

        async def slowly(*arguments: Any) -> None:
            await asyncio.sleep(0.5)
            await noted(*arguments)

        monkeypatch.setattr(Delivery, "_change", slowly)
        await kept(world, anna)
        done = await forgets(world, anna, "/forget")
        undone = await anna.presses(done, "Undo").edited()
        assert undone.text == "↩️ Brought back: 3 articles."

    async def test_undo_in_another_chat_or_forged_brings_nothing_back(self, world: World, anna: Person) -> None:
        ben = world.person("Ben")
        await kept(world, anna)
        await forgets(world, anna, "/forget")
        await world.reply(ben.forwards("Somebody", FERRY))
        bens = await world.reply(ben.says("/articles"))
        for data in ("und", "und:1", "fgs", "fgs:1"):
            answer = await ben.forges(bens, data).answered()
            assert "too old" in answer["text"]
        assert (await world.reply(anna.says("/articles"))).text.startswith("There is no article here yet.")

    async def test_in_groups_only_those_who_may_forget_may_undo(
        self, world: World, anna: Person, verbatim: Verbatim
    ) -> None:
        ben = world.person("Ben")
        group = world.group("Neighbours", [anna, ben])
        post = anna.says(FERRY, chat=group)
        await world.reply(anna.says("/summary", chat=group, reply_to=post))
        question = await world.reply(anna.says("/forget from:anna", chat=group))
        if not question.buttons:
            question = await world.reply(anna.says("/forget", chat=group))
        done = await anna.presses(question, "Yes, forget").edited()
        refused = await ben.presses(done, "Undo").answered()
        assert refused["text"].startswith("Only the group's administrators")
        with verbatim.library.transaction() as connection:
            chats.decide(connection, group.id, Preferences(anybody_forgets=True))
        undone = await ben.presses(done, "Undo").edited()
        assert undone.text == "↩️ Brought back: 1 article."


async def test_what_was_forgotten_is_deleted_after_a_crash_too(
    world: World, anna: Person, database_url: str, options: Options
) -> None:
    later = replace(options, tidying_seconds=3600.0)
    with open_library(database_url) as library:
        first = Verbatim.build(library, world.token, "http://telegram.test", later)
        async with first.polling():
            await kept(world, anna)
            await world.reply(anna.says("who is the captain?"))
            await forgets(world, anna, "/forget")
    with open_library(database_url) as library:
        library.undo = AT_ONCE
        second = Verbatim.build(library, world.token, "http://telegram.test", options)
        async with second.polling():
            await until(lambda: not holds(library, "Lindqvist"))
            await until(lambda: not holds(library, "captain"))


UNDO = (
    "undo", "take that back", "rückgängig", "deshacer", "annule", "desfaz", "отмени", "скасуй", "تراجع", "वापस लाओ",
    "geri al", "撤销",
)  # fmt: skip


@pytest.mark.usefixtures("verbatim")
async def test_undo_in_plain_words_does_what_the_button_would_do(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    for words in UNDO:
        asked = await world.reply(anna.says("/forget 1"))
        await anna.presses(asked, "Yes, forget").edited()
        assert (await world.reply(anna.says(words))).text.startswith("↩️ Brought back"), words
        assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")
        assert (await world.reply(anna.says(words))).text == "There is nothing to undo."


@pytest.mark.usefixtures("verbatim")
async def test_after_an_undo_in_words_the_button_is_gone_and_says_that_it_is_done(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    asked = await world.reply(anna.says("/forget 1"))
    done = await anna.presses(asked, "Yes, forget").edited()
    await world.reply(anna.says("undo"), containing="Brought back")
    await world.until(lambda: not done.buttons)
    assert done.text.startswith("↩️ Brought back: 1 article")
    # Somebody's page may show the button still.
    assert (await anna.forges(done, "und").answered())["text"] == "That is undone already."
    assert done.text.startswith("↩️ Brought back: 1 article")
    assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")


@pytest.mark.usefixtures("verbatim")
async def test_whoever_presses_twice_is_not_told_that_it_is_too_late(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    asked = await world.reply(anna.says("/forget 1"))
    done = await anna.presses(asked, "Yes, forget").edited()
    first, second = anna.forges(done, "und"), anna.forges(done, "und")
    await first.answered()
    assert "too late" not in str(await second.answered())
    await world.until(lambda: done.text.startswith("↩️ Brought back"))
    assert "too late" not in done.text


@pytest.mark.usefixtures("verbatim")
async def test_in_a_group_whoever_may_not_forget_may_not_undo_either(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await world.reply(anna.says("/keep", chat=group, reply_to=anna.forwards("Somebody", FERRY, chat=group)))
    asked = await world.reply(anna.says("/forget 1", chat=group))
    gone = await anna.presses(asked, "Yes, forget").edited()
    refused = await world.reply(ben.says("undo", chat=group, reply_to=gone))
    assert "Brought back" not in refused.text
    assert (await world.reply(anna.says("undo", chat=group, reply_to=gone))).text.startswith("↩️ Brought back")


SAID = (
    ("yes", "no"), ("ja bitte", "nein"), ("sí", "mejor no"), ("oui", "non merci"), ("sim", "não"), ("да", "нет"),
    ("так", "ні"), ("نعم", "لا"), ("हाँ", "नहीं"), ("evet", "hayır"), ("是的", "不要"),
)  # fmt: skip


@pytest.mark.usefixtures("verbatim")
async def test_yes_and_no_in_words_do_what_the_buttons_would_do(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    for (yes, no), asking in zip(SAID, ("/forget 1", "/forget", "/forget after:2001-01-01") * 4, strict=False):
        asked = await world.reply(anna.says(asking), containing="Forget ")
        assert (await world.reply(anna.says(no))).text == "Nothing was forgotten.", no
        # No button is left that would do the contrary.
        assert (asked.text, asked.buttons) == ("Nothing was forgotten.", []), no
        asked = await world.reply(anna.says(asking), containing="Forget ")
        assert (await world.reply(anna.says(yes))).text.startswith("🗑"), yes
        assert asked.buttons == [], yes
        assert (await world.reply(anna.says("undo"))).text.startswith("↩️ Brought back"), yes


CONSENTS = ("ok", "alles klar", "vale", "d'accord", "tá bom", "ладно", "добре", "حسنا", "ठीक है", "tamam", "好的")


@pytest.mark.usefixtures("verbatim")
async def test_an_ok_is_a_yes_to_the_question_that_was_just_asked(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    for consent in CONSENTS:
        await world.reply(anna.says("/forget"), containing="Forget ")
        assert (await world.reply(anna.says(consent))).text.startswith("🗑"), consent
        assert (await world.reply(anna.says("undo"))).text.startswith("↩️ Brought back"), consent


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("between", ["/help", "who is the captain?", "/check", "hello", "/articles"])
async def test_nothing_is_forgotten_by_an_ok_that_comes_after_something_else(
    world: World, anna: Person, between: str
) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    await world.reply(anna.says("/forget"), containing="Forget ")
    await world.reply(anna.says(between))
    for consent in CONSENTS:
        anna.says(consent)
    assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")


@pytest.mark.usefixtures("verbatim")
async def test_nothing_is_forgotten_by_a_yes_that_comes_after_something_else(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    asked = await world.reply(anna.says("/forget"))
    await anna.presses(asked, "Cancel").edited()
    for heard in ("yes", "ok"):
        anna.says(heard)
    await world.reply(anna.says("/forget"), containing="Forget ")
    await world.reply(anna.says("who is the captain?"))
    anna.says("yes")
    assert (await world.reply(anna.says("/articles"))).text.startswith("1 article here")


@pytest.mark.usefixtures("verbatim")
async def test_in_a_group_nothing_is_forgotten_by_what_somebody_else_says(world: World, anna: Person) -> None:
    ben = world.person("Ben")
    group = world.group("Neighbours", [anna, ben])
    await world.reply(anna.says("/keep", chat=group, reply_to=anna.forwards("Somebody", FERRY, chat=group)))
    asked = await world.reply(anna.says("/forget 1", chat=group), containing="Forget ")
    for heard in ("ok", "yes"):
        ben.says(heard, chat=group)
        ben.says(heard, chat=group, reply_to=asked)
    assert (await world.reply(anna.says("/articles", chat=group))).text.startswith("1 article here")


@pytest.mark.usefixtures("verbatim")
async def test_a_yes_asks_again_when_more_came_since(world: World, anna: Person) -> None:
    await world.reply(anna.forwards("Somebody", FERRY))
    asked = await world.reply(anna.says("/forget"))
    await world.reply(anna.forwards("Somebody", BUDGET))
    again = await world.reply(anna.says("yes", reply_to=asked))
    assert again.text.startswith("Forget all 2 articles here?")
    assert (await world.reply(anna.says("/articles"))).text.startswith("2 articles here")


# An article about bees, one about goats, and wishes for the first that name it by its title or subject.
NAMED = {
    "en": (
        "Bees return to the roofs\nEleven beekeepers in Lorhaven counted twice as many bees as last spring, they said.",
        "Goats clear the slope\nForty goats eat the bushes above the railway line until September, the council said.",
        ("delete the article about bees", "remove the bees article please", "forget the one about the bees",
         "delete the bees", "/forget bees", "i want to delete the story about bees"),
    ),
    "de": (
        "Bienen kehren auf die Dächer zurück\nElf Imker in Lorhaven zählten doppelt so viele Bienen wie im Vorjahr.",
        "Ziegen räumen den Hang\nVierzig Ziegen fressen bis September die Büsche über der Bahnstrecke, sagt die Stadt.",
        ("lösch den bienenartikel", "den Bienen-Artikel löschen", "lösche bitte den Artikel über die Bienen",
         "kannst du den Bienenbericht löschen?", "entferne die Bienen"),
    ),
    "es": (
        "Las abejas vuelven a los tejados\nOnce apicultores de Lorhaven contaron el doble de abejas que antes.",
        "Las cabras limpian la ladera\nCuarenta cabras comen los arbustos sobre la vía, dijo el concejo.",
        ("borra el artículo de las abejas", "elimina la noticia sobre las abejas", "olvida lo de las abejas"),
    ),
    "fr": (
        "Les abeilles reviennent sur les toits\nOnze apiculteurs de Lorhaven ont compté deux fois plus d'abeilles.",
        "Les chèvres nettoient la pente\nQuarante chèvres mangent les buissons au-dessus de la voie, dit la commune.",
        ("supprime l'article sur les abeilles", "efface l'article des abeilles", "oublie l'histoire des abeilles"),
    ),
    "pt": (
        "As abelhas voltam aos telhados\nOnze apicultores de Lorhaven contaram o dobro de abelhas do ano passado.",
        "As cabras limpam a encosta\nQuarenta cabras comem os arbustos acima da linha até setembro, disse a câmara.",
        ("apaga o artigo das abelhas", "exclui a notícia sobre as abelhas"),
    ),
    "ru": (
        "Пчёлы возвращаются на крыши\nОдиннадцать пчеловодов Лорхавена насчитали вдвое больше пчёл, чем год назад.",
        "Козы расчищают склон\nСорок коз до сентября едят кусты над железной дорогой, сообщил городской совет.",
        ("удали статью о пчёлах", "забудь новость про пчел"),
    ),
    "uk": (
        "Бджоли повертаються на дахи\nОдинадцять пасічників Лорхавена нарахували вдвічі більше бджіл, ніж торік.",
        "Кози розчищають схил\nСорок кіз до вересня їдять кущі над залізницею, повідомила міська рада.",
        ("видали статтю про бджоли", "забудь новину про бджіл"),
    ),
    "ar": (
        "النحل يعود إلى الأسطح\nأحصى أحد عشر نحالا في لورهافن ضعف عدد النحل في العام الماضي كما قالوا.",
        "الماعز ينظف المنحدر\nأربعون رأسا من الماعز تأكل الشجيرات فوق السكة حتى سبتمبر كما قال المجلس.",
        ("احذف مقال النحل", "احذف المقال عن النحل"),
    ),
    "hi": (
        "मधुमक्खियाँ छतों पर लौटीं\nलोरहेवन के ग्यारह मधुमक्खी पालकों ने पिछले साल से दोगुनी मधुमक्खियाँ गिनीं।",
        "बकरियाँ ढलान साफ करती हैं\nचालीस बकरियाँ सितंबर तक रेल लाइन के ऊपर की झाड़ियाँ खाएँगी, परिषद ने कहा।",
        ("मधुमक्खियों वाला लेख हटा दो", "मधुमक्खी के बारे में लेख हटाओ"),
    ),
    "tr": (
        "Arılar çatılara dönüyor\nLorhaven'de on bir arıcı geçen yıla göre iki kat fazla arı saydıklarını söyledi.",
        "Keçiler yamacı temizliyor\nKırk keçi eylül ayına kadar demiryolunun üstündeki çalıları yiyor, dedi meclis.",
        ("arı haberini sil", "arılar hakkındaki haberi sil"),
    ),
    "zh": (
        "蜜蜂回到屋顶\n洛港的十一位养蜂人说，他们今年春天数到的蜜蜂是去年的两倍。",
        "山羊清理山坡\n市议会说，四十只山羊将在铁路上方的山坡上吃灌木，直到九月。",
        ("删除关于蜜蜂的文章", "把蜜蜂那篇文章删了"),
    ),
}  # fmt: skip


@pytest.mark.usefixtures("verbatim")
@pytest.mark.parametrize("language", NAMED)
async def test_an_article_named_by_its_title_is_asked_about_and_only_then_forgotten(
    world: World, anna: Person, language: str
) -> None:
    bees, goats, wishes = NAMED[language]
    anna.speaks(language)
    for text in (bees, goats):
        await world.reply(anna.forwards("Somebody", text))
    for wish in wishes:
        question = await world.reply(anna.says(wish))
        assert bees.splitlines()[0] in question.text, wish
        assert len(question.buttons) == 2, wish
        assert goats.splitlines()[0] not in question.text, wish
    await anna.presses(question, question.buttons[0]).edited()
    listed = await world.reply(anna.says("/articles"))
    assert goats.splitlines()[0] in listed.text
    assert bees.splitlines()[0] not in listed.text


@pytest.mark.usefixtures("verbatim")
async def test_when_several_are_named_they_are_listed_and_when_none_is_nothing_is_asked(
    world: World, anna: Person
) -> None:
    bees, goats, _ = NAMED["en"]
    wild = "Wild bees dig in the dunes\nThe dunes of Tarvik have nine kinds of wild bees, a study says."
    for text in (bees, goats, wild):
        await world.reply(anna.forwards("Somebody", text))
    listed = await world.reply(anna.says("delete the article about bees"))
    assert listed.text.startswith("2 articles here for “bees”")
    assert "1" in listed.buttons
    page = await anna.presses(listed, "2").edited()
    assert "Bees return" in page.text
    assert "Forget Wild bees dig" in (await world.reply(anna.says("delete the article about the dunes"))).text
    assert "No article here" in (await world.reply(anna.says("delete the article about volcanoes"))).text
    assert "Yes, forget" not in (await world.reply(anna.says("delete my account"))).buttons
    assert "Goats clear" in (await world.reply(anna.says("delete article 2"))).text
    assert (await world.reply(anna.says("/articles"))).text.startswith("3 articles here")
