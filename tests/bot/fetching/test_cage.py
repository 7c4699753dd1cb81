"""What a process that reads documents cannot do, whoever takes it over."""

from __future__ import annotations

import json
import platform
import subprocess
import sys

import pytest

from bot.fetching.cage import ROOT
from bot.fetching.document_reader import Reader
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
