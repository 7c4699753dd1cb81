"""What holds of the queues whatever happens, in runs of fixed numbers; `make test-crash` draws fresh ones."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count, islice
from pathlib import Path

import pytest

from tests.simulation.chance import Chance
from tests.simulation.mutants import FOUND, MUTANTS
from tests.simulation.simulation import STEPS, made, run

# For how many steps there is trouble in the many runs, which are short.
FEW = 40


def _quick(seed: int) -> bool:
    """Articles take long, and a poisonous update takes 25 deaths."""
    profile = Chance(seed).profile
    return not (profile.articles or profile.poison)


MANY = tuple(islice(filter(_quick, count(1)), 200))
RICH = tuple(seed for seed in range(1, 30) if not _quick(seed))[:5]
BATCHES = [*(MANY[at : at + 25] for at in range(0, len(MANY), 25)), RICH]
# Those that are found soon in their run.
REPLAYED = [name for name, finding in FOUND.items() if finding.at <= 700]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database for runs to begin with."""
    return made(tmp_path_factory.mktemp("simulation") / "template.db")


@pytest.mark.parametrize("seeds", BATCHES, ids=lambda seeds: f"{seeds[0]}-{seeds[-1]}")
def test_every_update_is_handled_once_and_every_reply_sent_in_order_through_any_trouble(
    prepared: Path, seeds: Sequence[int]
) -> None:
    for seed in seeds:
        outcome = run(seed, FEW, prepared)
        assert outcome.wrong is None, f"seed {seed}, {FEW} steps: {outcome.wrong}\n" + "\n".join(outcome.trace)


def test_a_number_replays_its_run(prepared: Path) -> None:
    first, second = run(4, 100, prepared), run(4, 100, prepared)
    assert first.trace == second.trace


def test_every_mistake_that_is_put_back_was_found() -> None:
    assert FOUND.keys() == MUTANTS.keys()


@pytest.mark.parametrize("name", REPLAYED)
def test_a_mistake_that_is_put_back_is_found(prepared: Path, name: str) -> None:
    outcome = run(FOUND[name].seed, STEPS, prepared, MUTANTS[name])
    # An error would be no finding.
    assert str(outcome.wrong).startswith("step "), outcome.wrong
