"""What `tests.bench.conversations` says of a chat, and how it judges single replies."""

from __future__ import annotations

import json
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.domain.messages import MessageContext
from bot.presentation.texts import Texts
from tests.bench._chat_playing import TURN_SECONDS, play, template
from tests.bench._chat_verdicts import judge
from tests.bench._chats import Expected, Said, load
from tests.bench.conversations import figures, measure, tables
from tests.support.articles import BUDGET, FERRY
from tests.support.cases import every_case

CAPTAIN = "Captain Ewa Lindqvist told passengers that the ship had lost power."
TUGS = "Tugboats from Tarvik reached her two hours later."
WANTED = Expected(pieces=("Captain Ewa Lindqvist",))
NOTHING = Expected(nothing=True)
HEDGE = "Perhaps:"


def answer(text: str, *bold: str, quote: str | None = None, shown: int = 1, question: str = "who?") -> Said:
    about = MessageContext(kind="answer", question=question, shown=shown)
    return Said(text=text, bold=bold, quote=quote, about=about)


def verdict(expected: Expected, *said: Said, before: tuple[Said, ...] = ()) -> str:
    return judge(expected, said, before, "en", HEDGE).name


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file with one conversation."""
    posts = [
        {"source": "Harbour Post", "posted": "2026-11-03T08:00", "text": FERRY},
        {"source": "Lorhaven News", "posted": "2026-11-05T18:30", "text": BUDGET},
    ]
    turns = [
        {"forward": 0},
        {"say": "who is the captain?", "kind": "literal", "expect": {"quote": ["Captain Ewa Lindqvist"]}},
        {"say": "when does it fly?", "kind": "follow-up", "reply_to": {"answer": True}, "expect": {"nothing": True}},
        {"forward": 1},
        {"say": "What is the population of Norway?", "kind": "nothing-off", "expect": {"nothing": True}},
        {
            "say": "what will be refunded within ten days?",
            "kind": "reply",
            "reply_to": {"article": 0},
            "expect": {"quote": ["Tickets will be refunded"]},
        },
        {"say": "thanks", "kind": "small-talk", "expect": {"does": "nothing"}},
    ]
    file = tmp_path / "chats.jsonl"
    row = {"id": "ferry", "language": "en", "articles": posts, "turns": turns}
    file.write_text(json.dumps(row) + "\n", encoding="utf-8")
    return file


async def test_a_conversation_is_played_and_each_reply_in_it_is_judged(file: Path) -> None:
    judged = await measure(file, meaning=False)
    assert [each.verdict.name for each in judged] == ["right", "maybe", "ok", "right", "done"]
    measured = figures(judged)
    assert (measured["served"], measured["false_off"], measured["wishes"]) == (1.0, 0.0, 1.0)
    assert measured["kinds"] == {"literal": 1.0, "reply": 1.0}
    assert "literal" in tables(judged)


async def test_turns_lie_a_minute_apart_by_what_the_bot_notes_of_its_messages(file: Path, tmp_path: Path) -> None:
    [conversation], begun = load(file), time.time()
    async for _ in play(conversation, template(tmp_path), meaning=False):
        pass
    with closing(sqlite3.connect(tmp_path / "ferry.db")) as database:
        sent = [at for (at,) in database.execute("SELECT sent_at FROM sent_message ORDER BY message_id")]
    assert len(sent) == len(conversation.turns)
    assert all(at >= begun + number * TURN_SECONDS for number, at in enumerate(sent))


@every_case(
    ("reply", "name"),
    [
        (answer(f"“{CAPTAIN} {TUGS}”", CAPTAIN, quote=CAPTAIN), "right"),
        (answer(f"“{CAPTAIN} {TUGS}”", CAPTAIN.replace("Ewa ", "Ewa\n")), "right"),
        (answer("See above.", quote=CAPTAIN), "right"),
        (answer(f"{HEDGE} “{CAPTAIN} {TUGS}”", CAPTAIN), "perhaps"),
        (answer(f"{HEDGE}\n{TUGS}\n{CAPTAIN}", HEDGE, TUGS, CAPTAIN), "perhaps"),
        (answer(f"“{CAPTAIN} {TUGS}”", TUGS), "near"),
        (answer(f"“{TUGS}”\n“{CAPTAIN}”", TUGS, CAPTAIN), "near"),
        (answer(f"Nothing here answers that.\n“{CAPTAIN}”", shown=0), "denied"),
        (answer(f"“{TUGS}”", TUGS), "wrong"),
        (answer(f"{HEDGE} “{TUGS}”", TUGS), "hedged"),
        (Said(text=CAPTAIN, bold=(CAPTAIN,), about=MessageContext(kind="summary")), "wrong"),
        (Said(text="Ask like this: /ask who?"), "denied"),
    ],
)
def test_what_is_set_off_is_what_counts_and_a_hedged_reply_may_offer_more(reply: Said, name: str) -> None:
    assert verdict(WANTED, reply) == name


def test_silence_is_no_answer_and_no_false_one() -> None:
    assert (verdict(WANTED), verdict(NOTHING)) == ("denied", "ok")


def test_the_fourth_sentence_of_a_hedged_reply_comes_too_late_and_the_first_is_told_apart() -> None:
    others = [f"{each} crossings were cancelled." for each in ("Two", "Three", "Four")]
    late = answer("\n".join([HEDGE, *others, CAPTAIN]), *others, CAPTAIN)
    assert verdict(WANTED, late) == "near"
    second, first = answer(f"{HEDGE}\n{TUGS}\n{CAPTAIN}", TUGS, CAPTAIN), answer(f"{HEDGE}\n{CAPTAIN}", CAPTAIN)
    assert [judge(WANTED, [each], [], "en", HEDGE).first for each in (first, second)] == [True, False]


def test_a_stretch_of_several_sentences_counts_and_is_reported() -> None:
    found = judge(WANTED, [answer(f"“{CAPTAIN} {TUGS}”", f"{CAPTAIN} {TUGS}")], [], "en", HEDGE)
    assert (found.name, found.long) == ("right", 1)


@pytest.mark.parametrize(
    ("reply", "name"),
    [
        (answer("Nothing here answers that.", shown=0), "ok"),
        (answer(f"{HEDGE} “{TUGS}”", TUGS), "maybe"),
        (answer(f"“{TUGS}”", TUGS), "false"),
    ],
)
def test_where_nothing_answers_a_plain_answer_is_false(reply: Said, name: str) -> None:
    assert verdict(NOTHING, reply) == name


@pytest.mark.parametrize("kind", ["summary", "digest"])
def test_a_wish_is_done_by_a_message_of_that_kind_only(kind: str) -> None:
    done = Said(text="…", about=MessageContext(kind=kind))
    assert verdict(Expected(does=kind), done) == "done"
    assert verdict(Expected(does=kind), answer(f"“{TUGS}”", TUGS)) == "missed"


def test_lists_and_help_are_known_by_what_the_bot_says_of_them() -> None:
    texts = Texts.of("en")
    everything, news = MessageContext(kind="articles"), MessageContext(kind="new of a day")
    assert verdict(Expected(does="list"), Said(text="2 articles", about=everything)) == "done"
    assert verdict(Expected(does="new"), Said(text="1 article", about=news)) == "done"
    assert verdict(Expected(does="new"), Said(text=texts.nothing_since)) == "done"
    assert verdict(Expected(does="new"), Said(text="2 articles", about=everything)) == "missed"
    assert verdict(Expected(does="help"), Said(text=f"What I do\n{TUGS}", bold=("What I do",))) == "done"


def test_more_is_more_of_what_was_shown_before_wherever_it_stands() -> None:
    before = answer(f"“{TUGS}”", TUGS)
    more = answer(f"“{TUGS}”\n\n“{CAPTAIN}”", TUGS, CAPTAIN, shown=3)
    searched = answer(f"“{CAPTAIN}”", CAPTAIN, question="more")
    assert verdict(Expected(does="more"), more, before=(before,)) == "done"
    assert verdict(Expected(does="more"), searched, before=(before,)) == "missed"


def test_small_talk_is_answered_by_a_short_word_or_not_at_all() -> None:
    wish = Expected(does="nothing")
    assert verdict(wish) == "done"
    assert verdict(wish, Said(text="You are welcome.", about=MessageContext(kind="talk"))) == "done"
    assert verdict(wish, answer("Nothing here answers that.", shown=0)) == "missed"
