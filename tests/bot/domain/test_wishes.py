"""What is understood as a wish in plain words, in every language of the bot, and what stays a question."""

from __future__ import annotations

from pathlib import Path

from bot.domain.languages import LANGUAGES
from bot.domain.parsing.intents.intent import Intent, intent_of
from bot.domain.parsing.phrases import MOST_CHARACTERS, languages, phrase_of
from bot.domain.parsing.small_talk import SmallTalk, small_talk_of
from bot.domain.parsing.templates import Matcher
from bot.domain.parsing.wishes import Kind, Wish, wish_of
from tests.support.cases import every_case

SAID = Path(__file__).parent / "said"


def lines(name: str) -> list[str]:
    """What people say: in the first file before the rules were written, in the later one afterwards."""
    files = (SAID / f"{name}.txt", SAID / f"{name}_later.txt")
    return [line for file in files for line in file.read_text(encoding="utf-8").splitlines() if line]


@every_case("line", lines("wishes"))
def test_a_wish_in_ones_own_words_is_understood(line: str) -> None:
    kind, text = line.split("\t")
    wish = wish_of(text)
    assert wish is not None
    assert wish.kind is Kind(kind)


@every_case("text", lines("questions"))
def test_a_question_that_holds_the_words_of_a_wish_stays_a_question(text: str) -> None:
    assert wish_of(text) is None
    assert intent_of(text, forwarded=False).intent is Intent.QUESTION


@every_case(
    ("text", "wish"),
    [
        ("Bot, can you summarise the flood article, please?", Wish(kind=Kind.SUMMARY, words="the flood article")),
        ("fass bitte den Artikel über die Flut zusammen", Wish(kind=Kind.SUMMARY, words="den Artikel über die Flut")),
        ("summarise it in 3 sentences", Wish(kind=Kind.SUMMARY, words="3")),
        ("une synthèse courte", Wish(kind=Kind.SUMMARY, words="short")),
        ("what's new since Monday?", Wish(kind=Kind.DIGEST, words="since Monday")),
        ("что нового с понедельника", Wish(kind=Kind.DIGEST, words="с понедельника")),
        ("articles from march", Wish(kind=Kind.LIST, words="from march")),
        ("which articles do you have about oil?", Wish(kind=Kind.LIST, words="about oil")),
        ("删除所有", Wish(kind=Kind.FORGET, words="所有")),
        ("MORE!!!", Wish(kind=Kind.MORE)),
    ],
)
def test_a_wish_has_the_words_that_would_stand_behind_the_command(text: str, wish: Wish) -> None:
    assert wish_of(text) == wish


@every_case(
    "lead",
    [
        "check this:",
        "check this",
        "can you check the following:\n\n",
        "Is this true?",
        "is this true:",
        "verify -",
        "überprüf das bitte:",
        "prüf mal das",
        "stimmt das?",
        "Faktencheck:",
        "comprueba esto:",
        "¿es verdad esto?",
        "verifica lo siguiente",
        "vérifie ça :",
        "est-ce que c'est vrai ?",
        "pode verificar o seguinte:",
        "confere isso",
        "проверь это:",
        "это правда?",
        "перевір це:",
        "чи це правда?",
        "تحقق من هذا:",
        "تحقق من هذا",
        "इसे जाँचो:",
        "क्या यह सच है?",
        "bunu kontrol et:",
        "bu doğru mu?",
        "核实这段话：",
        "这是真的吗？",
    ],
)
def test_a_text_behind_the_wish_is_what_is_to_be_checked(lead: str) -> None:
    claim = "The ferry carried 230 people to the island. It sank there."
    assert wish_of(f"{lead} {claim}") == Wish(kind=Kind.CHECK, words=claim)
    long = f"{claim} " * 40 + "\n\nNobody was hurt."
    # A bare "fact check" is rather the heading of a long text.
    points = not lead.startswith(("verify", "Fakten"))
    assert wish_of(f"{lead} {long}") == (Wish(kind=Kind.CHECK, words=long) if points else None)


@every_case(
    "text",
    [
        "check this article about the flood in the old harbour",
        "check out this café: it is great",
        "is this true of the ferry to the island, too?",
        "what does the check of the council say about the ferry?",
        # A heading.
        "Fact check: no, the mayor did not say this\n\nA long text follows, in which the words are examined.",
        "prüf das",
        "это правда?",
    ],
)
def test_other_words_behind_the_wish_are_no_text_to_check(text: str) -> None:
    wish = wish_of(text)
    assert wish is None or not wish.words


@every_case("text", ["summary of https://example.org/a", "tldr\n\nThe mayor resigned.", "", "…", "x" * 4000])
def test_links_texts_and_what_has_no_words_are_no_wishes(text: str) -> None:
    assert wish_of(text) is None


@every_case("word", ["more ", "can you ", "the ", "的", "a ", "de la ", "?! ", "हा ", "articles about "])
def test_only_a_bounded_part_of_a_text_is_read_however_it_repeats(word: str) -> None:
    phrase = phrase_of(word * 200)
    assert phrase is None
    text = (word * 200)[:MOST_CHARACTERS]
    wish_of(text)
    small_talk_of(text)


@every_case(
    ("text", "kind"),
    [
        ("ok", SmallTalk.CHATTER),
        ("hahaha", SmallTalk.CHATTER),
        ("LOOOL 😂", SmallTalk.CHATTER),
        ("👍👍", SmallTalk.CHATTER),
        ("ok thaaanks!", SmallTalk.THANKS),
        ("heyy", SmallTalk.GREETING),
        ("Danke dir, sehr interessant", SmallTalk.THANKS),
        ("good morning bot", SmallTalk.GREETING),
        ("как дела?", SmallTalk.GREETING),
        ("哈哈，谢谢你", SmallTalk.THANKS),
        ("gracias guapo", SmallTalk.THANKS),
        ("danke Schatz", SmallTalk.THANKS),
        ("спасибо друг", SmallTalk.THANKS),
        ("teşekkürler dostum", SmallTalk.THANKS),
        ("تمام، شكرا", SmallTalk.THANKS),
        ("ok, who won?", None),
        ("good weather in Tarvik", None),
        ("…", None),
        ("42", None),
    ],
)
def test_small_talk_is_told_by_all_of_its_words(text: str, kind: SmallTalk | None) -> None:
    assert small_talk_of(text) is kind


ASSISTANTS = (
    "what is this? what can u do", "who r u? are you a bot or chatgpt",
    "what time is it", "what day is it today?", "hey, how old are you", "whats your name",
    "wie spät ist es?", "wie heißt du",
    "¿qué hora es?", "cómo te llamas",
    "quelle heure est-il ?", "t'as quel âge",
    "que horas são?", "quem te criou",
    "который час", "как тебя зовут?",
    "котра година?", "скільки тобі років",
    "saat kaç", "adın ne",
    "كم الساعة", "ما اسمك؟",
    "अभी कितने बजे हैं", "आपका नाम क्या है",
    "现在几点了？", "你几岁",
)  # fmt: skip


@every_case("text", ASSISTANTS)
def test_what_one_asks_any_assistant_gets_help_instead_of_a_search(text: str) -> None:
    wish = wish_of(text)
    assert wish is not None
    assert wish.kind is Kind.HELP


@every_case(
    "text",
    [
        "what time is it in the harbour", "what is the date", "how old is she", "who made it",
        "wer hat das gemacht", "que dia é", "сколько времени", "какое число", "saat kaçta", "几号", "几点",
    ],
)  # fmt: skip
def test_the_time_of_something_and_the_age_of_somebody_are_looked_for(text: str) -> None:
    assert wish_of(text) is None


RUDE = (
    "you are useless", "stupid bot", "fuck off", "this bot is shit",
    "du bist doof", "halt die Klappe",
    "eres un inútil",
    "t'es nul", "ta gueule",
    "você é burro",
    "дурак", "ты тупой",
    "ти дурень",
    "انت غبي",
    "तुम बेवकूफ हो",
    "salak bot", "çok aptalsın",
    "你真笨", "笨蛋",
)  # fmt: skip


@every_case("text", RUDE)
def test_rude_words_look_for_nothing(text: str) -> None:
    assert small_talk_of(text) is SmallTalk.CHATTER


@every_case(
    "text", ["the fucking council", "why is the mayor an idiot?", "is the bot stupid or the mayor", "joke", "mist"]
)
def test_a_rude_word_among_others_is_still_looked_for(text: str) -> None:
    assert small_talk_of(text) is None


@every_case(
    ("text", "intent"),
    [
        ("lol the goat", Intent.CHATTER),
        ("armer Bürgermeister haha", Intent.CHATTER),
        ("haha who paid for that", Intent.QUESTION),
        ("the goat, lol?", Intent.QUESTION),
    ],
)
def test_laughter_is_no_search_but_may_come_with_a_question(text: str, intent: Intent) -> None:
    assert intent_of(text, forwarded=False).intent is intent


def test_every_language_has_every_template_and_none_fits_nothing() -> None:
    first, *others = languages()
    assert [each.code for each in (first, *others)] == list(LANGUAGES)
    for language in (first, *others):
        for section, names in first.content.items():
            if section == "macros":
                continue
            for name in names:
                assert language.content[section].get(name), (language.code, section, name)
                if name not in ("weekdays", "months"):
                    nodes = language.templates(section, name)
                    assert not any(0 in Matcher(()).ends(node, 0) for node in nodes), (language.code, name)
        assert len(language.content["time"]["weekdays"]) == 7
        assert len(language.content["time"]["months"]) == 12


@every_case("text", ["moin", "Moin!", "mais oui", "ciao", "really"])
def test_small_talk_is_no_wish_that_somebody_mistyped(text: str) -> None:
    assert wish_of(text) is None
