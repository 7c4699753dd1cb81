"""What holds of the queues whatever happens, in runs of fixed numbers; `make test-crash` draws fresh ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.simulation.simulation import made, run

# Many short runs find more than a few long ones.
STEPS, BATCHES, IN_BATCH = 300, 4, 6


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
