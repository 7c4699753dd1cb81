"""Has a SQLite file to itself until it is killed, and says so: ``python -m … FILE``."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from bot.store.locks import only_one


def main(path: Path) -> None:
    with only_one(path):
        sys.stdout.write("held\n")
        sys.stdout.flush()
        time.sleep(60)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
