"""The format of log lines, for people or machines. Tokens are removed."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from bot.config import without_tokens

# The prefix of our own lines: `outbox.dropped: …`. Lines of other packages have no event.
EVENT = re.compile(r"([a-z]+\.[a-z_]+): ")
OURS = ("bot.", "index.")


class NoTokens(logging.Formatter):
    """Removes tokens from every line of every logger: the token gives full control of the bot."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return without_tokens(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, and ``event`` and ``trace`` if any.

    ``event`` is the name that ``message`` begins with; docs/running.md lists them.
    """

    def format(self, record: logging.LogRecord) -> str:
        """A single line, even for a message of several lines; without tokens."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.name.startswith(OURS) and (event := EVENT.match(line["message"])):
            line["event"] = event[1]
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        # ASCII, since some readers split lines at other separators, and half a surrogate pair stays writable.
        return json.dumps({name: without_tokens(value) for name, value in line.items()})


def begin(form: str = "text") -> None:
    """Logs to standard error from now on, as ``text`` or ``json``; the form may be changed later."""
    formatter = JsonLines() if form == "json" else NoTokens("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    # Has no effect if logging is already set up, by an earlier call or by the caller.
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for each in logging.getLogger().handlers:
        if isinstance(each.formatter, NoTokens | JsonLines):
            each.setFormatter(formatter)
    # httpx logs every address that it calls, and Telegram's contain the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
