"""Free memory for the processes that read documents."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

# The limit and the use of a container or service (cgroup, version 2).
_GROUP = Path("/sys/fs/cgroup")


def available(meminfo: Path = Path("/proc/meminfo"), group: Path = _GROUP) -> int | None:
    """Free bytes of the machine, or of the container if that is less; None where the system does not say."""
    spare = []
    with suppress(OSError, ValueError, StopIteration):
        line = next(each for each in meminfo.read_text().splitlines() if each.startswith("MemAvailable:"))
        spare.append(int(line.split()[1]) * 1024)
    with suppress(OSError, ValueError):
        # "max" is not a number: there is no limit.
        limit, current = ((group / f"memory.{name}").read_text() for name in ("max", "current"))
        spare.append(max(0, int(limit) - int(current)))
    return min(spare, default=None)


def fits(each: int, most: int, spare: int | None) -> int:
    """How many processes of ``each`` bytes fit: at least one, or ``most`` if the free memory is unknown."""
    return most if spare is None else max(1, min(most, spare // each))
