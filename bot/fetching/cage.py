"""Sandbox: a process that reads strangers' documents gives up its rights, as far as Linux allows without privileges.

A seccomp filter forbids sockets, new processes and other programs. Landlock leaves only the files of Python itself. The
process runs at the lowest priority, and is the first to be killed when memory is short. None of this can be undone.
Where the system supports none of it, limits on memory and time remain.

``python -m bot.fetching.cage`` confines itself, tries to escape, and reports what it could do.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import struct
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
# Others matter more: the bot itself is killed last.
_FIRST_TO_GO: Final = "1000"
_NICE: Final = 10

# <linux/prctl.h>, <linux/seccomp.h>, <linux/audit.h>, <linux/sched.h>
_PR_SET_NO_NEW_PRIVS: Final = 38
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000
_ERRNO: Final = 0x00050000
_EPERM, _ENOSYS = 1, 38
_CLONE_THREAD: Final = 0x00010000
# Higher numbers belong to another calling convention of the same machine (x32).
_X32: Final = 0x40000000
# <linux/bpf_common.h>: load a word, jump if equal, jump if at least, and, return.
_LOAD, _EQUAL, _AT_LEAST, _AND, _RETURN = 0x20, 0x15, 0x35, 0x54, 0x06
# Offsets in struct seccomp_data: the system call's number, the machine, the first argument.
_NUMBER, _MACHINE, _ARGUMENT = 0, 4, 16

# <linux/landlock.h>; the numbers are the same on every machine.
_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_PATH_BENEATH: Final = 1
_EVERY_RIGHT: Final = (1 << 13) - 1
_READ_FILE, _READ_FOLDER = 1 << 2, 1 << 3


@dataclass(frozen=True, slots=True)
class _Machine:
    """A machine's name in <linux/audit.h>, its numbers of the refused system calls, and of two calls among them."""

    name: int
    refused: tuple[int, ...]
    clone: int
    clone3: int = 435


# Sockets; other programs and processes; other processes' memory; other ways to files; kernel administration.
_MACHINES: Final[Mapping[str, _Machine]] = {
    "x86_64": _Machine(
        0xC000003E,
        (
            *(41, 42, 43, 44, 46, 49, 50, 53, 288, 307),
            *(57, 58, 59, 62, 322, 424, 434, 438),
            *(101, 310, 311, 312),
            *(76, 77, 82, 83, 84, 86, 87, 88, 90, 91, 92, 93, 94, 258, 259, 260, 263, 264, 265, 266, 268, 304, 316),
            *(175, 246, 248, 249, 250, 272, 298, 308, 313, 321, 323, 425, 426, 427),
        ),
        clone=56,
    ),
    "aarch64": _Machine(
        0xC00000B7,
        (
            *(198, 199, 200, 201, 202, 203, 206, 211, 242, 269),
            *(129, 221, 281, 424, 434, 438),
            *(117, 270, 271, 272),
            *(33, 34, 35, 36, 37, 38, 45, 46, 52, 53, 54, 55, 265, 276),
            *(97, 105, 104, 217, 218, 219, 241, 268, 273, 280, 282, 425, 426, 427),
        ),
        clone=220,
    ),
}


def give_way(process: int) -> None:
    """Gives the process the lowest priority and makes it the first to be killed when memory is short, if possible."""
    with suppress(OSError):
        Path(f"/proc/{process}/oom_score_adj").write_text(_FIRST_TO_GO)
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, process, _NICE)


def confine(files: Iterable[Path] | None = None) -> None:
    """Confines this process. ``files`` are the files and folders that stay readable, by default Python's own."""
    give_way(os.getpid())
    if sys.platform != "linux":
        return
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0:
        _refuse_files(libc, _own_files() if files is None else files)
        _refuse_calls(libc)


def _own_files() -> list[Path]:
    """The files of Python, of the libraries and of the project's own code; never its settings or databases."""
    system = ("/usr", "/lib", "/lib64", "/nix/store", "/etc/ld.so.cache", "/etc/localtime", "/dev/urandom", "/dev/null")
    libraries = (each for each in sys.path if each and Path(each).resolve() != ROOT)
    found = [Path(each) for each in (*system, sys.prefix, sys.base_prefix, *libraries)]
    return [path for path in (*found, ROOT / "bot", ROOT / "index") if path.exists()]


def _refuse_files(libc: ctypes.CDLL, files: Iterable[Path]) -> None:
    rights = struct.pack("Q", _EVERY_RIGHT)
    rules = libc.syscall(_CREATE_RULESET, rights, len(rights), 0)
    if rules < 0:
        return
    for path in files:
        may = _READ_FILE | _READ_FOLDER if path.is_dir() else _READ_FILE
        place = os.open(path, os.O_PATH | os.O_CLOEXEC)
        libc.syscall(_ADD_RULE, rules, _PATH_BENEATH, struct.pack("=Qi", may, place), 0)
        os.close(place)
    libc.syscall(_RESTRICT_SELF, rules, 0)
    os.close(rules)


def _refuse_calls(libc: ctypes.CDLL) -> None:
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return
    program = b"".join(_instructions(machine))
    held = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: the number of instructions, and their address.
    described = struct.pack(
        "HxxxxxxP" if struct.calcsize("P") > 4 else "HxxP", len(program) // 8, ctypes.addressof(held)
    )
    libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, described, 0, 0)


def _instructions(machine: _Machine) -> Iterable[bytes]:
    """The filter, one struct sock_filter each: the code, the jumps if true and if false, and a number."""

    def step(code: int, number: int, so: int = 0, otherwise: int = 0) -> bytes:
        return struct.pack("HBBI", code, so, otherwise, number)

    yield step(_LOAD, _MACHINE)
    # System calls of another machine have other numbers.
    yield step(_EQUAL, machine.name, so=1)
    yield step(_RETURN, _ERRNO | _EPERM)
    yield step(_LOAD, _NUMBER)
    yield step(_AT_LEAST, _X32, otherwise=1)
    yield step(_RETURN, _ERRNO | _EPERM)
    for refused in machine.refused:
        yield step(_EQUAL, refused, otherwise=1)
        yield step(_RETURN, _ERRNO | _EPERM)
    # The filter cannot read its flags; "no such call" makes the caller use the older one.
    yield step(_EQUAL, machine.clone3, otherwise=1)
    yield step(_RETURN, _ERRNO | _ENOSYS)
    # A thread is allowed: it is not a process.
    yield step(_EQUAL, machine.clone, otherwise=4)
    yield step(_LOAD, _ARGUMENT)
    yield step(_AND, _CLONE_THREAD)
    yield step(_EQUAL, _CLONE_THREAD, so=1)
    yield step(_RETURN, _ERRNO | _EPERM)
    yield step(_RETURN, _ALLOW)


def escapes() -> dict[str, bool]:
    """The forbidden things that this process can still do."""
    import socket
    import threading

    def connect() -> object:
        return socket.socket(socket.AF_INET, socket.SOCK_STREAM)

    def fork() -> object:
        child = os.fork()
        if child == 0:
            os._exit(0)
        return os.waitpid(child, 0)

    def thread() -> None:
        threading.Thread(target=lambda: None).start()

    tries: Mapping[str, Callable[[], object]] = {
        "network": connect,
        "process": fork,
        "program": lambda: os.posix_spawn(sys.executable, [sys.executable, "-c", ""], {}),
        "signal": lambda: os.kill(os.getppid(), 0),
        "file": lambda: Path("/etc/passwd").read_bytes(),
        "settings": lambda: next(iter(ROOT.iterdir())),
        "environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "write": lambda: Path("/tmp/verbatim.cage").write_bytes(b""),
        "thread": thread,
    }
    return {what: _works(way) for what, way in tries.items()}


def _works(way: Callable[[], object]) -> bool:
    try:
        way()
    except (OSError, RuntimeError):
        return False
    return True


if __name__ == "__main__":
    confine()
    sys.stdout.write(json.dumps(escapes()) + "\n")
