"""`python -m bot`: settings, then run; whatever cannot work ends with one sentence, not a traceback."""

from __future__ import annotations

import os
import sys

# Matrix products of the encoder take one thread each: several would wait for each other in loops that use up the
# processor, and a machine with something else to do then takes a hundred times as long. Read when numpy is imported.
for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(name, "1")

from bot.ops.cli import main  # noqa: E402  # numpy comes with it

if __name__ == "__main__":
    sys.exit(main())
