"""Replays runs: `python -m tests.simulation --seed N --steps M`; the trace of one that fails is printed."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.simulation.mutants import MUTANTS
from tests.simulation.simulation import STEPS, made, run


def main() -> int:
    """The number of runs that failed, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first run's number")
    parser.add_argument("--runs", type=int, default=1, help="how many runs, of consecutive numbers")
    parser.add_argument("--steps", type=int, default=STEPS, help="for how many steps there is trouble")
    parser.add_argument("--mutant", choices=list(MUTANTS), help="put this mistake into the bot first")
    parser.add_argument("--trace", action="store_true", help="print the trace of a run that goes well, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        template = made(Path(folder) / "template.db")
        for seed in range(given.seed, given.seed + given.runs):
            outcome = run(seed, given.steps, template, MUTANTS.get(given.mutant))
            print(
                f"seed {seed}: {outcome.wrong or 'well'} "
                f"({outcome.steps} steps, {outcome.crashes} crashes, {outcome.updates} updates)"
            )
            if outcome.wrong or given.trace:
                print("\n".join(outcome.trace))
            if outcome.wrong:
                return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
