"""What becomes an article and what is a question, in every language of the bot and some that it does not speak."""

from __future__ import annotations

from pathlib import Path

from bot.domain.parsing.intents.intent import Guess, Intent, Worth, intent_of, never_answers, worth_of
from tests.support.cases import every_case

SAID = Path(__file__).parent / "said"
# "brief": surely an article, also when nobody asked; "article": kept in private, perhaps with a doubt; "statement":
# looked for, with an offer to keep it; "chat": never kept unasked.
LINES = [
    line.split("\t")
    for name in ("messages.txt", "messages_later.txt")
    for line in (SAID / name).read_text(encoding="utf-8").splitlines()
    if line
]


def of_kind(*kinds: str) -> list[str]:
    return [text.replace("⏎", "\n") for kind, text in LINES if kind in kinds]


@every_case("text", of_kind("brief"))
def test_a_short_report_is_surely_an_article(text: str) -> None:
    assert intent_of(text, forwarded=False) == Guess(Intent.ARTICLE)
    assert worth_of(text) is Worth.ARTICLE
    assert not never_answers(text)


@every_case("text", of_kind("article"))
def test_several_statements_are_an_article_although_it_may_be_a_doubtful_one(text: str) -> None:
    assert intent_of(text, forwarded=False).intent is Intent.ARTICLE


@every_case("text", of_kind("question"))
def test_a_question_stays_one_whatever_is_told_around_it(text: str) -> None:
    assert intent_of(text, forwarded=False).intent is Intent.QUESTION
    assert worth_of(text) in (Worth.QUESTION, Worth.TALK, Worth.REMARK)


@every_case("text", of_kind("statement"))
def test_one_statement_is_looked_for_and_may_be_kept(text: str) -> None:
    guess = intent_of(text, forwarded=False)
    assert guess.intent is Intent.QUESTION
    assert guess.states or guess.unsure
    assert worth_of(text) is Worth.SENTENCE


@every_case("text", of_kind("chat"))
def test_chat_is_never_surely_an_article(text: str) -> None:
    assert intent_of(text, forwarded=False) != Guess(Intent.ARTICLE)


@every_case("text", of_kind("command"))
def test_a_mistyped_command_is_neither_kept_nor_offered_to_be(text: str) -> None:
    assert intent_of(text, forwarded=False) == Guess(Intent.QUESTION)
    assert worth_of(text) is Worth.TALK


@every_case(
    "text",
    [
        "how many people had to leave their homes?",
        "how many people had to leave their homes",
        "wie viele Menschen mussten fliehen?",
        "سكم شخصا غادر؟",
        "新桥要花多少钱",
        "/ask who is the captain?",
        "/foo",
        "Hello!",
        "спасибо",
    ],
)
def test_a_question_a_command_and_a_greeting_answer_nothing(text: str) -> None:
    assert never_answers(text)


@every_case(
    "text",
    [
        "How Brannock saved its pool",
        "Wie die Stadt Brannock das Schwimmbad retten will",
        "Who pays? The council.",
        "The mayor resigned on Monday.",
        "Will it rain?\n\nIt will rain on Sunday.",
    ],
)
def test_a_headline_and_whatever_states_something_may_answer(text: str) -> None:
    assert not never_answers(text)


@every_case("part", ["? ", ". ", "a. ", '"', "“", "。", "\n", " ", "1. ", "!!", "ha", "，", "@a ", "A "])
def test_repetitions_are_read_in_bounded_time(part: str) -> None:
    intent_of(part * 100_000, forwarded=False)
