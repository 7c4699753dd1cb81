"""How the time of everything that reads people's text grows with that text: ``python -m tests.bench.growth``.

Each reader is given texts made to be hard on patterns (runs of blanks, quotation marks that are never closed, one
word again and again) of N, 2 N and 4 N characters. A growth of 1 is linear, 2 is quadratic. Times below a few
milliseconds say nothing about growth, so the worst one is sought among texts that take at least ``TELLING``.
"""

from __future__ import annotations

import argparse
import gc
import math
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial

from telegram import Chat, Message, MessageEntity, User

from bot.domain import html, timezones
from bot.domain.incoming import links, posts, split_posts
from bot.domain.incoming import raw_updates as entities
from bot.domain.parsing import mentions, search_filters, small_talk, summary_options, wishes
from bot.domain.parsing.intents import intent
from index.analysis import language, tokenizer
from index.analysis.questions import answer_types
from index.analysis.sentences import segmentation
from index.dedup import fingerprints, normal_form, urls
from index.dedup.compare import asides, attribution, credits, verdict
from index.dedup.words import normalize
from index.extract import Unreadable, plain, sniff
from index.extract.tidy import tidy
from index.indexing import draft
from index.models import Span
from index.ranking.query import query
from index.search import highlight
from index.summaries import anaphora, boilerplate, summarize
from tests.bench.report import finish, table

SIZE = 10_000
# Quicker than that, a time is mostly the clock's own noise (in seconds).
TELLING = 0.01
# What seems to grow faster is measured again: other work on the machine comes and goes, growth stays.
DOUBTED = 1.3
AGAIN = 3
# What already takes so long is not given twice as much (in seconds).
LONGEST = 5.0
NOW = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
NAMES = ("Harbour Post", "The Times", "Lorhaven Courier")
LANGUAGES = ("en", "de")
BOT = User(id=1, first_name="Verbatim", is_bot=True, username="verbatim_bot")

# What is repeated until the text is long enough; where "|" divides two parts, the second ends the text.
SHAPES = {
    "spaces": " |x",
    "tabs": "\t|x",
    "lines": "\n|x",
    "no-break spaces": "\N{NO-BREAK SPACE}|x",
    "spaces and lines": " \n|x",
    "lines of spaces": "                    \n|x",
    "question and spaces": "? " + " " * 60 + "|x",
    "by and spaces": "by " + " " * 200 + "|x",
    "since and spaces": "since " + " " * 20 + "|!x",
    "from the": " from the|.x",
    "according to": " according to|!x",
    "filters": "from:a ",
    "open filters": "from:“a ",
    "open straight filters": 'since:"a',
    "about": "about ",
    "read more": "read more ",
    "letters": "a",
    "capitals": "A",
    "capitalised": "Aa ",
    "capital and dot": "A.",
    "initials": "A. ",
    "words": "word ",
    "short words": "a ",
    "a word a line": "word\n",
    "paragraphs": "word\n\n",
    "sentences": "He said so. ",
    "sentence ends": "a. ",
    "digits": "1",
    "figures": "1 ",
    "grouped digits": "1,111,",
    "grouped by spaces": "111 ",
    "figures with points": "1.",
    "dates": "5 July 2024 ",
    "numerals": "twenty one ",
    "millions": "1 million ",
    "scales": "million ",
    "signs": "$5m ",
    "hyphens": "-",
    "words and hyphens": "a-",
    "broken words": "a-  \n",
    "combining marks": "a\u0301",
    "marks only": "\u0301",
    "stretched letters": "ß",
    "dotted capitals": "İ ",
    "Chinese": "中",
    "Chinese sentences": "中文。",
    "Japanese": "ひらがな",
    "Thai": "ไทย",
    "Arabic": "كلمة ",
    "emoji": "👍",
    "flags": "🇳🇴",
    "full stops": ".",
    "dots and spaces": ". ",
    "commas": ", ",
    "colons": ":",
    "question marks": "?",
    "exclamation marks": "! ",
    "quotation marks": '"',
    "open quotations": ' "a',
    "open curly quotations": "“a ",
    "apostrophes": "'",
    "open single quotations": " 'a",
    "two apostrophes": " ''a",
    "contractions": "don't ",
    "open brackets": "(",
    "open square brackets": "[",
    "square brackets": "[a] ",
    "closing brackets": ")",
    "links of Markdown": "[a](",
    "pictures of Markdown": "![a",
    "open links of Markdown": "[a](b ",
    "stars": "*",
    "words and stars": "*a ",
    "stars and spaces": "* ",
    "bold": "**a ",
    "underscores": "_",
    "words and underscores": " _a",
    "ticks": "`a",
    "quoted lines": "> ",
    "hashes": "# ",
    "headings": "# a\n",
    "rules": "- ",
    "rule of dashes": "--- ",
    "fields": "---\ntitle: a\n",
    "underlined": "a\n=",
    "ampersands": "&",
    "entities": "&amp;amp;",
    "open entities": "&a",
    "tags": "<",
    "open tags": "<a ",
    "links": "http://a.b ",
    "slashes": "http://",
    "links of dots": "http://....",
    "links in links": "t.me/a",
    "comments": "<!--a-->",
    "mentions": "@verbatim_bot ",
    "at signs": "@",
    "hash tags": "#a ",
    "bylines": "By Ann Lee, ",
    "datelines": "PARIS (AFP) - ",
    "credits": "Photo: AFP ",
    "zero-width spaces": "\u200b",
    "carriage returns": "\r",
    "nothing at all": "\x00",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """Seconds for N, 2 N and 4 N characters; fewer where the first were slow enough."""

    reader: str
    shape: str
    seconds: tuple[float, ...]

    @property
    def exponent(self) -> float:
        """The power of the length that the time grows with: 1 is linear."""
        first, last, doublings = self.seconds[0], self.seconds[-1], len(self.seconds) - 1
        return math.log2(max(last, 1e-9) / max(first, 1e-9)) / doublings if doublings else math.inf

    @property
    def telling(self) -> bool:
        """Whether the time is long enough to say anything about growth."""
        return self.seconds[-1] >= TELLING


def readers() -> dict[str, Callable[[str], object]]:
    """Everything that reads text that people send, by name."""
    return {
        "search_filters.parse_query": lambda text: search_filters.parse_query(text, NOW, NAMES),
        "search_filters.day_of": lambda text: search_filters.day_of(text, date(2026, 11, 22)),
        "search_filters.parse_listing": lambda text: search_filters.parse_listing(text, NOW, NAMES),
        "wishes.wish_of": wishes.wish_of,
        "small_talk.small_talk_of": small_talk.small_talk_of,
        "summary_options.parse_summary_options": summary_options.parse_summary_options,
        "summary_options.parse_summary_options about": lambda text: summary_options.parse_summary_options(
            "about" + text
        ),
        "intent.intent_of": lambda text: intent.intent_of(text, forwarded=False),
        "intent.asks": intent.asks,
        "intent.has_words": intent.has_words,
        "timezones.zone_named": timezones.zone_named,
        "mentions.text_addressed_to": lambda text: mentions.text_addressed_to(_message(text), BOT),
        "raw_updates.completed": lambda text: entities.completed({"message": {"text": text}}),
        "links.links_of": lambda text: links.links_of(_linked(text)),
        "posts.post_of": lambda text: posts.post_of(_message(text)),
        "split_posts.joined": lambda text: split_posts.joined(_parts(text)),
        "split_posts.cut_between": lambda text: split_posts.cut_between(text[: len(text) // 2], text[len(text) // 2 :]),
        "split_posts.seam": lambda text: split_posts.seam(text[: len(text) // 2], text[len(text) // 2 :] + "x"),
        "html.measured": lambda text: html.measured(html.escape(text)),
        "html.shortened": lambda text: html.shortened(text, len(text) // 2),
        "html.marked": lambda text: html.marked(text, len(text) // 3, len(text) // 2, 4_000),
        "urls.normalise_link": lambda text: urls.normalise_link("http://a.b/" + text),
        "tidy.tidy": tidy,
        "sniff.format_of": _sniffed,
        "plain.markdown": lambda text: plain.markdown(text.encode()),
        "plain.markdown fields": lambda text: plain.markdown(b"---\n" + text.encode()),
        "segmentation.paragraphs": segmentation.paragraphs,
        "segmentation.sentences": lambda text: segmentation.sentences(text, "en"),
        "segmentation.sentences th": lambda text: segmentation.sentences("ก" * len(text) + " " + text, "th"),
        "normal_form.normal_form": normal_form.normal_form,
        "credits.body": credits.body,
        "boilerplate.is_boilerplate": boilerplate.is_boilerplate,
        "boilerplate.is_heading": boilerplate.is_heading,
        "anaphora.refers_back": lambda text: anaphora.refers_back(text, "en"),
        "anaphora.breaks_off": anaphora.breaks_off,
        "anaphora.asks": anaphora.asks,
        "attribution.attributions": attribution.attributions,
        "asides.brackets": asides.brackets,
        "draft.title_of": lambda text: draft.title_of(text, []),
        "language.detect": language.detect,
        "language.likely": lambda text: language.likely(text, LANGUAGES),
        "tokenizer.words": tokenizer.words,
        "tokenizer.analyse": lambda text: tokenizer.analyse(text, "en"),
        "tokenizer.analyse de": lambda text: tokenizer.analyse(text, "de"),
        "normalize.wording": lambda text: normalize.wording("1 " + text, "en"),
        "normalize.language_of": lambda text: normalize.language_of(normalize.cut(text.casefold())),
        "fingerprints.sketch": fingerprints.sketch,
        "verdict.compare": lambda text: verdict.compare(text, "He said so. " + text[len(text) // 10 :] + " No."),
        **{
            f"answer_types.answer_types {code}": partial(answer_types.answer_types, language=code)
            for code in ("en", "hi", "tr", "zh", "ja")
        },
        "query.read_words": lambda text: query.read_words(text, LANGUAGES),
        "highlight.highlight": _highlighted,
        "draft.analyse": _analysed,
        "summarize.choose": lambda text: summarize.choose(summarize.Document.of("A beginning. " + text), 3),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE, help="the fewest characters (%(default)s)")
    parser.add_argument("--reader", default="", help="only readers with this in their names")
    parser.add_argument("--all", action="store_true", help="every shape of text, not only each reader's worst one")
    options = parser.parse_args(arguments)
    found = [
        measured(name, read, shape, options.size)
        for name, read in readers().items()
        if options.reader in name
        for shape in SHAPES
    ]
    shown = found if options.all else worst_of_each(found)
    header = ("reader", "shape", *(f"ms at {options.size * times:,}" for times in (1, 2, 4)), "growth")
    print(table(header, [row(each) for each in shown]))
    worst = max((each for each in found if each.telling), key=lambda each: each.exponent, default=None)
    slowest = max(found, key=lambda each: each.seconds[-1])
    finish(
        {
            "worst_exponent": round(worst.exponent, 2) if worst else None,
            "worst": f"{worst.reader}: {worst.shape}" if worst else None,
            "slowest_ms": round(1_000 * slowest.seconds[-1], 1),
            "slowest": f"{slowest.reader}: {slowest.shape}",
            "readers": len({each.reader for each in found}),
            "shapes": len(SHAPES),
        }
    )


def text_of(shape: str, size: int) -> str:
    """A text of that shape, of so many characters and its ending."""
    part, _, ending = SHAPES[shape].partition("|")
    return (part * (size // len(part) + 1))[:size] + ending


def measured(name: str, read: Callable[[str], object], shape: str, size: int) -> Growth:
    """The seconds that ``read`` takes for so many characters, twice and four times as many."""
    read(text_of(shape, 100))
    found = _once(name, read, shape, size)
    for _ in range(AGAIN):
        if not found.telling or found.exponent < DOUBTED:
            break
        found = min(found, _once(name, read, shape, size), key=lambda each: each.exponent)
    return found


def _once(name: str, read: Callable[[str], object], shape: str, size: int) -> Growth:
    seconds: list[float] = []
    for times in (1, 2, 4):
        spent = _seconds(partial(read, text_of(shape, size * times)))
        seconds.append(spent)
        if spent > LONGEST:
            break
    return Growth(reader=name, shape=shape, seconds=tuple(seconds))


def worst_of_each(found: Sequence[Growth]) -> list[Growth]:
    """For each reader the shape whose time grows most, or takes longest where none takes long enough to tell."""
    names = dict.fromkeys(each.reader for each in found)
    own = ([each for each in found if each.reader == name] for name in names)
    return [max(each, key=lambda one: (one.telling, one.exponent if one.telling else one.seconds[-1])) for each in own]


def row(growth: Growth) -> tuple[object, ...]:
    """A line of the table."""
    spent = [round(1_000 * each, 2) for each in growth.seconds]
    return (growth.reader, growth.shape, *spent, *[""] * (3 - len(spent)), round(growth.exponent, 2))


def _seconds(work: Callable[[], object]) -> float:
    """The least of several runs, without the collection of garbage that others left: both only add to it."""
    least, total = math.inf, 0.0
    gc.disable()
    while total < TELLING:
        start = time.process_time()
        work()
        spent = time.process_time() - start
        least, total = min(least, spent), total + spent + TELLING / 5
    gc.enable()
    return least


def _message(text: str, marked: Sequence[MessageEntity] = ()) -> Message:
    here = Chat(id=1, type=Chat.PRIVATE)
    return Message(message_id=1, date=NOW, chat=here, from_user=BOT, text=text, entities=marked)


def _linked(text: str) -> Message:
    """A message with as many links as Telegram marks in one."""
    step = max(1, len(text) // 100)
    marked = [
        MessageEntity(MessageEntity.URL, html.units(text[:at]), html.units(text[at : at + step]))
        for at in range(0, len(text) - step, step)
    ]
    return _message(text, marked[:100])


def _parts(text: str) -> list[split_posts.Part]:
    size = html.LONGEST_MESSAGE
    return [split_posts.Part(text=text[at : at + size] + "x", where="{}") for at in range(0, len(text), size)]


def _sniffed(text: str) -> None:
    with suppress(Unreadable):
        sniff.format_of(text.encode(), name="a.html")


def _highlighted(text: str) -> Span:
    found = segmentation.sentences("A beginning. " + text, "en")
    return highlight.highlight("A beginning. " + text, found, found[len(found) // 2], "en")


def _analysed(text: str) -> None:
    analysed = draft.analyse("A beginning.\n\n" + text)
    for number in range(len(analysed.paragraphs)):
        analysed.prepared(number)


if __name__ == "__main__":
    main()
