"""What is settled before anything else is imported."""

from __future__ import annotations

import os
import subprocess
import sys

NAME = "OPENBLAS_NUM_THREADS"
TASKS = "/proc/self/task"
CODE = f"import bot.__main__, os; print(os.environ[{NAME!r}], *os.listdir({TASKS!r}))"


def _started(environment: dict[str, str]) -> list[str]:
    given = {name: value for name, value in os.environ.items() if name != NAME}
    return subprocess.check_output([sys.executable, "-c", CODE], env=given | environment, text=True).split()


def test_matrix_products_take_one_thread_unless_the_operator_says_otherwise() -> None:
    setting, *threads = _started({})
    # numpy starts its threads when it is imported.
    assert (setting, len(threads)) == ("1", 1)
    assert _started({NAME: "2"})[0] == "2"
