"""The bot as a process of its own, seen from outside: its log, its memory, how it ends."""

from __future__ import annotations

import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bot.playground.world.watching import PATIENCE


@dataclass
class Process:
    """`python -m bot`, started; what it printed is in ``log``."""

    popen: subprocess.Popen[bytes]
    log: Path

    @property
    def running(self) -> bool:
        return self.popen.poll() is None

    @property
    def output(self) -> str:
        return self.log.read_text()

    @property
    def resident(self) -> float:
        """Resident memory in megabytes."""
        status = Path(f"/proc/{self.popen.pid}/status").read_text()
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024

    def stop(self) -> int:
        """Asks it to stop, as a supervisor does; returns the exit code."""
        self.popen.send_signal(signal.SIGTERM)
        return self.popen.wait(PATIENCE)

    def ended(self) -> int:
        """Waits until it ends by itself; returns the exit code."""
        return self.popen.wait(PATIENCE)
