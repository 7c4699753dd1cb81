"""Brings a database up to date and is killed before a statement of a migration: ``python -m … URL STATEMENTS``."""

from __future__ import annotations

import sys

import pytest
from alembic import op

from bot.store.database import open_library
from tests.support.programs.fatal import fatal


def main(url: str, statements: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(op, "execute", fatal(op.execute, after=statements))
        open_library(url).close()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
