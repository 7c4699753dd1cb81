"""Begins to log as the bot does, in the format that is decided on later, and logs a line: ``python -m … FORMAT``."""

from __future__ import annotations

import logging
import sys

from bot.ops.logging_setup import begin


def main(log_format: str) -> None:
    begin()
    begin(log_format)
    logging.getLogger("x").info("hello")


if __name__ == "__main__":
    main(sys.argv[1])
