"""These take minutes and load the machine: they run only when asked for, as in `make test-cluster`."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leaves this folder out unless the command line names it."""
    asked = any("cluster" in argument for argument in config.args)
    return None if asked or collection_path.name == "rig.py" else True
