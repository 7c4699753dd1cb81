"""Everything about an article that can be computed without the database, so that no lock is held."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import regex

from index.analysis.encoding import Prepared, prepare
from index.analysis.language import detect
from index.analysis.scripts import UNSPACED
from index.analysis.sentences.segmentation import paragraphs, sentences
from index.dedup.fingerprints import fingerprint_of, sketch_of
from index.dedup.normal_form import normal_form
from index.dedup.urls import normalise_link
from index.errors import InvalidText
from index.giving_way import give_way
from index.models import Place, Source, Span
from index.names import LONGEST_TITLE, named, shortened, storable

LONGEST_TEXT = 10_000_000
# The most paragraphs of a text, each of which takes memory of its own.
MOST_PARAGRAPHS = 50_000
MOST_TERMS = 2_000_000
# Characters of a title that is taken from the text.
LONGEST_MADE_TITLE = 80
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’-]*")
# Scripts written without spaces: about two characters make a word.
_UNSPACED = regex.compile(f"[{UNSPACED}]")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParagraphDraft:
    """One paragraph, analysed: its sentences are spans within ``text``, which stands at ``span``.

    ``form`` is its normal form, which ``fingerprint`` and ``sketch`` are made of.
    """

    text: str
    form: str
    span: Span
    sentences: tuple[Span, ...]
    fingerprint: bytes
    sketch: tuple[int, ...]
    words: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An article ready to be stored.

    ``words`` is for reading times, ``fingerprint`` says "the very same", ``link`` is the normal form of ``url``.
    """

    text: str
    title: str
    language: str
    words: int
    fingerprint: bytes
    paragraphs: tuple[ParagraphDraft, ...]
    url: str | None = None
    link: str | None = None
    source: Source = field(default_factory=Source)
    topic: str | None = None
    published_at: datetime | None = None
    places: tuple[Place, ...] = ()

    @property
    def first(self) -> dict[bytes, int]:
        """The number of the first paragraph with each fingerprint."""
        return {each.fingerprint: number for number, each in reversed(list(enumerate(self.paragraphs)))}

    def prepared(self, number: int) -> Prepared:
        """What indexing the paragraph with this number needs."""
        give_way()
        paragraph = self.paragraphs[number]
        return prepare(paragraph.text, self.language, paragraph.sentences)


def analyse(
    text: str,
    *,
    title: str | None = None,
    url: str | None = None,
    source: Source | None = None,
    topic: str | None = None,
    published_at: datetime | None = None,
    places: Sequence[Place] = (),
) -> Draft:
    """Finds language, paragraphs, sentences, fingerprints and sketches.

    Characters that no database can hold (NUL, lone surrogates) become U+FFFD, one for one; title and source's name
    are cut and cleaned. Raises InvalidText if ``text`` has no words, is longer than ``LONGEST_TEXT``, or has more than
    ``MOST_PARAGRAPHS``.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidText(f"the text has {len(text):,} characters; at most {LONGEST_TEXT:,} can be kept")
    text, url = storable(text), url and storable(url)
    if not _WORD.search(text):
        raise InvalidText("there are no words in this text")
    language = detect(text)
    spans = paragraphs(text)
    if len(spans) > MOST_PARAGRAPHS:
        raise InvalidText(f"the text has {len(spans):,} paragraphs; at most {MOST_PARAGRAPHS:,} can be kept")
    drafts = tuple(_paragraph(text, span, language) for span in spans)
    source = source or Source()
    return Draft(
        text=text,
        title=named(title, LONGEST_TITLE) or named(title_of(drafts[0].text, drafts[0].sentences), LONGEST_TITLE) or "…",
        language=language,
        words=sum({each.fingerprint: each.words for each in drafts}.values()),
        # Distinct paragraphs in their first order: an article with its end pasted twice is the same article.
        fingerprint=hashlib.blake2b(
            b"".join(dict.fromkeys(each.fingerprint for each in drafts)), digest_size=16
        ).digest(),
        paragraphs=drafts,
        url=url,
        link=normalise_link(url) if url else None,
        source=replace(source, identity=source.identity and storable(source.identity), name=named(source.name)),
        topic=topic,
        published_at=published_at,
        places=tuple(places),
    )


def title_of(text: str, sentences: Sequence[Span]) -> str:
    """The first line of ``text`` if it is short, else its first sentence, cut at a word with "…".

    ``sentences`` are the spans of the first paragraph's sentences. White space is folded; the result
    has at most ``LONGEST_MADE_TITLE`` characters and is never empty when the text has a visible one.
    """
    first = sentences[0].of(text) if sentences else text
    line = first.strip().splitlines()[0] if first.strip() else text.strip()
    return shortened(" ".join(line.split()), LONGEST_MADE_TITLE)


def count_words(text: str) -> int:
    """The number of words, for a reading time; in scripts without spaces two characters count as one."""
    unspaced = len(_UNSPACED.findall(text))
    return len(_WORD.findall(_UNSPACED.sub(" ", text))) + (unspaced + 1) // 2


def _paragraph(text: str, span: Span, language: str) -> ParagraphDraft:
    give_way()
    own = span.of(text)
    form = normal_form(own)
    return ParagraphDraft(
        text=own,
        form=form,
        span=span,
        sentences=tuple(sentences(own, language)),
        fingerprint=fingerprint_of(form, own),
        sketch=sketch_of(form),
        words=count_words(own),
    )
