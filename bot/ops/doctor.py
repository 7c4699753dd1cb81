"""Diagnoses this installation and suggests remedies. Changes only settings at Telegram, and only on request."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path

import httpx
from sqlalchemy import Connection, Engine, create_engine, func, inspect, select
from sqlalchemy.exc import SQLAlchemyError
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, TelegramError

from bot.config import Settings
from bot.fetching.cage import ROOT
from bot.fetching.document_reader import MEMORY, SIDE_BY_SIDE
from bot.fetching.machine_memory import available, fits
from bot.ops.backup import read_only
from bot.queues.cluster import lease_rows
from bot.services.upkeep.reindexing import described
from bot.store import access, inbox
from bot.store.database import LITTLE_SPACE
from bot.store.locks import database_file, in_use
from bot.store.schema import inbox as inbox_table
from bot.store.schema import outbox as outbox_table
from bot.store.schema import owner as owner_table
from bot.store.schema import process as process_table
from bot.transport.api_client import AiohttpRequest
from bot.transport.newer_api import BotSettings, set_my_settings
from bot.transport.refusals import kind_of
from index.database import HISTORY, current, statistics, vector_model

# A backlog older than this is late; a clock further off than this is wrong.
TOLERATED_SECONDS = 60.0
MANY_WAITING = 100
MOST_LISTED = 10
AT_BOTFATHER = "send @BotFather /setinline and /setprivacy; guest mode is among a bot's settings there"
# Permission bits of the group and of others.
_OTHERS = 0o077


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """The result of one check; ``remedy`` says what to do, None when all is well."""

    what: str
    remedy: str | None = None

    def __str__(self) -> str:
        return f"ok   {self.what}" if self.remedy is None else f"!!   {self.what}\n     -> {self.remedy}"


def examine(settings: Settings, say: Callable[[str], None], change: BotSettings | None = None) -> bool:
    """Reports each result in a line or two; returns whether all is well.

    ``change`` holds settings to apply at Telegram before checking it.
    """
    well = True
    for look in (_files, _readable_by_others, _reader, _database, lambda each: asyncio.run(_telegram(each, change))):
        for finding in look(settings):
            say(str(finding))
            well = well and finding.remedy is None
    return well


def _files(settings: Settings) -> Iterable[Finding]:
    path = database_file(settings.database_url)
    if path is None:
        return
    if not path.is_file():
        yield Finding(what=f"database {path}: not there yet; the bot makes it when it starts")
    folder = path.absolute().parent
    if not folder.is_dir():
        yield Finding(what=f"the folder {folder} does not exist", remedy="make it, or change DATABASE_URL")
        return
    free = shutil.disk_usage(folder).free
    remedy = "make room: a full disk keeps the bot from taking anything in" if free < LITTLE_SPACE else None
    yield Finding(what=f"disk: {free // 2**20:,} MB free in {folder}", remedy=remedy)
    if path.is_file():
        try:
            who = in_use(path)
            yield Finding(what=f"running: {who}" if who else "no bot is using the database at this moment")
        except OSError as error:
            remedy = "run this as the user that runs the bot"
            yield Finding(what=f"{error.filename} cannot be opened ({error.strerror})", remedy=remedy)


def _readable_by_others(settings: Settings) -> Iterable[Finding]:
    """Articles and the token must be private on a shared machine."""
    path = database_file(settings.database_url)
    beside = [] if path is None else [path, *(path.with_name(path.name + end) for end in ("-wal", "-shm"))]
    for each in (*beside, Path(".env")):
        if os.name == "posix" and each.is_file() and each.stat().st_mode & _OTHERS:
            yield Finding(what=f"{each} can be read by other users of this machine", remedy=f"chmod 600 {each}")


def _reader(_settings: Settings) -> Iterable[Finding]:
    """Whether the process that reads strangers' documents is confined."""
    try:
        tried = subprocess.run(
            [sys.executable, "-m", "bot.fetching.cage"], capture_output=True, check=True, timeout=30, cwd=ROOT
        )
        free = [what for what, works in json.loads(tried.stdout).items() if works and what != "thread"]
    except (OSError, ValueError, subprocess.SubprocessError):
        yield Finding(what="what reads documents: could not be tried")
        return
    open_doors = f"this system does not keep it from: {', '.join(free)}; its time and memory are limited"
    yield Finding(
        what=f"what reads documents: {open_doors if free else 'shut in, without network, processes or files'}"
    )
    spare = available()
    count = fits(MEMORY, SIDE_BY_SIDE, spare)
    memory = "how much memory is left is not known" if spare is None else f"{spare // 2**20:,} MB of memory are left"
    yield Finding(
        what=f"documents: up to {count} are read at once, each with {MEMORY // 10**6:,} MB at most, "
        f"behind everything else; {memory}"
    )


def _database(settings: Settings) -> Iterable[Finding]:
    path = database_file(settings.database_url)
    if path is not None and not path.is_file():
        return
    try:
        engine = _engine(settings.database_url, path)
        with closing(engine.connect()) as connection:
            if path is not None:
                found = connection.exec_driver_sql("PRAGMA integrity_check(3)").scalars().all()
                damaged = "; ".join(map(str, found)) if found != ["ok"] else None
                remedy = "stop the bot and restore the latest backup: python -m bot restore FILE" if damaged else None
                yield Finding(what=f"database: {damaged or 'sound'}", remedy=remedy)
            else:
                yield _running(connection)
            yield from _queues(connection)
            yield from _outdated(connection)
            yield from _vectors(settings, connection)
            yield _owner(settings, connection)
        engine.dispose()
    except (SQLAlchemyError, OSError) as error:
        reason = str(getattr(error, "orig", None) or error)
        yield Finding(what=f"the database cannot be read: {reason}", remedy="check DATABASE_URL and the server or file")


def _running(connection: Connection) -> Finding:
    """How many bots use a PostgreSQL database; a database of an earlier release does not record that."""
    count = lease_rows.alive(connection) if inspect(connection).has_table(process_table.name) else 0
    return Finding(what=f"running: bots on this database: {count}" if count else "no bot is using the database")


def _engine(url: str, path: Path | None) -> Engine:
    if path is None:
        return create_engine(url, hide_parameters=True)
    return create_engine("sqlite://", creator=lambda: read_only(path), hide_parameters=True)


def _queues(connection: Connection) -> Iterable[Finding]:
    waiting, since = connection.execute(
        select(func.count(), func.min(inbox_table.c.received_at)).where(inbox_table.c.state == inbox.WAITING)
    ).one()
    owed = connection.scalar(select(func.count()).select_from(outbox_table)) or 0
    age = time.time() - since if since else 0.0
    late = waiting > MANY_WAITING and age > TOLERATED_SECONDS
    yield Finding(
        what=f"inbox: {waiting} updates wait" + (f", the oldest for {age:.0f} s" if waiting else ""),
        remedy="start the bot, or look in its log for what keeps it" if late else None,
    )
    yield Finding(what=f"outbox: {owed} messages wait to be sent")
    aside = inbox.aside(connection)
    if not aside:
        yield Finding(what="no update was set aside")
        return
    lines = [
        f"update {each.update_id} of {datetime.fromtimestamp(each.received_at, UTC):%Y-%m-%d %H:%M} UTC, "
        f"{each.tries} tries: {each.error or 'unknown'}"
        for each in aside[:MOST_LISTED]
    ]
    listed = "\n     ".join(lines + (["…"] if len(aside) > MOST_LISTED else []))
    yield Finding(
        what=f"{len(aside)} updates were set aside:\n     {listed}",
        remedy="look for their numbers in the log, and report what stands there; they go by themselves after 30 days",
    )


def _outdated(connection: Connection) -> Iterable[Finding]:
    # A database of an earlier release must be migrated first.
    if current(connection, HISTORY.table) != HISTORY.head:
        return
    left = statistics(connection).unfinished
    if left:
        how = "the bot does it while it runs, python -m bot reindex at once"
        yield Finding(what=f"to be reindexed: {described(left)}; {how}")


def _vectors(settings: Settings, connection: Connection) -> Iterable[Finding]:
    if not settings.meaning:
        yield Finding(what="meaning: off (MEANING)")
        return
    if current(connection, HISTORY.table) != HISTORY.head:
        return
    model = vector_model()
    if isinstance(model, str):
        yield Finding(what=f"vectors: none are made, {model}; search finds words only")
        return
    found = statistics(connection, model)
    left = found.unembedded
    waits = f"to be made: {described(left)}; the bot does it while it runs" if left else "none is to be made"
    yield Finding(what=f"vectors: {found.vectors:,} paragraphs have one; {waits}")


def _owner(settings: Settings, connection: Connection) -> Finding:
    # A database of an earlier release lacks this table.
    owner = access.owner(connection) if inspect(connection).has_table(owner_table.name) else None
    if owner is not None:
        day = f"{datetime.fromtimestamp(owner.claimed_at, UTC):%Y-%m-%d}"
        return Finding(what=f"owner: Telegram's user {owner.user_id}, since {day} (python -m bot release ends that)")
    if settings.token is None or settings.open_to_all:
        return Finding(what="owner: nobody has claimed the bot; everybody may use it")
    return Finding(
        what="owner: nobody has claimed the bot, and it works for nobody but those in ALLOWED_USERS and ALLOWED_CHATS",
        remedy="start the bot, and send it /start with the code that it prints",
    )


async def _telegram(settings: Settings, change: BotSettings | None) -> list[Finding]:
    if settings.token is None:
        return [Finding(what="no TELEGRAM_BOT_TOKEN: the bot runs on a local page")]
    findings = []
    try:
        ways = [AiohttpRequest(connections=2, connect_timeout=10, read_timeout=10) for _ in range(2)]
        address = f"{settings.api_url}/bot"
        async with Bot(settings.token, base_url=address, request=ways[0], get_updates_request=ways[1]) as bot:
            findings.append(Finding(what=f"token: @{bot.username}"))
            if change is not None:
                findings.append(await _changed(bot, change))
            groups = "may join groups" if bot.can_join_groups else "may not join groups (@BotFather: /setjoingroups)"
            sees = "sees every message there" if bot.can_read_all_group_messages else "sees commands and replies there"
            findings.append(Finding(what=f"rights: {groups}; {sees} (@BotFather: /setprivacy)"))
            inline = "on" if bot.supports_inline_queries else "off (@BotFather: /setinline)"
            guest = "on" if bot.bot.supports_guest_queries else "off (@BotFather)"
            findings.append(Finding(what=f"inline mode: {inline}; guest mode: {guest}"))
            findings.append(_webhook(settings, await bot.get_webhook_info()))
    except InvalidToken:
        remedy = "check TELEGRAM_BOT_TOKEN, or get a new one from @BotFather (/token)"
        findings.append(Finding(what="Telegram does not know this token", remedy=remedy))
    except TelegramError as error:
        remedy = "check the connection and TELEGRAM_API_URL"
        findings.append(Finding(what=f"Telegram cannot be reached ({error.message})", remedy=remedy))
        return findings
    findings.append(await _clock(settings.api_url))
    return findings


async def _changed(bot: Bot, change: BotSettings) -> Finding:
    """Changes the bot's settings at Telegram and reads them again. Raises TelegramError."""
    try:
        known = await set_my_settings(bot, change)
    except BadRequest as error:
        return Finding(what=f"settings: Telegram refused to change them ({kind_of(error)})", remedy=AT_BOTFATHER)
    await bot.get_me()
    if not known:
        return Finding(what="settings: this server of the Bot API is older than setMySettings", remedy=AT_BOTFATHER)
    return Finding(what="settings: changed at Telegram")


def _webhook(settings: Settings, info: WebhookInfo) -> Finding:
    wanted = settings.webhook.url if settings.webhook else ""
    waiting = f"{info.pending_update_count} updates wait at Telegram"
    if info.url != wanted:
        state = f"Telegram posts to {info.url}" if info.url else "Telegram posts updates nowhere"
        return Finding(what=f"webhook: {state}; {waiting}", remedy="start the bot: it sets this right")
    if info.last_error_message and info.pending_update_count:
        remedy = "check WEBHOOK_URL, the proxy before WEBHOOK_LISTEN, and the certificate"
        return Finding(what=f"webhook: {waiting}; Telegram says: {info.last_error_message}", remedy=remedy)
    return Finding(what=f"updates: {'posted to ' + wanted if wanted else 'fetched'}; {waiting}")


async def _clock(api_url: str) -> Finding:
    try:
        async with httpx.AsyncClient(timeout=10.0) as client:
            answer = await client.get(api_url)
        off = time.time() - parsedate_to_datetime(answer.headers["date"]).timestamp()
    except (httpx.HTTPError, KeyError, ValueError):
        return Finding(what="clock: could not be compared")
    remedy = "set the clock: late questions are told by it" if abs(off) > TOLERATED_SECONDS else None
    return Finding(what=f"clock: {abs(off):.0f} s {'ahead' if off > 0 else 'behind'}", remedy=remedy)
