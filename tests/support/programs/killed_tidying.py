"""Tidies at a given moment and is killed before a transaction."""

from __future__ import annotations

from datetime import datetime

import pytest

from index import Library
from index.store.database import Database
from tests.support.clock import Clock
from tests.support.index.pieces import THREE_PARAGRAPHS_A_BOOK
from tests.support.programs.fatal import fatal


def main(url: str, moment: datetime, transactions: int) -> None:
    tuning = THREE_PARAGRAPHS_A_BOOK
    with pytest.MonkeyPatch.context() as patch, Library.open(url, clock=Clock(moment), tuning=tuning) as library:
        patch.setattr(Database, "write", fatal(Database.write, after=transactions))
        library.tidy()
