"""Measurements; as bot/__main__.py does it, each process computes in one thread."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
