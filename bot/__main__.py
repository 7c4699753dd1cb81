"""`python -m bot`: settings, then run; whatever cannot work ends with one sentence, not a traceback."""

from __future__ import annotations

import asyncio
import logging
import os
import sys

from bot.settings import Settings, SettingsError


def main() -> int:
    """Runs the bot; returns the exit code: 0 stopped as asked, 1 cannot run, 2 wrong settings."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    # httpx logs every address it calls, and Telegram's hold the token.
    logging.getLogger("httpx").setLevel(logging.WARNING)
    logging.getLogger("alembic").setLevel(logging.WARNING)
    try:
        settings = Settings.load(os.environ)
    except SettingsError as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return 2

    from bot.app import run
    from bot.greeting import StartError
    from index import LibraryError

    try:
        asyncio.run(run(settings, lambda line: print(line, flush=True)))
    except (StartError, LibraryError) as error:
        print(f"verbatim: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
