"""How much is done in one transaction, from what size on something is left for later ones, or read in another way.

A database is opened with its tuning; its engine holds it, so that every connection knows.
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
    ``rows``, ``contents`` and ``pairs`` are what one statement of it writes, and ``rows`` what a later one deletes.
    ``reindexed_contents`` are analysed anew before one transaction, ``reindexed_rows`` deleted in one.

    More than ``orphans`` contents of removed articles are taken out of the index later, ``removed`` in a transaction:
    these are in the blocks of some thousand terms. Of a forgotten collection ``forgotten_rows`` are deleted at once.
    It is forgotten as a whole if more than ``many`` articles go with it; with fewer it stays and counts on, so that no
    button of a former article reaches another one. Of a long article that expires, ``paragraphs`` go in a transaction.

    ``waiting`` pairs are not in the index's blocks yet: every question looks through them, so there are few.
    A term's ``young`` block, so many postings, is rewritten whenever it grows, so it stays small; when it is full it
    joins the last of its ``old`` ones, which every question reads and which are therefore large.

    Where a question has other words, its stop words are spared if the collection has more than ``large`` contents.
    To read ``small`` bytes is quicker than to ask whether they are needed. After ``often`` questions without a change
    more are likely, and the index is loaded so that they need no database: to read all of it takes some 10 microseconds
    a paragraph, once; a question is answered 200 to 300 sooner.
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
    """What the database was opened with."""
    found: Tuning | None = source.get_execution_options().get(TUNING)
    return found or DEFAULT
