"""How much one transaction does, and from which sizes on work is postponed or data read in another way.

A database is opened with its tuning, which its engine holds for every connection.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, Engine

TUNING: Final = "verbatim_tuning"
"""The execution option under which an engine's connections have theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tuning:
    """An article with more than ``long`` pairs of term and content is staged: written a few rows at a time, unseen.

    ``piece_seconds``: a transaction stages for about this long, and ``pause_seconds`` later the next one begins.
    One statement writes at most ``rows``, ``contents`` or ``pairs``, and a later one deletes ``rows``.
    ``reindexed_contents`` are analysed again before one transaction, ``reindexed_rows`` deleted in one.

    If removed articles leave more than ``orphans`` contents, these leave the index later, ``removed`` in a transaction,
    since they are in the blocks of some thousand terms. One transaction deletes ``forgotten_rows`` of a forgotten
    collection. A collection is forgotten as a whole if it has more than ``many`` articles; a smaller one keeps its row
    and its ids, so that no button of a former article reaches another one. A long article that expires loses
    ``paragraphs`` in a transaction.

    At most ``waiting`` pairs stay outside the index's blocks, since every question reads them all. A term's young
    block has at most ``young`` postings, since each addition rewrites it; when it is full, it joins the last of the
    term's old ones, which hold up to ``old`` postings, since every question reads them.

    In a collection of more than ``large`` contents a question's stop words are not read if it has other words; up to
    ``small`` bytes are always read, which is quicker than asking whether they are needed. After ``often`` questions
    without a change the whole index is loaded: that takes some 10 microseconds a paragraph, once, and saves each
    further question 200 to 300 microseconds.
    """

    long: int = 4096
    piece_seconds: float = 0.02
    pause_seconds: float = 0.005
    rows: int = 1000
    contents: int = 50
    pairs: int = 2048
    reindexed_contents: int = 32
    reindexed_rows: int = 500
    orphans: int = 50
    removed: int = 16
    forgotten_rows: int = 2000
    many: int = 50
    paragraphs: int = 200
    waiting: int = 4096
    young: int = 128
    old: int = 4096
    large: int = 2000
    small: int = 8192
    often: int = 32


DEFAULT: Final = Tuning()


def tuning_of(source: Connection | Engine) -> Tuning:
    """The tuning that the database was opened with."""
    found: Tuning | None = source.get_execution_options().get(TUNING)
    return found or DEFAULT
