"""The command line: settings, then a command; what cannot work ends with one sentence, not a traceback."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from pathlib import Path

from bot.config import Settings, SettingsError
from bot.ops import logging_setup

STOPPED, FAILED, WRONG_SETTINGS, STUCK = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Does what the command line says; returns the exit code.

    0: done, or stopped as asked. 1: cannot be done. 2: wrong settings or arguments. 3: the bot did not work
    any more, and wants to be started again.
    """
    chosen = _parser().parse_args(arguments)
    logging_setup.begin()
    try:
        settings = Settings.load(os.environ)
    except SettingsError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return WRONG_SETTINGS
    logging_setup.begin(settings.log_format)
    match chosen.command:
        case "backup":
            return _backup(settings, chosen.file)
        case "restore":
            return _restore(settings, chosen.file)
        case "release":
            return _release(settings)
        case "migrate":
            return _migrate(settings)
        case "reindex":
            return _reindex(settings)
        case "copy":
            return _copy(chosen.source, chosen.target)
        case "doctor":
            from bot.ops.doctor import examine

            return STOPPED if examine(settings, lambda line: print(line, flush=True)) else FAILED
        case _:
            return _run(settings)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Verbatim, a Telegram bot that quotes from the articles you forward."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    commands.add_parser("run", help="run the bot until it is told to stop (what happens without a command)")
    backup = commands.add_parser("backup", help="copy the SQLite database into FILE while the bot runs")
    backup.add_argument("file", type=Path, metavar="FILE")
    restore = commands.add_parser("restore", help="put a backup in the database's place; the bot must be stopped")
    restore.add_argument("file", type=Path, metavar="FILE")
    commands.add_parser("migrate", help="bring the database up to date and say what was done; several may at once")
    commands.add_parser(
        "reindex", help="index anew what an earlier release indexed, at once; the bot may go on running"
    )
    copy = commands.add_parser(
        "copy", help="copy a database, SQLite or PostgreSQL, into an empty one; bots must be stopped"
    )
    copy.add_argument("source", metavar="FROM", help="an address such as sqlite:///verbatim.db")
    copy.add_argument("target", metavar="TO", help="an address such as postgresql+psycopg://USER@HOST/NAME")
    commands.add_parser("release", help="forget the owner, and whom the owner let in; the bot must be stopped")
    commands.add_parser("doctor", help="say what is wrong here and what to do about it")
    return parser


def _run(settings: Settings) -> int:
    from bot.ops.run import run
    from bot.transport.health import Stuck
    from bot.transport.startup import StartError
    from index import LibraryError

    try:
        asyncio.run(run(settings, lambda line: print(line, flush=True)))
    except (StartError, LibraryError) as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    except Stuck as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return STUCK
    return STOPPED


def _backup(settings: Settings, file: Path) -> int:
    from bot.ops.backup import MaintenanceError, backup

    try:
        size = backup(settings.database_url, file)
    except MaintenanceError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    print(f"{file}: {size / 2**20:.1f} MB, checked")
    return STOPPED


def _restore(settings: Settings, file: Path) -> int:
    from bot.ops.backup import MaintenanceError, restore

    try:
        kept = restore(settings.database_url, file)
    except MaintenanceError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    print(f"restored from {file}" + (f"; what was there before is now {kept}" if kept else ""))
    return STOPPED


def _migrate(settings: Settings) -> int:
    from bot.ops.copy import migrate
    from index import LibraryError

    try:
        for line in migrate(settings.database_url):
            print(line, flush=True)
    except LibraryError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    return STOPPED


def _reindex(settings: Settings) -> int:
    from bot.services.reindexing import by_hand
    from bot.store.database import open_library
    from index import LibraryError

    try:
        with open_library(settings.database_url) as library:
            by_hand(library, lambda line: print(line, flush=True))
    except LibraryError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    return STOPPED


def _copy(source: str, target: str) -> int:
    from bot.ops.copy import CopyError, copy
    from index import LibraryError

    try:
        copy(source, target, lambda line: print(line, flush=True))
    except (CopyError, LibraryError) as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    print("copied; to use it, set DATABASE_URL to the new address")
    return STOPPED


def _release(settings: Settings) -> int:
    from bot.store import access
    from bot.store.database import open_library
    from bot.store.locks import Locked, database_file, only_one, only_one_on
    from index import LibraryError

    try:
        with (
            only_one(database_file(settings.database_url)),
            open_library(settings.database_url) as library,
            only_one_on(library.database.engine),
            library.transaction() as connection,
        ):
            owned = access.release(connection)
    except (Locked, LibraryError, OSError) as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return FAILED
    said = "the owner is forgotten, and whom the owner let in" if owned else "the bot had no owner"
    print(f"{said}; the next start prints a code to claim it by")
    return STOPPED
