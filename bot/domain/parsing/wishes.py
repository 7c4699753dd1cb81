"""A wish in plain words: "tldr", "what's new today", "fass den Artikel über die Flut zusammen", "покажи статьи".

A text is a wish only if every word of it belongs to one: to the wish itself, to what it is about, or to what is polite.
So "what does the summary say?" is a question, since nothing explains its first words. A question about something
stays a question, too, unless what is asked for is plainly the bot's ("what articles have you got about oil?").
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache

import regex

from bot.domain.parsing.claims import Opening, claim_behind, lead_of
from bot.domain.parsing.intents.intent import QUESTION_MARKS, opens_as_question
from bot.domain.parsing.numbering import LAST, Numbering
from bot.domain.parsing.periods import PeriodReader, period_readers
from bot.domain.parsing.phrases import Language, Phrase, languages, phrase_of
from bot.domain.parsing.small_talk import small_talk_of
from bot.domain.parsing.subjects import subject_of
from bot.domain.parsing.templates import Captures, Matcher, one_of
from bot.domain.parsing.typos import Spelling

_ASKED = regex.compile(rf"[{QUESTION_MARKS}][\s!.…\p{{So}}]*$")
_LINK = regex.compile(r"(?i)https?://|www\.")
_SENTENCE = regex.compile(rf"[^{QUESTION_MARKS}.!。！]+[{QUESTION_MARKS}.!。！]*")
_MOST_SENTENCES = 3
# So many polite phrases stand before or behind a wish.
_MOST_BEFORE, _MOST_BEHIND = 4, 3
# What is numbered has fewer parts; more are a year, or a sum.
PICKED = (*range(1, 100), LAST)
# Any day will do to see that words name a time.
_SOME_DAY = date(2024, 6, 15)
# The section of wishes that name something by any words.
_NAMING = "named"


class Kind(StrEnum):
    """What somebody wishes for: a command by its name, or to go on with what was shown."""

    CHANGES = "changes"  # "what changed?"
    CHECK = "check"
    DIGEST = "digest"
    DOUBT = "doubt"  # "are you sure?"
    EXPORT = "export"
    FORGET = "forget"
    HELP = "help"
    LIST = "articles"
    LONGER = "longer"
    MEANT = "meant"  # "no, I meant the library": its words are what was meant
    MORE = "more"
    NEW = "new"
    PICK = "pick"  # "the second one": its words are a number, or LAST
    SETTINGS = "settings"
    SHORTER = "shorter"
    SOURCE = "source"  # "where does it say that?"
    SUMMARY = "summary"
    UNDO = "undo"
    WRONG = "wrong"  # "that's not what I asked"


# An article is named by few words, if nothing says that they name one.
_MOST_NAMING = 3
_LONGEST_NAMING = 40
# "I meant the library", but not "I meant to ask who paid for all that".
_MOST_MEANT = 5
# The sections of a language's file, in the order in which they are tried.
_SECTIONS = {
    "check": Kind.CHECK,
    "source": Kind.SOURCE,
    "doubt": Kind.DOUBT,
    "wrong": Kind.WRONG,
    "meant": Kind.MEANT,
    "undo": Kind.UNDO,
    "help": Kind.HELP,
    "settings": Kind.SETTINGS,
    "export": Kind.EXPORT,
    "shorter": Kind.SHORTER,
    "longer": Kind.LONGER,
    "changes": Kind.CHANGES,
    "new": Kind.NEW,
    "more": Kind.MORE,
    "forget": Kind.FORGET,
    "digest": Kind.DIGEST,
    "list": Kind.LIST,
    "summary": Kind.SUMMARY,
    # Any words behind a verb for deleting: only some of them name an article.
    _NAMING: Kind.FORGET,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is wished for, and ``words``: what would stand behind the command, as the person put it."""

    kind: Kind
    words: str = ""


def wish_of(text: str) -> Wish | None:
    """The wish that a text is; None for anything else. Its cost is bounded, whatever the text."""
    if _LINK.search(text):
        return None
    if "\n" in text.strip() or (phrase := phrase_of(text)) is None:
        return _carrying(text)
    asked = _ASKED.search(text) is not None
    talk = small_talk_of(text) is not None
    wish = _wish_of(phrase, asked=asked, spelled=not talk)
    # "Really?" doubts, "really" is small talk.
    if talk and not asked and wish is not None and wish.kind is Kind.DOUBT:
        return None
    return wish or _repeated(text) or _carrying(text)


def _repeated(text: str) -> Wish | None:
    """The wish that every one of a few sentences is: "What is this? What can you do?"."""
    parts = [each for each in _SENTENCE.findall(text) if phrase_of(each) is not None]
    if not 1 < len(parts) <= _MOST_SENTENCES:
        return None
    first, *others = (wish_of(each) for each in parts)
    return first if first is not None and not first.words and all(each == first for each in others) else None


def _carrying(text: str) -> Wish | None:
    """The wish to check the text behind it; None when there is no such wish."""
    lead = lead_of(text)
    claims = (claim_behind(lead, reader.openings(lead)) for reader in _readers()) if lead is not None else ()
    claim = next((each for each in claims if each is not None), None)
    return None if claim is None else Wish(kind=Kind.CHECK, words=claim)


def _wish_of(phrase: Phrase, *, asked: bool, spelled: bool) -> Wish | None:
    # As it stands; with slips put right, unless it is small talk ("moin" is no "moins"); without words such as
    # "actually", which may stand anywhere.
    ways = (_Reader.unchanged, _Reader.spelled, _Reader.tightened) if spelled else (_Reader.unchanged,)
    for changed in ways:
        for reader in _readers():
            other = changed(reader, phrase)
            if other is None or (wish := reader.read(other, asked=asked)) is None:
                continue
            # "I meant the second one" picks.
            named = phrase_of(wish.words) if wish.kind is Kind.MEANT else None
            return (None if named is None else _picked(phrase) or _picked(named)) or wish
    return _picked(phrase)


def _picked(phrase: Phrase) -> Wish | None:
    return next((each for reader in _readers() if (each := reader.picked(phrase)) is not None), None)


class _Reader:
    """Understands the wishes of one language."""

    def __init__(self, language: Language, times: PeriodReader) -> None:
        self._times = times
        self._numbering = Numbering.of(language)
        self._picks = language.templates("pick", "pick")
        self.spelling = Spelling.of(language)
        self._before = one_of(language.templates("polite", "before"))
        self._request = one_of(language.templates("polite", "request"))
        self._behind = one_of(language.templates("polite", "after"))
        self._request_behind = one_of(language.templates("polite", "request_after"))
        self._checks = language.templates("wishes", "check")
        self._pointing = one_of(language.templates("rest", "rest") + language.templates("rest", "following"))
        self._about = one_of(node for node in language.templates("rest", "about") if node.first is not None)
        self._loose = one_of(language.templates("polite", "loose"))
        templates = {
            name: sorted(language.templates("wishes", name), key=lambda node: not node.asks) for name in _SECTIONS
        }
        self._wishes = [(kind, node) for name, kind in _SECTIONS.items() for node in templates[name]]
        self._naming = frozenset(templates[_NAMING])

    def unchanged(self, phrase: Phrase) -> Phrase | None:
        """The phrase as it stands."""
        return phrase

    def spelled(self, phrase: Phrase) -> Phrase | None:
        """The phrase with slips put right; None when there are none."""
        words = self.spelling.corrected(phrase.words)
        return None if words == phrase.words else replace(phrase, words=words)

    def tightened(self, phrase: Phrase) -> Phrase | None:
        """The phrase without words that may stand anywhere, and with slips put right; None when there are none."""
        words = self.spelling.corrected(phrase.words)
        matcher = Matcher(words)
        kept = [at for at in range(len(words)) if at + 1 not in matcher.ends(self._loose, at)]
        if not 0 < len(kept) < len(words):
            return None
        return replace(phrase, words=tuple(words[at] for at in kept), places=tuple(phrase.places[at] for at in kept))

    def read(self, phrase: Phrase, *, asked: bool) -> Wish | None:
        """The wish that the phrase is in this language."""
        words = phrase.words
        matcher = Matcher(words, lambda each: self._times.read(each, _SOME_DAY) is not None)
        present = frozenset(words)
        wishes = [each for each in self._wishes if each[1].needed is None or not each[1].needed.isdisjoint(present)]
        if not wishes:
            return None
        endings = self._endings(matcher)
        for start, requested in self._starts(matcher).items():
            found: Wish | None = None
            for kind, node in wishes:
                if found is not None and found.kind is not kind:
                    break
                end = next((each for each in matcher.ends(node, start) if each in endings), None)
                if end is None:
                    continue
                captures = matcher.captures(node, start, end)
                requests = requested or endings[end] or node.asks or "request" in captures
                if not _holds(captures, phrase, start, asked=asked and not requests, asks=node.asks):
                    continue
                self._trim(matcher, captures)
                if node in self._naming and not _names_article(captures, phrase):
                    continue
                if kind is Kind.MEANT and not _is_short(captures, phrase, _MOST_MEANT):
                    continue
                if "subject" not in captures:
                    return Wish(kind=kind, words=" ".join(_words(captures, phrase)))
                # "tldr pls" is about nothing in particular rather than about "pls".
                found = found or Wish(kind=kind, words=" ".join(_words(captures, phrase)))
            if found is not None:
                return found
        return None

    def openings(self, lead: Phrase) -> dict[int, Opening]:
        """Where a wish for a check that a text begins with may end."""
        matcher = Matcher(self.spelling.corrected(lead.words))
        found: dict[int, Opening] = {}
        for start in self._starts(matcher):
            for node, end in ((each, end) for each in self._checks for end in matcher.ends(each, start)):
                points = any(each <= end for at in range(start, end) for each in matcher.ends(self._pointing, at))
                known = found.get(end, Opening(points=False, asks=True))
                found[end] = Opening(points=points or known.points, asks=node.asks and known.asks)
        for end in [*found]:
            found |= dict.fromkeys(matcher.ends(self._behind, end), found[end])
        return {end: replace(each, goes_on=bool(matcher.ends(self._about, end))) for end, each in found.items()}

    def picked(self, phrase: Phrase) -> Wish | None:
        """The wish to see one of what was shown, by its number; None when the phrase is something else."""
        words = self._numbering.numbered(phrase.words)
        if not any(map(str.isdecimal, words)):
            return None
        matcher = Matcher(words)
        endings = self._endings(matcher)
        for start in self._starts(matcher):
            for node in self._picks:
                end = next((each for each in matcher.ends(node, start) if each in endings), None)
                if end is None:
                    continue
                at, _ = matcher.captures(node, start, end)["number"]
                return Wish(kind=Kind.PICK, words=words[at]) if int(words[at]) in PICKED else None
        return None

    def _trim(self, matcher: Matcher, captures: Captures) -> None:
        """Takes what is polite off both ends of the subject; what is nothing else is none."""
        if "subject" not in captures:
            return
        start, end = captures["subject"]
        for _ in range(_MOST_BEHIND):
            polite = {*matcher.ends(self._before, start), *matcher.ends(self._request, start)}
            start = max((at for at in polite if at <= end), default=start)
            end = min((at for at in range(start, end) if end in matcher.ends(self._behind, at)), default=end)
        if start < end:
            captures["subject"] = (start, end)
        else:
            del captures["subject"]

    def _starts(self, matcher: Matcher) -> dict[int, bool]:
        """Where the wish may begin, and whether it is requested before that ("can you …")."""
        found = {0: False}
        for _ in range(_MOST_BEFORE):
            for start, requested in list(found.items()):
                for node, requests in ((self._before, requested), (self._request, True)):
                    for end in matcher.ends(node, start):
                        found[end] = found.get(end, False) or requests
        return dict(sorted(found.items()))

    def _endings(self, matcher: Matcher) -> dict[int, bool]:
        """Where the wish may end, and whether it is requested behind that ("…, could you?")."""
        found = {len(matcher.words): False}
        for _ in range(_MOST_BEHIND):
            for start in range(len(matcher.words)):
                for node, requests in ((self._behind, False), (self._request_behind, True)):
                    for end in matcher.ends(node, start):
                        if end in found:
                            found[start] = found.get(start, False) or requests or found[end]
        return found


@cache
def _readers() -> tuple[_Reader, ...]:
    return tuple(_Reader(*each) for each in zip(languages(), period_readers(), strict=True))


def _holds(captures: Captures, phrase: Phrase, start: int, *, asked: bool, asks: bool) -> bool:
    """Whether it is a wish after all, and no question about something."""
    if "subject" not in captures:
        return True
    leads = captures["subject"][0] == start and not asks
    return not asked and not (leads and opens_as_question(phrase.original(*captures["subject"])))


def _names_article(captures: Captures, phrase: Phrase) -> bool:
    """Whether the subject names an article: by a word for one ("the bees article"), or as a few words to delete."""
    if "subject" not in captures:
        return False
    start, end = captures["subject"]
    words = phrase.original(start, end)
    subject = subject_of(words)
    if subject is not None and subject.article is not None:
        return True
    return "delete" in captures and _is_short(captures, phrase, _MOST_NAMING)


def _is_short(captures: Captures, phrase: Phrase, most: int) -> bool:
    """Whether the subject has at most ``most`` words; in Chinese, each of whose characters is one, twice as many."""
    start, end = captures.get("subject", (0, 0))
    words = phrase.original(start, end)
    unspaced = words[:1] > "\u2e7f"
    return 0 < end - start <= (2 * most if unspaced else most) and len(words) <= _LONGEST_NAMING


def _words(captures: Captures, phrase: Phrase) -> Iterator[str]:
    """What would stand behind the command."""
    if "number" in captures and "subject" not in captures:
        yield phrase.original(*captures["number"])
    yield from (name for name in ("short", "long") if name in captures)
    yield from (phrase.original(*captures[name]) for name in ("time", "subject") if name in captures)
