"""Turns, and what handles them one after the other."""

from __future__ import annotations

import pytest

from bot.queues.turns import Turns
from tests.support.bot.turns import Handling


@pytest.fixture
def turns() -> Turns[str]:
    return Turns()


@pytest.fixture
def handling(turns: Turns[str]) -> Handling:
    return Handling(turns)
