"""Summaries and digests of stored articles: paragraphs in, sentences with their spans out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from index.giving_way import give_way
from index.models import Article, Digest, Scope, Span, Story, Summary, SummarySentence
from index.store import collections
from index.store.articles import articles
from index.store.contents import contents
from index.store.contents.contents import StoredParagraph
from index.summaries.boilerplate import is_label
from index.summaries.summarize import Document, choose, default_length, length_for

# The fewest sentences on a subject when the caller gives no length.
MOST_ON_SUBJECT = 3
# A limit, since grouping compares every article with every other one.
MOST_ARTICLES = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Readable:
    """An article as a summariser reads it, with the position of each sentence."""

    document: Document
    places: tuple[tuple[StoredParagraph, Span], ...]

    def quoted(self, number: int) -> SummarySentence:
        """The document's sentence with that number."""
        paragraph, sentence = self.places[number]
        return SummarySentence(
            text=sentence.of(paragraph.text),
            article_id=paragraph.article_id,
            span=Span(*sentence).shifted(paragraph.span.start),
        )


def summarise(
    connection: Connection,
    name: str,
    ids: Sequence[int],
    *,
    sentences: int | float | str | None,
    focus: str | None,
    method: str,
) -> Summary:
    """Sentences of the articles, in reading order. A paragraph that several articles hold counts once."""
    row = articles.require(connection, name, ids)
    listed = articles.get(connection, row.id, ids)
    seen: set[int] = set()
    read = [_readable(connection, row.id, listed[each], seen) for each in ids]
    total = sum(len(each.places) for each in read)
    count = default_length(total) if sentences is None else length_for(sentences, total)
    if sentences is None and focus:
        # Most of the article is about something else, so half its length says nothing about the summary's.
        count = max(count, MOST_ON_SUBJECT)
    if len(read) == 1:
        picked = [read[0].quoted(n) for n in choose(read[0].document, count, focus=focus, method=method)]
    else:
        picked = _together(read, count)
    return Summary(sentences=tuple(picked), total=total, words=sum(article.words for article in listed.values()))


def digest(connection: Connection, name: str, scope: Scope, *, sentences: int, offset: int, limit: int) -> Digest:
    """The newest articles in scope, grouped into stories."""
    from index.summaries.stories import stories

    row = collections.find(connection, name)
    if row is None:
        return Digest(offset=offset)
    listed = articles.listed(connection, row.id, scope, offset=0, limit=MOST_ARTICLES)
    read = [_readable(connection, row.id, each, set()) for each in listed]
    groups = stories([each.document for each in read])
    # A story whose title is only a number ("Part 3") does not lead a digest.
    groups.sort(key=lambda group: all(is_label(listed[number].title) for number in group))
    shown = [
        _story([listed[number] for number in group], [read[number] for number in group], sentences)
        for group in groups[offset : offset + limit]
    ]
    return Digest(stories=tuple(shown), offset=offset, total=len(groups), articles=len(listed))


def _story(listed: Sequence[Article], read: Sequence[Readable], count: int) -> Story:
    """A story, headed by its newest title that says something, or else by its first sentence."""
    title = next((article.title for article in listed if not is_label(article.title)), None)
    told = _together(read, count if title else count + 1, newest_first=True)
    if title is None and told:
        title, told = told[0].text, told[1:]
    return Story(articles=tuple(listed), sentences=tuple(told), headline=title or listed[0].title)


def _together(read: Sequence[Readable], count: int, *, newest_first: bool = False) -> list[SummarySentence]:
    from index.summaries.digest import digest as choose_together

    picks = choose_together([each.document for each in read], count, newest_first=newest_first)
    return [replace(read[pick.article].quoted(pick.sentence), earlier=pick.earlier) for pick in picks]


def _readable(connection: Connection, collection_id: int, article: Article, seen: set[int]) -> Readable:
    """The article's paragraphs that are not in ``seen`` yet; adds them to it."""
    give_way()
    paragraphs = contents.of_article(connection, collection_id, article.id)
    title = article.title if not article.title.endswith("…") else None
    held: list[list[tuple[StoredParagraph, Span]]] = []
    for paragraph in paragraphs:
        placed = [(paragraph, sentence) for sentence in paragraph.sentences]
        # The title stands above the summary.
        if not held and placed and placed[0][1].of(paragraph.text) == article.title:
            placed = placed[1:]
        if paragraph.root not in seen and placed:
            held.append(placed)
        seen.add(paragraph.root)
    if not held and paragraphs:
        # The article consists of its title alone, so the title is its text.
        held = [[(paragraphs[0], sentence) for sentence in paragraphs[0].sentences]]
    return Readable(
        document=Document.build(
            [[sentence.of(paragraph.text) for paragraph, sentence in placed] for placed in held],
            title=title,
            language=article.language,
        ),
        places=tuple(each for placed in held for each in placed),
    )
