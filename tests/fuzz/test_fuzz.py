"""A few spoilt inputs for each target, the same each time; `make fuzz` tries fresh ones."""

from __future__ import annotations

import pytest

from tests.fuzz.__main__ import TARGETS
from tests.fuzz.exploring import smoke

EXAMPLES = {"pdf": 2, "html": 3, "exports": 2, "charsets": 3}
USUAL = 6


@pytest.mark.parametrize("name", TARGETS)
def test_whatever_comes_in_only_documented_errors_come_out(name: str) -> None:
    smoke(TARGETS[name], EXAMPLES.get(name, USUAL))
