"""What holds of the queues whatever happens, in runs of fixed numbers; `make test-crash` draws fresh ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.simulation import made, run

STEPS = 300
# Short ones; in the last one articles are kept.
SEEDS = (3, 6, 9, 10, 21)
# The number of a short run that finds it. `python -m tests.simulation --mutant all` looks for the runs that find the
# others of MUTANTS.
FOUND = {
    "an_unheard_commit_is_made_again": 7,
}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database for runs to begin with."""
    return made(tmp_path_factory.mktemp("simulation") / "template.db")


@pytest.mark.parametrize("seed", SEEDS)
def test_every_update_is_handled_once_and_every_reply_sent_in_order_through_any_trouble(
    prepared: Path, seed: int
) -> None:
    outcome = run(seed, STEPS, prepared)
    assert outcome.wrong is None, f"seed {seed}, {STEPS} steps: {outcome.wrong}\n" + "\n".join(outcome.trace)


def test_a_number_replays_its_run(prepared: Path) -> None:
    first, second = run(4, 100, prepared), run(4, 100, prepared)
    assert first.trace == second.trace


@pytest.mark.parametrize("name", FOUND)
def test_a_mistake_that_is_put_back_is_found(prepared: Path, name: str) -> None:
    outcome = run(FOUND[name], STEPS, prepared, MUTANTS[name])
    # An error would be no finding.
    assert str(outcome.wrong).startswith("step "), outcome.wrong
