"""What people type: filters, wishes, questions, small talk; and what buttons carry."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import regex
from hypothesis import strategies as st

from bot.domain import callback_data
from bot.domain.html import beginning, escape, measured, plain, shortened, told, units
from bot.domain.parsing.intents.intent import asks, intent_of, never_answers, worth_of
from bot.domain.parsing.intents.prose import prose_of
from bot.domain.parsing.periods import period_of, since_at_end
from bot.domain.parsing.search_filters import day_of, ending, parse_listing, parse_query
from bot.domain.parsing.small_talk import laughs, small_talk_of
from bot.domain.parsing.subjects import length_of, subject_of
from bot.domain.parsing.summary_options import parse_summary_options
from bot.domain.parsing.wishes import wish_of
from index.analysis.sentences.segmentation import paragraphs, sentences
from tests.fuzz.exploring import Target
from tests.fuzz.mutation import CHARACTERS, WORDS, leaves, spoilt_pieces
from tests.support.articles import BUDGET, FERRY

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
_LANGUAGES = Path(__file__).parents[2] / "bot" / "domain" / "parsing" / "words"
_WRITTEN = (
    "who resigned from:reuters since:2026-11-03 until:yesterday",
    'what did the mayor say source:"Harbour Post" after:3.11.2026 ?',
    "who paid for it since last week from the Guardian?",
    "tldr please, in 5 sentences",
    "what's new today about the ferry",
    "seit Montag über die Flut aus dem März 2025",
    "what was said 10 days ago by BBC News",
    "forget everything since 9999 years ago",
    "/summary 3 about the budget",
    "¿qué hay de nuevo esta semana?",
    "что нового за неделю",
    "hello bot, thanks!!! 😀",
)


def _vocabulary() -> list[str]:
    """Every word of every template, and the marks of templates between them."""
    words: set[str] = set()
    for file in sorted(_LANGUAGES.glob("*.toml")):
        for leaf in leaves(tomllib.loads(file.read_text())):
            words.update(regex.findall(r"[\w']+", str(leaf)))
    return sorted(words)


_VOCABULARY = _vocabulary()
_MORE = st.one_of(
    st.sampled_from(_VOCABULARY),
    WORDS,
    st.sampled_from(["since:", "from:", "until:", "on:", "before:", "9999", "0", "9" * 12, "years", "ago", "/ask"]),
    st.integers(0, 10**14).map(str),
    st.builds(lambda character, times: character * times, CHARACTERS, st.sampled_from((3, 300))),
)
TYPED = spoilt_pieces([each.split(" ") for each in _WRITTEN], _MORE, " ") | spoilt_pieces(
    [list(each) for each in _WRITTEN], CHARACTERS, ""
)
TEXTS = spoilt_pieces([regex.split(r"(?<=\s)", each) for each in (FERRY, BUDGET, *_WRITTEN)], _MORE, "")


def filters(words: str) -> None:
    """What is left of a question is part of it; days are days; nothing is raised."""
    for query in (parse_query(words, NOW, ("Reuters", "Harbour Post")), parse_listing(words, NOW, ("Reuters",))):
        assert len(query.question) <= len(words)
        for moment in (query.since, query.until):
            assert moment is None or moment.tzinfo is not None
            # What is stored is compared with it.
            assert moment is None or moment + timedelta(0) == moment
        query.scope()
    for day in (day_of(words, NOW.date()),):
        assert day is None or day.isoformat()
    head, tail = ending(words)
    assert head + tail == " ".join(words.split()).rstrip(" ?!.")
    period = period_of(words, NOW.date())
    assert period is None or period.first is None or period.end is None or period.first <= period.end
    found = since_at_end(words, NOW.date())
    assert found is None or 0 <= found[0] <= len(words)


def wishes(words: str) -> None:
    """Whatever is wished, asked or said is understood in one way or in none, and the same way each time."""
    for understood in (wish_of, small_talk_of, laughs, subject_of, parse_summary_options, asks, worth_of, prose_of):
        reading: Any = understood
        assert reading(words) == reading(words)
    rest, number = length_of(words)
    assert len(rest) + len(number) <= len(words) + 1
    never_answers(words)
    for forwarded in (False, True):
        guess = intent_of(words, forwarded=forwarded)
        assert guess == intent_of(words, forwarded=forwarded)


def markup(text: str) -> None:
    """What is shown as HTML says what was written, and no more than fits."""
    marked = escape(text)
    assert plain(marked) == text
    assert measured(marked) == units(text)
    assert told(marked) is not None
    for room in (0, 1, 7, 100):
        assert units(shortened(text, room)) <= max(room, 1)
        assert text.startswith(beginning(text, room))
        assert units(beginning(text, room)) <= room


def spans(text: str) -> None:
    """Paragraphs and sentences are exact: in order, apart, within the text, and nothing visible between them."""
    end = 0
    for paragraph in paragraphs(text):
        assert end <= paragraph.start < paragraph.end <= len(text)
        assert not _visible(text[end : paragraph.start])
        end, inner = paragraph.end, text[paragraph.start : paragraph.end]
        assert inner == inner.strip()
        last = 0
        for sentence in sentences(inner, "en"):
            assert last <= sentence.start < sentence.end <= len(inner)
            assert not inner[last : sentence.start].strip()
            last = sentence.end
        assert not inner[last:].strip()
    assert not _visible(text[end:])


def _visible(text: str) -> bool:
    return any(each.isprintable() and not each.isspace() for each in text)


_VERBS = sorted(value for name, value in vars(callback_data).items() if name.isupper() and isinstance(value, str))
DATA = spoilt_pieces([list("sum:12:3"), list("snt:1:2:3"), list("lnk:1"), list("und")], CHARACTERS | WORDS, "")


def buttons(data: str) -> None:
    """Data of buttons is read as it was written, or not at all; forged data is no number of ours."""
    for verb in (*_VERBS, data[:3]):
        for count in range(4):
            found = callback_data.parse(data, verb, count)
            if found is None:
                continue
            assert len(found) == count
            assert all(0 <= each < 10**12 for each in found)
            again = callback_data.button("more", verb, *found)
            assert callback_data.parse(again.data, verb, count) == found
            assert len((again.data or "").encode()) <= 64


TARGETS = (
    Target("filters", TYPED, filters),
    Target("wishes", TYPED | TEXTS, wishes),
    Target("markup", TYPED | TEXTS, markup),
    Target("spans", TEXTS, spans),
    Target("buttons", DATA, buttons),
)
