"""The library of articles: its whole interface."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection

from index.analysis.language import likely
from index.checking.checking import check
from index.checking.models import Check
from index.indexing import commit, embed, forget, maintenance, merge, reindex
from index.indexing.draft import analyse
from index.indexing.plan import Plan
from index.meaning.encoder import Encoder
from index.meaning.lazy import LazyEncoder, Load
from index.models import (
    Answer,
    Article,
    Context,
    Digest,
    Forgotten,
    Leaning,
    LibraryStatistics,
    News,
    Page,
    Place,
    Receipt,
    Scope,
    Source,
    Summary,
    Unfinished,
)
from index.search import browse, follow_ups, passages, summaries
from index.search.asking import Asking
from index.search.export import PART_BYTES, Exported, export
from index.search.suggest import suggest
from index.store import collections, statistics
from index.store.articles import articles as store
from index.store.database import Database
from index.store.in_memory import InMemory
from index.store.migrate import HISTORY, History
from index.store.tuning import DEFAULT, Tuning
from index.store.vectors import backlog
from index.summaries.summarize import DEFAULT_METHOD

_now = partial(datetime.now, UTC)


class Library:
    """Articles in collections: added once, deduplicated, searched, summarised and forgotten.

    Every method may be called from any thread. A collection is named by an opaque string and begins with its first
    article; asking an empty one finds nothing.

    To commit rows of your own together with what a method does, open ``transaction()`` and pass its connection to
    the method as ``within``.
    """

    undo: timedelta = timedelta(seconds=60)
    """How long a hidden article can be brought back."""

    def __init__(
        self, database: Database, *, clock: Callable[[], datetime] = _now, encoder: LazyEncoder | None = None
    ) -> None:
        self.database = database
        self._clock = clock
        self._encoder = encoder
        self._asking = Asking(clock)
        self._in_memory = InMemory()

    @classmethod
    def open(
        cls,
        url: str = "sqlite:///verbatim.db",
        *,
        clock: Callable[[], datetime] = _now,
        beside: Sequence[History] = (),
        tuning: Tuning = DEFAULT,
        meaning: bool = True,
        encoder: Load = Encoder.load,
    ) -> Self:
        """Opens or creates the library in the database at ``url`` and brings its schema up to date.

        ``url`` is ``sqlite:///file``, ``sqlite://`` (in memory) or ``postgresql+psycopg://…``. ``beside`` are the
        caller's own tables, brought up to date in the same transaction. ``tuning`` limits the work in one transaction.
        With ``meaning``, ``embed`` makes vectors; ``encoder`` loads their model at first use. Raises StorageError with
        the reason if the database cannot be opened or upgraded.
        """
        database = Database.open(url, tuning)
        database.upgrade(HISTORY, *beside)
        return cls(database, clock=clock, encoder=LazyEncoder(encoder) if meaning else None)

    @contextmanager
    def aside(self) -> Iterator[Library]:
        """An empty library in memory, for texts that are not kept; it ends with the block."""
        with self._in_memory.one() as database:
            yield Library(database, clock=self._clock, encoder=self._encoder)

    def close(self) -> None:
        """Closes the database."""
        if self._encoder is not None:
            self._encoder.close()
        self._in_memory.close()
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def transaction(self) -> AbstractContextManager[Connection]:
        """One write transaction: committed when the block ends, rolled back when it raises."""
        return self.database.write()

    # --- adding

    def prepare(
        self,
        *,
        collection: str,
        text: str,
        title: str | None = None,
        url: str | None = None,
        source: Source | None = None,
        topic: str | None = None,
        published_at: datetime | None = None,
        places: Sequence[Place] = (),
        replacing: str | None = None,
        within: Connection | None = None,
    ) -> Plan:
        """The slow half of ``add``: makes its ``plan``. It blocks nobody, and nobody sees what it writes.

        The heavy rows of a long article are written here, in short transactions. ``replacing`` is the key that
        ``revise`` will get. Raises InvalidText when there is nothing to read in ``text``, or too much of it.
        """
        draft = analyse(
            text, title=title, url=url, source=source, topic=topic, published_at=published_at, places=places
        )
        return commit.prepare(self.database, collection, draft, replacing=replacing, within=within, now=self._clock())

    def add(
        self,
        *,
        collection: str,
        key: str,
        text: str = "",
        title: str | None = None,
        url: str | None = None,
        source: Source | None = None,
        topic: str | None = None,
        published_at: datetime | None = None,
        places: Sequence[Place] = (),
        plan: Plan | None = None,
        within: Connection | None = None,
    ) -> Receipt:
        """Adds an article to a collection; readers do not see the paragraphs that it repeats.

        ``key`` is the delivery key: adding under the same key again changes nothing and returns the stored receipt.
        An article that is here already, paragraph for paragraph, is not added twice. ``plan`` is what ``prepare``
        made of the same article; without a plan, the other arguments are prepared here. Raises InvalidText when
        there is nothing to read in ``text``, or too much of it.
        """
        given = self.receipt(collection=collection, key=key, within=within)
        if given is not None:
            return given
        if plan is None:
            plan = self.prepare(
                collection=collection,
                text=text,
                title=title,
                url=url,
                source=source,
                topic=topic,
                published_at=published_at,
                places=places,
                within=within,
            )
        if within is not None:
            return commit.commit(within, collection, key, plan, now=self._clock())
        given = commit.add(self.database, collection, key, plan, now=self._clock())
        if plan.staged is not None:
            maintenance.tidy_now(self.database, [plan.staged.collection_id], now=self._clock())
        return given

    def revise(self, *, collection: str, key: str, plan: Plan, within: Connection | None = None) -> Receipt:
        """Replaces the text of the article delivered under ``key`` by the text in ``plan``, which ``prepare`` made.

        The article keeps its id, and its old text is not found any more. The text may be the same with other places.
        If nothing was delivered under the key, the article is added.
        """
        with self.database.write(within) as connection:
            return commit.revise(connection, collection, key, plan, now=self._clock())

    # --- asking

    def ask(
        self,
        *,
        collection: str,
        question: str,
        articles: Sequence[int] | None = None,
        limit: int = 3,
        scope: Scope | None = None,
        earlier: str | None = None,
        recent: Sequence[int] = (),
        leant_on: tuple[int, int] | None = None,
    ) -> Answer:
        """The passages that answer ``question``, best first, at most ``limit`` of them.

        ``articles`` (ids) or ``scope`` narrow the search. ``earlier`` is the question that this one continues and
        whose subject it leaves unsaid. ``recent`` (ids) are the articles under discussion: a question that names no
        subject is about them. ``leant_on``, an article and a code point of its text, is where the previous answer
        stands: a pronoun or "when was that?" refers there. The answer is falsy when nothing answers; ``closest`` is
        then the nearest miss.
        """
        looked_at = scope or Scope(articles=None if articles is None else tuple(articles))
        with self._asking.about(collection):
            lenient = looked_at.articles is not None and len(looked_at.articles) == 1
            query = passages.Query(question, self._question_vector(question), recent, lenient)
            ways = None if earlier is None else self._follow_up(query, earlier)
            with self.database.read() as connection:
                return follow_ups.answer(
                    connection, collection, ways or query, looked_at, limit=limit, leant_on=leant_on
                )

    def _follow_up(self, query: passages.Query, earlier: str) -> follow_ups.FollowUp:
        both = f"{earlier} {query.question}"
        joined = query._replace(question=both, vector=self._question_vector(both))
        if query.vector is None or joined.vector is None:
            return follow_ups.FollowUp(query, query, joined)
        between = query.vector + joined.vector
        length = float(np.linalg.norm(between))
        return follow_ups.FollowUp(query, query._replace(vector=between / length if length else query.vector), joined)

    def leaning(self, *, collection: str, question: str) -> Leaning:
        """How the question leans on what was said before it, by its words."""
        with self.database.read() as connection:
            return follow_ups.leaning_of(connection, collection, question)

    def _question_vector(self, question: str) -> NDArray[np.float32] | None:
        """The question's vector ``(384,) float32``, of unit length; None if meaning is off or there is no encoder.

        It is computed in the caller's thread: call this before a transaction begins. Recent questions are cached.
        """
        return None if self._encoder is None else self._encoder.question(question)

    def language(self, text: str, among: Sequence[str]) -> str | None:
        """Which of the languages ``among`` (ISO 639-1 codes) a short text is in; None when several are as likely."""
        found = likely(text, among)
        return found[0] if len(found) == 1 else None

    def check(
        self,
        *,
        collection: str,
        text: str,
        articles: Sequence[int] | None = None,
        scope: Scope | None = None,
        besides: int | None = None,
    ) -> Check:
        """What each sentence of ``text`` is to the articles: word for word there, altered, in other words, or absent.

        ``articles`` (ids) or ``scope`` narrow the comparison; ``besides`` (an id) is the article that holds the text
        itself, and is left out. Nothing of the text is kept. Falsy for a text without a word.
        """
        looked_at = scope or Scope(articles=None if articles is None else tuple(articles))
        with self._asking.about(collection):
            return check(self.database.read, collection, text, looked_at, self._question_vector, besides=besides)

    def suggest(self, *, collection: str, question: str, scope: Scope | None = None) -> str | None:
        """A wording close to ``question`` that finds something in scope where the question does not, or None.

        It is the question with its misspelt words as the collection spells them, or else only the words that the
        collection holds. Every word of it stands in the question or in an article.
        """
        with self.database.read() as connection:
            return suggest(connection, collection, question, scope or Scope())

    def summarise(
        self,
        *,
        collection: str,
        articles: Sequence[int],
        sentences: int | float | str | None = 3,
        focus: str | None = None,
        method: str = DEFAULT_METHOD,
    ) -> Summary:
        """Sentences of the articles, quoted, in reading order; from several articles, without near-repeats.

        ``sentences`` is the maximum: a number, a share of them (0.3), "short", "medium" or "long", or None for what
        suits the articles. ``focus`` asks for sentences on that subject; ``method`` names another algorithm
        (``index.SUMMARY_METHODS``). A longer summary holds the sentences of a shorter one. Raises UnknownArticle when
        the collection does not hold one of the articles, ValueError for any other length.
        """
        with self.database.read() as connection:
            return summaries.summarise(
                connection, collection, articles, sentences=sentences, focus=focus, method=method
            )

    def digest(
        self, *, collection: str, scope: Scope | None = None, sentences: int = 2, offset: int = 0, limit: int = 5
    ) -> Digest:
        """The stories that the articles in scope tell, each in at most ``sentences`` sentences.

        At most ``limit`` stories from ``offset`` on. In a large scope only the newest few hundred articles count.
        """
        with self.database.read() as connection:
            return summaries.digest(
                connection, collection, scope or Scope(), sentences=sentences, offset=offset, limit=limit
            )

    # --- looking around

    def article(self, *, collection: str, article: int, within: Connection | None = None) -> Article:
        """One article, with the places where it can be quoted. Raises UnknownArticle."""
        with self.database.read(within) as connection:
            row = store.require(connection, collection, [article])
            return store.get(connection, row.id, [article])[article]

    def articles(self, *, collection: str, scope: Scope | None = None, offset: int = 0, limit: int = 10) -> Page:
        """Articles in scope, newest first, from ``offset`` on, at most ``limit``."""
        with self.database.read() as connection:
            return browse.page(connection, collection, scope or Scope(), offset=offset, limit=limit)

    def holds(self, *, collection: str, scope: Scope | None = None, within: Connection | None = None) -> bool:
        """Whether there is any article in scope."""
        with self.database.read(within) as connection:
            return browse.holds(connection, collection, scope or Scope())

    def find(self, *, collection: str, key: str) -> Article | None:
        """The article that was delivered under this key, or None."""
        with self.database.read() as connection:
            return browse.delivered(connection, collection, key)

    def versions(self, *, collection: str, article: int) -> tuple[Article, ...]:
        """The versions of an article, oldest first; it alone when there are no others. Raises UnknownArticle."""
        with self.database.read() as connection:
            return browse.versions(connection, collection, article)

    def sources(self, *, collection: str) -> tuple[str, ...]:
        """The names of the sources that the collection's articles come from, in alphabetical order."""
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            return tuple(store.sources(connection, row.id)) if row else ()

    def news(self, *, collection: str, article: int) -> tuple[News, ...]:
        """The paragraphs that the article added when it came, in order. Raises UnknownArticle."""
        with self.database.read() as connection:
            return passages.news(connection, collection, article)

    def context(self, *, collection: str, article: int, at: int, around: int = 1) -> Context | None:
        """The paragraph in which the code point ``at`` of the article stands, with ``around`` neighbours on each side.

        Repeats of earlier paragraphs are left out. None when no paragraph stands there. Raises UnknownArticle.
        """
        with self.database.read() as connection:
            return browse.context(connection, collection, article, at=at, around=around)

    def text(self, *, collection: str, article: int) -> str:
        """The article's untouched text, which every span points into. Raises UnknownArticle."""
        with self.database.read() as connection:
            row = store.require(connection, collection, [article])
            return store.text_of(connection, row.id, article) or ""

    def export(self, *, collection: str, file: IO[bytes], after: int = 0, most: int = PART_BYTES) -> Exported:
        """Writes a zip of the articles with ids above ``after`` into ``file``, as JSON and as Markdown.

        At least one article, if there is any, and about ``most`` bytes before compression; what follows the
        ``last`` one goes into another file.
        """
        return export(self.database, collection, file, after=after, most=most, now=self._clock())

    # --- forgetting

    def receipt(self, *, collection: str, key: str, within: Connection | None = None) -> Receipt | None:
        """What ``add`` or ``revise`` returned when something was last delivered under this key.

        None when nothing was, or when the article that came of it has been forgotten since.
        """
        with self.database.read(within) as connection:
            row = collections.find(connection, collection)
            return store.receipt(connection, row.id, key) if row else None

    def forget(self, *, collection: str, article: int | None = None, within: Connection | None = None) -> Forgotten:
        """Deletes an article, or the whole collection. What other articles still hold stays.

        Forgetting a collection that is not there forgets nothing. Raises UnknownArticle when the
        collection does not hold the article.
        """
        with self.database.write(within) as connection:
            gone, left = forget.forget(connection, collection, article, now=self._clock())
        if within is None:
            maintenance.tidy_now(self.database, left, now=self._clock())
        return gone

    def hide(
        self, *, collection: str, scope: Scope | None = None, within: Connection | None = None
    ) -> tuple[Forgotten, datetime]:
        """Hides the articles in scope (None: all); ``tidy`` deletes them once ``undo`` is over.

        Returns how many they were, as ``articles`` counts them, and the moment by which ``restore`` knows them.
        """
        with self.database.write(within) as connection:
            return forget.hide(connection, collection, scope or Scope(), now=self._clock())

    def restore(self, *, collection: str, moment: datetime, within: Connection | None = None) -> int:
        """Brings back what ``hide`` hid at that moment and is not yet deleted; returns the number of articles."""
        with self.database.write(within) as connection:
            return forget.restore(connection, collection, moment, undo=self.undo, clock=self._clock)

    # --- moving and keeping up

    def merge(self, *, source: str, target: str) -> int:
        """Moves every article of the collection ``source`` to ``target``; returns their number.

        Articles keep their delivery keys, places and times of arrival, and get new ids. One that ``target`` holds
        already, paragraph for paragraph, is there once. Each article moves in a short transaction of its own; after
        an interruption, call this again.
        """
        return merge.merge(self.database, source, target, self._clock)

    def tidy(self) -> None:
        """Does the pending maintenance in short transactions; call it now and then.

        The rows of long articles move to their final place; what nobody can see or bring back any more is deleted.
        An error in one collection is raised after the others are done.
        """
        now = self._clock()
        forget.tidy(self.database, until=now - self.undo, now=now)

    def unfinished(self) -> Unfinished:
        """What another version of the analyser indexed and must still be reindexed."""
        with self.database.read() as connection:
            return statistics.unfinished(connection)

    def reindex(self, *, seconds: float) -> Unfinished:
        """Reindexes for about ``seconds``; returns what is left, falsy if nothing is.

        Does nothing while another process reindexes. Returns sooner if it would have to wait for an article that is
        being added. An error in one collection is raised after the others are done.
        """
        reindex.reindex(self.database, seconds, self._clock)
        return self.unfinished()

    def without_meaning(self) -> str | None:
        """For the operator: why search finds words only; None if vectors are made, or meaning is switched off."""
        return None if self._encoder is None else self._encoder.trouble()

    def unembedded(self) -> Unfinished:
        """What still lacks vectors; nothing if meaning is off or there is no encoder."""
        model = self._model()
        if model is None:
            return Unfinished()
        with self.database.read() as connection:
            return backlog.waiting(connection, model)

    def embed(self, *, seconds: float, busy: embed.Busy = lambda: False) -> Unfinished:
        """Makes missing vectors for about ``seconds``; returns what is left, falsy if nothing is.

        At least one batch of a few paragraphs is done, however short ``seconds`` is. Before each batch it waits
        briefly while a question is being answered or ``busy`` returns True. Collections that were asked or added to
        last come first. Several processes may do this at once. An error in one collection is raised after the others
        are done.
        """
        if self._encoder is not None:
            embed.embed(
                self.database,
                self._encoder,
                seconds,
                busy=lambda: self._asking.now > 0 or busy(),
                asked=self._asking.last,
            )
        return self.unembedded()

    def statistics(self) -> LibraryStatistics:
        """How much all collections hold together."""
        model = self._model()
        with self.database.read() as connection:
            return statistics.statistics(connection, model)

    def _model(self) -> int | None:
        encoder = None if self._encoder is None else self._encoder.get()
        return None if encoder is None else encoder.MODEL
