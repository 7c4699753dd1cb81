"""Brings a database up to date and is killed before a statement of a migration."""

from __future__ import annotations

import pytest
from alembic import op

from bot.store.database import open_library
from tests.support.programs.fatal import fatal


def main(url: str, statements: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(op, "execute", fatal(op.execute, after=statements))
        open_library(url).close()
