"""The library of articles: what the rest of the world calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from sqlalchemy import Connection

from index.indexing import commit, staging
from index.indexing import plan as planning
from index.indexing.draft import analyse
from index.indexing.forget import Forgetting
from index.indexing.merge import Moving
from index.indexing.plan import Plan
from index.indexing.reindex import Reindexing
from index.models import Answer, Article, Digest, Forgotten, News, Page, Place, Receipt, Scope, Source, Summary
from index.search import passages, summaries
from index.search.browse import Browsing
from index.store import collections
from index.store.articles import articles as store
from index.store.articles import related
from index.store.contents import contents
from index.store.database import Database
from index.store.migrate import History
from index.store.schema import REVISION
from index.summaries.summarize import DEFAULT_METHOD

HISTORY = History(
    scripts=Path(__file__).parent / "store" / "migrations",
    table="library_version",
    head=REVISION,
)


def _now() -> datetime:
    return datetime.now(UTC)


class Library(Browsing, Forgetting, Moving, Reindexing):
    """Articles in collections: added once, deduplicated, searched, summarised and forgotten.

    Every method is safe to call from any thread. A collection is named by an opaque string and comes
    into being with its first article; asking one that holds nothing finds nothing.

    A caller's own rows can be committed together with what a method does: open ``transaction()`` and
    hand its connection to the method as ``within``.
    """

    def __init__(self, database: Database, *, clock: Callable[[], datetime] = _now) -> None:
        self.database = database
        self._clock = clock

    @classmethod
    def open(
        cls,
        url: str = "sqlite:///verbatim.db",
        *,
        clock: Callable[[], datetime] = _now,
        beside: Sequence[History] = (),
    ) -> Self:
        """Opens or creates the library in the database at ``url`` and brings its schema up to date.

        ``sqlite:///file``, ``sqlite://`` (in memory) or ``postgresql+psycopg://…``. ``beside`` are the caller's own
        tables in it, brought up to date in the same transaction. Raises StorageError, saying why, when that cannot
        be done.
        """
        database = Database.open(url)
        database.upgrade(HISTORY, *beside)
        return cls(database, clock=clock)

    def close(self) -> None:
        """Closes the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """One write transaction: all of it is kept when the block ends, none when it raises."""
        with self.database.write() as connection:
            yield connection

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
        """The slow half of ``add``: what to hand to it as ``plan``. Nobody waits for it, nobody sees what it does.

        What is heavy of a long article is written here, in short transactions. ``replacing`` is the key that
        ``revise`` will be given. Raises InvalidText when there is nothing to read in ``text``, or too much of it.
        """
        draft = analyse(
            text, title=title, url=url, source=source, topic=topic, published_at=published_at, places=places
        )
        with self.database.read(within) as connection:
            row = None if replacing is None else collections.find(connection, collection)
            before = store.delivered(connection, row.id, replacing) if row and replacing is not None else None
            plan = planning.plan(connection, collection, draft, without=before)
        if within is None and commit.clear_the_way(self.database, collection, plan, now=self._clock()):
            with self.database.read() as connection:
                plan = planning.plan(connection, collection, draft, without=before)
        return plan if within is not None else staging.stage(self.database, collection, plan, now=self._clock())

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
        """Adds an article to a collection; what it repeats is left out of what people read.

        ``key`` is the delivery key: adding under a key again changes nothing and returns the stored
        receipt. An article that is here already, paragraph for paragraph, is not added twice. ``plan``
        is what ``prepare`` made of the same article; without it the other arguments are prepared here.
        Raises InvalidText when there is nothing to read in ``text``, or too much of it.
        """
        with self.database.read(within) as connection:
            row = collections.find(connection, collection)
            given = store.receipt(connection, row.id, key) if row else None
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
        given = commit.committed(self.database, collection, key, plan, now=self._clock())
        if plan.staged is not None:
            self._tidy_now(plan.staged.collection_id)
        return given

    def revise(self, *, collection: str, key: str, plan: Plan, within: Connection | None = None) -> Receipt:
        """Replaces the text of the article delivered under ``key`` by what ``prepare`` made of the new one.

        The article keeps its id; its old text is not found any more. When nothing was delivered under the
        key, the article is added.
        """
        with self.database.write(within) as connection:
            return commit.revise(connection, collection, key, plan, now=self._clock())

    def news(self, *, collection: str, article: int) -> tuple[News, ...]:
        """The paragraphs that the article added when it came, in order. Raises UnknownArticle."""
        with self.database.read() as connection:
            row = self._row(connection, collection, [article])
            return tuple(passages.news(connection, row.id, article))

    def ask(
        self,
        *,
        collection: str,
        question: str,
        articles: Sequence[int] | None = None,
        limit: int = 3,
        scope: Scope | None = None,
        earlier: str | None = None,
    ) -> Answer:
        """The passages that answer ``question``, best first, at most ``limit`` of them.

        ``articles`` (ids) or ``scope`` narrow what is looked at. ``earlier`` is the question that this one
        follows up, and whose subject it may leave unsaid. Falsy when nothing there answers; the
        nearest miss is then ``closest``.
        """
        looked_at = scope or Scope(articles=None if articles is None else tuple(articles))
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            if row is None or not question.strip():
                return Answer()
            found = passages.ask(connection, row.id, question, looked_at, limit=limit)
            if not found and earlier:
                # "And when?" says too little by itself.
                found = passages.ask(connection, row.id, f"{question} {earlier}", looked_at, limit=limit) or found
            return found

    def sources(self, *, collection: str) -> tuple[str, ...]:
        """The names of the sources that the collection's articles come from, in alphabetical order."""
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            return tuple(store.sources(connection, row.id)) if row else ()

    def summarise(
        self,
        *,
        collection: str,
        articles: Sequence[int],
        sentences: int | float | str | None = 3,
        focus: str | None = None,
        method: str = DEFAULT_METHOD,
    ) -> Summary:
        """Sentences of the articles, quoted, in reading order; of several articles, without near-repeats.

        ``sentences`` is how many at most; or a share of them (0.3), or "short", "medium" or "long"; None: as many
        as suit the articles. ``focus`` asks for sentences on that subject, ``method`` names another algorithm
        (``index.summaries.summarize.METHODS``). Asking for more returns the same sentences and others. Raises
        UnknownArticle when the collection does not hold one of the articles, ValueError for another length.
        """
        with self.database.read() as connection:
            row = self._row(connection, collection, articles)
            return summaries.summarise(connection, row.id, articles, sentences=sentences, focus=focus, method=method)

    def digest(
        self, *, collection: str, scope: Scope | None = None, sentences: int = 2, offset: int = 0, limit: int = 5
    ) -> Digest:
        """The stories that the articles in scope tell, each in at most ``sentences`` sentences.

        At most ``limit`` stories from ``offset`` on. Of a large scope the newest few hundred articles are looked at.
        """
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            if row is None:
                return Digest(offset=offset)
            return summaries.digest(
                connection, row.id, scope or Scope(), sentences=sentences, offset=offset, limit=limit
            )

    def article(self, *, collection: str, article: int, within: Connection | None = None) -> Article:
        """One article, with the places where it can be quoted. Raises UnknownArticle."""
        with self.database.read(within) as connection:
            row = self._row(connection, collection, [article])
            return store.get(connection, row.id, [article])[article]

    def articles(self, *, collection: str, scope: Scope | None = None, offset: int = 0, limit: int = 10) -> Page:
        """Articles in scope, newest first, from ``offset`` on, at most ``limit``."""
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            if row is None:
                return Page(items=(), offset=offset, total=0)
            looked_at = scope or Scope()
            return Page(
                items=tuple(store.listed(connection, row.id, looked_at, offset=offset, limit=limit)),
                offset=offset,
                total=store.count(connection, row.id, looked_at),
            )

    def versions(self, *, collection: str, article: int) -> tuple[Article, ...]:
        """The versions of an article, oldest first; it alone when there are no others. Raises UnknownArticle."""
        with self.database.read() as connection:
            row = self._row(connection, collection, [article])
            ids = related.versions(connection, row.id, article)
            held = store.get(connection, row.id, ids)
            return tuple(held[each] for each in ids)

    def find(self, *, collection: str, key: str) -> Article | None:
        """The article that was delivered under this key, or None."""
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            found = store.delivered(connection, row.id, key) if row else None
            return store.get(connection, row.id, [found])[found] if row and found else None

    def receipt(self, *, collection: str, key: str) -> Receipt | None:
        """What ``add`` or ``revise`` returned when something was last delivered under this key.

        None when nothing was, or when the article that came of it has been forgotten since.
        """
        with self.database.read() as connection:
            row = collections.find(connection, collection)
            return store.receipt(connection, row.id, key) if row else None

    def forget(self, *, collection: str, article: int | None = None, within: Connection | None = None) -> Forgotten:
        """Deletes an article, or the whole collection. What other articles still hold stays.

        Forgetting a collection that is not there forgets nothing. Raises UnknownArticle when the
        collection does not hold the article.
        """
        with self.database.write(within) as connection:
            row = collections.find(connection, collection, lock=True)
            if article is not None:
                row = self._row(connection, collection, [article])
                gone = Forgotten(articles=1, paragraphs=commit.remove(connection, row, article, now=self._clock()))
            elif row is None:
                return Forgotten()
            else:
                gone = Forgotten(
                    articles=store.count(connection, row.id), paragraphs=contents.count(connection, row.id)
                )
                commit.forget(connection, row, now=self._clock())
        if within is None and row is not None:
            self._tidy_now(row.id, row.index_id, row.new_index_id)
        return gone
