"""Imports modules and prints the names of all that were loaded with them: ``python -m … MODULE…``."""

from __future__ import annotations

import sys
from importlib import import_module


def main(*names: str) -> None:
    for name in names:
        import_module(name)
    sys.stdout.write("\n".join(sys.modules))


if __name__ == "__main__":
    main(*sys.argv[1:])
