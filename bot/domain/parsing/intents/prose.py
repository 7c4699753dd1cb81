"""What a text is made of, as far as that tells news from questions and from chat: sentences, headings, who speaks.

Texts are measured in words. Scripts without spaces have a measure of their own: so many characters make a word there.
Nothing here knows a language, but for a few words by which people speak of themselves and to each other. Linear, and
of long texts only the beginning counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from bot.domain.parsing.intents.asking import asks_unmarked
from bot.domain.parsing.intents.personal import laughs_in, speaks_personally
from bot.domain.parsing.intents.reported import alerts, attributes

MOST_CHARACTERS = 6000
"""As much of a text is looked at: more than Telegram's longest message."""
LINKS = regex.compile(r"(?i)(?:https?://|www\.)\S+")
HAS_WORDS = regex.compile(r"[\p{L}\p{N}]")

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_HAN = regex.compile(r"\p{Han}")
_KANA = regex.compile(r"[\p{Hiragana}\p{Katakana}ー]")
_RUNNING = regex.compile(r"[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+")
# So many characters of these say as much as an English word.
LETTERS_A_WORD = 6.0
"""With the space behind it."""
_HAN_A_WORD, _KANA_A_WORD, _RUNNING_A_WORD = 1.7, 2.3, 4.5

_CLOSING = "[\"'”’»›」』)\\]]{0,3}"
_END = regex.compile(rf"[.!?…؟।॥۔។။]{{1,6}}{_CLOSING}(?=\s|$)|[。！？｡]{{1,6}}{_CLOSING}")
_ASKING = frozenset("?？؟")
# "Dr. Smith", "3. Mai", "J. Brandt": no sentence ends there.
_ABBREVIATED = regex.compile(r"(?:^|[\s(])(?:\p{L}\p{M}*|\p{Lu}\p{Ll}{1,2}|\p{N}{1,2})$")
_LOWER_NEXT = regex.compile(r"\s+[\"'“„«(]?\p{Ll}")
_SEGMENT = 12
_CLAUSES = regex.compile("[，、;；]")
_LONG_CLAUSES = 14.0
_LISTED = regex.compile(r"^\s*(?:[-–—*+•‣▪●○·►▶✓✅❖]|\p{N}{1,3}[.)])\s+")

# What somebody says in quotation marks is not the voice of whoever writes.
_QUOTED = regex.compile(r"[“„«「『\"][^“”„«»「」『』\"\n]{1,400}+[”“»」』\"]")
_EMOTICON = regex.compile(r"(?<!\S)[:;=][-']?[)(DPpOo/|]+|!!|\?!|\?\?|\.\.\s*$|…\s*$|(?<=\w)\)\)+")
_PICTURE = regex.compile(r"\p{Extended_Pictographic}|\p{Regional_Indicator}")
_LEADING_PICTURES = regex.compile(r"(?m)^[^\p{L}\p{N}\n]{1,40}")
_CASED = regex.compile(r"\p{Lu}|\p{Ll}")
_NAMED = regex.compile(r"[\p{Ll}\p{N},;:–—-]\s+[\"“„«(]?\p{Lu}|\p{N}")
_OPENING = regex.compile(r"[\p{L}\p{N}]")
_LONGEST_HEADING, _FEWEST_IN_HEADING, _FEWEST_BELOW = 22.0, 2.0, 7.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A text, measured.

    ``words`` are counted by the script's own measure. ``told`` and ``asked`` are numbers of sentences that state and
    that ask; ``opens_asking`` and ``closes_asking`` say that the first and the last one ask. ``heading``: the first
    line stands above the others as a title does. ``lines`` hold words. ``personal`` counts words by which people speak
    of themselves or to each other; ``chatty`` says that it is written as people chat, ``named`` that it has names or
    numbers, as reports have. ``closed``: it ends as a sentence does. ``attributed`` says that it names whom it has
    something from, ``alerting`` that it begins as the latest news do. ``lead`` and ``longest`` are the sizes
    of the first sentence and of the longest one, in characters, the heading left out.
    """

    words: float
    told: int
    asked: int
    opens_asking: bool
    closes_asking: bool
    heading: bool
    lines: int
    personal: int
    chatty: bool
    named: bool
    closed: bool
    attributed: bool
    alerting: bool
    lead: float
    longest: float

    @property
    def a_sentence(self) -> float:
        """How many words a sentence has."""
        return self.words / max(1, self.told + self.asked)


def prose_of(text: str) -> Prose:
    """Measures a text. Links in it do not count."""
    text = LINKS.sub(" ", text[:MOST_CHARACTERS])
    lines = [line for line in text.splitlines() if HAS_WORDS.search(line)]
    sizes = [words_in(line) for line in lines]
    heading = _is_heading(lines, sizes)
    sentences = [each for line in lines for each in _sentences(line, alone=len(lines) == 1)]
    asking = [asks for _, asks in sentences]
    # A heading is no sentence, but it may ask.
    below = sentences[1:] if heading else sentences
    told = sum(_told(each) for each, asks in below if not asks)
    measured = [size_of(each) for each, _ in below]
    voice = _QUOTED.sub(" ", text)
    return Prose(
        words=sum(sizes),
        told=told,
        asked=sum(asking),
        opens_asking=bool(asking) and asking[0],
        closes_asking=bool(asking) and asking[-1],
        heading=heading,
        lines=len(lines),
        personal=speaks_personally(voice),
        chatty=_chatty(text, [each for each, _ in sentences]),
        named=_NAMED.search(text) is not None or _CASED.search(text) is None,
        closed=bool(lines) and _ending(lines[-1]) is not None,
        attributed=attributes(text),
        alerting=alerts(text),
        lead=measured[0] if measured else 0.0,
        longest=max(measured, default=0.0),
    )


def asking_part(text: str) -> str | None:
    """The sentences of a text that ask, without what is told around them; None when there is nothing around them."""
    lines = [line for line in text[:MOST_CHARACTERS].splitlines() if HAS_WORDS.search(line)]
    sentences = [each for line in lines for each in _sentences(line, alone=len(lines) == 1)]
    asking = [each.strip() for each, asks in sentences if asks]
    return " ".join(asking) if 0 < len(asking) < len(sentences) else None


def words_in(text: str) -> float:
    """How many words a text has; where no spaces stand between words, how many its characters make up."""
    han, kana, running = (len(each.findall(text)) for each in (_HAN, _KANA, _RUNNING))
    spaced = len(_WORD.findall(_UNSPACED.sub(" ", text) if han or kana or running else text))
    return spaced + han / _HAN_A_WORD + kana / _KANA_A_WORD + running / _RUNNING_A_WORD


def size_of(sentence: str) -> float:
    """How many characters a sentence has; of scripts without spaces, as many as its words would have in others."""
    return LETTERS_A_WORD * words_in(sentence) if _UNSPACED.search(sentence) else float(len(sentence.strip()))


def _is_heading(lines: list[str], sizes: list[float]) -> bool:
    if len(lines) < 2 or not _FEWEST_IN_HEADING <= sizes[0] <= _LONGEST_HEADING or _LISTED.match(lines[0]):
        return False
    ending = _ending(lines[0])
    states = ending is not None and _ASKING.isdisjoint(ending) and not ending.startswith(("!", "！"))
    return not states and sum(sizes[1:]) >= max(_FEWEST_BELOW, sizes[0])


def _sentences(line: str, *, alone: bool) -> Iterator[tuple[str, bool]]:
    """The sentences of a line, and whether each asks."""
    start, length = 0, len(line.rstrip())
    for end in _END.finditer(line):
        if end.end() < length and _goes_on(line, end):
            continue
        yield from _one(line[start : end.end()], asks=not _ASKING.isdisjoint(end[0]))
        start = end.end()
    rest = line[start:]
    # A text of one line that nobody has closed may be a question without its mark.
    yield from _one(rest, asks=alone and asks_unmarked(rest, alone=start == 0))


def _one(sentence: str, *, asks: bool) -> Iterator[tuple[str, bool]]:
    if not HAS_WORDS.search(sentence):
        return
    if _RUNNING.search(sentence) and not asks:
        # Thai and its neighbours set a space where others set a stop.
        parts = [part for part in sentence.split() if len(part) >= _SEGMENT]
        if len(parts) > 1:
            for number, part in enumerate(parts, 1):
                yield part, number == len(parts) and asks_unmarked(part, alone=False)
            return
    yield sentence, asks or (sentence.rstrip().endswith(("。", "។")) and asks_unmarked(sentence, alone=False))


def _told(sentence: str) -> int:
    """How many statements a sentence is: Chinese sets commas where others set stops."""
    if not (_HAN.search(sentence) and _CLAUSES.search(sentence)):
        return 1
    return 2 if words_in(sentence) >= _LONG_CLAUSES else 1


def _goes_on(line: str, end: regex.Match[str]) -> bool:
    """Whether a sentence goes on behind what may close one."""
    if end[0][0] in "。！？｡":
        return False
    if _LOWER_NEXT.match(line, end.end()):
        return True
    return end[0] == "." and _ABBREVIATED.search(line[max(0, end.start() - 5) : end.start()]) is not None


def _ending(line: str) -> str | None:
    """The marks that close a line as a sentence; None when nothing does."""
    line = line.rstrip()
    return next((end[0] for end in _END.finditer(line, max(0, len(line) - 8)) if end.end() == len(line)), None)


def _chatty(text: str, sentences: list[str]) -> bool:
    """Whether a text looks typed among friends: smileys, "!!", laughter, sentences that begin with small letters."""
    # Channels set pictures before their lines; people behind what they say.
    if _EMOTICON.search(text) or _PICTURE.search(_LEADING_PICTURES.sub("", text)) or laughs_in(text):
        return True
    opening = [found[0] for each in sentences if (found := _OPENING.search(each))]
    small = sum(each.islower() for each in opening)
    return 2 * small > len(opening)
