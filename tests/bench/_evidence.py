"""What the ranking sees of every question of a file, with vectors and without: what its last stage is fitted to.

Files are in SQuAD's layout (.json, ``tests.bench._squad``), asked in both scopes, or conversations (.jsonl,
``tests.bench._chats``), where the article forwarded last is talked about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from index import Library
from index.models import Scope, Span
from index.ranking.confidence import signals
from index.ranking.features.answer_features import answer_table
from index.ranking.features.match_matrix import match
from index.ranking.rerank import by_words, choose
from index.search.passages import contents_within
from index.search.retrieval import first_stage, second_look, with_nearest
from index.store.schema import collection, content
from tests.bench import _chats
from tests.bench._squad import Filled, Topic, embed, filled, load, remembering


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Of one question the sentences of all candidates, ``(sentences, features) float32``, and the paragraph of each.

    ``holds``: whether it answers; ``right``: whether its paragraph does. ``signals`` of the confidence, and ``best``,
    the sentences of the three best paragraphs, by the weights as they are.
    """

    values: NDArray[np.float32]
    owner: NDArray[np.int64]
    holds: NDArray[np.bool_]
    right: NDArray[np.bool_]
    signals: dict[str, float]
    best: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A question: its ``source`` (a file's name without its ending), ``group`` (an article or conversation) and kind.

    ``answerable``: whether something in scope answers; ``near``: if not, whether it is on the subject all the same.
    ``seen`` by whether there were vectors; None where nothing was found.
    """

    source: str
    group: str
    scope: str
    kind: str
    answerable: bool
    near: bool = False
    seen: dict[bool, Seen | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Where questions come from that are asked together, as ``Asked`` has it."""

    source: str
    group: str
    scope: str

    def asked(
        self,
        held: Filled,
        text: str,
        pieces: Sequence[str] = (),
        *,
        right: frozenset[int] | None = None,
        within: NDArray[np.int64] | None = None,
        recent: Sequence[int] = (),
        kind: str = "",
        near: bool = False,
    ) -> Asked:
        """One question, whose answer holds one of ``pieces``, in one of the contents ``right`` (None: any)."""
        return Asked(
            source=self.source,
            group=self.group,
            scope=self.scope,
            kind=kind,
            answerable=bool(pieces),
            near=near,
            seen=look(held, text, pieces, right, within, recent),
        )


def collect(file: Path, most: int | None = None) -> list[Asked]:
    """Every question of a file; ``most`` so many of an article."""
    return list(_in_chats(file) if file.suffix == ".jsonl" else _in_articles(file, most))


def look(
    held: Filled,
    question: str,
    pieces: Sequence[str],
    right: frozenset[int] | None,
    within: NDArray[np.int64] | None,
    recent: Sequence[int],
) -> dict[bool, Seen | None]:
    """What is seen of a question whose answer holds one of ``pieces``, in one of the contents ``right`` (None: any)."""
    found: dict[bool, Seen | None] = {}
    first = first_stage(held.connection, held.collection_id, question, content_ids=within)
    vector = held.vector(question)
    assert vector is not None
    for meaning in (False, True):
        if meaning:
            first = with_nearest(held.connection, held.collection_id, first, vector, within)
        found[meaning] = None
        if not len(first.contents):
            continue
        asked, candidates, similarity = second_look(held.connection, held.collection_id, first, recent)
        evidence = by_words(match(asked, candidates), similarity)
        chosen = choose(evidence)
        ids = first.contents.tolist()
        texts = _texts(held.connection, held.collection_id, ids)
        owner = candidates.owner.astype(np.int64)
        allowed = np.array([right is None or each in right for each in ids], dtype=bool)
        spans = [Span(*span).of(texts[ids[at]]) for at, span in zip(owner, candidates.spans.tolist(), strict=True)]
        holds = np.array([any(piece in text for piece in pieces) for text in spans], dtype=bool) & allowed[owner]
        fits = np.array([any(piece in texts[each] for piece in pieces) for each in ids], dtype=bool) & allowed
        found[meaning] = Seen(
            values=answer_table(evidence).astype(np.float32),
            owner=owner,
            holds=holds,
            right=fits[owner],
            signals=signals(evidence, chosen.scores, chosen.order, chosen.sentences),
            best=tuple(chosen.sentences[at] for at in chosen.order[:3]),
        )
    return found


def _texts(connection: Connection, collection_id: int, ids: Sequence[int]) -> dict[int, str]:
    query = select(content.c.id, content.c.text).where(content.c.collection_id == collection_id, content.c.id.in_(ids))
    return {row.id: row.text for row in connection.execute(query)}


def _in_articles(file: Path, most: int | None) -> Iterator[Asked]:
    topics = load(file, most=most)
    source = file.name.removesuffix(".json")
    for scope, pools in (("article", [[topic] for topic in topics]), ("chat", [topics])):
        for pool in pools:
            with filled(pool, meaning=True) as held:
                for topic, contents in zip(pool, held.contents, strict=True):
                    number = topics.index(topic)
                    of = Question(source=source, group=f"{source.split('.')[0]} {number}", scope=scope)
                    for each in topic.questions:
                        yield of.asked(
                            held, each.text, each.answers, right=contents[each.paragraph], kind=each.kind or ""
                        )
                    for text in topic.unanswerable:
                        yield of.asked(held, text, near=True)
                    if scope == "article" and len(topics) > 1:
                        for each in topics[number - 1].questions:
                            yield of.asked(held, each.text)
                if scope == "chat":
                    yield from _elsewhere(held, source, topics)


def _elsewhere(held: Filled, source: str, topics: Sequence[Topic]) -> Iterator[Asked]:
    """Each half's questions in the other half."""
    half = len(topics) // 2
    for mine, others in ((range(half), range(half, len(topics))), (range(half, len(topics)), range(half))):
        there = sorted(each for number in others for contents in held.contents[number] for each in contents)
        for number in mine if there else ():
            of = Question(source=source, group=f"{source.split('.')[0]} {number}", scope="chat")
            for each in topics[number].questions:
                yield of.asked(held, each.text, within=np.array(there, dtype=np.int64))


def _in_chats(file: Path) -> Iterator[Asked]:
    for talk in _chats.load(file):
        with (
            TemporaryDirectory() as folder,
            Library.open(f"sqlite:///{folder}/bench.db", encoder=remembering) as library,
        ):
            yield from _in_chat(library, talk, file.stem)


def _in_chat(library: Library, talk: _chats.Conversation, source: str) -> Iterator[Asked]:
    articles: dict[int, int] = {}
    for turn in talk.turns:
        if turn.forward is not None:
            text = talk.articles[turn.forward].text
            added = library.add(collection="bench", key=str(turn.forward), text=text).article_id
            articles.pop(turn.forward, None)
            articles[turn.forward] = added
            embed(library)
        elif turn.expected is not None and turn.expected.does is None and articles:
            with library.database.read() as connection:
                owner = connection.scalar(select(collection.c.id).where(collection.c.name == "bench")) or 0
                held = Filled(connection=connection, collection_id=owner, contents=(), encoder=remembering())
                within, recent = None, [articles[next(reversed(articles))]]
                if turn.replied is not None:
                    scope = Scope(articles=(articles[turn.replied],))
                    within, recent = contents_within(connection, owner, scope), []
                of = Question(source=source, group=f"{source} {talk.id}", scope="chat" if recent else "reply")
                near = turn.kind.endswith("near")
                yield of.asked(
                    held, turn.say, turn.expected.pieces, within=within, recent=recent, kind=turn.kind, near=near
                )
