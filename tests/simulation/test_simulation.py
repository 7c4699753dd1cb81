"""What holds of the queues whatever happens, in runs of fixed numbers; `make test-crash` draws fresh ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.mutants import MUTANTS
from tests.simulation.simulation import made, run

# Many short runs find more than a few long ones.
STEPS, BATCHES, IN_BATCH = 300, 3, 3
# The number of a short run that finds it. The other MUTANTS need longer or more runs, or are not found yet.
FOUND = {
    "presses_do_not_wait_until_a_message_is_noted": 1,
    "telegrams_wish_to_wait_is_ignored": 0,
    "an_unheard_commit_is_made_again": 1,
    "replies_go_before_their_update_is_committed": 1,
    "rows_go_before_their_message": 2,
    "what_waits_is_overtaken": 0,
}


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database for runs to begin with."""
    return made(tmp_path_factory.mktemp("simulation") / "template.db")


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_update_is_handled_once_and_every_reply_sent_in_order_through_any_trouble(
    prepared: Path, batch: int
) -> None:
    for seed in range(batch * IN_BATCH, (batch + 1) * IN_BATCH):
        outcome = run(seed, STEPS, prepared)
        assert outcome.wrong is None, f"seed {seed}, {STEPS} steps: {outcome.wrong}\n" + "\n".join(outcome.trace)


def test_a_number_replays_its_run(prepared: Path) -> None:
    first, second = run(3, STEPS, prepared), run(3, STEPS, prepared)
    assert first.trace == second.trace


@pytest.mark.parametrize("name", FOUND)
def test_a_mistake_that_is_put_back_is_found(prepared: Path, name: str) -> None:
    assert run(FOUND[name], STEPS, prepared, MUTANTS[name]).wrong is not None
