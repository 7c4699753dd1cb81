"""How much memory is left here for processes that read documents."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

# What a container, or a service, may take and has taken (cgroup, version 2).
_GROUP = Path("/sys/fs/cgroup")


def available(meminfo: Path = Path("/proc/meminfo"), group: Path = _GROUP) -> int | None:
    """Bytes that this machine has to spare, or the container if that is less; None where the system does not say."""
    spare = []
    with suppress(OSError, ValueError, StopIteration):
        line = next(each for each in meminfo.read_text().splitlines() if each.startswith("MemAvailable:"))
        spare.append(int(line.split()[1]) * 1024)
    with suppress(OSError, ValueError):
        # "max" is no number: then there is no limit.
        limit, current = ((group / f"memory.{name}").read_text() for name in ("max", "current"))
        spare.append(max(0, int(limit) - int(current)))
    return min(spare, default=None)


def fits(each: int, most: int, spare: int | None) -> int:
    """How many processes of that many bytes ``each`` there is room for: at least one, ``most`` where nobody knows."""
    return most if spare is None else max(1, min(most, spare // each))
