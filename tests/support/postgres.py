"""A throw-away PostgreSQL server, from the binaries on this machine.

`python -m tests.support.postgres COMMAND…` runs a command with it.

Its data live in memory or a temporary folder, it listens on a socket in there and on no port, and it
forgets everything. The command finds its address in VERBATIM_TEST_POSTGRES.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from uuid import uuid4

from sqlalchemy import make_url

MISSING = "PostgreSQL is not installed here (Debian: apt install postgresql)"
VARIABLE = "VERBATIM_TEST_POSTGRES"
# What a server that is thrown away can do without: whether its data survive a crash of the machine.
FAST = ("fsync=off", "full_page_writes=off", "max_connections=300", "listen_addresses=", "shared_buffers=128MB")


def binaries() -> Path | None:
    """The folder of initdb and postgres, the newest there is; None when PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    installed = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    newest = sorted(installed, key=lambda path: int(path.parts[-3]) if path.parts[-3].isdecimal() else 0)
    return newest[-1].parent if newest else None


@contextmanager
def server(*, durable: bool = False) -> Iterator[tuple[str, Path]]:
    """A running server: its SQLAlchemy URL without a database's name, and its data folder.

    ``durable``: it keeps what it promised also when it is killed. Raises RuntimeError when PostgreSQL is missing.
    """
    folder = binaries()
    if folder is None:
        raise RuntimeError(MISSING)
    with TemporaryDirectory(prefix="verbatim-postgres-") as name:
        data = Path(name) / "data"
        # The server refuses to run as root.
        user = "postgres" if os.geteuid() == 0 else None
        if user:
            shutil.chown(name, user)
        _run([folder / "initdb", "-D", data, "-U", "verbatim", "-A", "trust", "-E", "UTF8", "--no-sync"], user)
        start(data, durable=durable)
        try:
            yield f"postgresql+psycopg://verbatim@/{{name}}?host={quote(name, safe='')}", data
        finally:
            stop(data)


@contextmanager
def database(server: str, *, template: str | None = None) -> Iterator[str]:
    """The URL of a new database on the server with that address, which is dropped in the end.

    Empty, or a copy of the one with the URL ``template``, to which nobody is connected.
    """
    import psycopg

    name = f"test_{uuid4().hex}"
    with psycopg.connect(server.replace("+psycopg", "").format(name="postgres"), autocommit=True) as connection:
        copied = "" if template is None else f' TEMPLATE "{make_url(template).database}"'
        connection.execute(f'CREATE DATABASE "{name}"{copied}')
        try:
            yield server.format(name=name)
        finally:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def start(data: Path, *, durable: bool = False) -> None:
    """Starts the server over that folder, and waits until it answers."""
    settings = (*(FAST[2:] if durable else FAST), f"unix_socket_directories={data.parent}")
    options = [f"-c {each}" for each in settings]
    log = data.parent / "server.log"
    _run([_pg_ctl(), "start", "-D", data, "-w", "-l", log, "-o", " ".join(options)], _owner(data))


def stop(data: Path, *, how: str = "immediate") -> None:
    """Stops the server; "immediate" is as good as a crash."""
    subprocess.run([_pg_ctl(), "stop", "-D", data, "-m", how, "-w"], user=_owner(data), stdout=subprocess.DEVNULL)


def _pg_ctl() -> Path:
    folder = binaries()
    assert folder is not None
    return folder / "pg_ctl"


def _owner(data: Path) -> str | None:
    return "postgres" if os.geteuid() == 0 else None


def _run(command: list[str | Path], user: str | None) -> None:
    done = subprocess.run(command, user=user, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd="/", text=True)
    if done.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{done.stdout}")


def main() -> int:
    if binaries() is None:
        sys.exit(MISSING)
    with server() as (url, _data):
        return subprocess.run(sys.argv[1:], env={**os.environ, VARIABLE: url}).returncode


if __name__ == "__main__":
    sys.exit(main())
