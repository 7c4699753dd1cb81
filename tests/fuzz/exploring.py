"""Targets: what is tried, with which inputs, and what has to be true of what comes out."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Target:
    """``check`` raises for an input of ``inputs`` after which something is not as people can rely on."""

    name: str
    inputs: st.SearchStrategy[Any]
    check: Callable[[Any], None]


def smoke(target: Target, examples: int) -> None:
    """Tries a few inputs, the same each time. Raises what the check does, with the smallest input that leads to it."""
    _try(target, settings(_usual(), max_examples=examples, derandomize=True))


def explore(target: Target, seconds: float, first: int) -> int:
    """Tries fresh inputs for about so many seconds, from a number on; how many. Raises as ``smoke``."""
    end, tried = time.monotonic() + seconds, 0
    while time.monotonic() < end:
        tried += _try(target, settings(_usual(), max_examples=AT_ONCE), first + tried)
    return tried


def _try(target: Target, how: settings, number: int | None = None) -> int:
    tried = 0

    def one(example: Any) -> None:
        nonlocal tried
        tried += 1
        target.check(example)

    test = how(given(target.inputs)(one))
    (test if number is None else seed(number)(test))()
    return tried


def _usual() -> settings:
    # How long an input takes says more about the machine; inputs are large because real ones are.
    return settings(deadline=None, database=None, print_blob=False, suppress_health_check=[*HealthCheck])
