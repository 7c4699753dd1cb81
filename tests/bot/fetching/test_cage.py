"""What a process that reads documents cannot do, whoever takes it over."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from bot.fetching.cage import ROOT
from bot.fetching.document_reader import MEMORY, SIDE_BY_SIDE, Reader
from bot.fetching.machine_memory import available, fits
from tests.support.articles import FERRY
from tests.support.documents import pdf, story

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or platform.machine() not in ("x86_64", "aarch64"),
    reason="only Linux on x86_64 and aarch64 shuts a process in",
)


def escapes(before: str = "") -> dict[str, bool]:
    code = f"from bot.fetching import cage\n{before}\nimport json\nprint(json.dumps(cage.escapes()))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, text=True)
    found: dict[str, bool] = json.loads(ran.stdout)
    return found


def test_it_has_no_network_starts_nothing_and_signals_nobody() -> None:
    outside, inside = escapes(), escapes("cage.confine()")
    for what in ("network", "process", "program", "signal"):
        assert outside[what], what
        assert not inside[what], what
    assert inside["thread"]


def test_it_reads_no_file_but_pythons_own_where_the_system_has_landlock() -> None:
    inside = escapes("cage.confine()")
    if inside["file"]:
        pytest.skip("this Linux has no Landlock")
    assert not any(inside[what] for what in ("settings", "environment", "write"))


async def test_it_still_reads_documents() -> None:
    async with Reader().ready() as read:
        assert (await read(pdf(story(40)))).text.startswith("Ferry strands")
    async with Reader().ready() as read:
        paragraphs = "".join(f"<p>{each}</p>" for each in FERRY.split("\n\n"))
        page = f"<html><body><article>{paragraphs}</article></body></html>".encode()
        assert "Ferry" in (await read(page, url="https://a.example/")).text


async def test_it_gives_way_to_others_and_goes_first_when_memory_is_short_before_it_has_loaded_anything() -> None:
    before = set(readers())
    async with Reader().ready():
        [process] = set(readers()) - before
        assert os.getpriority(os.PRIO_PROCESS, int(process.name)) >= 10
        assert (process / "oom_score_adj").read_text().strip() == "1000"


def readers() -> list[Path]:
    """This process's children, as far as they are there for long enough."""
    return [each for each in Path("/proc").glob("[0-9]*") if parent_of(each) == os.getpid()]


def parent_of(process: Path) -> int | None:
    with suppress(OSError):
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    return None


@pytest.mark.parametrize(
    ("megabytes", "limit", "used", "count"),
    [
        (8_000, None, 0, 4),
        (3_200, None, 0, 2),
        (700, None, 0, 1),
        (8_000, 4_000, 900, 2),
        (8_000, 900, 950, 1),
    ],
)
def test_as_many_documents_are_read_at_once_as_memory_is_left_for_and_never_fewer_than_one(
    tmp_path: Path, megabytes: int, limit: int | None, used: int, count: int
) -> None:
    meminfo = tmp_path / "meminfo"
    meminfo.write_text(f"MemTotal: 99999999 kB\nMemAvailable: {megabytes * 10**6 // 1024} kB\n")
    (tmp_path / "memory.max").write_text("max\n" if limit is None else f"{limit * 10**6}\n")
    (tmp_path / "memory.current").write_text(f"{used * 10**6}\n")
    assert fits(MEMORY, SIDE_BY_SIDE, available(meminfo, tmp_path)) == count


def test_where_the_system_does_not_say_what_is_left_four_are_read_at_once(tmp_path: Path) -> None:
    assert available(tmp_path / "none", tmp_path) is None
    assert fits(MEMORY, SIDE_BY_SIDE, None) == 4
