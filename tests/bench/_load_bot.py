"""The bot as `python -m bot` runs it, but for the flood limits, which the benchmark may turn off."""

from __future__ import annotations

import asyncio
import logging
import os
import sys

from bot.limits import Limits
from bot.running import run
from bot.settings import Settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.WARNING)
    unlimited = "--unlimited" in sys.argv
    asyncio.run(run(Settings.load(os.environ, None), lambda line: print(line, flush=True), limits=Limits(unlimited)))
