"""The command line: settings, then a command; an error ends with one sentence rather than a traceback."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import traceback
from argparse import Namespace
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.config import OperatorError, Settings, SettingsError, without_tokens
from bot.ops import logging_setup
from bot.ops.loading import loading
from index import LibraryError

STOPPED, FAILED, WRONG_SETTINGS, STUCK = 0, 1, 2, 3


def main(arguments: list[str] | None = None) -> int:
    """Runs the command line; returns the exit code.

    0: done, or stopped as requested. 1: impossible. 2: wrong settings or arguments. 3: the bot stopped working and
    should be restarted.
    """
    chosen = _parser().parse_args(arguments)
    # Articles are private: databases, their logs and backups are readable only by their owner.
    os.umask(0o077)
    logging_setup.begin()
    try:
        settings = Settings.load(os.environ)
        logging_setup.begin(settings.log_format)
        return COMMANDS[chosen.command or "run"].do(settings, chosen) or STOPPED
    except SettingsError as error:
        return _failed(error, WRONG_SETTINGS)
    except (OperatorError, LibraryError) as error:
        return _failed(error, FAILED)
    except Exception:
        # Our own mistake: log its location, but no token, which a quoted address may hold.
        print(without_tokens(traceback.format_exc()), end="", file=sys.stderr)
        return FAILED


def _failed(error: Exception, code: int) -> int:
    print(f"verbatim: {without_tokens(str(error))}", file=sys.stderr)
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m bot", description="Verbatim, a Telegram bot that quotes from the articles you forward."
    )
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, command in COMMANDS.items():
        added = commands.add_parser(name, help=command.help)
        for argument, how in command.arguments.items():
            added.add_argument(argument, **how)
    return parser


def _say(line: str) -> None:
    print(without_tokens(line), flush=True)


# Commands import their own modules, so that no command waits for another's.
def _run(settings: Settings, _chosen: Namespace) -> int:
    with loading():
        from bot.ops.run import run
        from bot.transport.health import Stuck

    try:
        asyncio.run(run(settings, _say))
    except Stuck as error:
        return _failed(error, STUCK)
    return STOPPED


def _backup(settings: Settings, chosen: Namespace) -> None:
    with loading():
        from bot.ops.backup import backup

    size = backup(settings.database_url, chosen.file)
    _say(f"{chosen.file}: {size / 2**20:.1f} MB, checked")


def _restore(settings: Settings, chosen: Namespace) -> None:
    with loading():
        from bot.ops.backup import restore

    kept = restore(settings.database_url, chosen.file)
    _say(f"restored from {chosen.file}" + (f"; what was there before is now {kept}" if kept else ""))


def _migrate(settings: Settings, _chosen: Namespace) -> None:
    with loading():
        from bot.ops.copy import migrate

    for line in migrate(settings.database_url):
        _say(line)


def _reindex(settings: Settings, _chosen: Namespace) -> None:
    with loading():
        from bot.services.upkeep.reindexing import by_hand
        from bot.store.database import open_library

    with open_library(settings.database_url) as library:
        by_hand(library, _say)


def _copy(_settings: Settings, chosen: Namespace) -> None:
    with loading():
        from bot.ops.copy import copy

    copy(chosen.source, chosen.target, _say)
    _say("copied; to use it, set DATABASE_URL to the new address")


def _release(settings: Settings, _chosen: Namespace) -> None:
    with loading():
        from bot.store import access
        from bot.store.database import open_library
        from bot.store.locks import database_file, only_one, only_one_on

    try:
        with (
            only_one(database_file(settings.database_url)),
            open_library(settings.database_url) as library,
            only_one_on(library.database.engine),
            library.transaction() as connection,
        ):
            owned = access.release(connection)
    except OSError as error:
        raise OperatorError(str(error)) from None
    done = "the owner is forgotten, and whom the owner let in" if owned else "the bot had no owner"
    _say(f"{done}; the next start prints a code to claim it by")
    _say("whoever ran it may know its token: /revoke at @BotFather makes a new one for TELEGRAM_BOT_TOKEN")


def _doctor(settings: Settings, chosen: Namespace) -> int:
    with loading():
        from bot.ops.doctor import examine
        from bot.transport.newer_api import BotSettings

    change = None
    if chosen.fix or chosen.sees is not None:
        sees = None if chosen.sees is None else chosen.sees == "all"
        on = True if chosen.fix else None
        change = BotSettings(supports_inline_queries=on, supports_guest_queries=on, can_read_all_group_messages=sees)
    return STOPPED if examine(settings, _say, change) else FAILED


@dataclass(frozen=True, slots=True)
class Command:
    """A command. ``do`` returns the exit code, None for success; it raises OperatorError or LibraryError."""

    do: Callable[[Settings, Namespace], int | None]
    help: str
    arguments: Mapping[str, dict[str, Any]] = field(default_factory=dict)


_FILE = {"file": {"type": Path, "metavar": "FILE"}}
_FROM_TO = {
    "source": {"metavar": "FROM", "help": "an address such as sqlite:///verbatim.db"},
    "target": {"metavar": "TO", "help": "an address such as postgresql+psycopg://USER@HOST/NAME"},
}
_FIXES: dict[str, dict[str, Any]] = {
    "--fix": {"action": "store_true", "help": "switch on inline and guest mode at Telegram"},
    "--sees": {"choices": ("all", "meant"), "help": "what the bot sees in groups: all messages, or those meant for it"},
}
COMMANDS = {
    "run": Command(_run, "run the bot until it is told to stop (what happens without a command)"),
    "backup": Command(_backup, "copy the SQLite database into FILE while the bot runs", _FILE),
    "restore": Command(_restore, "put a backup in the database's place; the bot must be stopped", _FILE),
    "migrate": Command(_migrate, "bring the database up to date and say what was done; several may at once"),
    "reindex": Command(_reindex, "index anew what an earlier release indexed, at once; the bot may go on running"),
    "copy": Command(_copy, "copy a database, SQLite or PostgreSQL, into an empty one; bots must be stopped", _FROM_TO),
    "release": Command(_release, "forget the owner, and whom the owner let in; the bot must be stopped"),
    "doctor": Command(_doctor, "say what is wrong here and what to do about it", _FIXES),
}
