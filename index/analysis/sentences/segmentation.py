"""Where a text's paragraphs and sentences stand, as spans; nothing is copied, nothing is changed.

Paragraphs are blocks between blank lines. A text without blank lines has one paragraph a line, as
people write in chats, unless its lines are plainly wrapped at a margin, as in mails and old files.
Sentences come from `sentencex`, which knows abbreviations of many languages and keeps quotations
together. It takes quadratic time on some texts (for example with unclosed quotation marks), so it
sees one window at a time. Its wrong cuts are undone (`index.analysis.sentences.sentence_joins`);
Thai and Lao, which it does not know, have rules of their own (`index.analysis.sentences.spaced_sentences`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

import regex

from index.analysis.sentences.long_paragraphs import cut
from index.analysis.sentences.sentence_joins import LOOK, joins, writes_carelessly
from index.analysis.sentences.spaced_sentences import boundaries, is_spaced
from index.models import Span

WINDOW = 2_400
"""Code points that the sentence splitter sees at once; a longer sentence gets twice as many."""
MARGIN = 800
"""A sentence that reaches into the window's last part may go on: the next window starts with it."""

_LINE = regex.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
# Invisible: white space, zero-width characters, controls, halves of broken characters.
_INVISIBLE = regex.compile(r"[\s\p{Cc}\p{Cf}\p{Cs}\ufe0f]*+")
_BULLET = regex.compile(r"\s*+(?:[-–—*+•‣▪▫●○◦·►▶➤✓✔✅❖]|\p{N}{1,3}[.)]|\p{L}\))\s")
_TERMINAL = regex.compile(r"[.!?…。!?।॥؟۔።։။។៕]['\"”’»›」』)\]]*+\s*+\Z")
_SURROGATE = regex.compile(r"\p{Cs}")
_SPACE = regex.compile(r"\s")
# ש"ח and ד"ר: the gershayim inside a Hebrew word, which most people type as quotation marks.
_GERSHAYIM = regex.compile(r'(?<=\p{Hebrew})"(?=\p{Hebrew})')
# Khmer's full stops, unknown to the splitter, become the one that it knows in every language.
_FULL_STOPS = str.maketrans("។៕", "।।")
_LATE_QUOTE = regex.compile(r"[.!?…]\s++\"\s*+\Z")


def paragraphs(text: str) -> list[Span]:
    """The paragraphs of ``text``, in order, without white space at their ends, none of them empty.

    A line with nothing visible separates paragraphs. One that is too long is cut where a sentence ends. The time is
    linear in the length of the text.
    """
    groups = list(_blocks(text))
    if len(groups) == 1:
        lines = groups[0]
        groups = _unwrapped(text, lines) if _wrapped(text, lines) else [[line] for line in lines]
    whole = (_trimmed(text, Span(group[0].start, group[-1].end)) for group in groups)
    pieces = (_trimmed(text, piece) for each in whole for piece in cut(text, each))
    return [each for each in pieces if each.start < each.end]


def sentences(text: str, language: str) -> list[Span]:
    """The sentences of one paragraph, in order, relative to it, not overlapping, trimmed.

    Together they cover everything that is not white space. ``language`` is an ISO 639-1 code;
    an unknown one is split by the rules that most languages share.
    """
    lines = [line for line in _lines(text) if text[line.start : line.end].strip()]
    if not lines:
        return []
    blocks = [Span(lines[0].start, lines[-1].end)] if _wrapped(text, lines) else lines
    # The splitter breaks at line ends, refuses halves of surrogate pairs and loses runs of blank lines.
    clean = _GERSHAYIM.sub("\u05f4", _SPACE.sub(" ", _SURROGATE.sub("\ufffd", text))).translate(_FULL_STOPS)
    return [span for block in blocks for span in _split(clean, block, language)]


def pack(spans: Iterable[Span]) -> bytes:
    """Ordered, non-overlapping spans as bytes: gap and length of each, in variable-length integers."""
    blob = bytearray()
    position = 0
    for start, end in spans:
        for number in (start - position, end - start):
            if number < 0:
                raise ValueError("spans must be in order and must not overlap")
            while number > 127:
                blob.append(number & 127 | 128)
                number >>= 7
            blob.append(number)
        position = end
    return bytes(blob)


def unpack(blob: bytes) -> list[Span]:
    """The inverse of `pack`."""
    numbers: list[int] = []
    number = shift = 0
    for byte in blob:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            numbers.append(number)
            number = shift = 0
    spans: list[Span] = []
    position = 0
    for gap, length in zip(numbers[::2], numbers[1::2], strict=True):
        spans.append(Span(position + gap, position + gap + length))
        position += gap + length
    return spans


def _lines(text: str) -> Iterator[Span]:
    """Every line without its line break; empty ones too."""
    start = 0
    for match in _LINE.finditer(text):
        yield Span(start, match.start())
        start = match.end()
    yield Span(start, len(text))


def _blocks(text: str) -> Iterator[list[Span]]:
    """Runs of lines between lines without a visible character."""
    block: list[Span] = []
    for line in _lines(text):
        if _INVISIBLE.fullmatch(text, line.start, line.end):
            if block:
                yield block
            block = []
        else:
            block.append(line)
    if block:
        yield block


def _wrapped(text: str, lines: Sequence[Span]) -> bool:
    """Whether the line breaks only keep a margin: the next line's first word never fitted on the line before.

    Lists, and lines that end where sentences end, are not wrapped. Two or three lines prove little: there the next
    line must also continue a sentence.
    """
    if len(lines) < 2:
        return False
    width = max(_width(text, line) for line in lines)
    if not 30 <= width <= 200:
        return False
    full = open_ended = bullets = 0
    for line, following in pairwise(lines):
        full += _is_full(text, line, following, width)
        open_ended += not _TERMINAL.search(text, max(line.start, line.end - 8), line.end)
        bullets += bool(_BULLET.match(text, following.start, following.end))
    breaks = len(lines) - 1
    if breaks < 3 and any(text[line.start : line.end].lstrip()[:1].isupper() for line in lines[1:]):
        return False
    return full >= 0.7 * breaks and open_ended >= 0.6 * breaks and bullets <= 0.2 * breaks


def _unwrapped(text: str, lines: Sequence[Span]) -> list[list[Span]]:
    """Wrapped lines as paragraphs: a paragraph ends where the next line's first word would still have fitted."""
    width = max(_width(text, line) for line in lines)
    groups = [[lines[0]]]
    for line, following in pairwise(lines):
        if _is_full(text, line, following, width):
            groups[-1].append(following)
        else:
            groups.append([following])
    return groups


def _width(text: str, line: Span) -> int:
    return len(text[line.start : line.end].rstrip())


def _is_full(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether the following line's first word would not have fitted into ``width``."""
    word = text[following.start : following.start + 64].split(maxsplit=1)
    return _width(text, line) + 1 + len(word[0] if word else "") > width - 2


def _split(clean: str, block: Span, language: str) -> Iterator[Span]:
    """A block's sentences. Each window starts behind the last sentence that certainly ended inside the one before."""
    position, window = block.start, WINDOW
    careless = writes_carelessly(clean[block.start : block.start + LOOK])
    while position < block.end:
        stop = min(position + window, block.end)
        piece = clean[position:stop]
        if is_spaced(piece):
            found = list(boundaries(piece, position))
        else:
            cut = list(_boundaries(piece, language, position))
            found = _requoted(clean, _joined(clean, cut, language, careless=careless))
        if stop < block.end:
            sure = [span for span in found if span.end <= stop - MARGIN]
            if not sure and window < 2 * WINDOW:
                window *= 2
                continue
            found = sure or [Span(position, _gap(clean, position, stop))]
        window = WINDOW
        for span in found:
            trimmed = _trimmed(clean, span)
            if trimmed.start < trimmed.end:
                yield trimmed
        position = found[-1].end


def _boundaries(piece: str, language: str, offset: int) -> Iterator[Span]:
    """The splitter's own sentences of ``piece``, one behind the other without a gap."""
    import sentencex

    position = 0
    for sentence in sentencex.segment(language, piece):
        end = position + len(sentence)
        # If the splitter dropped or changed anything, the rest stays one sentence, so that no span is wrong.
        if piece[position:end] != sentence:
            break
        yield Span(offset + position, offset + end)
        position = end
    if position < len(piece):
        yield Span(offset + position, offset + len(piece))


def _joined(clean: str, spans: list[Span], language: str, *, careless: bool) -> list[Span]:
    """Joins what was cut where no sentence ends."""
    joined: list[Span] = []
    for span in spans:
        if joined:
            start, cut = joined[-1]
            before, after = clean[max(start, cut - LOOK) : cut], clean[cut : cut + LOOK]
            if joins(before, after, language, whole=cut - start <= LOOK, careless=careless):
                joined[-1] = Span(start, span.end)
                continue
        joined.append(span)
    return joined


def _requoted(clean: str, spans: list[Span]) -> list[Span]:
    """Moves a straight quotation mark that was cut off to the sentence whose quotation it opens or closes."""
    moved = list(spans)
    for number, (before, after) in enumerate(pairwise(spans)):
        start = moved[number].start
        if not clean.count('"', start, before.end) % 2:
            continue
        if clean[after.start] == '"' and clean[after.start + 1 : after.start + 2].isspace():
            cut = after.start + 1
        elif _LATE_QUOTE.search(clean, max(start + 1, before.end - 8), before.end):
            cut = clean.rindex('"', start, before.end)
        else:
            continue
        moved[number : number + 2] = [Span(start, cut), Span(cut, after.end)]
    return moved


def _gap(clean: str, start: int, stop: int) -> int:
    """Where to cut a text without a sentence end: behind the last white space, if there is any."""
    space = clean.rfind(" ", start + 1, stop)
    return stop if space < 0 else space + 1


def _trimmed(text: str, span: Span) -> Span:
    part = text[span.start : span.end]
    kept = part.lstrip()
    start = span.end - len(kept)
    return Span(start, start + len(kept.rstrip()))
