"""What the library takes and gives: frozen values without behaviour of their own.

Offsets count code points of the text as it was added, never of a cleaned copy, so that
``text[span.start:span.end]`` is always the quotation.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points, ``text[start:end]``."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """The part of ``text`` that this span names."""
        return text[self.start : self.end]

    def shifted(self, by: int) -> Span:
        """The same range in a text that starts ``by`` code points earlier."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a part of an article can be quoted.

    ``span`` is the part of the article's text; ``where`` is the caller's own note on how to get
    there (a message, an offset, its formatting). The library stores it and never looks inside.
    """

    span: Span
    where: str


class Relation(IntEnum):
    """What an article is to the stored ones; the numbers are stored."""

    NEW = 0
    SAME = 1
    UPDATE = 2
    EXCERPT = 3
    SHARES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What adding an article did. Counts are of paragraphs.

    ``kept`` paragraphs add something, ``repeated`` ones are hidden from readers. ``changed`` of the kept ones differ
    from a stored one in a detail, which ``differences`` names, as "83 → 87".

    ``relation`` says what the article is to a stored one, ``related`` is that one's id, and ``since`` when it came.
    ``article_id`` is the article's own id, or the stored one's if it was here already, paragraph for paragraph.
    """

    article_id: int
    kept: int
    repeated: int
    changed: int
    title: str
    words: int
    language: str
    relation: Relation = Relation.NEW
    related: int | None = None
    since: datetime | None = None
    differences: tuple[str, ...] = ()

    @property
    def known(self) -> bool:
        """Whether a stored article says all of it already."""
        return self.relation is Relation.SAME

    @property
    def updates(self) -> int | None:
        """The article that this one is a newer version of, if any."""
        return self.related if self.relation is Relation.UPDATE else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article as it is listed. ``paragraphs`` leaves out repeats inside the article.

    ``relation`` says what it was to the article ``related`` when it came. ``source`` is the source's name, for people;
    ``published_at`` is the source's date, if known.
    """

    id: int
    title: str
    url: str | None
    source: str | None
    language: str
    topic: str | None
    words: int
    paragraphs: int
    added_at: datetime
    published_at: datetime | None
    relation: Relation = Relation.NEW
    related: int | None = None
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A part of a longer list: ``items`` from ``offset`` on, of ``total``."""

    items: tuple[Article, ...]
    offset: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The articles that a question looks at; each condition narrows them. Without any: the whole collection.

    ``since`` and ``until`` compare the day of publication, or of arrival if that is unknown; ``arrived`` and
    ``arrived_before`` compare the arrival. Lower limits are inclusive, upper ones are not. ``without`` are the ids of
    articles to leave out.
    """

    articles: tuple[int, ...] | None = None
    topic: str | None = None
    source: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    arrived: datetime | None = None
    arrived_before: datetime | None = None
    without: tuple[int, ...] = ()

    @property
    def everything(self) -> bool:
        """Whether nothing narrows this scope."""
        return self == Scope()


class Leaning(NamedTuple):
    """How a question depends on what was said before; falsy if it stands by itself.

    ``names_nothing``: it has only question words and function words. ``goes_on``: it begins as a continuation
    ("and …"). ``points_back``: a pronoun in it refers to what was said before; ``asks_when``: it asks for a time. These
    two alone do not make it truthy.
    """

    names_nothing: bool = False
    goes_on: bool = False
    points_back: bool = False
    asks_when: bool = False

    def __bool__(self) -> bool:
        return self.names_nothing or self.goes_on


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A paragraph that answers.

    ``text`` is the paragraph as it stands in the article at ``span``. ``answering`` is the range of the answering
    sentence *within* ``text``; ``highlight`` adds the sentences that it needs to be understood. It is paragraph
    ``number`` (from 1, without repeats) of ``paragraphs``. ``also_in`` are other articles that say the same. ``score``
    orders the passages of one answer. ``older``: a later version of the article does not say this any more.
    """

    text: str
    highlight: Span
    answering: Span
    article_id: int
    score: float
    span: Span
    number: int
    paragraphs: int
    also_in: tuple[int, ...] = ()
    older: bool = False

    @property
    def sentence(self) -> str:
        """The highlighted text."""
        return self.highlight.of(self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Passages, best first. Falsy when nothing in scope answers; then ``closest`` is the nearest miss.

    ``sure``: the best passage answers; otherwise perhaps one of the first three does. ``confidence`` is the estimated
    probability, 0 to 1, that the best passage's sentence is the answer. ``articles`` counts the articles in scope.
    ``narrowed``: only the article under discussion was searched; others may answer, too.
    ``undated``: the question was when that was, and the article under discussion names no day.
    """

    passages: tuple[Passage, ...] = ()
    sure: bool = False
    confidence: float = 0.0
    closest: Passage | None = None
    articles: int = 0
    narrowed: bool = False
    undated: bool = False

    def __bool__(self) -> bool:
        return bool(self.passages)


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence of a summary: ``text`` stands in its article at ``span``, character for character.

    ``earlier`` are the figures of older articles that a figure in it replaces, as they were written.
    """

    text: str
    article_id: int
    span: Span
    earlier: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences in reading order, out of ``total`` in the articles (without repeats).

    ``words`` counts the articles' words, for the reading time.
    """

    sentences: tuple[SummarySentence, ...] = ()
    total: int = 0
    words: int = 0

    def __bool__(self) -> bool:
        return bool(self.sentences)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles about one event, newest first, and the best sentences of them all, without near-repeats.

    ``headline`` is the newest title that says what happened ("Part 3" does not), or else a sentence of the articles,
    which is then not among ``sentences``.
    """

    articles: tuple[Article, ...]
    sentences: tuple[SummarySentence, ...]
    headline: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Stories from ``offset`` on, out of ``total``: most articles first, then newest first.

    ``articles`` counts the articles that were read.
    """

    stories: tuple[Story, ...] = ()
    offset: int = 0
    total: int = 0
    articles: int = 0

    def __bool__(self) -> bool:
        return bool(self.stories)


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """A paragraph at ``span`` that was new when its article came; ``difference``: what it changed in a stored one."""

    text: str
    span: Span
    number: int
    difference: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfinished:
    """Pending work: the number of ``collections``, and about how many ``paragraphs``; falsy if there is none."""

    collections: int = 0
    paragraphs: int = 0

    def __bool__(self) -> bool:
        return self.collections > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryStatistics:
    """How much a library holds in all its collections; ``articles`` and ``paragraphs`` count what can be found.

    ``unfinished`` must still be reindexed. ``vectors`` counts the paragraphs with vectors, ``unembedded`` those that
    still lack them; both are empty if no vectors are made.
    """

    collections: int
    articles: int
    paragraphs: int
    unfinished: Unfinished
    vectors: int = 0
    unembedded: Unfinished = field(default_factory=Unfinished)


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph as it stands in its article at ``span``; ``number`` counts from 1, repeats left out."""

    text: str
    span: Span
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """A paragraph among its neighbours, in reading order; ``paragraphs`` counts those of the article."""

    before: tuple[Paragraph, ...]
    paragraph: Paragraph
    after: tuple[Paragraph, ...]
    paragraphs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgotten:
    """What forgetting removed. Content that other articles still hold stays."""

    articles: int = 0
    paragraphs: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an article comes from. Equal ``identity``: the same post, or a version of it. ``name`` is for people."""

    identity: str | None = None
    name: str | None = None
