"""Processes forked from one that has loaded everything: to start Python and load the bot takes seconds each time."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess

from bot.ops.cli import main

# What the process from which they are forked loads: the programs, and what the command line loads when it needs it.
_LOADED = [
    "tests.support.programs.killed_adding",
    "tests.support.programs.killed_forgetting",
    "tests.support.programs.killed_reindexing",
    "tests.support.programs.killed_tidying",
    "tests.support.programs.killed_upgrading",
    "bot.ops.backup",
    "bot.ops.copy",
    "bot.ops.doctor",
    "bot.ops.run",
]
SECONDS = 300


class Forked:
    """A process that runs a function, in ``folder`` and with no other environment than that, if they are given.

    It may end in any way: killed, or by ``sys.exit``.
    """

    def __init__(
        self,
        program: Callable[..., object],
        *arguments: object,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(_LOADED)
        self._printed = tempfile.TemporaryDirectory()
        place = (self._printed.name, folder or Path.cwd(), dict(os.environ if environment is None else environment))
        self._process: BaseProcess = context.Process(target=_run, args=(*place, program, arguments))
        self._process.start()

    def ended(self) -> CompletedProcess[str]:
        """Waits for its end: the exit code, negative for a signal, and what it has printed."""
        self._process.join(SECONDS)
        code = self._process.exitcode
        if code is None:
            self._process.kill()
            raise TimeoutError("it did not end")
        with self._printed as folder:
            out, err = ((Path(folder) / name).read_text(encoding="utf-8") for name in ("out", "err"))
        return CompletedProcess([], code, out, err)


def _run(
    printed: str,
    folder: Path,
    environment: Mapping[str, str],
    program: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    for name, descriptor in (("out", 1), ("err", 2)):
        os.dup2(os.open(Path(printed) / name, os.O_WRONLY | os.O_CREAT), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    program(*arguments)


def run_forked(program: Callable[..., object], *arguments: object) -> CompletedProcess[str]:
    """Runs the function as a process, to its end."""
    return Forked(program, *arguments).ended()


def bot_command(*arguments: str, environment: Mapping[str, str], folder: Path | None = None) -> Forked:
    """The bot's command line with these arguments, as a process."""
    return Forked(_command, arguments, folder=folder, environment=environment)


def _command(arguments: tuple[str, ...]) -> None:
    sys.exit(main(list(arguments)))
