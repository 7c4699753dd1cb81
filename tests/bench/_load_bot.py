"""The bot as `python -m bot` runs it, but for the flood limits, which the benchmark may turn off."""

from __future__ import annotations

import asyncio
import logging
import os
import sys

from bot.config import Settings
from bot.ops.run import run
from bot.transport.flood_limits import Limits

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    unlimited = "--unlimited" in sys.argv
    asyncio.run(run(Settings.load(os.environ, None), lambda line: print(line, flush=True), limits=Limits(unlimited)))
