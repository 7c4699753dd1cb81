"""`python -m bot`: settings, then run; whatever cannot work ends with one sentence, not a traceback."""

from __future__ import annotations

import sys

from bot.ops.cli import main

if __name__ == "__main__":
    sys.exit(main())
