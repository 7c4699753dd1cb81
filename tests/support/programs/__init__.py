"""Small programs that tests run as processes of their own, each a module here."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]


def command(name: str, *arguments: object) -> list[str]:
    """What starts the program of that name, in ``ROOT``."""
    return [sys.executable, "-m", f"{__name__}.{name}", *map(str, arguments)]


def run_program(name: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Runs the program to its end, which need not be a good one."""
    return subprocess.run(command(name, *arguments), cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
