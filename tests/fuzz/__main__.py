"""Tries targets with fresh numbers: `python -m tests.fuzz [TARGET …]`; FUZZ_SECONDS (60) for each.

What goes wrong is printed with the smallest input that leads to it, and a command that tries it again.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import traceback

from tests.fuzz import documents, messages, words
from tests.fuzz.exploring import explore

TARGETS = {each.name: each for each in (*messages.TARGETS, *words.TARGETS, *documents.TARGETS)}


def main() -> int:
    """The number of targets that failed, at most 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=f"some of {', '.join(TARGETS)}; all of them")
    parser.add_argument("--seed", type=int, help="the first number, to try the same again")
    given = parser.parse_args()
    if unknown := set(given.targets) - set(TARGETS):
        parser.error(f"no such target: {', '.join(sorted(unknown))}")
    seconds, failed = float(os.environ.get("FUZZ_SECONDS", "60")), 0
    for name in given.targets or TARGETS:
        first = given.seed if given.seed is not None else random.randrange(10**9)
        try:
            tried = explore(TARGETS[name], seconds, first)
            print(f"{name}: {tried} inputs, well", flush=True)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failed += 1
            traceback.print_exc()
            print(f"{name}: python -m tests.fuzz {name} --seed {first}", flush=True)
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
