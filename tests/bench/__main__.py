"""Every measurement, one after the other: ``python -m tests.bench [DATA]``, or ``make bench DATA=folder``.

Speeds are measured on made-up text. Quality is measured on sets that are not part of this project, most of them
published: DATA is a folder that holds them (`answers/`, `chats/`, `summaries/`, `digests/`, `duplicates/`,
`pages/`). A measurement whose data is absent says so and is left out.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SPEEDS = (
    *(("summary_speed",), ("speed",), ("duplicate_speed",), ("growth",), ("hostile",), ("long_texts",)),
    *(("load",), ("fairness",), ("vectors",)),
)


def plan(data: Path | None) -> list[tuple[str, ...]]:
    """The commands to run, each a module's name and its arguments."""
    if data is None:
        print("no DATA folder is given: quality is not measured, only speed\n")
        return list(SPEEDS)
    commands: list[tuple[str, ...]] = []
    for file in sorted((data / "answers").glob("*.json")):
        commands += [("answers", str(file), "--scope", scope) for scope in ("article", "chat")]
        commands.append(("unanswerable", str(file)))
    commands += [("conversations", str(file)) for file in sorted((data / "chats").glob("*.jsonl"))]
    commands += [("summaries", str(file)) for file in sorted((data / "summaries").glob("*.jsonl"))]
    commands += [("digests", str(file)) for file in sorted((data / "digests").glob("*.jsonl"))]
    commands += [("duplicates", str(file)) for file in sorted((data / "duplicates").glob("*.jsonl"))]
    if (data / "pages").is_dir():
        commands.append(("pages", str(data / "pages")))
    reposts, bases = data / "duplicates" / "reposts.json", data / "answers" / "news.json"
    if reposts.is_file() and bases.is_file():
        commands.append(("reposts", str(reposts), str(bases)))
    if not commands:
        print(f"there is no data in {data}: quality is not measured, only speed\n")
    return [*commands, *SPEEDS]


def main() -> int:
    """Runs them all; returns 1 if one failed."""
    failed = []
    for module, *arguments in plan(Path(sys.argv[1]) if len(sys.argv) > 1 and sys.argv[1] else None):
        print(f"\n== {module} {' '.join(arguments)}", flush=True)
        if subprocess.run([sys.executable, "-m", f"tests.bench.{module}", *arguments], check=False).returncode:
            failed.append(module)
    if failed:
        print(f"\nfailed: {', '.join(failed)}")
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
