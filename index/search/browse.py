"""Looking around in the library: a passage among its neighbours, and words that would have found something."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import IO, TYPE_CHECKING

from sqlalchemy import Connection

from index.errors import UnknownArticle
from index.models import Context, Paragraph, Scope
from index.store import collections
from index.store.articles import articles
from index.store.contents import contents
from index.store.database import Database

if TYPE_CHECKING:
    from index.search.export import Exported

# A part of an export: whatever is in it, it is not longer than the 50 MB that messengers take.
PART_BYTES = 45_000_000


class Browsing:
    """The part of ``Library`` that is about looking around. Every method is safe to call from any thread."""

    database: Database
    _clock: Callable[[], datetime]

    def context(self, *, collection: str, article: int, at: int, around: int = 1) -> Context | None:
        """The paragraph in which the code point ``at`` of the article stands, with ``around`` neighbours on each side.

        Repeats of earlier paragraphs are left out. None when no paragraph stands there. Raises UnknownArticle.
        """
        with self.database.read() as connection:
            row = self._row(connection, collection, [article])
            stored = contents.of_article(connection, row.id, article)
            here = next((n for n, each in enumerate(stored) if each.span.start <= at < each.span.end), None)
            if here is None:
                return None
            first = max(0, here - around)
            shown = [
                Paragraph(text=each.text, span=each.span, number=number)
                for number, each in enumerate(stored[first : here + around + 1], first + 1)
            ]
            return Context(
                before=tuple(shown[: here - first]),
                paragraph=shown[here - first],
                after=tuple(shown[here - first + 1 :]),
                paragraphs=len(stored),
            )

    def suggest(self, *, collection: str, question: str, scope: Scope | None = None) -> str | None:
        """Words close to ``question`` that find something in scope where it does not; None when there are none.

        The question with its misspelt words as the collection spells them, or else those of its words that the
        collection holds: every word of it stands in the question or in an article.
        """
        from index.search.suggest import suggest

        with self.database.read() as connection:
            row = collections.find(connection, collection)
            return suggest(connection, row.id, question, scope or Scope()) if row else None

    def paragraph(self, *, collection: str, article: int, at: int) -> str:
        """The paragraph of the article in which the code point ``at`` of its text stands; "" if none does.

        Raises UnknownArticle.
        """
        with self.database.read() as connection:
            row = self._row(connection, collection, [article])
            return contents.text_at(connection, row.id, article, at)

    def text(self, *, collection: str, article: int) -> str:
        """The article's untouched text, which every span points into. Raises UnknownArticle."""
        with self.database.read() as connection:
            row = self._row(connection, collection, [article])
            return articles.text_of(connection, row.id, article) or ""

    def export(self, *, collection: str, file: IO[bytes], after: int = 0, most: int = PART_BYTES) -> Exported:
        """Writes a zip of the articles with ids above ``after`` into ``file``, as JSON and as Markdown (``export``).

        At least one article, if there is any, and about ``most`` bytes before compression; what follows the
        ``last`` one goes into another file.
        """
        from index.search.export import Exported, export

        with self.database.read() as connection:
            row = collections.find(connection, collection)
        if row is None:
            return Exported()
        return export(self.database, row.id, file, after=after, most=most, now=self._clock())

    def _row(self, connection: Connection, name: str, wanted: Sequence[int]) -> collections.CollectionRow:
        row = collections.find(connection, name)
        held = articles.get(connection, row.id, wanted) if row else {}
        missing = [each for each in wanted if each not in held]
        if row is None or missing:
            raise UnknownArticle(f"there is no article {', '.join(map(str, missing or wanted))} here")
        return row
