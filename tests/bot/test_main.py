"""What is settled before anything else is imported."""

from __future__ import annotations

import os
import subprocess
import sys

NAME = "OPENBLAS_NUM_THREADS"
CODE = f"import bot.__main__, os; print(os.environ[{NAME!r}], len(os.listdir('/proc/self/task')) if os.path.exists('/proc/self/task') else 1)"


def _started(environment: dict[str, str]) -> list[str]:
    given = {name: value for name, value in os.environ.items() if name != NAME}
    return subprocess.check_output([sys.executable, "-c", CODE], env=given | environment, text=True).split()


def test_matrix_products_take_one_thread_unless_the_operator_says_otherwise() -> None:
    assert _started({})[0] == "1"
    if sys.platform == "linux":
        # numpy starts its threads when it is imported.
        assert _started({})[1] == "1"
    assert _started({NAME: "2"})[0] == "2"
