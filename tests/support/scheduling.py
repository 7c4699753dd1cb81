"""Which tests run in the same process, and in which order the processes take them.

Each file is run by one process, which loads and makes once what its tests share; so are all files that need the same
server, browser or process to fork from, which takes seconds to start. These wait more than they work: they begin
first, beside the others. Of the rest the files with the most tests do, so that all processes end together.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

# By what they share: the beginnings of paths.
TOGETHER = {
    "PostgreSQL": ("tests/bot/queues/cluster/", "tests/bot/ops/test_copy", "tests/upgrades/"),
    "a browser": ("tests/e2e/test_page", "tests/playground/test_page"),
    "a process to fork from": (
        "tests/e2e/",
        "tests/bot/ops/test_maintenance",
        "tests/index/indexing/test_embed",
        "tests/index/indexing/test_forget_books",
        "tests/index/indexing/test_reindex",
        "tests/index/indexing/test_staging",
    ),
}


def group_of(test: str) -> str:
    """What a test shares with others, its file otherwise; ``test`` is its id."""
    path = test.partition("::")[0]
    return next((shared for shared, paths in TOGETHER.items() if path.startswith(paths)), path)


def ordered(tests: list[pytest.Item]) -> list[pytest.Item]:
    """The tests of one group after the other; otherwise as they were collected."""
    groups = [group_of(each.nodeid) for each in tests]
    counts, ranks = Counter(groups), {shared: rank for rank, shared in enumerate(TOGETHER)}
    places = {group: (ranks.get(group, len(ranks)), -counts[group], group) for group in counts}
    return [test for _, test in sorted(zip(groups, tests, strict=True), key=lambda each: places[each[0]])]


class ByGroup(LoadScopeScheduling):  # type: ignore[misc]  # it ships no types
    """Gives each process one group after the other, in the order of the tests."""

    def __init__(self, config: pytest.Config, log: Any = None) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByGroup | None:
    """Unless another way to distribute the tests is asked for."""
    return ByGroup(config, log) if config.getoption("dist") == "loadscope" else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = ordered(items)
