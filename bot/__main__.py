"""`python -m bot`: reads the settings, then runs; an operator's error ends in one sentence, not in a traceback."""

from __future__ import annotations

import os
import sys

# One thread for each matrix product of the encoder: several would spin while they wait for each other, and on a busy
# machine take a hundred times as long. numpy reads these variables when it is imported.
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(name, "1")

from bot.ops.cli import main  # noqa: E402  # numpy comes with it

if __name__ == "__main__":
    sys.exit(main())
