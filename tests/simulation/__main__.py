"""Replays runs: `python -m tests.simulation --seed N --steps M`; the trace of one that fails is printed.

With `--mutant NAME` a mistake is put into the bot first, and with `--mutant all` each of them by turns: the first run
that finds it is printed.
"""

from __future__ import annotations

import argparse
import gc
import sys
import tempfile
from pathlib import Path

from tests.simulation.mutants import MUTANTS
from tests.simulation.simulation import STEPS, made, run

# So many steps in all, of consecutive runs, to find a mistake that was put into the bot.
PATIENCE = 200_000


def main() -> int:
    """The number of runs that failed or mistakes that were not found, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.simulation", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="the first run's number")
    parser.add_argument("--runs", type=int, default=1, help="how many runs, of consecutive numbers")
    parser.add_argument("--steps", type=int, default=STEPS, help="for how many steps there is trouble in a run")
    parser.add_argument("--mutant", choices=[*MUTANTS, "all"], help="find this mistake, put into the bot, or each")
    parser.add_argument("--patience", type=int, default=PATIENCE, help="after how many steps to give a mutant up")
    parser.add_argument("--trace", action="store_true", help="print the trace of a run that goes well, too")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        template = made(Path(folder) / "template.db")
        # What is there by now stays: nobody needs to look through it for garbage again and again.
        gc.freeze()
        if given.mutant:
            return _hunt(given, template)
        for seed in range(given.seed, given.seed + given.runs):
            outcome = run(seed, given.steps, template)
            print(
                f"seed {seed}: {outcome.wrong or 'well'} "
                f"({outcome.steps} steps, {outcome.crashes} crashes, {outcome.updates} updates)"
            )
            if outcome.wrong or given.trace:
                print("\n".join(outcome.trace))
            if outcome.wrong:
                return 1
    return 0


def _hunt(given: argparse.Namespace, template: Path) -> int:
    names = list(MUTANTS) if given.mutant == "all" else [given.mutant]
    found = 0
    for name in names:
        seed, steps, wrong = given.seed, 0, None
        while wrong is None and steps < given.patience:
            outcome = run(seed, given.steps, template, MUTANTS[name])
            wrong, steps, seed = outcome.wrong, steps + outcome.steps, seed + 1
            if wrong and (fault := run(seed - 1, given.steps, template).wrong):
                # What is wrong without the mistake, too, does not show it.
                print(f"seed {seed - 1} without a mistake: {fault}", flush=True)
                wrong = None
        found += wrong is not None
        what = f"found by seed {seed - 1}, after {steps} steps: {wrong}" if wrong else f"not found in {steps} steps"
        print(f"{name}: {what}", flush=True)
        if wrong and given.trace:
            print("\n".join(outcome.trace))
    print(f"{found} of {len(names)} found")
    return int(found < len(names))


if __name__ == "__main__":
    sys.exit(main())
