"""The form of log lines: for people or for machines, and never with a token in them."""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime

from bot.config import without_tokens

# How our own lines begin: `outbox.dropped: …`. Other packages' lines have no event.
EVENT = re.compile(r"([a-z]+\.[a-z_]+): ")
OURS = ("bot.", "index.")


class NoTokens(logging.Formatter):
    """Removes tokens from every line, whoever logs it: whoever has the token has the bot."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without tokens."""
        return without_tokens(super().format(record))


class JsonLines(logging.Formatter):
    """One JSON object a line: ``time`` (UTC), ``level``, ``logger``, ``message``, and ``event`` and ``trace`` if any.

    ``event`` is the name that ``message`` begins with; docs/running.md lists them.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, however many the message has; without tokens."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"time": moment, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.name.startswith(OURS) and (event := EVENT.match(line["message"])):
            line["event"] = event[1]
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        # In ASCII: no reader takes another line separator for the line's end, and half a character can be written.
        return json.dumps({name: without_tokens(value) for name, value in line.items()})


def begin(form: str = "text") -> None:
    """Logs to standard error from now on, as ``text`` or ``json``; the form may be changed later."""
    formatter = JsonLines() if form == "json" else NoTokens("%(asctime)s %(levelname)s %(name)s: %(message)s")
    handler = logging.StreamHandler()
    handler.setFormatter(formatter)
    # Does nothing where logging is set up already: by our first call, or by our caller.
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    for each in logging.getLogger().handlers:
        if isinstance(each.formatter, NoTokens | JsonLines):
            each.setFormatter(formatter)
    # httpx logs every address it calls, and Telegram's hold the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
