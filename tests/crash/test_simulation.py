"""Fresh runs of the simulation, for SIMULATION_SECONDS; a number that fails is printed with its trace."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from tests.simulation.simulation import STEPS, made, run

SECONDS = float(os.environ.get("SIMULATION_SECONDS", "600"))


@pytest.mark.timeout(SECONDS + 600)
def test_fresh_runs_go_well(tmp_path: Path) -> None:
    template, end, runs = made(tmp_path / "template.db"), time.monotonic() + SECONDS, 0
    while time.monotonic() < end:
        seed = random.randrange(10**9)
        outcome, runs = run(seed, STEPS, template), runs + 1
        assert outcome.wrong is None, (
            f"python -m tests.simulation --seed {seed} --steps {STEPS}: {outcome.wrong}\n" + "\n".join(outcome.trace)
        )
    assert runs
