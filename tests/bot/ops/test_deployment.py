"""What the operator can rely on: the unit and the image fit the program, and the health check is honest."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import Options, Verbatim
from bot.config import Address, Settings
from bot.ops.metrics import Metrics
from bot.ops.metrics_server import monitored
from bot.playground import Api, World
from bot.playground.request import InProcessRequest
from index import Library

ROOT = Path(__file__).parents[3]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
UNIT = (ROOT / "docs" / "verbatim.service").read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed here")
def test_systemd_takes_the_unit_without_a_word(tmp_path: Path) -> None:
    unit = tmp_path / "verbatim.service"
    # It wants a program that is there.
    unit.write_text(UNIT.replace("/opt/verbatim/.venv/bin/python", sys.executable), encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_the_unit_the_image_and_the_compose_file_set_variables_that_there_are() -> None:
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    known = set(re.findall(r"^#? ?([A-Z_]+)=", example, re.MULTILINE)) | {"PATH"}
    [line] = re.findall(r"^Environment=(.*)$", UNIT, re.MULTILINE)
    unit = dict(each.split("=", 1) for each in shlex.split(line))
    [block] = re.findall(r"^ENV ((?:.*\\\n)*.*)", DOCKERFILE, re.MULTILINE)
    image = dict(each.split("=", 1) for each in shlex.split(block.replace("\\\n", " ")))
    compose = dict(re.findall(r"^      ([A-Z_]+): (.*)$", (ROOT / "compose.yaml").read_text(), re.MULTILINE))
    for variables in (unit, image, compose):
        assert {each for each in variables if not each.startswith("PYTHON")} <= known
        assert Settings.load({name: variables[name] for name in variables if name != "PATH"}, None)
    assert image["DATABASE_URL"] == compose["DATABASE_URL"]


def test_everything_that_the_image_copies_is_let_in_and_nothing_else() -> None:
    copied = {each.split()[0] for each in re.findall(r"^COPY (?!--from)(.*)$", DOCKERFILE, re.MULTILINE)}
    copied = copied - {"${LOCK}"} | {"requirements.lock", "requirements-postgres.lock"}
    ignored = [each for each in (ROOT / ".dockerignore").read_text().splitlines() if each and each[0] != "#"]
    assert ignored[0] == "*"
    assert {each[1:] for each in ignored if each[0] == "!"} == copied
    assert all((ROOT / each).exists() for each in copied)


def test_both_lock_files_pin_the_same_and_one_has_the_driver() -> None:
    plain, more = (
        set(re.findall(r"^([a-z0-9-]+==\S+)", (ROOT / f"requirements{each}.lock").read_text(), re.MULTILINE))
        for each in ("", "-postgres")
    )
    assert plain < more
    assert {each.partition("==")[0] for each in more - plain} >= {"psycopg", "psycopg-binary"}


async def test_the_health_check_fails_while_telegram_does_not_answer(
    api: Api, world: World, library: Library, unused_tcp_port: int
) -> None:
    [found] = re.findall(r"^HEALTHCHECK .*\\\n    CMD (.*)$", DOCKERFILE, re.MULTILINE)
    _python, *arguments = json.loads(found)
    environment = {**os.environ, "METRICS_LISTEN": f"0.0.0.0:{unused_tcp_port}"}

    async def check() -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *arguments, env=environment, stderr=asyncio.subprocess.DEVNULL
        )
        return await process.wait()

    assert await check() != 0
    verbatim = Verbatim.build(
        library, api.world.token, "http://telegram.test", Options(request=lambda: InProcessRequest(api))
    )
    verbatim.health._fresh = 0.0
    listen = Address(host="127.0.0.1", port=unused_tcp_port)
    async with monitored(verbatim, Metrics(), listen, None), verbatim.polling():
        assert await check() == 0
        world.faults.drop("getMe", times=50)
        assert await check() != 0
