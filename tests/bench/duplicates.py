"""The verdict on pairs of paragraphs: python -m tests.bench.duplicates FILE

FILE has one JSON object a line, ``{"stored", "incoming", "duplicate"}`` and optionally ``edit``, the kind of
difference. Beside us: what similarity alone decides, each at its usual threshold.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from index.dedup.compare.verdict import VerdictKind, compare
from tests.bench.report import finish, table
from tests.bench.similarity import PEERS

Decision = Callable[[str, str], bool]


def ours(incoming: str, stored: str) -> bool:
    """Whether our verdict leaves the incoming paragraph out."""
    return compare(incoming, stored).kind is VerdictKind.DUPLICATE


def measure(pairs: Iterable[dict[str, Any]], decide: Decision) -> dict[str, Any]:
    """Precision and recall of leaving out, and the share left out by kind of edit."""
    left_out: dict[str, list[bool]] = defaultdict(list)
    right = wrong = missed = 0
    for pair in pairs:
        decided = decide(pair["incoming"], pair["stored"])
        left_out[pair.get("edit") or ("duplicate" if pair["duplicate"] else "different")].append(decided)
        right += decided and pair["duplicate"]
        wrong += decided and not pair["duplicate"]
        missed += not decided and pair["duplicate"]
    return {
        "precision": right / (right + wrong) if right + wrong else 0.0,
        "recall": right / (right + missed) if right + missed else 0.0,
        "left_out": {edit: sum(each) / len(each) for edit, each in sorted(left_out.items())},
    }


def main(path: str) -> None:
    """Prints a table of ours and the peers and, last, our figures."""
    file = Path(path)
    if not file.exists():
        print(f"{file} is not here; nothing measured")
        return
    pairs = [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]
    figures = {"verbatim": measure(pairs, ours)} | {name: measure(pairs, decide) for name, decide in PEERS.items()}
    kinds = list(figures["verbatim"]["left_out"])
    rows = [[kind, *(each["left_out"][kind] for each in figures.values())] for kind in kinds]
    rows += [[name, *(each[name] for each in figures.values())] for name in ("precision", "recall")]
    print(table(["left out", *figures], rows))
    finish(figures["verbatim"])


if __name__ == "__main__":
    main(sys.argv[1])
