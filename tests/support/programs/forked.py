"""Processes forked from one that has loaded everything: to start Python and load the bot takes seconds each time."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import tempfile
import weakref
from collections.abc import Callable, Mapping
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from pathlib import Path

from bot.ops.cli import main
from bot.playground.world.watching import PATIENCE

# What the process from which they are forked loads: the programs, and what the command line loads when it needs it.
_LOADED = [
    "tests.support.programs.killed_adding",
    "tests.support.programs.killed_embedding",
    "tests.support.programs.killed_forgetting",
    "tests.support.programs.killed_reindexing",
    "tests.support.programs.killed_tidying",
    "tests.support.programs.killed_upgrading",
    "tests.support.programs.warm",
    "bot.ops.backup",
    "bot.ops.copy",
    "bot.ops.doctor",
    "bot.ops.run",
]


class Forked:
    """A process that runs a function, in ``folder`` and with no other environment than that, if they are given."""

    def __init__(
        self,
        program: Callable[..., object],
        *arguments: object,
        folder: Path | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        context = get_context("forkserver")
        context.set_forkserver_preload(_LOADED)
        self._printed = Path(tempfile.mkdtemp())
        weakref.finalize(self, shutil.rmtree, self._printed)
        place = (self._printed, folder or Path.cwd(), dict(os.environ if environment is None else environment))
        self._process: BaseProcess = context.Process(target=_run, args=(*place, program, arguments))
        self._process.start()

    @property
    def running(self) -> bool:
        return self._process.is_alive()

    @property
    def stdout(self) -> str:
        """What it has printed."""
        return self._read("out")

    @property
    def stderr(self) -> str:
        """What it has complained of."""
        return self._read("err")

    @property
    def output(self) -> str:
        """Both, one after the other."""
        return self.stdout + self.stderr

    def _read(self, name: str) -> str:
        path = self._printed / name
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def stop(self) -> int:
        """Asks it to stop, as a supervisor does; returns the exit code."""
        assert self._process.pid is not None
        os.kill(self._process.pid, signal.SIGTERM)
        return self.ended()

    def kill(self) -> None:
        """Ends it, if it has not ended by itself."""
        self._process.kill()
        self._process.join()

    def ended(self) -> int:
        """Waits until it ends by itself; returns the exit code, that of a signal is negative."""
        self._process.join(PATIENCE)
        code = self._process.exitcode
        if code is None:
            self.kill()
            raise TimeoutError(f"it did not end: {self.output}")
        return code


def _run(
    printed: Path,
    folder: Path,
    environment: Mapping[str, str],
    program: Callable[..., object],
    arguments: tuple[object, ...],
) -> None:
    for name, descriptor in (("out", 1), ("err", 2)):
        os.dup2(os.open(printed / name, os.O_WRONLY | os.O_CREAT), descriptor)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    program(*arguments)


def run_forked(program: Callable[..., object], *arguments: object) -> int:
    """Runs the function as a process, to its end; returns the exit code."""
    return Forked(program, *arguments).ended()


def bot_command(*arguments: str, environment: Mapping[str, str], folder: Path | None = None) -> Forked:
    """The bot's command line with these arguments, as a process."""
    return Forked(_command, arguments, folder=folder, environment=environment)


def _command(arguments: tuple[str, ...]) -> None:
    sys.exit(main(list(arguments)))
